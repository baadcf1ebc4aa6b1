"""What is to be made, in few words, so that it can be sent to another process, which fetches the bodies itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yizhu.editions.model import Card
from yizhu.site.page_model import File, Page

VOLUME = 50  # articles on a further page of a term's uses


@dataclass(frozen=True, slots=True)
class ArticleJob:
    """An article's page and its sheet, with what is looked through, in one edition."""

    edition: int
    place: int  # in the edition's list
    newer: Card | None
    older: Card | None
    near: tuple[tuple[Card, tuple[str, ...]], ...]  # articles that share terms, and which
    salient_terms: tuple[str, ...]  # its terms, the most telling first


@dataclass(frozen=True, slots=True)
class TermJob:
    """A term's page, or a further page of its uses."""

    edition: int
    id: str
    volume: int  # 0: its own page
    volumes: int  # how many further pages there are
    slugs: tuple[str, ...]  # of the articles whose uses stand on it, the newest first


@dataclass(frozen=True, slots=True)
class FeedJob:
    """An edition's feed."""

    edition: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ReadingsJob:
    """How an article is read."""

    edition: int
    slug: str


@dataclass(frozen=True, slots=True)
class CopyJob:
    """A picture that is copied."""

    path: str  # below site/
    source: Path
    root: Path  # the content folder, which no picture leads out of
    name: str  # what its author calls it


Job = ArticleJob | TermJob | FeedJob | ReadingsJob | CopyJob | Page | File
