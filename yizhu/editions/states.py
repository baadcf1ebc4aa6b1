"""Tell readers in which state the rows of an edition are: stale, by machine, draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yizhu.content.model import Article, Text
from yizhu.content.translations.comparison import TranslatedPassage, TranslationState, judge_translation
from yizhu.content.translations.source_versions import find_versions
from yizhu.content.translations.word_difference import list_changes
from yizhu.editions.localization import Localization, localize_text
from yizhu.editions.model import Row, SourceChange

STALE, MACHINE, DRAFT = "stale", "machine", "draft"
_SHOWN = (STALE, MACHINE, DRAFT)  # the first that a row's words are in is told


def find_states(article: Article, translation: Text | None) -> TranslationState | None:
    """Return what state.yaml says of a translation; None: nothing, so that it is as its front matter says."""
    if translation is None or article.state is None:
        return None
    found = judge_translation(article, translation)
    return found if found.is_known else None


def mark_states(
    rows: Sequence[Row], found: TranslationState | None, article: Article, localization: Localization
) -> tuple[Row, ...]:
    """Return the rows, each with the state of the translation's words in it, and how the source of stale ones changed."""
    if found is None:
        return tuple(rows)
    by_id: dict[str, list[TranslatedPassage]] = {}
    for passage in found.passages:
        by_id.setdefault(passage.id.partition("-")[0], []).append(passage)

    def mark(row: Row) -> Row:
        passages = [passage for id in (row.id, *row.also) for passage in by_id.get(id, ())]
        states = set(map(_describe, passages))
        state = next((state for state in _SHOWN if state in states), "")
        stale = [passage for passage in passages if passage.is_stale]
        changes = (_find_change(article, passage, localization) for passage in stale)
        return replace(row, state=state, changes=tuple(filter(None, changes)))

    return tuple(row if row.state else mark(row) for row in rows)


def choose_status(found: TranslationState | None, status: str) -> str:
    """Return the status of the whole: what all passages are, or draft; ``status`` if nobody has signed any."""
    states = {passage.state for passage in found.passages} if found else set()
    return (states.pop() if len(states) == 1 else "draft") if states else status


def _describe(passage: TranslatedPassage) -> str:
    return STALE if passage.is_stale else passage.state


def _find_change(
    article: Article, passage: TranslatedPassage, localization: Localization
) -> SourceChange | None:
    """Return how the source changed, in the edition's script if it is made from the source's; None: nobody knows."""
    versions = find_versions(article, passage)
    if versions is None:
        return None
    is_converted = bool(localization.lang) and localization.source_lang == article.source.lang
    before, now = (localize_text(words, localization) if is_converted else words for words in versions)
    pieces = tuple(
        (piece.after if piece.is_same else piece.before, piece.after) for piece in list_changes(before, now)
    )
    return SourceChange(localization.lang if is_converted else article.source.lang, pieces)
