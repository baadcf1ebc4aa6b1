"""From the folders of articles to their editions, and what the rest of the site must know of each.

``process_article`` is the one way: the build, the checks and the preview read and mark articles by it. ``load_articles``
calls it for the articles that changed, and takes the others from the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from yizhu.build.cache.fingerprints import Fingerprints, fingerprint_of_many
from yizhu.build.cache.serialization import deserialize, digest, digest_bytes, serialize, short_digest
from yizhu.build.cache.store import Cache, CachedArticle
from yizhu.build.process_pool import ProcessPool
from yizhu.content.articles import read_article
from yizhu.content.config import Config, EditionConfig
from yizhu.content.faults import Fault, Faults, collect_faults, raise_if
from yizhu.content.files.read import is_article_file, read_article_folder, read_sound_files
from yizhu.content.files.safe import open_folder
from yizhu.content.load import SiteContent
from yizhu.content.model import Article, ArticleFolder
from yizhu.content.signoffs import read_accepted
from yizhu.content.sound_parts import SoundPart, read_sound_part
from yizhu.editions.edition import make_edition
from yizhu.editions.locale import Locale
from yizhu.editions.model import Edition
from yizhu.editions.overlay import Overlays
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.editions.terms.term_uses import count_cooccurrences
from yizhu.site.html.article import render_edition
from yizhu.site.html.term_uses import UseRenderer
from yizhu.site.summary import (
    ArticleSummary,
    EditionSummary,
    TermCount,
    make_card,
    summarize_article,
    summarize_edition,
)

# The bodies of an article, by name: first its edition's (zh-hant/uses/distillation). Readings are a file.
EDITION, USES, TIES, CARD, READINGS = "/edition", "/uses/", "/ties", "/card", "/readings"


@dataclass(frozen=True, slots=True)
class ArticleSettings:
    """All that decides what an article becomes, apart from its own files."""

    root: Path
    config: Config
    term_set: TermSet
    locales: tuple[Locale, ...]


@dataclass(frozen=True, slots=True)
class ProcessedArticle:
    """An article's summary, and its bodies, serialized."""

    summary: ArticleSummary
    bodies: tuple[tuple[str, bytes], ...]


def process_article(settings: ArticleSettings, slug: str) -> ProcessedArticle:
    """Read an article, make its editions and summarize them. Raises ``Faults`` with all that is wrong in its files."""
    return process_read(settings, read_with_folder(settings, slug)[1])


def process_read(settings: ArticleSettings, article: Article) -> ProcessedArticle:
    """Make the editions of an article that was read, and summarize them."""
    uses = UseRenderer()
    editions = editions_of(settings, mark_terms(article, settings.term_set))
    several = [
        _summarize(edition, settings, config, uses)
        for edition, config in zip(editions, settings.config.editions, strict=True)
    ]
    bodies = tuple(body for own in several for body in own.bodies)
    return ProcessedArticle(summarize_article(article, [own.summary for own in several]), bodies)


def process_without_glossary(settings: ArticleSettings, slug: str) -> ProcessedArticle:
    """Read and summarize an article without making editions: the glossary has faults."""
    _, article = read_with_folder(settings, slug)
    return ProcessedArticle(summarize_article(article, ()), ())


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article that was read and whose terms were marked: what build, check and preview start from."""

    folder: ArticleFolder
    article: Article  # as read: a span names the term and the sense that it names in the file
    marked: Article  # with the terms marked


def read_and_mark(settings: ArticleSettings, slug: str) -> MarkedArticle:
    """Read an article and mark its terms. Raises ``Faults`` with all that is wrong in its files."""
    folder, article = read_with_folder(settings, slug)
    return MarkedArticle(folder, article, mark_terms(article, settings.term_set))


def read_with_folder(settings: ArticleSettings, slug: str) -> tuple[ArticleFolder, Article]:
    """Return the article and the files it was read from. Raises ``Faults`` with all that is wrong in them."""
    folder = read_article_folder(settings.root, settings.config, slug)
    return folder, _read_files(folder)


def _read_files(folder: ArticleFolder) -> Article:
    """Return the article in these files. Raises ``Faults`` with all that is wrong in them."""
    articles, faults = collect_faults(read_article, [folder])
    _, wrong = collect_faults(read_accepted, [folder.accepted] if folder.accepted else [])
    raise_if(faults + wrong)
    return articles[0]


def read_part(settings: ArticleSettings, slug: str) -> SoundPart:
    """Return what can be shown of an article that has faults. Raises ``Faults`` if nothing is known of it."""
    folder, faults = read_sound_files(settings.root, settings.config, slug)
    return read_sound_part(folder, _read_files, faults)


def editions_of(settings: ArticleSettings, article: Article) -> Iterator[Edition]:
    """Yield the article in each edition, in the order of the configuration."""
    overlays = Overlays(article)
    for nth in range(len(settings.locales)):
        yield edition_of(settings, overlays, nth)


def edition_of(settings: ArticleSettings, overlays: Overlays, nth: int) -> Edition:
    """Return the ``nth`` edition of the article that the overlays belong to; its terms are marked."""
    mark = settings.config.editions[nth].mark or settings.config.mark
    return make_edition(overlays.article, settings.locales[nth], mark, overlays)


@dataclass(frozen=True, slots=True)
class _SummarizedEdition:
    summary: EditionSummary
    bodies: tuple[tuple[str, bytes], ...]


def _summarize(
    edition: Edition, settings: ArticleSettings, config: EditionConfig, renderer: UseRenderer
) -> _SummarizedEdition:
    """Return the summary of an edition, and the bodies that its pages and other pages are made of."""
    rendered = render_edition(edition)
    card, ties, name = make_card(rendered.edition), count_cooccurrences(edition), edition.name
    used: list[TermCount] = []
    bodies: dict[str, bytes] = {name + EDITION: serialize(rendered)}
    for id, uses in renderer.render(edition).items():
        raw = bodies[name + USES + id] = serialize(uses)
        used.append(TermCount(id, len(uses.uses), digest_bytes(raw)))
    bodies[name + TIES] = serialize(ties)
    bodies[name + CARD] = serialize(card)
    if config.readings != "none":
        bodies[name + READINGS] = make_readings(settings, edition, config)
    readings = digest_bytes(bodies[name + READINGS]) if name + READINGS in bodies else ""
    summary = summarize_edition(rendered.edition, card, ties, used, short_digest, readings)
    return _SummarizedEdition(summary, tuple(bodies.items()))


def make_readings(settings: ArticleSettings, edition: Edition, config: EditionConfig) -> bytes:
    """Return the content of ``readings.json`` of an article."""
    # Loads slowly, and most sites show no readings.
    from yizhu.site.readings_json import make_readings_file, readings_used_in, term_readings

    terms = readings_used_in(edition, term_readings(settings.term_set))
    return make_readings_file(edition, terms, config.readings, config.sandhi).content


def _load_readings() -> None:
    from yizhu.chinese.readings.transcription import read_syllables

    read_syllables("任", "tw")  # loads the dictionaries and the lists


Progress = Callable[[str, int, int], None]  # what is being done, how many of how many are done


@dataclass(frozen=True, slots=True)
class LoadedArticles:
    """The summaries of all sound articles, and the faults of the others."""

    summaries: tuple[ArticleSummary, ...]  # of those that are sound, in the order of their slugs
    faults: dict[str, tuple[Fault, ...]]  # of the others, by slug


def load_articles(
    cache: Cache,
    settings: ArticleSettings,
    site_content: SiteContent,
    fingerprints: Fingerprints,
    jobs: int,
    progress: Progress,
) -> LoadedArticles:
    """Return the summaries of all articles: from the cache if they are up to date, else processed anew.

    New results are cached even if another article has faults. ``fingerprints``: the fingerprints of all files in the folder of
    articles.
    """
    by_slug = group_by_slug(fingerprints)
    known_under = settings_digest(site_content) if site_content.glossary else ""
    cached, new = _cached(cache, known_under, site_content.content.slugs, by_slug, settings)
    has_readings = any(edition.readings != "none" for edition in settings.config.editions)
    step = process_article if site_content.glossary else process_without_glossary
    pool = ProcessPool(step, settings, _load_readings if has_readings else None)
    outcomes = pool.run([article.slug for article in new], jobs)
    summaries = {slug: _deserialize_summary(raw) for slug, raw in cached.items()}
    faults: dict[str, tuple[Fault, ...]] = {}
    for done, (article, (processed, wrong)) in enumerate(zip(new, outcomes, strict=True), 1):
        if wrong:
            faults[article.slug] = wrong
        if processed is not None:
            if site_content.glossary:
                stored = article._replace(summary=serialize(processed.summary))
                cache.store_article(stored, processed.bodies)
            summaries[article.slug] = processed.summary
        progress("articles", done, len(new))
    cache.commit()
    return LoadedArticles(
        tuple(summaries[slug] for slug in site_content.content.slugs if slug in summaries), faults
    )


def settings_digest(site_content: SiteContent) -> str:
    """Return the digest of those parts of glossary, vocabulary and configuration that decide what an article becomes."""
    terms = site_content.glossary.terms if site_content.glossary else ()
    has_readings = any(edition.readings != "none" for edition in site_content.config.editions)
    forms = [
        (t.id, t.forms, t.exceptions, [(s.id, s.forms) for s in t.senses], t.reading if has_readings else "")
        for t in terms
    ]
    words = [source.text for source in site_content.content.vocabulary]
    return digest(site_content.config.editions, site_content.config.mark, forms, words)[:16]


def _cached(
    cache: Cache,
    settings: str,
    slugs: Iterable[str],
    fingerprints: dict[str, Fingerprints],
    how: ArticleSettings,
) -> tuple[dict[str, bytes], list[CachedArticle]]:
    """Return the cached summaries, still serialized, and the articles to process. Articles that are gone are forgotten.

    Without ``settings`` any cached result will do: it is only asked what an article refers to.
    """
    rows = {row.slug: row for row in cache.articles()}
    cached: dict[str, bytes] = {}
    new: list[CachedArticle] = []
    for slug in slugs:
        own = fingerprints.get(slug, {})
        fingerprint = fingerprint_of_many(own.items())
        before = rows.get(slug, _UNKNOWN)
        is_same = fingerprint and fingerprint == before.fingerprint
        content = before.content if is_same else digest_content(how, slug, own)
        now = CachedArticle(slug, fingerprint, content, settings, before.summary)
        if content != before.content or settings not in ("", before.settings):
            new.append(now)
            continue
        cached[slug] = before.summary
        if settings and now != before:
            cache.store_summary(now)
    cache.forget_articles(rows.keys() - fingerprints.keys())
    return cached, new


_UNKNOWN = CachedArticle("", "", "", "", b"")


@lru_cache(maxsize=1 << 14)  # the preview asks again and again for the same
def _deserialize_summary(raw: bytes) -> ArticleSummary:
    return deserialize(raw, ArticleSummary)


def digest_content(settings: ArticleSettings, slug: str, fingerprints: Fingerprints) -> str:
    """Return the digest of all files in an article's folder; ``fingerprints``: by name, one for each of them."""
    root = settings.root / settings.config.content
    hashed = sha256()
    with open_folder(root / "articles" / slug, root) as folder:
        for name in sorted(fingerprints):
            hashed.update(f"{name}\0".encode("utf-8", "surrogateescape"))
            try:
                hashed.update(folder.read(name, name))
            except Faults as found:  # no content; whoever reads the folder says so
                hashed.update(found.faults[0].problem.encode())
            hashed.update(b"\0")
    return hashed.hexdigest()[:32]


def select_articles(fingerprints: Fingerprints) -> Fingerprints:
    """Return the fingerprints of the files in the folder of articles, by their paths in it; given: those of all content."""
    folder = "articles/"
    return {
        path.removeprefix(folder): known for path, known in fingerprints.items() if path.startswith(folder)
    }


def group_by_slug(fingerprints: Fingerprints) -> dict[str, Fingerprints]:
    """Group the fingerprints of what a build reads by article, each by its name in the article's folder."""
    found: dict[str, Fingerprints] = {}
    for path, known in fingerprints.items():
        slug, _, name = path.partition("/")
        own = found.setdefault(slug, {})
        if is_article_file(name):
            own[name] = known
    return found
