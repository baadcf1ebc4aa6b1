"""Add empty slots to the file of a translation: a comment with the source's words, and ``{from=p12}`` below it.

1. list what the file holds, passages and slots, each with the lines that belong to it
2. find the numbers that the source passages of each have now
3. put a slot for each source passage that has none behind what stands before it in the source
4. write ``{from=…}`` where the order alone would no longer say what a passage answers

No line with words is touched, and none is moved. A comment of ours goes with its slot, or gets the source's new words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yizhu.content.model import Passage, Text
from yizhu.content.prose import Span
from yizhu.content.translations.pairing import count_answers
from yizhu.content.translations.passage_ids import find_named, format_span
from yizhu.content.translations.slot_comments import Comment

_ATTRIBUTES = re.compile(r" {0,3}\{[^{}]*\}\s*")
_FROM = re.compile(r"(?<=[{\s])from=(\"?)p\d+[a-z]*(?:-p?\d+[a-z]*)?\1(?=[\s}])")
_TRAILING = re.compile(r"\{[^{}]*\}\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of a translation's file, or an empty slot."""

    answers: Span  # by the numbers of the file
    first_line: int  # with the attributes above it; from 1
    line: int  # of its words, or of the slot
    last_line: int
    from_lines: tuple[int, ...]  # where ``from=`` is written
    passage: Passage | None  # None: a slot
    named: tuple[str, str] | None  # the ids in ``from=``

    def is_renamed(self, source: Text, now: Span | None) -> bool:
        """Do its source passages need another name in the file, if these are their numbers now?"""
        return now is None or now != (find_named(source, self.named) if self.named else self.answers)


def list_entries(text: Text) -> list[Entry]:
    """Return the passages and slots of a translation in the order of its file."""
    lines = text.source.text.split("\n")
    slots = {slot.line: slot.answers for slot in text.slots}
    found = [Entry(s.answers, s.line, s.line, s.line, (s.line,), None, s.named) for s in text.slots]
    for passage, answers in zip(text.passages, count_answers(text.passages), strict=True):
        above = _attribute_lines(lines, passage.line, slots)
        own = [number for number in above if _FROM.search(lines[number - 1])]
        own += [passage.last_line] if _has_trailing_from(passage, lines[passage.last_line - 1]) else []
        first = above[-1] if above else passage.line
        found.append(
            Entry(answers, first, passage.line, passage.last_line, tuple(own), passage, passage.named)
        )
    return sorted(found, key=lambda entry: entry.line)


def _attribute_lines(lines: Sequence[str], line: int, slots: Mapping[int, Span]) -> list[int]:
    """Return the lines of attributes above a line, the nearest first, with nothing but empty lines between."""
    found: list[int] = []
    for number in range(line - 1, 0, -1):
        if number in slots or (lines[number - 1].strip() and not _ATTRIBUTES.fullmatch(lines[number - 1])):
            break
        if lines[number - 1].strip():
            found.append(number)
    return found


def _has_trailing_from(passage: Passage, line: str) -> bool:
    trailing = _TRAILING.search(line) if passage.named and passage.kind not in ("pre", "table") else None
    return bool(trailing and _FROM.search(trailing[0]))


# ---- write -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry, or a new slot, in the order of the file that is written."""

    answers: Span  # by the numbers of the source
    entry: Entry | None = None  # None: a new slot


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a translation's file, and what was done to it."""

    text: str
    added: int = 0  # slots
    removed: int = 0  # slots
    renamed: int = 0  # passages and slots
    named: int = 0  # passages that nothing named


def write_slots(
    text: str,
    body_line: int,
    source: Text,
    entries: Sequence[Entry],
    numbers: Mapping[Span, Span],
    comments: Mapping[int, Comment | None],
) -> Written:
    """Return the text of a translation's file with a slot for each source passage that has none.

    ``numbers``: the numbers now of what the entries answer; those of slots that are gone are not in it. ``comments``: by
    the line of their entry, those that go with their slot, or get the source's words as they are now; None: there is none
    yet.
    """
    kept = [_Placed(numbers[e.answers], e) for e in entries if e.answers in numbers]
    gone = [slot for slot in entries if slot.answers not in numbers]
    lines = _remove_lines(text.split("\n"), gone, comments)
    placed = _place_slots(kept, len(source.passages))
    above: dict[int, list[str]] = {}  # lines to put in above a line
    behind: dict[int, list[str]] = {}  # … behind a line
    expected, at, after_slot, renamed, named = 1, 0, False, 0, 0
    for item in placed:
        entry = item.entry
        if entry is None:
            behind.setdefault(at, []).extend(["", *format_slot(source, item.answers)])
        else:
            if entry.is_renamed(source, item.answers):
                _write_names(lines, entry, format_span(source, item.answers))
                renamed += 1
            if entry.line in comments:
                comment = comments[entry.line]
                line = comment.first_line if comment else entry.first_line
                above.setdefault(line, []).extend(format_slot(source, item.answers)[:-1])
            if entry.passage and _needs_line(entry, item.answers, expected, after_slot):
                above.setdefault(entry.first_line, []).append(_format_from(source, item.answers))
                named += 1
            at = entry.last_line
        after_slot = entry is None or entry.passage is None
        expected = item.answers[1] + 1 if not after_slot else expected
    return Written(_join(lines, above, behind, body_line), len(placed) - len(kept), len(gone), renamed, named)


def _remove_lines(
    text: Sequence[str], gone: Iterable[Entry], comments: Mapping[int, Comment | None]
) -> list[str | None]:
    """Return the lines of a file without these comments and slots; None: a line that is removed."""
    lines: list[str | None] = list(text)
    for first, last, _ in filter(None, comments.values()):
        lines[first - 1 : last] = [None] * (last - first + 1)
    for slot in gone:
        lines[slot.line - 1] = None
        comment = comments.get(slot.line)
        first = comment.first_line if comment else slot.line
        before, after = lines[first - 2 : first - 1], lines[slot.line : slot.line + 1]
        if after == [""] and before in ([""], [None]):  # one of the empty lines around the two
            lines[slot.line] = None
    return lines


def _needs_line(entry: Entry, answers: Span, expected: int, after_slot: bool) -> bool:
    """Must a line above the passage say what it answers? Behind a slot it would fill that one otherwise."""
    if any(number < entry.line for number in entry.from_lines):
        return False
    return after_slot or (not entry.from_lines and answers != (expected, expected))


def _format_from(source: Text, answers: Span) -> str:
    return f"{{from={format_span(source, answers)}}}"


def _place_slots(kept: list[_Placed], passages: int) -> list[_Placed]:
    """Return what is kept, with new slots, each behind what the source has before it."""
    covered = {n for item in kept for n in range(item.answers[0], item.answers[1] + 1)}
    placed = list(kept)
    for number in range(1, passages + 1):
        if number not in covered:
            nth = _find_predecessor(placed, number)
            placed.insert(nth + 1, _Placed((number, number)))
    return placed


def _find_predecessor(placed: Sequence[_Placed], number: int) -> int:
    """Return the place of what answers the nearest passage before this one; -1: there is none."""
    before = [(item.answers[1], nth) for nth, item in enumerate(placed) if item.answers[0] < number]
    return max(before, default=(0, -1))[1]


def _write_names(lines: list[str | None], entry: Entry, name: str) -> None:
    for number in entry.from_lines:
        line = lines[number - 1] or ""
        head, tail = "", line
        if number >= entry.line and entry.passage:  # at the end of a line with words: only there
            trailing = _TRAILING.search(line)
            head, tail = (line[: trailing.start()], trailing[0]) if trailing else (line, "")
        lines[number - 1] = head + _FROM.sub(f"from={name}", tail)


def _join(
    lines: Sequence[str | None],
    above: Mapping[int, list[str]],
    behind: Mapping[int, list[str]],
    body_line: int,
) -> str:
    written: list[str] = []
    for number, line in enumerate(lines, 1):
        written += above.get(number, [])
        written += [line] if line is not None else []
        written += behind.get(number, [])
        if number == body_line - 1:
            written += behind.get(0, [])
    return "\n".join(written).rstrip("\n") + "\n"


def format_slot(source: Text, answers: Span) -> list[str]:
    """Return the lines of an empty slot: the source's lines as a comment, and what the slot answers."""
    first, last = source.passages[answers[0] - 1], source.passages[answers[1] - 1]
    lines = source.source.text.split("\n")[first.line - 1 : last.last_line]
    safe = [line.rstrip().replace("-->", "-- >") for line in lines]
    while safe and not safe[-1]:
        safe.pop()
    is_short = len(safe) == 1 and not safe[0].startswith(" ")
    return [*([f"<!-- {safe[0]} -->"] if is_short else ["<!--", *safe, "-->"]), _format_from(source, answers)]
