"""Align the sentences of a passage with those of its translation (after Gale and Church).

1. Weigh each sentence: its length in English words, and its anchors: terms, names, numbers, common words.
2. Find the cheapest sequence of beads, pairs of so many source and so many target sentences, by dynamic programming.
3. Return the pairs as spans, or their lengths in letters for the page.

Two passages are aligned once (``PassageAligner``): what two scripts and both directions share is a fact of the article.

Gale and Church, Computational Linguistics 19 (1993).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from operator import itemgetter

from yizhu.chinese.han import count_han_and_words, split_sentences
from yizhu.content.model import Passage
from yizhu.content.prose import OBJECT_CHARACTER, Prose, Span, hold_formulas, leaf_blocks, select_marks
from yizhu.editions.model import Pair
from yizhu.editions.sentence_anchors import find_anchors, measure_worth

# Prior costs of the beads, like -100 ln p in Gale and Church's table 5. Chinese and English part and join sentences more
# often than their English and French did; evaluation/alignment.py tells how well these do.
_BEADS = {
    (1, 1): 12.0, (1, 0): 380.0, (0, 1): 380.0, (2, 1): 160.0, (1, 2): 160.0, (2, 2): 400.0,
    (1, 3): 270.0, (3, 1): 270.0,
}  # fmt: skip
_EXCHANGED = 180.0  # two sentences that the translation has in the other order
# English words for a Han character; a passage's own ratio counts as much as so many characters at this one.
_WORDS_PER_HAN, _CHARACTERS = 0.7, 40
_LEAST_RATIO, _GREATEST_RATIO = 0.45, 1.0
_VARIANCE = 2.0  # of words around that ratio, per word
# If of equally many sentences each differs from its neighbour by less than so many deviations, squared, none is in doubt;
# of 30 such passages in evaluation/alignment-development.tsv all are one for one. Others take ten times as long.
_SURE = 0.8
_BIT = 20.0  # what a bit of an anchor in both takes off the cost

_COSTS = [(di, dj, prior) for (di, dj), prior in _BEADS.items()]
_CROSSED = len(_COSTS)  # stands for two exchanged sentences among the beads
# The least cost of a bead that leaves the diagonal. A path beside the diagonal needs one more of these to come back.
_RETURN = min(prior for (di, dj), prior in _BEADS.items() if di != dj)
# What a path costs at least beyond its sentences taken one for one, if it leaves the diagonal or has another bead than
# 1-1 on it. If the straight path costs less than this, no other path can be cheaper.
_EXCESS = {(di, dj): prior - _BEADS[1, 1] * (di + dj) / 2 for (di, dj), prior in _BEADS.items()}
_DETOUR = min(
    _EXCHANGED - 2 * _BEADS[1, 1],
    *(more if di == dj else 2 * more for (di, dj), more in _EXCESS.items() if (di, dj) != (1, 1)),
)
_LONGEST = 3  # sentences on one side of a bead
_SMALL = 10_000  # so many pairs of sentences are searched completely
_CORRIDOR = 16  # sentences on either side of the path that was found with half the sentences


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts to align, and the terms in it: (offset, term id)."""

    text: str
    terms: tuple[tuple[int, str], ...] = ()


class PassageAligner:
    """Aligns the passages of an article's texts, each two once."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, int, str, int], tuple[Pair, ...]] = {}

    def pairs(self, lang: str, passage: Passage, other_lang: str, other: Passage) -> tuple[Pair, ...]:
        """Return the sentence pairs of two passages of different texts, as ``align`` does.

        Chinese is the source in either direction: how its sentences become those of another language is what is known.
        """
        if other_lang.startswith("zh") and not lang.startswith("zh"):
            found = self.pairs(other_lang, other, lang, passage)
            return tuple(sorted([Pair(own, others) for others, own in found]))
        key = lang, passage.number, other_lang, other.number
        if key not in self._pairs:
            self._pairs[key] = align(make_side(passage.prose), make_side(other.prose))
        return self._pairs[key]


def align(source: Side, target: Side) -> tuple[Pair, ...]:
    """Return pairs of sentences that cover both texts, in the source's order; a span is empty if nothing corresponds.

    The result is empty if one of the texts has no sentences. Two neighbours in the target may be in the other order.
    """
    left, right = split_sentences(source.text), split_sentences(target.text)
    if not left or not right:
        return ()
    if len(left) == len(right) == 1:
        return (Pair(left[0], right[0]),)
    counted, others = _count_sentences(source, left), _count_sentences(target, right)
    ratio = _estimate_ratio(counted, others)
    lengths, other_lengths = _measure_lengths(counted, ratio), _measure_lengths(others, ratio)
    if len(left) == len(right) and all(map(_are_alike, lengths, other_lengths)):
        return tuple(map(Pair, left, right))
    anchors, other_anchors = _list_anchors(source, left), _list_anchors(target, right)
    bits = _number_anchors(frozenset().union(*anchors) & frozenset().union(*other_anchors))
    path = _best_path(
        _weigh_sentences(lengths, anchors, bits), _weigh_sentences(other_lengths, other_anchors, bits)
    )
    if len(left) == len(right) == len(path):  # one for one
        return tuple(map(Pair, left, right))
    pairs: list[Pair] = []
    i = j = 0
    for di, dj in path:
        if dj < 0:
            pairs += [Pair(left[i], right[j + 1]), Pair(left[i + 1], right[j])]
        else:
            pairs.append(Pair(_join_spans(left, i, i + di), _join_spans(right, j, j + dj)))
        i, j = i + di, j + abs(dj)
    return tuple(pairs)


def find_counterpart(pairs: tuple[Pair, ...], start: int, end: int) -> Pair | None:
    """Return the pair whose source contains most of [start, end)."""
    first = bisect_right(pairs, start, key=_source_end)
    following = map(pairs.__getitem__, range(first, len(pairs)))
    overlapping = takewhile(lambda pair: pair.source[0] < end, following)
    return max(overlapping, key=lambda p: min(end, p.source[1]) - max(start, p.source[0]), default=None)


def _source_end(pair: Pair) -> int:
    return pair.source[1]


# One sentence or more: their length in English words, and their anchors as bits. An anchor is one bit or several, so that
# what two sentences share is worth as much as it has bits.
_Weight = tuple[float, int]


def _number_anchors(shared: Iterable[str]) -> dict[str, int]:
    """Return the bits of each anchor that is in both texts."""
    bits, at = dict[str, int](), 0
    for anchor in shared:
        worth = measure_worth(anchor)
        bits[anchor] = ((1 << worth) - 1) << at
        at += worth
    return bits


def _weigh_sentences(
    lengths: Sequence[float], anchors: Sequence[frozenset[str]], bits: dict[str, int]
) -> tuple[_Weight, ...]:
    own = [sum([bits[anchor] for anchor in found & bits.keys()]) for found in anchors]
    return tuple(zip(lengths, own, strict=True))


def _measure_lengths(counted: Iterable[Span], ratio: float) -> list[float]:
    """Return the length of each sentence in English words."""
    return [han * ratio + words for han, words in counted]


def _are_alike(length: float, other: float) -> bool:
    """Are two sentences of such lengths surely a pair, if all their neighbours are?"""
    return (other - length) ** 2 <= _SURE * _VARIANCE * max((length + other) / 2, 1.0)


def _count_sentences(side: Side, spans: Iterable[Span]) -> list[Span]:
    """Return the number of Han characters and of other words in each sentence."""
    return [count_han_and_words(side.text[start:end]) for start, end in spans]


def _estimate_ratio(left: Iterable[Span], right: Iterable[Span]) -> float:
    """Return how many words these passages have for a Han character."""
    (han, words), (other_han, other_words) = (map(sum, zip(*side, strict=True)) for side in (left, right))
    more_han, fewer_words = han - other_han, other_words - words
    if more_han < 0:
        more_han, fewer_words = -more_han, -fewer_words
    ratio = (fewer_words + _CHARACTERS * _WORDS_PER_HAN) / (more_han + _CHARACTERS)
    return max(_LEAST_RATIO, min(_GREATEST_RATIO, ratio))


def _list_anchors(side: Side, spans: Sequence[Span]) -> list[frozenset[str]]:
    in_order = sorted(side.terms)
    found = []
    for start, end in spans:
        anchors = find_anchors(side.text[start:end])
        if in_order:
            first, last = (bisect_left(in_order, (at, "")) for at in (start, end))
            anchors |= {f"#{name}" for _, name in in_order[first:last]}
        found.append(frozenset(anchors))
    return found


def _join_spans(spans: tuple[Span, ...], first: int, last: int) -> Span:
    if first == last:
        at = spans[first - 1][1] if first else 0
        return at, at
    return spans[first][0], spans[last - 1][1]


def _best_path(left: tuple[_Weight, ...], right: tuple[_Weight, ...]) -> tuple[Span, ...]:
    """Return the beads (source sentences, target sentences) of the cheapest path."""
    bound = _bound_cost(left, right)
    if bound < _BEADS[1, 1] * len(left) + _DETOUR:  # nothing is in doubt
        return ((1, 1),) * len(left)
    if len(left) * len(right) <= _SMALL:
        return _search(left, right, [(0, len(right))] * (len(left) + 1), bound)
    return _search(left, right, _find_corridor(left, right), math.inf)


def _find_corridor(left: tuple[_Weight, ...], right: tuple[_Weight, ...]) -> list[Span]:
    """Return, for each boundary between sentences on the left, the range of boundaries on the right to search."""
    lows, highs = [len(right)] * (len(left) + 1), [0] * (len(left) + 1)
    i = j = 0
    for di, dj in _best_path(_halve(left), _halve(right)):
        for row in range(2 * i, min(2 * (i + di), len(left)) + 1):
            lows[row] = min(lows[row], max(0, 2 * j - _CORRIDOR))
            highs[row] = max(highs[row], min(len(right), 2 * (j + abs(dj)) + _CORRIDOR))
        i, j = i + di, j + abs(dj)
    return list(zip(lows, highs, strict=True))


def _halve(side: tuple[_Weight, ...]) -> tuple[_Weight, ...]:
    """Return the sentences joined two by two."""
    twos = zip_longest(side[::2], side[1::2], fillvalue=(0.0, 0))
    return tuple((words + more, anchors | others) for (words, anchors), (more, others) in twos)


def _search(
    left: tuple[_Weight, ...], right: tuple[_Weight, ...], corridor: Sequence[Span], bound: float
) -> tuple[Span, ...]:
    """Return the beads of the cheapest path through a corridor; paths that cost more than ``bound`` are dropped."""
    lefts, rights = _join_weights(left), _join_weights(right)
    costs: list[dict[int, float]] = []  # of the last rows, by boundary on the right
    steps: list[bytearray] = []  # by row, the last bead of the cheapest path to each boundary of the corridor
    for i, (low, high) in enumerate(corridor):
        row: dict[int, float] = {}
        step = bytearray(high - low + 1)
        beads = [
            (bead_index, *bead, costs[-bead[0]] if bead[0] else row)
            for bead_index, bead in enumerate(_COSTS)
            if bead[0] <= i
        ]
        for j in range(low, high + 1):
            best = 0.0 if not i and not j else math.inf
            for bead_index, di, dj, prior, reached in beads:
                if (before := reached.get(j - dj)) is not None:
                    total = before + prior
                    if di and dj:
                        total -= _BIT * (lefts[i][di][1] & rights[j][dj][1]).bit_count()
                        if total < best:
                            total += _compare_lengths(lefts[i][di][0], rights[j][dj][0])
                    if total < best:
                        best, step[j - low] = total, bead_index
            if i > 1 and j > 1 and (before := costs[-2].get(j - 2)) is not None:
                total = before + _EXCHANGED + _mismatch(left[i - 2], right[j - 1])
                if total < best:
                    total += _mismatch(left[i - 1], right[j - 2])
                if total < best:
                    best, step[j - low] = total, _CROSSED
            # A path beside the diagonal must come back to it.
            if best < math.inf and best + (_RETURN if i != j else 0.0) <= bound:
                row[j] = best
        costs = [*costs[1 - _LONGEST :], row]
        steps.append(step)
    return tuple(_walk_back(steps, corridor))[::-1]


def _bound_cost(left: tuple[_Weight, ...], right: tuple[_Weight, ...]) -> float:
    """Return an upper bound for every part of the cheapest path: the straight path without its shared anchors."""
    if len(left) != len(right):
        return math.inf
    straight = sum([_BEADS[1, 1] + _mismatch(*pair) for pair in zip(left, right, strict=True)])
    return straight + _BIT * sum([anchors.bit_count() for _, anchors in left])


def _walk_back(steps: Sequence[bytearray], corridor: Sequence[Span]) -> Iterator[Span]:
    """Yield the beads from the last to the first."""
    i, j = len(corridor) - 1, corridor[-1][1]
    while i or j:
        bead = steps[i][j - corridor[i][0]]
        di, dj, _ = _COSTS[bead] if bead != _CROSSED else (2, -2, 0.0)
        yield di, dj
        i, j = i - di, j - abs(dj)


def _join_weights(side: tuple[_Weight, ...]) -> list[list[_Weight]]:
    """Return, for each boundary, the joined weights of the last 0, 1, 2 and 3 sentences before it."""
    found = [[(0.0, 0)] * (min(_LONGEST, end) + 1) for end in range(len(side) + 1)]
    for start in range(len(side)):
        words, anchors = 0.0, 0
        for many, (more, others) in enumerate(side[start : start + _LONGEST], 1):
            words, anchors = words + more, anchors | others
            found[start + many][many] = words, anchors
    return found


def _mismatch(left: _Weight, right: _Weight) -> float:
    """Return how unlike two stretches are, less what the anchors in both are worth."""
    return _compare_lengths(left[0], right[0]) - _BIT * (left[1] & right[1]).bit_count()


def _compare_lengths(words: float, others: float) -> float:
    """Return -100 ln of the probability of such lengths."""
    mean = (words + others) / 2
    if not mean:
        return 0.0
    delta = abs(others - words) / math.sqrt(_VARIANCE * max(mean, 1.0))
    return -100 * math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))


def format_sentence_pairs(left: Prose, right: Prose, pairs: Sequence[Pair]) -> str:
    """Return the lengths of a row's sentence pairs, text and counterpart: ``23:80 12:40``.

    The last pair is left out: it takes the rest. So the string is empty if the row is one pair. Lengths are in UTF-16
    code units of the text that the page shows, as the DOM counts them. Two that are exchanged count as one pair here.
    """
    pairs = _join_exchanged(pairs)
    measures = zip(
        _measure_spans(left, [pair.source for pair in pairs[:-1]]),
        _measure_spans(right, [pair.target for pair in pairs[:-1]]),
        strict=True,
    )
    return " ".join(f"{one}:{other}" for one, other in measures)


def _join_exchanged(pairs: Sequence[Pair]) -> list[Pair]:
    joined: list[Pair] = []
    for pair in pairs:
        if joined and pair.target[0] < joined[-1].target[0]:
            before = joined.pop()
            pair = Pair((before.source[0], pair.source[1]), (pair.target[0], before.target[1]))
        joined.append(pair)
    return joined


def _measure_spans(prose: Prose, spans: Iterable[Span]) -> Iterator[int]:
    """Yield the number of code units in each span, counting only text inside blocks."""
    blocks = [(leaf.start, leaf.end) for leaf in leaf_blocks(prose.blocks)]
    size = len(prose.text)
    # One block, and every character one code unit: a length is the difference of offsets.
    is_simple = (
        blocks == [(0, size)] and OBJECT_CHARACTER not in prose.text and _count_code_units(prose.text) == size
    )
    for start, end in spans:
        if is_simple:
            yield end - start
        else:
            behind = bisect_right(blocks, start, key=itemgetter(1))
            inside = blocks[behind : bisect_left(blocks, end, behind, key=itemgetter(0))]
            yield sum(
                _count_code_units(prose.text[max(first, start) : min(last, end)]) for first, last in inside
            )


def _count_code_units(text: str) -> int:
    return len(text.replace(OBJECT_CHARACTER, "").encode("utf-16-le")) // 2


def make_side(prose: Prose) -> Side:
    """Return a text to align, with the terms that are marked in it."""
    return Side(
        hold_formulas(prose), tuple((m.start, m.get("term")) for m in select_marks(prose, "term", "use"))
    )
