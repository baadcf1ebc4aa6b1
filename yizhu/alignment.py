"""Which sentences of a translation answer which sentences of the source, within one passage.

Gale and Church (Computational Linguistics 19, 1993): translations of long sentences are long. Their dynamic program
over beads of 1-1, 1-0, 0-1, 2-1, 1-2, 2-2, 1-3 and 3-1 sentences, with lengths in Han characters and words, and a bonus for what both sides
name: a term of the glossary, a figure, a Latin name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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


class Pair(NamedTuple):  # made in half the time, and there are hundreds to an article
    """A stretch of the source and the stretch of the translation that answers it."""

    source: Span
    target: Span


@dataclass(
    frozen=True, slots=True, eq=False
)  # known by itself: to compare long texts takes longer than to look
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
    path = _best_path(_weighed(source), _weighed(target))
    if len(left) == len(right) == len(path):  # one for one
        return tuple(map(Pair, left, right))
    pairs: list[Pair] = []
    i = j = 0
    for di, dj in path:
        pairs.append(Pair(_joined(left, i, i + di), _joined(right, j, j + dj)))
        i, j = i + di, j + dj
    return tuple(pairs)


def answer(pairs: tuple[Pair, ...], start: int, end: int) -> Pair | None:
    """The pair whose source holds most of [start, end)."""
    shared = [(min(end, p.source[1]) - max(start, p.source[0]), p) for p in pairs]
    best = max(shared, key=lambda s: s[0], default=(0, None))
    return best[1] if best[0] > 0 else None


# A sentence as the program sees it: its length in English words, and what it names.
_Weight = tuple[float, frozenset[str]]
_NOTHING = frozenset[str]()


@lru_cache(maxsize=256)  # a translation stands beside its source in every script
def _weighed(side: Side) -> tuple[_Weight, ...]:
    found = []
    for start, end in sentences(side.text):
        text = side.text[start:end]
        han, words = count(text)
        terms = [f"#{name}" for offset, name in side.names if start <= offset < end]
        names = "\n".join(_NAMES.findall(text)).lower().split()
        found.append((han * _WORDS_PER_HAN + words, frozenset(terms + names) or _NOTHING))
    return tuple(found)


def _joined(spans: tuple[Span, ...], first: int, last: int) -> Span:
    if first == last:
        at = spans[first - 1][1] if first else 0
        return at, at
    return spans[first][0], spans[last - 1][1]


@lru_cache(maxsize=256)  # a text in two scripts has the same weights twice
def _best_path(left: tuple[_Weight, ...], right: tuple[_Weight, ...]) -> tuple[Span, ...]:
    """The beads of the cheapest way through both."""
    bound = _bound(left, right)
    if bound < _BEADS[1, 1] * len(left) + _DETOUR:
        return ((1, 1),) * len(left)
    lefts, rights = _stretches(left), _stretches(right)
    cost = [[math.inf] * (len(right) + 1) for _ in range(len(left) + 1)]
    step: dict[Span, Span] = {}
    cost[0][0] = 0.0
    for i in range(len(left) + 1):
        row = cost[i]
        for j in range(len(right) + 1):
            best = row[j]
            for di, dj, prior in _COSTS:
                if di <= i and dj <= j and (before := cost[i - di][j - dj]) < math.inf:
                    total = before + prior
                    if di and dj and total - _SHARED * len(lefts[i][di][1]) < best:
                        total += _mismatch(lefts[i][di], rights[j][dj])
                    if total < best:
                        best, step[i, j] = total, (di, dj)
            # From beside the diagonal a way must come back, by another bead than 1-1.
            row[j] = best if best + (_ASIDE if i != j else 0.0) <= bound else math.inf
    return tuple(_walked(step, (len(left), len(right))))[::-1]


def _bound(left: tuple[_Weight, ...], right: tuple[_Weight, ...]) -> float:
    """What no part of the cheapest way can cost: one sentence for one, and all names that both may still share."""
    if len(left) != len(right):
        return math.inf
    straight = sum(_BEADS[1, 1] + _mismatch(*pair) for pair in zip(left, right, strict=True))
    named = _NOTHING.union(*(names for _, names in right))
    return straight + _SHARED * sum(len(names & named) for _, names in left)


_COSTS = [(di, dj, prior) for (di, dj), prior in _BEADS.items()]
_ASIDE = min(prior for (di, dj), prior in _BEADS.items() if di != dj)
# What a way costs at least beyond its sentences taken one for one, if it leaves the diagonal, or stays on it by another
# bead than 1-1. Where the straight way costs less whatever else is named, no other need be looked at.
_EXCESS = {(di, dj): prior - _BEADS[1, 1] * (di + dj) / 2 for (di, dj), prior in _BEADS.items()}
_DETOUR = min(more if di == dj else 2 * more for (di, dj), more in _EXCESS.items() if (di, dj) != (1, 1))
_LONGEST = 3  # sentences of a bead's side


def _walked(step: dict[Span, Span], at: Span) -> Iterator[Span]:
    while at != (0, 0):
        yield step[at]
        at = at[0] - step[at][0], at[1] - step[at][1]


def _stretches(side: tuple[_Weight, ...]) -> list[list[_Weight]]:
    """For each place between sentences the stretches that end there, of none, one, two and three of them."""
    found = [[(0.0, _NOTHING)] * (min(_LONGEST, end) + 1) for end in range(len(side) + 1)]
    for start in range(len(side)):
        words, names = 0.0, _NOTHING
        for many, (more, named) in enumerate(side[start : start + _LONGEST], 1):
            words, names = words + more, names | named if named else names
            found[start + many][many] = words, names
    return found


def _mismatch(left: _Weight, right: _Weight) -> float:
    """-100 ln of the odds of such lengths, less what both name."""
    (words, names), (other_words, other_names) = left, right
    mean = (words + other_words) / 2
    if not mean:
        return 0.0
    delta = abs(other_words - words) / math.sqrt(_VARIANCE * max(mean, 1.0))
    odds = max(math.erfc(delta / math.sqrt(2)), 1e-12)
    return -100 * math.log(odds) - _SHARED * len(names & other_names)
