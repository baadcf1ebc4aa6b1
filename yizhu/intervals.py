"""Which of many stretches of a text touch another one, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


class Bars:
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


class Grid:
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
