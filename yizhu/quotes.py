"""Quotation marks as an edition's readers write them: 「」『』 in Taiwan (教育部《重訂標點符號手冊》), “ ” ‘ ’ on the mainland (GB/T 15834).

Each mark becomes one mark, so offsets stay. Marks of Latin text, and apostrophes, are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from yizhu.han import is_cjk, is_latin

CORNER, CURLY = "corner", "curly"
_TO_CURLY = tuple(zip("「」『』", "“”‘’", strict=True))
_TO_CORNER = {"“": "「", "”": "」", "‘": "『", "’": "』"}


def requote(text: str, habit: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """The text with the quotation marks of a habit (``corner`` or ``curly``; else as it is), but for ``kept`` stretches."""
    if habit == CURLY:
        new = text
        for corner, curly in _TO_CURLY:
            new = new.replace(corner, curly)
    elif habit == CORNER:
        new = "".join(_cornered(text))
    else:
        return text
    for start, end in kept:
        new = new[:start] + text[start:end] + new[end:]
    return new


def habit_of(source_lang: str, lang: str) -> str:
    """The habit of an edition made from another script: curly in Simplified, corner in Traditional."""
    if lang.startswith("zh-Hans") and source_lang.startswith("zh-Hant"):
        return CURLY
    if lang.startswith("zh-Hant") and source_lang.startswith("zh-Hans"):
        return CORNER
    return ""


def _cornered(text: str) -> list[str]:
    """The characters of the text, curly marks of Chinese quotations made corner brackets."""
    marks = list(text)
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in "“‘":
            opened.append(at)
        elif character in "”’" and not _is_apostrophe(text, at):
            start = opened.pop() if opened else -1
            if start >= 0 and _is_chinese(text, start, at):
                marks[start], marks[at] = _TO_CORNER[text[start]], _TO_CORNER[character]
    return marks


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    return text[at] == "’" and is_latin(before) and is_latin(after)


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Does the quotation hold Chinese, or stand in Chinese text?"""
    around = text[max(0, start - 1) : start] + text[end + 1 : end + 2]
    return any(is_cjk(character) for character in text[start + 1 : end] + around)
