"""Characters that have several counterparts in the other script (乾 becomes 干 or stays 乾), and what decides.

1. a word of our table (``data/doubtful.yaml``) that stands around the character and that no word crosses (发现 in 发现
   is one, in 头发现在 it is none)
2. a word that jieba finds around it, if OpenCC converts the word alone as it converted it in its sentence
3. the table, where it says that in all other words the character becomes one thing

Names decide nothing: no list has them all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import yaml

from yizhu.chinese.han import is_han
from yizhu.chinese.script_conversion import convert_text, to_simplified
from yizhu.chinese.words.segmentation import Span, shared_jieba

_NAMES = ("nr", "ns", "nz", "nt")  # jieba's tags of names, and how its longer tags of names begin
_LONGEST_CLAUSE = 64  # characters on each side that jieba gets to see


@dataclass(frozen=True, slots=True)
class DoubtfulCharacter:
    """A character, and what it may become."""

    counterparts: tuple[tuple[str, tuple[str, ...]], ...]  # each with words of the source script that show it
    only: str = ""  # it becomes this only in words of the table, and the first counterpart in all others
    rest: str = ""  # the counterpart that it has in nearly all words that are not listed


Table = Mapping[str, DoubtfulCharacter]  # by character


@cache
def read_doubtful(config: str) -> Table:
    """Return the characters that a configuration of OpenCC may convert wrongly; none if it stays within a script."""
    script = "zh-Hans" if config.endswith("2s") else "zh-Hant" if config.startswith("s2") else ""
    entries = [entry for entry in _load_entries() if entry["to"] == script]
    if not entries:
        return {}
    forms = _convert_counterparts(sorted({to for entry in entries for to in entry["becomes"]}), config)
    return {
        entry["character"]: DoubtfulCharacter(
            tuple((forms[to], tuple(words.split())) for to, words in entry["becomes"].items()),
            forms.get(entry.get("only", ""), ""),
            forms.get(entry.get("rest", ""), ""),
        )
        for entry in entries
    }


@cache
def _load_entries() -> list[dict[str, Any]]:
    text = files("yizhu.chinese").joinpath("data/doubtful.yaml").read_text("utf-8")
    read: list[dict[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read


def _convert_counterparts(counterparts: list[str], config: str) -> dict[str, str]:
    """Return each counterpart in the characters of the configuration's region: the table has those of Taiwan."""
    text = "\n".join(counterparts)
    if config in ("s2t", "s2hk"):
        text = convert_text(text, "tw2t")
    if config == "s2hk":
        text = convert_text(text, "t2hk")
    return dict(zip(counterparts, text.split("\n"), strict=True))


# ---- words -------------------------------------------------------------------------------------------------


def find_expected(character: DoubtfulCharacter, text: str, at: int) -> tuple[str, Span]:
    """Return what the longest words of the table around ``at`` say, and where such a word is; empty if they disagree.

    Empty also if there are none; for a character with ``only`` it is then the first counterpart.
    """
    found = [
        (end - start, to, (start, end))
        for to, words in character.counterparts
        for word in words
        for start, end in _find_around(word, text, at)
        if not _is_crossed(text, start, end)
    ]
    if not found:
        return character.counterparts[0][0] if character.only else "", (at, at + 1)
    longest = max(found)[0]
    agreed = {to: span for length, to, span in found if length == longest}
    return next(iter(agreed.items())) if len(agreed) == 1 else ("", (at, at + 1))


def find_word(text: str, at: int) -> Span | None:
    """Return the word around an offset, as jieba cuts the text; None for a single character or a name."""
    first, bounds, tags = _cut_around(text, at)
    nth = bisect_right(bounds, at - first) - 1
    start, end = bounds[nth], bounds[nth + 1]
    return (first + start, first + end) if end - start > 1 and not tags[nth].startswith(_NAMES) else None


def becomes_alone(text: str, at: int, config: str) -> tuple[str, Span]:
    """Return what the character becomes if the word around it is converted alone, and where the word is.

    Empty if no word is known.
    """
    start, end = find_word(text, at) or (at, at)
    converted = convert_text(text[start:end], config)
    return converted[at - start] if converted and len(converted) == end - start else "", (start, end)


def _find_around(word: str, text: str, at: int) -> list[Span]:
    """Return where the text has the word so that it contains the character at ``at``."""
    starts = [at - inside for inside, character in enumerate(word) if character == text[at] and inside <= at]
    return [(start, start + len(word)) for start in starts if text.startswith(word, start)]


def _is_crossed(text: str, start: int, end: int) -> bool:
    """Does a word stand on one edge of [start, end), and not on the other?"""
    first, bounds, _ = _cut_around(text, start)
    start, end = start - first, end - first
    before, after = bounds[bisect_right(bounds, start) - 1], bisect_left(bounds, end)
    if after == len(bounds):
        return False
    has_bound_within = bisect_right(bounds, start) < after
    return has_bound_within and (before < start or bounds[after] > end)


def _cut_around(text: str, at: int) -> tuple[int, tuple[int, ...], tuple[str, ...]]:
    """Return where the run of Han characters around an offset begins, and the bounds and tags of its words."""
    first, last = at, at + 1
    while first > max(0, at - _LONGEST_CLAUSE) and is_han(text[first - 1]):
        first -= 1
    while last < min(len(text), at + _LONGEST_CLAUSE) and is_han(text[last]):
        last += 1
    return first, *_cut(text[first:last])


@lru_cache(maxsize=512)
def _cut(clause: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    tagged = shared_jieba().tag(to_simplified(clause), False)
    return tuple(accumulate((len(word) for word, _ in tagged), initial=0)), tuple(tag for _, tag in tagged)
