"""Find names that contain a term and mean something else: 平安銀行, 和平路二段, 忠孝復興站, 王海洋, 第五代."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from yizhu.chinese.han import is_han
from yizhu.chinese.words.misleading_words import MisleadingWords
from yizhu.chinese.words.segmentation import Span
from yizhu.chinese.words.word_paths import SINGLE_WORDS

_PROFESSION_ENDINGS = frozenset("员师家长手官")  # 工程師, 科學家: they stand before a name
_SHEET = "张"  # a surname, but as often the measure word for sheets
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几数")
_LONGEST_COUNTED = 3  # 二次大戰 is meant in 第二次大戰, 五代 is not in 第五代

# What makes an address of the word before it: 路二段, 街12號.
_ADDRESS = re.compile(
    "[东西南北中]?[一二三四五六七八九十]?(?:路|街|大道)(?:[一二三四五六七八九十]段|[0-9０-９]+[号巷弄段])"
)
# The direction of a street of which the name's first half is a word too: 中山｜東路.
_DIRECTIONS, _STREETS = frozenset("东西南北"), frozenset("路街")
# A stop: what stands between the railway and 站 is its name, or one after another.
_RAILWAY = re.compile("(?:捷运|地铁|轻轨|北捷|高捷|中捷)[\u4e00-\u9fff]{0,4}\\Z")
_STOP = re.compile("[\u4e00-\u9fff]{0,4}?站(?![长立点务台牌])")
_NO_STOP = re.compile("[的了在是有和与及或各每到从往过被把里内外旁边沿新]|[车网工月]站")


@dataclass(frozen=True, slots=True)
class SegmentedText:
    """A text in Simplified characters, and the offsets of its words: where each begins, and the end of the last."""

    simplified: str
    bounds: list[int]

    def is_bound(self, offset: int) -> bool:
        """Does a word begin or end at the offset?"""
        return self.bounds[bisect_left(self.bounds, offset)] == offset

    def word_before(self, offset: int) -> str:
        """The word that ends at the offset, if one does."""
        index = bisect_left(self.bounds, offset)
        has_word = index and self.bounds[index] == offset
        return self.simplified[self.bounds[index - 1] : offset] if has_word else ""

    def word_after(self, offset: int) -> str:
        """The word that begins at the offset, if one does."""
        index = bisect_left(self.bounds, offset)
        has_word = index + 1 < len(self.bounds) and self.bounds[index] == offset
        return self.simplified[offset : self.bounds[index + 1]] if has_word else ""


class NameFinder:
    """Finds the names that the words beside a term make with it."""

    def __init__(self, misleading: MisleadingWords, is_word: Callable[[str], bool]) -> None:
        self._misleading, self._is_word = misleading, is_word
        self._clear_surnames = misleading.clear_surnames

    def find(self, segmented: SegmentedText, start: int, end: int) -> Span | None:
        """Return where the name is, if one contains the term at [start, end)."""
        text, misleading = segmented.simplified, self._misleading
        if start and text[start] in _NUMERALS and _is_counted(text[start - 1], end - start):
            return start - 1, end  # no name, but a number (一百度, 第五代)
        name = self._find_listed(segmented, start, end) or self._find_place(text, start, end)
        if name:
            return name
        surnames = misleading.surnames
        if end - start == 2 and (text[start] in surnames or (start and text[start - 1] in surnames)):
            return self._find_person(segmented, start, end)
        return None

    def _find_listed(self, segmented: SegmentedText, start: int, end: int) -> Span | None:
        """Find a name that the list knows by what stands right before or after the term."""
        text, misleading = segmented.simplified, self._misleading
        term = text[start:end]
        for ending in misleading.name_endings.get(term, ()):
            if text.startswith(ending, end) and segmented.is_bound(end + len(ending)):
                return start, end + len(ending)
        for beginning in misleading.name_beginnings.get(term, ()):
            if text.endswith(beginning, 0, start):
                return start - len(beginning), end
        return None

    def _find_place(self, text: str, start: int, end: int) -> Span | None:
        """Find the street or the stop whose name has the term."""
        is_street = text[end : end + 1] in _STREETS and text[end - 1] in _DIRECTIONS
        if is_street and start and self._is_word(text[start - 1 : end - 1]):
            return start - 1, end + 1
        address = _ADDRESS.match(text, end)
        if address:
            return start, address.end()
        railway = _RAILWAY.search(text, max(0, start - 6), start)
        stop = _STOP.match(text, end) if railway else None
        if railway and stop and not _NO_STOP.search(text, railway.start() + 2, stop.end()):
            return start, stop.end()
        return None

    def _find_person(self, segmented: SegmentedText, start: int, end: int) -> Span | None:
        """Find the name of a person whose given name is the term (王海洋), or begins with its end (黃金龍)."""
        text, misleading = segmented.simplified, self._misleading
        term = text[start:end]
        surname = text[start - 1] if start and segmented.is_bound(end) else ""
        if surname in misleading.surnames and segmented.is_bound(start - 1) and term not in misleading.titles:
            is_given_name = term in misleading.given_names
            has_title = self._is_title(segmented.word_before(start - 1))
            has_verb = surname != _SHEET and segmented.word_after(end) in misleading.verbs
            is_clear = surname in self._clear_surnames
            if (is_given_name and has_title) or (is_clear and (is_given_name or has_title or has_verb)):
                return start - 1, end
        following = segmented.word_after(end) if text[start] in misleading.surnames else ""
        if len(following) == 1 and is_han(following) and following not in SINGLE_WORDS:
            title = segmented.word_before(start)
            is_clear = text[start] in self._clear_surnames
            is_likely = self._is_title(title) or segmented.word_after(end + 1) in misleading.verbs
            begins_clause = not start or not is_han(text[start - 1])
            is_given = following in misleading.given_characters and begins_clause
            if title in misleading.titles or is_given or (is_clear and is_likely):
                return start, end + 1
        return None

    def _is_title(self, word: str) -> bool:
        """Does the word stand before names (工程師)?"""
        return word in self._misleading.titles or (len(word) > 1 and word[-1] in _PROFESSION_ENDINGS)


def _is_counted(before: str, length: int) -> bool:
    """Does a number begin before a term that begins with a numeral?"""
    return before in _NUMERALS or (before == "第" and length <= _LONGEST_COUNTED)
