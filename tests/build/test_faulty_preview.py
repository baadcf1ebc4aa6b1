"""A fault in one place leaves all other pages of the preview reachable and up to date, from the start or by a later edit."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from served import Served, serving, shown_in
from testbed import CONFIG, Site

from yizhu.build.preview.pages import Preview
from yizhu.build.preview.serve import _base_path

SOURCE = "---\ntitle: 題目\ndraft: %s\n---\n\n甲乙丙。一二三，護城河。\n"
ENGLISH = "---\ntitle: Title\nstatus: draft\n---\n\nOne, two: a moat.\n"
NOTE = "- {id: n, quote: 二, kind: context, text: {en: Two.}}\n"
TERMS = "- {id: moat, forms: {zh-Hant: [護城河], en: [moat]}, definition: {en: A ditch.}}\n"
ABOUT = "---\ntitle: About us\n---\n\nWe are here.\n"
OWN, OTHER, PAGE = "zh-hant/x/", "zh-hant/o/", "zh-hant/about/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, how it is broken, and what is seen of the faulty article."""

    path: str
    content: str
    told: str  # on the pages concerned
    concerns: tuple[str, ...] = (OWN,)  # addresses, of OWN, OTHER and PAGE
    at_start: str = ""  # what OWN shows all the same where it was never good; empty: its faults alone
    stops: bool = False  # nothing is up to date until it is mended


ALL = (OWN, OTHER, PAGE)
KINDS = {
    "source": Kind("content/articles/x/zh-Hant.md", SOURCE.replace("一", "[一]{tern=x}"), "no span attribute tern"),
    "front matter": Kind("content/articles/x/zh-Hant.md", SOURCE.replace("title:", "titel:"), "unknown key titel"),
    "translation": Kind("content/articles/x/en.md", ENGLISH + "\nThree.\n", "articles/x/en.md", at_start="note-n"),
    "notes": Kind("content/articles/x/notes.yaml", NOTE.replace("二", "四"), "articles/x/notes.yaml", at_start="One, two"),
    "a term": Kind("content/articles/x/zh-Hant.md", SOURCE.replace("一", "[一]{term=no}"), "no term no", at_start="note-n"),
    "a link": Kind("content/articles/x/zh-Hant.md", SOURCE.replace("一", "[一](/no/)"), "/no/ leads nowhere", at_start="note-n"),
    "glossary": Kind("content/glossary/terms.yaml", TERMS.replace("forms", "frms"), "frms", ALL, "note-n"),
    "page": Kind("content/pages/about/en.md", ABOUT.replace("title", "titel"), "titel", (PAGE,), "note-n"),
    "config": Kind("config.yaml", CONFIG + "nonsense: 1\n", "unknown key nonsense", ALL, stops=True),
    "template": Kind("theme/templates/article.html", "{% if %}", "theme/templates/article.html", ALL, stops=True),
    "vocabulary": Kind("content/vocabulary/w.yaml", "- nonsense", "content/vocabulary/w.yaml", ALL, stops=True),
    "a folder": Kind("content/artices/a.md", "x", "did you mean articles?", ALL, "note-n"),
}  # fmt: skip
STATES = [(kind, draft) for kind in KINDS for draft in ("true", "false")]


def write(site: Site, draft: str) -> Site:
    site.write("config.yaml", CONFIG).glossary(TERMS).write("content/pages/about/en.md", ABOUT)
    site.article("o", "四五六，護城河。").notes("x", NOTE)
    return site.write("content/articles/x/zh-Hant.md", SOURCE % draft).write(
        "content/articles/x/en.md", ENGLISH
    )


def break_it(site: Site, kind: Kind, draft: str) -> None:
    site.write(kind.path, kind.content % draft if "%s" in kind.content else kind.content)


def mend(site: Site, kind: Kind, draft: str) -> None:
    site.remove("content/artices" if "artices" in kind.path else kind.path)
    write(site, draft)


def preview_of(site: Site) -> Preview:
    return Preview(site.root / "config.yaml", site.root / ".yizhu" / "preview")


def see(preview: Preview, address: str) -> str:
    status, _, content = preview.answer(address)
    assert status == "200 OK", (address, status)
    return content.decode()


def check_faults(pages: dict[str, str], kind: Kind) -> None:
    """The faults stand on the pages that they concern; all others count them, and say where."""
    for address, page in pages.items():
        is_concerned = address in kind.concerns
        assert (kind.told in page) == is_concerned, address
        assert ('<div role="alert"' in page) == is_concerned, address
        assert ('<div role="status"' in page) != is_concerned, address


@pytest.mark.parametrize(("name", "draft"), STATES)
def test_a_fault_from_the_start(site: Site, name: str, draft: str) -> None:
    """What is sound is shown; what is not has a page with its faults. Mended, all is as if nothing had been."""
    kind = KINDS[name]
    write(site, draft)
    break_it(site, kind, draft)
    preview = preview_of(site)
    preview.rebuild()
    pages = {address: see(preview, address) for address in ALL}
    check_faults(pages, kind)
    assert ("四五六" in pages[OTHER]) != kind.stops
    assert ("We are here" in pages[PAGE]) == (not kind.stops and name != "page")
    assert kind.at_start in pages[OWN]
    assert ('class="passage' in pages[OWN]) == bool(kind.at_start)
    mend(site, kind, draft)
    preview.rebuild()
    assert not preview.faults
    for address, words in zip(ALL, ("甲乙丙", "四五六", "We are here"), strict=True):
        assert words in see(preview, address)
        assert preview.is_new(address, shown_in(pages[address]))


@pytest.mark.parametrize(("name", "draft"), STATES)
def test_a_fault_by_a_later_edit(site: Site, name: str, draft: str) -> None:
    """What was good last is shown, whatever else is edited meanwhile; mended, the same bytes as ever."""
    kind = KINDS[name]
    preview = preview_of(write(site, draft))
    preview.rebuild()
    whole = {address: see(preview, address) for address in ALL}
    break_it(site, kind, draft)
    preview.rebuild()
    pages = {address: see(preview, address) for address in ALL}
    check_faults(pages, kind)
    assert all(piece in pages[OWN] for piece in ("甲乙丙", "note-n", "One", 'data-term="moat"'))
    assert "We are here" in pages[PAGE]
    site.article("o", "七八九，護城河。")
    preview.rebuild()
    assert ("七八九" in see(preview, OTHER)) != kind.stops
    assert 'data-term="moat"' in see(preview, OTHER)
    check_faults({address: see(preview, address) for address in ALL}, kind)
    mend(site, kind, draft)
    preview.rebuild()
    assert {address: see(preview, address) for address in ALL} == whole


@pytest.mark.parametrize("draft", ["true", "false"])
def test_two_faults_at_once(site: Site, draft: str) -> None:
    """Each has its own pages; whoever mends one sees the other still told."""
    preview = preview_of(write(site, draft))
    break_it(site, KINDS["source"], draft)
    break_it(site, KINDS["page"], draft)
    site.article("o", "[四]{tern=x}。")
    preview.rebuild()
    assert "3 to mend in" in see(preview, OWN)  # a misspelt title is missing, too
    assert 'href="/yizhu/zh-hant/o/"' in see(preview, OWN)
    assert "4 to mend in" in see(preview, "zh-hant/")
    site.write(KINDS["source"].path, SOURCE % draft)
    preview.rebuild()
    assert "3 to mend in" in see(preview, "zh-hant/")
    break_it(site, KINDS["template"], draft)
    break_it(site, KINDS["notes"], draft)
    preview.rebuild()
    assert all(KINDS[name].told in see(preview, OWN) for name in ("template", "notes"))


def test_links_to_an_article_that_is_never_good(site: Site) -> None:
    """Are no faults in the preview: they lead to the page with its faults."""
    preview = preview_of(write(site, "true"))
    break_it(site, KINDS["source"], "true")
    site.article("o", "[四](/x/)五六。")
    preview.rebuild()
    assert {fault.place.path for fault in preview.faults} == {"content/articles/x/zh-Hant.md"}
    assert "no span attribute tern" in see(preview, "en/x/")
    assert preview.answer("en/y/")[0].startswith("404")


def test_what_was_good_last_outlives_a_new_glossary(site: Site) -> None:
    """And a term that is gone; but not other editions, which it was never made for: then it is what is sound."""
    preview = preview_of(write(site, "false"))
    preview.rebuild()
    break_it(site, KINDS["notes"], "false")
    site.glossary(TERMS.replace("moat", "ditch"))
    preview.rebuild()
    assert "note-n" in see(preview, OWN)
    site.write("config.yaml", CONFIG + "editions:\n  - {name: zh-tw, lang: zh-Hant}\n")
    preview.rebuild()
    page = see(preview, "zh-tw/x/")
    assert "甲乙丙" in page
    assert "note-n" not in page
    assert KINDS["notes"].told in page


def test_the_glossary_file_by_file(site: Site) -> None:
    """One file that has faults is as it was good last, all others are up to date."""
    preview = preview_of(
        write(site, "false").write("content/glossary/b.yaml", "- {id: one, forms: {zh-Hant: [四五六]}}")
    )
    preview.rebuild()
    break_it(site, KINDS["glossary"], "false")
    site.write("content/glossary/b.yaml", "- {id: two, forms: {zh-Hant: [四五六]}}")
    preview.rebuild()
    page = see(preview, OTHER)
    assert all(f'data-term="{id}"' in page for id in ("moat", "two"))
    assert 'data-term="one"' not in page


@pytest.mark.parametrize(
    ("config", "path"), [(CONFIG + "x: [", "/yizhu/"), ("base_url: 'https://a.org'\n[", "/"), ("[", "/")]
)
def test_where_the_pages_lie_is_read_from_a_faulty_configuration(site: Site, config: str, path: str) -> None:
    """So that links of pages that were built before lead somewhere."""
    site.write("config.yaml", config)
    assert _base_path(site.root / "config.yaml") == path


# ---- a process of its own ----------------------------------------------------------------------------------


def check_served(served: Served, kind: Kind) -> None:
    served.shows(kind.told, path=f"/yizhu/{kind.concerns[0]}")
    pages = {address: served.ask(f"/yizhu/{address}") for address in ALL}
    assert {page.status for page in pages.values()} == {200}
    check_faults({address: page.text for address, page in pages.items()}, kind)


@pytest.mark.parametrize("draft", ["true", "false"])
def test_serve_while_one_edits(site: Site, draft: str) -> None:
    """Each kind of file is broken and mended in turn, beside an edit of another article."""
    with serving(write(site, draft)) as served:
        served.shows("甲乙丙", path=f"/yizhu/{OWN}")
        for number, kind in enumerate(KINDS.values()):
            break_it(site, kind, draft)
            check_served(served, kind)
            site.article("o", f"第{number}次，護城河。")
            if not kind.stops:
                served.shows(f"第{number}次", path=f"/yizhu/{OTHER}")
            mend(site, kind, draft)
            served.until(f"/yizhu/{OWN}", lambda page: '<div role="alert"' not in page and "甲乙丙" in page)
            served.until(f"/yizhu/{PAGE}", lambda page: '<div role="' not in page)


@pytest.mark.parametrize("name", ["source", "notes", "glossary", "config", "template"])
def test_serve_that_starts_with_a_fault(site: Site, name: str) -> None:
    """An open page is told to reload when it is mended."""
    kind = KINDS[name]
    break_it(write(site, "false"), kind, "false")
    with serving(site) as served:
        check_served(served, kind)
        opened = served.page(f"/yizhu/{OWN}", served.ask(f"/yizhu/{OWN}").text)
        mend(site, kind, "false")
        assert opened.hears()["command"] == "reload"
        served.until(f"/yizhu/{OWN}", lambda page: '<div role="alert"' not in page and "甲乙丙" in page)
