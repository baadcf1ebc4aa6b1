"""Map formatted text back to its file: for each character of a passage, its line and column in the source.

The text that readers see and the text in the file differ by markup. To find a character of the one in the other,
1. leave out of the file's lines what never reaches the text: attributes, addresses of links
2. walk through the text and look for each character a little ahead of the one before, so that markup is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from yizhu.content.faults import Place, find_place
from yizhu.content.markdown.attributes import BLOCK_NAMES, Braces, read_braces
from yizhu.content.markdown.comments import find_comments
from yizhu.content.model import Article, Meta, Source, Text
from yizhu.content.prose import OBJECT_CHARACTER, Prose, Span, inline_prose
from yizhu.content.yaml.document import read_document

# In the file but not in the text: attributes of spans and blocks, addresses of links.
_HIDDEN = re.compile(r"""(?<!\\)\{[^{}\n]*\}|(?<=\])\((?:<[^<>\n]*>|[^()\s]*)(?:\s+["'][^"'\n]*["'])?\)""")
_MAX_MARKUP = 80  # characters of markup between two neighbours in the text


@dataclass(frozen=True)  # not slotted: cached_property needs a dict
class MappedProse:
    """Some prose, and the lines of the file that hold it."""

    prose: Prose
    path: str
    source: str  # the whole file
    first: int  # line, from 1
    last: int

    def place(self, start: int, end: int) -> Place:
        """Return where the characters [start, end) of the prose stand in the file."""
        line, column = self._positions[start]
        last_line, last_column = self._positions[max(start, end - 1)]
        text = self._lines[line - self.first]
        if text[column : column + 1] == self.prose.text[start : start + 1]:
            length = last_column + 1 - column if last_line == line else len(text) - column
            return Place(self.path, line, column + 1, text.rstrip("\r"), length)
        return find_place(self.path, self.source, line, self.prose.text[start:end], self.last)

    @cached_property
    def _lines(self) -> list[str]:
        return self.source.split("\n")[self.first - 1 : self.last]

    @cached_property
    def _positions(self) -> list[tuple[int, int]]:
        """For each offset of the prose, its end included: the line (from 1) and column (from 0) in the file."""
        written = "\n".join(self._lines)
        hidden = {at for start, end in _find_hidden(written) for at in range(start, end)}
        if "<!--" not in self.prose.text:  # or these are the characters, in code
            hidden |= {at for span in find_comments(written) for at in range(*span)}
        offsets = [at for at in range(len(written)) if at not in hidden]
        visible = "".join(written[at] for at in offsets)
        line_starts = [0]
        for text in self._lines:
            line_starts.append(line_starts[-1] + len(text) + 1)
        positions: list[tuple[int, int]] = []
        at = line = 0
        for character in self.prose.text + "\n":
            is_written = character not in ("\n", OBJECT_CHARACTER)
            found = visible.find(character, at, at + _MAX_MARKUP) if is_written else -1
            at = found if found >= 0 else at
            offset = offsets[at] if at < len(offsets) else len(written)
            while line + 1 < len(self._lines) and line_starts[line + 1] <= offset:
                line += 1
            positions.append((self.first + line, offset - line_starts[line]))
            at += found >= 0
        return positions


def _find_hidden(written: str) -> Iterator[Span]:
    """Yield the spans of what the parser reads as attributes or addresses; braces that it leaves are text."""
    for found in _HIDDEN.finditer(written):
        start, end = found.span()
        braces = read_braces(written, start)
        is_read = braces is not None and braces.end == end and _is_read(written[:start], braces)
        if is_read or found[0].startswith("("):
            yield start, end


def _is_read(before: str, braces: Braces) -> bool:
    return before.endswith("]") or {name for name, _ in braces.attributes} <= set(BLOCK_NAMES)


def map_text(text: Text) -> Iterator[MappedProse]:
    """Yield the front matter, the passages and the footnotes of a text."""
    path, source = text.source.path, text.source.text
    for key, value in _shown_values(text.meta):
        line = _line_of_key(key, source)
        yield MappedProse(inline_prose(value), path, source, line, max(line, text.first_line - 1))
    for part in text.passages_and_footnotes:
        yield MappedProse(part.prose, path, source, part.line, part.last_line)


def map_notes(article: Article, notes: Source | None, lang: str) -> Iterator[MappedProse]:
    """Yield the notes on an article in a language; ``notes``: its notes.yaml."""
    if notes is None:
        return
    lines = _lines_of_notes(notes, lang)
    for note in article.notes:
        prose = dict(note.text).get(lang)
        if prose and note.id in lines:
            yield MappedProse(prose, notes.path, notes.text, lines[note.id], notes.text.count("\n") + 1)


@lru_cache(maxsize=8)
def _lines_of_notes(notes: Source, lang: str) -> dict[str, int]:
    """Return the line in which each note's text begins, by the note's id."""
    document = read_document(notes.path, notes.text, "notes")
    return {
        entry["id"]: document.place(index, "text", lang).line
        for index, entry in enumerate(document.value or ())
        if lang in entry["text"]
    }


def _shown_values(meta: Meta) -> Iterator[tuple[str, str]]:
    """Yield the keys and values of front matter that readers see."""
    values = {
        "title": (meta.title,),
        "authors": meta.authors,
        "publication": (meta.publication,),
        "tags": meta.tags,
        "republisher": (meta.republisher,),
        "subtitle": (meta.subtitle,),
        "summary": (meta.summary,),
        "rights": (meta.rights,),
    }
    yield from ((key, value) for key, texts in values.items() for value in texts if value)


def _line_of_key(key: str, source: str) -> int:
    found = re.search(rf"^{key}\s*:", source, re.M)
    return source.count("\n", 0, found.start()) + 1 if found else 1
