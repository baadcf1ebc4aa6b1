"""Restore Chinese punctuation that a page dump has lost: half-width marks become full-width beside Chinese.

1. addresses are protected
2. brackets change as a pair, if the character before, the one after or the content is Chinese
3. a run of ``,:;?!`` changes if Chinese is before or after it (ignoring spaces and quotation marks), or if it ends a
   text whose last sentence is Chinese
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from yizhu.chinese.han import count_han_and_words, has_han, is_cjk

_FULL = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_HALF = str.maketrans({full: half for half, full in _FULL.items()})
_RUN = re.compile("[,:;?!]+")
_SENTENCE_END = re.compile(r"[。！？!?…]+")
# Up to the first space, Han character or full-width mark; sentence punctuation behind it is not its own.
_ADDRESS = re.compile(r"(?:https?://|www\.|(?<![\w.+-])[\w.+-]+@)[!-~]*[\w/=&#~]", re.ASCII)
_SEE_THROUGH = " \u00a0\"'“”‘’"


@dataclass(frozen=True, slots=True)
class RestoredText:
    """A text with its punctuation restored, and the half-width marks that were changed, in order."""

    text: str
    marks: str


def to_half_width(text: str) -> str:
    """Return the text with restorable marks half-width, so that two spellings of a marker compare equal."""
    return text.translate(_HALF)


def has_lost_punctuation(texts: Iterable[str]) -> bool:
    """Has a page lost its full-width punctuation? Otherwise its half-width marks are intended."""
    texts = tuple(texts)
    lost = sum(len(restore_punctuation(text).marks) for text in texts)
    return lost > sum(text.count(full) for text in texts for full in _FULL.values())


def restore_punctuation(text: str) -> RestoredText:
    """Return the text with full-width marks beside Chinese."""
    walled = _protect_addresses(text)
    changed = _with_marks(_with_brackets(text, walled), walled)
    marks = "".join(old for old, new in zip(text, changed, strict=True) if old != new)
    return RestoredText(changed, marks)


def count_marks(all_marks: str) -> tuple[tuple[str, int], ...]:
    """Return how often each mark was changed, in the order of the rule's table."""
    counts = Counter(all_marks)
    return tuple((mark, counts[mark]) for mark in _FULL if counts[mark])


def _protect_addresses(text: str) -> frozenset[int]:
    return frozenset(n for address in _ADDRESS.finditer(text) for n in range(*address.span()))


def _with_brackets(text: str, walled: frozenset[int]) -> str:
    characters, opened = list(text), list[int]()
    for at, character in enumerate(text):
        if at in walled:
            continue
        if character == "(":
            opened.append(at)
        elif character == ")" and opened:
            first = opened.pop()
            if _is_chinese_pair(text, first, at):
                characters[first], characters[at] = "（", "）"
    return "".join(characters)


def _is_chinese_pair(text: str, first: int, last: int) -> bool:
    beside = (text[first - 1 : first], text[last + 1 :].lstrip(",:;?!")[:1])
    return any(map(_is_chinese, beside)) or has_han(text[first + 1 : last])


def _with_marks(text: str, walled: frozenset[int]) -> str:
    def full(run: re.Match[str]) -> str:
        if run.start() in walled or not _stands_in_chinese(text, run):
            return run.group()
        return "".join(_FULL[mark] for mark in run.group())

    return _RUN.sub(full, text)


def _stands_in_chinese(text: str, run: re.Match[str]) -> bool:
    before = text[: run.start()].rstrip(_SEE_THROUGH)
    behind = text[run.end() :].lstrip(_SEE_THROUGH)
    if _closes_foreign_words(text, run):
        return False
    if not behind and run.group()[-1] in "?!:;":
        han, words = count_han_and_words(_SENTENCE_END.split(before)[-1])
        return han > words
    return _is_chinese(before[-1:]) or _is_chinese(behind[:1])


def _closes_foreign_words(text: str, run: re.Match[str]) -> bool:
    """Is it the last mark of quoted words that hold no Chinese?"""
    opened = max(text.rfind(mark, 0, run.start()) for mark in '“‘"')
    return (
        text[run.end() : run.end() + 1] in ("”", "’", '"')
        and opened >= 0
        and not has_han(text[opened : run.start()])
    )


def _is_chinese(character: str) -> bool:
    return bool(character) and (is_cjk(character) or character in "—…⋯─")
