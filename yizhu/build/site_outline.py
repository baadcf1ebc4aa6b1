"""The outline of a site is drawn from the summaries of its articles: each edition's articles, terms and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from yizhu.build.articles import ArticleSettings
from yizhu.build.cache.serialization import short_digest
from yizhu.build.cache.store import Cache
from yizhu.content.files.picture_sizes import Size
from yizhu.content.load import SiteContent
from yizhu.editions.edition import localize_page
from yizhu.editions.locale import Locale
from yizhu.editions.model import ShownTerm
from yizhu.site.outline import EditionOutline, SiteOutline, index_senses
from yizhu.site.pages import make_frame
from yizhu.site.related import inverted_index
from yizhu.site.shelves import gather_series, gather_tags
from yizhu.site.summary import ArticleSummary, EditionSummary


def draw(
    cache: Cache,
    settings: ArticleSettings,
    site_content: SiteContent,
    shown: Sequence[ArticleSummary],
    pictures: Mapping[str, Size],
    later: Sequence[str] = (),
) -> SiteOutline:
    """Return the outline of a site that shows these articles.

    ``pictures``: those of the theme, with their sizes; ``later``: those of the articles that a build would hold back.
    """
    editions = tuple(
        _edition(cache, settings, site_content, nth, [summary.editions[nth] for summary in shown], pictures)
        for nth in range(len(settings.config.editions))
    )
    text_langs = {
        summary.slug: frozenset(own.lang for own in summary.editions if not own.is_text_missing)
        for summary in shown
    }
    names = [edition.name for edition in settings.config.editions]
    unpublished = {
        summary.slug: frozenset(
            name
            for name, own in zip(names, summary.editions, strict=True)
            if not _is_published(settings, own)
        )
        for summary in shown
    }
    if later:
        editions = tuple(replace(one, frame=replace(one.frame, later=tuple(later))) for one in editions)
    return SiteOutline(settings.config, editions, text_langs, unpublished)


def _is_published(settings: ArticleSettings, edition: EditionSummary) -> bool:
    return settings.config.is_published(edition.status, edition.translated, edition.passages)


def _edition(
    cache: Cache,
    settings: ArticleSettings,
    site_content: SiteContent,
    nth: int,
    summaries: Sequence[EditionSummary],
    pictures: Mapping[str, Size],
) -> EditionOutline:
    config, locale = settings.config.editions[nth], settings.locales[nth]
    articles = _newest_first(summaries)
    pages = tuple((page, localize_page(page, locale)) for page in site_content.pages)
    terms, digests = _terms(cache, settings, site_content, locale)
    uses: dict[str, int] = {}
    for article in articles:
        for used in article.used:
            uses[used.id] = uses.get(used.id, 0) + used.count
    return EditionOutline(
        config=config,
        locale=locale,
        frame=make_frame(settings.config, config, locale, pages, pictures),
        articles=articles,
        published=tuple(article for article in articles if _is_published(settings, article)),
        terms=terms,
        terms_by_id={term.id: term for term in terms},
        terms_by_sense=index_senses(terms),
        seen_from=_seen_from(terms),
        term_digests=digests,
        uses=uses,
        term_index=inverted_index(articles),
        pages=pages,
        tags=gather_tags(articles),
        series=gather_series(articles),
    )


class _Terms(NamedTuple):
    """The terms as an edition shows them, and the digest of each."""

    shown: tuple[ShownTerm, ...]
    digests: dict[str, str]


def _terms(cache: Cache, settings: ArticleSettings, site_content: SiteContent, locale: Locale) -> _Terms:
    """Return the terms as an edition shows them, and the digest of each."""
    files = (*site_content.content.glossary, *site_content.content.vocabulary)

    def show() -> _Terms:
        from yizhu.editions.terms.glossary_entries import show_terms  # loads slowly: how characters are read

        assert site_content.glossary is not None  # its faults were raised
        shown = show_terms(site_content.glossary.terms, locale)
        return _Terms(shown, {term.id: short_digest(term) for term in shown})

    return cache.get_or_compute(f"terms {locale.name}", (settings.config.editions, files), _Terms, show)


def _seen_from(terms: Iterable[ShownTerm]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each term the terms whose entries refer to it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for term in terms:
        for id, _ in term.see:
            found.setdefault(id, []).append((term.id, term.headword))
    return {id: tuple(several) for id, several in found.items()}


def _newest_first(summaries: Iterable[EditionSummary]) -> tuple[EditionSummary, ...]:
    """Sort articles by the date they were posted, the newest first; those without a date come last, then by slug."""
    by_slug = sorted(summaries, key=lambda summary: summary.slug)
    return tuple(sorted(by_slug, key=lambda summary: summary.posted, reverse=True))
