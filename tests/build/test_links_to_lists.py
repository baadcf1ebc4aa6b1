"""Links in texts to tags, series, feeds, further pages and static files: those that exist are right everywhere, others are told."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from testbed import CONFIG, Site

from yizhu.check.lint import check

BASE = "https://example.org/yizhu/"
LINKS = (
    "/tags/", "/tags/開源/", "/tags/open-source/", "/tags/open-source/feed.xml", "/tags/open-source/feed.json",
    "../tags/開源/", "/series/s/", "/feed.xml", "../feed.json", "/page-2/", "/tags/open-source/page-2/", "/b/cite.bib",
    "/paper.pdf", "../../docs/paper.pdf", "/docs/paper.pdf#page=2", "/sitemap.xml", "/search/?q=晶片", "/former/",
    "/glossary/former/", "/a/sheet/",
)  # fmt: skip


@pytest.fixture
def site(site: Site) -> Site:
    """Two articles in a series, with tags, further pages and static files."""
    site.write("config.yaml", CONFIG + "per_page: 1\n").write("static/paper.pdf", "%PDF").write(
        "static/docs/paper.pdf", "%PDF"
    )
    front = "tags: [開源, Open Source]\nseries: {id: s, number: %s}\n"
    site.article("b", "二", front=front % 2 + "aliases: [former]")
    site.glossary("- {id: x, aliases: [former], forms: {zh-Hant: [甲]}}")
    return site.article("a", "一", front=front % 1).article(
        "a", "One", lang="en", front="status: draft\ntags: [Free, Open]"
    )


def write(site: Site, body: str) -> Site:
    text = (site.root / "content/articles/a/zh-Hant.md").read_text().removesuffix("一\n")
    return site.write("content/articles/a/zh-Hant.md", text + body)


def test_links_that_exist_are_right_everywhere(site: Site) -> None:
    """In every edition, under a base path, as text and as counterpart, and in the feed, they lead to a file that was built."""
    write(site, "，".join(f"[甲]({link})" for link in LINKS)).build()
    files = set(site.files())
    for edition in ("zh-hant", "zh-hans", "en"):
        shown = [
            one.get("href") for one in site.select(f"{edition}/a/", "#p1 :is(.text, .counterpart) a[href]")
        ]
        assert len(shown) == len(LINKS)
        for href in shown:
            path = unquote(urlsplit(urljoin(f"{BASE}{edition}/a/", href)).path).removeprefix("/yizhu/")
            assert (f"{path}index.html" if path.endswith("/") else path) in files, href
            assert path.startswith(edition) or "." in path
    assert f'href="{BASE}zh-hant/../paper.pdf"' in site.page("zh-hant/tags/open-source/feed.xml") + site.page(
        "zh-hant/feed.xml"
    )
    assert [fault for fault in check(site.root / "config.yaml") if "leads nowhere" in fault.problem] == []


@pytest.mark.parametrize(
    ("link", "help"),
    [
        ("/tags/open-sourc/", "did you mean /tags/open-source/?"),
        ("/tags/開放/", "help:"),
        ("/tag/開源/", "did you mean /tags/開源/?"),
        ("/categories/open-source/", "did you mean /tags/open-source/?"),
        ("/series/", "help:"),
        ("/series/t/", "did you mean /series/s/?"),
        ("/feed/", "did you mean /feed.xml?"),
        ("/rss.xml", "did you mean /feed.xml?"),
        ("/index.xml", "did you mean /feed.xml?"),
        ("/terms/x/", "did you mean /glossary/x/?"),
        ("/page-3/", "did you mean /page-2/?"),
        ("/zh-hant/b/", "did you mean /b/?"),
        ("/yizhu/zh-hant/tags/開源/", "did you mean /tags/開源/?"),
        ("/posts/b/", "did you mean /b/?"),
        ("../b/zh-Hant.md", "did you mean /b/?"),
        ("b.md", "did you mean /b/?"),
        ("/b.html", "did you mean /b/?"),
        ("/b/index.html", "did you mean /b/?"),
        ("/static/paper.pdf", "did you mean /paper.pdf?"),
        ("/papr.pdf", "put it into static/ and write /papr.pdf"),
        ("notes.pdf", "put it into static/ and write /notes.pdf"),
        ("//paper.pdf", "help:"),
        ("/tags/Open-Source/", "did you mean /tags/open-source/?"),
        ("/tags/Open-Source/feed.xml", "did you mean /tags/open-source/feed.xml?"),
        ("/tags/open+source++/", "did you mean /tags/open-source/?"),
        ("/Paper.PDF", "did you mean /paper.pdf?"),
        ("www.a.b/c", "write https://www.a.b/c"),
        ("www.example.org", "write https://www.example.org"),
        ("//example.com/a", "write https://example.com/a"),
        ("a@example.org", "write mailto:a@example.org"),
    ],
)
def test_links_that_lead_nowhere(site: Site, link: str, help: str) -> None:
    """They are told at their place, by build and check, with the address that was meant."""
    write(site, f"見[甲]({link})")
    for [fault] in (site.faults(), check(site.root / "config.yaml")):
        assert fault.problem == f"{link} leads nowhere"
        assert fault.place.column == 6
        assert help in f"help: {fault.help}"


@pytest.mark.parametrize("before", ["https://a.b，", "「//a.b」", "[乙](https://a.b)"])
def test_a_link_is_told_at_its_own_place(site: Site, before: str) -> None:
    """Not where the same characters stand before it."""
    write(site, f"{before}[酉](//a.b)")
    [fault] = site.faults()
    assert fault.place.column == len(f"{before}[酉](") + 1


def test_no_feed_is_put_into_static(site: Site) -> None:
    """What only the site itself makes is no file of its author."""
    write(site, "[甲](/tags/nothing-alike/feed.xml)")
    [fault] = site.faults()
    assert "static/" not in fault.help


def test_a_list_that_an_edition_lacks(site: Site) -> None:
    """Where a translation has tags of its own, a link to the others is told, with the edition that lacks them."""
    site.article("b", "Two", lang="en", front="status: draft\ntags: [Openness]")
    write(site, "[甲](/tags/openness/)")
    for [fault] in (site.faults(), check(site.root / "config.yaml")):
        assert fault.problem == "/tags/openness/ leads nowhere in zh-hant, zh-hans"


def test_other_faults_hide_no_list(site: Site) -> None:
    """While an article has faults, nobody knows which lists there are: its fault is told, and no other."""
    write(site, "[甲](/tags/only-in-c/)").article("c", "[甲]{trem=x}", front="tags: [only in c]")
    for told in (site.faults(), check(site.root / "config.yaml")):
        assert {fault.place.path for fault in told} == {"content/articles/c/zh-Hant.md"}
