"""Where a stretch of formatted text stands in its file, and all that an article says, stretch by stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from yizhu.content.faults import Place, find_place
from yizhu.content.model import Article, Meta, Source, Text
from yizhu.content.prose import OBJECT_CHARACTER, Prose, inline_prose
from yizhu.content.yaml_document import read_document

# In the file, and not in the text: attributes of spans and blocks, addresses of links.
_UNSAID = re.compile(r"\{[^{}\n]*=[^{}\n]*\}|\{keep\}|(?<=\])\([^()\n]*\)")
_FARTHEST = 80  # characters of markup between two that stand side by side in the text


@dataclass(frozen=True)  # not slotted: the way is kept
class MappedProse:
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
        return find_place(self.path, self.source, line, self.prose.text[start:end], self.last)

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
            found = -1 if character in ("\n", OBJECT_CHARACTER) else said.find(character, at, at + _FARTHEST)
            at = found if found >= 0 else at
            stands = kept[at] if at < len(kept) else len(written)
            while line + 1 < len(self._lines) and starts[line + 1] <= stands:
                line += 1
            way.append((self.first + line, stands - starts[line]))
            at += found >= 0
        return way


def map_text(text: Text) -> Iterator[MappedProse]:
    """The front matter, the passages and the footnotes of a text."""
    path, source = text.source.path, text.source.text
    for key, said in _said_in(text.meta):
        line = _line_of(key, source)
        yield MappedProse(inline_prose(said), path, source, line, max(line, text.passages[0].line - 1))
    for stretch in text.passages_and_footnotes:
        yield MappedProse(stretch.prose, path, source, stretch.line, stretch.last_line)


def map_notes(article: Article, notes: Source | None, lang: str) -> Iterator[MappedProse]:
    """What the notes on an article say in a language."""
    if notes is None:
        return
    lines = _note_lines(notes, lang)
    for note in article.notes:
        said = dict(note.text).get(lang)
        if said and note.id in lines:
            yield MappedProse(said, notes.path, notes.text, lines[note.id], notes.text.count("\n") + 1)


@lru_cache(maxsize=8)
def _note_lines(notes: Source, lang: str) -> dict[str, int]:
    """The line in which each note's text begins."""
    document = read_document(notes.path, notes.text, "notes")
    return {
        entry["id"]: document.place(index, "text", lang).line
        for index, entry in enumerate(document.value or ())
        if lang in entry["text"]
    }


def _said_in(meta: Meta) -> Iterator[tuple[str, str]]:
    yield "title", meta.title
    several = {"authors": meta.authors, "publication": (meta.publication,), "tags": meta.tags}
    several |= {"republisher": (meta.republisher,)}
    several |= {"subtitle": (meta.subtitle,), "summary": (meta.summary,), "rights": (meta.rights,)}
    yield from ((key, said) for key, sayings in several.items() for said in sayings if said)


def _line_of(key: str, source: str) -> int:
    found = re.search(rf"^{key}\s*:", source, re.M)
    return source.count("\n", 0, found.start()) + 1 if found else 1
