"""What the templates are given: a page and its body, whole, so that templates compute nothing."""

from __future__ import annotations

from dataclasses import dataclass

from yizhu.shown import Card, Edition, Row, ShownFootnote, ShownSense, ShownTerm, Use, Words


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


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that an article marks, and where."""

    term: ShownTerm  # its definition that of the sense it has here
    passages: tuple[str, ...]  # p2 p10: in each stands an <a class="term" data-term=…>
    entry: str  # what follows g- in the id of its entry
    sense: ShownSense | None  # of several: the one it has here


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """An article in one edition."""

    edition: Edition
    mentions: tuple[Mention, ...]  # in the order of the text
    contents: tuple[tuple[str, str], ...]  # headings: (row id, text)
    newer: Card | None
    older: Card | None
    related: tuple[Card, ...]
    speakers: tuple[tuple[str, str], ...]  # id, name in this edition


@dataclass(frozen=True, slots=True)
class FrontBody:
    """An edition's front page."""

    cards: tuple[Card, ...]
    terms: tuple[ShownTerm, ...]  # a few, to begin with


@dataclass(frozen=True, slots=True)
class GlossaryBody:
    """All terms, in the order that the edition's readers expect."""

    groups: tuple[tuple[str, tuple[ShownTerm, ...]], ...]  # (ㄅ or B, its terms)
    counts: tuple[tuple[str, int], ...]  # term id, number of uses


@dataclass(frozen=True, slots=True)
class UsesInArticle:
    """A term's uses in one article."""

    slug: str
    title: str
    lang: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class TermBody:
    """One term and its uses."""

    term: ShownTerm
    articles: tuple[UsesInArticle, ...]
    seen_from: tuple[tuple[str, str], ...]  # terms that point here: (id, headword)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the search page: a term or an article."""

    href: str  # from the edition's folder
    name: str
    lang: str
    other: str  # what it is called in another language
    other_lang: str
    find: tuple[str, ...]  # by what else it is found: a term's forms, an article's tags
    reading: str = ""  # of a term
    published: str = ""  # of an article
    summary: str = ""


@dataclass(frozen=True, slots=True)
class SearchBody:
    """The search page: what stands there before anything is looked for."""

    terms: tuple[Entry, ...]
    articles: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ProseBody:
    """A page of content/pages."""

    words: tuple[Words, ...]
    footnotes: tuple[ShownFootnote, ...]
    pictures: str  # the way to its pictures
    is_text_missing: bool


@dataclass(frozen=True, slots=True)
class RootBody:
    """The site's own front door, and the page for addresses that lead nowhere: links to the editions."""

    editions: tuple[Link, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed, whole."""

    card: Card
    address: str  # absolute
    pictures: str  # absolute, before a picture's name
    edition: Edition
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedBody:
    """An edition's Atom feed (RFC 4287)."""

    entries: tuple[FeedEntry, ...]
    updated: str  # RFC 3339; the newest entry's
    address: str


@dataclass(frozen=True, slots=True)
class MapEntry:
    """An address for the sitemap, with its other editions."""

    address: str
    alternates: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MapBody:
    """sitemap.xml (sitemaps.org 0.9, with xhtml:link alternates)."""

    entries: tuple[MapEntry, ...]
    base_url: str


Body = (
    ArticleBody | FrontBody | GlossaryBody | TermBody | SearchBody | ProseBody | RootBody | FeedBody | MapBody
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, whole: an address, a template and what it shows."""

    path: str  # below site/: zh-hant/slug/index.html
    template: str  # article.html
    frame: Frame
    title: str
    description: str
    root: str  # the way from this page to site/: ../../
    home: str  # the way from this page to its edition's folder: ../
    canonical: str  # absolute
    alternates: tuple[Link, ...]  # this page in every edition, itself included; absolute addresses
    switch: tuple[Link, ...]  # the same, relative to this page
    x_default: str  # absolute
    json_ld: str  # ready-made JSON; empty: none
    body: Body
    og_type: str = "website"


@dataclass(frozen=True, slots=True)
class File:
    """Bytes for an address below site/."""

    path: str
    content: bytes


__all__ = [
    "ArticleBody", "Body", "Entry", "FeedBody", "FeedEntry", "File", "Frame", "FrontBody", "GlossaryBody", "Link",
    "MapBody", "MapEntry", "Mention", "Page", "ProseBody", "RootBody", "Row", "SearchBody", "TermBody", "UsesInArticle",
]  # fmt: skip
