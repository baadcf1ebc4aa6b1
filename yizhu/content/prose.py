"""Which of many stretches of a text touch another one, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

# Stands in the text for what is no text: a picture, a footnote's number. (U+FFFC object replacement character)
OBJECT_CHARACTER = "\ufffc"

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that carries meaning: emphasis, a link, a term, a note."""

    start: int
    end: int
    kind: str
    attributes: Attributes = ()

    def get(self, name: str, otherwise: str = "") -> str:
        """The value of an attribute."""
        for key, value in self.attributes:
            if key == name:
                return value
        return otherwise

    def crosses(self, other: Mark) -> bool:
        """Do the two overlap without one holding the other?"""
        return (
            self.start < other.start < self.end < other.end or other.start < self.start < other.end < self.end
        )

    def overlaps(self, other: Mark) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table … and its place in the text; a block without children holds the text itself."""

    tag: str  # the HTML element: p h2 ul li blockquote pre table …
    start: int
    end: int
    children: tuple[Block, ...] = ()
    attributes: Attributes = ()

    def get(self, name: str, otherwise: str = "") -> str:
        """The value of an attribute."""
        return dict(self.attributes).get(name, otherwise)


@dataclass(frozen=True, slots=True)
class Prose:
    """Formatted text."""

    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __hash__(self) -> int:
        # Texts with the same words and other marks are rare: to hash all marks would cost more than it spares.
        return hash(self.text)

    @property
    def plain(self) -> str:
        """What it says, with nothing that stands for pictures or numbers."""
        return self.text.replace(OBJECT_CHARACTER, "")


def select_marks(prose: Prose, *kinds: str) -> tuple[Mark, ...]:
    """The marks of these kinds, in the order of the text."""
    found = [mark for mark in prose.marks if mark.kind in kinds]
    if len(found) > 1:
        found.sort(key=lambda m: (m.start, -m.end))
    return tuple(found)


def leaf_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that hold text themselves, in order."""
    found: list[Block] = []
    for block in blocks:
        found.extend(leaf_blocks(block.children) if block.children else (block,))
    return tuple(found)


def add_marks(prose: Prose, marks: Iterable[Mark]) -> Prose:
    """The same text with more marks on it."""
    return replace(prose, marks=(*prose.marks, *marks))


def remove_marks(prose: Prose, *kinds: str) -> Prose:
    """The same text without the marks of these kinds."""
    return replace(prose, marks=tuple(mark for mark in prose.marks if mark.kind not in kinds))


def replace_text(prose: Prose, text: str, moved: Callable[[int], int]) -> Prose:
    """The same layers on another text; ``moved`` tells where each offset of the old text lies in the new one."""
    return Prose(
        text,
        tuple(_moved_block(block, moved) for block in prose.blocks),
        tuple(Mark(moved(mark.start), moved(mark.end), mark.kind, mark.attributes) for mark in prose.marks),
    )


def _moved_block(block: Block, moved: Callable[[int], int]) -> Block:
    children = tuple(_moved_block(child, moved) for child in block.children)
    return replace(block, start=moved(block.start), end=moved(block.end), children=children)


def slice_prose(prose: Prose, start: int, end: int, tag: str = "span") -> Prose:
    """The stretch [start, end) as one inline block of its own, its marks clipped to it."""
    marks = (
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in prose.marks
        if mark.start < end and start < mark.end
    )
    return Prose(prose.text[start:end], (Block(tag, 0, end - start),), tuple(marks))


def inline_prose(text: str, tag: str = "span") -> Prose:
    """Bare text as a piece of prose."""
    return Prose(text, (Block(tag, 0, len(text)),))


Span = tuple[int, int]


class SpanSet:
    """Stretches that bar others."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []  # of stretches apart from each other, in order
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Does one of them share a character with [start, end)?"""
        first = bisect_right(self._ends, start)
        return first < len(self._starts) and self._starts[first] < end


class SpanIndex:
    """Stretches by the cells of a text that they lie in."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._all = range(len(spans))
        self._cells: dict[int, list[int]] = {}
        for nth, (start, end) in enumerate(spans if len(spans) > _FEW else ()):
            for cell in range(start >> _CELL, (end >> _CELL) + 1):
                self._cells.setdefault(cell, []).append(nth)

    def near(self, start: int, end: int) -> Sequence[int]:
        """The numbers, in order, of the stretches that may touch [start, end]; none that does is missing."""
        if len(self._all) <= _FEW:
            return self._all
        first, last = start >> _CELL, end >> _CELL
        if first == last:
            return self._cells.get(first, ())
        return sorted({nth for cell in range(first, last + 1) for nth in self._cells.get(cell, ())})


_FEW = 16  # stretches, which are sooner looked through than laid out
_CELL = 6  # a cell is two to this power of characters
