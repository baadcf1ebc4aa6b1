"""The whole way of one article, from its folder to its editions: its gist, and the bodies that its own pages need.

1. read the files 2. understand them 3. mark the terms 4. make the editions. An article at a time, so that a site of ten
thousand takes no more memory than a site of ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.annotate import Marking, annotate
from yizhu.articles import read_article
from yizhu.config import Config
from yizhu.content import read_article_folder
from yizhu.editions import EditionJob, make_edition
from yizhu.fault import gather, raise_if
from yizhu.gist import EditionGist, Gist, Used, card_of, gist_in, gist_of, ties_in
from yizhu.memo import imprinted, packed
from yizhu.model import Article, ArticleFolder, Term
from yizhu.packing import Unread
from yizhu.page import UsesInArticle
from yizhu.search import list_sentences, sentences_job
from yizhu.shown import Edition, Use
from yizhu.signing import read_accepted
from yizhu.voice import Voice

# The bodies of an article, by name. Its editions are one, for they share most of their words; before each of the others
# stands its edition's: zh-hant/uses/distillation.
EDITIONS, USES, TIES, SENTENCES, CARD = "editions", "/uses/", "/ties", "/sentences", "/card"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what an article becomes, but for its own files."""

    root: Path
    config: Config
    terms: tuple[Term, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An article, known: its gist and its bodies, packed."""

    gist: Gist
    bodies: tuple[tuple[str, bytes], ...]


def know(recipe: Recipe, slug: str) -> Known:
    """What there is to know of an article. Raises ``Faults`` with all that is wrong in its files."""
    article = read(recipe, slug)
    editions = tuple(editions_of(recipe, annotate(Marking(article, recipe.terms))))
    several = [_known(edition) for edition in editions]
    bodies = [body for own in several for body in own.bodies]
    # The pages of terms show their uses, by bodies of their own; an article's page does not.
    kept = packed(tuple(replace(edition, uses=Unread.of(edition.uses)) for edition in editions))
    return Known(gist_of(article, [own.gist for own in several]), ((EDITIONS, kept), *bodies))


def know_bare(recipe: Recipe, slug: str) -> Known:
    """What there is to know of an article by itself, where there is no sound glossary to make editions with."""
    return Known(gist_of(read(recipe, slug), ()), ())


def read(recipe: Recipe, slug: str) -> Article:
    """The article as its files have it. Raises ``Faults`` with all that is wrong in them."""
    return read_with_folder(recipe, slug)[1]


def read_with_folder(recipe: Recipe, slug: str) -> tuple[ArticleFolder, Article]:
    """The article and its files. Raises ``Faults`` with all that is wrong in them."""
    folder = read_article_folder(recipe.root, recipe.config, slug)
    articles, faults = gather(read_article, [folder])
    _, wrong = gather(read_accepted, [folder.accepted] if folder.accepted else [])
    raise_if(faults + wrong)
    return folder, articles[0]


def editions_of(recipe: Recipe, article: Article) -> Iterator[Edition]:
    """The article in each edition."""
    for nth in range(len(recipe.voices)):
        yield edition_of(recipe, article, nth)


def edition_of(recipe: Recipe, article: Article, nth: int) -> Edition:
    """The article, annotated, in one edition."""
    mark = recipe.config.editions[nth].mark or recipe.config.mark
    return make_edition(EditionJob(article, recipe.voices[nth], mark))


def uses_by_term(edition: Edition) -> dict[str, UsesInArticle]:
    """The uses of each term, as its page shows them."""
    found: dict[str, list[Use]] = {}
    for id, use in edition.uses:
        found.setdefault(id, []).append(use)
    head = edition.head
    return {id: UsesInArticle(edition.slug, head.title, head.lang, tuple(uses)) for id, uses in found.items()}


@dataclass(frozen=True, slots=True)
class _KnownEdition:
    gist: EditionGist
    bodies: tuple[tuple[str, bytes], ...]


def _known(edition: Edition) -> _KnownEdition:
    """An edition's gist and bodies, but for what its own pages show."""
    card, ties, name = card_of(edition), ties_in(edition), edition.name
    used: list[Used] = []
    bodies: dict[str, bytes] = {}
    for id, uses in uses_by_term(edition).items():
        imprint, bodies[name + USES + id] = imprinted(uses)
        used.append(Used(id, len(uses.uses), imprint))
    bodies[name + TIES] = packed(ties)
    bodies[name + SENTENCES] = packed(list_sentences(sentences_job(edition)).content)
    bodies[name + CARD] = packed(card)
    return _KnownEdition(gist_in(edition, card, ties, used), tuple(bodies.items()))
