"""Summarizes an article: what other pages need of it, and fingerprints of everything else.

Lists, term pages and related articles are made from summaries. An edition is loaded only to make its own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yizhu.content.links.references import References, collect_references
from yizhu.content.model import Article, Picture
from yizhu.content.translations.passage_ids import PassageIds, list_ids
from yizhu.editions.model import Card, EditionOf
from yizhu.editions.terms.term_uses import Cooccurrence

Fingerprint = Callable[[object], str]  # equal values have equal fingerprints


@dataclass(frozen=True, slots=True)
class TermCount:
    """How an edition of an article uses a term."""

    id: str
    count: int  # uses
    fingerprint: str  # of the uses, as the term's own page shows them


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """What other pages need of an article in one edition."""

    slug: str
    lang: str
    posted: str  # or the day of publication; articles are sorted by it
    sitemap_date: str  # the day it was posted; empty: not stated
    is_text_missing: bool
    has_chinese: bool
    parts: tuple[
        tuple[str, str], ...
    ]  # of what its pages show: a name that editors understand, and a fingerprint
    card: str  # fingerprint of what lists show of it
    marked: tuple[str, ...]  # terms, in the order of the text
    used: tuple[TermCount, ...]  # terms, in the order of the text
    cooccurrence: str  # fingerprint of which passages use which terms
    readings: str  # fingerprint of its readings.json; empty: it has none
    # If its text is a translation, or one of which no passage is there yet:
    status: str = ""
    translated: int = 0  # passages, of
    passages: int = 0  # all those of the source; 0 if its text is no translation
    tags: tuple[tuple[str, str], ...] = ()  # the source's, and what it is called here
    pinned: bool = False
    series: str = ""  # the id of a series that it is a part of
    part: int = 0  # which one


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What the rest of the site needs of an article."""

    slug: str
    is_draft: bool
    passages: PassageIds
    pictures: tuple[Picture, ...]
    named: References
    editions: tuple[EditionSummary, ...]  # in the order of the configuration
    # Further addresses that lead to it, each with the file that says so.
    aliases: tuple[tuple[str, str], ...] = ()
    posted: str = ""  # the day it appears on this site, or the day of publication; empty: neither is stated


def summarize_article(article: Article, editions: Iterable[EditionSummary]) -> ArticleSummary:
    """Return the summary of an article as it was read; ``editions``: those of its editions."""
    return ArticleSummary(
        slug=article.slug,
        is_draft=article.source.meta.draft,
        passages=list_ids(article.source),
        pictures=article.pictures,
        named=collect_references((article.source, *article.translations), article.notes),
        editions=tuple(editions),
        aliases=tuple(
            (alias, text.source.path)
            for text in (article.source, *article.translations)
            for alias in text.meta.aliases
        ),
        posted=article.source.meta.posted or article.source.meta.published,
    )


def make_card(edition: EditionOf[str]) -> Card:
    """Return what a list shows of an article."""
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
        han=_round(edition.han),
        words=_round(edition.words),
        source_lang=edition.source_lang,
        translators=edition.translators,
        translated=edition.translated,
        passages=edition.passages,
        is_wanted=edition.is_wanted,
    )


def _round(number: int) -> int:
    """Round to hundreds, so that a list does not change with every word of an article."""
    return max(100, round(number, -2))


def summarize_edition(
    edition: EditionOf[str],
    card: Card,
    cooccurrence: Cooccurrence,
    used: Iterable[TermCount],
    fingerprint: Fingerprint,
    readings: str,
) -> EditionSummary:
    """Return the summary of an edition, with the card, cooccurrence, uses and readings that were made of it."""
    return EditionSummary(
        slug=edition.slug,
        lang=edition.lang,
        posted=edition.meta.posted or edition.meta.published,
        sitemap_date=edition.meta.posted,
        is_text_missing=edition.is_text_missing,
        has_chinese=edition.has_chinese,
        parts=tuple(_parts(edition, fingerprint)),
        card=fingerprint(card),
        marked=tuple(dict.fromkeys(term.id for term in edition.terms)),
        used=tuple(used),
        cooccurrence=fingerprint(cooccurrence),
        readings=readings,
        status=edition.status if edition.is_translation else "",
        translated=edition.translated if edition.is_translation else 0,
        passages=edition.passages if edition.is_translation else 0,
        tags=tuple(zip(edition.meta.tag_keys or edition.meta.tags, edition.meta.tags, strict=True)),
        pinned=edition.meta.pinned,
        series=edition.meta.series,
        part=edition.meta.part,
    )


def _parts(edition: EditionOf[str], fingerprint: Fingerprint) -> Iterator[tuple[str, str]]:
    e = edition
    shown = (e.rows, e.state, e.footnotes, e.emendations, e.speakers, e.minutes, e.han, e.words)
    yield "its text", fingerprint((*shown, e.is_text_missing))
    yield "its title and summary", fingerprint((e.head, e.counterpart_head, e.noted_title))
    yield "its front matter", fingerprint((e.meta, e.source_lang, e.translators, e.status))
    yield "its notes", fingerprint(e.notes)
    yield "the terms it explains", fingerprint(e.terms)
