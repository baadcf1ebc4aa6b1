"""A job becomes files: its bodies are loaded, its pages rendered, and what differs from the site is staged.

This runs in any process. ``ArticleStore`` looks up in the cache what lists and the term map need of articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from yizhu.build.articles import CARD, EDITION, READINGS, TIES, USES, Recipe, process_article
from yizhu.build.cache import BodiesLocation, Cache, CachedBodies
from yizhu.build.output import stage
from yizhu.build.output_folder import OutputFolder
from yizhu.build.serialization import Unreadable, deserialize
from yizhu.content.pictures import read_picture
from yizhu.editions.model import Card
from yizhu.editions.term_uses import Cooccurrence
from yizhu.site.article_html import RenderedEdition
from yizhu.site.article_pages import make_article_pages, make_feed_page, make_term_page
from yizhu.site.jobs import ArticleJob, CopyJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import File, Page, TermMapBody, UsesInArticle
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
    code_folder: Path | None  # of compiled templates
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
            editions = [_edition(context, job.edition, card.slug).edition for card in job.cards]
            yield _rendered(context, make_feed_page(context.site, job, editions))
        case ReadingsJob():
            yield _file(context, job.edition, job.slug, READINGS)


def _rendered(context: BuildContext, page: Page) -> File:
    return render(Rendering(page, context.theme, context.code_folder))


def _article(context: BuildContext, job: ArticleJob) -> Iterator[File]:
    outline = context.site.editions[job.edition]
    slug = outline.articles[job.place].slug
    for page in make_article_pages(context.site, job, _edition(context, job.edition, slug)):
        yield _rendered(context, page)


# ---- bodies ------------------------------------------------------------------------------------------------


def _edition(context: BuildContext, nth: int, slug: str) -> RenderedEdition:
    return deserialize(_body(context, nth, slug, EDITION), RenderedEdition)


def _uses(context: BuildContext, nth: int, slug: str, id: str) -> UsesInArticle:
    return deserialize(_body(context, nth, slug, USES + id), UsesInArticle)


def _file(context: BuildContext, nth: int, slug: str, body: str) -> File:
    """Return a file of an article that is one of its bodies."""
    name = context.site.editions[nth].config.name
    return File(f"{name}/{slug}{body}.json", _body(context, nth, slug, body))


def _body(context: BuildContext, nth: int, slug: str, body: str) -> bytes:
    """Return a body of an article in an edition from the cache, or make it anew if it is not there."""
    name = context.site.editions[nth].config.name + body
    try:
        return _cached_bodies(context, os.getpid()).body(slug, name)
    except Unreadable:
        return _processed(context, slug)[name]


_MOST_ARTICLES = 32  # more than a feed has


@lru_cache(maxsize=_MOST_ARTICLES)
def _processed(context: BuildContext, slug: str) -> dict[str, bytes]:
    return dict(process_article(context.recipe, slug).bodies)


@lru_cache(maxsize=2)
def _cached_bodies(context: BuildContext, process: int) -> CachedBodies:
    """Return the cached bodies, over this process's own connection."""
    if context.bodies is None:
        raise Unreadable("this build remembers nothing")
    return CachedBodies(context.bodies)


def forget_bodies() -> None:
    """Drop the articles that were loaded for an earlier build."""
    for remembered in (_processed, _cached_bodies):
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
                raw = self._body(article.slug, name + CARD)
                self._cards[name, article.slug] = deserialize(raw, Card)
        return tuple(self._cards[name, article.slug] for article in articles)

    def _body(self, slug: str, name: str) -> bytes:
        try:
            return self._bodies.body(slug, name)
        except Unreadable:
            return dict(process_article(self._recipe, slug).bodies)[name]


class ArticleStore(Cards):
    """What a build looks up of articles, from its cache."""

    def __init__(self, cache: Cache, recipe: Recipe) -> None:
        super().__init__(cache, recipe)
        self._cache = cache

    def ties(self, edition: EditionOutline) -> TermMapBody:
        """Return the map of the edition's terms."""
        name = edition.config.name + TIES
        bodies = [deserialize(self._body(article.slug, name), Cooccurrence) for article in edition.articles]
        known = gather_relations(edition.terms, bodies)
        return self._cache.get_or_compute(("ties", known), TermMapBody, lambda: draw_term_map(known))
