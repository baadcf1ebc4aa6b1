"""Split a Chinese title where a line may break, so that no line of a headline ends inside a word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from yizhu.chinese.han import has_han, is_digit, is_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.words.segmentation import find_word_bounds, shared_jieba

# Characters that belong to the word before them and never begin a line: 公司的, 走了, 我們, 來者.
_CLINGING = frozenset("的地得了著着過过們们嗎吗呢吧啊之者裡里上中下")


def split_title(title: str) -> tuple[str, ...]:
    """Return the title in pieces: loose text, a whole word, loose text, a whole word, and so on.

    Joined they are the title; loose text may be empty. A line must not break inside a whole word.
    """
    edges = [edge for span in _find_unbreakable_spans(title) for edge in span]
    return tuple(title[start:end] for start, end in zip([0, *edges], [*edges, len(title)], strict=True))


def find_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of Chinese words of more than one character."""
    spans = pairwise(find_word_bounds(shared_jieba(), to_simplified(text)))
    return tuple((start, end) for start, end in spans if end - start > 1 and has_han(text[start:end]))


def _find_unbreakable_spans(title: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that a line break must not cut."""
    unbreakable = _find_unbreakable_offsets(title)
    start = 0
    for at in range(1, len(title) + 1):
        if at in unbreakable:
            continue
        if at - start > 1:
            yield start, at
        start = at


def _find_unbreakable_offsets(title: str) -> frozenset[int]:
    """Return the offsets without a line break: inside a word, before a clinging character, beside a figure (從0到1)."""
    if not any(map(is_han, title)):
        return frozenset()
    found = find_words(title)
    begins = {start for start, _ in found}
    inside = {at for start, end in found for at in range(start + 1, end)}
    pairs = ((at, title[at - 1], title[at]) for at in range(1, len(title)) if at not in begins)
    return frozenset(inside | {at for at, before, after in pairs if _clings(before, after)})


def _clings(before: str, after: str) -> bool:
    is_beside_figure = is_digit(before) != is_digit(after) and before.isalnum() and after.isalnum()
    return is_beside_figure or (is_han(before) and after in _CLINGING)
