"""A site in outline: editions, summaries of their articles, terms. All pages but the articles' own are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from yizhu.content.config import Config, EditionConfig
from yizhu.content.model import SitePage, Text
from yizhu.editions.locale import Locale
from yizhu.editions.model import ShownTerm
from yizhu.site.page_parts import Frame
from yizhu.site.related import TermIndex
from yizhu.site.shelves import Shelf
from yizhu.site.summary import EditionSummary


@dataclass(frozen=True, slots=True)
class EditionOutline:
    """What one edition of the site shows, without the text of its articles."""

    config: EditionConfig
    locale: Locale
    frame: Frame
    articles: tuple[EditionSummary, ...]  # the newest first
    published: tuple[EditionSummary, ...]  # those of them that feeds and the sitemap list
    terms: tuple[ShownTerm, ...]  # in the order of its index
    terms_by_id: Mapping[str, ShownTerm]
    terms_by_sense: Mapping[
        tuple[str, str], ShownTerm
    ]  # by id and sense, each with the definition of that sense
    # By term, the terms whose entries refer to it: (id, headword).
    seen_from: Mapping[str, tuple[tuple[str, str], ...]]
    term_digests: Mapping[str, str]
    uses: Mapping[str, int]  # by term, how often all articles use it
    term_index: TermIndex
    pages: tuple[tuple[SitePage, Text | None], ...]
    tags: Mapping[str, Shelf] = field(default_factory=dict)  # by their folders, those of most articles first
    series: Mapping[str, Shelf] = field(default_factory=dict)  # by their ids

    @property
    def in_front(self) -> tuple[EditionSummary, ...]:
        """The articles as the front page lists them: those that are pinned, then the newest."""
        if not any(article.pinned for article in self.articles):
            return self.articles
        return tuple(sorted(self.articles, key=lambda article: not article.pinned))


@dataclass(frozen=True, slots=True)
class SiteOutline:
    """What the site shows."""

    config: Config
    editions: tuple[EditionOutline, ...]
    # By article, the languages of the editions that have its text.
    text_langs: Mapping[str, frozenset[str]]
    # By article, the names of the editions of which too little is translated to count as published.
    unpublished: Mapping[str, frozenset[str]]

    @property
    def default(self) -> EditionOutline:
        """The edition whose front page is the site's."""
        return next(e for e in self.editions if e.config.name == self.config.default_edition)


def index_senses(terms: Iterable[ShownTerm]) -> dict[tuple[str, str], ShownTerm]:
    """Return the terms that have several senses by id and sense, each with the definition of that sense."""
    return {
        (term.id, sense.id): replace(term, definition=sense.definition)
        for term in terms
        for sense in term.senses
    }
