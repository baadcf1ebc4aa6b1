"""Cut Chinese text into words with jieba.

Its dictionary is in Simplified characters: pass it the result of ``script_conversion.to_simplified``, which keeps the
offsets of the text.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import Any

from ahocorasick_rs import AhoCorasick

Span = tuple[int, int]

TOTAL_FREQUENCY = 60_101_967  # the sum of the frequencies of all words in the dictionary
_LOG_TOTAL = math.log(TOTAL_FREQUENCY)
_LONGEST_WORD = 16  # characters
_KNOWN_WORDS = 16384  # whose cost is remembered
_HAN_RUN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+"
)  # as jieba knows them


@cache
def shared_jieba() -> Any:
    """Return the one jieba, with its shipped dictionary. Do not add words to it: ``TaughtDictionary`` has some."""
    import rjieba  # loads slowly (0.13 s, 24 MB), and is not needed if no Chinese text has changed

    return rjieba


def find_word_bounds(dictionary: Any, text: str) -> list[int]:
    """Return the offsets where the words of a text begin, and its end; the most probable segmentation."""
    return [*accumulate(map(len, dictionary.cut(text, False)), initial=0)]


class TaughtDictionary:
    """The shared jieba, and the frequencies of some words that it lacks or that are met more often here.

    Teaching them to a jieba would take a dictionary of its own for each set of words. Instead the text is cut as jieba
    cuts it, and cut again where a taught word stands that makes other words more probable.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        """``frequencies``: words of Han characters, each with a frequency above that of the shipped dictionary."""
        self._jieba = shared_jieba()
        self._taught = dict(frequencies)
        self._automaton = AhoCorasick([word for word in self._taught if _HAN_RUN.fullmatch(word)])
        self._cost = lru_cache(_KNOWN_WORDS)(self._compute_cost)

    def has_word(self, word: str) -> bool:
        """Is it a word?"""
        return word in self._taught or bool(self._jieba.has_word(word))

    def frequency(self, word: str) -> int:
        """Return the frequency of a word, or what its parts would give it if that is more."""
        return max(int(self._jieba.suggest_freq(word)), self._taught.get(word, 1))

    def is_saying(self, word: str) -> bool:
        """Is the text one word, and an idiom?"""
        if word in self._taught or self._jieba.tag(word, False) != [(word, "i")]:
            return False
        return self.find_bounds(word) == [0, len(word)]

    def find_bounds(self, text: str) -> list[int]:
        """Return the offsets where the words of a text begin, and its end; the most probable segmentation."""
        bounds = find_word_bounds(self._jieba, text)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        # What jieba finds by itself stays.
        unknown = {(start, end) for _, start, end in found}.difference(pairwise(bounds))
        if unknown:
            ends = [run.end() for run in _HAN_RUN.finditer(text)]
            by_run = groupby(sorted(unknown), key=lambda span: bisect_right(ends, span[0]))
            for nth, spans in by_run:
                self._cut_run_again(
                    text, bounds, ends[nth], sorted(spans, key=lambda span: span[1] - span[0])
                )
        return bounds

    def _cut_run_again(self, text: str, bounds: list[int], run_end: int, spans: Iterable[Span]) -> None:
        """Cut a run of Han characters again, in which these taught words stand, the shorter ones first."""
        for start, end in spans:
            first, last = bisect_left(bounds, start), bisect_left(bounds, end)
            if bounds[first] != start or bounds[last] != end:
                return self._cut_by_path(text, bounds, start, run_end)
            # A path that is the best one up to here and from here on is the best one: only what is between changes.
            between = sum(self._cost(text[a:b]) for a, b in pairwise(bounds[first : last + 1]))
            if self._cost(text[start:end]) < between:
                del bounds[first + 1 : last]

    def _cut_by_path(self, text: str, bounds: list[int], at: int, run_end: int) -> None:
        """Replace the bounds of the run of Han characters around an offset by those of its most probable words."""
        first = last = bisect_right(bounds, at) - 1
        while first and _HAN_RUN.match(text, bounds[first] - 1):
            first -= 1
        last = bisect_right(bounds, run_end) - 1
        if first < last:
            start = bounds[first]
            bounds[first : last + 1] = [
                start + bound for bound in self._find_path(text[start : bounds[last]])
            ]

    def _find_path(self, text: str) -> list[int]:
        """Return the bounds of the most probable words (Viterbi's algorithm, from the end, as jieba does it)."""
        length = len(text)
        costs, ends = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            stops = range(
                min(length, start + _LONGEST_WORD), start, -1
            )  # of two that are equal the longer word
            costs[start], ends[start] = min(
                ((self._cost(text[start:stop]) + costs[stop], stop) for stop in stops), key=itemgetter(0)
            )
        bounds = [0]
        while bounds[-1] < length:
            bounds.append(ends[bounds[-1]])
        return bounds

    def _compute_cost(self, word: str) -> float:
        """Return -ln of the word's probability on a path: infinite for what is none, or less likely than its parts."""
        if word in self._taught:
            return _LOG_TOTAL - math.log(self._taught[word])
        if len(word) > 1 and (not self._jieba.has_word(word) or self._jieba.cut(word, False) != [word]):
            return math.inf
        return _LOG_TOTAL - math.log(self._jieba.suggest_freq(word))
