"""Chinese in columns from right to left: where it is offered, and how wide the horizontal translation stands beside."""

from __future__ import annotations

from math import ceil

from yizhu.shown import Edition, Row

# Letters of Latin text that fill one column of the style sheet's (24 em wide, 30 em high), with a fifth to spare.
_IN_A_COLUMN = 750
_MOST = 6


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
    """In how many columns the row's counterpart is set, as high as the text beside it."""
    letters = sum(len(words.prose.text) for words in row.counterpart)
    return min(_MOST, max(1, ceil(letters / _IN_A_COLUMN)))
