"""A few wordings are found exactly as written, the longest first, without an automaton: what an article says itself,
and words that count only behind a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from yizhu.chinese.han import fold, has_han, is_digit, is_han, is_latin
from yizhu.chinese.script_conversion import Replacement
from yizhu.chinese.word_boundaries import BoundaryChecker
from yizhu.content.prose import SpanSet

# What follows an address without a space is its part while it looks like one: Han after a slash, a dot, a per cent sign.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>/\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+(?:/[^\s<>\u3000-\u303f\uff00-\uffef]*)?"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+",
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


class Hit(NamedTuple):  # a tuple is made in half the time, and there are hundreds to an article
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
        self._forms = tuple(forms)
        folded = [fold(form.text.strip()).text for form in self._forms]
        self._keys = tuple(_Key(_lower(text), text, _is_bare(text)) for text in folded)
        contexts: dict[str, list[int]] = {}
        for index, form in enumerate(self._forms):
            for context in form.exceptions:
                contexts.setdefault(_lower(fold(context).text), []).append(index)
        self._longest_context = max(map(len, contexts), default=0)
        self._contexts = tuple(contexts.items())  # looked for in the same pass, as patterns behind the forms'
        self._automaton = AhoCorasick([*(key.lower or "\x00" for key in self._keys), *contexts])

    @cached_property
    def _segmenter(self) -> BoundaryChecker:
        return BoundaryChecker(form.text for form in self._forms if has_han(form.text))

    def find_all(self, text: str, barred: Sequence[Span] = ()) -> tuple[Hit, ...]:
        """All hits and near hits, in the order of the text; nothing is found that touches a ``barred`` stretch.

        Web and mail addresses in the text are barred by themselves.
        """
        return tuple(
            sorted(self._judged(text, barred), key=lambda h: (h.start, h.start - h.end, h.form.owner))
        )

    def find(self, text: str, barred: Sequence[Span] = ()) -> tuple[Hit, ...]:
        """The hits that count."""
        found = [hit for hit in self._judged(text, barred) if hit.verdict == FOUND]
        return tuple(sorted(found, key=lambda hit: hit.start))

    def _judged(self, text: str, barred: Sequence[Span]) -> Iterator[Hit]:
        """Where forms stand in the text as written, the longest first, and the verdict on each."""
        folded = fold(text)
        lowered = _lower(folded.text)
        candidates, excepted = self._candidates(folded.text, lowered)
        bars = SpanSet([*barred, *find_addresses(text)])
        taken: list[Form | None] = [None] * len(lowered)
        for _, start, _, index, end in candidates:
            form = self._forms[index]
            begin, stop = folded.span(start, end) if folded.gaps else (start, end)
            held = taken[start:end]
            if any(held):
                verdict = f"the longer {next(filter(None, held)).text} stands here"
            else:
                verdict = self._verdict(index, folded.text, lowered, start, end, excepted)
                if verdict == FOUND and bars.overlap(begin, stop):
                    verdict = "inside code, an address, a link or another mark"
                if verdict == FOUND:
                    verdict = self._crossed(start, end, lowered)
                if verdict == FOUND:
                    taken[start:end] = [form] * (end - start)
            yield Hit(begin, stop, form, verdict)

    def _candidates(
        self, folded: str, lowered: str
    ) -> tuple[list[tuple[int, int, str, int, int]], dict[int, list[Span]]]:
        """Where forms stand, the longest first, a plural s taken in; and by form, where its exceptions stand."""
        found: list[tuple[int, int, str, int, int]] = []
        excepted: dict[int, list[Span]] = {}
        forms, keys, behind = self._forms, self._keys, len(self._forms)
        for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            if index < behind:
                stop = end if keys[index].is_bare else _with_plural(folded, start, end)
                found.append((start - stop, start, forms[index].owner, index, stop))
            else:
                for owner in self._contexts[index - behind][1]:
                    excepted.setdefault(owner, []).append((start, end))
        found.sort()
        return found, excepted

    def _verdict(
        self, index: int, folded: str, lowered: str, start: int, end: int, excepted: dict[int, list[Span]]
    ) -> str:
        key = self._keys[index]
        verdict = FOUND if key.is_bare else _latin_verdict(key, folded, lowered, start, end)
        if verdict == FOUND and index in excepted:
            return _exception(excepted[index], self._longest_context, lowered, start, end)
        return verdict

    def _crossed(self, start: int, end: int, lowered: str) -> str:
        """Does a word of the text cross the stretch's edge?"""
        # 從0到1 is nothing else, nor is 生成式AI: only bare Han characters can be parts of other words.
        if end - start > _LONGEST_CROSSED or not all(map(is_han, lowered[start:end])):
            return FOUND
        word = self._segmenter.find_conflict(start, end, lowered, within=self._within)
        return f"the word {word} crosses its edge" if word else FOUND


@dataclass(frozen=True, slots=True)
class _Key:
    """A form as it is looked for."""

    lower: str
    folded: str  # with its capitals
    is_bare: bool  # begins and ends in Han and has no capital: it needs no look at its neighbours


def _is_bare(folded: str) -> bool:
    return bool(folded) and is_han(folded[0]) and is_han(folded[-1]) and _lower(folded) == folded


def _exception(contexts: Sequence[Span], longest: int, text: str, start: int, end: int) -> str:
    """``contexts``: in the order of their ends, none of them longer than ``longest``."""
    first = bisect_left(contexts, end, key=itemgetter(1))
    behind = map(contexts.__getitem__, range(first, len(contexts)))
    near = takewhile(lambda context: context[1] - longest <= start, behind)
    around = (text[first:last] for first, last in near if first <= start)
    return next((f"an exception of the term: {context}" for context in around), FOUND)


def _latin_verdict(key: _Key, folded: str, lowered: str, start: int, end: int) -> str:
    if key.folded != key.lower and folded[start : start + len(key.lower)] != key.folded:
        return "a form with a capital is found as written only"
    is_cut_off = start and _glued(lowered[start - 1], lowered[start])
    if is_cut_off or (end < len(lowered) and _glued(lowered[end - 1], lowered[end])):
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
    return is_latin(before) and is_latin(after) and not (is_digit(before) and is_digit(after))


def _number_goes_on(text: str, start: int, end: int) -> bool:
    """Is the form's first or last digit part of a longer number (10到1, 0到10, 3.1到10)?"""
    if is_digit(text[start]) and re.search(r"\d[.,]?$", text[max(0, start - 2) : start]):
        return True
    return is_digit(text[end - 1]) and bool(re.match(r"[.,]?\d", text[end : end + 2]))


def _with_plural(text: str, start: int, end: int) -> int:
    ends_latin = text[end - 1].isascii() and text[end - 1].isalpha()
    is_plural = text[end : end + 1] == "s" and not is_latin(text[end + 1 : end + 2] or " ")
    return end + 1 if ends_latin and is_plural else end


def find_addresses(text: str) -> list[Span]:
    """The web and mail addresses in a text."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [address.span() for address in _ADDRESS.finditer(text)]


WordingPairs = tuple[tuple[str, str], ...]  # as written here, as written there

# What may stand before a word that is counted: figures or numerals, 多 餘 來 behind them (十多兆), a space.
_COUNTED = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千萬万億亿兩两數数幾几半][多餘余來来]? ?\Z")


def find_wordings(text: str, pairs: WordingPairs, barred: Sequence[Span] = ()) -> list[Replacement]:
    """Where the wordings stand, and what each becomes; nothing that touches a ``barred`` stretch."""
    if not pairs:
        return []
    becomes, pattern, bars = dict(pairs), _pattern(tuple(old for old, _ in pairs)), SpanSet(barred)
    pieces: list[Replacement] = []
    found = pattern.search(text)
    while found:
        start, end = found.span()
        is_free = not bars.overlap(start, end)
        if is_free:
            pieces.append(Replacement(start, end, becomes[found[0]]))
        found = pattern.search(text, end if is_free else start + 1)
    return pieces


def is_after_number(text: str, start: int) -> bool:
    """Does a number stand before this place?"""
    return bool(_COUNTED.search(text[max(0, start - 3) : start]))


def is_in_context(contexts: Sequence[str], text: str, start: int, end: int) -> bool:
    """Does one of the contexts hold the stretch?"""
    return any(
        text.startswith(context, at)
        for context in contexts
        for at in range(max(0, end - len(context)), start + 1)
    )


@lru_cache(maxsize=64)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return re.compile("|".join(map(_whole_word, longest_first)))


def _whole_word(wording: str) -> str:
    """A pattern; Latin words are found whole."""
    ahead = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z]", wording) else ""
    behind = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z]\Z", wording) else ""
    return ahead + re.escape(wording) + behind
