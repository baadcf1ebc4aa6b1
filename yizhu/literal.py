"""A few wordings are found exactly as written, the longest first, without an automaton: what an article says itself,
and words that count only behind a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from yizhu.intervals import Bars, Span
from yizhu.script import Piece

Pairs = tuple[tuple[str, str], ...]  # as written here, as written there

# What may stand before a word that is counted: figures or numerals, 多 餘 來 behind them (十多兆), a space.
_COUNTED = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千萬万億亿兩两數数幾几半][多餘余來来]? ?\Z")


def exactly(text: str, pairs: Pairs, barred: Sequence[Span] = ()) -> list[Piece]:
    """Where the wordings stand, and what each becomes; nothing that touches a ``barred`` stretch."""
    if not pairs:
        return []
    becomes, pattern, bars = dict(pairs), _pattern(tuple(old for old, _ in pairs)), Bars(barred)
    pieces: list[Piece] = []
    found = pattern.search(text)
    while found:
        start, end = found.span()
        is_free = not bars.overlap(start, end)
        if is_free:
            pieces.append(Piece(start, end, becomes[found[0]]))
        found = pattern.search(text, end if is_free else start + 1)
    return pieces


def is_counted(text: str, start: int) -> bool:
    """Does a number stand before this place?"""
    return bool(_COUNTED.search(text[max(0, start - 3) : start]))


def stands_in(contexts: Sequence[str], text: str, start: int, end: int) -> bool:
    """Does one of the contexts hold the stretch?"""
    return any(
        text.startswith(context, at)
        for context in contexts
        for at in range(max(0, end - len(context)), start + 1)
    )


@lru_cache(maxsize=64)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return re.compile("|".join(map(_whole_word, longest_first)))


def _whole_word(wording: str) -> str:
    """A pattern; Latin words are found whole."""
    ahead = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z]", wording) else ""
    behind = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z]\Z", wording) else ""
    return ahead + re.escape(wording) + behind
