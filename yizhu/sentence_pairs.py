"""Which sentences of a row answer each other, told in few letters for its page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from yizhu.alignment import Span, align
from yizhu.layers import side_of
from yizhu.shown import Words
from yizhu.tree import OBJECT, Prose, leaves


def pairs_of(text: tuple[Words, ...], counterpart: tuple[Words, ...]) -> str:
    """``23:80 12:40``: how long a stretch of the text is, and how long the one that answers it.

    In order, without the last pair, which takes what is left; empty: the row is one pair. The letters are those that
    the page shows, counted as the DOM counts them, in UTF-16.
    """
    if not len(text) == len(counterpart) == 1:
        return ""
    left, right = text[0].prose, counterpart[0].prose
    pairs = align(side_of(left), side_of(right))[:-1]
    if not pairs:
        return ""
    measures = zip(
        _lengths(left, [pair.source for pair in pairs]),
        _lengths(right, [pair.target for pair in pairs]),
        strict=True,
    )
    return " ".join(f"{one}:{other}" for one, other in measures)


def _lengths(prose: Prose, spans: Iterable[Span]) -> Iterator[int]:
    """How many letters of a text's blocks stand in each stretch."""
    blocks = [(leaf.start, leaf.end) for leaf in leaves(prose.blocks)]
    size = len(prose.text)
    # One block, and every character a letter of one unit: nothing to be counted.
    is_even = blocks == [(0, size)] and OBJECT not in prose.text and _letters(prose.text) == size
    for start, end in spans:
        if is_even:
            yield end - start
        else:
            behind = bisect_right(blocks, start, key=itemgetter(1))
            inside = blocks[behind : bisect_left(blocks, end, behind, key=itemgetter(0))]
            yield sum(_letters(prose.text[max(first, start) : min(last, end)]) for first, last in inside)


def _letters(text: str) -> int:
    return len(text.replace(OBJECT, "").encode("utf-16-le")) // 2
