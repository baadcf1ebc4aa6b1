"""Which sentences of a row answer each other, told in few letters for its page."""

from __future__ import annotations

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
    pairs = align(side_of(left), side_of(right))
    return " ".join(f"{_length(left, pair.source)}:{_length(right, pair.target)}" for pair in pairs[:-1])


def _length(prose: Prose, span: Span) -> int:
    start, end = span
    pieces = (prose.text[max(leaf.start, start) : min(leaf.end, end)] for leaf in leaves(prose.blocks))
    return sum(len(piece.replace(OBJECT, "").encode("utf-16-le")) // 2 for piece in pieces)
