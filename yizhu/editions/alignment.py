"""Which sentences of a translation answer which sentences of the source, within one passage (after Gale and Church)."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile, zip_longest
from operator import itemgetter
from typing import NamedTuple

from yizhu.chinese.han import count_han_and_words, split_sentences
from yizhu.content.prose import OBJECT_CHARACTER, Prose, leaf_blocks, select_marks
from yizhu.editions.model import LocalizedProse

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
    left, right = split_sentences(source.text), split_sentences(target.text)
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


def find_counterpart(pairs: tuple[Pair, ...], start: int, end: int) -> Pair | None:
    """The pair whose source holds most of [start, end)."""
    first = bisect_right(pairs, start, key=_source_end)
    behind = map(pairs.__getitem__, range(first, len(pairs)))
    around = takewhile(lambda pair: pair.source[0] < end, behind)
    return max(around, key=lambda p: min(end, p.source[1]) - max(start, p.source[0]), default=None)


def _source_end(pair: Pair) -> int:
    return pair.source[1]


# A sentence as the program sees it: its length in English words, and what it names.
_Weight = tuple[float, frozenset[str]]
_NOTHING = frozenset[str]()


@lru_cache(maxsize=256)  # a translation stands beside its source in every script
def _weighed(side: Side) -> tuple[_Weight, ...]:
    found = []
    in_order = sorted(side.names)
    for start, end in split_sentences(side.text):
        text = side.text[start:end]
        han, words = count_han_and_words(text)
        first, last = (bisect_left(in_order, (at, "")) for at in (start, end))
        terms = [f"#{name}" for _, name in in_order[first:last]]
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
    if len(left) * len(right) <= _SMALL:
        return _through(left, right, [(0, len(right))] * (len(left) + 1), bound)
    return _through(left, right, _corridor(left, right), math.inf)


def _corridor(left: tuple[_Weight, ...], right: tuple[_Weight, ...]) -> list[Span]:
    """For each place between sentences of the left, from where to where on the right the way may pass it."""
    lows, highs = [len(right)] * (len(left) + 1), [0] * (len(left) + 1)
    i = j = 0
    for di, dj in _best_path(_halved(left), _halved(right)):
        for row in range(2 * i, min(2 * (i + di), len(left)) + 1):
            lows[row] = min(lows[row], max(0, 2 * j - _AROUND))
            highs[row] = max(highs[row], min(len(right), 2 * (j + dj) + _AROUND))
        i, j = i + di, j + dj
    return list(zip(lows, highs, strict=True))


def _halved(side: tuple[_Weight, ...]) -> tuple[_Weight, ...]:
    """The side, each two of its sentences as one."""
    twos = zip_longest(side[::2], side[1::2], fillvalue=(0.0, _NOTHING))
    return tuple((words + more, names | named) for (words, names), (more, named) in twos)


def _through(
    left: tuple[_Weight, ...], right: tuple[_Weight, ...], corridor: Sequence[Span], bound: float
) -> tuple[Span, ...]:
    """The beads of the cheapest way through a corridor, no part of which may cost more than the bound."""
    lefts, rights = _stretches(left), _stretches(right)
    costs: list[dict[int, float]] = []  # of the last rows, by place on the right
    steps: list[
        bytearray
    ] = []  # of each row, the last bead on the cheapest way to each place of the corridor
    for i, (low, high) in enumerate(corridor):
        row: dict[int, float] = {}
        step = bytearray(high - low + 1)
        beads = [
            (nth, *bead, costs[-bead[0]] if bead[0] else row)
            for nth, bead in enumerate(_COSTS)
            if bead[0] <= i
        ]
        for j in range(low, high + 1):
            best = 0.0 if not i and not j else math.inf
            for nth, di, dj, prior, reached in beads:
                if (before := reached.get(j - dj)) is not None:
                    total = before + prior
                    if di and dj and total - _SHARED * len(lefts[i][di][1]) < best:
                        total += _mismatch(lefts[i][di], rights[j][dj])
                    if total < best:
                        best, step[j - low] = total, nth
            # From beside the diagonal a way must come back, by another bead than 1-1.
            if best < math.inf and best + (_ASIDE if i != j else 0.0) <= bound:
                row[j] = best
        costs = [*costs[1 - _LONGEST :], row]
        steps.append(step)
    return tuple(_walked(steps, corridor))[::-1]


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
_SMALL = 10_000  # pairs of sentences, all of which are looked at
_AROUND = 16  # sentences, on either side of the way through the halves


def _walked(steps: Sequence[bytearray], corridor: Sequence[Span]) -> Iterator[Span]:
    """The beads from the end to the beginning."""
    i, j = len(corridor) - 1, corridor[-1][1]
    while i or j:
        di, dj, _ = _COSTS[steps[i][j - corridor[i][0]]]
        yield di, dj
        i, j = i - di, j - dj


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


def format_sentence_pairs(text: tuple[LocalizedProse, ...], counterpart: tuple[LocalizedProse, ...]) -> str:
    """``23:80 12:40``: how long a stretch of the text is, and how long the one that answers it.

    In order, without the last pair, which takes what is left; empty: the row is one pair. The letters are those that
    the page shows, counted as the DOM counts them, in UTF-16.
    """
    if not len(text) == len(counterpart) == 1:
        return ""
    left, right = text[0].prose, counterpart[0].prose
    pairs = align(make_side(left), make_side(right))[:-1]
    if not pairs:
        return ""
    measures = zip(
        _lengths(left, [pair.source for pair in pairs]),
        _lengths(right, [pair.target for pair in pairs]),
        strict=True,
    )
    return " ".join(f"{one}:{other}" for one, other in measures)


def _lengths(prose: Prose, spans: Iterable[Span]) -> Iterator[int]:
    """How many letters of a text's blocks stand in each stretch."""
    blocks = [(leaf.start, leaf.end) for leaf in leaf_blocks(prose.blocks)]
    size = len(prose.text)
    # One block, and every character a letter of one unit: nothing to be counted.
    is_even = blocks == [(0, size)] and OBJECT_CHARACTER not in prose.text and _letters(prose.text) == size
    for start, end in spans:
        if is_even:
            yield end - start
        else:
            behind = bisect_right(blocks, start, key=itemgetter(1))
            inside = blocks[behind : bisect_left(blocks, end, behind, key=itemgetter(0))]
            yield sum(_letters(prose.text[max(first, start) : min(last, end)]) for first, last in inside)


def _letters(text: str) -> int:
    return len(text.replace(OBJECT_CHARACTER, "").encode("utf-16-le")) // 2


@lru_cache(maxsize=512)  # asked for a row's sentences, its notes and its uses, in each edition
def make_side(prose: Prose) -> Side:
    """A text for alignment, with the terms found in it as its names."""
    return Side(prose.text, tuple((m.start, m.get("term")) for m in select_marks(prose, "term", "use")))
