"""Where a build looks up what it does not keep at hand: cards of articles, ties of terms, what the last build found."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from yizhu.build.articles import CARD, EDITIONS, SENTENCES, TIES, USES, Recipe, process_article
from yizhu.build.cache import BodiesLocation, Cache, CachedBodies
from yizhu.build.output import stage
from yizhu.build.output_folder import OutputFolder
from yizhu.build.serialization import Unreadable, deserialize
from yizhu.content.pictures import read_picture
from yizhu.editions.model import Card, Edition
from yizhu.editions.term_uses import Cooccurrence
from yizhu.site.article_pages import article_pages, feed_page, term_page
from yizhu.site.jobs import ArticleJob, CopyJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import File, Page, TiesBody, UsesInArticle
from yizhu.site.readings_json import SpokenJob, speak, term_readings, terms_of
from yizhu.site.sandbox import Compiled
from yizhu.site.summary import EditionSummary
from yizhu.site.templates import Rendering, render
from yizhu.site.term_map import known_ties, ties_of
from yizhu.site.theme import Theme

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, eq=False)
class BuildContext:
    """What all jobs of a build share. Two are equal only if they are one."""

    site: SiteOutline
    theme: Theme
    recipe: Recipe
    bodies: BodiesLocation | None  # where the bodies are; None: they are made anew
    compiled: Compiled
    out: OutputFolder
    staging: Path


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a job: its files, and those of them that were staged because they differ."""

    files: tuple[str, ...]
    staged: tuple[str, ...]


def deliver(context: BuildContext, job: Job) -> Delivered:
    """Make a job's files and stage those that differ from what stands in the site. Raises ``Faults``."""
    files = tuple(make(context, job))
    staged = tuple(file.path for file in files if stage(file, context.out, context.staging))
    return Delivered(tuple(file.path for file in files), staged)


def make(context: BuildContext, job: Job) -> Iterator[File]:
    """The files of a job. Raises ``Faults`` for what is wrong in a template."""
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
            page = term_page(
                context.site, job, [_uses(context, job.edition, slug, job.id) for slug in job.slugs]
            )
            yield _rendered(context, page)
        case FeedJob():
            editions = [_edition(context, job.edition, card.slug) for card in job.cards]
            yield _rendered(context, feed_page(context.site, job, editions))
        case ReadingsJob():
            yield _readings(context, job)


def _rendered(context: BuildContext, page: Page) -> File:
    return render(Rendering(page, context.theme, context.compiled))


def _article(context: BuildContext, job: ArticleJob) -> Iterator[File]:
    outline = context.site.editions[job.edition]
    slug = outline.articles[job.place].slug
    for page in article_pages(context.site, job, _edition(context, job.edition, slug)):
        yield _rendered(context, page)
    said: bytes = _body(context, slug, outline.config.name + SENTENCES)
    yield File(f"{outline.config.name}/{slug}/sentences.json", said)


def _readings(context: BuildContext, job: ReadingsJob) -> File:
    edition = _edition(context, job.edition, job.slug)
    terms = terms_of(edition, term_readings(context.recipe.term_set))
    return speak(SpokenJob(edition, terms, context.site.editions[job.edition].config.readings))


# ---- bodies ------------------------------------------------------------------------------------------------


def _edition(context: BuildContext, nth: int, slug: str) -> Edition:
    return _editions(context, slug)[nth]


def _uses(context: BuildContext, nth: int, slug: str, id: str) -> UsesInArticle:
    made: UsesInArticle = _body(context, slug, context.site.editions[nth].config.name + USES + id)
    return made


def _body(context: BuildContext, slug: str, name: str) -> Any:
    """A body from the memo; one that is not there is made anew."""
    try:
        return deserialize(_shelf(context, os.getpid()).body(slug, name))
    except Unreadable:
        return deserialize(_known(context, slug)[name])


_MOST_ARTICLES = 32  # more than a feed has


@lru_cache(maxsize=_MOST_ARTICLES)
def _known(context: BuildContext, slug: str) -> dict[str, bytes]:
    return dict(process_article(context.recipe, slug).bodies)


@lru_cache(maxsize=_MOST_ARTICLES)
def _editions(context: BuildContext, slug: str) -> tuple[Edition, ...]:
    editions: tuple[Edition, ...] = _body(context, slug, EDITIONS)
    return editions


@lru_cache(maxsize=2)
def _shelf(context: BuildContext, process: int) -> CachedBodies:
    """Return the bodies, by a connection of this process's own."""
    if context.bodies is None:
        raise Unreadable("this build remembers nothing")
    return CachedBodies(context.bodies)


def forget_bodies() -> None:
    """Forget the articles that were loaded for an earlier build."""
    for remembered in (_known, _editions, _shelf):
        remembered.cache_clear()


class Cards:
    """What lists show of articles, looked up in a memo."""

    def __init__(self, bodies: Cache | CachedBodies, recipe: Recipe) -> None:
        self._bodies, self._recipe = bodies, recipe
        self._cards: dict[tuple[str, str], Card] = {}

    def cards(self, edition: EditionOutline, articles: Sequence[EditionSummary]) -> tuple[Card, ...]:
        """What lists show of these articles."""
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
    """The memo, asked for what a build needs of it."""

    def __init__(self, cache: Cache, recipe: Recipe) -> None:
        super().__init__(cache, recipe)
        self._memo = cache

    def ties(self, edition: EditionOutline) -> TiesBody:
        """How the terms hang together."""
        bodies: list[Cooccurrence] = [
            self._body(article.slug, edition.config.name + TIES) for article in edition.articles
        ]
        known = known_ties(edition.terms, bodies)
        return self._memo.get_or_compute(("ties", known), lambda: ties_of(known))
