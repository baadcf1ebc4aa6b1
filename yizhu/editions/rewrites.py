"""Words that regions say differently: which of them a passage has, and what they become.

Words have two reaches. Those for the news are safe in any text; the editorial ones are for what the site's editors write,
and hold outside its quotations and titles. No word is replaced within a title (《…》 〈…〉) unless its entry says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

import yaml
from ahocorasick_rs import AhoCorasick

from yizhu.chinese.converted_text import Replacement, convert_words
from yizhu.chinese.han import split_sentences
from yizhu.chinese.script_conversion import convert_text, to_simplified
from yizhu.content.prose import Span, SpanSet
from yizhu.editions.terms.matcher import Form, Hit, Matcher

NOWHERE, WHOLE, INSIDE = "", "whole", "inside"  # where in titles a word is replaced
# A title has no line end in it, and few are longer than this.
_TITLE = re.compile(r"《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉")
# A word that a sentence names as a region's own: 臺灣稱「晶片」.
_NAMED = re.compile(
    "(?:[臺台][灣湾]|香港|港[臺台]|大[陸陆]|[內内]地)[^，。；：、「」“”]{0,6}?[稱称叫說说作譯译寫写][作為为做成]?([「“][^「」“”]+[」”])"
)
_QUOTATION = re.compile(r"「[^「」\n]*」|『[^『』\n]*』|“[^“”\n]*”")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A word of one region and the other region's word for it."""

    old: str
    new: str
    exceptions: tuple[str, ...] = ()
    is_after_number: bool = False  # it is replaced only after a number
    is_editorial: bool = False  # it is replaced only in what the site's editors write
    topic: str = ""  # it is replaced only in a text on this topic
    in_titles: str = NOWHERE


class Rewrites:
    """Words and their replacements, with the matcher that finds them, built when it is first used."""

    def __init__(self, entries: Iterable[Rewrite] = ()) -> None:
        self.entries = tuple(entries)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher that finds the words; the editorial ones only if they are asked for."""
        return _make_matcher(self.entries)

    def find(self, text: str, barred: Sequence[Span], *, is_ours: bool) -> list[Replacement]:
        """Return the replacements of a text outside the ``barred`` spans; ``is_ours``: did the site's editors write it?"""
        titles = [found.span() for found in _TITLE.finditer(text)]
        hits = self._find_ours(text, barred, titles) if is_ours else self._find_news(text, barred)
        found = [
            Replacement(hit.start, hit.end, hit.form.owner)
            for hit in hits
            if self._holds(self._by_old[hit.form.text], text, hit, titles)
        ]
        return [*_leave_contrasts(text, found)] if is_ours else found

    def _find_news(self, text: str, barred: Sequence[Span]) -> Iterable[Hit]:
        return self.matcher.find(text, barred, with_optional=False)

    def _find_ours(self, text: str, barred: Sequence[Span], titles: list[Span]) -> Iterable[Hit]:
        """Return the hits of all words outside quotations and titles, and those of the news within them."""
        cited = [*titles, *(found.span() for found in _QUOTATION.finditer(text))]
        if cited:
            barred = [*barred, *(found.span(1) for found in _NAMED.finditer(text))]
        outside = self.matcher.find(text, [*barred, *cited])
        if not cited:
            return outside
        within, taken = SpanSet(cited), SpanSet((hit.start, hit.end) for hit in outside)
        inside = (hit for hit in self._find_news(text, barred) if within.overlaps(hit.start, hit.end))
        return [*outside, *(hit for hit in inside if not taken.overlaps(hit.start, hit.end))]

    def _holds(self, rewrite: Rewrite, text: str, hit: Hit, titles: list[Span]) -> bool:
        title = next((span for span in titles if span[0] < hit.start and hit.end < span[1]), None)
        if title and rewrite.in_titles != INSIDE:
            is_whole = (hit.start - 1, hit.end + 1) == title
            if not (is_whole and rewrite.in_titles == WHOLE):
                return False
        return not rewrite.topic or bool(_find_topic(rewrite.topic).search(text))

    @cached_property
    def _by_old(self) -> dict[str, Rewrite]:
        return {rewrite.old: rewrite for rewrite in self.entries}

    def __reduce__(self) -> tuple[type[Rewrites], tuple[tuple[Rewrite, ...]]]:
        # A matcher cannot be pickled: another process builds its own.
        return Rewrites, (self.entries,)


NO_REWRITES = Rewrites()


def select_rewrites(pairs: Iterable[Rewrite], config: str) -> tuple[Rewrite, ...]:
    """Return the rewrites that change something, of two for one word the first.

    A word that OpenCC would convert so by itself is kept only if another word is part of it: 數位發展部 stays a name.
    What a word becomes is kept as it is, so that nothing is converted twice (演算法 has 算法 in it).
    """
    first: dict[str, Rewrite] = {}
    for pair in pairs:
        first.setdefault(pair.old, pair)
    if not first:
        return ()
    differing = {old for old, new in _convert_all(first, config) if first[old].new != new}
    parts = AhoCorasick(list(differing))
    chosen = [pair for old, pair in first.items() if old in differing or _has(parts, old)]
    results = {pair.new: pair for pair in chosen if pair.new not in first}
    unstable = (new for new, again in _convert_all(results, config) if new != again or _has(parts, new))
    return (*chosen, *(replace(results[new], old=new, exceptions=()) for new in unstable))


def _convert_all(words: Iterable[str], config: str) -> Iterable[tuple[str, str]]:
    """Return each word with what OpenCC makes of it, all at once: one by one they would cost a third of a second."""
    listed = list(words)
    return zip(listed, convert_words("\n".join(listed), config).split("\n"), strict=True) if listed else ()


def _has(parts: AhoCorasick, text: str) -> bool:
    return bool(parts.find_matches_as_indexes(text))


def _leave_contrasts(text: str, replacements: list[Replacement]) -> Iterator[Replacement]:
    """Leave out what would become a word that its sentence quotes as another one: 資訊，中國大陸稱「信息」."""
    mentioned = [found.span() for found in _QUOTATION.finditer(text)] if replacements else []
    if not mentioned:
        return (yield from replacements)
    simplified, sentences = to_simplified(text), split_sentences(text)
    for one in replacements:
        start, end = next(((a, b) for a, b in sentences if a <= one.start < b), (0, len(text)))
        becomes = convert_text(one.text, "t2s")
        quoted = (simplified[a + 1 : b - 1] for a, b in mentioned if start <= a and b <= end)
        if becomes not in quoted:
            yield one


def _make_matcher(rewrites: Iterable[Rewrite]) -> Matcher:
    # Reviewed entries name the longer words to leave alone: 方程式 is not about 程式, but 布希總統 is about 布希.
    # Where a text already has the other region's word (排序演算法), the word within it (算法) is left alone.
    forms = (
        Form(
            rewrite.old,
            rewrite.new,
            (*rewrite.exceptions, *_list_longer_words(rewrite.old, rewrite.new)),
            rewrite.is_editorial,
        )
        for rewrite in rewrites
    )
    return Matcher(forms, within=False)


def _list_longer_words(old: str, new: str) -> tuple[str, ...]:
    """Return the new word, in the characters of the source, if the old one is part of it (算法 of 演算法)."""
    if len(new) <= len(old):
        return ()
    return tuple(word for config in ("t2s", "s2tw") if old in (word := convert_text(new, config)))


@cache
def _find_topic(topic: str) -> re.Pattern[str]:
    """Return a pattern for the words that show that a text is about a topic, in either script."""
    words = read_topics()[topic]
    forms = {form for config in ("t2s", "s2tw") for form in convert_text(words, config).split("|")}
    return re.compile(
        "|".join(f"(?<![A-Za-z]){form}(?![a-z])" if form.isascii() else form for form in sorted(forms))
    )


@cache
def read_topics() -> dict[str, str]:
    """Return the words of each topic."""
    text = files("yizhu.chinese").joinpath("data/topics.yaml").read_text("utf-8")
    read: dict[str, str] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read
