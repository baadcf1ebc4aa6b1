"""Chinese in columns from right to left: where it is offered, and how wide the horizontal translation stands beside."""

from __future__ import annotations

from math import ceil

from yizhu.han import count_han
from yizhu.shown import Edition, Row, Words

# Letters of Latin text that fill one column of the style sheet's (24 em wide, 30 em high), with a fifth to spare.
_IN_A_COLUMN = 750
_HAN = 2.2  # a Han character takes the room of so many
_MOST = 4


def writing_of(edition: Edition) -> str:
    """How its text is set at first, horizontal or vertical; empty where a reader has no choice.

    Readers of Traditional Chinese may always choose; others where the article asks for columns.
    """
    lang = "" if edition.is_text_missing else edition.lang
    if not lang.startswith("zh"):
        return ""
    if edition.meta.writing == "vertical":
        return "vertical"
    return "horizontal" if lang.startswith("zh-Hant") else ""


def columns_of(row: Row) -> int:
    """How many columns the longer side of a row fills, set horizontally; on paper a row of several may be parted."""
    room = max(_room(row.text), _room(row.counterpart))
    return min(_MOST, max(1, ceil(room / _IN_A_COLUMN)))


def _room(words: tuple[Words, ...]) -> float:
    letters = sum(len(one.prose.text) for one in words)
    if letters * _HAN < _IN_A_COLUMN:
        return letters  # whatever they are, they fill one
    return letters + sum(count_han(one.prose.text) for one in words) * (_HAN - 1)
