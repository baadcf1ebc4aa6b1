"""A job becomes files: bodies are fetched, pages rendered, and what differs from the site is staged beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from yizhu.article_pages import article_pages, feed_page, term_page
from yizhu.jobs import ArticleJob, CopyJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.knowing import EDITION, SENTENCES, USES, Recipe, know
from yizhu.memo import Shelf, Unreadable, unpacked
from yizhu.outline import SiteOutline
from yizhu.output import stage
from yizhu.page import File, Page, UsesInArticle
from yizhu.render import Rendering, render
from yizhu.shown import Edition
from yizhu.spoken import SpokenJob, speak, term_readings, terms_of
from yizhu.theme import Theme


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all jobs share."""

    site: SiteOutline
    theme: Theme
    recipe: Recipe
    memory: Path | None  # where the bodies are; None: they are made anew
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
    return render(Rendering(page, shop.theme, shop.staging.parent / "templates"))


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
    made: Edition = _body(shop, slug, shop.site.editions[nth].config.name + EDITION)
    return made


def _uses(shop: Workshop, nth: int, slug: str, id: str) -> UsesInArticle:
    made: UsesInArticle = _body(shop, slug, shop.site.editions[nth].config.name + USES + id)
    return made


def _body(shop: Workshop, slug: str, name: str) -> Any:
    """A body from the memo; one that is not there, or cannot be read, is made anew."""
    try:
        if shop.memory is None:
            raise Unreadable(name)
        return unpacked(_shelf(shop.memory, os.getpid(), os.stat(shop.memory).st_ino).body(slug, name))
    except (Unreadable, FileNotFoundError):
        return unpacked(_known(shop, slug)[name])


class _Lately:
    """Bodies that had to be made anew, for a workshop; forgotten when another one comes."""

    def __init__(self) -> None:
        self._recipe: Recipe | None = None
        self._answers: dict[str, dict[str, bytes]] = {}

    def __call__(self, shop: Workshop, slug: str) -> dict[str, bytes]:
        if self._recipe is not shop.recipe or len(self._answers) > _LATELY:
            self._recipe, self._answers = shop.recipe, {}
        if slug not in self._answers:
            self._answers[slug] = dict(know(shop.recipe, slug).bodies)
        return self._answers[slug]


_LATELY = 64  # articles
_known = _Lately()


@lru_cache(maxsize=2)
def _shelf(path: Path, process: int, inode: int) -> Shelf:
    # Another process needs a connection of its own; another file at the same path is another memo.
    return Shelf(path)
