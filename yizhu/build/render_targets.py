"""A job becomes files: its bodies are loaded, its pages rendered, and what differs from the site is staged.

This runs in any process. ``ArticleStore`` looks up in the cache what lists and the term map need of articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from yizhu.build.articles import CARD, EDITIONS, TIES, USES, Recipe, process_article
from yizhu.build.cache import BodiesLocation, Cache, CachedBodies
from yizhu.build.output import stage
from yizhu.build.output_folder import OutputFolder
from yizhu.build.serialization import Unreadable, deserialize
from yizhu.content.pictures import read_picture
from yizhu.editions.model import Card, Edition
from yizhu.editions.term_uses import Cooccurrence
from yizhu.site.article_pages import make_article_pages, make_feed_page, make_term_page
from yizhu.site.jobs import ArticleJob, CopyJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import File, Page, TermMapBody, UsesInArticle
from yizhu.site.readings_json import make_readings_file, readings_used_in, term_readings
from yizhu.site.sandbox import CompiledTemplates
from yizhu.site.summary import EditionSummary
from yizhu.site.templates import Rendering, render
from yizhu.site.term_map import draw_term_map, gather_relations
from yizhu.site.theme import Theme

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, eq=False)
class BuildContext:
    """What all jobs of a build share. Two contexts are equal only if they are the same object."""

    site: SiteOutline
    theme: Theme
    recipe: Recipe
    bodies: BodiesLocation | None  # where the bodies are; None: they are made anew
    compiled: CompiledTemplates
    out: OutputFolder
    staging: Path


@dataclass(frozen=True, slots=True)
class Delivered:
    """The files of a job, and those of them that were staged because they differ from the site."""

    files: tuple[str, ...]
    staged: tuple[str, ...]


def deliver(context: BuildContext, job: Job) -> Delivered:
    """Make a job's files and stage those that differ from the site. Raises ``Faults``."""
    files = tuple(make(context, job))
    staged = tuple(file.path for file in files if stage(file, context.out, context.staging))
    return Delivered(tuple(file.path for file in files), staged)


def make(context: BuildContext, job: Job) -> Iterator[File]:
    """Yield the files of a job. Raises ``Faults`` for what is wrong in a template."""
    match job:
        case File():
            yield job
        case CopyJob():
            yield File(job.path, read_picture(job.source, job.root, job.name).content)
        case Page():
            yield _rendered(context, job)
        case ArticleJob():
            yield from _article(context, job)
        case TermJob():
            page = make_term_page(
                context.site, job, [_uses(context, job.edition, slug, job.id) for slug in job.slugs]
            )
            yield _rendered(context, page)
        case FeedJob():
            editions = [_edition(context, job.edition, card.slug) for card in job.cards]
            yield _rendered(context, make_feed_page(context.site, job, editions))
        case ReadingsJob():
            yield _readings(context, job)


def _rendered(context: BuildContext, page: Page) -> File:
    return render(Rendering(page, context.theme, context.compiled))


def _article(context: BuildContext, job: ArticleJob) -> Iterator[File]:
    outline = context.site.editions[job.edition]
    slug = outline.articles[job.place].slug
    for page in make_article_pages(context.site, job, _edition(context, job.edition, slug)):
        yield _rendered(context, page)


def _readings(context: BuildContext, job: ReadingsJob) -> File:
    edition = _edition(context, job.edition, job.slug)
    terms = readings_used_in(edition, term_readings(context.recipe.term_set))
    return make_readings_file(edition, terms, context.site.editions[job.edition].config.readings)


# ---- bodies ------------------------------------------------------------------------------------------------


def _edition(context: BuildContext, nth: int, slug: str) -> Edition:
    return _editions(context, slug)[nth]


def _uses(context: BuildContext, nth: int, slug: str, id: str) -> UsesInArticle:
    made: UsesInArticle = _body(context, slug, context.site.editions[nth].config.name + USES + id)
    return made


def _body(context: BuildContext, slug: str, name: str) -> Any:
    """Return a body from the cache, or make it anew if it is not there."""
    try:
        return deserialize(_cached_bodies(context, os.getpid()).body(slug, name))
    except Unreadable:
        return deserialize(_processed(context, slug)[name])


_MOST_ARTICLES = 32  # more than a feed has


@lru_cache(maxsize=_MOST_ARTICLES)
def _processed(context: BuildContext, slug: str) -> dict[str, bytes]:
    return dict(process_article(context.recipe, slug).bodies)


@lru_cache(maxsize=_MOST_ARTICLES)
def _editions(context: BuildContext, slug: str) -> tuple[Edition, ...]:
    editions: tuple[Edition, ...] = _body(context, slug, EDITIONS)
    return editions


@lru_cache(maxsize=2)
def _cached_bodies(context: BuildContext, process: int) -> CachedBodies:
    """Return the cached bodies, over this process's own connection."""
    if context.bodies is None:
        raise Unreadable("this build remembers nothing")
    return CachedBodies(context.bodies)


def forget_bodies() -> None:
    """Drop the articles that were loaded for an earlier build."""
    for remembered in (_processed, _editions, _cached_bodies):
        remembered.cache_clear()


class Cards:
    """The cards of articles, from a cache."""

    def __init__(self, bodies: Cache | CachedBodies, recipe: Recipe) -> None:
        self._bodies, self._recipe = bodies, recipe
        self._cards: dict[tuple[str, str], Card] = {}

    def cards(self, edition: EditionOutline, articles: Sequence[EditionSummary]) -> tuple[Card, ...]:
        """Return the cards of these articles."""
        name = edition.config.name
        for article in articles:
            if (name, article.slug) not in self._cards:
                self._cards[name, article.slug] = self._body(article.slug, name + CARD)
        return tuple(self._cards[name, article.slug] for article in articles)

    def _body(self, slug: str, name: str) -> Any:
        try:
            return deserialize(self._bodies.body(slug, name))
        except Unreadable:
            return deserialize(dict(process_article(self._recipe, slug).bodies)[name])


class ArticleStore(Cards):
    """What a build looks up of articles, from its cache."""

    def __init__(self, cache: Cache, recipe: Recipe) -> None:
        super().__init__(cache, recipe)
        self._cache = cache

    def ties(self, edition: EditionOutline) -> TermMapBody:
        """Return the map of the edition's terms."""
        bodies: list[Cooccurrence] = [
            self._body(article.slug, edition.config.name + TIES) for article in edition.articles
        ]
        known = gather_relations(edition.terms, bodies)
        return self._cache.get_or_compute(("ties", known), lambda: draw_term_map(known))
