"""Makes the feeds: Atom (RFC 4287), and beside it the same as JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from yizhu.editions.model import EditionOf
from yizhu.site.jobs import FeedJob
from yizhu.site.outline import SiteOutline
from yizhu.site.page_model import FeedBody, File, Page
from yizhu.site.page_parts import FeedEntry
from yizhu.site.pages import make_page

_WHOLE = 10  # articles; the older ones have reached all who subscribe
_ATOM = "{http://www.w3.org/2005/Atom}"


def make_feed_page(site: SiteOutline, job: FeedJob, editions: Sequence[EditionOf[str]]) -> Page:
    """Return an Atom feed: the newest articles, the first of them in full; those of a tag in summary."""
    outline = site.editions[job.edition]
    frame = outline.frame
    base = f"{site.config.base_url}{frame.edition}/"
    entries = tuple(
        FeedEntry(
            card,
            f"{base}{card.slug}/",
            f"{site.config.base_url}assets/articles/{card.slug}/",
            edition,
            edition.meta.authors,
            is_whole=nth < _WHOLE and job.tag is None,
        )
        for nth, (card, edition) in enumerate(zip(job.cards, editions, strict=True))
    )
    listed = [card.posted for card in job.cards] if job.tag else [one.posted for one in outline.published]
    newest = max(filter(None, listed), default="1970-01-01")
    below = f"tags/{job.tag.folder}/" if job.tag else ""
    name = job.tag.name if job.tag else ""
    feed = f"{base}{below}feed.xml"
    body = FeedBody(entries, f"{newest}T00:00:00Z", base, frame.icon, f"{base}{below}", feed, name)
    page = make_page(site.config, frame, "", "feed.xml", frame.site_title, "", body)
    return replace(page, path=f"{frame.edition}/{below}feed.xml", canonical=feed)


def make_json_feed(page: Page, atom: File) -> File:
    """Return a feed as JSON Feed; its articles' HTML is that of the Atom feed."""
    body, frame = page.body, page.frame
    assert isinstance(body, FeedBody)
    html = _list_contents(atom.content)
    items = [_item(entry, html.get(entry.address, "")) for entry in body.entries]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{body.tag} · {frame.site_title}" if body.tag else frame.site_title,
        "description": frame.site_description,
        "home_page_url": body.page,
        "feed_url": f"{body.feed.removesuffix('.xml')}.json",
        "icon": frame.card,
        "language": frame.lang,
        "items": items,
    }
    text = json.dumps(_without_empty(feed) | {"items": items}, ensure_ascii=False, separators=(",", ":"))
    return File(f"{page.path.removesuffix('.xml')}.json", f"{text}\n".encode())


def _list_contents(atom: bytes) -> dict[str, str]:
    """Return the HTML of each entry of an Atom feed that holds more than a summary, by the entry's id.

    Nothing if a theme's own template writes something else than XML.
    """
    try:
        entries = ElementTree.fromstring(atom).iter(f"{_ATOM}entry")
    except ElementTree.ParseError:
        return {}
    pairs = ((entry.findtext(f"{_ATOM}id", ""), entry.findtext(f"{_ATOM}content", "")) for entry in entries)
    # The template writes ]]> otherwise, for it would end what holds the HTML.
    return {id: content.replace("]]&gt;", "]]>") for id, content in pairs}


def _item(entry: FeedEntry, html: str) -> dict[str, Any]:
    card, meta = entry.card, entry.edition.meta
    # Without one of the two an item is not valid.
    text = "" if html else card.summary or card.subtitle or card.title
    return _without_empty(
        {
            "id": entry.address,
            "url": entry.address,
            "external_url": meta.source_url,
            "title": card.title,
            "summary": card.summary,
            "content_html": html,
            "content_text": text,
            "date_published": f"{(card.posted + '-01-01')[:10]}T00:00:00Z" if card.posted else "",
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(card.tags),
            "language": entry.edition.lang,
        }
    )


def _without_empty(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value}
