"""Find the word that speaks against a term: a term in unspaced Chinese may be parts of other words.

和服 stands in 產品和服務, but the words are 產品｜和｜服務: 服務 crosses its edge, and no reader sees a kimono. The question
is not whether the term is a word, for word lists lack most terms, but whether other words are there instead:

1. The text is cut into the words of jieba's dictionary by its most probable path (a unigram model). This is done on
   the text in Simplified characters: segmenters misread Traditional.
2. If a word crosses an edge of the term, or a character beside it could make such a word, the best path that keeps the
   term is compared with the best path that crosses it; the crossing path must win by a margin. A character that is
   half a word when it is alone (產品｜和服｜務) costs more than the dictionary says, which counts names and old texts
   too. What kinds of words go beside each other counts (長期｜待在: 待 stands before 在, 期待 does not).
3. A word that contains the whole term says nothing against it (資料夾 is about 資料), unless it is listed as misleading
   (斑馬線), is a saying (洛陽紙貴), or is more probably made of other words (工作｜者, not 工｜作者).
4. A name that contains the term speaks against it: 銀行 after 平安, 路 after 復興, or a surname before it if a title
   stands before or a verb of people after.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache

from yizhu.chinese.han import is_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.words.clause_frames import find_frame
from yizhu.chinese.words.misleading_words import MisleadingWords, read_misleading_words
from yizhu.chinese.words.name_boundaries import NameFinder, SegmentedText
from yizhu.chinese.words.segmentation import TOTAL_FREQUENCY, Span, TaughtDictionary, shared_jieba
from yizhu.chinese.words.word_paths import SINGLE_WORDS, Stretch, compare_paths, compare_paths_in_context

# The frequency of a term that the dictionary lacks: higher than that of its characters side by side by chance, lower
# than that of any two real words that share its characters.
_NEW_TERM_FREQUENCY = 10
# The least frequency of a term that the dictionary has: the site's readers meet it more often (網路 has 73).
_LEAST_TERM_FREQUENCY = 300

# By how much other words must be more probable, and how much less probable a single character is that is half a word,
# both as natural logarithms. Set on text that people cut into words (evaluation/README.md).
_CROSSING_MARGIN, _HALF_WORD_COST = 0.6, 2.0
_MARGIN_OVER_LONGER_WORD = 4.0  # when the text has a longer word that contains the term
_WORDS_AROUND = 1  # on each side of the term, with which its words are compared
# The margins within a longer word: with a single character on both sides of the term (今｜天下｜午), only before it
# (工｜作者, but also 核｜電站), or only after it, as in most words of three (大使｜館).
_MARGIN_BOTH_SIDES, _MARGIN_BEFORE, _MARGIN_AFTER = 0.3, 2.5, 4.5
# A saying has four characters or more. It counts as a saying if it is so much more probable than its parts. A term
# that the dictionary hardly knows was raised to _LEAST_TERM_FREQUENCY, so less is asked.
_SAYING_LENGTH, _SAYING_MARGIN, _SAYING_MARGIN_OF_RARE_TERM = 4, 9.0, 6.0
# 高雄市長 is 高雄市市長, 國防部長 國防部部長, 園藝學會 園藝學學會: a character that is written once belongs to both words.
_REGIONS = frozenset("市县省区州乡镇村")
_OFFICES = _REGIONS | frozenset("部局院署处会校社厅团队所站馆台厂科组")

# Results that a checker keeps: articles repeat their words, and notes and summaries repeat whole passages.
_CACHED_TEXTS, _CACHED_WORDS = 2048, 16384


class BoundaryChecker:
    """Finds the words that speak against terms, with a dictionary that knows the terms' forms."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._misleading = _read_misleading_words()
        self._names = NameFinder(self._misleading, self._is_word)
        self._words = TaughtDictionary(
            _choose_frequencies(map(to_simplified, forms), _NEW_TERM_FREQUENCY) | _read_joints()
        )
        # A cache of its own for each checker: its dictionary decides.
        self._segment = lru_cache(_CACHED_TEXTS)(self._segment_text)
        self._means_another = lru_cache(_CACHED_TEXTS)(self._is_another_thing)
        self._cost = lru_cache(_CACHED_WORDS)(self._compute_cost)

    def find_conflict(self, start: int, end: int, text: str, *, within: bool = True) -> str:
        """Return the word that speaks against a term at [start, end) of a text, or an empty string.

        ``within``: do words and names that contain the whole term count too?
        """
        segmented = self._segment(text)
        bounds = segmented.bounds
        first, last = bisect_right(bounds, start) - 1, bisect_left(bounds, end)
        begin, stop = bounds[first], bounds[last]
        is_contained = last - first == 1 and stop - begin > end - start
        if is_contained:
            crossing = self._find_crossing_of_longer_word(segmented, start, end)
        elif begin == start and end == stop:
            crossing = self._find_possible_crossing(segmented, first, last)
        else:
            crossing = _find_crossing(segmented, first, last, start, end)
        margin = _MARGIN_OVER_LONGER_WORD if is_contained else _CROSSING_MARGIN
        frame = find_frame(segmented, start, end)
        if frame:
            return text[frame[0] : frame[1]]
        if crossing and self._measure_crossing(segmented, first, last, start, end) > margin:
            return text[crossing[0] : crossing[1]]
        if not within:
            return ""
        if is_contained:
            word = segmented.simplified[begin:stop]
            if self._means_another(word, start - begin, end - begin):
                return text[begin:stop]
        name = self._names.find(segmented, start, end)
        return text[name[0] : name[1]] if name else ""

    def _segment_text(self, text: str) -> SegmentedText:
        simplified = to_simplified(text)
        return SegmentedText(simplified, self._words.find_bounds(simplified))

    # ---- words that cross an edge of the term --------------------------------------------------------------

    def _find_possible_crossing(self, segmented: SegmentedText, first: int, last: int) -> Span | None:
        """Find the word that an edge of the term makes with the character beside it (外｜資料: 外資)."""
        text, bounds = segmented.simplified, segmented.bounds
        start, end = bounds[first], bounds[last]
        before, after = segmented.word_before(start), segmented.word_after(end)
        if self._is_word(before[-1:] + text[start]) and (
            _is_half_word(before)
            or (_is_whole(before[:-1]) and self._can_be_left(text[start + 1 : end], text[end : end + 2], ""))
        ):
            return start - 1, start + 1
        if self._is_word(text[end - 1] + after[:1]) and (
            _is_half_word(after)
            or (
                _is_whole(after[1:]) and self._can_be_left(text[start : end - 1], "", text[start - 2 : start])
            )
        ):
            return end - 1, end + 1
        return None

    def _find_crossing_of_longer_word(self, segmented: SegmentedText, start: int, end: int) -> Span | None:
        """Find the word that half a word makes with an edge of a longer word and of the term (輸血管｜道: 管道)."""
        text = segmented.simplified
        before, after = segmented.word_before(start), segmented.word_after(end)
        if _is_half_word(after) and self._is_word(text[end - 1] + after):
            return end - 1, end + 1
        return (
            (start - 1, start + 1) if _is_half_word(before) and self._is_word(before + text[start]) else None
        )

    def _is_word(self, text: str) -> bool:
        return len(text) > 1 and self._cost(text) < math.inf

    def _can_be_left(self, rest: str, after: str, before: str) -> bool:
        """Can what is left of a term be words, alone or with the characters beside it (人才｜剛: 個人｜才剛)?"""
        return _is_whole(rest) or any(
            self._is_word(before[len(before) - count :] + rest + after[:count])
            for count in range(1, max(len(before), len(after)) + 1)
        )

    def _measure_crossing(
        self, segmented: SegmentedText, first: int, last: int, start: int, end: int
    ) -> float:
        """Return by how much words that cross an edge of the term are more probable than the term."""
        text, bounds = segmented.simplified, segmented.bounds
        before, after = max(0, first - _WORDS_AROUND), min(len(bounds) - 1, last + _WORDS_AROUND)
        low, high = bounds[before], bounds[after]
        return compare_paths_in_context(
            Stretch(text[low:high], start - low, end - low),
            self._cost,
            _HALF_WORD_COST,
            text[bounds[max(0, before - 1)] : low],
            text[high : bounds[min(len(bounds) - 1, after + 1)]],
        )

    def _compute_cost(self, word: str) -> float:
        """Return -ln of the word's probability: infinite for a string that is no word."""
        if self._words.has_word(word):
            return math.log(TOTAL_FREQUENCY / self._words.frequency(word))
        return math.log(TOTAL_FREQUENCY) if len(word) == 1 else math.inf

    # ---- words that contain the term -----------------------------------------------------------------------

    def _is_another_thing(self, word: str, start: int, end: int) -> bool:
        """Does a word mean something else than the term that it contains at [start, end)?"""
        misleading = self._misleading
        return (
            end - start == 1
            or misleading.is_misleading(word, start, end)
            or (not misleading.has_joints(word) and self._is_made_of_other_words(word, start, end))
            or (
                start == 1
                and word[0] in misleading.clear_surnames
                and word[start:end] in misleading.given_names
            )
            or self._is_saying(word, start, end)
        )

    def _is_made_of_other_words(self, word: str, start: int, end: int) -> bool:
        """Is the word more probably made of words that cross the term's edges (工作｜者, not 工｜作者)?"""
        head, tail = word[:start], word[end:]
        if len(head) == len(tail) == 1:
            margin = _MARGIN_BOTH_SIDES
        elif _is_half_word(head):
            margin = _MARGIN_BEFORE
        elif len(tail) == 1 or (head and tail):
            margin = _MARGIN_AFTER
        else:
            return False  # the rest are words, or nothing
        return compare_paths(Stretch(word, start, end), self._cost) > margin

    def _is_saying(self, word: str, start: int, end: int) -> bool:
        """Is the word an old saying (洛陽紙貴), and no phrase that anybody would make (空氣污染)?"""
        if len(word) < _SAYING_LENGTH or not self._words.is_saying(word):
            return False
        parts = (word[:start], word[start:end], word[end:])
        cost_of_parts = sum(self._cost_of_part(part) for part in parts if part)
        is_rare = self._words.frequency(word[start:end]) <= _LEAST_TERM_FREQUENCY
        margin = _SAYING_MARGIN_OF_RARE_TERM if is_rare else _SAYING_MARGIN
        return cost_of_parts - self._cost(word) > margin

    def _cost_of_part(self, part: str) -> float:
        """Return the cost of a part as one word, or else as single characters."""
        cost = self._cost(part)
        return cost if cost < math.inf else sum(map(self._cost, part))


def _choose_frequencies(words: Iterable[str], of_new_word: int) -> dict[str, int]:
    """Return the frequencies that words are taught with, of those that the dictionary does not know well enough."""
    dictionary = shared_jieba()
    chosen: dict[str, int] = {}
    for word in words:
        if len(word) < 2 or not all(map(is_han, word)):
            continue
        if not dictionary.has_word(word):
            chosen[word] = of_new_word
        elif dictionary.suggest_freq(word) < _LEAST_TERM_FREQUENCY:
            chosen[word] = _LEAST_TERM_FREQUENCY
    return chosen


@cache
def _read_joints() -> dict[str, int]:
    return _choose_frequencies(_read_misleading_words().joints, _LEAST_TERM_FREQUENCY)


@cache
def _read_misleading_words() -> MisleadingWords:
    return read_misleading_words(to_simplified)


def _find_crossing(segmented: SegmentedText, first: int, last: int, start: int, end: int) -> Span | None:
    """Find the word that crosses an edge of [start, end), unless it only shares a character with the term."""
    text, bounds = segmented.simplified, segmented.bounds
    if bounds[first] == start:
        return bounds[last - 1], bounds[last]
    word = bounds[first], bounds[first + 1]
    is_shared = bounds[last] == end and _shares_character(text[word[0] : word[1]], text[start:end])
    return None if is_shared else word


def _is_half_word(text: str) -> bool:
    """Is it a single character that is not often a word by itself?"""
    return len(text) == 1 and is_han(text) and text not in SINGLE_WORDS


def _is_whole(text: str) -> bool:
    """Is it nothing, words, or a single character that is often a word by itself?"""
    return not _is_half_word(text)


def _shares_character(word: str, term: str) -> bool:
    """Does the last character of the word also begin the term, written once for both (高雄市長)?"""
    shared = word[-1:]
    if len(word) < 3 or shared != term[0]:
        return False
    is_school = term == "大学" or (shared == "学" and term[1:] in ("会", "院", "者", "家"))
    return is_school or shared in _REGIONS or (shared in _OFFICES and term[1:] == "长")
