"""The parts of a text that a note can be about: its passages, its title, its footnotes.

Each has a number: 0 the title, 1 and on the passages, and behind the last of them the footnotes in the order of the file.
"""

from __future__ import annotations

from yizhu.content.faults import split_lines
from yizhu.content.model import Passage, Text
from yizhu.content.prose import inline_prose
from yizhu.content.translations.passage_ids import id_of

TITLE = 0


def part_of(text: Text, number: int) -> Passage:
    """Return a part; title and footnotes as passages of that number, which answer nothing."""
    count = len(text.passages)
    if number == TITLE:
        line = _find_title_line(text)
        return Passage(TITLE, inline_prose(text.meta.title), line, max(line, text.first_line - 1))
    if number <= count:
        return text.passages[number - 1]
    footnote = text.footnotes[number - count - 1]
    return Passage(number, footnote.prose, footnote.line, footnote.last_line)


def list_other_parts(text: Text) -> list[Passage]:
    """Return the title and the footnotes."""
    return [part_of(text, TITLE), *(part_of(text, number) for number in _footnote_numbers(text))]


def list_parts(text: Text) -> list[Passage]:
    """Return all parts, the passages first."""
    return [*text.passages, *list_other_parts(text)]


def find_answers(source: Text, text: Text, number: int) -> list[Passage]:
    """Return the parts of a translation that answer a part of the source; none: it lacks them."""
    count = len(source.passages)
    if number == TITLE:
        return [part_of(text, TITLE)]
    if number <= count:
        return [p for p in text.passages if p.answers and p.answers[0] <= number <= p.answers[1]]
    label = source.footnotes[number - count - 1].label
    return [
        part_of(text, at)
        for at, footnote in zip(_footnote_numbers(text), text.footnotes, strict=True)
        if footnote.label == label
    ]


def is_passage(text: Text, number: int) -> bool:
    """Is the part one of the passages?"""
    return 0 < number <= len(text.passages)


def name_part(source: Text, number: int) -> str:
    """Return what a part of the source is called in messages: p12, the title, [^1]."""
    if number == TITLE:
        return "the title"
    if number <= len(source.passages):
        return id_of(source, number)
    label = source.footnotes[number - len(source.passages) - 1].label
    return "a note in the text (^[…])" if label.startswith("^") else f"[^{label}]"


def _footnote_numbers(text: Text) -> range:
    return range(len(text.passages) + 1, len(text.passages) + len(text.footnotes) + 1)


def _find_title_line(text: Text) -> int:
    lines = split_lines(text.source.text)
    return next((nth for nth, line in enumerate(lines, 1) if line.startswith("title")), 1)
