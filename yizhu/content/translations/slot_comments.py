"""Find the comment that ``translate`` wrote above a slot or a passage: its words are those that state.yaml records.

A comment that says anything else was written by somebody, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.model import ArticleState, Source, Text
from yizhu.content.prose import Span
from yizhu.content.translations.passage_ids import join_names
from yizhu.content.translations.state import digest_words
from yizhu.content.yaml.document import split_front_matter

_OPENING, _CLOSING = "<!--", "-->"
_DEFINITION = re.compile(r"(?m)^\[[^\]\n]+\]:.*")
_REFERENCE = re.compile(r"\[\^[^\[\]\n]+\](?!:)")

Version = tuple[str, ...]  # digests of the words of some source passages


class Comment(NamedTuple):
    """A comment on lines of its own."""

    first_line: int  # from 1
    last_line: int
    version: Version  # of the source, whose words it has


def list_versions(state: ArticleState, lang: str, named: tuple[str, str]) -> set[Version]:
    """Return the words that state.yaml records for what is named: those of the last command, and of each line."""
    name = join_names(named)
    made_from = {line.source for line in state.passages_of(lang) if line.id == name}
    records = [r for r in state.records if r.id in named or not (r.is_withdrawn or r.merged_into)]
    at = [nth for nth, record in enumerate(records) if record.id in named]
    return made_from | ({tuple(r.words for r in records[at[0] : at[-1] + 1])} if at else set())


def find_own_comment(
    source: Text, lines: Sequence[str], line: int, versions: Collection[Version]
) -> Comment | None:
    """Return the comment above a line that has one of these versions of the source's words."""
    for first, last in _list_comments_above(lines, line):
        version = _read_version(source, lines[first - 1 : last])
        if version and version in versions:
            return Comment(first, last, version)
    return None


def _list_comments_above(lines: Sequence[str], line: int) -> Iterator[Span]:
    """Yield the lines of the comments above a line, the nearest first, with nothing but empty lines between."""
    last = line - 1
    while last > 0:
        if lines[last - 1].strip():
            first = next((n for n in range(last, 0, -1) if lines[n - 1].startswith(_OPENING)), 0)
            text = "\n".join(lines[first - 1 : last]).rstrip()
            if not first or text.find(_CLOSING) != len(text) - len(_CLOSING):
                return
            yield first, last
            last = first
        last -= 1


def _read_version(source: Text, comment: Sequence[str]) -> Version:
    """Return the digests of a comment's words, read as if they stood in the source; none if they cannot be read."""
    words = "\n".join(comment).rstrip().removeprefix(_OPENING).removesuffix(_CLOSING).replace("-- >", "-->")
    file = source.source
    _, body = split_front_matter(file.path, file.text)
    front = "\n".join(file.text.split("\n")[: body - 1])
    notes = [*_DEFINITION.findall(file.text), *(f"{found}: x" for found in _REFERENCE.findall(words))]
    known = {note.partition(":")[0]: note for note in reversed(notes)}
    text = "\n\n".join([front, words.strip(" " if len(comment) == 1 else "\n"), *known.values()])
    try:
        passages = read_text(source.lang, Source(file.path, text)).passages
    except Faults:
        return ()
    return tuple(digest_words(passage.prose.plain) for passage in passages)
