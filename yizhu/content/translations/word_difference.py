"""Show how two versions of a text differ, word by word: Chinese by its words, other languages by their spaces.

模型{+絕不+}可以用於商業。        We [-may-]{+must not+} sell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from yizhu.chinese.han import HAN, has_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.segmentation import find_word_bounds, shared_jieba
from yizhu.content.translations.state import fold_words

_CONTEXT = 16  # characters that are shown on each side of a change
_MAX_WORDS = 4_000  # of both: longer texts are compared line by line
_TOKEN = re.compile(rf"{HAN}+|\w(?:(?!{HAN})[\w'’\-])*|\s+|.", re.S)


class Piece(NamedTuple):
    """Words that both versions have (before and after are alike), or that one has in place of the other's."""

    before: str
    after: str
    is_same: bool


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two versions, in order; the width of punctuation makes no difference."""
    old, new = _split_words(before), _split_words(after)
    if len(old) + len(new) > _MAX_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    compared = SequenceMatcher(None, _fold_all(old), _fold_all(new), autojunk=False)
    return tuple(
        Piece("".join(old[a:b]), "".join(new[c:d]), tag == "equal")
        for tag, a, b, c, d in compared.get_opcodes()
    )


def format_difference(before: str, after: str) -> str:
    """Return both versions in one line: ``[-what was-]{+what is+}``, with a few words around each change."""
    pieces = _drop_mere_spaces(compare_words(before, after))
    last = len(pieces) - 1
    shown = [
        _shorten(piece.after, nth > 0, nth < last)
        if piece.is_same
        else (f"[-{piece.before}-]" if piece.before else "") + (f"{{+{piece.after}+}}" if piece.after else "")
        for nth, piece in enumerate(pieces)
    ]
    return " ".join("".join(shown).split())


def _drop_mere_spaces(pieces: Sequence[Piece]) -> list[Piece]:
    return [p._replace(is_same=p.is_same or fold_words(p.before) == fold_words(p.after)) for p in pieces]


def _shorten(same: str, has_before: bool, has_after: bool) -> str:
    """Return the ends of words that did not change, next to those that did."""
    head, tail = (_CONTEXT if has_before else 0), (_CONTEXT if has_after else 0)
    if len(same) <= head + tail + 1:
        return same
    return f"{same[:head]}…{same[len(same) - tail :]}"


def _fold_all(words: list[str]) -> list[str]:
    return [" " if word.isspace() else fold_words(word) for word in words]


def _split_words(text: str) -> list[str]:
    return [word for token in _TOKEN.findall(text) for word in _split_token(token)]


def _split_token(token: str) -> Iterator[str]:
    if len(token) < 2 or not has_han(token):
        yield token
        return
    bounds = find_word_bounds(shared_jieba(), to_simplified(token))
    yield from (token[start:end] for start, end in pairwise(bounds))
