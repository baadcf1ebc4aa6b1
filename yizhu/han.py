"""What Chinese text is made of: Han characters, their punctuation, widths, sentences and counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Unicode 15.1 blocks: URO and extensions A to I, compatibility ideographs, radicals, 〇 and 々.
_HAN = (
    "\u3005\u3007\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f\U00030000-\U000323af"
)
_CJK_MARKS = "\u3000-\u3004\u3006\u3008-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef"
_SHARED_MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026\u2e3a\u00b7"  # ours when they stand beside Han

_HAN_RE = re.compile(f"[{_HAN}]")
_CJK_RE = re.compile(f"[{_HAN}{_CJK_MARKS}\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\uac00-\ud7af]")
_WORDS_RE = re.compile(f"[^\\W{_HAN}]+(?:['’\\-][^\\W{_HAN}]+)*")

# A sentence of Chinese ends at 。！？… and the closing marks behind it; one of English at . ! ? before a space.
_SENTENCE_RE = re.compile(
    r"(?:[。！？…]+[」』”’）)》]*(?![，、；：])"
    r"|(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bNo)(?<!\bvs)[.!?]+[”’\"」』）)]*(?=\s)"
    r"|\n)\s*"
)


def is_han(character: str) -> bool:
    """Is this one character a Han character (also 〇, 々, radicals and all extensions)?"""
    return bool(_HAN_RE.match(character))


def has_han(text: str) -> bool:
    """Does any Han character stand in the text?"""
    return bool(_HAN_RE.search(text))


def is_cjk(character: str) -> bool:
    """Is this one character written in a full-width cell: Han, kana, Hangul, or their punctuation?"""
    return bool(_CJK_RE.match(character))


def is_digit(character: str) -> bool:
    """Is this one character an ASCII or full-width digit?"""
    return character in "0123456789" or "\uff10" <= character <= "\uff19"


def is_latin(character: str) -> bool:
    """Is this one character part of a word that is written with spaces around it (a letter or digit, not CJK)?"""
    return character.isalnum() and not is_cjk(character)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one width and one spacing, and where each of its characters came from."""

    text: str
    origin: tuple[
        int, ...
    ]  # offset of each folded character in the text as written, and its length at the end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as written that the folded stretch stands for."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """The text with full-width ASCII made half-width, and the spaces beside CJK dropped.

    So ``０到１``, ``0 到 1`` and ``0到1`` fold to one. Letter case is kept. The widths are those of the
    Unicode block Halfwidth and Fullwidth Forms.
    """
    folded: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        if "\uff01" <= character <= "\uff5e":
            character = chr(ord(character) - 0xFEE0)
        elif character in "\u3000\u00a0\u2009\u202f\t":
            character = " "
        elif character in "‐‑":
            character = "-"
        elif character == "’":
            character = "'"
        if character == " " and folded and (folded[-1] == " " or is_han(folded[-1])):
            continue
        if is_han(character) and folded and folded[-1] == " ":
            folded.pop()
            origin.pop()
        folded.append(character)
        origin.append(offset)
    return Folded("".join(folded), (*origin, len(text)))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as (start, end) offsets: adjoining, each with the space behind it, none empty."""
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _SENTENCE_RE.finditer(text):
        if text[start : mark.end()].strip():
            spans.append((start, mark.end()))
            start = mark.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    elif spans:
        spans[-1] = (spans[-1][0], len(text))
    return tuple(spans)


def count(text: str) -> tuple[int, int]:
    """How many Han characters, and how many words of other scripts, stand in the text."""
    return len(_HAN_RE.findall(text)), len(_WORDS_RE.findall(text))


def reading_minutes(text: str) -> int:
    """Minutes to read the text: 300 Han characters or 230 words a minute, at least 1.

    Mid-range of the silent-reading rates in Brysbaert, J. Mem. Lang. 109 (2019): 238 words of English a minute,
    about 260 to 380 characters of Chinese.
    """
    han, words = count(text)
    return max(1, round(han / 300 + words / 230))
