"""The theme: a site's own file wins over the packaged one of its name."""

from __future__ import annotations

import re
import shutil

import pytest
from testbed import REPO, Site


@pytest.fixture
def one(site: Site) -> Site:
    """A site with one article and one page."""
    site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\nWell.\n")
    return site.article("a", "一。")


def test_a_template_of_the_site(one: Site) -> None:
    """Templates, styles, scripts, pictures and strings can each be replaced."""
    one.write("theme/templates/page.html", "own {{ page.title }} {{ t.glossary }}")
    one.write("theme/css/99-own.css", "p { color: teal }")
    one.write("theme/js/own.js", "1").write("theme/img/own.svg", "<svg/>")
    one.write("theme/strings/en.yaml", "glossary: Words").build()
    assert one.page("en/about/") == "own About Words\n"
    one.shows("assets/yizhu.css", "p{color:teal}")
    assert one.has("assets/js/own.js")
    assert one.has("assets/own.svg")


def test_scripts_of_the_site(one: Site) -> None:
    """A packaged part can be replaced, yizhu-*.js becomes a further part, others stay by themselves."""
    one.write("theme/js/sheet.js", "function startPrinting() { replaced(); }")
    one.write("theme/js/yizhu-own.js", "{ let mine = say; }").write("theme/js/alone.js", "2").build()
    whole = one.page("assets/js/yizhu.js")
    assert "data-print" not in whole
    assert whole.index("function startPrinting(){replaced();}") < whole.index("{let mine=say;}")
    assert whole.index("{let mine=say;}") < whole.index("startPopovers();startKeys();")
    assert one.has("assets/js/alone.js")
    assert not one.has("assets/js/yizhu-own.js")


def test_what_a_string_lacks_is_said_in_english(one: Site) -> None:
    """A language without a string has the English one."""
    one.write("config.yaml", "title: x\nbase_url: https://a.org\neditions: [{name: fr, lang: fr}]\n")
    one.write("theme/templates/page.html", "{{ t.glossary }}").build()
    assert one.page("fr/about/") == "Glossary\n"


def test_words_that_no_template_asks_for(one: Site) -> None:
    """A misspelt word of the interface is told, the nearest named."""
    one.write("theme/strings/en.yaml", "glosary: Words").fails_with("theme/strings/en.yaml:1:1", "glossary")


@pytest.mark.parametrize(
    ("path", "text", "place", "words"),
    [
        ("templates/page.html", "{{ page.title }\n", "theme/templates/page.html:1", "the template fails"),
        ("templates/page.html", "a\n{% if %}\n", "theme/templates/page.html:2", "the template fails"),
        ("templates/page.html", "a\n{{ page.nothing }}\n", "theme/templates/page.html:2", "nothing"),
        ("templates/page.html", "{{ page | nofilter }}\n", "theme/templates/page.html:1", "nofilter"),
        ("template/page.html", "x", "theme/template/page.html", "did you mean templates?"),
        ("own.css", "x", "theme/own.css", "does not belong in a theme"),
        ("strings/en.yaml", "glossary: [x]", "theme/strings/en.yaml:1:11", "glossary must be text"),
        ("templates/page.html", b"\xff", "theme/templates/page.html:1", "this is no UTF-8"),
    ],
)
def test_faults_of_a_theme(one: Site, path: str, text: str | bytes, place: str, words: str) -> None:
    """What is wrong in a theme of the site is told with its file and line."""
    one.write(f"theme/{path}", text).fails_with(place, words)


@pytest.mark.parametrize(
    ("path", "text"),
    [("templates/page.html", "a\n{{ page.title + 1 }}\n"), ("strings/zh-Hant.yaml", "passage: '{m}'")],
)
def test_what_fails_while_rendering(one: Site, path: str, text: str) -> None:
    """A template or a string that fails with one of Python's errors is a fault of the theme."""
    one.write(f"theme/{path}", text)
    assert one.faults()


def test_a_fault_in_a_theme_changes_nothing(one: Site) -> None:
    """The site is as it was."""
    before = one.build().files()
    one.write("theme/templates/page.html", "{{").faults()
    assert one.files() == before


def test_undefined_names_are_never_shown_as_nothing(one: Site) -> None:
    """A misspelt name is a fault, not an empty place."""
    one.write("theme/templates/page.html", "{{ page.titel }}").fails_with(
        "theme/templates/page.html:1", "titel"
    )


def test_everything_is_escaped(one: Site) -> None:
    """A template need not think of it."""
    one.write("theme/templates/page.html", "{{ t.glossary }}").write(
        "theme/strings/en.yaml", "glossary: <b>&"
    ).build()
    assert one.page("en/about/") == "&lt;b&gt;&amp;\n"


def test_the_packaged_theme_is_neutral(one: Site) -> None:
    """Without a theme of its own a site shows its title, and no mark of anybody else."""
    one.write(
        "config.yaml", "title: Mine\nbase_url: https://a.org/\neditions: [{name: en, lang: en}]\n"
    ).build()
    [brand] = one.select("en/about/", ".brand")
    assert ("".join(brand.itertext()), list(brand.iter("img"))) == ("Mine", [])
    assert one.select("en/about/", "meta[property='og:image']") == []
    assert not [path for path in one.files() if path.endswith((".svg", ".png"))]
    pages = "".join(one.page(path) for path in one.files() if path.endswith((".html", ".xml")))
    assert [word for word in ("seal.svg", "card.png", "<icon>", "譯注") if word in pages] == []


def test_the_title_is_seen_where_there_is_no_mark(one: Site) -> None:
    """The front page hides the title beside the mark, never the title alone."""
    one.build()
    hiding = re.findall(r"([^{}]*)\{[^{}]*clip-path:inset\(50%\)", one.page("assets/lists.css"))
    assert [rule for rule in hiding if ".brand" in rule and "img+span" not in rule.replace(" ", "")] == []


def test_the_theme_of_this_repository(one: Site) -> None:
    """It gives a site what docs/theme.md says an override gives, by the files that the manual names."""
    _, _, section = (REPO / "docs/theme.md").read_text("utf-8").partition("## An override from start to end")
    shutil.copytree(REPO / "theme", one.root / "theme")
    files = [p.relative_to(REPO).as_posix() for p in (REPO / "theme").rglob("*") if p.is_file()]
    assert [name for name in files if not name.endswith("zh-Hans.yaml") and name not in section] == []
    one.build()
    [mark] = one.select("en/about/", ".brand img")
    assert mark.get("src") == "../../assets/seal.svg"
    [picture] = one.select("en/about/", "meta[property='og:image']")
    assert picture.get("content") == "https://example.org/yizhu/assets/card.png"
    [words] = one.select("en/about/", "meta[property='og:image:alt']")
    assert f"card_alt: {words.get('content')}" in (REPO / "theme/strings/en.yaml").read_text("utf-8")
    assert "<icon>https://example.org/yizhu/assets/seal.svg</icon>" in one.page("en/feed.xml")


def test_a_mark_that_is_added_changes_every_page(one: Site) -> None:
    """A warm build sees a mark that comes and goes."""
    plain = one.build().page("en/about/")
    one.write("theme/img/seal.svg", "<svg/>").build().shows("en/about/", "assets/seal.svg")
    assert one.remove("theme/img/seal.svg").build().page("en/about/") == plain
