"""Quotation marks as an edition's readers write them: 「」『』 in Taiwan (教育部《重訂標點符號手冊》), “ ” ‘ ’ on the mainland (GB/T 15834).

Each mark becomes one mark, so offsets stay. Marks of Latin text, and apostrophes, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from yizhu.chinese.han import is_cjk, is_latin

CORNER, CURLY = "corner", "curly"
_TO_CURLY = tuple(zip("「」『』〝〞", "“”‘’“”", strict=True))
_TO_CORNER = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_OPENS = {"”": "“", "’": "‘"}
_MASK = str.maketrans("“”‘’", '""""')
_ALL = "“”‘’「」『』"
_CURLED = re.compile("[“”‘’]")


def convert_quotes(text: str, habit: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """The text with the quotation marks of a habit (``corner`` or ``curly``; else as it is), but for ``kept`` stretches."""
    if habit == CURLY:
        new = text
        for corner, curly in _TO_CURLY:
            new = new.replace(corner, curly)
    elif habit == CORNER:
        new = "".join(_cornered(_masked(text, kept)))
    else:
        return text
    return _restored(new, text, kept)


def choose_quote_style(source_lang: str, lang: str) -> str:
    """The habit of an edition made from another script: curly in Simplified, corner in Traditional."""
    if lang.startswith("zh-Hans") and source_lang.startswith("zh-Hant"):
        return CURLY
    if lang.startswith("zh-Hant") and source_lang.startswith("zh-Hans"):
        return CORNER
    return ""


def _masked(text: str, kept: Sequence[tuple[int, int]]) -> str:
    """The text with no quotation marks in what is kept: they are none of the text around."""
    return _restored(text, text.translate(_MASK), kept)


def _restored(text: str, other: str, kept: Sequence[tuple[int, int]]) -> str:
    """The text, but for the stretches that are kept as another of the same length has them."""
    pieces, at = list[str](), 0
    for start, end in sorted(kept):
        start, end = max(start, at), max(end, at)
        pieces += [text[at:start], other[start:end]]
        at = end
    return "".join([*pieces, text[at:]])


def _cornered(text: str) -> list[str]:
    """The characters of the text, curly marks of Chinese quotations made corner brackets."""
    if not _CURLED.search(text):
        return list(text)
    marks, around = list(text), _Around(text)
    opened: list[int] = []
    is_open = {"“": 0, "‘": 0}  # so many of each
    alone: list[int] = []
    for at, character in enumerate(text):
        if character in "“‘":
            opened.append(at)
            is_open[character] += 1
        elif character in "”’" and not _is_apostrophe(text, at):
            if not is_open[_OPENS[character]]:
                alone.append(at)
                continue
            while text[start := opened.pop()] != _OPENS[character]:
                is_open[text[start]] -= 1
                alone.append(start)
            is_open[text[start]] -= 1
            if around.is_chinese(start, at):
                marks[start], marks[at] = _TO_CORNER[text[start]], _TO_CORNER[character]
    for at in alone + opened:
        if _is_chinese_alone(text, at):
            marks[at] = _TO_CORNER[text[at]]
    return marks


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    return text[at] == "’" and is_latin(before) and is_latin(after)


class _Around:
    """What stands in quotations and around them."""

    def __init__(self, text: str) -> None:
        self._text = text
        told = (is_cjk(character) and character not in _ALL for character in text)
        self._chinese = list(
            accumulate(told, initial=0)
        )  # so many characters of Chinese stand before an offset
        # Behind which character, from an offset to the left, nothing but spaces and opening marks stand.
        solid = (at + 1 if character not in " “‘「『" else 0 for at, character in enumerate(text))
        self._solid = list(accumulate(solid, max, initial=0))

    def is_chinese(self, start: int, end: int) -> bool:
        """Does the quotation hold Chinese, or stand in Chinese text?

        Of what stands in front, marks that open a quotation around it are passed over (他说“‘Hi’”); of what stands
        behind, one that closes it is no answer: “it’s ‘fine’” is Latin whatever follows.
        """
        before = self._solid[start]
        after = next((at for at in range(end + 1, len(self._text)) if self._text[at] != " "), len(self._text))
        inside = (start + 1, end)
        return any(
            self._chinese[last] > self._chinese[first]
            for first, last in (
                inside,
                (max(0, before - 1), before),
                (after, min(after + 1, len(self._text))),
            )
        )


def _is_chinese_alone(text: str, at: int) -> bool:
    """Is a mark without its partner (a quotation goes on in the next paragraph) one of Chinese?

    A single one must touch Chinese on its inner side: ’ may be an apostrophe (players’, ’90).
    """
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    inner, outer = (after, before) if text[at] in "“‘" else (before, after)
    if text[at] in "“”":
        return any(map(is_cjk, inner + outer))
    return bool(inner) and is_cjk(inner) and not (outer and is_latin(outer))
