"""Words of an article that a reader may want explained and the glossary lacks.

Proposed are 1. what the text itself sets off: quoted phrases, and Latin text in Chinese 2. words that are rare in
Chinese at large, by the frequencies of jieba's dictionary, and new words that it lacks 3. compounds of two or three
words that the text treats as one. Each is weighed by how often it stands here against how often one would expect it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.han import has_han, is_han
from yizhu.script import simplified
from yizhu.segmentation import TOTAL, jieba

_QUOTED = re.compile(r"[「『“‘《]([^「」『』“”‘’《》\n，。！？；：]{2,12})[」』”’》]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+]*(?:[ \-][A-Za-z0-9.+]*[A-Za-z0-9])*")
_FIGURES = re.compile(r"[從从]?(?<!\d)\d+[到比]\d+")  # 從0到1, and the like
_CLAUSE = re.compile(r"[\w·]+")
_COMMON = 9.0  # -ln of how likely a word is that nobody looks up: once in 8,000 words
# What the text sets off by itself counts as if it were so rare.
_SET_OFF = {"quoted": 18.0, "figures": 16.0, "Latin text in Chinese": 14.0}
_CONTENT = (
    "n",
    "v",
    "a",
    "b",
    "j",
    "l",
    "i",
    "eng",
    "z",
)  # classes of words that can be a term, or part of one
_EMPTY = ("nr", "ns", "vd", "ad", "vg")  # of these, those that seldom are


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording that may be a term."""

    text: str
    count: int
    weight: float
    lines: tuple[int, ...]  # of the text's file, from 1
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text."""

    number: int
    text: str


def suggest(lines: Sequence[Line], known: Iterable[str], most: int = 200) -> tuple[Suggestion, ...]:
    """The wordings that are worth a look, the weightiest first; those in ``known``, and their parts, are left out."""
    forms = sorted(set(known), key=len, reverse=True)
    skipped = {form.casefold() for form in forms}
    found: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        for text, why in _candidates(line.text):
            found.setdefault(text, []).append((line.number, why))
    joined = "\n".join(line.text for line in lines)
    weighed = (_weighed(text, seen, joined) for text, seen in found.items() if text.casefold() not in skipped)
    ranked = sorted((s for s in weighed if s.weight > 0), key=lambda s: (-s.weight, s.text))
    return tuple(s for s in _without_parts(ranked) if not _is_told(s.text, forms, joined))[:most]


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    for quoted in _QUOTED.finditer(text):
        yield quoted[1].strip(), "quoted"
    if has_han(text):
        for latin in _LATIN.finditer(text):
            if len(latin[0]) > 1:
                yield latin[0], "Latin text in Chinese"
    for figures in _FIGURES.finditer(text):
        yield figures[0], "figures"
    for clause in _CLAUSE.finditer(text):
        yield from _words(clause[0])


def _words(clause: str) -> Iterator[tuple[str, str]]:
    """The clause's words, new words, and runs of two or three that can be one."""
    shadow = simplified(clause)
    tagged = _placed(jieba().tag(shadow, True))
    for start, end, tag in tagged:
        word = shadow[start:end]
        if end - start > 1 and all(map(is_han, word)) and _can_be_term(tag):
            yield clause[start:end], "a rare word" if jieba().has_word(word) else "a new word"
    for length in (2, 3):
        for at in range(len(tagged) - length + 1):
            run = tagged[at : at + length]
            start, end = run[0][0], run[-1][1]
            if 3 <= end - start <= 7 and all(_can_join(tag) for _, _, tag in run) and _is_compound(run):
                yield clause[start:end], "a compound"


def _placed(tagged: Iterable[tuple[str, str]]) -> list[tuple[int, int, str]]:
    placed: list[tuple[int, int, str]] = []
    at = 0
    for word, tag in tagged:
        placed.append((at, at + len(word), tag))
        at += len(word)
    return placed


def _can_be_term(tag: str) -> bool:
    return (tag.startswith(_CONTENT) and tag not in _EMPTY) or tag == "x"


def _can_join(tag: str) -> bool:
    return tag.startswith(("n", "vn", "b", "v")) and tag not in ("nr", "vd")


def _is_compound(run: Sequence[tuple[int, int, str]]) -> bool:
    """Does it end in a noun, and not consist of single characters?"""
    begins_well = not run[0][2].startswith("v") or run[0][2] == "vn" or len(run) == 2
    ends_well = run[-1][2].startswith(("n", "vn"))
    return begins_well and ends_well and sum(end - start > 1 for start, end, _ in run) >= len(run) - 1


def _weighed(text: str, seen: Sequence[tuple[int, str]], whole: str) -> Suggestion:
    count = len(seen) if text.isascii() else max(whole.count(text), 1)
    lines = tuple(dict.fromkeys(number for number, _ in seen))
    reasons = Counter(why for _, why in seen)
    why = next((w for w in _SET_OFF if w in reasons), reasons.most_common(1)[0][0])
    weight = (1 + math.log(count)) * (_rarity(text, why, count) - _COMMON)
    return Suggestion(text, count, weight, lines, why)


def _rarity(text: str, why: str, count: int) -> float:
    """-ln of how likely the wording is in Chinese at large; compounds must recur to weigh much."""
    if why in _SET_OFF:
        return _SET_OFF[why]
    shadow = simplified(text)
    if jieba().has_word(shadow):
        return math.log(TOTAL / jieba().suggest_freq(shadow))
    if why == "a new word":
        return 13.0
    parts = [word for word in jieba().cut(shadow, False) if len(word) > 1]
    rarities = [math.log(TOTAL / jieba().suggest_freq(part)) for part in parts]
    mean = sum(rarities) / len(rarities) if rarities else 0.0
    return mean + (2.0 if count > 1 else 0.0)


def _is_told(text: str, forms: Sequence[str], whole: str) -> bool:
    """Does the wording stand only inside forms that the glossary has?"""
    for form in forms:
        if text in form:
            whole = whole.replace(form, "\n")
    return text not in whole


def _without_parts(ranked: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions without those that stand only inside a longer one that is proposed before them."""
    taken: list[Suggestion] = []
    for suggestion in ranked:
        inside = any(suggestion.text in t.text and suggestion.count <= t.count for t in taken)
        if not inside:
            taken.append(suggestion)
            yield suggestion
