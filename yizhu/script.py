"""Conversion between the scripts of Chinese, with the way of every offset known.

OpenCC's one-to-one configurations (t2s tw2s hk2s s2t s2tw s2hk) give a character for a character, so offsets stay.
Where a configuration changes lengths (tw2sp), the way is found by aligning input and output.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

# Two scripts of one language: the words of one can be made from the other's.
SIBLINGS = {"zh-Hant": ("zh-Hans", "s2tw"), "zh-Hans": ("zh-Hant", "tw2s"), "zh-Hant-HK": ("zh-Hant", "t2hk")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old text and what it becomes."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in another script, and where each offset of the old text lies in it."""

    text: str
    offsets: tuple[int, ...]  # one for each offset of the old text, its end included

    def moved(self, offset: int) -> int:
        """Where an offset of the old text lies in the new one."""
        return self.offsets[offset]


@cache
def _opencc(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def convert_words(text: str, config: str) -> str:
    """The text by one of OpenCC's configurations, without offsets."""
    return _opencc(config)(text) if config else text


def convert(text: str, config: str, pieces: Sequence[Piece] = ()) -> Converted:
    """The text by one of OpenCC's configurations; ``pieces`` (in order, apart) become what they say instead.

    The text is converted as a whole, so that a word is read in its context even where a piece interrupts it.
    """
    whole = _aligned(text, convert_words(text, config))
    new: list[str] = []
    offsets: list[int] = []
    length = position = 0
    for piece in (*pieces, Piece(len(text), len(text), "")):
        between = whole.text[whole.moved(position) : whole.moved(piece.start)]
        offsets += [length + whole.moved(o) - whole.moved(position) for o in range(position, piece.start)]
        length += len(between)
        offsets += [length + min(o, len(piece.text)) for o in range(piece.end - piece.start)]
        new += [between, piece.text]
        length += len(piece.text)
        position = piece.end
    return Converted("".join(new), (*offsets, length))


def _aligned(old: str, new: str) -> Converted:
    if len(old) == len(new):
        return Converted(new, tuple(range(len(old) + 1)))
    offsets = [0] * (len(old) + 1)
    for _, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        for step in range(end - start):
            offsets[start + step] = min(new_start + step, new_end)
    offsets[len(old)] = len(new)
    return Converted(new, tuple(offsets))
