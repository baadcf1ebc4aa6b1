"""Find where the words of passages went: reworded, moved, split, merged, or gone.

1. passages whose words are the same are the same: in order where they can be, then those that were moved
2. of the others, compare those that share word pairs, the most alike first; words that one has taken are no other's
3. a passage went to that which holds most of its words; if it was split, to the first half
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from yizhu.chinese.han import HAN
from yizhu.content.model import Text
from yizhu.content.translations.state import digest_words

MOST = 0.5  # of a passage's words: where so many of them stand, it stands
_SOLID = 0.25  # … so many of them in runs of two and more: unrelated texts share single words
_OF_PIECE = 0.6  # of the words of one half of a split passage: so many are the passage's
_PIECE = 0.2  # of the passage's words: so many are in each half
_SHORT = 6  # words of a passage: fewer may be said anywhere
_CANDIDATES = 5  # passages with which one is compared
_MAX_WORDS = 2000  # of a passage that are compared
_WORD = re.compile(rf"{HAN}|[^\W_](?:(?!{HAN})[\w'’])*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage and their digest; the words may be unknown."""

    digest: str
    text: str


def trace(before: Sequence[Words], now: Sequence[Words]) -> dict[int, int]:
    """Return for each passage before, from 0, the passage now to which its words went; what is gone is not in it.

    Several went to one if they were merged.
    """
    found = pair_same([words.digest for words in before], [words.digest for words in now])
    old = {nth: before[nth].text for nth in range(len(before)) if nth not in found}
    if known := {nth: text for nth, text in old.items() if text}:
        found |= _trace_words(known, _list_free(now, found), found)
    if unknown := [nth for nth, text in old.items() if not text]:
        found |= _pair_unknown(unknown, list(_list_free(now, found)), found)
    return found


def list_words(source: Text) -> list[Words]:
    """Return the words of each passage of a source."""
    texts = (passage.prose.plain for passage in source.passages)
    return [Words(digest_words(text), text) for text in texts]


def are_alike(before: str, now: str) -> bool:
    """Are they versions of one passage?"""
    return bool(trace([Words("before", before)], [Words("now", now)]))


def holds_words(before: str, now: str) -> bool:
    """Does a passage hold most of the words of another, or is it a piece of that?"""
    return _flow(_Left.of(before), _Left.of(now)) is not None


def _list_free(now: Sequence[Words], found: Mapping[int, int]) -> dict[int, str]:
    taken = set(found.values())
    return {nth: words.text for nth, words in enumerate(now) if nth not in taken}


def _pair_unknown(old: Sequence[int], new: Sequence[int], anchors: Mapping[int, int]) -> dict[int, int]:
    """Pair passages whose words nobody knows any more: in order, if as many stand between the same others."""
    above = sorted(anchors)
    by_gap: dict[int, tuple[list[int], list[int]]] = {}
    for nth in old:
        at = bisect_right(above, nth)
        by_gap.setdefault(anchors[above[at - 1]] if at else -1, ([], []))[0].append(nth)
    below = sorted(anchors.values())
    for nth in new:
        at = bisect_right(below, nth)
        by_gap.setdefault(below[at - 1] if at else -1, ([], []))[1].append(nth)
    gaps = [gap for gap in by_gap.values() if len(gap[0]) == len(gap[1])]
    return {one: other for gap in gaps for one, other in zip(*gap, strict=True)}


def pair_same(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Pair passages with the same digests: in order where they can be, then those that were moved."""
    if before == now:
        return {nth: nth for nth in range(len(before))}
    compared = SequenceMatcher(None, before, now, autojunk=False)
    found = {
        block.a + nth: block.b + nth for block in compared.get_matching_blocks() for nth in range(block.size)
    }
    taken, left = set(found.values()), dict[str, list[int]]()
    for nth in reversed(range(len(now))):
        if nth not in taken:
            left.setdefault(now[nth], []).append(nth)
    for nth, digest in enumerate(before):
        if nth not in found and left.get(digest):
            found[nth] = left[digest].pop()
    return found


# ---- words -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Left:
    """The words of a passage that have not been found elsewhere yet, each with its place."""

    words: list[tuple[int, str]]
    length: int  # of the whole passage, in words
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str) -> _Left:
        words = _WORD.findall(text.casefold())[:_MAX_WORDS]
        return cls(list(enumerate(words)), len(words), Counter(pairwise(words)))

    def take(self, places: set[int]) -> None:
        self.words = [pair for pair in self.words if pair[0] not in places]


@dataclass(frozen=True, slots=True)
class _Flow:
    """Words of a passage that stand in another one now."""

    count: int
    start: float  # where they stood: the mean of their places


def _trace_words(
    before: Mapping[int, str], now: Mapping[int, str], anchors: Mapping[int, int]
) -> dict[int, int]:
    old = {nth: _Left.of(text) for nth, text in before.items()}
    new = {nth: _Left.of(text) for nth, text in now.items()}
    flows: dict[int, dict[int, _Flow]] = {}
    for a, b in _list_candidates(old, new, anchors):
        if flow := _flow(old[a], new[b]):
            flows.setdefault(a, {})[b] = flow
    return {a: _choose(old[a], into) for a, into in flows.items()}


def _choose(passage: _Left, into: Mapping[int, _Flow]) -> int:
    """Return where a passage went: if it was split, to the first of its halves that is no mere scrap."""
    halves = [nth for nth, flow in into.items() if flow.count >= _PIECE * passage.length]
    return min(halves or into, key=lambda nth: (into[nth].start, nth))


def _list_candidates(
    old: Mapping[int, _Left], new: Mapping[int, _Left], anchors: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the passages that may be the same, the most alike first."""
    where: dict[tuple[str, str], list[int]] = {}
    for nth, passage in new.items():
        for pair in passage.pairs:
            where.setdefault(pair, []).append(nth)
    gaps = _Gaps(anchors)
    scored: list[tuple[float, bool, int, int]] = []
    for nth, passage in old.items():
        shared = Counter(other for pair in passage.pairs for other in where.get(pair, ()))
        near = {other for other in new if gaps.are_near(nth, other)}
        # A few words may be said anywhere: they are looked for where they stood, or where all of several stand.
        least = 1 if passage.length >= _SHORT else max(3, len(passage.pairs))
        others = [n for n in new if (n in near and passage.length < _SHORT) or shared[n] >= least]
        for other in sorted(others, key=lambda n: (-shared[n], n not in near, n))[:_CANDIDATES]:
            likeness = 2 * shared[other] / max(1, len(passage.pairs) + len(new[other].pairs))
            scored.append((-likeness, other not in near, nth, other))
    return ((nth, other) for _, _, nth, other in sorted(scored))


class _Gaps:
    """Tells whether two passages stand between the same others."""

    def __init__(self, anchors: Mapping[int, int]) -> None:
        self._before, self._now = sorted(anchors), sorted(anchors.values())
        self._anchors = anchors

    def are_near(self, before: int, now: int) -> bool:
        nth, at = bisect_right(self._before, before), bisect_right(self._now, now)
        above = self._anchors[self._before[nth - 1]] if nth else -1
        below = self._anchors[self._before[nth]] if nth < len(self._before) else None
        return above == (self._now[at - 1] if at else -1) or below == (
            self._now[at] if at < len(self._now) else None
        )


def _flow(old: _Left, new: _Left) -> _Flow | None:
    """Return the words of one passage that stand in the other, and take them from both; None: they are not the same."""
    if not old.words or not new.words:
        return None
    compared = SequenceMatcher(None, [w for _, w in old.words], [w for _, w in new.words], autojunk=False)
    blocks = [block for block in compared.get_matching_blocks() if block.size]
    least = min(2, old.length, new.length)
    solid = sum(block.size for block in blocks if block.size >= least)
    count = sum(block.size for block in blocks)
    is_most = count >= MOST * old.length and solid >= _SOLID * old.length
    is_piece = solid >= _OF_PIECE * new.length and solid >= _PIECE * old.length
    if not is_most and not is_piece:
        return None
    places = [old.words[block.a + n][0] for block in blocks for n in range(block.size)]
    there = {new.words[block.b + n][0] for block in blocks for n in range(block.size)}
    old.take(set(places))
    new.take(there)
    return _Flow(count, sum(places) / len(places))
