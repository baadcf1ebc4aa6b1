"""A site in outline: its editions, their articles by gist, their terms; all that lists, terms and neighbours are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yizhu.content.config import Config, EditionConfig
from yizhu.content.model import SitePage, Text
from yizhu.editions.locale import Locale
from yizhu.editions.model import ShownTerm
from yizhu.site.page_model import Frame
from yizhu.site.related import TermIndex
from yizhu.site.summary import EditionSummary


@dataclass(frozen=True, slots=True)
class EditionOutline:
    """All that one edition of the site shows, the bodies of its articles aside."""

    config: EditionConfig
    locale: Locale
    frame: Frame
    articles: tuple[EditionSummary, ...]  # the newest first
    terms: tuple[ShownTerm, ...]  # in the order of its index
    terms_by_id: Mapping[str, ShownTerm]
    seen_from: Mapping[
        str, tuple[tuple[str, str], ...]
    ]  # by term, those whose entries point at it: (id, headword)
    term_digests: Mapping[str, str]
    uses: Mapping[str, int]  # how often a term is used in all
    term_index: TermIndex
    pages: tuple[tuple[SitePage, Text | None], ...]


@dataclass(frozen=True, slots=True)
class SiteOutline:
    """All that the site shows."""

    config: Config
    editions: tuple[EditionOutline, ...]
    text_langs: Mapping[
        str, frozenset[str]
    ]  # of each article the languages of the editions that have its text

    @property
    def default(self) -> EditionOutline:
        """The edition whose front page is the site's."""
        return next(e for e in self.editions if e.config.name == self.config.default_edition)
