"""Forms are found in unspaced text: the longest first, never overlapping, and each verdict can be explained.

Text and forms are compared in one width, one spacing and small letters (``han.fold``); what stood in the way of a
form is said by name, so that ``explain`` can show near hits with the rule that decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from yizhu.crossings import Segmenter
from yizhu.han import fold, has_han, is_digit, is_han, is_latin

# What follows an address without a space is its part while it looks like one: Han after a slash, a dot, a per cent sign.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>/\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+(?:/[^\s<>\u3000-\u303f\uff00-\uffef]*)?"
    r"|[\w.+-]+@[\w-]+\.[\w.]+",
    re.A,
)

FOUND = "found"
Span = tuple[int, int]

# A stretch of more characters than this is what it says: words that share it by chance are not met.
_LONGEST_CROSSED = 4


@dataclass(frozen=True, slots=True)
class Form:
    """A wording to look for, and whose it is."""

    text: str
    owner: str
    exceptions: tuple[str, ...] = ()  # contexts in which it is not meant


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text where a form stands, and the rule that decided about it."""

    start: int
    end: int
    form: Form
    verdict: str  # FOUND, or the name of the rule that forbids it

    @property
    def is_found(self) -> bool:
        """Does it count?"""
        return self.verdict == FOUND


class Matcher:
    """Finds many forms in one pass (Aho and Corasick, CACM 18, 1975)."""

    def __init__(self, forms: Iterable[Form], *, within: bool = True) -> None:
        """``within``: may a longer word of the text, if it is another thing, forbid a form that it holds?"""
        self._within = within
        self._forms = [(form, fold(form.text.strip()).text) for form in forms]
        self._keys = [_lower(folded) for _, folded in self._forms]
        self._exceptions = [tuple(_lower(fold(e).text) for e in form.exceptions) for form, _ in self._forms]
        # A form that begins and ends in Han and has no capital needs no look at its neighbours.
        self._is_bare = [
            bool(key) and is_han(key[0]) and is_han(key[-1]) and key == folded
            for key, (_, folded) in zip(self._keys, self._forms, strict=True)
        ]
        self._automaton = AhoCorasick([key or "\x00" for key in self._keys])

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(form.text for form, _ in self._forms if has_han(form.text))

    def hits(self, text: str, barred: Sequence[Span] = ()) -> tuple[Hit, ...]:
        """All hits and near hits, in the order of the text; nothing is found that touches a ``barred`` stretch.

        Web and mail addresses in the text are barred by themselves.
        """
        folded = fold(text)
        lowered = _lower(folded.text)
        bars = [*barred, *addresses(text)]
        hits: list[Hit] = []
        taken: list[Form | None] = [None] * len(lowered)
        for index, start, end in self._candidates(folded.text, lowered):
            form = self._forms[index][0]
            verdict = self._verdict(index, folded.text, lowered, start, end)
            begin, stop = folded.span(start, end)
            if verdict == FOUND and any(first < stop and begin < last for first, last in bars):
                verdict = "inside code, an address, a link or another mark"
            if verdict == FOUND:
                verdict = self._contested(start, end, lowered, taken)
            if verdict == FOUND:
                taken[start:end] = [form] * (end - start)
            hits.append(Hit(begin, stop, form, verdict))
        return tuple(sorted(hits, key=lambda h: (h.start, h.start - h.end, h.form.owner)))

    def _candidates(self, folded: str, lowered: str) -> list[tuple[int, int, int]]:
        """Where forms stand, the longest first: (form, start, end), a plural s taken in."""
        found = [
            (index, start, _with_plural(folded, start, end))
            for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        ]
        return sorted(found, key=lambda f: (f[1] - f[2], f[1], self._forms[f[0]][0].owner))

    def _contested(self, start: int, end: int, lowered: str, taken: Sequence[Form | None]) -> str:
        """Does a longer form hold a character of the stretch already, or a word of the text cross its edge?"""
        winner = next((form for form in taken[start:end] if form), None)
        if winner:
            return f"the longer {winner.text} stands here"
        # 從0到1 is nothing else, nor is 生成式AI: only bare Han characters can be parts of other words.
        if end - start <= _LONGEST_CROSSED and all(map(is_han, lowered[start:end])):
            word = self._segmenter.against(start, end, lowered, within=self._within)
            return f"the word {word} crosses its edge" if word else FOUND
        return FOUND

    def found(self, text: str, barred: Sequence[Span] = ()) -> tuple[Hit, ...]:
        """The hits that count."""
        return tuple(hit for hit in self.hits(text, barred) if hit.is_found)

    def _verdict(self, index: int, folded: str, lowered: str, start: int, end: int) -> str:
        if not self._is_bare[index]:
            verdict = self._latin_verdict(index, folded, lowered, start, end)
            if verdict != FOUND:
                return verdict
        for context in self._exceptions[index]:
            if _stands_around(context, lowered, start, end):
                return f"an exception of the term: {context}"
        return FOUND

    def _latin_verdict(self, index: int, folded: str, lowered: str, start: int, end: int) -> str:
        form = self._forms[index][1]
        length = len(self._keys[index])
        before, after = lowered[start - 1 : start] or " ", lowered[end : end + 1] or " "
        if form != self._keys[index] and folded[start : start + length] != form:
            return "a form with a capital is found as written only"
        if _glued(before, lowered[start]) or _glued(lowered[end - 1], after):
            return "Latin words are found whole"
        if _number_goes_on(lowered, start, end):
            return "a number goes on beside it"
        return FOUND


def _lower(text: str) -> str:
    # Character by character: İ becomes two, and would move every offset behind it.
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _glued(before: str, after: str) -> bool:
    both_digits = is_digit(before) and is_digit(after)
    return is_latin(before) and is_latin(after) and not both_digits


def _number_goes_on(text: str, start: int, end: int) -> bool:
    """Is the form's first or last digit part of a longer number (10到1, 0到10, 3.1到10)?"""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    ahead = is_digit(text[start]) and bool(re.search(r"\d[.,]?$", before))
    behind = is_digit(text[end - 1]) and bool(re.match(r"[.,]?\d", after))
    return ahead or behind


def _stands_around(context: str, text: str, start: int, end: int) -> bool:
    at = text.find(context, max(0, end - len(context)))
    while 0 <= at <= start:
        if end <= at + len(context):
            return True
        at = text.find(context, at + 1)
    return False


def _with_plural(text: str, start: int, end: int) -> int:
    ends_latin = text[end - 1].isascii() and text[end - 1].isalpha()
    is_plural = text[end : end + 1] == "s" and not is_latin(text[end + 1 : end + 2] or " ")
    return end + 1 if ends_latin and is_plural else end


def addresses(text: str) -> list[Span]:
    """The web and mail addresses in a text."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [address.span() for address in _ADDRESS.finditer(text)]
