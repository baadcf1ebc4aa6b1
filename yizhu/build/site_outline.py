"""The outline of a site is drawn: each edition's articles, the newest first, its terms and pages, from the gists alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yizhu.build.articles import Recipe
from yizhu.build.cache import Cache
from yizhu.build.serialization import digest
from yizhu.content.load import SiteContent
from yizhu.editions.edition import page_in
from yizhu.editions.glossary_entries import TermsJob, show_terms
from yizhu.editions.locale import Locale
from yizhu.editions.model import ShownTerm
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.pages import make_frame
from yizhu.site.related import inverted_index
from yizhu.site.summary import ArticleSummary, EditionSummary


def draw(memo: Cache, recipe: Recipe, ground: SiteContent, shown: Sequence[ArticleSummary]) -> SiteOutline:
    """The outline of a site that shows these articles."""
    editions = tuple(
        _edition(memo, recipe, ground, nth, [gist.editions[nth] for gist in shown])
        for nth in range(len(recipe.config.editions))
    )
    text_langs = {
        gist.slug: frozenset(own.lang for own in gist.editions if not own.is_text_missing) for gist in shown
    }
    return SiteOutline(recipe.config, editions, text_langs)


def _edition(
    memo: Cache, recipe: Recipe, ground: SiteContent, nth: int, gists: Sequence[EditionSummary]
) -> EditionOutline:
    config, voice = recipe.config.editions[nth], recipe.voices[nth]
    articles = _newest_first(gists)
    pages = tuple((page, page_in(page, voice)) for page in ground.pages)
    terms, digests = _terms(memo, recipe, ground, voice)
    uses: dict[str, int] = {}
    for article in articles:
        for used in article.used:
            uses[used.id] = uses.get(used.id, 0) + used.count
    return EditionOutline(
        config=config,
        voice=voice,
        frame=make_frame(recipe.config, config, voice, pages),
        articles=articles,
        terms=terms,
        terms_by_id={term.id: term for term in terms},
        seen_from=_seen_from(terms),
        term_digests=digests,
        uses=uses,
        term_index=inverted_index(articles),
        pages=pages,
    )


def _terms(
    memo: Cache, recipe: Recipe, ground: SiteContent, voice: Locale
) -> tuple[tuple[ShownTerm, ...], dict[str, str]]:
    """The terms as an edition shows them, and the digest of each."""
    files = (*ground.content.glossary, *ground.content.vocabulary)

    def show() -> tuple[tuple[ShownTerm, ...], dict[str, str]]:
        assert ground.glossary is not None  # its faults were raised
        shown = show_terms(TermsJob(ground.glossary.terms, voice))
        return shown, {term.id: digest(term)[:16] for term in shown}

    return memo.recall(("terms", recipe.config.editions, voice.name, files), show)


def _seen_from(terms: Iterable[ShownTerm]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By term, those whose entries point at it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for term in terms:
        for id, _ in term.see:
            found.setdefault(id, []).append((term.id, term.headword))
    return {id: tuple(several) for id, several in found.items()}


def _newest_first(gists: Iterable[EditionSummary]) -> tuple[EditionSummary, ...]:
    """An edition's articles by the date they were posted; those without one behind, by slug where dates agree."""
    by_slug = sorted(gists, key=lambda gist: gist.slug)
    return tuple(sorted(by_slug, key=lambda gist: gist.posted, reverse=True))
