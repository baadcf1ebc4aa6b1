"""A job becomes files: bodies are fetched, pages rendered, and what differs from the site is staged beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from yizhu.article_pages import article_pages, feed_page, term_page
from yizhu.compiling import Compiled
from yizhu.jobs import ArticleJob, CopyJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.knowing import EDITIONS, SENTENCES, USES, Recipe, know
from yizhu.memo import Recent, Shelf, Shelved, Unreadable, unpacked
from yizhu.outline import SiteOutline
from yizhu.output import stage
from yizhu.page import File, Page, UsesInArticle
from yizhu.render import Rendering, render
from yizhu.shown import Edition
from yizhu.spoken import SpokenJob, speak, term_readings, terms_of
from yizhu.theme import Theme

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all jobs share."""

    site: SiteOutline
    theme: Theme
    recipe: Recipe
    memory: Shelved | None  # where the bodies are; None: they are made anew
    compiled: Compiled
    out: Path
    staging: Path


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a job: its files, and those of them that were staged because they differ."""

    files: tuple[str, ...]
    staged: tuple[str, ...]


def deliver(shop: Workshop, job: Job) -> Delivered:
    """Make a job's files and stage those that differ from what stands in the site. Raises ``Faults``."""
    files = tuple(make(shop, job))
    staged = tuple(file.path for file in files if stage(file, shop.out, shop.staging))
    return Delivered(tuple(file.path for file in files), staged)


def make(shop: Workshop, job: Job) -> Iterator[File]:
    """The files of a job. Raises ``Faults`` for what is wrong in a template."""
    match job:
        case File():
            yield job
        case CopyJob():
            yield File(job.path, job.source.read_bytes())
        case Page():
            yield _rendered(shop, job)
        case ArticleJob():
            yield from _article(shop, job)
        case TermJob():
            page = term_page(shop.site, job, [_uses(shop, job.edition, slug, job.id) for slug in job.slugs])
            yield _rendered(shop, page)
        case FeedJob():
            editions = [_edition(shop, job.edition, card.slug) for card in job.cards]
            yield _rendered(shop, feed_page(shop.site, job, editions))
        case ReadingsJob():
            yield _readings(shop, job)


def _rendered(shop: Workshop, page: Page) -> File:
    return render(Rendering(page, shop.theme, shop.compiled))


def _article(shop: Workshop, job: ArticleJob) -> Iterator[File]:
    outline = shop.site.editions[job.edition]
    slug = outline.articles[job.place].slug
    for page in article_pages(shop.site, job, _edition(shop, job.edition, slug)):
        yield _rendered(shop, page)
    said: bytes = _body(shop, slug, outline.config.name + SENTENCES)
    yield File(f"{outline.config.name}/{slug}/sentences.json", said)


def _readings(shop: Workshop, job: ReadingsJob) -> File:
    edition = _edition(shop, job.edition, job.slug)
    terms = terms_of(edition, term_readings(shop.recipe.terms))
    return speak(SpokenJob(edition, terms, shop.site.editions[job.edition].config.readings))


# ---- bodies ------------------------------------------------------------------------------------------------


def _edition(shop: Workshop, nth: int, slug: str) -> Edition:
    return _editions(shop, slug)[nth]


def _uses(shop: Workshop, nth: int, slug: str, id: str) -> UsesInArticle:
    made: UsesInArticle = _body(shop, slug, shop.site.editions[nth].config.name + USES + id)
    return made


def _body(shop: Workshop, slug: str, name: str) -> Any:
    """A body from the memo; one that is not there is made anew."""
    try:
        return unpacked(_shelf(shop, os.getpid()).body(slug, name))
    except Unreadable:
        return unpacked(_known(shop, slug)[name])


class _Lately(Generic[_Answer]):
    """What was lately asked of articles, for a workshop; forgotten when another one comes."""

    def __init__(self, find: Callable[[Workshop, str], _Answer]) -> None:
        self._find = find
        self._shop: Workshop | None = None
        self._answers: dict[str, _Answer] = {}

    def __call__(self, shop: Workshop, slug: str) -> _Answer:
        if self._shop is not shop or len(self._answers) > _LATELY:
            self._shop, self._answers = shop, {}
        if slug not in self._answers:
            self._answers[slug] = self._find(shop, slug)
        return self._answers[slug]


def _loaded(shop: Workshop, slug: str) -> tuple[Edition, ...]:
    editions: tuple[Edition, ...] = _body(shop, slug, EDITIONS)
    return editions


_LATELY = 32  # articles: more than a feed has
_known = _Lately(lambda shop, slug: dict(know(shop.recipe, slug).bodies))
_editions = _Lately(_loaded)


def _opened(shop: Workshop, process: int) -> Shelf:
    if shop.memory is None:
        raise Unreadable("this build remembers nothing")
    return Shelf(shop.memory)


_shelf = Recent(_opened, 2)  # another process needs a connection of its own; another build's memo is another
