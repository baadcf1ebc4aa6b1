"""The parts of pages: links, frames, and the entries of lists. Templates read their fields."""

from __future__ import annotations

from dataclasses import dataclass

from yizhu.editions.model import (
    Card,
    EditionOf,
    ShownSense,
    ShownTerm,
    Use,
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address and what it is called."""

    name: str
    lang: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one edition share."""

    edition: str  # zh-hant
    lang: str  # zh-Hant
    site_title: str
    site_description: str
    menu: tuple[Link, ...]  # pages of content/pages; href from the edition's folder: about/
    feed: str  # absolute address
    icon: str  # absolute address of the site's mark; empty: its title alone stands for it
    card: str  # absolute address of the picture that is shown where a link to the site is shared; empty: none
    card_size: tuple[int, int] = (0, 0)  # width and height of that picture; 0: unknown
    later: tuple[str, ...] = ()  # articles that only a preview shows, for they are posted later


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that an article marks, and where."""

    term: ShownTerm  # its definition that of the sense it has here
    passages: tuple[str, ...]  # p2 p10: each contains an <a class="term" data-term=…>
    entry: str  # what follows g- in the id of its entry
    sense: ShownSense | None  # the sense it has here, if the term has several
    see: tuple[Link, ...]  # to their entries on the page, or else to their own pages


@dataclass(frozen=True, slots=True)
class Related:
    """Another article that shares terms with this one."""

    card: Card
    shared: tuple[tuple[str, str], ...]  # some of them, the rarest first: (id, headword)


@dataclass(frozen=True, slots=True)
class ThisSeries:
    """A series, on the page of one of its articles."""

    link: Link  # to its page, from the edition's folder
    number: int  # which part the article is, from 1
    parts: int
    before: Card | None
    after: Card | None


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of a list."""

    number: int  # which one this is, from 1
    links: tuple[Link, ...] = ()  # to all, from the edition's folder; none if there is one page only


ONE_PAGE = Pager(1)


@dataclass(frozen=True, slots=True)
class HandoutTerm:
    """A term on a handout."""

    id: str
    headword: str
    lang: str
    reading: str
    zhuyin: str
    other: tuple[str, str]  # another language's headword: (tag, form)
    meaning: str  # the first sentence of its definition, at most one line
    meaning_lang: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the glossary."""

    name: str  # ai
    label: str
    lang: str  # of the label
    terms: int


@dataclass(frozen=True, slots=True)
class TermMapTerm:
    """A term in the map of terms."""

    id: str
    headword: str
    lang: str
    y: int
    arcs: tuple[str, ...]  # their ids
    see: tuple[tuple[str, str], ...]  # terms that it refers to, or that refer to it: (id, headword)
    used_with: tuple[tuple[str, str, int], ...]  # (id, headword, passages that use both)


@dataclass(frozen=True, slots=True)
class TermMapArc:
    """A line between two terms of the map."""

    id: str
    kind: str  # see or use
    strength: int  # 1 2 3
    path: str  # SVG path data


@dataclass(frozen=True, slots=True)
class UsesInArticle:
    """A term's uses in one article."""

    slug: str
    title: str
    lang: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A line of the search page: a term or an article."""

    href: str  # from the edition's folder
    name: str
    lang: str
    other: str  # what it is called in another language
    other_lang: str
    find: tuple[str, ...]  # further words that find it: a term's forms, an article's tags
    reading: str = ""  # of a term
    published: str = ""  # of an article
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed."""

    card: Card
    address: str  # absolute
    pictures: str  # absolute, before a picture's name
    edition: EditionOf[str]
    authors: tuple[str, ...]
    is_whole: bool = True  # or a summary and a link only


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address for the sitemap, with its other editions."""

    address: str
    alternates: tuple[Link, ...]
    x_default: str
    changed: str  # ISO 8601 date; empty: not stated
