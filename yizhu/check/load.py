"""All content of a site, read and checked, for the commands that look at all of it.

1. read config.yaml, the glossary, the vocabulary and the pages 2. read each article and mark its terms, as a build does
3. look for broken references between them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from yizhu.build.articles import Recipe, read_and_mark
from yizhu.build.process_pool import ProcessPool
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, raise_if
from yizhu.content.files import ContentFiles
from yizhu.content.glossary import Glossary
from yizhu.content.load import find_broken_references, load_site_content
from yizhu.content.model import Article, ArticleFolder, SitePage
from yizhu.content.signoffs import SignOff, read_accepted
from yizhu.editions.mark_terms import TermSet


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

    @property
    def text_langs(self) -> list[str]:
        """The languages of the editions that have texts of their own, in their order; converted editions need none."""
        return [edition.lang for edition in self.config.editions if not edition.converted_from]

    def folder(self, slug: str) -> ArticleFolder:
        """Return the files of an article."""
        return next(folder for folder in self.folders if folder.slug == slug)

    def sign_offs(self, slug: str) -> tuple[SignOff, ...]:
        """Return what editors have signed off of an article's conversion."""
        source = self.folder(slug).accepted
        return read_accepted(source) if source else ()


def load_checked_content(config_file: Path) -> CheckedContent:
    """Read all content of a site, drafts too, and write nothing. Raises ``Faults`` with all that is wrong in it."""
    root = config_file.parent
    site = load_site_content(root, read_config(config_file))
    pool = ProcessPool(read_and_mark, Recipe(root, site.config, TermSet(site.terms), ()))
    outcomes = list(pool.run(site.content.slugs, os.cpu_count() or 1))
    faults = [*site.faults, *(fault for _, faults in outcomes for fault in faults)]
    read = [article for article, faults in outcomes if article and not faults]
    passages = dict.fromkeys(site.content.slugs, 0)
    passages |= {a.article.slug: len(a.article.source.passages) for a in read}
    faults += find_broken_references(site, passages, [(a.folder, a.article) for a in read])
    raise_if(faults)
    assert site.glossary is not None  # or there were faults
    return CheckedContent(
        root,
        site.config,
        site.content,
        site.glossary,
        tuple(a.marked for a in read),
        tuple(a.folder for a in read),
        site.pages,
    )


def find_article(checked: CheckedContent, slug: str) -> Article:
    """Return the article with this slug. Raises ``Faults`` if there is none."""
    slugs = [article.slug for article in checked.articles]
    if slug not in slugs:
        place = Place(f"{checked.config.content}/articles/{slug}")
        help = did_you_mean(slug, slugs, "one of " + ", ".join(slugs))
        raise Faults([Fault(place, "there is no such article", help)])
    return checked.articles[slugs.index(slug)]
