"""Which sentences of a translation answer which sentences of the source, within one passage.

Gale and Church (Computational Linguistics 19, 1993): translations of long sentences are long. Their dynamic program
over beads of 1-1, 1-0, 0-1, 2-1, 1-2, 2-2, 1-3 and 3-1 sentences, with lengths in Han characters and words, and a bonus for what both sides
name: a term of the glossary, a figure, a Latin name.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from yizhu.han import count, sentences

Span = tuple[int, int]

# Prior costs of the beads, -100 ln p with the p of Gale and Church's table 5.
# 1-3 and 3-1 are ours: a Chinese sentence of many clauses becomes several English ones.
_BEADS = {
    (1, 1): 12.0, (1, 0): 460.0, (0, 1): 460.0, (2, 1): 243.0, (1, 2): 243.0, (2, 2): 452.0,
    (1, 3): 330.0, (3, 1): 380.0,
}  # fmt: skip
_WORDS_PER_HAN = 0.62  # English words for a Han character, over this site's own articles
_VARIANCE = 2.5  # of words around that ratio, per word
_NAMES = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]|\d+(?:[.,/]\d+)*")
_SHARED = 60.0  # what a shared name is worth


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of the source and the stretch of the translation that answers it."""

    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Side:
    """A text and the things named in it: (offset, name)."""

    text: str
    names: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=1024)  # asked for a row's sentences, for each of its notes, and for the uses of its terms
def align(source: Side, target: Side) -> tuple[Pair, ...]:
    """The sentences of two texts in pairs, in order, both texts covered; an unanswered side is an empty span."""
    left, right = sentences(source.text), sentences(target.text)
    if not left or not right:
        return ()
    if len(left) == len(right) == 1:
        return (Pair(left[0], right[0]),)
    return tuple(_best_path(_weighed(source, left), _weighed(target, right)))


def answer(pairs: tuple[Pair, ...], start: int, end: int) -> Pair | None:
    """The pair whose source holds most of [start, end)."""
    shared = [(min(end, p.source[1]) - max(start, p.source[0]), p) for p in pairs]
    best = max(shared, key=lambda s: s[0], default=(0, None))
    return best[1] if best[0] > 0 else None


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    words: float  # in English words
    names: frozenset[str]


def _weighed(side: Side, spans: tuple[Span, ...]) -> list[_Sentence]:
    found = []
    for start, end in spans:
        text = side.text[start:end]
        han, words = count(text)
        names = {name.casefold() for name in _NAMES.findall(text)}
        names |= {f"#{name}" for offset, name in side.names if start <= offset < end}
        found.append(_Sentence((start, end), han * _WORDS_PER_HAN + words, frozenset(names)))
    return found


def _best_path(left: list[_Sentence], right: list[_Sentence]) -> list[Pair]:
    cost: dict[Span, float] = {(0, 0): 0.0}
    step: dict[Span, Span] = {}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for (di, dj), prior in _BEADS.items():
                if (i - di, j - dj) in cost and (di <= i and dj <= j):
                    total = cost[i - di, j - dj] + prior + _mismatch(left[i - di : i], right[j - dj : j])
                    if (i, j) == (0, 0) or total < cost.get((i, j), math.inf):
                        cost[i, j], step[i, j] = total, (di, dj)
    pairs: list[Pair] = []
    i, j = len(left), len(right)
    while (i, j) != (0, 0):
        di, dj = step[i, j]
        pairs.append(Pair(_joined(left, i - di, i), _joined(right, j - dj, j)))
        i, j = i - di, j - dj
    return pairs[::-1]


def _joined(side: list[_Sentence], first: int, last: int) -> Span:
    if first == last:
        at = side[first - 1].span[1] if first else 0
        return at, at
    return side[first].span[0], side[last - 1].span[1]


def _mismatch(left: list[_Sentence], right: list[_Sentence]) -> float:
    """-100 ln of the odds of such lengths, less what both name."""
    words_left, words_right = sum(s.words for s in left), sum(s.words for s in right)
    mean = (words_left + words_right) / 2
    if not mean or not left or not right:
        return 0.0
    delta = abs(words_right - words_left) / math.sqrt(_VARIANCE * max(mean, 1.0))
    odds = max(math.erfc(delta / math.sqrt(2)), 1e-12)
    names_left = frozenset[str]().union(*(s.names for s in left))
    names_right = frozenset[str]().union(*(s.names for s in right))
    return -100 * math.log(odds) - _SHARED * len(names_left & names_right)
