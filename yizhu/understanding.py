"""The content of a site, read and held against itself: for builds the ground that articles stand on, for checks all of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.annotate import Marking, annotate, unknown_terms
from yizhu.articles import read_page
from yizhu.claims import addresses_of, clashes
from yizhu.config import Config, EditionConfig, read_config
from yizhu.content import Content, read_content
from yizhu.fault import Fault, Faults, Place, did_you_mean, gather, raise_if
from yizhu.gist import Named
from yizhu.glossary import Glossary, ids_in, read_glossary
from yizhu.knowing import Recipe, read_with_folder
from yizhu.links import Quoted, dead_links, leads_nowhere
from yizhu.model import Article, ArticleFolder, SitePage, Source, Term, Text
from yizhu.quotes import habit_of
from yizhu.signing import Signed, read_accepted
from yizhu.tree import Prose
from yizhu.vocabulary import read_vocabulary, rewording, shipped
from yizhu.voice import Voice
from yizhu.workers import Crew


@dataclass(frozen=True, slots=True)
class Ground:
    """What all articles stand on, and what is wrong with it."""

    config: Config
    content: Content
    glossary: Glossary | None  # None: it has faults
    pages: tuple[SitePage, ...]
    ids: tuple[str, ...]  # of all terms, also of those in files with faults
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """The content, read and held against itself."""

    config: Config
    content: Content
    glossary: Glossary
    articles: tuple[Article, ...]  # annotated, in the order of their slugs
    folders: tuple[ArticleFolder, ...]  # of the articles, in their order
    pages: tuple[SitePage, ...]

    def folder(self, slug: str) -> ArticleFolder:
        """The files of an article."""
        return next(folder for folder in self.folders if folder.slug == slug)

    def accepted(self, slug: str) -> tuple[Signed, ...]:
        """What the editors signed off of an article."""
        source = self.folder(slug).accepted
        return read_accepted(source) if source else ()


def understand(config_file: Path, drafts: bool = True) -> Understood:
    """The content of a site, without building it. Raises ``Faults`` with all that is wrong."""
    root = config_file.parent
    ground = ground_of(root, read_config(config_file))
    crew = Crew(_understood, Recipe(root, ground.config, _terms(ground), ()))
    outcomes = list(crew.run(ground.content.slugs, os.cpu_count() or 1))
    faults = [*ground.faults, *(fault for _, several in outcomes for fault in several)]
    pairs = [pair for pair, several in outcomes if not several]
    held_back = {article.slug for _, article in pairs if article.source.meta.draft and not drafts}
    pairs = [(folder, article) for folder, article in pairs if article.slug not in held_back]
    known = dict.fromkeys((slug for slug in ground.content.slugs if slug not in held_back), 0)
    known |= {article.slug: len(article.source.passages) for _, article in pairs}
    faults += faults_between(ground, known, pairs)
    raise_if(faults)
    assert ground.glossary is not None  # or there were faults
    return Understood(
        ground.config,
        ground.content,
        ground.glossary,
        tuple(article for _, article in pairs),
        tuple(folder for folder, _ in pairs),
        ground.pages,
    )


def _understood(recipe: Recipe, slug: str) -> tuple[ArticleFolder, Article]:
    folder, article = read_with_folder(recipe, slug)
    return folder, annotate(Marking(article, recipe.terms))


def _terms(ground: Ground) -> tuple[Term, ...]:
    return ground.glossary.terms if ground.glossary else ()


def article_called(understood: Understood, slug: str) -> Article:
    """The article with an address. Raises ``Faults`` if there is none."""
    slugs = [article.slug for article in understood.articles]
    if slug not in slugs:
        place = Place(f"{understood.config.content}/articles/{slug}")
        mend = did_you_mean(slug, slugs, "one of " + ", ".join(slugs))
        raise Faults([Fault(place, "there is no such article", mend)])
    return understood.articles[slugs.index(slug)]


# ---- the ground --------------------------------------------------------------------------------------------


Reader = Callable[[tuple[Source, ...], tuple[str, ...]], Glossary]


def ground_of(root: Path, config: Config, reader: Reader = read_glossary) -> Ground:
    """What stands in the content but for its articles. Raises ``Faults`` only for what cannot be read at all.

    ``reader``: what reads the glossary, as ``read_glossary`` does, or remembers what that has read.
    """
    content = read_content(root, config)
    langs = tuple(dict.fromkeys(lang for e in config.editions for lang in (e.lang, e.made_from) if lang))
    glossaries, found = gather(lambda files: reader(files, langs), [content.glossary])
    pages, wrong = gather(read_page, content.pages)
    found += wrong + clashes(content, config.content) + _unknown_pages(config, content)
    ids = glossaries[0].ids if glossaries else ids_in(content.glossary)
    return Ground(
        config, content, glossaries[0] if glossaries else None, tuple(pages), tuple(ids), tuple(found)
    )


def _unknown_pages(config: Config, content: Content) -> list[Fault]:
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


def voices_of(config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]) -> tuple[Voice, ...]:
    """The voice of each edition, in their order."""
    return tuple(_voice(edition, config, vocabulary, terms) for edition in config.editions)


def _voice(
    edition: EditionConfig, config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]
) -> Voice:
    """The edition's voice; its words are the glossary's, the site's vocabulary's, then those that are shipped."""
    sources = list(vocabulary)
    if edition.vocabulary != "none":
        sources.append(shipped(edition.vocabulary))
    words = read_vocabulary(sources)
    quotes = edition.quotes or habit_of(edition.made_from, edition.lang)
    way = rewording(edition.made_from, edition.lang, edition.convert, quotes, terms, words)
    own = tuple(e.lang for e in config.editions if not e.made_from)
    return Voice(edition.name, edition.lang, way, own)


# ---- held against each other -------------------------------------------------------------------------------


def faults_between(
    ground: Ground, passages: Mapping[str, int], articles: Sequence[tuple[ArticleFolder, Article]]
) -> list[Fault]:
    """Links that lead nowhere and terms that the glossary does not have, in pages, definitions and these articles.

    ``passages``: of every article that is shown; 0 where it has faults.
    """
    known = addresses_of(ground.content, passages, ground.ids)
    texts = list(_shown_texts(articles, ground.pages))
    found = dead_links(texts, _quoted(ground, articles), known)
    return found + unknown_terms((text for _, text in texts), ground.ids, _senses(ground))


def amiss(ground: Ground, passages: Mapping[str, int], named: Iterable[tuple[str, Named]]) -> Iterator[str]:
    """The slugs of those articles that name what is not there; ``faults_between`` says what."""
    known = addresses_of(ground.content, passages, ground.ids)
    ids, senses, addresses = set(ground.ids), _senses(ground), dict(known.passages)
    for slug, names in named:
        lost = any(
            id not in ids or (sense and sense not in senses.get(id, [sense])) for id, sense in names.terms
        )
        if lost or any(leads_nowhere(href, f"{slug}/", addresses) for href in names.links):
            yield slug


def _senses(ground: Ground) -> dict[str, list[str]]:
    return {term.id: [sense.id for sense in term.senses] for term in _terms(ground)}


def _shown_texts(
    articles: Iterable[tuple[ArticleFolder, Article]], pages: Iterable[SitePage]
) -> Iterator[tuple[str, Text]]:
    for _, article in articles:
        yield from ((f"{article.slug}/", text) for text in (article.source, *article.translations))
    for page in pages:
        yield from ((f"{page.name}/", text) for text in page.texts)


def _quoted(ground: Ground, articles: Iterable[tuple[ArticleFolder, Article]]) -> Iterator[Quoted]:
    for folder, article in articles:
        if folder.notes:
            proses = tuple(prose for note in article.notes for _, prose in note.text)
            yield Quoted((folder.notes,), proses, f"{article.slug}/")
    if ground.glossary:
        yield Quoted(ground.content.glossary, tuple(_definitions(ground.glossary)), "")


def _definitions(glossary: Glossary) -> Iterator[Prose]:
    for term in glossary.terms:
        yield from (prose for meaning in term.meanings for _, prose in meaning.definition)
