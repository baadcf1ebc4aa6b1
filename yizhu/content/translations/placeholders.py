"""A passage as translators' tools see it: words, and placeholders for the markup between them.

    [蒸餾]{term=distillation}**很**快      ‹1›蒸餾‹/1›‹2›很‹/2›快

Together the pieces are the Markdown again, character by character. A placeholder of a translation has the number of the
source's placeholder that it answers. What comes back from a tool names placeholders by their numbers only: what stands
for them is always taken from our own files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from yizhu.content.markdown.attributes import BLOCK_NAMES, read_braces
from yizhu.content.markdown.code_places import ALONE, CLOSE, OPEN, CodePlace, InlineText, find_inline_texts
from yizhu.content.markdown.dialect import make_parser
from yizhu.content.model import Footnote, Passage, Source
from yizhu.content.yaml.document import split_front_matter

_ALWAYS_OPTIONAL = frozenset(("break", "character"))  # ends of lines, and characters that are escaped
# What is said of the source's words, which a new translation need not repeat.
_OF_SOURCE = frozenset(("comment", "term", "reading", "keep", "lang", "sic", "quote"))
_TRAILING_BRACES = re.compile(r"(?:^|[ \n])(\{[^{}\n]*\})\s*$")
_LABEL_END = re.compile(r"[ \t]*[:：]?[ \t]*")


@dataclass(frozen=True, slots=True)
class Code:
    """A placeholder: one half of a pair, or one that stands alone."""

    id: int  # from 1; the halves of a pair have the same
    kind: str  # open close alone
    name: str  # strong em link term footnote …
    data: str  # the Markdown that it stands for
    shown: str = ""  # the words that stand for it, if it stands alone

    def is_optional(self, in_new: bool) -> bool:
        """May a translation lack it? ``in_new``: one that is written now, with the placeholders of the source."""
        return self.name in _ALWAYS_OPTIONAL or (in_new and (self.name in _OF_SOURCE or "-" in self.name))


Piece = str | Code


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a file that holds the words of some passages: between the first of them and the last."""

    start: int  # offset in the file
    end: int
    before: str  # the block's own beginning in the file: "## ", "- "
    behind: str
    pieces: tuple[Piece, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        """Return its placeholders in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Code))

    @property
    def markdown(self) -> str:
        """Return it as it stands in the file."""
        return write_pieces(self.pieces)


def write_pieces(pieces: Iterable[Piece]) -> str:
    """Return words and placeholders as Markdown."""
    return "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)


def digest_pieces(pieces: Iterable[Piece]) -> str:
    """Return sixteen hexadecimal digits that change with the words, the placeholders and their order."""
    row = [piece if isinstance(piece, str) else [piece.kind, piece.id] for piece in pieces]
    return sha256(json.dumps(row, ensure_ascii=True).encode()).hexdigest()[:16]


# ---- read --------------------------------------------------------------------------------------------------


class MarkedFile:
    """A Markdown file, and where its markup stands."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        _, body = split_front_matter(source.path, source.text)
        self._inlines = find_inline_texts(make_parser(), source.text, body)
        self._starts = [0]
        for line in source.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def read(self, parts: Sequence[Passage | Footnote], other: Segment | None = None) -> Segment:
        """Return the words of some passages that follow each other; ``other``: those that they translate."""
        first, last = parts[0].line, parts[-1].last_line
        begin, finish = self._starts[first - 1], self._starts[last] - 1
        inlines = [inline for inline in self._inlines if begin <= inline.start and inline.end <= finish]
        labelled = {part.line for part in parts if isinstance(part, Passage) and part.speaker}
        start, end, codes = self._join(inlines, labelled)
        if not inlines or not _are_in_order(inlines):
            stripped = self.text[begin:finish].rstrip()
            start, end = begin, begin + len(stripped)
            codes = [CodePlace(start, end, ALONE, "block")]
        pieces = tuple(_cut(self.text, start, end, codes))
        behind = self.text[end:finish].rstrip()
        end_is_attributes = _TRAILING_BRACES.search(behind)
        return Segment(
            start,
            end,
            self.text[begin:start],
            "" if end_is_attributes else behind,
            tuple(_number(pieces, other)),
        )

    def _join(self, inlines: Sequence[InlineText], labelled: set[int]) -> tuple[int, int, list[CodePlace]]:
        """Return the codes of all texts, with what lies between two texts as a code of its own."""
        if not inlines:
            return 0, 0, []
        codes: list[CodePlace] = []
        end = 0
        for nth, inline in enumerate(inlines):
            if nth:
                codes.append(CodePlace(end, inline.start, ALONE, "structure"))
            end = self._end_of(inline)
            own = [code for code in inline.codes if code.end <= end]
            codes += self._with_label(inline, own) if inline.line in labelled else own
        return inlines[0].start, end, codes

    def _end_of(self, inline: InlineText) -> int:
        """Return where its words end: attributes of the block may follow."""
        written = self.text[inline.start : inline.end]
        found = _TRAILING_BRACES.search(written)
        braces = read_braces(found[1], 0) if found else None
        if found is None or braces is None or not {name for name, _ in braces.attributes} <= set(BLOCK_NAMES):
            return inline.end
        return inline.start + len(written[: found.start()].rstrip())

    def _with_label(self, inline: InlineText, codes: list[CodePlace]) -> list[CodePlace]:
        """Return the codes with the name of who speaks as one code."""
        closing = next((n for n, code in enumerate(codes) if (code.kind, code.name) == (CLOSE, "strong")), -1)
        if closing < 0 or codes[0].start != inline.start:
            return codes
        found = _LABEL_END.match(self.text, codes[closing].end, inline.end)
        end = found.end() if found else codes[closing].end
        label = CodePlace(inline.start, end, ALONE, "speaker", self.text[inline.start : end].strip("* "))
        return [label, *(code for code in codes if code.start >= end)]


def _are_in_order(inlines: Sequence[InlineText]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(inlines))


def _cut(text: str, start: int, end: int, codes: Iterable[CodePlace]) -> Iterator[Piece]:
    at = start
    for code in codes:
        if code.start > at:
            yield text[at : code.start]
        yield Code(0, code.kind, code.name, text[code.start : code.end], code.shown)
        at = code.end
    if end > at:
        yield text[at:end]


# ---- numbers -----------------------------------------------------------------------------------------------


def _number(pieces: Sequence[Piece], other: Segment | None) -> Iterator[Piece]:
    """Yield the pieces, each code with its number: that of the code which it answers, or the next free one."""
    groups = list(_group(pieces))
    known = [_key(group) for group in _group(other.pieces)] if other else []
    ids: dict[int, int] = {}  # by the nth of the group
    free = dict(enumerate(known, 1))
    for length in (None, 2):  # the same Markdown first, then the same kind
        for nth, group in enumerate(groups):
            found = next(
                (id for id, key in free.items() if nth not in ids and key[:length] == _key(group)[:length]), 0
            )
            if found:
                ids[nth] = found
                del free[found]
    following = iter(range(len(known) + 1, len(known) + len(groups) + 1))
    by_place = {
        place: ids.get(nth) or next(following) for nth, group in enumerate(groups) for place, _ in [group[0]]
    }
    closing = {place: by_place[group[0][0]] for group in groups for place, _ in group}
    for place, piece in enumerate(pieces):
        yield piece if isinstance(piece, str) else replace(piece, id=closing[place])


_Group = tuple[tuple[int, Code], ...]  # a code that stands alone, or the halves of a pair, with their places


def _group(pieces: Sequence[Piece]) -> Iterator[_Group]:
    """Yield the codes, the halves of a pair together, by where they begin."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    codes = {place: piece for place, piece in enumerate(pieces) if isinstance(piece, Code)}
    for place, code in codes.items():
        if code.kind == OPEN:
            opened.append(place)
        elif code.kind == CLOSE:
            pairs[opened.pop()] = place
    closing = set(pairs.values())
    for place, code in codes.items():
        if place in pairs:
            yield (place, code), (pairs[place], codes[pairs[place]])
        elif place not in closing:
            yield ((place, code),)


def _key(group: _Group) -> tuple[object, ...]:
    return len(group), group[0][1].name, *(code.data for _, code in group)
