"""Where words end in unspaced Chinese, and whether one of them crosses a term.

和服 stands in 產品和服務, but the words are 產品｜和｜服務: 服務 crosses its edge, and no reader sees a kimono. A mark is
dropped only for that: a word that holds the term, or lies within it, says nothing against it, unless it is another
thing. Word lists make too many mistakes to be asked whether a term is a word (they lack most terms), and few about
which words cross.

The words are those of jieba's dictionary by its most probable path (a unigram model), read from the Simplified shadow
of the text: segmenters misread Traditional.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from yizhu.han import HAN, has_han, is_han
from yizhu.script import convert_words

Span = tuple[int, int]

# How often a form that the dictionary lacks is taken to occur: more than its characters side by side by chance,
# less than any two real words that share its characters.
_FREQUENCY = 10
# A form that the dictionary has is a word of the site's readers: it counts as often as this at least (網路 has 73).
_LEAST = 300
_TOTAL = 60_101_967  # the words of jieba's dictionary, each as often as it counts it

# Names of persons and places (jieba's tags): what their parts mean by themselves, they do not mean here.
_NAMES = ("nr", "nrt", "ns", "nz")
# One character more behind or before a term, in a word of the dictionary: with these it is still about the term
# (資料庫, 晶片組, 科學家, 副市長), with others it is another thing called after it (斑馬線, 原子筆, 帝王蟹).
# Productive suffixes and prefixes, after 呂叔湘《現代漢語八百詞》; Simplified: words are looked at in the shadow.
_TAILS = frozenset(
    "库夹组化性者商业链型界圈战法率量值力员师家学权案费价税市店厂站机器卡版网类度层级面期点区城部局院所室会团队军史论热潮"
    "源端件体群簇池仓流图表单包箱馆场课题系们核奖赛杯票迷片剧书报刊台厅户主客族派制感观证板上下中内外里前后间时处"
)
_HEADS = frozenset("大小新老主副总多非反准超微旧前后本该各全半高低再未无假真此这那每某诸")
_HAN_RUN = re.compile(f"{HAN}+")
_STREET = re.compile(r"[东西南北中]?(?:[一二三四五六七八九十]段)?[路街](?![径由线])|大道")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几数")


class Segmenter:
    """Cuts text into words, knowing some forms besides the dictionary's, and says what speaks against a term."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        import rjieba  # takes 0.2 s with its dictionary: only where terms are looked for anew

        self._jieba: Any = rjieba.Jieba()
        self._runs: dict[str, tuple[Span, ...]] = {}
        self._text, self._starts, self._ends = (
            "",
            list[int](),
            list[int](),
        )  # the text last asked for, its runs
        for form in forms:
            self._learn(_shadow(form))

    def _learn(self, shadow: str) -> None:
        if len(shadow) < 2 or not all(map(is_han, shadow)):
            return
        if not self._jieba.has_word(shadow):
            self._jieba.add_word(shadow, _FREQUENCY, "n")
        elif self._jieba.suggest_freq(shadow) < _LEAST:
            self._jieba.add_word(shadow, _LEAST, "n")

    def words(self, text: str) -> tuple[Span, ...]:
        """The words of more than one character, as spans."""
        tokens = self._jieba.tokenize(_shadow(text), hmm=False)
        return tuple((start, end) for word, start, end in tokens if end - start > 1 and has_han(word))

    def against(self, start: int, end: int, text: str, *, within: bool = True) -> str:
        """The word that speaks against a term at [start, end) of a text, or an empty string.

        ``within``: does a word that holds it speak against it, if it is another thing? Only the run of Han characters around it is cut into words: no word goes beyond it.
        """
        first, last = self._run_around(text, start)
        run, begin, stop = text[first:last], start - first, end - first
        if run not in self._runs:
            self._runs[run] = self.words(run)
        for word in self._runs[run]:
            if _crosses(word, begin, stop) or (within and self._holds_another(word, run, begin, stop)):
                return run[word[0] : word[1]]
        if not within:
            return ""
        return run[max(0, begin - 1) : stop + 1] if _is_part_of_name(run, begin, stop) else ""

    def _run_around(self, text: str, at: int) -> Span:
        """The run of Han characters that holds the character at ``at``."""
        if text != self._text:
            spans = [run.span() for run in _HAN_RUN.finditer(text)]
            self._text, self._starts, self._ends = text, [a for a, _ in spans], [b for _, b in spans]
        index = bisect_right(self._starts, at) - 1
        return self._starts[index], self._ends[index]

    def _holds_another(self, word: Span, run: str, start: int, end: int) -> bool:
        first, last = word
        holds = first <= start and end <= last and (first, last) != (start, end)
        return holds and self._is_another(run[first:last], start - first, end - first)

    def _is_another(self, word: str, start: int, end: int) -> bool:
        """Is a word that holds the term another thing, and not the term with something added?

        It is if it is a name and the term is none; if it is only called after it; or if it is rather made of other
        words: 方程式 of 方程 and 式, not of 方 and 程式.
        """
        if self._is_name(word) and not self._is_name(word[start:end]):
            return True
        head, tail = _shadow(word[:start]), _shadow(word[end:])
        if (len(tail) == 1 and tail not in _TAILS) or (len(head) == 1 and head not in _HEADS):
            return True
        around = self._cost(word[:start]) + self._cost(word[start:end]) + self._cost(word[end:])
        return any(self._cost(word[:cut]) + self._cost(word[cut:]) <= around for cut in range(start + 1, end))

    def _is_name(self, text: str) -> bool:
        tagged = self._jieba.tag(_shadow(text), False)
        return len(tagged) == 1 and tagged[0][1] in _NAMES

    def _cost(self, text: str) -> float:
        """-ln of how likely the text is, cut into the dictionary's words as well as can be."""
        shadow = _shadow(text)
        best = [0.0]
        for end in range(1, len(shadow) + 1):
            best.append(min(best[start] + self._word_cost(shadow[start:end]) for start in range(end)))
        return best[-1]

    def _word_cost(self, shadow: str) -> float:
        if self._jieba.has_word(shadow):
            return math.log(_TOTAL / self._jieba.suggest_freq(shadow))
        return math.log(_TOTAL) if len(shadow) == 1 else math.inf


def _crosses(word: Span, start: int, end: int) -> bool:
    """Does the word hold one edge of [start, end), and not all of it?"""
    first, last = word
    return first < start < last < end or start < first < end < last


def _is_part_of_name(run: str, start: int, end: int) -> bool:
    """Is it the name of a street (和平東路), or does a number go on into it (一百度)?"""
    shadow = _shadow(run)
    is_counted = start > 0 and shadow[start] in _NUMERALS and shadow[start - 1] in _NUMERALS
    return is_counted or bool(_STREET.match(shadow, end))


@lru_cache(maxsize=4096)
def _shadow(text: str) -> str:
    shadow = convert_words(text, "t2s")
    return shadow if len(shadow) == len(text) else text
