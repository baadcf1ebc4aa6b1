"""Load what all articles share (glossary, vocabulary, pages), and check the references between the parts of the content.

1. read the files of the content folder, but not its articles
2. read the glossary and the pages
3. when the articles are read, too: check that their links, terms and senses exist
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.articles import read_page
from yizhu.content.config import Config
from yizhu.content.faults import Fault, collect_faults, did_you_mean
from yizhu.content.files.read import ContentFiles, read_content_files
from yizhu.content.glossary import Glossary, find_ids, read_glossary
from yizhu.content.links.link_targets import FurtherTargets, list_link_targets
from yizhu.content.links.references import (
    References,
    YamlTexts,
    find_address_clashes,
    find_dead_links,
    find_unknown_terms,
)
from yizhu.content.model import Article, ArticleFolder, SitePage, Source, Term, Text
from yizhu.content.prose import Prose
from yizhu.content.translations.passage_ids import PassageIds

GlossaryReader = Callable[[tuple[Source, ...], tuple[str, ...]], Glossary]


@dataclass(frozen=True, slots=True)
class SiteContent:
    """What all articles share, and its faults."""

    config: Config
    content: ContentFiles
    glossary: Glossary | None  # None: it has faults
    pages: tuple[SitePage, ...]
    ids: tuple[str, ...]  # of all terms, including those in files with faults
    faults: tuple[Fault, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms of the glossary; none if it has faults."""
        return self.glossary.terms if self.glossary else ()


def load_site_content(root: Path, config: Config, reader: GlossaryReader = read_glossary) -> SiteContent:
    """Read the content below the site's folder ``root``, but not its articles.

    ``reader`` reads the glossary as ``read_glossary`` does; a cache can stand in for it. Raises ``Faults`` only if
    the folder cannot be read; all other faults are in the result.
    """
    return read_site_content(config, read_content_files(root, config), reader)


def read_site_content(
    config: Config, content: ContentFiles, reader: GlossaryReader = read_glossary
) -> SiteContent:
    """Return what is in these files of the content, and its faults; pages with faults are left out."""
    langs = tuple(dict.fromkeys(lang for e in config.editions for lang in (e.lang, e.converted_from) if lang))
    glossaries, glossary_faults = collect_faults(lambda files: reader(files, langs), [content.glossary])
    pages, page_faults = collect_faults(read_page, content.pages)
    faults = [
        *glossary_faults,
        *page_faults,
        *find_address_clashes(content, config.content),
        *_unknown_menu_pages(config, content),
    ]
    glossary = glossaries[0] if glossaries else None
    ids = glossary.ids if glossary else find_ids(content.glossary)
    return SiteContent(config, content, glossary, tuple(pages), ids, tuple(faults))


def _unknown_menu_pages(config: Config, content: ContentFiles) -> list[Fault]:
    known = [folder.name for folder in content.pages]
    return [
        Fault(
            place,
            f"the menu names {name}, which is no page",
            did_you_mean(name, known, f"write {config.content}/pages/{name}/"),
        )
        for name, place in zip(config.menu, config.menu_places, strict=True)
        if name not in known
    ]


def list_plain_aliases(site: SiteContent, of_articles: Iterable[str]) -> frozenset[str]:
    """Return the addresses below an edition that lead on to articles, pages and terms."""
    of_pages = [alias for page in site.pages for text in page.texts for alias in text.meta.aliases]
    found = {f"{alias}/" for alias in (*of_articles, *of_pages) if "/" not in alias}
    return frozenset(found | {f"glossary/{a}/" for term in site.terms for a in term.aliases if "/" not in a})


# ---- references --------------------------------------------------------------------------------------------


def find_broken_references(
    site: SiteContent,
    passages: Mapping[str, PassageIds],
    articles: Sequence[tuple[ArticleFolder, Article]],
    further: FurtherTargets = FurtherTargets(),  # noqa: B008 (it is frozen)
) -> list[Fault]:
    """Return a fault for each dead link and unknown term in the pages, the definitions and these articles.

    ``passages``: by slug, of every article that is shown; none for one with faults.
    """
    targets = list_link_targets(site.content, passages, site.ids, further)
    texts = list(_texts_with_addresses(articles, site.pages))
    faults = find_dead_links(texts, _yaml_texts(site, articles), targets)
    forms = {
        form: term.id
        for term in reversed(site.terms)
        for m in term.meanings
        for _, forms in m.forms
        for form in forms
    }
    return faults + find_unknown_terms((text for _, text in texts), site.ids, _senses_by_term(site), forms)


def find_articles_with_broken_references(
    site: SiteContent,
    passages: Mapping[str, PassageIds],
    references: Iterable[tuple[str, References]],
    further: FurtherTargets = FurtherTargets(),  # noqa: B008 (it is frozen)
) -> Iterator[str]:
    """Yield the slugs of the articles that refer to something missing; ``find_broken_references`` says what.

    ``references``: of each article, by its slug.
    """
    targets = list_link_targets(site.content, passages, site.ids, further)
    ids, senses = set(site.ids), _senses_by_term(site)
    for slug, named in references:
        has_unknown_term = any(
            id not in ids or (sense and sense not in senses.get(id, [sense])) for id, sense in named.terms
        )
        if has_unknown_term or any(targets.explain(href, f"{slug}/") for href in named.links):
            yield slug


def _senses_by_term(site: SiteContent) -> dict[str, list[str]]:
    return {term.id: [sense.id for sense in term.senses] for term in site.terms}


def _texts_with_addresses(
    articles: Iterable[tuple[ArticleFolder, Article]], pages: Iterable[SitePage]
) -> Iterator[tuple[str, Text]]:
    for _, article in articles:
        yield from ((f"{article.slug}/", text) for text in (article.source, *article.translations))
    for page in pages:
        yield from ((f"{page.name}/", text) for text in page.texts)


def _yaml_texts(site: SiteContent, articles: Iterable[tuple[ArticleFolder, Article]]) -> Iterator[YamlTexts]:
    for folder, article in articles:
        if folder.notes:
            proses = tuple(prose for note in article.notes for _, prose in note.text)
            yield YamlTexts((folder.notes,), proses, f"{article.slug}/")
    if site.glossary:
        yield YamlTexts(site.content.glossary, tuple(_definitions(site.glossary)), "")


def _definitions(glossary: Glossary) -> Iterator[Prose]:
    for term in glossary.terms:
        yield from (prose for meaning in term.meanings for _, prose in meaning.definition)
