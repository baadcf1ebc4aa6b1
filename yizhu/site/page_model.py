"""The page models: what templates are given. They are complete, so that templates compute nothing."""

from __future__ import annotations

from dataclasses import dataclass

from yizhu.content.model import Meta
from yizhu.editions.model import (
    Card,
    EditionOf,
    Headline,
    LocalizedProse,
    ShownFootnote,
    ShownTerm,
)
from yizhu.site.page_parts import (
    ONE_PAGE,
    FeedEntry,
    Frame,
    HandoutTerm,
    Link,
    Mention,
    Pager,
    Related,
    SearchEntry,
    SitemapEntry,
    Tag,
    TermMapArc,
    TermMapTerm,
    ThisSeries,
    UsesInArticle,
)


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """An article in one edition."""

    edition: EditionOf[str]
    mentions: tuple[Mention, ...]  # in the order of the text
    contents: tuple[tuple[str, str], ...]  # headings: (row id, text)
    questions: tuple[tuple[str, str], ...]  # of an interview without headings: (row id, text)
    newer: Card | None
    older: Card | None
    near: tuple[Related, ...]  # articles that share terms with this one
    speakers: tuple[tuple[str, str], ...]  # id, name in this edition
    writing: str  # horizontal or vertical: how it is set at first; empty: no choice is offered
    columns: tuple[int, ...]  # for each row: how many columns it fills
    title: tuple[str, ...]  # in pieces: every second is a word that must not be broken
    has_readings: bool = False  # is there a readings.json beside it?
    tags: tuple[Link, ...] = ()  # from the edition's folder
    series: ThisSeries | None = None
    # Where readers can edit its file, see a line of it (``{line}`` is for the page's script to fill in), or report a
    # mistake; empty: nowhere.
    edit: str = ""
    view: str = ""
    report: str = ""
    left_out: str = ""  # of a message, for its length: counterpart, definitions, or both words

    @property
    def row_langs(self) -> dict[str, str]:
        """The languages of rows whose first words are not in the edition's: what is listed of them is neither."""
        first = ((row.id, (row.text or row.counterpart)[0].lang) for row in self.edition.rows)
        return {id: lang for id, lang in first if lang != self.edition.lang}

    @property
    def related(self) -> tuple[Card, ...]:
        """The related articles, without the terms that they share."""
        return tuple(other.card for other in self.near)


@dataclass(frozen=True, slots=True)
class FrontBody:
    """An edition's front page."""

    cards: tuple[Card, ...]  # the articles of the first page, the newest first
    terms: tuple[ShownTerm, ...]  # a few, to begin with
    newest: int  # how many of the cards are shown whole
    # What the newest article is about: (term id, headword, its language).
    lead: tuple[tuple[str, str, str], ...]
    earlier: tuple[tuple[str, tuple[Card, ...]], ...]  # the other cards by year
    pager: Pager = ONE_PAGE
    has_tags: bool = False
    series: tuple[Link, ...] = ()  # from the edition's folder


@dataclass(frozen=True, slots=True)
class MoreBody:
    """A further page of the list that the front page begins."""

    earlier: tuple[tuple[str, tuple[Card, ...]], ...]  # by year
    pager: Pager


@dataclass(frozen=True, slots=True)
class TagBody:
    """A page of the articles that have a tag."""

    name: str
    articles: int  # on all pages
    cards: tuple[Card, ...]
    pager: Pager
    feed: str  # from the edition's folder


@dataclass(frozen=True, slots=True)
class TagsBody:
    """All tags of articles."""

    tags: tuple[tuple[Link, int], ...]  # those of most articles first, with their number


@dataclass(frozen=True, slots=True)
class SeriesBody:
    """A series: its articles in their order."""

    title: str
    lang: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HandoutBody:
    """The handout of an article: its pre-reading sheet."""

    slug: str
    head: Headline
    title: tuple[str, ...]  # in pieces, as in ArticleBody
    counterpart_head: Headline | None
    meta: Meta
    source_lang: str
    translators: tuple[str, ...]
    status: str
    speakers: tuple[tuple[str, str], ...]  # id, name in this edition
    terms: tuple[HandoutTerm, ...]
    names: tuple[HandoutTerm, ...]
    questions: tuple[tuple[str, str], ...]  # (row id, text)
    translated: int  # passages, of
    passages: int  # all those of the source; 0 if no translation is shown
    stale: int  # of them, as those that follow
    by_machine: int
    in_draft: int


@dataclass(frozen=True, slots=True)
class GlossaryBody:
    """All terms, in the order that the edition's readers expect."""

    groups: tuple[tuple[str, tuple[ShownTerm, ...]], ...]  # (ㄅ or B, its terms)
    counts: tuple[tuple[str, int], ...]  # term id, number of uses
    tags: tuple[Tag, ...]  # the most frequent ones, by which the page can be filtered
    tagged: tuple[tuple[str, tuple[int, ...]], ...]  # term id, the places of its tags among them, from 1
    group_tags: tuple[tuple[int, ...], ...]  # for each group, the places of its terms' tags


@dataclass(frozen=True, slots=True)
class TermMapBody:
    """The map of terms: a picture of how they are related, and a table that says the same."""

    width: int
    height: int
    left: int  # where the arcs of common use end
    right: int  # where the arcs of reference begin
    terms: tuple[TermMapTerm, ...]  # in the picture's order
    table: tuple[TermMapTerm, ...]  # the same, in the order of the glossary
    arcs: tuple[TermMapArc, ...]
    leaders: str  # SVG path data of the lines between labels and arcs
    left_out: int  # number of related terms for which there was no room


@dataclass(frozen=True, slots=True)
class TermBody:
    """One term and its uses."""

    term: ShownTerm
    articles: tuple[UsesInArticle, ...]
    seen_from: tuple[tuple[str, str], ...]  # terms that point here: (id, headword)
    # If very many articles use the term: links to further pages of its uses, the newest first.
    volumes: tuple[Link, ...] = ()
    volume: int = 0  # which of them this page is; 0: the term's own page


@dataclass(frozen=True, slots=True)
class SearchBody:
    """The search page, before the reader types."""

    terms: tuple[SearchEntry, ...]
    articles: tuple[SearchEntry, ...]


@dataclass(frozen=True, slots=True)
class ProseBody:
    """A page of content/pages."""

    words: tuple[LocalizedProse, ...]
    footnotes: tuple[ShownFootnote, ...]
    pictures: str  # relative path to its pictures
    is_text_missing: bool


@dataclass(frozen=True, slots=True)
class RootBody:
    """The page at /, and the page for addresses that do not exist."""

    editions: tuple[Link, ...]
    front: FrontBody  # of the edition that it shows

    @property
    def cards(self) -> tuple[Card, ...]:
        """The edition's articles."""
        return self.front.cards


@dataclass(frozen=True, slots=True)
class RedirectBody:
    """A page that leads on to where its article, term or page is now."""

    href: str  # relative


@dataclass(frozen=True, slots=True)
class FeedBody:
    """An edition's or a tag's Atom feed (RFC 4287)."""

    entries: tuple[FeedEntry, ...]
    updated: str  # RFC 3339; the newest entry's
    address: str  # of the edition
    icon: str  # absolute; empty: none
    page: str  # the address of the page that lists its articles
    feed: str  # its own address
    tag: str = ""  # what its articles have in common


@dataclass(frozen=True, slots=True)
class SitemapBody:
    """sitemap.xml (sitemaps.org 0.9, with xhtml:link alternates)."""

    entries: tuple[SitemapEntry, ...]
    base_url: str


Body = (
    ArticleBody
    | FrontBody
    | MoreBody
    | TagBody
    | TagsBody
    | SeriesBody
    | GlossaryBody
    | TermBody
    | TermMapBody
    | HandoutBody
    | SearchBody
    | ProseBody
    | RootBody
    | RedirectBody
    | FeedBody
    | SitemapBody
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: an address, a template and what it shows."""

    path: str  # below site/: zh-hant/slug/index.html
    template: str  # article.html
    frame: Frame
    title: str
    description: str
    root: str  # relative path from this page to site/: ../../
    home: str  # relative path from this page to its edition's folder: ../
    canonical: str  # absolute
    alternates: tuple[Link, ...]  # this page in every edition, itself included; absolute addresses
    switch: tuple[Link, ...]  # the same, relative to this page
    x_default: str  # absolute
    json_ld: str  # ready-made JSON; empty: none
    body: Body
    og_type: str = "website"
    is_indexed: bool = True  # may search engines list it?
    citation_tags: tuple[tuple[str, str], ...] = ()  # of an article: names and contents of <meta> elements


@dataclass(frozen=True, slots=True)
class File:
    """Bytes for an address below site/."""

    path: str
    content: bytes
