"""Lists of articles beside the front page: further pages, tags with their feeds, series; what is pinned."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from testbed import CONFIG, Site

from yizhu.content.faults import Faults
from yizhu.site.shelves import choose_page, count_pages, name_folder

EDITIONS = ("zh-hant", "zh-hans", "en")
ATOM = "{http://www.w3.org/2005/Atom}"


def slugs(site: Site, page: str) -> list[str]:
    """The articles that a page links to, in its order, each once."""
    main = site.page(page).split("<main", 1)[1].split("</main>")[0]
    return list(dict.fromkeys(re.findall(r'href="(?:\.\./)*(?:[a-z-]+/)?(a\d+)/"', main)))


def articles(site: Site, many: int, front: str = "") -> Site:
    for n in range(1, many + 1):
        site.article(f"a{n:02}", "字。", title=f"題{n}", front=f"posted: 2025-01-{n:02}\n{front}".strip())
    return site


# ---- further pages -----------------------------------------------------------------------------------------


def test_a_long_list_has_further_pages(tmp_path: Path) -> None:
    """Each article stands on one of them, the newest first, and each page leads to all others."""
    site = articles(Site(tmp_path, f"{CONFIG}per_page: 4\n"), 10).build()
    pages = ["en/index.html", "en/page-2/index.html", "en/page-3/index.html"]
    assert [slug for page in pages for slug in slugs(site, page)] == [f"a{n:02}" for n in range(10, 0, -1)]
    assert slugs(site, "index.html") == slugs(site, "zh-hant/index.html")
    assert '<a href="page-2/" rel="next">' in site.page("en/index.html")
    assert '<a href="zh-hant/page-2/" rel="next">' in site.page("index.html")
    assert '<a href="../" rel="prev">' in site.page("en/page-2/index.html")
    assert '<a href="../page-3/" rel="next">' in site.page("en/page-2/index.html")
    assert "en/page-4/index.html" not in site.files()


def test_a_list_that_shrinks_loses_its_pages(tmp_path: Path) -> None:
    """What is built is the same as from scratch."""
    site = articles(Site(tmp_path / "a", f"{CONFIG}per_page: 4\n"), 10).build()
    site.remove("content/articles/a03").remove("content/articles/a02").build()
    other = Site(tmp_path / "b", f"{CONFIG}per_page: 4\n")
    articles(other, 10).remove("content/articles/a03").remove("content/articles/a02").build()
    assert site.files() == other.files()
    assert "en/page-3/index.html" not in site.files()


@given(st.lists(st.integers()), st.integers(1, 9))
def test_pages_hold_all_items_once(items: list[int], per_page: int) -> None:
    """In their order, and no page but the first is empty."""
    pages = [choose_page(items, n, per_page) for n in range(1, count_pages(len(items), per_page) + 1)]
    assert [item for page in pages for item in page] == items
    assert all(0 < len(page) <= per_page for page in pages[1:])


def test_what_is_pinned_stands_first(tmp_path: Path) -> None:
    """On front pages only; feeds go on by date."""
    site = (
        articles(Site(tmp_path), 3).article("a01", "字。", front="posted: 2025-01-01\npinned: true").build()
    )
    assert slugs(site, "en/index.html") == ["a01", "a03", "a02"]
    assert re.findall(r"/(a\d+)/</id>", site.page("en/feed.xml")) == ["a03", "a02", "a01"]


# ---- tags --------------------------------------------------------------------------------------------------


@pytest.fixture
def tagged(tmp_path: Path) -> Site:
    site = Site(tmp_path, f"{CONFIG}per_page: 2\n")
    articles(site, 3, "tags: [AI, 開源]").article(
        "a02", "Word.", lang="en", title="Two", front="status: draft\ntags: [ai, Open]"
    )
    site.article("a04", "Word.", lang="en", title="Four", front="status: draft\ntags: [Lone]")
    return site.article("a04", "字。", front="posted: 2025-01-04\ntags: [C++, AI]").article("none", "字。")


def test_a_tag_has_a_page_and_a_feed(tagged: Site) -> None:
    """Its articles, the newest first. Letter case makes no difference, nor what a translation calls it; it may have its own."""
    tagged.build()
    assert slugs(tagged, "zh-hant/tags/ai/index.html") == ["a04", "a03"]
    assert slugs(tagged, "zh-hant/tags/ai/page-2/index.html") == ["a02", "a01"]
    assert slugs(tagged, "zh-hans/tags/開源/index.html") == ["a03", "a02"]
    assert slugs(tagged, "en/tags/開源/index.html") == ["a03", "a02"]
    assert slugs(tagged, "en/tags/lone/index.html") == ["a04"]
    assert "<h1>Open</h1>" in tagged.page("en/tags/開源/index.html")
    assert "<h1>开源</h1>" in tagged.page("zh-hans/tags/開源/index.html")
    feed = etree.fromstring(tagged.page("zh-hant/tags/ai/feed.xml").encode())
    assert feed.findtext(f"{ATOM}title") == "AI｜譯注"
    assert [e.findtext(f"{ATOM}id", "")[-4:-1] for e in feed.iter(f"{ATOM}entry")] == [
        "a04",
        "a03",
        "a02",
        "a01",
    ]
    assert feed.findtext(f"{ATOM}id") == "https://example.org/yizhu/zh-hant/tags/ai/feed.xml"


def test_tags_lead_to_their_pages(tagged: Site) -> None:
    """From an article, from the list of all tags, and to that from the front page; the sitemap has them."""
    tagged.build()
    assert '<a href="../tags/ai/">AI</a>' in tagged.page("zh-hant/a01/index.html")
    assert '<a href="../tags/開源/">' in tagged.page("zh-hant/a01/index.html")
    assert '<a href="../tags/ai/">AI</a> <small class="label">4</small>' in tagged.page(
        "zh-hant/tags/index.html"
    )
    assert '<a href="tags/">' in tagged.page("en/index.html")
    assert "<loc>https://example.org/yizhu/zh-hant/tags/開源/</loc>" in tagged.page("sitemap.xml")


def test_editions_of_a_tag_are_those_that_have_it(tagged: Site) -> None:
    """hreflang names no page that is not there; other editions lead to all their tags."""
    page = tagged.build().page("en/tags/lone/index.html")
    assert re.findall(r'hreflang="([\w-]+)" href="https', page) == ["en"]
    assert 'href="../../../zh-hant/tags/"' in page
    page = tagged.page("en/tags/開源/index.html")
    assert re.findall(r'hreflang="([\w-]+)" href="https', page) == ["zh-Hant", "zh-Hans", "en", "x-default"]


def test_changes_of_tags_are_followed(tagged: Site, tmp_path: Path) -> None:
    """A warm build equals one from scratch; without tags nothing of them is left."""
    tagged.build().article("a03", "字。", title="題3", front="posted: 2025-01-03\ntags: [新]").build()
    warm = tagged.files()
    assert tagged.build(clean=True).files() == warm
    articles(tagged, 4).article("a02", "Word.", lang="en", title="Two", front="status: draft")
    tagged.remove("content/articles/a04/en.md").build()
    assert not [path for path in tagged.files() if "/tags/" in path]
    assert "tags/" not in tagged.page("en/index.html")


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_tag_is_one_plain_folder(one: str, other: str) -> None:
    """No tag leads out of its folder, and two that differ by more than case, width and spaces have two."""
    names = [name_folder(tag) for tag in (one, other)]
    for name in names:
        assert not set(name) & set('/\\.:*?"<>|#%& \n')
        assert name == name.strip("-")
    if (
        one.strip()
        and one.isascii()
        and other.isascii()
        and one.casefold().split() != other.casefold().split()
    ):
        plain = [" ".join(tag.casefold().split()).replace(" ", "-") for tag in (one, other)]
        assert names[0] != names[1] or plain[0] == plain[1]


# ---- series ------------------------------------------------------------------------------------------------


@pytest.fixture
def serial(tmp_path: Path) -> Site:
    site = Site(tmp_path, f"{CONFIG}series: {{talks: {{zh-Hant: 訪談, en: Talks}}}}\n")
    for n in (3, 1, 20):
        site.article(
            f"a{n:02}",
            "字。",
            title=f"題{n}",
            front=f"posted: 2025-01-0{n % 9 + 1}\nseries: {{id: talks, number: {n}}}",
        )
    return site.article("x", "字。", front="series: {id: lone, number: 7}")


def test_a_series_has_a_page_in_its_order(serial: Site) -> None:
    """By number, not by date; its title by language, else its id."""
    serial.build()
    assert slugs(serial, "en/series/talks/index.html") == ["a01", "a03", "a20"]
    assert "<h1>Talks</h1>" in serial.page("en/series/talks/index.html")
    assert "<h1>访谈</h1>" in serial.page("zh-hans/series/talks/index.html")
    assert "<h1>lone</h1>" in serial.page("en/series/lone/index.html")


def test_a_part_leads_to_the_parts_before_and_after_it(serial: Site) -> None:
    """And says which of how many it is."""
    page = serial.build().page("en/a03/index.html")
    assert '<a href="../series/talks/">Talks</a>, part 2 of 3' in page
    assert re.findall(r'(Previous|Next) part</span> <a href="../(\w+)/"', page) == [
        ("Previous", "a01"),
        ("Next", "a20"),
    ]
    assert "Previous part" not in serial.page("en/a01/index.html")
    assert "Next part" not in serial.page("en/a20/index.html")


def test_changes_of_a_series_are_followed(serial: Site) -> None:
    """A warm build equals one from scratch."""
    serial.build().article("a04", "字。", title="題4", front="series: {id: talks, number: 4}").build()
    warm = serial.files()
    assert serial.build(clean=True).files() == warm
    serial.remove("content/articles/a03").build()
    warm = serial.files()
    assert serial.build(clean=True).files() == warm


@pytest.mark.parametrize(
    ("slug", "front", "problem"),
    [
        ("tags", "tags: [a]", "its address /tags/ is also claimed by the pages of tags"),
        ("series", "", "its address /series/ is also claimed by the pages of series"),
        ("y", "series: {id: talks, number: 3}", "a03 is part 3 of the series talks too"),
        ("y", "series: {id: talks, number: 0}", "number is not a number from 1 on"),
        ("y", "series: {id: Talks, number: 1}", "id is not an id"),
        ("y", "series: talks", "series must be a mapping"),
    ],
)
def test_two_claims_are_a_fault(serial: Site, slug: str, front: str, problem: str) -> None:
    """To an address, or to a place in a series."""
    with pytest.raises(Faults, match=problem):
        serial.article(slug, "字。", front=front).build()


def test_without_tags_a_page_may_have_their_name(tmp_path: Path) -> None:
    """Addresses of lists are taken only where there are such lists."""
    assert Site(tmp_path).article("tags", "字。").article("series", "字。").article("page-2", "字。").build()


# ---- JSON Feed ---------------------------------------------------------------------------------------------


def test_json_feed_says_what_atom_says(tmp_path: Path) -> None:
    """Version 1.1: the same articles, addresses, dates and HTML."""
    site = articles(Site(tmp_path), 12, "tags: [AI]").article(
        "b", "甲 <b> ]]> 乙 & [丙](/a01/)。", title="甲 < 乙", front="authors: [王一]"
    )
    site.build()
    for path in ("en/feed", "zh-hant/feed", "zh-hant/tags/ai/feed"):
        feed, atom = (
            json.loads(site.page(f"{path}.json")),
            etree.fromstring(site.page(f"{path}.xml").encode()),
        )
        entries = list(atom.iter(f"{ATOM}entry"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == (atom.findtext(f"{ATOM}id") or "").replace(".xml", ".json")
        assert [item["id"] for item in feed["items"]] == [e.findtext(f"{ATOM}id") for e in entries]
        assert [item["title"] for item in feed["items"]] == [e.findtext(f"{ATOM}title") for e in entries]
        for item, entry in zip(feed["items"], entries, strict=True):
            assert item.get("content_html", "") == (entry.findtext(f"{ATOM}content") or "").replace(
                "]]&gt;", "]]>"
            )
            assert item.get("content_html") or item["content_text"]
            assert item.get("date_published") == entry.findtext(f"{ATOM}published")
    assert 'type="application/feed+json" title="Yizhu" href="feed.json"' in site.page("en/index.html")
