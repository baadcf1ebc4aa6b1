"""What a contents list of a long text holds: its headings or, in an interview, the questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yizhu.chinese.han import has_han, shorten, split_sentences
from yizhu.content.prose import select_marks
from yizhu.editions.model import LocalizedProse, Row

ContentsEntry = tuple[str, str]  # the row's id, what it says
_FEWEST = 3  # questions that make a list of questions


def list_headings(rows: Sequence[Row]) -> tuple[ContentsEntry, ...]:
    """The headings of a text."""
    return tuple((row.id, _words(row).prose.plain) for row in rows if row.kind.startswith("h"))


def list_questions(rows: Sequence[Row]) -> tuple[ContentsEntry, ...]:
    """The turns of whoever asks, each by its last question, or its last sentence where it has none."""
    asker = _asker(rows)
    return tuple((row.id, _end_of(_question(row))) for row in rows if asker and row.speaker == asker)


def _asker(rows: Sequence[Row]) -> str:
    """The speaker most of whose turns end in asking; nobody, where nobody answers."""
    turns: dict[str, list[bool]] = {}
    for row in rows:
        if row.speaker:
            turns.setdefault(row.speaker, []).append(is_question(_question(row)))
    asking = {who: sum(several) for who, several in turns.items() if sum(several) * 2 > len(several)}
    most = max(asking, key=lambda who: asking[who], default="")
    return most if len(turns) > 1 and asking.get(most, 0) >= _FEWEST else ""


def _question(row: Row) -> str:
    words = _words(row)
    begin = max((mark.end for mark in select_marks(words.prose, "speaker")), default=0)
    said = words.prose.text[begin:].lstrip("：: ")
    spoken = [said[start:end].strip() for start, end in split_sentences(said)]
    asked = [sentence for sentence in spoken if is_question(sentence)]
    return (asked or spoken or [""])[-1]


def _end_of(sentence: str) -> str:
    """As many of the last clauses as make one line: it is at its end that a sentence asks."""
    limit = 44 if has_han(sentence) else 110
    clauses = [clause for clause in re.split(r"(?<=[，；：])|(?<=[,;:] )", sentence) if clause]
    kept = ""
    while clauses and len(clauses[-1] + kept) <= limit:
        kept = clauses.pop() + kept
    if not clauses:
        return kept
    return f"…{kept}" if kept else shorten(sentence, 44, 110)


def is_question(sentence: str) -> bool:
    """Does it end in a question mark, be it quoted?"""
    return sentence.rstrip("」』”’\"'）) ").endswith(("？", "?"))


def _words(row: Row) -> LocalizedProse:
    return (row.text or row.counterpart)[0]
