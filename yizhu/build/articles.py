"""One article, from its folder to its editions; and those of all articles, from the cache where they are up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from yizhu.build.cache import Cache
from yizhu.build.fingerprints import Fingerprints, fingerprint_of_many
from yizhu.build.process_pool import ProcessPool
from yizhu.build.serialization import (
    Unread,
    deserialize,
    digest,
    serialize,
    serialize_with_digest,
    short_digest,
)
from yizhu.content.articles import read_article
from yizhu.content.config import Config
from yizhu.content.faults import Fault, Faults, collect_faults, raise_if
from yizhu.content.files import is_article_file, read_article_folder
from yizhu.content.load import SiteContent
from yizhu.content.model import Article, ArticleFolder
from yizhu.content.safe_files import read_file
from yizhu.content.signoffs import read_accepted
from yizhu.editions.edition import make_edition
from yizhu.editions.locale import Locale
from yizhu.editions.mark_terms import TermSet, mark_terms
from yizhu.editions.model import Edition, Use
from yizhu.editions.overlay import Overlays
from yizhu.editions.term_uses import count_cooccurrences
from yizhu.site.page_model import UsesInArticle
from yizhu.site.search_index import list_sentences, sentences_job
from yizhu.site.summary import (
    ArticleSummary,
    EditionSummary,
    TermCount,
    card_of,
    summarize_article,
    summarize_edition,
)

# The bodies of an article, by name. Its editions are one, for they share most of their words; before each of the others
# stands its edition's: zh-hant/uses/distillation.
EDITIONS, USES, TIES, SENTENCES, CARD = "editions", "/uses/", "/ties", "/sentences", "/card"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what an article becomes, but for its own files."""

    root: Path
    config: Config
    term_set: TermSet
    locales: tuple[Locale, ...]


@dataclass(frozen=True, slots=True)
class ProcessedArticle:
    """An article, known: its gist and its bodies, packed."""

    summary: ArticleSummary
    bodies: tuple[tuple[str, bytes], ...]


def process_article(recipe: Recipe, slug: str) -> ProcessedArticle:
    """What there is to know of an article. Raises ``Faults`` with all that is wrong in its files."""
    read = read_and_mark(recipe, slug)
    editions = tuple(editions_of(recipe, read.marked))
    several = [_known(edition) for edition in editions]
    bodies = [body for own in several for body in own.bodies]
    # The pages of terms show their uses, by bodies of their own; an article's page does not.
    kept = serialize(tuple(replace(edition, uses=Unread.of(edition.uses)) for edition in editions))
    return ProcessedArticle(
        summarize_article(read.article, [own.summary for own in several]), ((EDITIONS, kept), *bodies)
    )


def process_without_glossary(recipe: Recipe, slug: str) -> ProcessedArticle:
    """What there is to know of an article by itself, where there is no sound glossary to make editions with."""
    _, article = read_with_folder(recipe, slug)
    return ProcessedArticle(summarize_article(article, ()), ())


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article that was read and whose terms were marked: what build, check and preview start from."""

    folder: ArticleFolder
    article: Article  # as its files have it: each span names the term and sense that it names in the file
    marked: Article  # with the terms marked


def read_and_mark(recipe: Recipe, slug: str) -> MarkedArticle:
    """Read an article and mark its terms. Raises ``Faults`` with all that is wrong in its files."""
    folder, article = read_with_folder(recipe, slug)
    return MarkedArticle(folder, article, mark_terms(article, recipe.term_set))


def read_with_folder(recipe: Recipe, slug: str) -> tuple[ArticleFolder, Article]:
    """The article and its files. Raises ``Faults`` with all that is wrong in them."""
    folder = read_article_folder(recipe.root, recipe.config, slug)
    articles, faults = collect_faults(read_article, [folder])
    _, wrong = collect_faults(read_accepted, [folder.accepted] if folder.accepted else [])
    raise_if(faults + wrong)
    return folder, articles[0]


def editions_of(recipe: Recipe, article: Article) -> Iterator[Edition]:
    """The article in each edition."""
    overlays = Overlays(article)
    for nth in range(len(recipe.locales)):
        yield edition_of(recipe, overlays, nth)


def edition_of(recipe: Recipe, overlays: Overlays, nth: int) -> Edition:
    """The article of the overlays, its terms marked, in one edition."""
    mark = recipe.config.editions[nth].mark or recipe.config.mark
    return make_edition(overlays.article, recipe.locales[nth], mark, overlays)


def uses_by_term(edition: Edition) -> dict[str, UsesInArticle]:
    """The uses of each term, as its page shows them."""
    found: dict[str, list[Use]] = {}
    for id, use in edition.uses:
        found.setdefault(id, []).append(use)
    head = edition.head
    return {id: UsesInArticle(edition.slug, head.title, head.lang, tuple(uses)) for id, uses in found.items()}


@dataclass(frozen=True, slots=True)
class _KnownEdition:
    summary: EditionSummary
    bodies: tuple[tuple[str, bytes], ...]


def _known(edition: Edition) -> _KnownEdition:
    """An edition's gist and bodies, but for what its own pages show."""
    card, ties, name = card_of(edition), count_cooccurrences(edition), edition.name
    used: list[TermCount] = []
    bodies: dict[str, bytes] = {}
    for id, uses in uses_by_term(edition).items():
        fingerprint, bodies[name + USES + id] = serialize_with_digest(uses)
        used.append(TermCount(id, len(uses.uses), fingerprint))
    bodies[name + TIES] = serialize(ties)
    bodies[name + SENTENCES] = serialize(list_sentences(sentences_job(edition)).content)
    bodies[name + CARD] = serialize(card)
    return _KnownEdition(summarize_edition(edition, card, ties, used, short_digest), tuple(bodies.items()))


Progress = Callable[[str, int, int], None]  # what is being done, how many of how many are done


@dataclass(frozen=True, slots=True)
class LoadedArticles:
    """What is known of the articles."""

    summaries: tuple[ArticleSummary, ...]  # of those that are sound, in the order of their slugs
    faults: tuple[Fault, ...]


class _Key(NamedTuple):  # made in a fifth of the time, for each article of the site
    """Under what an article is known: how its files look to ``stat``, what is in them, and the recipe."""

    sealed: str  # empty: not to be trusted
    content: str
    recipe: str

    @classmethod
    def of(cls, said: str) -> _Key:
        return cls(*[*said.split("|"), "", "", ""][:3])

    def __str__(self) -> str:
        return f"{self.sealed}|{self.content}|{self.recipe}"


def load_articles(
    cache: Cache, recipe: Recipe, ground: SiteContent, stamps: Fingerprints, jobs: int, progress: Progress
) -> LoadedArticles:
    """Know every article; what is found anew is remembered, also when another article has faults.

    ``stamps``: of all files in the folder of articles.
    """
    of_slug = _by_slug(stamps)
    known_under = recipe_digest(ground) if ground.glossary else ""
    kept, new = _remembered(cache, known_under, ground.content.slugs, of_slug, recipe)
    pool = ProcessPool(process_article if ground.glossary else process_without_glossary, recipe)
    outcomes = pool.run(list(new), jobs)
    summaries = {slug: _gist(raw) for slug, (_, raw) in kept.items()}
    faults: list[Fault] = []
    for done, ((slug, key), (known, wrong)) in enumerate(zip(new.items(), outcomes, strict=True), 1):
        faults += wrong
        if known is not None:
            if ground.glossary:
                cache.store_article(slug, str(key), serialize(known.summary), known.bodies)
            summaries[slug] = known.summary
        progress("articles", done, len(new))
    cache.forget_articles(slug for slug in cache.slugs() if slug not in of_slug)
    cache.commit()
    return LoadedArticles(
        tuple(summaries[slug] for slug in ground.content.slugs if slug in summaries), tuple(faults)
    )


def recipe_digest(ground: SiteContent) -> str:
    """What of the glossary, the vocabulary and the configuration decides what an article becomes."""
    terms = ground.glossary.terms if ground.glossary else ()
    forms = [(t.id, t.forms, t.exceptions, [(s.id, s.forms) for s in t.senses]) for t in terms]
    words = [source.text for source in ground.content.vocabulary]
    return digest(ground.config.editions, ground.config.mark, forms, words)[:16]


def _remembered(
    cache: Cache, recipe: str, slugs: Iterable[str], stamps: dict[str, Fingerprints], how: Recipe
) -> tuple[dict[str, tuple[_Key, bytes]], dict[str, _Key]]:
    """The articles that the memo knows, their gists still packed, and those that it does not, with the key of each.

    Without a ``recipe``, whatever was made of an article: for what it names that will do.
    """
    rows = {slug: (_Key.of(said), raw) for slug, said, raw in cache.articles()}
    kept: dict[str, tuple[_Key, bytes]] = {}
    new: dict[str, _Key] = {}
    for slug in slugs:
        sealed = fingerprint_of_many(stamps.get(slug, {}).items())
        before, raw = rows.get(slug, (_Key("", "", ""), b""))
        content = before.content if sealed and sealed == before.sealed else ""
        key = _Key(sealed, content or _content(how, slug, stamps.get(slug, {})), recipe)
        if key.content != before.content or recipe not in ("", before.recipe):
            new[slug] = key
            continue
        kept[slug] = key, raw
        if recipe and key != before:
            cache.change_article_key(slug, str(key))
    return kept, new


@lru_cache(maxsize=1 << 14)  # the preview asks again and again for the same
def _gist(raw: bytes) -> ArticleSummary:
    summary: ArticleSummary = deserialize(raw)
    return summary


def _content(recipe: Recipe, slug: str, stamps: Fingerprints) -> str:
    """The digest of all that an article's folder holds."""
    root = recipe.root / recipe.config.content
    told = sha256()
    for name in sorted(stamps):
        told.update(f"{name}\0".encode("utf-8", "surrogateescape"))
        try:
            told.update(read_file(root / "articles" / slug / name, root, name))
        except Faults as found:  # no content; whoever reads the folder says so
            told.update(found.faults[0].problem.encode())
        told.update(b"\0")
    return told.hexdigest()[:32]


def _by_slug(stamps: Fingerprints) -> dict[str, Fingerprints]:
    """The stamps of what a build reads of each article, by the names in its folder."""
    found: dict[str, Fingerprints] = {}
    for path, known in stamps.items():
        slug, _, name = path.partition("/")
        own = found.setdefault(slug, {})
        if is_article_file(name):
            own[name] = known
    return found
