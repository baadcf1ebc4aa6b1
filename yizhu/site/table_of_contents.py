"""Makes the table of contents of a long text: its headings or, in an interview, the questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yizhu.chinese.han import has_han, shorten, split_sentences
from yizhu.content.prose import select_marks
from yizhu.editions.model import LocalizedProse, Row

ContentsEntry = tuple[str, str]  # the row's id, the text
_MIN_QUESTIONS = 3  # fewer make no table of contents


def list_headings(rows: Sequence[Row]) -> tuple[ContentsEntry, ...]:
    """Return the headings of a text."""
    return tuple((row.id, _words(row).prose.plain) for row in rows if row.kind.startswith("h"))


def list_questions(rows: Sequence[Row]) -> tuple[ContentsEntry, ...]:
    """Return the interviewer's turns, each by its last question, or by its last sentence if it has none."""
    asker = _find_interviewer(rows)
    return tuple((row.id, _last_clauses(_question(row))) for row in rows if asker and row.speaker == asker)


def _find_interviewer(rows: Sequence[Row]) -> str:
    """Return the speaker most of whose turns are questions; empty if nobody else speaks, or few questions are asked."""
    turns: dict[str, list[bool]] = {}
    for row in rows:
        if row.speaker:
            turns.setdefault(row.speaker, []).append(is_question(_question(row)))
    asking = {who: sum(several) for who, several in turns.items() if sum(several) * 2 > len(several)}
    most = max(asking, key=lambda who: asking[who], default="")
    return most if len(turns) > 1 and asking.get(most, 0) >= _MIN_QUESTIONS else ""


def _question(row: Row) -> str:
    words = _words(row)
    begin = max((mark.end for mark in select_marks(words.prose, "speaker")), default=0)
    said = words.prose.text[begin:].lstrip("：: ")
    spoken = [said[start:end].strip() for start, end in split_sentences(said)]
    asked = [sentence for sentence in spoken if is_question(sentence)]
    return (asked or spoken or [""])[-1]


def _last_clauses(sentence: str) -> str:
    """Return the last clauses that fit on one line, for a sentence asks at its end."""
    limit = 44 if has_han(sentence) else 110
    clauses = [clause for clause in re.split(r"(?<=[，；：])|(?<=[,;:] )", sentence) if clause]
    kept = ""
    while clauses and len(clauses[-1] + kept) <= limit:
        kept = clauses.pop() + kept
    if not clauses:
        return kept
    return f"…{kept}" if kept else shorten(sentence, 44, 110)


def is_question(sentence: str) -> bool:
    """Does the sentence end in a question mark, perhaps inside quotation marks?"""
    return sentence.rstrip("」』”’\"'）) ").endswith(("？", "?"))


def _words(row: Row) -> LocalizedProse:
    return (row.text or row.counterpart)[0]
