"""Every page of the site: its links, its head, its data. Read from the files; no browser is needed."""

from __future__ import annotations

import json
from urllib.parse import unquote, urldefrag, urljoin

import pytest
import tools

from browser.site import EDITIONS, Site

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _of_editions(site: Site) -> list[str]:
    return [path for path in site.pages if path.partition("/")[0] in EDITIONS]


def _rel(site: Site, path: str, rel: str) -> list[str]:
    return [str(href) for href in site.pages[path].xpath(f"//link[@rel='{rel}' and not(@hreflang)]/@href")]


def _alternates(site: Site, path: str) -> dict[str, str]:
    links = site.pages[path].xpath("//link[@rel='alternate' and @hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def test_every_internal_link_leads_somewhere(site: Site) -> None:
    """Each link, picture, style and script of each page is there, and so is each fragment."""
    lost = []
    for path in site.pages:
        for written, absolute in site.links(path):
            address, fragment = urldefrag(absolute)
            if not site.is_inside(address):
                continue
            file = site.file_at(address)
            if file is None or (fragment and unquote(fragment) not in site.anchors.get(file, ())):
                lost.append(f"{path}: {written}")
    assert not lost


def test_links_of_the_site_stay_below_its_base(site: Site) -> None:
    """No link of a page is absolute within the host but outside the site, except on the page for lost readers."""
    outside = [
        f"{path}: {written}"
        for path in site.pages
        for written, absolute in site.links(path)
        if (written.startswith("/") and path != "404.html")
        or (absolute.startswith(urljoin(site.base_url, "/")) and not site.is_inside(absolute))
    ]
    assert not outside


def test_no_page_is_an_orphan(site: Site) -> None:
    """Every page can be reached from the front door by links alone."""
    reached, left = {"index.html"}, ["index.html"]
    while left:
        path = left.pop()
        anchors = site.pages[path].xpath("//body//a/@href")
        for file in {site.file_at(urljoin(site.address(path), str(href))) for href in anchors}:
            if file in site.pages and file not in reached:
                reached.add(file)
                left.append(file)
    assert set(site.pages) - reached == {"404.html"}


def test_canonical(site: Site) -> None:
    """A page's canonical address is its own; the front door's that of the page it shows, a lost page has none."""
    shown = {"404.html": [], "index.html": [site.address("zh-hant/index.html")]}
    for path in site.pages:
        wanted = shown.get(path, [site.address(path)])
        assert (path, _rel(site, path, "canonical")) == (path, wanted)


def test_hreflang_is_complete(site: Site) -> None:
    """Each page of an edition names itself in every edition and a default, and each of those names it back."""
    for path in _of_editions(site):
        rest = path.partition("/")[2]
        wanted = {lang: site.address(f"{edition}/{rest}") for edition, lang in EDITIONS.items()}
        assert (path, _alternates(site, path)) == (path, {**wanted, "x-default": wanted["zh-Hant"]})
        assert all(site.file_at(address) for address in wanted.values())


def test_each_page_says_its_language_and_title(site: Site) -> None:
    """The page's language is its edition's; it has one h1, a title of its own and one main."""
    titles = {}
    for path in _of_editions(site):
        page = site.pages[path]
        assert page.get("lang") == EDITIONS[path.partition("/")[0]]
        assert (path, len(page.xpath("//h1")), len(page.xpath("//main"))) == (path, 1, 1)
        title = page.findtext(".//title")
        assert titles.setdefault((page.get("lang"), title), path) == path


def test_each_page_describes_itself(site: Site) -> None:
    """A link to any page but a lost one unfolds into a title and a description."""
    bare = [
        path
        for path, page in site.pages.items()
        if path != "404.html"
        and not (
            page.xpath("//meta[@name='description']/@content") and page.xpath("//meta[@property='og:title']")
        )
    ]
    assert not bare


def test_linked_data_parses(site: Site) -> None:
    """JSON-LD is JSON, of schema.org, about this page and in its language."""
    kinds = set()
    for path, page in site.pages.items():
        for script in page.xpath("//script[@type='application/ld+json']"):
            told = json.loads(script.text)
            kinds.add(told["@type"])
            assert told["@context"] == "https://schema.org"
            assert told["url"] == site.address(path)
            assert told["inLanguage"] == page.get("lang")
    assert {"Article", "DefinedTerm"} <= kinds


def test_every_page_forbids_strangers(site: Site) -> None:
    """The policy of each page allows its own host only, and nothing inline."""
    for path, page in site.pages.items():
        [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert (path, "default-src 'none'" in policy, "unsafe" in policy) == (path, True, False)
        assert not page.xpath("//@style | //style | //@onclick | //script[not(@src) and not(@type)]")


def test_every_anchor_is_one(site: Site) -> None:
    """No id stands twice in a page."""
    for path, page in site.pages.items():
        ids = page.xpath("//@id")
        assert (path, len(ids)) == (path, len(site.anchors[path]))


def test_feeds(site: Site) -> None:
    """A feed is well-formed Atom; it names itself, its edition's front page and pages that are there."""
    for edition, lang in EDITIONS.items():
        feed = site.xml(f"{edition}/feed.xml")
        assert feed.tag == f"{{{ATOM['a']}}}feed"
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
            f"{site.base_url}{edition}/feed.xml"
        ]
        assert feed.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM) == [f"{site.base_url}{edition}/"]
        entries = feed.xpath("a:entry/a:link[@rel='alternate']/@href", namespaces=ATOM)
        assert len(entries) == len([*(tools.ROOT / "content/articles").iterdir()])
        assert all(site.file_at(address) for address in entries)
        for needed in ("id", "title", "updated"):
            assert feed.xpath(f"count(a:entry[not(a:{needed})])", namespaces=ATOM) == 0


def test_feeds_lead_nowhere_by_halves(site: Site) -> None:
    """In a feed's content every address is absolute: a feed reader has no page to start from."""
    from lxml import html

    for edition in EDITIONS:
        feed = site.xml(f"{edition}/feed.xml")
        for content in feed.xpath("//a:content/text()", namespaces=ATOM):
            halves = [
                href for href in html.fromstring(content).xpath("//@href | //@src") if "://" not in href
            ]
            assert not halves


def test_the_map_lists_every_page(site: Site) -> None:
    """The sitemap is well-formed and lists each page of each edition once, with its other editions."""
    urls = site.xml("sitemap.xml").xpath("s:url", namespaces=MAP)
    listed = [str(url.findtext("s:loc", namespaces=MAP)) for url in urls]
    assert len(listed) == len(set(listed))
    assert set(listed) - {site.base_url} == {site.address(path) for path in _of_editions(site)}
    for url in urls:
        langs = url.xpath("x:link/@hreflang", namespaces=MAP)
        assert set(EDITIONS.values()) <= set(langs)


def test_robots(site: Site) -> None:
    """robots.txt names the map."""
    assert f"Sitemap: {site.base_url}sitemap.xml" in (site.folder / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("loaded", ["//script/@src", "//link[@rel='stylesheet']/@href"])
def test_pages_are_light(site: Site, loaded: str) -> None:
    """All script of a page is 30 KB at most, and all style."""
    for path, page in site.pages.items():
        if path.endswith("index.html"):
            files = [site.folder / path / ".." / str(way) for way in page.xpath(loaded)]
            assert sum(file.resolve().stat().st_size for file in files) <= 30_000, path
