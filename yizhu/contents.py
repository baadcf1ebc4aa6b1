"""What a contents list of a long text holds: its headings or, in an interview, the questions."""

from __future__ import annotations

from collections.abc import Sequence

from yizhu.han import sentences, shortened
from yizhu.shown import Row, Words
from yizhu.tree import marks_of

Entry = tuple[str, str]  # the row's id, what it says
_FEWEST = 3  # questions that make a list of questions


def headings(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The headings of a text."""
    return tuple((row.id, _words(row).prose.plain) for row in rows if row.kind.startswith("h"))


def questions(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The turns of whoever asks, each by its last question, or its last sentence where it has none."""
    asker = _asker(rows)
    return tuple(
        (row.id, shortened(_question(row), 44, 110)) for row in rows if asker and row.speaker == asker
    )


def _asker(rows: Sequence[Row]) -> str:
    """The speaker most of whose turns end in asking; nobody, where nobody answers."""
    turns: dict[str, list[bool]] = {}
    for row in rows:
        if row.speaker:
            turns.setdefault(row.speaker, []).append(_is_asked(_question(row)))
    asking = {who: sum(several) for who, several in turns.items() if sum(several) * 2 > len(several)}
    most = max(asking, key=lambda who: asking[who], default="")
    return most if len(turns) > 1 and asking.get(most, 0) >= _FEWEST else ""


def _question(row: Row) -> str:
    words = _words(row)
    begin = max((mark.end for mark in marks_of(words.prose, "speaker")), default=0)
    said = words.prose.text[begin:].lstrip("：: ")
    spoken = [said[start:end].strip() for start, end in sentences(said)]
    asked = [sentence for sentence in spoken if _is_asked(sentence)]
    return (asked or spoken or [""])[-1]


def _is_asked(sentence: str) -> bool:
    return sentence.rstrip("」』”’\"'）) ").endswith(("？", "?"))


def _words(row: Row) -> Words:
    return (row.text or row.counterpart)[0]
