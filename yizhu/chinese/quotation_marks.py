"""Convert quotation marks to a region's style: 「」『』 in Taiwan, “ ” ‘ ’ on the mainland.

Each mark becomes one mark, so offsets do not change. Marks in Latin text, and apostrophes, are left alone. On the mainland
an article's title has the marks of a book's, 《》 for 〈〉, and 、 does not stand between quoted items.
Sources: 教育部《重訂標點符號手冊》; GB/T 15834-2011, 4.5.3.5 and 4.15.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from yizhu.chinese.han import is_cjk, is_latin
from yizhu.chinese.script_conversion import find_script

CORNER, CURLY = "corner", "curly"
_TO_CURLY = tuple(zip("「」『』〝〞", "“”‘’“”", strict=True))
_TO_CORNER = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_OPENS = {"”": "“", "’": "‘"}
_TO_STRAIGHT = str.maketrans("“”‘’", '""""')
_QUOTATION_MARKS = "“”‘’「」『』"
# 〈〉 within 《》 stay: they mark a title in a title.
_TITLE = re.compile("《[^《》]*》|〈([^〈〉]+)〉")
_NEEDLESS_COMMA = re.compile("(?<=[」』》〉])、(?=[「『《〈])")
_CURLY_MARK = re.compile("[“”‘’]")


def convert_quotes(text: str, style: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """Convert the quotation marks outside the ``kept`` spans to a style, ``corner`` or ``curly``; unchanged for another."""
    if style == CURLY:
        new = text
        for corner, curly in _TO_CURLY:
            new = new.replace(corner, curly)
        if "〈" in new:
            new = _TITLE.sub(lambda title: f"《{title[1]}》" if title[1] else title[0], new)
    elif style == CORNER:
        new = "".join(_to_corner_brackets(_mask_kept(text, kept)))
    else:
        return text
    return _restore_kept(new, text, kept)


def find_needless_commas(text: str, style: str) -> list[int]:
    """Return the offsets of each 、 that the style leaves out between quoted items or titles (「甲」、「乙」)."""
    return (
        [found.start() for found in _NEEDLESS_COMMA.finditer(text)] if style == CURLY and "、" in text else []
    )


def choose_quote_style(source_lang: str, lang: str) -> str:
    """Return the style of an edition converted from another script: curly in Simplified, corner in Traditional."""
    scripts = find_script(source_lang)[: len("zh-Hant")], find_script(lang)[: len("zh-Hant")]
    return {("zh-Hant", "zh-Hans"): CURLY, ("zh-Hans", "zh-Hant"): CORNER}.get(scripts, "")


def _mask_kept(text: str, kept: Sequence[tuple[int, int]]) -> str:
    """Return the text without quotation marks in the kept spans: they do not pair with marks outside."""
    return _restore_kept(text, text.translate(_TO_STRAIGHT), kept)


def _restore_kept(text: str, other: str, kept: Sequence[tuple[int, int]]) -> str:
    """Return the text with the kept spans taken from another text of the same length."""
    pieces, at = list[str](), 0
    for start, end in sorted(kept):
        start, end = max(start, at), max(end, at)
        pieces += [text[at:start], other[start:end]]
        at = end
    return "".join([*pieces, text[at:]])


def _to_corner_brackets(text: str) -> list[str]:
    """Return the characters of the text, with corner brackets for the curly marks of Chinese quotations."""
    if not _CURLY_MARK.search(text):
        return list(text)
    marks, surroundings = list(text), _Surroundings(text)
    opened: list[int] = []
    open_counts = {"“": 0, "‘": 0}  # the number of open marks
    unpaired: list[int] = []
    for at, character in enumerate(text):
        if character in "“‘":
            opened.append(at)
            open_counts[character] += 1
        elif character in "”’" and not _is_apostrophe(text, at):
            if not open_counts[_OPENS[character]]:
                unpaired.append(at)
                continue
            while text[start := opened.pop()] != _OPENS[character]:
                open_counts[text[start]] -= 1
                unpaired.append(start)
            open_counts[text[start]] -= 1
            if surroundings.is_chinese(start, at):
                marks[start], marks[at] = _TO_CORNER[text[start]], _TO_CORNER[character]
    for at in unpaired + opened:
        if _is_chinese_unpaired(text, at):
            marks[at] = _TO_CORNER[text[at]]
    return marks


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    return text[at] == "’" and is_latin(before) and is_latin(after)


class _Surroundings:
    """Answers whether quotations contain Chinese or stand in Chinese text."""

    def __init__(self, text: str) -> None:
        self._text = text
        flags = (is_cjk(character) and character not in _QUOTATION_MARKS for character in text)
        # For each offset, the number of Chinese characters before it.
        self._chinese = list(accumulate(flags, initial=0))
        # For each offset, where the last character before it ends that is no space and no opening mark.
        solid = (at + 1 if character not in " “‘「『" else 0 for at, character in enumerate(text))
        self._solid = list(accumulate(solid, max, initial=0))

    def is_chinese(self, start: int, end: int) -> bool:
        """Does the quotation contain Chinese, or stand in Chinese text?

        Opening marks before it are skipped (他说“‘Hi’”). A closing mark after it is not: “it’s ‘fine’” is Latin,
        whatever follows.
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


def _is_chinese_unpaired(text: str, at: int) -> bool:
    """Does a mark without a partner (the quotation continues in the next paragraph) belong to Chinese text?

    A single mark must touch Chinese on its inner side: ’ may be an apostrophe (players’, ’90).
    """
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    inner, outer = (after, before) if text[at] in "“‘" else (before, after)
    if text[at] in "“”":
        return any(map(is_cjk, inner + outer))
    return bool(inner) and is_cjk(inner) and not (outer and is_latin(outer))
