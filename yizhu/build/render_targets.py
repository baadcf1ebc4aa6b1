"""A job becomes files: its bodies are loaded, its pages rendered, and what differs from the site is staged.

This runs in any process. ``ArticleStore`` looks up in the cache what lists and the term map need of articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.build.articles import CARD, EDITION, READINGS, TIES, USES, ArticleSettings
from yizhu.build.cache.serialization import deserialize
from yizhu.build.cache.store import Cache, CachedBodies
from yizhu.build.cache.templates import TemplateCache
from yizhu.build.output.folder import OutputFolder
from yizhu.build.output.staging import stage
from yizhu.content.files.pictures import read_picture
from yizhu.content.files.safe import read_file
from yizhu.content.files.smaller_pictures import make_smaller, name_smaller
from yizhu.editions.model import Card
from yizhu.editions.terms.term_uses import Cooccurrence
from yizhu.site.article_pages import (
    make_article_pages,
    make_citation_files,
    make_term_page,
)
from yizhu.site.feeds import make_feed_page, make_json_feed
from yizhu.site.html.article import RenderedEdition
from yizhu.site.jobs import ArticleJob, CopyJob, FeedJob, Job, ReadingsJob, SmallerJob, TermJob
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import File, Page, TermMapBody
from yizhu.site.page_parts import UsesInArticle
from yizhu.site.summary import EditionSummary
from yizhu.site.term_map import draw_term_map, gather_relations
from yizhu.site.theme.load import Theme
from yizhu.site.theme.templates import Rendering, render


@dataclass(frozen=True, slots=True, eq=False)
class BuildContext:
    """What all jobs of a build share. Two contexts are equal only if they are the same object."""

    site: SiteOutline
    theme: Theme
    settings: ArticleSettings
    bodies: Cache | CachedBodies
    compiled: TemplateCache | None  # templates
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
            given = (job.source, job.root, job.name)
            yield File(job.path, read_picture(*given).content if job.is_picture else read_file(*given))
        case SmallerJob():
            yield from _smaller(job)
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
            page = make_feed_page(context.site, job, editions)
            atom = _rendered(context, page)
            yield from (atom, make_json_feed(page, atom))
        case ReadingsJob():
            yield _file(context, job.edition, job.slug, READINGS)


def _smaller(job: SmallerJob) -> Iterator[File]:
    one = job.original
    data = read_picture(one.source, one.root, one.name).content
    for width, content in make_smaller(data, job.widths, job.kind).items():
        yield File(name_smaller(one.path, width, job.kind), content)


def _rendered(context: BuildContext, page: Page) -> File:
    return render(Rendering(page, context.theme, context.compiled))


def _article(context: BuildContext, job: ArticleJob) -> Iterator[File]:
    outline = context.site.editions[job.edition]
    slug = outline.articles[job.place].slug
    rendered = _edition(context, job.edition, slug)
    for page in make_article_pages(context.site, job, rendered):
        yield _rendered(context, page)
    yield from make_citation_files(context.site, job, rendered)


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
    """Return a body of an article in an edition."""
    return context.bodies.body(slug, context.site.editions[nth].config.name + body)


class ArticleStore:
    """What lists and the term map need of articles, from a cache."""

    def __init__(self, bodies: Cache | CachedBodies) -> None:
        self._bodies = bodies
        self._cards: dict[tuple[str, str], Card] = {}

    def cards(self, edition: EditionOutline, articles: Sequence[EditionSummary]) -> tuple[Card, ...]:
        """Return the cards of these articles."""
        name = edition.config.name
        for article in articles:
            if (name, article.slug) not in self._cards:
                raw = self._bodies.body(article.slug, name + CARD)
                self._cards[name, article.slug] = deserialize(raw, Card)
        return tuple(self._cards[name, article.slug] for article in articles)

    def term_map(self, edition: EditionOutline) -> TermMapBody:
        """Return the map of the edition's terms."""
        name = edition.config.name + TIES
        bodies = (self._bodies.body(article.slug, name) for article in edition.articles)
        return draw_term_map(
            gather_relations(edition.terms, (deserialize(raw, Cooccurrence) for raw in bodies))
        )
