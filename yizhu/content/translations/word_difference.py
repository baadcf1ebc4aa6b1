"""Show how two versions of a text differ, word by word: Chinese by its words, other languages by their spaces.

模型{+絕不+}可以用於商業。        We [-may-]{+must not+} sell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import NamedTuple

from yizhu.chinese.han import HAN, has_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.words.segmentation import find_word_bounds, shared_jieba
from yizhu.content.translations.state import fold_words

_CONTEXT = 32  # letters that are shown on each side of a change; a Han character takes the room of two
_MAX_WORDS = 4_000  # of both: longer texts are compared line by line
_UNIT = re.compile(rf"{HAN}|\w(?:(?!{HAN})[\w'’\-])*|\s+|.", re.S)
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
    shown = [
        piece.after
        if piece.is_same
        else (f"[-{piece.before}-]" if piece.before else "") + (f"{{+{piece.after}+}}" if piece.after else "")
        for piece in list_changes(before, after)
    ]
    return " ".join("".join(shown).split())


def list_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two versions, of what did not change only a few words around each change."""
    pieces = _drop_mere_spaces(compare_words(before, after))
    last = len(pieces) - 1
    return tuple(
        piece._replace(after=_shorten(piece.after, nth > 0, nth < last)) if piece.is_same else piece
        for nth, piece in enumerate(pieces)
    )


def _drop_mere_spaces(pieces: Sequence[Piece]) -> list[Piece]:
    return [p._replace(is_same=p.is_same or fold_words(p.before) == fold_words(p.after)) for p in pieces]


def _shorten(same: str, has_before: bool, has_after: bool) -> str:
    """Return the ends of words that did not change, next to those that did."""
    units: list[str] = _UNIT.findall(same)
    head = _count_near(units) if has_before else 0
    tail = _count_near(units[::-1]) if has_after else 0
    if len(units) <= head + tail + 1:
        return same
    return f"{''.join(units[:head]).rstrip()}…{''.join(units[len(units) - tail :]).lstrip()}"


def _count_near(units: Sequence[str]) -> int:
    """Return how many of these words fill the room beside a change."""
    ends = accumulate(len(unit) * (2 if has_han(unit) else 1) for unit in units)
    return sum(end <= _CONTEXT for end in ends)


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
