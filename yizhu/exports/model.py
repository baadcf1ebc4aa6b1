"""What an export is made from, and what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yizhu.content.config import Config
from yizhu.content.model import Article, SitePage, Source, Term, Text
from yizhu.content.translations.units import Unit


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that an export makes."""

    path: str  # in the folder of exports
    content: bytes
    doubts: tuple[str, ...] = ()  # what somebody should look at


@dataclass(frozen=True, slots=True)
class ChosenTranslation:
    """A translation of an article that was chosen, with its units and the terms that stand in each."""

    article: Article
    text: Text
    units: tuple[Unit, ...]
    terms: tuple[tuple[Term, ...], ...]  # of the source of each unit

    @property
    def name(self) -> str:
        """The name of a file for it, without ending."""
        return f"{self.article.slug}.{self.text.lang}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody wants to export."""

    config: Config
    articles: tuple[Article, ...]
    terms: tuple[Term, ...]  # the glossary
    langs: tuple[str, ...]  # of translations; none: all
    is_all: bool = True  # all articles, or some
    editions: tuple[str, ...] = ()  # names of the editions; none: all
    root: Path = Path()  # the folder of config.yaml
    vocabulary: tuple[Source, ...] = ()  # the site's own words
    pages: tuple[SitePage, ...] = ()  # beside the articles
    series: str = ""  # the id of the series that the articles are
    is_volume: bool = False  # as one book
    glossary: tuple[Source, ...] = ()  # its files
    out: str = ""  # the folder that it goes to, from the root: what the last export left is there
