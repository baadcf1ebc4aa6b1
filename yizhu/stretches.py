"""All that an article says in one language, stretch by stretch, each with its place in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yizhu.document import read_document
from yizhu.model import Article, Meta, Source, Text
from yizhu.tree import inline
from yizhu.whereabouts import Stretch


def stretches_of(text: Text) -> Iterator[Stretch]:
    """The front matter, the passages and the footnotes of a text."""
    path, source = text.source.path, text.source.text
    for key, said in _said_in(text.meta):
        line = _line_of(key, source)
        yield Stretch(inline(said), path, source, line, max(line, text.passages[0].line - 1))
    for stretch in text.stretches:
        yield Stretch(stretch.prose, path, source, stretch.line, stretch.last_line)


def notes_of(article: Article, notes: Source | None, lang: str) -> Iterator[Stretch]:
    """What the notes on an article say in a language."""
    if notes is None:
        return
    lines = _note_lines(notes, lang)
    for note in article.notes:
        said = dict(note.text).get(lang)
        if said and note.id in lines:
            yield Stretch(said, notes.path, notes.text, lines[note.id], notes.text.count("\n") + 1)


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
