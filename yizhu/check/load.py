"""All content of a site, read and checked, for the commands that look at all of it.

1. read config.yaml, the glossary, the vocabulary and the pages 2. read each article and mark its terms, as a build does
3. look for broken references between them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.build.articles import ArticleSettings, MarkedArticle, read_and_mark, read_part
from yizhu.build.copied_files import Claimant, read_claims
from yizhu.build.faulty_articles import slug_of, split_faults
from yizhu.build.process_pool import ProcessPool
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean
from yizhu.content.files.read import ContentFiles
from yizhu.content.files.static import list_static_files
from yizhu.content.glossary import Glossary
from yizhu.content.languages import serves
from yizhu.content.links.link_targets import FurtherTargets
from yizhu.content.load import SiteContent, find_broken_references, list_plain_aliases, load_site_content
from yizhu.content.model import Article, ArticleFolder, SitePage, Text
from yizhu.content.signoffs import SignOff, read_accepted
from yizhu.content.translations.passage_ids import NO_IDS, list_ids
from yizhu.editions.edition import pair_tags
from yizhu.editions.terms.mark_terms import TermSet
from yizhu.site.shelves import Shelved, list_shelf_addresses


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """The content of a site without faults."""

    root: Path  # the folder of config.yaml
    config: Config
    files: ContentFiles
    glossary: Glossary
    articles: tuple[Article, ...]  # with their terms marked, in the order of their slugs
    folders: tuple[ArticleFolder, ...]  # of the articles, in the same order
    pages: tuple[SitePage, ...]
    faulty: tuple[str, ...] = ()  # slugs of drafts, or of all, that are left out: they have faults
    faults_in_drafts: tuple[Fault, ...] = ()

    @property
    def drafts(self) -> set[str]:
        """The slugs of all drafts."""
        return {article.slug for article in self.articles if article.source.meta.draft} | set(self.faulty)

    def without_drafts(self) -> CheckedContent:
        """Return the same content without its drafts."""
        pairs = [
            (article, folder)
            for article, folder in zip(self.articles, self.folders, strict=True)
            if not article.source.meta.draft
        ]
        articles, folders = tuple(article for article, _ in pairs), tuple(folder for _, folder in pairs)
        return replace(self, articles=articles, folders=folders, faulty=(), faults_in_drafts=())

    @property
    def text_langs(self) -> list[str]:
        """The languages that texts are written in, in the order of the editions; what is converted needs none."""
        return list(self.config.written_langs)

    def wanted_translations(self, article: Article) -> list[str]:
        """Return the languages that the article is to be translated into: as it says itself, or all editions'."""
        wanted, source = article.source.meta.translations, article.source.lang
        if wanted is None:
            return [lang for lang in self.text_langs if not serves(source, lang)]
        return [lang for lang in wanted if lang != source]

    def folder(self, slug: str) -> ArticleFolder:
        """Return the files of an article."""
        return next(folder for folder in self.folders if folder.slug == slug)

    def sign_offs(self, slug: str) -> tuple[SignOff, ...]:
        """Return what editors have signed off of an article's conversion."""
        source = self.folder(slug).accepted
        return read_accepted(source) if source else ()


def load_checked_content(config_file: Path, without_faulty: bool = False) -> CheckedContent:
    """Read all content of a site, drafts too, and write nothing.

    Raises ``Faults`` with all that is wrong in it, unless that is only in drafts: those with faults are left out. So are
    all articles that have some, with ``without_faulty``.
    """
    root = config_file.parent
    site = load_site_content(root, read_config(config_file))
    settings = ArticleSettings(root, site.config, TermSet(site.terms), ())
    pool = ProcessPool(read_and_mark, settings)
    outcomes = list(pool.run(site.content.slugs, os.cpu_count() or 1))
    faults = [*site.faults, *(fault for _, faults in outcomes for fault in faults)]
    read = [article for article, faults in outcomes if article and not faults]
    passages = dict.fromkeys(site.content.slugs, NO_IDS)
    passages |= {a.article.slug: list_ids(a.article.source) for a in read}
    references = [(a.folder, a.article) for a in read]
    is_whole = len(read) == len(site.content.slugs)
    faults += find_broken_references(site, passages, references, _further_targets(root, site, read, is_whole))
    faults += _find_clashes(root, site, [a.article for a in read if not a.article.source.meta.draft])
    unread = tuple(slug for slug, (one, _) in zip(site.content.slugs, outcomes, strict=True) if not one)
    faulty = unread if without_faulty else _faulty_drafts(settings, unread)
    drafts = {*faulty, *(a.article.slug for a in read if without_faulty or a.article.source.meta.draft)}
    stopping, in_drafts = split_faults(faults, site.config.content, drafts)
    if stopping:
        raise Faults(stopping, in_drafts)
    assert site.glossary is not None  # or there were faults
    return CheckedContent(
        root,
        site.config,
        site.content,
        site.glossary,
        tuple(a.marked for a in read),
        tuple(a.folder for a in read),
        site.pages,
        faulty,
        tuple(in_drafts),
    )


def _find_clashes(root: Path, site: SiteContent, articles: Sequence[Article]) -> list[Fault]:
    """Return the faults of aliases and static files whose addresses others claim."""
    claimants = [
        Claimant(
            article.slug,
            tuple((alias, t.source.path) for t in _list_texts(article) for alias in t.meta.aliases),
            any(text.meta.tags for text in _list_texts(article)),
            article.source.meta.series,
            article.source.meta.part,
        )
        for article in articles
    ]
    return read_claims(root, site.config, site.config.static, site, claimants)[1]


def _list_texts(article: Article) -> tuple[Text, ...]:
    """Return all texts of an article, the source first."""
    return (article.source, *article.translations)


def _further_targets(
    root: Path, site: SiteContent, read: Sequence[MarkedArticle], is_whole: bool
) -> FurtherTargets:
    """Return where links may lead beside pages; unless all articles were read, nobody knows what stands in lists."""
    articles = [one.article for one in read]
    shelved = {e.name: [_shelve(article, e.lang) for article in articles] for e in site.config.editions}
    texts = [text for article in articles for text in _list_texts(article)]
    return FurtherTargets(
        list_shelf_addresses(shelved, site.config.per_page) if is_whole else None,
        list_static_files(root, site.config.static).files,
        list_plain_aliases(site, (alias for text in texts for alias in text.meta.aliases)),
    )


def _shelve(article: Article, lang: str) -> Shelved:
    """Return the shelves on which an article stands in an edition in a language."""
    source = article.source
    own = next((text for text in article.translations if serves(text.lang, lang)), source)
    tags = source.meta.tags if serves(source.lang, lang) else own.meta.tags or source.meta.tags
    return Shelved(pair_tags(source.meta.tags, tags), source.meta.series)


def _faulty_drafts(settings: ArticleSettings, slugs: Iterable[str]) -> tuple[str, ...]:
    """Return which of these articles with faults are drafts."""

    def is_draft(slug: str) -> bool:
        parts, _ = collect_faults(lambda slug: read_part(settings, slug), [slug])
        return any(part.is_draft for part in parts)

    return tuple(filter(is_draft, slugs))


def find_article(checked: CheckedContent, slug: str) -> Article:
    """Return the article with this slug. Raises ``Faults`` if there is none, or if it was left out for its own."""
    if slug in checked.faulty:
        raise Faults(f for f in checked.faults_in_drafts if slug_of(f, checked.config.content) == slug)
    slugs = [article.slug for article in checked.articles]
    if slug not in slugs:
        place = Place(f"{checked.config.content}/articles/{slug}")
        help = did_you_mean(slug, slugs, "one of " + ", ".join(slugs))
        raise Faults([Fault(place, "there is no such article", help)])
    return checked.articles[slugs.index(slug)]
