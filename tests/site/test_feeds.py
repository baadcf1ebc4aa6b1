"""Atom as RFC 4287 wants it, and as a reader without our style sheet needs it."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html
from testbed import PNG, Site

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/yizhu/"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two articles; one with a note, a term, a misprint, a picture, a link and all that can be stated."""
    site = Site(tmp_path_factory.mktemp("fed"))
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation]}, definition: {zh-Hant: 說明}}")
    front = "published: 2025-01-02\nauthors: [王一]\nsource_url: https://a.org/1\nrights: 權利\ntags: [甲]"
    body = "蒸餾[象是]{sic=像是}水。見[乙](/b/)。\n\n![圖](x.png)"
    site.article("a", body, front=front)
    site.article(
        "a",
        "Distillation is like water. See [b](/b/).\n\n![x](x.png)",
        lang="en",
        title="First",
        front="status: machine\ntranslators: [Eve]",
    )
    site.write("content/articles/a/x.png", PNG)
    site.notes("a", "- {id: n, quote: 水, kind: fact, as_of: 2025-02, by: 李, text: {zh-Hant: 注, en: note}}")
    return site.article("b", "模型 <b> & 。", title="甲 < 乙 & 丙").build()


@pytest.fixture(scope="module", params=["zh-hant", "zh-hans", "en"])
def feed(fed: Site, request: pytest.FixtureRequest) -> etree._Element:
    """The feed of each edition."""
    return etree.fromstring(fed.page(f"{request.param}/feed.xml").encode())


def entry(feed: etree._Element, slug: str) -> etree._Element:
    return next(e for e in feed.iter(f"{ATOM}entry") if (e.findtext(f"{ATOM}id") or "").endswith(f"/{slug}/"))


def content(feed: etree._Element, slug: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{entry(feed, slug).findtext(f'{ATOM}content')}</div>")


def test_what_must_be_there_is_there_once(feed: etree._Element) -> None:
    """An id, a title, a date of the feed and of every entry; an author each (4.1.1, 4.1.2)."""
    for whole in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(whole.findall(ATOM + name)) == 1
        for name in ("published", "summary", "content", "rights", "icon", "subtitle"):
            assert len(whole.findall(ATOM + name)) <= 1
    assert all(e.findtext(f"{ATOM}author/{ATOM}name") for e in feed.iter(f"{ATOM}entry"))


def test_ids_are_addresses_and_stand_once(feed: etree._Element) -> None:
    """No two entries have one id; each is absolute, and so is the feed's (4.2.6)."""
    ids = [e.text for e in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3
    assert all((id or "").startswith(BASE) for id in ids)


def test_dates(feed: etree._Element) -> None:
    """As RFC 3339 has them, also where no day is stated; the feed is as new as its newest entry (3.3)."""
    dates = [e.text or "" for name in ("updated", "published") for e in feed.iter(ATOM + name)]
    assert all(DATE.fullmatch(date) for date in dates)
    own = feed.findtext(f"{ATOM}updated")
    assert own == max(e.findtext(f"{ATOM}updated") or "" for e in feed.iter(f"{ATOM}entry"))


def test_links(feed: etree._Element) -> None:
    """One ``self`` of the feed; one ``alternate`` HTML page of each; where an article is from, as ``via`` (4.2.7)."""
    for whole in (feed, *feed.iter(f"{ATOM}entry")):
        links = [(link.get("rel"), link.get("type")) for link in whole.findall(f"{ATOM}link")]
        assert links.count(("alternate", "text/html")) == 1
        assert all(link.get("href", "").startswith("https://") for link in whole.findall(f"{ATOM}link"))
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    via = [link.get("href") for link in entry(feed, "a").findall(f"{ATOM}link") if link.get("rel") == "via"]
    assert via == ["https://a.org/1"]


def test_content_is_html_that_says_its_language(feed: etree._Element) -> None:
    """Escaped once, so that what a reader unescapes is the article; no script, no style, no id (4.1.3.3)."""
    assert entry(feed, "b").findtext(f"{ATOM}title") == "甲 < 乙 & 丙"
    for slug in ("a", "b"):
        told = content(feed, slug)
        assert entry(feed, slug).find(f"{ATOM}content").get("type") == "html"
        assert not [e for e in told.iter() if e.tag in ("script", "style") or e.get("id") or e.get("style")]
        assert all(e.get("lang") for e in told.iter("blockquote"))
    assert "模型 <b> & 。" in content(feed, "b").text_content()


def test_nothing_is_relative(feed: etree._Element) -> None:
    """Links, pictures, notes, terms: a feed's reader has no page of ours to start from."""
    told = content(feed, "a")
    found = [e.get(name) for e in told.iter() for name in ("href", "src") if e.get(name)]
    assert len(found) >= 8
    assert all(address.startswith("https://") for address in found)


def test_both_languages_and_the_notes(feed: etree._Element) -> None:
    """The text, its counterpart, and each note with its kind, its day and its author."""
    told = content(feed, "a").text_content()
    for words in ("Distillation is like water", "2025", "李", "Eve"):
        assert words in told
    assert "蒸餾" in told or "蒸馏" in told
    assert [e.text_content() for e in content(feed, "a").iter("h2")]


def test_a_term_leads_to_its_explanation(fed: Site, feed: etree._Element) -> None:
    """A link to the term's page, which is there."""
    links = [a.get("href") for a in content(feed, "a").iter("a") if a.get("class") == "term"]
    assert links
    assert all(fed.has(link.removeprefix(BASE)) for link in links)


def test_a_misprint_is_told_without_a_style_sheet(feed: etree._Element) -> None:
    """The corrected form stands in brackets behind the printed one."""
    assert "象是 [像是]" in content(feed, "a").text_content()


def test_the_newest_ten_are_whole(site: Site) -> None:
    """Those before them are there with their summaries, for who comes late; more than twenty are not."""
    for number in range(22):
        front = f"posted: 2025-01-{number + 1:02}\nsummary: 摘要"
        site.article(f"a{number:02}", "一二。", front=front)
    feed = etree.fromstring(site.build().page("zh-hant/feed.xml").encode())
    entries = feed.findall(f"{ATOM}entry")
    whole = [entry.find(f"{ATOM}content") is not None for entry in entries]
    assert whole == [True] * 10 + [False] * 10
    assert all(entry.findtext(f"{ATOM}summary") == "摘要" for entry in entries)
