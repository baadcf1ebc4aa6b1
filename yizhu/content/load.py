"""What articles stand on (glossary, vocabulary, pages), read; and the content held against itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.articles import read_page
from yizhu.content.config import Config
from yizhu.content.faults import Fault, collect_faults, did_you_mean
from yizhu.content.files import ContentFiles, read_content_files
from yizhu.content.glossary import Glossary, find_ids, read_glossary
from yizhu.content.model import Article, ArticleFolder, SitePage, Source, Term, Text
from yizhu.content.prose import Prose
from yizhu.content.references import (
    References,
    YamlTexts,
    find_address_clashes,
    find_dead_links,
    find_unknown_terms,
    is_dead_link,
    list_link_targets,
)


@dataclass(frozen=True, slots=True)
class SiteContent:
    """What all articles stand on, and what is wrong with it."""

    config: Config
    content: ContentFiles
    glossary: Glossary | None  # None: it has faults
    pages: tuple[SitePage, ...]
    ids: tuple[str, ...]  # of all terms, also of those in files with faults
    faults: tuple[Fault, ...]


def terms_of(ground: SiteContent) -> tuple[Term, ...]:
    """Return all terms of the glossary; none, if it has faults."""
    return ground.glossary.terms if ground.glossary else ()


# ---- the ground --------------------------------------------------------------------------------------------


Reader = Callable[[tuple[Source, ...], tuple[str, ...]], Glossary]


def load_site_content(root: Path, config: Config, reader: Reader = read_glossary) -> SiteContent:
    """What stands in the content but for its articles. Raises ``Faults`` only for what cannot be read at all.

    ``reader``: what reads the glossary, as ``read_glossary`` does, or remembers what that has read.
    """
    content = read_content_files(root, config)
    langs = tuple(dict.fromkeys(lang for e in config.editions for lang in (e.lang, e.converted_from) if lang))
    glossaries, found = collect_faults(lambda files: reader(files, langs), [content.glossary])
    pages, wrong = collect_faults(read_page, content.pages)
    found += wrong + find_address_clashes(content, config.content) + _unknown_pages(config, content)
    ids = glossaries[0].ids if glossaries else find_ids(content.glossary)
    return SiteContent(
        config, content, glossaries[0] if glossaries else None, tuple(pages), tuple(ids), tuple(found)
    )


def _unknown_pages(config: Config, content: ContentFiles) -> list[Fault]:
    """Names in the menu that are no pages."""
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


# ---- held against each other -------------------------------------------------------------------------------


def find_broken_references(
    ground: SiteContent, passages: Mapping[str, int], articles: Sequence[tuple[ArticleFolder, Article]]
) -> list[Fault]:
    """Links that lead nowhere and terms that the glossary does not have, in pages, definitions and these articles.

    ``passages``: of every article that is shown; 0 where it has faults.
    """
    known = list_link_targets(ground.content, passages, ground.ids)
    texts = list(_shown_texts(articles, ground.pages))
    found = find_dead_links(texts, _quoted(ground, articles), known)
    return found + find_unknown_terms((text for _, text in texts), ground.ids, _senses(ground))


def find_articles_with_broken_references(
    ground: SiteContent, passages: Mapping[str, int], named: Iterable[tuple[str, References]]
) -> Iterator[str]:
    """The slugs of those articles that name what is not there; ``faults_between`` says what."""
    known = list_link_targets(ground.content, passages, ground.ids)
    ids, senses, addresses = set(ground.ids), _senses(ground), dict(known.passages)
    for slug, names in named:
        lost = any(
            id not in ids or (sense and sense not in senses.get(id, [sense])) for id, sense in names.terms
        )
        if lost or any(is_dead_link(href, f"{slug}/", addresses) for href in names.links):
            yield slug


def _senses(ground: SiteContent) -> dict[str, list[str]]:
    return {term.id: [sense.id for sense in term.senses] for term in terms_of(ground)}


def _shown_texts(
    articles: Iterable[tuple[ArticleFolder, Article]], pages: Iterable[SitePage]
) -> Iterator[tuple[str, Text]]:
    for _, article in articles:
        yield from ((f"{article.slug}/", text) for text in (article.source, *article.translations))
    for page in pages:
        yield from ((f"{page.name}/", text) for text in page.texts)


def _quoted(ground: SiteContent, articles: Iterable[tuple[ArticleFolder, Article]]) -> Iterator[YamlTexts]:
    for folder, article in articles:
        if folder.notes:
            proses = tuple(prose for note in article.notes for _, prose in note.text)
            yield YamlTexts((folder.notes,), proses, f"{article.slug}/")
    if ground.glossary:
        yield YamlTexts(ground.content.glossary, tuple(_definitions(ground.glossary)), "")


def _definitions(glossary: Glossary) -> Iterator[Prose]:
    for term in glossary.terms:
        yield from (prose for meaning in term.meanings for _, prose in meaning.definition)
