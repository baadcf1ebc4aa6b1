"""The words of jieba's dictionary, each as often as it counts it, and some that it lacks; and a text cut into them.

The dictionary takes a tenth of a second to load: all lexicons of a process share it, and what a lexicon knows besides
stands beside it. A text is cut by the dictionary alone; where words of the lexicon's own stand, it is cut once more, by
the same rule: of all ways to cut it the most probable one (a unigram model, as in jieba's ``cut`` without its HMM).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from ahocorasick_rs import AhoCorasick

TOTAL = 60_101_967  # the words of the dictionary, each as often as it counts it
_LN_TOTAL = math.log(TOTAL)
_NO_WORD = -math.inf
_MOST_KNOWN = 1 << 15  # words kept with their logarithms, before all are forgotten
# What jieba cuts as one: words do not reach beyond it.
_BLOCK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af\w+#&.%-]+")


class Lexicon:
    """Words, and how often each occurs."""

    def __init__(self) -> None:
        import rjieba  # loads the dictionary: only where terms are looked for anew

        self._dictionary: Any = rjieba
        self._own: dict[str, int] = {}
        self._logs: dict[str, float] = {}

    def learn(self, word: str, often: int) -> None:
        """Know a word, whatever the dictionary says of it; before any text is cut."""
        self._own[word] = often
        self._logs.pop(word, None)

    def has(self, word: str) -> bool:
        """Is it a word?"""
        return word in self._own or bool(self._dictionary.has_word(word))

    def is_saying(self, word: str) -> bool:
        """Does the dictionary know the word as a saying?"""
        return word not in self._own and self._dictionary.tag(word, False) == [(word, "i")]

    def frequency(self, word: str) -> int:
        """How often a word occurs, or as often as the words it is made of meet by chance, if that is more."""
        own = self._own_in(word)
        if not own:
            return int(self._dictionary.suggest_freq(word))
        told = 0.0
        for start, end in pairwise(self._cut_block(word, own)):
            told = told + self._log(word[start:end]) - _LN_TOTAL
        return max(int(math.exp(told + _LN_TOTAL)) + 1, self._own.get(word, 0))

    def bounds(self, text: str) -> list[int]:
        """Where the words of a text begin, and at last its end."""
        bounds = [*accumulate(map(len, self._dictionary.cut(text, False)), initial=0)]
        found = self._automaton.find_matches_as_indexes(text, overlapping=True) if self._own else []
        cut, kept = list[int](), 0  # so many of the dictionary's bounds are cut anew, or stay
        for start, end, own in _blocks(text, found):
            first = bisect_left(bounds, start, kept)
            cut += bounds[kept:first]
            cut += [start + at for at in self._cut_block(text[start:end], own)]
            kept = bisect_right(bounds, end, first)
        return cut + bounds[kept:]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([*self._own])

    def _own_in(self, word: str) -> set[str]:
        ends = range(2, len(word) + 1)
        inside = {word[start:end] for end in ends for start in range(end - 1)}
        return inside & self._own.keys()

    def _cut_block(self, block: str, own: Set[str]) -> list[int]:
        """Where words begin on the most probable way, and at last the end; of two that are equal the longer word.

        ``own``: the lexicon's own words in the block.
        """
        end = len(block)
        words: list[list[tuple[int, float]]] = [
            [(at + 1, self._log(character))] for at, character in enumerate(block)
        ]
        known = {*own, *self._dictionary.cut_all(block)}
        if any(map(str.isascii, block)):
            known.update(self._dictionary.cut(block, False))  # T恤: of these ``cut_all`` knows nothing
        for word, at in _standing(known, block):
            log = self._log(word)
            if log != _NO_WORD:
                words[at].append((at + len(word), log))
        best, ways = [0.0] * (end + 1), [0] * end
        for start in range(end - 1, -1, -1):
            best[start], ways[start] = max((log - _LN_TOTAL + best[stop], stop) for stop, log in words[start])
        return list(_followed(ways, block))

    def _log(self, word: str) -> float:
        """The logarithm of how often a word occurs."""
        known = self._logs.get(word)
        if known is None:
            if len(self._logs) >= _MOST_KNOWN:
                self._logs.clear()
            known = self._logs[word] = self._found_log(word)
        return known

    def _found_log(self, word: str) -> float:
        if word in self._own:
            return math.log(self._own[word])
        if not self._dictionary.has_word(word):
            return 0.0 if len(word) == 1 else _NO_WORD
        if self._dictionary.cut(word, False) != [word]:
            return _NO_WORD  # its parts are more probable, wherever it stands
        suggested = self._dictionary.suggest_freq(word)
        told = math.log(_counted(suggested))
        # It is cut as one: were it counted once less, its parts would be more probable.
        return math.log(suggested) if told < self._apart(word) else told

    def _apart(self, word: str) -> float:
        """The logarithm of how often two words meet by chance that make this one."""
        halves = ((word[:at], word[at:]) for at in range(1, len(word)))
        return max((self._log(a) + self._log(b) - _LN_TOTAL for a, b in halves), default=_NO_WORD)


def _counted(suggested: int) -> int:
    """How often a word is counted: jieba suggests one more, unless its logarithms rounded it down."""
    less = max(1, suggested - 1)
    return less if int(math.exp(math.log(less) - _LN_TOTAL + _LN_TOTAL)) + 1 == suggested else suggested


def _followed(ways: list[int], block: str) -> Iterator[int]:
    """Where words begin; letters and digits that are no words stay together."""
    at, is_in_run = 0, False
    while at < len(ways):
        is_loose = ways[at] - at == 1 and block[at].isascii() and block[at].isalnum()
        if not (is_loose and is_in_run):
            yield at
        at, is_in_run = ways[at], is_loose
    yield len(ways)


def _blocks(text: str, found: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, set[str]]]:
    """The blocks of a text in which something was found, each with what it is."""
    in_order = sorted((start, end) for _, start, end in found)
    nth = 0
    for block in _BLOCK.finditer(text) if found else ():
        own = set[str]()
        while nth < len(in_order) and in_order[nth][0] < block.end():
            start, end = in_order[nth]
            if block.start() <= start:
                own.add(text[start:end])
            nth += 1
        if own:
            yield *block.span(), own


def _standing(words: Iterable[str], block: str) -> Iterator[tuple[str, int]]:
    """The words of more than one character wherever they stand in the block."""
    longer = [word for word in words if len(word) > 1]
    if len(block) > _LONG:  # to look for each by itself would take the square of the block
        automaton = AhoCorasick(longer)
        yield from (
            (longer[nth], at) for nth, at, _ in automaton.find_matches_as_indexes(block, overlapping=True)
        )
        return
    for word in longer:
        at = block.find(word)
        while at >= 0:
            yield word, at
            at = block.find(word, at + 1)


_LONG = 512  # characters
