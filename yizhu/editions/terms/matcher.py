"""Find forms in a text: many at once for the glossary and the vocabularies, or a few exactly as written.

``Matcher`` finds many forms in one pass and gives a verdict on each hit, whatever the width and spacing of the text.
``find_wordings`` finds the few wordings of one article, without building an automaton.
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

from yizhu.chinese.converted_text import Replacement
from yizhu.chinese.han import fold, has_han, is_digit, is_han, is_katakana, is_latin
from yizhu.chinese.words.word_boundaries import BoundaryChecker
from yizhu.content.prose import Span, SpanSet
from yizhu.editions.terms.compounds import find_other_word

# A web address goes on, without a space, with Han characters only after a slash.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>/\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+(?:/[^\s<>\u3000-\u303f\uff00-\uffef]*)?"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+",
    re.A,
)

FOUND = "found"
WordingPairs = tuple[tuple[str, str], ...]  # each wording, and what it becomes

# Longer forms are not checked for words that cross their edges: such words do not occur.
_LONGEST_CROSSED = 4


@dataclass(frozen=True, slots=True)
class Form:
    """A form to look for."""

    text: str
    owner: str  # what it belongs to: a term's id, id.sense, or what a word becomes
    exceptions: tuple[str, ...] = ()  # longer wordings in which it is not meant
    is_optional: bool = False  # it is looked for only if asked for


class Hit(NamedTuple):  # a tuple is made in half the time, and an article has hundreds
    """An occurrence of a form in a text, and the verdict on it."""

    start: int
    end: int
    form: Form
    verdict: str  # FOUND, or the reason why it does not count

    @property
    def is_found(self) -> bool:
        """Does it count?"""
        return self.verdict == FOUND


class Matcher:
    """Finds many forms in one pass (Aho and Corasick, CACM 18, 1975)."""

    def __init__(self, forms: Iterable[Form], *, within: bool = True, compounds: bool = False) -> None:
        """``within``: does a longer word that contains a form and means something else reject it?

        ``compounds``: does a word that hyphens make of an English form reject it?
        """
        self._within, self._compounds = within, compounds
        self._forms = tuple(forms)
        folded = [fold(form.text.strip()).text for form in self._forms]
        self._keys = tuple(_Key(_lower(text), text, _is_bare(text)) for text in folded)
        contexts: dict[str, list[int]] = {}
        for index, form in enumerate(self._forms):
            for context in form.exceptions:
                contexts.setdefault(_lower(fold(context).text), []).append(index)
        self._longest_context = max(map(len, contexts), default=0)
        self._contexts = tuple(contexts.items())  # found in the same pass: their patterns follow the forms'
        self._automaton = AhoCorasick([*(key.lower or "\x00" for key in self._keys), *contexts])

    @cached_property
    def _boundaries(self) -> BoundaryChecker:
        return BoundaryChecker(form.text for form in self._forms if has_han(form.text))

    def find_all(self, text: str, barred: Sequence[Span] = ()) -> tuple[Hit, ...]:
        """Return all hits in the order of the text, rejected ones included.

        Hits that overlap a ``barred`` span, or a web or mail address, are rejected.
        """
        return tuple(
            sorted(self._judge_hits(text, barred), key=lambda h: (h.start, h.start - h.end, h.form.owner))
        )

    def find(self, text: str, barred: Sequence[Span] = (), *, with_optional: bool = True) -> tuple[Hit, ...]:
        """Return the hits that count, in the order of the text."""
        found = [hit for hit in self._judge_hits(text, barred, with_optional) if hit.verdict == FOUND]
        return tuple(sorted(found, key=lambda hit: hit.start))

    def _judge_hits(self, text: str, barred: Sequence[Span], with_optional: bool = True) -> Iterator[Hit]:
        """Yield the hits with their verdicts, the longest first: a longer form takes its span from shorter ones."""
        folded = fold(text)
        lowered = _lower(folded.text)
        candidates, excepted = self._find_candidates(folded.text, lowered)
        bars = SpanSet([*barred, *find_addresses(text)])
        taken: list[Form | None] = [None] * len(lowered)
        for _, start, _, index, end in candidates:
            form = self._forms[index]
            if form.is_optional and not with_optional:
                continue
            begin, stop = folded.span(start, end) if folded.gaps else (start, end)
            held = taken[start:end]
            if any(held):
                verdict = f"part of the longer {next(filter(None, held)).text}"
            else:
                verdict = self._check_form(index, folded.text, lowered, start, end, excepted)
                if verdict == FOUND and bars.overlaps(begin, stop):
                    verdict = "inside code, an address, a link or another mark"
                if verdict == FOUND:
                    verdict = self._check_boundaries(start, end, lowered)
                if verdict == FOUND:
                    taken[start:end] = [form] * (end - start)
            yield Hit(begin, stop, form, verdict)

    def _find_candidates(
        self, folded: str, lowered: str
    ) -> tuple[list[tuple[int, int, str, int, int]], dict[int, list[Span]]]:
        """Return the occurrences of forms, the longest first, with a plural s; and those of exceptions, by form."""
        found: list[tuple[int, int, str, int, int]] = []
        excepted: dict[int, list[Span]] = {}
        forms, keys, count = self._forms, self._keys, len(self._forms)
        for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            if index < count:
                stop = end if keys[index].is_bare else _include_plural(folded, start, end)
                found.append((start - stop, start, forms[index].owner, index, stop))
            else:
                for form_index in self._contexts[index - count][1]:
                    excepted.setdefault(form_index, []).append((start, end))
        found.sort()
        return found, excepted

    def _check_form(
        self, index: int, folded: str, lowered: str, start: int, end: int, excepted: dict[int, list[Span]]
    ) -> str:
        key = self._keys[index]
        verdict = FOUND if key.is_bare else _check_latin(key, folded, lowered, start, end)
        if verdict == FOUND and self._compounds and key.folded == key.lower and not key.is_bare:
            verdict = _check_hyphens(folded, start, end)
        if verdict == FOUND and index in excepted:
            return _check_exceptions(excepted[index], self._longest_context, lowered, start, end)
        return verdict

    def _check_boundaries(self, start: int, end: int, lowered: str) -> str:
        """Return the verdict of the words around: does one of them cross the hit's edge?"""
        # 從0到1 and 生成式AI cannot be anything else: only Han characters alone can be parts of other words.
        if end - start > _LONGEST_CROSSED or not all(map(is_han, lowered[start:end])):
            return FOUND
        word = self._boundaries.find_conflict(start, end, lowered, within=self._within)
        return f"the word {word} crosses its edge" if word else FOUND


@dataclass(frozen=True, slots=True)
class _Key:
    """A form, prepared for the search."""

    lower: str
    folded: str  # with its capitals
    is_bare: bool  # begins and ends with Han and has no capital: the characters beside it do not matter


def _is_bare(folded: str) -> bool:
    return bool(folded) and is_han(folded[0]) and is_han(folded[-1]) and _lower(folded) == folded


def _check_exceptions(contexts: Sequence[Span], longest: int, text: str, start: int, end: int) -> str:
    """Return the verdict of the exceptions; ``contexts`` are sorted by their ends, none longer than ``longest``."""
    first = bisect_left(contexts, end, key=itemgetter(1))
    following = map(contexts.__getitem__, range(first, len(contexts)))
    near = takewhile(lambda context: context[1] - longest <= start, following)
    containing = (text[begin:stop] for begin, stop in near if begin <= start)
    return next((f"an exception of the term: {context}" for context in containing), FOUND)


def _check_latin(key: _Key, folded: str, lowered: str, start: int, end: int) -> str:
    if key.folded != key.lower and folded[start : start + len(key.lower)] != key.folded:
        return "a form with a capital is found as written only"
    is_cut_off = start and _is_one_word(lowered[start - 1], lowered[start])
    if is_cut_off or (end < len(lowered) and _is_one_word(lowered[end - 1], lowered[end])):
        return "Latin words are found whole"  # and words in katakana
    if _number_goes_on(lowered, start, end):
        return "a number goes on beside it"
    return FOUND


def _check_hyphens(folded: str, start: int, end: int) -> str:
    """Return the verdict of the hyphens beside a form without capitals; a form with one is a name, and stays one."""
    if folded[end : end + 1] != "-" and folded[max(0, start - 1) : start] != "-":
        return FOUND
    word = find_other_word(folded, start, end)
    return f"the hyphen makes another word: {word}" if word else FOUND


def _lower(text: str) -> str:
    # str.lower makes two characters of İ, and all offsets after it would shift.
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _is_one_word(before: str, after: str) -> bool:
    if is_latin(before) and is_latin(after):
        return not (is_digit(before) and is_digit(after))
    return is_katakana(before) and is_katakana(after)


def _number_goes_on(text: str, start: int, end: int) -> bool:
    """Is the first or last digit of the form part of a longer number (10到1, 0到10, 3.1到10)?"""
    if is_digit(text[start]) and re.search(r"\d[.,]?$", text[max(0, start - 2) : start]):
        return True
    return is_digit(text[end - 1]) and bool(re.match(r"[.,]?\d", text[end : end + 2]))


def _include_plural(text: str, start: int, end: int) -> int:
    ends_latin = text[end - 1].isascii() and text[end - 1].isalpha()
    is_plural = text[end : end + 1] == "s" and not is_latin(text[end + 1 : end + 2] or " ")
    return end + 1 if ends_latin and is_plural else end


def find_addresses(text: str) -> list[Span]:
    """Return the spans of web and mail addresses in a text."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [address.span() for address in _ADDRESS.finditer(text)]


# ---- a few wordings, exactly as written --------------------------------------------------------------------

# The end of a number: figures or numerals, then perhaps 多 餘 來 (十多兆) and a space.
_NUMBER_END = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千萬万億亿兩两數数幾几半][多餘余來来]? ?\Z")


def find_wordings(text: str, pairs: WordingPairs, barred: Sequence[Span] = ()) -> list[Replacement]:
    """Return what each wording in the text becomes, outside the ``barred`` spans; the longest wordings win."""
    if not pairs:
        return []
    new_wordings, bars = dict(pairs), SpanSet(barred)
    pattern = _compile_wordings(tuple(new_wordings))
    replacements: list[Replacement] = []
    found = pattern.search(text)
    while found:
        start, end = found.span()
        is_free = not bars.overlaps(start, end)
        if is_free:
            replacements.append(Replacement(start, end, new_wordings[found[0]]))
        found = pattern.search(text, end if is_free else start + 1)
    return replacements


def is_after_number(text: str, start: int) -> bool:
    """Does a number end right before this offset?"""
    return bool(_NUMBER_END.search(text[max(0, start - 3) : start]))


def is_in_context(contexts: Sequence[str], text: str, start: int, end: int) -> bool:
    """Is [start, end) of the text inside one of the contexts?"""
    return any(
        text.startswith(context, at)
        for context in contexts
        for at in range(max(0, end - len(context)), start + 1)
    )


@lru_cache(maxsize=64)
def _compile_wordings(wordings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return re.compile("|".join(map(_match_whole_word, longest_first)))


def _match_whole_word(wording: str) -> str:
    """Return a pattern for the wording; Latin words match only as whole words."""
    ahead = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z]", wording) else ""
    behind = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z]\Z", wording) else ""
    return ahead + re.escape(wording) + behind
