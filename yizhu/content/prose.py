"""Formatted text as a string with layers beside it: blocks (paragraphs, lists) and marks (emphasis, links, terms).

    text    模型蒸餾
    blocks  p [0, 4)
    marks   term [2, 4)

Spans are half-open and count characters. ``SpanSet`` and ``SpanIndex`` find which of many spans touch another one
without a look at all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

# Stands in the text for a picture or a footnote's number (U+FFFC, object replacement character).
OBJECT_CHARACTER = "\ufffc"

Attributes = tuple[tuple[str, str], ...]
Span = tuple[int, int]  # start, end


@dataclass(frozen=True, slots=True)
class Mark:
    """Some characters that carry meaning: emphasis, a link, a term, a note."""

    start: int
    end: int
    kind: str
    attributes: Attributes = ()

    def get(self, name: str, otherwise: str = "") -> str:
        """Return the value of an attribute."""
        for key, value in self.attributes:
            if key == name:
                return value
        return otherwise

    def crosses(self, other: Mark) -> bool:
        """Do the two overlap, and neither holds the other?"""
        return (
            self.start < other.start < self.end < other.end or other.start < self.start < other.end < self.end
        )

    def overlaps(self, other: Mark) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table … and its span in the text; a block without children is a leaf and holds the text itself."""

    tag: str  # the HTML element: p h2 ul li blockquote pre table …
    start: int
    end: int
    children: tuple[Block, ...] = ()
    attributes: Attributes = ()

    def get(self, name: str, otherwise: str = "") -> str:
        """Return the value of an attribute."""
        return dict(self.attributes).get(name, otherwise)


@dataclass(frozen=True, slots=True)
class Prose:
    """Formatted text."""

    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __hash__(self) -> int:
        # Equal texts with different marks are rare, and hashing all marks would take longer than comparing those few.
        return hash(self.text)

    @property
    def plain(self) -> str:
        """The text without the characters that stand for pictures and footnote numbers."""
        return self.text.replace(OBJECT_CHARACTER, "")


def select_marks(prose: Prose, *kinds: str) -> tuple[Mark, ...]:
    """Return the marks of these kinds in the order of the text, the longer first."""
    found = [mark for mark in prose.marks if mark.kind in kinds]
    if len(found) > 1:
        found.sort(key=lambda m: (m.start, -m.end))
    return tuple(found)


_ENDS_SENTENCE = re.compile(r"[.!?;:…。！？；：」』”’\"'\n]")


def hold_formulas(prose: Prose) -> str:
    """Return the text with nothing in its formulas that ends a sentence; all offsets stay."""
    text = prose.text
    for mark in prose.marks:
        if mark.kind == "formula":
            held = _ENDS_SENTENCE.sub("_", text[mark.start : mark.end])
            text = text[: mark.start] + held + text[mark.end :]
    return text


def leaf_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks that hold the text itself, in order."""
    found: list[Block] = []
    for block in blocks:
        found.extend(leaf_blocks(block.children) if block.children else (block,))
    return tuple(found)


def add_marks(prose: Prose, marks: Iterable[Mark]) -> Prose:
    """Return the same text with more marks on it."""
    return replace(prose, marks=(*prose.marks, *marks))


def remove_marks(prose: Prose, *kinds: str) -> Prose:
    """Return the same text without the marks of these kinds."""
    return replace(prose, marks=tuple(mark for mark in prose.marks if mark.kind not in kinds))


def replace_text(prose: Prose, text: str, new_offset: Callable[[int], int]) -> Prose:
    """Return the same blocks and marks on another text; ``new_offset`` maps an offset of the old text to the new one."""
    return Prose(
        text,
        tuple(_move_block(block, new_offset) for block in prose.blocks),
        tuple(
            Mark(new_offset(mark.start), new_offset(mark.end), mark.kind, mark.attributes)
            for mark in prose.marks
        ),
    )


def _move_block(block: Block, new_offset: Callable[[int], int]) -> Block:
    children = tuple(_move_block(child, new_offset) for child in block.children)
    return replace(block, start=new_offset(block.start), end=new_offset(block.end), children=children)


def slice_prose(prose: Prose, start: int, end: int) -> Prose:
    """Return the characters [start, end) as one inline block, with their marks clipped to them."""
    marks = (
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in prose.marks
        if mark.start < end and start < mark.end
    )
    return Prose(prose.text[start:end], (Block("span", 0, end - start),), tuple(marks))


def inline_prose(text: str) -> Prose:
    """Return bare text as one inline block."""
    return Prose(text, (Block("span", 0, len(text)),))


# ---- spans -------------------------------------------------------------------------------------------------

_FEW = 16  # spans: an index over so few is slower than a look at all of them
_CELL_BITS = 6  # a cell is two to this power of characters


class SpanSet:
    """Tells whether a span overlaps any of a set of spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []  # of the spans, merged where they overlap, in order
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, start: int, end: int) -> bool:
        """Does any span of the set share a character with [start, end)?"""
        first = bisect_right(self._ends, start)
        return first < len(self._starts) and self._starts[first] < end


class SpanIndex:
    """Finds the spans near a place: the text is divided into cells, and each cell lists the spans in it."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._all = range(len(spans))
        self._cells: dict[int, list[int]] = {}
        for nth, (start, end) in enumerate(spans if len(spans) > _FEW else ()):
            for cell in range(start >> _CELL_BITS, (end >> _CELL_BITS) + 1):
                self._cells.setdefault(cell, []).append(nth)

    def find_near(self, start: int, end: int) -> Sequence[int]:
        """Return the numbers, in order, of all spans that touch [start, end], and of some that only lie near it."""
        if len(self._all) <= _FEW:
            return self._all
        first, last = start >> _CELL_BITS, end >> _CELL_BITS
        if first == last:
            return self._cells.get(first, ())
        return sorted({nth for cell in range(first, last + 1) for nth in self._cells.get(cell, ())})
