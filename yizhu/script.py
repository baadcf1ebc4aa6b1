"""Conversion between the scripts of Chinese, with the way of every offset known.

OpenCC's one-to-one configurations (t2s tw2s hk2s s2t s2tw s2hk) give a character for a character, so offsets stay.
Where a configuration changes lengths (tw2sp), the way is found by aligning input and output.
"""

from __future__ import annotations

import difflib
from bisect import bisect_right
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
    """A text in another script, and where each offset of the old text lies in it.

    The way is kept as stretches, in order: from ``starts[i]`` on, offsets move along with ``news[i]``, as far as
    ``ends[i]``. A text whose characters stay one to one is one stretch.
    """

    text: str
    starts: tuple[int, ...]  # in the old text
    news: tuple[int, ...]
    ends: tuple[int, ...]
    length: int  # of the old text

    def moved(self, offset: int) -> int:
        """Where an offset of the old text lies in the new one."""
        at = bisect_right(self.starts, offset) - 1
        return min(self.news[at] + offset - self.starts[at], self.ends[at])

    @property
    def is_even(self) -> bool:
        """Does every offset stay as it is?"""
        return self.starts == self.news and self.length == len(self.text)

    @property
    def offsets(self) -> tuple[int, ...]:
        """One for each offset of the old text, its end included."""
        return tuple(self.moved(offset) for offset in range(self.length + 1))


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
    if not pieces:
        return whole
    new: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    length = position = 0
    for piece in pieces:
        first, last = whole.moved(position), whole.moved(piece.start)
        stretches += _between(whole, position, piece.start, length - first)
        length += last - first
        stretches.append((piece.start, length, length + len(piece.text)))
        new += [whole.text[first:last], piece.text]
        length += len(piece.text)
        position = piece.end
    rest = whole.moved(position)
    stretches += _between(whole, position, len(text) + 1, length - rest)
    return _whole("".join([*new, whole.text[rest:]]), stretches, len(text))


def _between(whole: Converted, start: int, end: int, shift: int) -> list[tuple[int, int, int]]:
    """The stretches of the old text's [start, end), moved by ``shift`` in the new one."""
    last = whole.moved(min(end, whole.length))
    found: list[tuple[int, int, int]] = []
    for at, begin in enumerate(whole.starts):
        following = whole.starts[at + 1] if at + 1 < len(whole.starts) else whole.length + 1
        if max(begin, start) < min(following, end):
            first = max(begin, start)
            found.append((first, whole.moved(first) + shift, min(whole.ends[at], last) + shift))
    return found


def _whole(text: str, stretches: Sequence[tuple[int, int, int]], length: int) -> Converted:
    starts, news, ends = zip(*stretches, strict=True)
    return Converted(text, starts, news, ends, length)


def _aligned(old: str, new: str) -> Converted:
    if len(old) == len(new):
        return Converted(new, (0,), (0,), (len(new),), len(old))
    matcher = difflib.SequenceMatcher(None, old, new, False)
    stretches = [(start, first, last) for _, start, end, first, last in matcher.get_opcodes() if start < end]
    return _whole(new, [*stretches, (len(old), len(new), len(new))], len(old))
