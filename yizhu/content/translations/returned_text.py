"""The text of a passage as a translator's tool gives it back: words, and placeholders known by their numbers.

1. check that each placeholder is there, once, and closed in order
2. put the Markdown of our own files in the placeholders' places
3. escape words that would be read as markup
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.chinese.han import joins_lines
from yizhu.content.faults import Place
from yizhu.content.markdown.code_places import CLOSE, OPEN
from yizhu.content.translations.placeholders import Code, Piece, Segment

_LINE_END = re.compile(r"(?<!\s)\s*\n\s*")
_SPECIAL = re.compile(r"([\\`*_\[\]{}<>&!#|~^$])")
_BLOCK_SIGN = re.compile(r"\A([-+=:]|\d{1,9}(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Reference:
    """A placeholder as a tool gives it back: only its number and kind."""

    id: int
    kind: str  # open close alone
    place: Place | None = None  # in the tool's file


Returned = tuple[str | Reference, ...]


def find_wrong_references(
    returned: Returned, needed: Segment, also: Iterable[Code], is_new: bool
) -> Iterator[tuple[Reference | None, str]]:
    """Yield what is wrong with the placeholders of a text that comes back, each with its place if it has one.

    ``needed``: the text whose placeholders it must have; ``also``: placeholders that it may have; ``is_new``: there was no
    translation, so the needed are those of the source.
    """
    known = {(code.id, code.kind) for code in (*needed.codes, *also)}
    seen: set[tuple[int, str]] = set()
    opened: list[Reference] = []
    for piece in returned:
        if isinstance(piece, str):
            continue
        key = (piece.id, piece.kind)
        if key not in known:
            yield piece, f"no placeholder {_name(piece)} was exported"
        elif key in seen:
            yield piece, f"the placeholder {_name(piece)} stands twice"
        elif piece.kind == OPEN:
            opened.append(piece)
        elif piece.kind == CLOSE and (not opened or opened[-1].id != piece.id):
            yield piece, f"the placeholder {_name(piece)} does not close the one that was opened last"
        elif piece.kind == CLOSE:
            opened.pop()
        seen.add(key)
    for piece in opened:
        if (piece.id, CLOSE) not in seen:
            yield piece, f"the placeholder {_name(piece)} is not closed"
    for code in needed.codes:
        is_missing = (code.id, code.kind) not in seen and code.kind != CLOSE
        if is_missing and not code.is_optional(is_new):
            yield None, f"the placeholder {_name(code)} ({code.data.strip()}) is lost"


def _name(of: Reference | Code) -> str:
    return f"{'/' if of.kind == CLOSE else ''}{of.id}"


def fill_in(returned: Returned, *segments: Segment | None) -> tuple[Piece, ...]:
    """Return the text that comes back with the Markdown of its placeholders, from the first segment that has them."""
    codes = {(c.id, c.kind): c for segment in reversed(segments) if segment for c in segment.codes}
    pieces: list[Piece] = []
    for piece in returned:
        found: Piece = piece if isinstance(piece, str) else codes[piece.id, piece.kind]
        if isinstance(found, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += found
        elif found:
            pieces.append(found)
    if any(segment and tuple(pieces) == segment.pieces for segment in segments):
        return tuple(pieces)  # as it stands in the file, to the last space
    whole = [_on_one_line(piece) if isinstance(piece, str) else piece for piece in pieces]
    return tuple(_trim(list(_move_spaces_out(whole))))


def _move_spaces_out(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with spaces at the edges of emphasis outside of it: inside, they would undo it."""
    held = ""
    for nth, piece in enumerate(pieces):
        after = pieces[nth + 1] if nth + 1 < len(pieces) else None
        if isinstance(piece, str):
            words = held + piece
            is_last = isinstance(after, Code) and after.kind == CLOSE and after.name in ("em", "strong")
            held = words[len(words.rstrip(" ")) :] if is_last else ""
            words = words.rstrip(" ") if is_last else words
            if words:
                yield words
            continue
        if (
            piece.kind == OPEN
            and piece.name in ("em", "strong")
            and isinstance(after, str)
            and after[:1] == " "
        ):
            yield " "
        yield piece
        if held and not isinstance(after, str):
            yield held
            held = ""


def _trim(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces without spaces at the ends of lines, cells and items, where they are nothing."""
    for nth, piece in enumerate(pieces):
        if isinstance(piece, str):
            before, after = (
                pieces[nth - 1] if nth else None,
                pieces[nth + 1] if nth + 1 < len(pieces) else None,
            )
            is_opened = isinstance(before, Code) and before.kind == OPEN and before.name in ("em", "strong")
            piece = piece.lstrip(" ") if is_opened or _ends_line(before) else piece
            piece = piece.rstrip(" ") if _ends_line(after) else piece
        if piece:
            yield piece


def _ends_line(piece: Piece | None) -> bool:
    return piece is None or (isinstance(piece, Code) and piece.name in ("structure", "break", "br"))


def _on_one_line(words: str) -> str:
    """Return words without ends of lines: ours are placeholders, so these were put in by a tool."""

    def join(found: re.Match[str]) -> str:
        before, after = words[: found.start()][-1:], words[found.end() :][:1]
        return "" if joins_lines(before, after) else " "

    return _LINE_END.sub(join, words)


def escape_words(pieces: Iterable[Piece], known: Iterable[Piece], starts_block: bool) -> tuple[Piece, ...]:
    """Return the pieces with new words written so that none of them is taken for markup."""
    kept = {piece for piece in known if isinstance(piece, str)}
    escaped: list[Piece] = []
    for nth, piece in enumerate(pieces):
        if isinstance(piece, str) and piece not in kept:
            piece = _SPECIAL.sub(r"\\\1", piece)
            if nth == 0 and starts_block:
                piece = (
                    _BLOCK_SIGN.sub(_escape_block_sign, piece, count=1) if _BLOCK_SIGN.match(piece) else piece
                )
        escaped.append(piece)
    return tuple(escaped)


def _escape_block_sign(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def are_same(one: Iterable[Piece], other: Iterable[Piece]) -> bool:
    """Do both say the same, whatever characters are escaped?"""
    return _unescape(one) == _unescape(other)


def _unescape(pieces: Iterable[Piece]) -> list[str | tuple[str, str, str]]:
    found: list[str | tuple[str, str, str]] = []
    for piece in pieces:
        if isinstance(piece, Code) and piece.name != "character":
            found.append((piece.kind, piece.name, piece.data))
            continue
        words = piece if isinstance(piece, str) else piece.shown
        if found and isinstance(found[-1], str):
            found[-1] += words
        else:
            found.append(words)
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return [piece for piece in found if piece]
