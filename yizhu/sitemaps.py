"""The sitemap: every page with its other editions; in several files where one would be too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yizhu.page import ArticleBody, MapBody, MapEntry, Page

# sitemaps.org allows 50,000 addresses and 50 MB a file; an address with its editions takes about 1 KB.
_MOST = 20_000


def sitemaps(pages: Sequence[Page], model: Page, base_url: str, most: int = _MOST) -> Iterator[Page]:
    """sitemap.xml, which lists ``pages`` or, if they are too many, the files that do."""
    entries = [
        MapEntry(page.canonical, page.alternates, page.x_default, _changed(page))
        for page in pages
        if page.path.endswith("index.html")
    ]
    parts = [tuple(entries[start : start + most]) for start in range(0, len(entries), most)]
    if len(parts) <= 1:
        yield _map(model, "sitemap.xml", tuple(entries), base_url)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield _map(model, name, part, base_url)
    files = tuple(MapEntry(base_url + name, (), "", "") for name in names)
    yield replace(_map(model, "sitemap.xml", files, base_url), template="sitemap-index.xml")


def _map(model: Page, path: str, entries: tuple[MapEntry, ...], base_url: str) -> Page:
    return replace(model, path=path, template="sitemap.xml", body=MapBody(entries, base_url))


def _changed(page: Page) -> str:
    """The day an article was posted, if that is stated; what is not known is not said."""
    return page.body.edition.meta.posted if isinstance(page.body, ArticleBody) else ""
