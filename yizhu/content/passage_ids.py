"""The published addresses of a source's passages: p12, or p12kfqw for one that was put in behind p12 later.

A passage's number is its place in the text and moves; its id stays. Letters follow the number without a hyphen, so that
``p3-p7`` is a range of passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yizhu.content.model import Passage, Text
from yizhu.content.prose import Span

ID = r"p[0-9]{1,9}[a-z]{0,9}"
_RANGE = re.compile(rf"(?P<first>{ID})(?:-(?P<last>p?[0-9]{{1,9}}[a-z]{{0,9}}))?")


def plain_id(number: int) -> str:
    """Return the id of a passage of which nothing is recorded: its number says it."""
    return f"p{number}"


def with_ids(source: Text) -> Text:
    """Return a source whose passages answer themselves and have their ids."""
    return replace(source, passages=tuple(map(_with_id, source.passages)))


def _with_id(of: Passage) -> Passage:  # in a third of the time of ``replace``
    answers, id = of.answers or (of.number, of.number), plain_id(of.number)
    return Passage(
        of.number,
        of.prose,
        of.line,
        of.last_line,
        answers,
        of.role,
        of.speaker,
        of.supplied,
        of.after_break,
        id,
    )


def id_of(source: Text, number: int) -> str:
    """Return the id of the passage with this number (from 1); of one that there is not, what it would be."""
    known = 0 < number <= len(source.passages)
    return (known and source.passages[number - 1].id) or plain_id(number)


def format_span(source: Text, span: Span) -> str:
    """Return what some passages of a source are called: p12, or p3-p4."""
    first, last = span
    return id_of(source, first) if first == last else f"{id_of(source, first)}-{id_of(source, last)}"


def find_passage(source: Text, id: str) -> Passage | None:
    """Return the passage that an id leads to; None: it is withdrawn, or there never was one."""
    # Most passages have their number as id: look there first.
    number = int(id[1:]) if id[1:].isdecimal() else 0
    here = source.passages[number - 1 : number] if number else ()
    return next((p for p in (*here, *source.passages) if id == p.id or id in p.also), None)


def split_range(name: str) -> tuple[str, str] | None:
    """Return the first and the last id of ``p3``, ``p3-p7`` or ``p3-7``; None: it is no range of ids."""
    found = _RANGE.fullmatch(name)
    if not found:
        return None
    last = found["last"] or found["first"]
    return found["first"], last if last.startswith("p") else f"p{last}"


def find_span(source: Text, name: str) -> Span | None:
    """Return the numbers of the passages that ``p3`` or ``p3-p7`` names; None: it names none."""
    ids = split_range(name)
    passages: Sequence[Passage | None] = [find_passage(source, id) for id in ids] if ids else [None]
    found = [passage.number for passage in passages if passage]
    return (found[0], found[-1]) if len(found) == len(passages) and found[0] <= found[-1] else None
