"""The whole content of a site, read and held against itself, for commands that look at all of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from yizhu.build.articles import Recipe, read_with_folder
from yizhu.build.process_pool import ProcessPool
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, raise_if
from yizhu.content.files import ContentFiles
from yizhu.content.glossary import Glossary
from yizhu.content.load import find_broken_references, load_site_content
from yizhu.content.model import Article, ArticleFolder, SitePage
from yizhu.content.signoffs import SignOff, read_accepted
from yizhu.editions.mark_terms import TermSet, mark_terms


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """The content, read and held against itself."""

    config: Config
    content: ContentFiles
    glossary: Glossary
    articles: tuple[Article, ...]  # annotated, in the order of their slugs
    folders: tuple[ArticleFolder, ...]  # of the articles, in their order
    pages: tuple[SitePage, ...]

    def folder(self, slug: str) -> ArticleFolder:
        """The files of an article."""
        return next(folder for folder in self.folders if folder.slug == slug)

    def accepted(self, slug: str) -> tuple[SignOff, ...]:
        """What the editors signed off of an article."""
        source = self.folder(slug).accepted
        return read_accepted(source) if source else ()


def load_checked_content(config_file: Path, drafts: bool = True) -> CheckedContent:
    """The content of a site, without building it. Raises ``Faults`` with all that is wrong."""
    root = config_file.parent
    ground = load_site_content(root, read_config(config_file))
    crew = ProcessPool(_understood, Recipe(root, ground.config, TermSet(ground.terms), ()))
    outcomes = list(crew.run(ground.content.slugs, os.cpu_count() or 1))
    faults = [*ground.faults, *(fault for _, several in outcomes for fault in several)]
    pairs = [pair for pair, several in outcomes if not several]
    held_back = {article.slug for _, article in pairs if article.source.meta.draft and not drafts}
    pairs = [(folder, article) for folder, article in pairs if article.slug not in held_back]
    known = dict.fromkeys((slug for slug in ground.content.slugs if slug not in held_back), 0)
    known |= {article.slug: len(article.source.passages) for _, article in pairs}
    faults += find_broken_references(ground, known, pairs)
    raise_if(faults)
    assert ground.glossary is not None  # or there were faults
    return CheckedContent(
        ground.config,
        ground.content,
        ground.glossary,
        tuple(article for _, article in pairs),
        tuple(folder for folder, _ in pairs),
        ground.pages,
    )


def _understood(recipe: Recipe, slug: str) -> tuple[ArticleFolder, Article]:
    folder, article = read_with_folder(recipe, slug)
    return folder, mark_terms(article, recipe.term_set)


def find_article(understood: CheckedContent, slug: str) -> Article:
    """The article with an address. Raises ``Faults`` if there is none."""
    slugs = [article.slug for article in understood.articles]
    if slug not in slugs:
        place = Place(f"{understood.config.content}/articles/{slug}")
        help = did_you_mean(slug, slugs, "one of " + ", ".join(slugs))
        raise Faults([Fault(place, "there is no such article", help)])
    return understood.articles[slugs.index(slug)]
