"""What must stay whole in a Chinese title: its words, so that no line of a headline ends within one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from yizhu.chinese.han import has_han, is_digit, is_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.segmentation import find_word_bounds, shared_jieba

# They lean on the word before them and never begin a line: 公司的, 走了, 我們, 來者.
_CLINGING = frozenset("的地得了著着過过們们嗎吗呢吧啊之者裡里上中下")


def split_title(title: str) -> tuple[str, ...]:
    """The title in pieces: loose text, a whole word, loose text, a word … Joined they are the title.

    A line may end within and beside loose text as it always may.
    """
    edges = [edge for span in _wholes(title) for edge in span]
    return tuple(title[start:end] for start, end in zip([0, *edges], [*edges, len(title)], strict=True))


def find_words(text: str) -> tuple[tuple[int, int], ...]:
    """The Chinese words of more than one character, as spans."""
    spans = pairwise(find_word_bounds(shared_jieba(), to_simplified(text)))
    return tuple((start, end) for start, end in spans if end - start > 1 and has_han(text[start:end]))


def _wholes(title: str) -> Iterator[tuple[int, int]]:
    """The stretches that must stay whole."""
    joined = _joined(title)
    start = 0
    for at in range(1, len(title) + 1):
        if at in joined:
            continue
        if at - start > 1:
            yield start, at
        start = at


def _joined(title: str) -> frozenset[int]:
    """Where no line may end: in a word, before what leans on it, beside a figure (從0到1)."""
    if not any(map(is_han, title)):
        return frozenset()
    found = find_words(title)
    begins = {start for start, _ in found}
    inside = {at for start, end in found for at in range(start + 1, end)}
    pairs = ((at, title[at - 1], title[at]) for at in range(1, len(title)) if at not in begins)
    return frozenset(inside | {at for at, before, after in pairs if _cling(before, after)})


def _cling(before: str, after: str) -> bool:
    is_beside_figure = is_digit(before) != is_digit(after) and before.isalnum() and after.isalnum()
    return is_beside_figure or (is_han(before) and after in _CLINGING)
