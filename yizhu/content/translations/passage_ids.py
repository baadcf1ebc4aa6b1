"""The published addresses of a source's passages: p12, or p12kfqw for one that was put in behind p12 later.

A passage's number is its place in the text and moves; its id stays. Letters follow the number without a hyphen, so that
``p3-p7`` is a range of passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from yizhu.content.faults import did_you_mean
from yizhu.content.model import Passage, Text
from yizhu.content.prose import Span

NOWHERE = (0, -1)  # the numbers of what is not in the text
ID = r"p[0-9]{1,9}[a-z]{0,9}"
_NUMBERS = re.compile(r"p([0-9]{1,9})(?:-p?([0-9]{1,9}))?")
_RANGE = re.compile(rf"(?P<first>{ID})(?:-(?P<last>p?[0-9]{{1,9}}[a-z]{{0,9}}))?")


def plain_id(number: int) -> str:
    """Return the id of a passage of which nothing is recorded: its number says it."""
    return f"p{number}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The ids of a source's passages, in its order."""

    ids: tuple[str, ...]
    also: tuple[tuple[str, ...], ...]  # of each passage: the ids of those that were merged into it
    withdrawn: tuple[tuple[str, int], ...]  # ids, each with the number of the passage behind which it stood


def with_ids(source: Text, addresses: Addresses | None = None) -> Text:
    """Return a source whose passages answer themselves and have ids: their numbers, if nothing else is known."""
    if addresses is None:
        return replace(source, passages=tuple(_with_id(p, plain_id(p.number)) for p in source.passages))
    pairs = zip(source.passages, addresses.ids, addresses.also, strict=True)
    passages = tuple(_with_id(passage, id, also) for passage, id, also in pairs)
    return replace(source, passages=passages, withdrawn=addresses.withdrawn)


def _with_id(of: Passage, id: str, also: tuple[str, ...] = ()) -> Passage:
    return copy_passage(of, of.answers or (of.number, of.number), id, also)


def copy_passage(
    of: Passage,
    answers: Span,
    id: str = "",
    also: tuple[str, ...] = (),
    named: tuple[str, str] | None = None,
) -> Passage:
    """Return a passage with other answers and ids, in a third of the time that ``replace`` takes."""
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
        also,
        named,
    )


def id_of(source: Text, number: int) -> str:
    """Return the id of the passage with this number (from 1); of one that there is not, what it would be."""
    known = 0 < number <= len(source.passages)
    return (known and source.passages[number - 1].id) or plain_id(number)


def format_span(source: Text, span: Span) -> str:
    """Return what some passages of a source are called: p12, or p3-p4."""
    first, last = span
    return id_of(source, first) if first == last else f"{id_of(source, first)}-{id_of(source, last)}"


@dataclass(frozen=True, slots=True)
class PassageIds:
    """Which addresses of passages a page has: what links to it may name."""

    count: int  # of its passages; 0: nothing is known of them
    ids: tuple[str, ...] = ()  # all that lead to a passage; empty: the numbers
    withdrawn: tuple[str, ...] = ()

    def has(self, id: str) -> bool:
        """Does the id lead to a passage?"""
        if self.ids:
            return id in self.ids
        return bool(re.fullmatch(r"p[0-9]{1,9}", id)) and 0 < int(id[1:]) <= self.count

    def explain(self, id: str) -> tuple[str, str]:
        """Return what is wrong with an id that leads nowhere, and what helps."""
        if id in self.withdrawn:
            return f"the passage {id} is withdrawn", "name the passage where its words stand now, or none"
        last = f"p{self.count}"
        help = (
            f"the passages are {self.ids[0]} to {self.ids[-1]}"
            if self.ids
            else f"the passages are p1 to {last}"
        )
        if not re.match(r"p[0-9]", id):
            return f"there is no heading {unquote(id)}", f"write the words of a heading, or a passage: {help}"
        return f"there is no passage {id}", did_you_mean(id, self.ids, help) if self.ids else help


NO_IDS = PassageIds(0)


def list_ids(source: Text) -> PassageIds:
    """Return the addresses that a source's passages have."""
    count = len(source.passages)
    if has_plain_ids(source):
        return PassageIds(count)
    ids = tuple(id for passage in source.passages for id in (passage.id, *passage.also))
    return PassageIds(count, ids, tuple(id for id, _ in source.withdrawn))


def has_plain_ids(source: Text) -> bool:
    """Are the ids of all passages their numbers, and are there no others?"""
    return not source.withdrawn and all(p.id == f"p{p.number}" and not p.also for p in source.passages)


def join_names(named: tuple[str, str]) -> str:
    """Return what is written for two ids: p12, or p3-p4."""
    return "-".join(dict.fromkeys(named))


def find_passage(source: Text, id: str) -> Passage | None:
    """Return the passage that an id leads to; None: it is withdrawn, or there never was one."""
    # Most passages have their number as id: look there first.
    number = int(id[1:]) if id[1:].isdecimal() else 0
    here = source.passages[number - 1 : number] if number else ()
    return next((p for p in (*here, *source.passages) if id == p.id or id in p.also), None)


def find_named(source: Text, named: tuple[str, str]) -> Span | None:
    """Return the numbers of what is left of the passages between two ids; None: nothing is, or an id names nothing."""
    first, last = (find_passage(source, id) for id in named)
    gone = dict(source.withdrawn)
    if any(found is None and id not in gone for id, found in zip(named, (first, last), strict=True)):
        return None
    start = first.number if first else gone[named[0]] + 1
    end = last.number if last else gone[named[1]]
    if start > end and first and last and _number_in(named[0]) <= _number_in(named[1]):
        start, end = end, start  # they changed places
    return (start, end) if start <= end or (first and last) else None


def _number_in(id: str) -> int:
    return int(re.sub(r"[^0-9]", "", id))


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


def read_numbers(name: str) -> Span | None:
    """Return the numbers in ``p3`` or ``p3-p7``: those of the passages if no ids are recorded; None: there are others."""
    found = _NUMBERS.fullmatch(name)
    return (int(found[1]), int(found[2] or found[1])) if found else None
