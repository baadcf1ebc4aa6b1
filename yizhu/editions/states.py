"""Tell readers in which state the rows of an edition are: stale, by machine, draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yizhu.content.model import Article, Text
from yizhu.content.translations.comparison import TranslatedPassage, TranslationState, judge_translation
from yizhu.editions.model import Row

STALE, MACHINE, DRAFT = "stale", "machine", "draft"
_SHOWN = (STALE, MACHINE, DRAFT)  # the first that a row's words are in is told


def find_states(article: Article, translation: Text | None) -> TranslationState | None:
    """Return what state.yaml says of a translation; None: nothing, so that it is as its front matter says."""
    if translation is None or article.state is None:
        return None
    found = judge_translation(article, translation)
    return found if found.is_known else None


def mark_states(rows: Sequence[Row], found: TranslationState | None) -> tuple[Row, ...]:
    """Return the rows, each with the state of the translation's words in it."""
    if found is None:
        return tuple(rows)
    by_number: dict[int, list[str]] = {}
    for passage in found.passages:
        by_number.setdefault(passage.answers[0], []).append(_describe(passage))
    return tuple(row if row.state else _mark(row, by_number) for row in rows)


def choose_status(found: TranslationState | None, status: str) -> str:
    """Return the status of the whole: what all passages are, or draft; ``status`` if nobody has signed any."""
    states = {passage.state for passage in found.passages} if found else set()
    return (states.pop() if len(states) == 1 else "draft") if states else status


def _describe(passage: TranslatedPassage) -> str:
    return STALE if passage.is_stale else passage.state


def _mark(row: Row, by_number: dict[int, list[str]]) -> Row:
    first = int(row.id[1:])
    found = {
        state for number in range(first, first + 1 + len(row.also)) for state in by_number.get(number, ())
    }
    return replace(row, state=next((state for state in _SHOWN if state in found), ""))
