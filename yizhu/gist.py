"""The gist of an article: what the rest of the site must know of it, and digests that stand for everything else.

Lists, terms and neighbours are made from gists; the editions themselves are loaded only where their own pages are made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from yizhu.memo import imprint
from yizhu.model import Article, Note, Picture, Text
from yizhu.packing import by_fields
from yizhu.shown import Card, Edition
from yizhu.tree import marks_of

Pair = tuple[str, str]  # ids of terms, in their order
# Of more terms than this a passage is a list: to stand in it together says little, and their pairs would be thousands.
_CROWD = 64


@by_fields
@dataclass(frozen=True, slots=True)
class Named:
    """What an article names that must be there: terms of the glossary, and addresses of the site."""

    terms: tuple[tuple[str, str], ...]  # id, sense; the sense may be empty
    links: tuple[str, ...]  # those that do not lead out of the site


@by_fields
@dataclass(frozen=True, slots=True)
class Used:
    """A term in an edition of an article."""

    id: str
    many: int  # uses
    digest: str  # of the uses, as its own page shows them


@by_fields
@dataclass(frozen=True, slots=True)
class EditionGist:
    """What other pages must know of an article in an edition."""

    slug: str
    lang: str
    posted: str  # or published: by this the newest is first
    map_date: str  # for the sitemap
    is_text_missing: bool
    has_chinese: bool
    parts: tuple[tuple[str, str], ...]  # what its pages show, in an editor's words, and its digest
    card: str  # the digest of what lists show of it
    marked: tuple[str, ...]  # terms, in the order of the text
    used: tuple[Used, ...]  # terms, in the order of the text
    ties: str  # the digest of which passages use which terms


@by_fields
@dataclass(frozen=True, slots=True)
class Gist:
    """What the rest of the site must know of an article."""

    slug: str
    is_draft: bool
    passages: int
    pictures: tuple[Picture, ...]
    named: Named
    editions: tuple[EditionGist, ...]  # in the order of the configuration


@by_fields
@dataclass(frozen=True, slots=True)
class Ties:
    """How often an edition of an article uses terms, and pairs of them, counted in passages."""

    passages: tuple[tuple[str, int], ...]
    together: tuple[tuple[Pair, int], ...]


def gist_of(article: Article, editions: Iterable[EditionGist]) -> Gist:
    """The gist of an article as it was read, with those of the editions that were made of it."""
    return Gist(
        slug=article.slug,
        is_draft=article.source.meta.draft,
        passages=len(article.source.passages),
        pictures=article.pictures,
        named=named_in((article.source, *article.translations), article.notes),
        editions=tuple(editions),
    )


def named_in(texts: Iterable[Text], notes: Iterable[Note] = ()) -> Named:
    """What texts and notes name that must be there."""
    terms: dict[tuple[str, str], None] = {}
    links: dict[str, None] = {}
    for text in texts:
        meta = text.meta
        terms |= dict.fromkeys([*((id, "") for id in (*meta.exclude, *meta.only)), *meta.senses])
        for stretch in text.stretches:
            marks = marks_of(stretch.prose, "term", "link", "no-term")
            terms |= dict.fromkeys((m.get("term"), m.get("sense")) for m in marks if m.kind == "term")
            links |= dict.fromkeys(m.get("href") for m in marks if m.kind == "link")
    proses = (prose for note in notes for _, prose in note.text)
    links |= dict.fromkeys(mark.get("href") for prose in proses for mark in marks_of(prose, "link"))
    inside = tuple(href for href in links if not href.startswith(("http://", "https://", "mailto:")))
    return Named(tuple(pair for pair in terms if pair != ("none", "")), inside)


def ties_in(edition: Edition) -> Ties:
    """Which terms stand in one passage."""
    here: dict[str, set[str]] = {}
    for id, use in edition.uses:
        here.setdefault(use.passage, set()).add(id)
    often: Counter[str] = Counter()
    together: Counter[Pair] = Counter()
    for ids in here.values():
        often.update(ids)
        if len(ids) <= _CROWD:
            together.update(combinations(sorted(ids), 2))
    return Ties(tuple(sorted(often.items())), tuple(sorted(together.items())))


def card_of(edition: Edition) -> Card:
    """What a list shows of an article."""
    other = edition.counterpart_head
    return Card(
        slug=edition.slug,
        title=edition.head.title,
        pieces=edition.title,
        subtitle=edition.head.subtitle,
        summary=edition.head.summary,
        lang=edition.head.lang,
        other_title=other.title if other else "",
        other_lang=other.lang if other else "",
        published=edition.meta.published,
        posted=edition.meta.posted or edition.meta.published,
        publication=edition.meta.publication,
        tags=edition.meta.tags,
        minutes=edition.minutes,
        notes=len(edition.notes),
        terms=len(edition.terms),
        status=edition.status,
        is_text_missing=edition.is_text_missing,
        han=_about(edition.han),
        words=_about(edition.words),
        source_lang=edition.source_lang,
        translators=edition.translators,
    )


def _about(many: int) -> int:
    """A number in hundreds: a list is not to change with every word of an article."""
    return max(100, round(many, -2))


def gist_in(edition: Edition, card: Card, ties: Ties, used: Iterable[Used]) -> EditionGist:
    """The gist of an edition, of which this is already known."""
    return EditionGist(
        slug=edition.slug,
        lang=edition.lang,
        posted=edition.meta.posted or edition.meta.published,
        map_date=edition.meta.posted,
        is_text_missing=edition.is_text_missing,
        has_chinese=edition.has_chinese,
        parts=tuple(_parts(edition)),
        card=imprint(card),
        marked=tuple(dict.fromkeys(term.id for term in edition.terms)),
        used=tuple(used),
        ties=imprint(ties),
    )


def _parts(edition: Edition) -> Iterator[tuple[str, str]]:
    e = edition
    shown = (e.rows, e.state, e.footnotes, e.emendations, e.speakers, e.minutes, e.han, e.words)
    yield "its text", imprint((*shown, e.is_text_missing))
    yield "its title and summary", imprint((e.head, e.counterpart_head))
    yield "its front matter", imprint((e.meta, e.source_lang, e.translators, e.status))
    yield "its notes", imprint(e.notes)
    yield "the terms it explains", imprint(e.terms)
