"""What a process is asked to make. A job is small: the process that does it loads the articles itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yizhu.editions.model import Card
from yizhu.site.page_model import File, Page
from yizhu.site.page_parts import ThisSeries
from yizhu.site.shelves import Shelf

VOLUME = 50  # articles on a further page of a term's uses


@dataclass(frozen=True, slots=True)
class ArticleJob:
    """An article's page and its handout in one edition."""

    edition: int
    place: int  # in the edition's list
    newer: Card | None
    older: Card | None
    near: tuple[tuple[Card, tuple[str, ...]], ...]  # articles that share terms, and which
    salient_terms: tuple[str, ...]  # the most salient first
    series: ThisSeries | None = None


@dataclass(frozen=True, slots=True)
class TermJob:
    """A term's page, or a further page of its uses."""

    edition: int
    id: str
    volume: int  # 0: its own page
    volumes: int  # how many further pages there are
    slugs: tuple[str, ...]  # of the articles whose uses it shows, the newest first


@dataclass(frozen=True, slots=True)
class FeedJob:
    """An edition's feed."""

    edition: int
    cards: tuple[Card, ...]
    tag: Shelf | None = None  # whose articles these are; None: those of the edition


@dataclass(frozen=True, slots=True)
class ReadingsJob:
    """An article's readings.json."""

    edition: int
    slug: str


@dataclass(frozen=True, slots=True)
class CopyJob:
    """A picture, or another file, to copy."""

    path: str  # below site/
    source: Path
    root: Path  # the content folder; a picture outside it is refused
    name: str  # its path as the author knows it
    is_picture: bool = True  # whose type is checked


@dataclass(frozen=True, slots=True)
class SmallerJob:
    """The smaller pictures of a large one."""

    original: CopyJob
    widths: tuple[int, ...]
    kind: str  # their file extension


Job = ArticleJob | TermJob | FeedJob | ReadingsJob | CopyJob | SmallerJob | Page | File
