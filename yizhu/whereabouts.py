"""Where a stretch of formatted text stands in the file that it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from yizhu.fault import Place, place_in
from yizhu.tree import OBJECT, Prose

# In the file, and not in the text: attributes of spans and blocks, addresses of links.
_UNSAID = re.compile(r"\{[^{}\n]*=[^{}\n]*\}|\{keep\}|(?<=\])\([^()\n]*\)")
_FARTHEST = 80  # characters of markup between two that stand side by side in the text


@dataclass(frozen=True)  # not slotted: the way is kept
class Stretch:
    """Some prose of a file, and the lines (from 1) that hold it."""

    prose: Prose
    path: str
    source: str  # the whole file
    first: int
    last: int

    def place(self, start: int, end: int) -> Place:
        """Where [start, end) of the prose stands: line, column, and the line itself."""
        line, column = self._way[start]
        last_line, last_column = self._way[max(start, end - 1)]
        text = self._lines[line - self.first]
        if text[column : column + 1] == self.prose.text[start : start + 1]:
            length = last_column + 1 - column if last_line == line else len(text) - column
            return Place(self.path, line, column + 1, text.rstrip("\r"), length)
        return place_in(self.path, self.source, line, self.prose.text[start:end], self.last)

    @cached_property
    def _lines(self) -> list[str]:
        return self.source.split("\n")[self.first - 1 : self.last]

    @cached_property
    def _way(self) -> list[tuple[int, int]]:
        """For each offset of the prose, and its end, the line (from 1) and column (from 0)."""
        written = "\n".join(self._lines)
        unsaid = {at for found in _UNSAID.finditer(written) for at in range(*found.span())}
        kept = [at for at in range(len(written)) if at not in unsaid]
        said = "".join(written[at] for at in kept)
        starts = [0]
        for text in self._lines:
            starts.append(starts[-1] + len(text) + 1)
        way: list[tuple[int, int]] = []
        at = line = 0
        for character in self.prose.text + "\n":
            found = -1 if character in ("\n", OBJECT) else said.find(character, at, at + _FARTHEST)
            at = found if found >= 0 else at
            stands = kept[at] if at < len(kept) else len(written)
            while line + 1 < len(self._lines) and starts[line + 1] <= stands:
                line += 1
            way.append((self.first + line, stands - starts[line]))
            at += found >= 0
        return way
