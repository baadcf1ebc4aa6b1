"""How far the translations are: ``yizhu status``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from yizhu.build.faulty_articles import slug_of
from yizhu.check.load import CheckedContent, find_article, load_checked_content
from yizhu.content.model import Article, Text
from yizhu.content.translations.comparison import judge_translation

_COUNTS = ("passages", "translated", "machine", "draft", "reviewed", "stale")


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """How far a translation is."""

    article: str
    language: str
    passages: int  # of the source
    translated: int
    machine: int
    draft: int
    reviewed: int
    stale: int
    stale_passages: tuple[str, ...]  # p12, p3-p4
    edited_passages: tuple[str, ...]  # since they were signed
    fault: str = ""  # the first of an article that cannot be read: nothing else is known of it


def list_status(config_file: Path, slug: str = "") -> list[TranslationStatus]:
    """Return a line for each article, or for one, and each language that it is translated into.

    Raises ``Faults`` of what is no article, or of the one that is named.
    """
    checked = load_checked_content(config_file, without_faulty=True)
    articles = [find_article(checked, slug)] if slug else checked.articles
    found = [line for article in articles for line in _list_of(checked, article)]
    return found if slug else [*found, *_list_faulty(checked)]


def _list_faulty(checked: CheckedContent) -> Iterator[TranslationStatus]:
    """Yield a line for each that has faults, and is therefore not among the articles."""
    for slug in checked.faulty:
        faults = [f for f in checked.faults_in_drafts if slug_of(f, checked.config.content) == slug]
        first = min(faults, key=lambda fault: (fault.place.path, fault.place.line, fault.place.column))
        yield TranslationStatus(slug, "", 0, 0, 0, 0, 0, 0, (), (), f"{first.place}: {first.problem}")


def _list_of(checked: CheckedContent, article: Article) -> Iterator[TranslationStatus]:
    by_lang: dict[str, Text | None] = dict.fromkeys(checked.wanted_translations(article))
    by_lang |= {text.lang: text for text in article.translations}
    for lang, text in by_lang.items():
        yield _measure(article, lang, text)


def _measure(article: Article, lang: str, text: Text | None) -> TranslationStatus:
    passages = len(article.source.passages)
    if text is None:
        return TranslationStatus(article.slug, lang, passages, 0, 0, 0, 0, 0, (), ())
    judged = judge_translation(article, text)
    return TranslationStatus(
        article=article.slug,
        language=lang,
        passages=passages,
        translated=judged.translated,
        machine=judged.count("machine"),
        draft=judged.count("draft"),
        reviewed=judged.count("reviewed"),
        stale=judged.stale,
        stale_passages=tuple(passage.id for passage in judged.passages if passage.is_stale),
        edited_passages=tuple(passage.id for passage in judged.passages if passage.is_edited),
    )


# ---- output ------------------------------------------------------------------------------------------------


def status_to_row(status: TranslationStatus) -> dict[str, object]:
    """Return a line as JSON values, for programs."""
    return asdict(status)


def format_status(lines: Sequence[TranslationStatus]) -> Iterator[str]:
    """Yield the lines of a table; behind each, which passages are stale or edited, or why nothing is known of it."""
    rows: list[tuple[str, ...]] = [("article", "language", *_COUNTS)]
    rows += [(s.article, s.language, *(_format_count(s, name) for name in _COUNTS)) for s in lines]
    widths = [max(len(row[nth]) for row in rows) for nth in range(len(rows[0]))]
    yield _format_row(rows[0], widths)
    for row, status in zip(rows[1:], lines, strict=True):
        yield _format_row(row, widths)
        if status.fault:
            yield f"    with faults: {status.fault}"
        if status.stale_passages:
            yield f"    stale: {' '.join(status.stale_passages)}"
        if status.edited_passages:
            yield f"    edited since they were signed: {' '.join(status.edited_passages)}"


def _format_count(status: TranslationStatus, name: str) -> str:
    return "–" if status.fault else str(getattr(status, name))


def _format_row(row: Sequence[str], widths: Sequence[int]) -> str:
    words = [f"{cell:<{width}}" for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [f"{cell:>{width}}" for cell, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join([*words, *numbers])
