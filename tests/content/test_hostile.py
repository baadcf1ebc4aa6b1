"""Nothing that an author writes becomes script, and no file from outside of content/ gets into site/."""

from __future__ import annotations

import json
import re

import pytest
from lxml import etree, html
from testbed import PNG, Site, twisted

from yizhu.content.faults import Faults
from yizhu.content.markdown.parser import read_markdown

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&{{7*7}}"
YAML = json.dumps(EVIL)
ATTRIBUTE = EVIL.replace("\\", "\\\\").replace('"', '\\"')


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with the same evil words in every place that takes words."""
    site = Site(
        tmp_path_factory.mktemp("evil"),
        f"title: {{zh-Hant: {YAML}, en: {YAML}}}\ndescription: {YAML}\nbase_url: https://example.org/yizhu/\nmark: all\n"
        f"editions: [{{name: zh-hant, lang: zh-Hant, title: {YAML}}}, {{name: zh-hans, lang: zh-Hans, from: zh-Hant}},"
        " {name: en, lang: en}]\n",
    )
    site.glossary(
        f"- id: t\n  forms: {{zh-Hant: [蒸餾, {YAML}], en: [{YAML}]}}\n  reading: {YAML}\n"
        f"  definition: {{zh-Hant: {YAML}, en: {YAML}}}\n  tags: [{YAML}]\n  sources: ['https://a.org/\"><script>x']\n"
    )
    body = (
        f'**{EVIL.replace("*", "")}：**{EVIL}\n\n[蒸餾]{{term=t}} [甲]{{sic="{ATTRIBUTE}"}} [乙]{{reading="{ATTRIBUTE}"}} '
        f'[丙]{{zh-Hans="{ATTRIBUTE}"}} [丁]{{lang=ja}} `{EVIL}` [戊](javascript:alert(1)) '
        f'![{EVIL}](x.png "{ATTRIBUTE}") [己](https://a.org/"><script> "{ATTRIBUTE}") <javascript:alert(1)>\n\n'
        f'```"><script>\n{EVIL}\n```\n\n<script>alert(3)</script>\n\n- {EVIL}\n\n| {EVIL.replace("|", "")} |\n|---|\n| x |\n\n'
        f"字[^e]\n\n[^e]: {EVIL}\n"
    )
    front = (
        f"subtitle: {YAML}\nauthors: [{YAML}]\npublication: {{name: {YAML}, url: 'https://a.org/\"><script>'}}\n"
        f"published: 2025-01-01\nsource_url: 'https://a.org/\"onerror=\"x'\nrights: {YAML}\nsummary: {YAML}\n"
        f"tags: [{YAML}]\nspeakers: {{e: {YAML}}}"
    )
    site.article("a", body, title=YAML, front=front)
    site.write("content/articles/a/x.png", PNG)
    site.notes("a", f"- {{id: n, quote: 甲, kind: fact, by: {YAML}, text: {{zh-Hant: {YAML}, en: {YAML}}}}}")
    site.write(
        "content/pages/about/en.md", f"---\ntitle: {YAML}\n---\n\n{EVIL}\n\n[x](javascript:alert(1))\n"
    )
    return site.build()


def test_a_language_that_is_none_is_refused() -> None:
    """What would be an attribute's value on the page is a tag of a language, or a fault."""
    with pytest.raises(Faults, match="no language tag"):
        read_markdown("a.md", f'[丁]{{lang="{ATTRIBUTE}"}}')


def test_no_page_holds_script_of_an_author(attacked: Site) -> None:
    """No element, attribute or address of any page comes from the words."""
    pages = [path for path in attacked.files() if path.endswith(".html")]
    assert len(pages) > 10
    for path in pages:
        tree = html.document_fromstring(attacked.files()[path])
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert not [name for name in element.attrib if name.startswith("on")], path
            for name in ("href", "src", "action"):
                assert (
                    not (element.get(name) or "").strip().lower().startswith(("javascript:", "data:text"))
                ), path
            if element.tag == "script":
                assert element.get("type") == "application/ld+json" or "assets/js/" in element.get(
                    "src", ""
                ), path
            if element.tag == "img":
                assert element.get("src") != "x", path
        assert not twisted(tree), path


def test_the_words_are_there_as_words(attacked: Site) -> None:
    """Hostile words are shown as text, not dropped."""
    for address in ("zh-hant/a/", "en/a/", "zh-hant/glossary/t/", "en/about/"):
        assert EVIL in attacked.tree(address).text_content(), address


def test_templates_are_not_run_in_content(attacked: Site) -> None:
    """Template syntax in a text is shown as text."""
    assert b"{{7*7}}" in attacked.files()["zh-hant/a/index.html"]


def test_linked_data_stays_in_its_element(attacked: Site) -> None:
    """JSON in a script element cannot close it, and stays valid JSON."""
    for path, content in attacked.files().items():
        for message in re.findall(rb'<script type="application/ld\+json">(.*?)</script>', content, re.S):
            assert json.loads(message), path


@pytest.mark.parametrize("edition", ["zh-hant", "zh-hans", "en"])
def test_the_feed_is_xml(attacked: Site, edition: str) -> None:
    """Feeds are well-formed XML, and their content is as harmless as the page."""
    feed = etree.fromstring(attacked.page(f"{edition}/feed.xml").encode())
    for content in feed.iter("{http://www.w3.org/2005/Atom}content"):
        tree = html.fromstring(f"<div>{content.text}</div>")
        assert not list(tree.iter("script"))
        assert not [e for e in tree.iter() for name in e.attrib if name.startswith("on")]


def test_the_end_of_character_data_ends_nothing(site: Site) -> None:
    """]]> in a text or a title does not break the feed."""
    site.article("a", "一]]>二 <![CDATA[ x", title='"]]>"').build()
    etree.fromstring(site.page("zh-hant/feed.xml").encode())


@pytest.mark.parametrize("where", ["body", "title"])
def test_control_characters_leave_the_feed_valid(site: Site, where: str) -> None:
    """A control character is a fault or is left out; it never makes a feed unreadable."""
    if where == "body":
        site.article("a", "一\x08\x0b\ufffe二")
    else:
        site.article("a", "一", title=r'"a\x08b"')
    if not site.faults():
        etree.fromstring(site.page("zh-hant/feed.xml").encode())


SECRET = b"the secret of somebody else"


@pytest.mark.parametrize(
    "name", ["../../../secret.png", "../b/x.png", "/etc/passwd", "..%2f..%2f..%2fsecret.png", "%2e%2e/x.png"]
)
def test_names_of_pictures_that_lead_outside(site: Site, name: str) -> None:
    """A picture's name cannot lead out of its article's folder."""
    site.write("secret.png", SECRET).write("content/articles/b/x.png", SECRET).article("b", "一")
    site.article("a", f"![x]({name})").fails_with(
        f"content/articles/a/zh-Hant.md:{_line(site)}", "there is no picture"
    )


def _line(site: Site) -> str:
    found = [str(f.place) for f in site.faults()]
    return found[0].partition("zh-Hant.md:")[2] if found else "?"


def holds_secret(site: Site) -> list[str]:
    return [path for path, content in site.files().items() if SECRET in content]


def test_pictures_that_are_symbolic_links(site: Site) -> None:
    """A link to a file elsewhere is no picture."""
    site.write("secret.png", SECRET).article("a", "![x](x.png)")
    (site.root / "content/articles/a/x.png").symlink_to(site.root / "secret.png")
    assert site.faults()
    assert not holds_secret(site)


def test_folders_of_pictures_that_are_symbolic_links(site: Site) -> None:
    """A file in a linked folder is no picture."""
    site.write("outside/x.png", SECRET).article("a", "![x](img/x.png)")
    (site.root / "content/articles/a/img").symlink_to(site.root / "outside")
    assert site.faults()
    assert not holds_secret(site)


def test_articles_that_are_symbolic_links(site: Site) -> None:
    """A linked folder that leads out of content/ brings nothing in."""
    text = b"---\ntitle: x\n---\n\n" + SECRET + b"\n\n![x](x.png)\n"
    site.write("outside/en.md", text).write("outside/x.png", SECRET)
    (site.root / "content/articles").mkdir()
    (site.root / "content/articles/a").symlink_to(site.root / "outside")
    site.faults()
    assert not holds_secret(site)


def test_texts_that_are_symbolic_links(site: Site) -> None:
    """A linked text from outside of content/ is not read."""
    site.write("outside/en.md", b"---\ntitle: x\n---\n\n" + SECRET + b"\n")
    (site.root / "content/articles/a").mkdir(parents=True)
    (site.root / "content/articles/a/en.md").symlink_to(site.root / "outside/en.md")
    site.faults()
    assert not holds_secret(site)


def test_strings_of_a_theme_are_text(site: Site) -> None:
    """The words of the interface are escaped like all others."""
    site.write("theme/strings/zh-Hant.yaml", f"glossary: {YAML.replace('{{7*7}}', '')}").article(
        "a", "一"
    ).build()
    for path, content in site.files().items():
        if path.endswith(".html"):
            assert b"<script>alert" not in content, path
