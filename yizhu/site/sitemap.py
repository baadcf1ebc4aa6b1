"""Makes the sitemap: every page with its other editions, in several files if one would be too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yizhu.content.config import Config
from yizhu.site.page_model import Page, SitemapBody
from yizhu.site.page_parts import Link, SitemapEntry

# sitemaps.org allows 50,000 addresses and 50 MB a file; an address with its editions takes about 1 KB.
_MAX_ADDRESSES = 20_000


@dataclass(frozen=True, slots=True)
class SitemapAddress:
    """An address of the sitemap."""

    edition: str
    address: str  # below the edition's folder
    changed: str = ""  # the day it was posted; empty: not stated


def make_sitemaps(
    listed: Sequence[SitemapAddress], model: Page, config: Config, most: int = _MAX_ADDRESSES
) -> Iterator[Page]:
    """Yield sitemap.xml, which lists the addresses or, if there are more than ``most``, the files that list them.

    ``model``: a page of the site, from which the other fields are taken.
    """
    entries = _entries(listed, config)
    parts = [entries[start : start + most] for start in range(0, len(entries), most)]
    if len(parts) <= 1:
        yield _map(model, "sitemap.xml", entries, config.base_url)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield _map(model, name, part, config.base_url)
    files = tuple(SitemapEntry(config.base_url + name, (), "", "") for name in names)
    yield replace(_map(model, "sitemap.xml", files, config.base_url), template="sitemap-index.xml")


def _entries(listed: Sequence[SitemapAddress], config: Config) -> tuple[SitemapEntry, ...]:
    """Return the entries; each names those editions that list the same address."""
    base, default = config.base_url, config.default.name
    editions: dict[str, set[str]] = {}
    for one in listed:
        editions.setdefault(one.address, set()).add(one.edition)
    alternates = {
        address: tuple(
            Link("", e.lang, f"{base}{e.name}/{address}") for e in config.editions if e.name in names
        )
        for address, names in editions.items()
    }
    return tuple(
        SitemapEntry(
            f"{base}{one.edition}/{one.address}",
            alternates[one.address],
            f"{base}{default}/{one.address}"
            if default in editions[one.address]
            else alternates[one.address][0].href,
            one.changed,
        )
        for one in listed
    )


def _map(model: Page, path: str, entries: tuple[SitemapEntry, ...], base_url: str) -> Page:
    return replace(model, path=path, template="sitemap.xml", body=SitemapBody(entries, base_url))
