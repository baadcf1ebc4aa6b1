"""Articles on shelves: by tag and by series, each with its address in an edition; and lists in pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, TypeVar

from yizhu.content.config import Config
from yizhu.content.prose import inline_prose
from yizhu.editions.locale import Locale, choose_prose
from yizhu.site.page_parts import Link, Pager
from yizhu.site.summary import EditionSummary

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles that belong together."""

    name: str  # the tag as the newest article writes it; the id of a series
    folder: str  # below tags/ or series/; addresses may hold characters of all scripts (RFC 3987)
    slugs: tuple[str, ...]  # of a tag the newest first, of a series in its order

    def beside(self, slug: str) -> tuple[str, ...]:
        """Return the articles before and after one."""
        nth = self.slugs.index(slug)
        return (*self.slugs[max(0, nth - 1) : nth], *self.slugs[nth + 1 : nth + 2])


def gather_tags(articles: Iterable[EditionSummary]) -> dict[str, Shelf]:
    """Return the shelves of tags by their folders, those of most articles first."""
    names: dict[str, str] = {}
    slugs: dict[str, list[str]] = {}
    for article in articles:
        for key, tag in article.tags:
            folder = name_folder(key)
            if names.setdefault(folder, tag) == key:  # a name in the edition's own words is better
                names[folder] = tag
            slugs.setdefault(folder, []).append(article.slug)
    found = [Shelf(names[f], f, tuple(dict.fromkeys(several))) for f, several in slugs.items()]
    found.sort(key=lambda shelf: (-len(shelf.slugs), shelf.folder))
    return {shelf.folder: shelf for shelf in found}


def name_folder(tag: str) -> str:
    """Return the name of a tag's folder: letters and digits of any script, and hyphens.

    Letter case and width make no difference. What such a name cannot say (C++, C#) a digest tells apart.
    """
    plain = " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold()).split())
    kept = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else "-" for c in plain)
    name = "-".join(part for part in kept.split("-") if part)[:60]
    is_whole = name == plain.replace(" ", "-")
    digest = sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return name if is_whole else f"{name}-{digest}".lstrip("-")


# ---- series ------------------------------------------------------------------------------------------------


def gather_series(articles: Iterable[EditionSummary]) -> dict[str, Shelf]:
    """Return the shelves of series by their ids; each has its articles by their numbers."""
    parts: dict[str, list[tuple[int, str]]] = {}
    for article in articles:
        if article.series:
            parts.setdefault(article.series, []).append((article.part, article.slug))
    return {id: Shelf(id, id, tuple(slug for _, slug in sorted(own))) for id, own in sorted(parts.items())}


def name_series(config: Config, locale: Locale, id: str) -> tuple[str, str]:
    """Return the title of a series in an edition, and its language; without one, its id."""
    title = dict(config.series).get(id, ())
    if not title:
        return id, ""
    chosen = choose_prose([(lang, inline_prose(text)) for lang, text in title], locale)
    return chosen.prose.text, chosen.lang


# ---- addresses of lists ------------------------------------------------------------------------------------


class Shelved(NamedTuple):
    """The shelves on which an article stands in an edition."""

    tags: tuple[str, ...]  # as the source has them
    series: str  # its id; empty: none


def list_shelf_addresses(
    editions: Mapping[str, Sequence[Shelved]], per_page: int
) -> dict[str, tuple[str, ...]]:
    """Return the addresses of all lists and feeds of tags and series, each with the names of the editions that lack it.

    ``editions``: by name, the articles that each shows.
    """
    own = {name: frozenset(_list_addresses(articles, per_page)) for name, articles in editions.items()}
    every = dict.fromkeys(address for addresses in own.values() for address in sorted(addresses))
    return {
        address: tuple(name for name, having in own.items() if address not in having) for address in every
    }


def _list_addresses(articles: Sequence[Shelved], per_page: int) -> Iterator[str]:
    """Yield the addresses of an edition's lists."""
    yield from _list_pages("", len(articles), per_page)
    folders = Counter(folder for article in articles for folder in set(map(name_folder, article.tags)))
    if folders:
        yield "tags/"
    for folder, many in folders.items():
        yield from (f"tags/{folder}/", f"tags/{folder}/feed.xml", f"tags/{folder}/feed.json")
        yield from _list_pages(f"tags/{folder}/", many, per_page)
    yield from {f"series/{article.series}/" for article in articles if article.series}


def _list_pages(base: str, many: int, per_page: int) -> Iterator[str]:
    numbers = range(2, count_pages(many, per_page) + 1)
    yield from (f"{base}{format_page_folder(number)}" for number in numbers)


# ---- pages of a list ---------------------------------------------------------------------------------------


def count_pages(items: int, per_page: int) -> int:
    """Return on how many pages so many items are shown."""
    return max(1, -(-items // per_page))


def choose_page(items: Sequence[_Item], number: int, per_page: int) -> Sequence[_Item]:
    """Return the items of a page, which is counted from 1."""
    return items[(number - 1) * per_page : number * per_page]


def make_pager(base: str, number: int, count: int) -> Pager:
    """Return the links to all pages of a list; ``base``: its address in the edition."""
    if count == 1:
        return Pager(number, ())
    return Pager(
        number,
        tuple(
            Link(str(nth), "", f"{base}{format_page_folder(nth)}", nth == number)
            for nth in range(1, count + 1)
        ),
    )


def format_page_folder(number: int) -> str:
    """Return the folder of a list's page; the first is the list itself."""
    return f"page-{number}/" if number > 1 else ""
