"""Articles with faults: what a build shows in their place, and which faults stop it.

A build shows of a draft what is sound, if drafts are built; an article that is no draft stops it. A preview shows what was
good last, or else what is sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yizhu.build.articles import (
    CARD,
    EDITION,
    READINGS,
    TIES,
    ArticleSettings,
    process_read,
    read_part,
    read_with_folder,
)
from yizhu.build.cache.key import Doubt
from yizhu.build.cache.serialization import deserialize, serialize
from yizhu.build.cache.store import Cache, CachedArticle
from yizhu.content.faults import Fault, Faults
from yizhu.content.model import Article, ArticleFolder
from yizhu.site.summary import ArticleSummary

_PART = "a part"  # stands for the content of what is cached of an article with faults: it is never up to date


@dataclass(frozen=True, slots=True)
class FaultyArticle:
    """An article with faults, and what is shown in its place."""

    slug: str
    is_draft: bool
    faults: tuple[Fault, ...]
    summary: ArticleSummary | None  # of what is shown; None: nothing
    is_old: bool = False  # it is what was good last


def find_stand_ins(
    cache: Cache,
    settings: ArticleSettings,
    faults: Mapping[str, tuple[Fault, ...]],
    drafts: bool,
    in_preview: bool,
) -> tuple[FaultyArticle, ...]:
    """Return the articles with these faults, by slug, each with what is shown in its place."""
    before = _last_good(cache, settings, faults) if in_preview else {}
    found = tuple(
        _find_stand_in(cache, settings, slug, own, before.get(slug), drafts, in_preview)
        for slug, own in faults.items()
    )
    cache.commit()
    return found


def _find_stand_in(
    cache: Cache, settings: ArticleSettings, slug: str, faults: Iterable[Fault], before: ArticleSummary | None, drafts: bool,
    in_preview: bool,
) -> FaultyArticle:  # fmt: skip
    try:
        part = read_part(settings, slug)
    except Faults:  # its folder cannot be opened
        return FaultyArticle(slug, False, tuple(faults), before, before is not None)
    every = tuple(dict.fromkeys((*faults, *part.faults)))
    if before:
        return FaultyArticle(slug, part.is_draft, every, before, is_old=True)
    summary = None
    if part.article and (in_preview or (drafts and part.is_draft)):
        processed = process_read(settings, part.article)
        stored = CachedArticle(slug, "", _PART, "", serialize(processed.summary))
        cache.store_article(stored, processed.bodies)
        summary = processed.summary
    return FaultyArticle(slug, part.is_draft, every, summary)


def _last_good(cache: Cache, settings: ArticleSettings, slugs: Iterable[str]) -> dict[str, ArticleSummary]:
    """Return the summaries of these articles from when they had no faults, where all else is cached, too."""
    wanted = set(slugs)
    rows = [row for row in cache.articles() if row.slug in wanted and row.content != _PART]
    return {
        row.slug: deserialize(row.summary, ArticleSummary)
        for row in rows
        if _has_all_bodies(cache, settings, row.slug)
    }


def _has_all_bodies(cache: Cache, settings: ArticleSettings, slug: str) -> bool:
    """Is it cached for the editions as they are configured now?"""
    try:
        for edition in settings.config.editions:
            for body in (EDITION, TIES, CARD, *([READINGS] if edition.readings != "none" else [])):
                cache.body(slug, edition.name + body)
    except Doubt:
        return False
    return True


def read_shown(
    settings: ArticleSettings, slugs: Iterable[str], faulty: Iterable[FaultyArticle]
) -> Iterator[tuple[ArticleFolder, Article]]:
    """Yield what is shown of these articles, of the faulty ones their sound parts."""
    parts = {article.slug for article in faulty}
    for slug in slugs:
        if slug not in parts:
            yield read_with_folder(settings, slug)
        elif (part := read_part(settings, slug)).article:
            yield part.folder, part.article


def split_faults(
    faults: Iterable[Fault], content: str, drafts: Collection[str]
) -> tuple[list[Fault], list[Fault]]:
    """Return the faults that stop a build, and those in the files of drafts, which do not; ``drafts``: their slugs."""
    stopping: list[Fault] = []
    in_drafts: list[Fault] = []
    for fault in faults:
        (in_drafts if slug_of(fault, content) in drafts else stopping).append(fault)
    return stopping, in_drafts


def slug_of(fault: Fault, content: str) -> str:
    """Return the slug of the article in whose files the fault is; empty: it is elsewhere."""
    folder = f"{content}/articles/"
    path = fault.place.path
    return path.removeprefix(folder).partition("/")[0] if path.startswith(folder) else ""
