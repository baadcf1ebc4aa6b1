"""Where words end in unspaced Chinese, and whether one of them crosses a term.

和服 stands in 產品和服務, but the words are 產品｜和｜服務: 服務 crosses its edge, and no reader sees a kimono. A mark is
dropped only for that: a word that holds the term, or lies within it, says nothing against it. Word lists make too many
mistakes to be asked whether a term is a word (they lack most terms), and few about which words cross.

The words are those of jieba's dictionary by its most probable path (a unigram model), read from the Simplified shadow
of the text: segmenters misread Traditional.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from yizhu.han import has_han, is_han
from yizhu.script import convert_words

Span = tuple[int, int]

# How often a form that the dictionary lacks is taken to occur: more than its characters side by side by chance,
# less than any two real words that share its characters.
_FREQUENCY = 10


class Segmenter:
    """Cuts text into words, knowing some forms besides the dictionary's."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        import rjieba  # takes 0.2 s with its dictionary: only where terms are looked for anew

        self._jieba: Any = rjieba.Jieba()
        self._runs: dict[str, tuple[Span, ...]] = {}
        for form in forms:
            shadow = _shadow(form)
            if len(shadow) > 1 and all(map(is_han, shadow)) and not self._jieba.has_word(shadow):
                self._jieba.add_word(shadow, _FREQUENCY, "n")

    def words(self, text: str) -> tuple[Span, ...]:
        """The words of more than one character, as spans."""
        tokens = self._jieba.tokenize(_shadow(text), hmm=False)
        return tuple((start, end) for word, start, end in tokens if end - start > 1 and has_han(word))

    def against(self, start: int, end: int, text: str) -> str:
        """The word that speaks against a term at [start, end) of a text, or an empty string.

        Only the run of Han characters around it is cut into words: no word goes beyond it.
        """
        first, last = _run_around(text, start, end)
        run = text[first:last]
        if run not in self._runs:
            self._runs[run] = self.words(run)
        return against(start - first, end - first, self._runs[run], run, self)

    def is_word(self, text: str) -> bool:
        """Does the dictionary have it?"""
        return bool(self._jieba.has_word(_shadow(text)))


def against(start: int, end: int, words: Iterable[Span], text: str, segmenter: Segmenter) -> str:
    """The word that speaks against a term at [start, end), or an empty string."""
    for first, last in words:
        if first >= end or last <= start:
            continue
        crosses = first < start < last < end or start < first < end < last
        holds = first <= start and end <= last and (first, last) != (start, end)
        if crosses or (
            holds and _is_another(text[first:last], start - first, end - first, segmenter.is_word)
        ):
            return text[first:last]
    return ""


def _is_another(word: str, start: int, end: int, is_word: Callable[[str], bool]) -> bool:
    """Is a word that holds the term made of other words: 方程式 of 方程 and 式, not of 方 and 程式?

    It is if some cut of it goes through the term and needs no more pieces than those that leave the term whole.
    """
    around = 1 + _pieces(word[:start], is_word) + _pieces(word[end:], is_word)
    through = min(
        (
            _pieces(word[:cut], is_word) + _pieces(word[cut:], is_word)
            for cut in range(1, len(word))
            if _is_cut_through(word, cut, start, end, is_word)
        ),
        default=len(word) + 1,
    )
    return through <= around


def _is_cut_through(word: str, cut: int, start: int, end: int, is_word: Callable[[str], bool]) -> bool:
    """Does a word of the dictionary end, or begin, at ``cut`` inside the term, and reach out of it?"""
    if not start < cut < end:
        return False
    ends = any(is_word(word[first:cut]) for first in range(start))
    begins = any(is_word(word[cut:last]) for last in range(end + 1, len(word) + 1))
    return ends or begins


def _pieces(text: str, is_word: Callable[[str], bool]) -> int:
    """The fewest words, or single characters, that make up the text."""
    fewest = [0]
    for end in range(1, len(text) + 1):
        fewest.append(
            min(fewest[start] + 1 for start in range(end) if end - start == 1 or is_word(text[start:end]))
        )
    return fewest[-1]


def _run_around(text: str, start: int, end: int) -> Span:
    while start and is_han(text[start - 1]):
        start -= 1
    while end < len(text) and is_han(text[end]):
        end += 1
    return start, end


@lru_cache(maxsize=4096)
def _shadow(text: str) -> str:
    shadow = convert_words(text, "t2s")
    return shadow if len(shadow) == len(text) else text
