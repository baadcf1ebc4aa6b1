"""Split the lines of an interview into turns, also where a question and its answer share a line.

``德國之聲:您認為可能嗎? 我認為完全有可能。`` gives ``德國之聲:您認為可能嗎?`` and ``我認為完全有可能。``

1. cut a line where a name and its colon open it, or follow a lost line break (a sentence end and one space)
2. if answers have no names, cut the interviewer's turn once more: the question is the leading run of segments
   that end in a question mark, at least one segment
3. a line without a name answers the question before it, or continues the turn before it
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from yizhu.importers.interview.speaker_labels import find_opening_name, label_at, normalize_label
from yizhu.importers.interview.speakers import Cast, find_boundaries, find_labels
from yizhu.importers.markdown.writer import escape_markdown
from yizhu.importers.model.draft import Block, Lines, SourceLine
from yizhu.importers.model.profiles import Profile

_HEADING = 30  # characters
_ENDS = re.compile(r"[。？！?!.…；;，,：:」』”’\"）)]$")
_PARTS = "a line without a sentence's end, above a question"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line: somebody's turn, or text without a name."""

    label: str  # the name as printed; empty: none
    printed: str  # the name and its colon
    text: str


def split_turns(lines: tuple[SourceLine, ...], cast: Cast, rules: Profile, colon: str) -> tuple[Block, ...]:
    """Return the turns; lines above the first one become paragraphs."""
    blocks: list[Block] = []
    for line in lines:
        for piece in _cut_line(line.text, cast, rules):
            blocks.append(_block(piece, line.lines, blocks[-1] if blocks else None, cast, colon))
    return tuple(_heading(one, below) for one, below in zip_longest(blocks, blocks[1:]))


def _heading(block: Block, below: Block | None) -> Block:
    """Return a short line between an answer and the next question as a heading."""
    is_short = len(block.text) <= _HEADING and not _ENDS.search(block.text)
    if (
        below
        and below.role == "question"
        and below.label
        and block.role == "answer"
        and not block.label
        and is_short
    ):
        return Block("heading", block.text, block.lines, _PARTS, markdown=f"## {escape_markdown(block.text)}")
    return block


def join_labels(lines: tuple[SourceLine, ...], names: frozenset[str], colon: str) -> tuple[SourceLine, ...]:
    """Return the lines, each label with its colon; a label alone on its line is joined to the next line."""
    joined: list[SourceLine] = []
    for line in lines:
        label = joined[-1] if joined else None
        alone = label_at(label.text) if label else None
        stands_above = label and alone and alone.end == len(label.text) and alone.name in names
        if label and alone and stands_above and not find_opening_name(line.text, names):
            gap = "" if label.text.endswith("：") else " "
            more = line.number + line.more - label.number
            joined[-1] = SourceLine(label.number, f"{alone.printed}{gap}{line.text}", more)
        else:
            joined.append(normalize_label(line, names, colon))
    return tuple(joined)


def find_orphan_names(
    lines: tuple[SourceLine, ...],
    names: frozenset[str],
    dropped: frozenset[int],
    furniture: frozenset[int] = frozenset(),
) -> frozenset[str]:
    """Return the names without colon above dropped lines, and those with one above furniture: they are headings."""
    gone = {
        find_opening_name(line.text, names)
        for line, below in pairwise(lines)
        if label_at(line.text) is None and not dropped.isdisjoint(range(line.number, below.number))
    }
    return frozenset(gone | _find_torn(lines, names, furniture))


def _find_torn(
    lines: tuple[SourceLine, ...], names: frozenset[str], furniture: frozenset[int]
) -> frozenset[str]:
    """Return the names that stand alone, with a colon, above furniture at least as often as above text."""
    above: Counter[tuple[str, bool]] = Counter()
    for line, below in pairwise(lines):
        label = label_at(line.text)
        if label and label.end == len(line.text) and (name := find_opening_name(line.text, names)):
            above[name, furniture.isdisjoint(range(line.number, below.number))] += 1
    return frozenset(
        name for name, _ in above if above[name, False] and above[name, False] >= above[name, True]
    )


def has_speaker_label(text: str, cast: Cast) -> bool:
    """Does the line begin with the label of one of the speakers?"""
    found = label_at(text)
    return bool(found and found.name in cast.by_label())


def _cut_line(text: str, cast: Cast, rules: Profile) -> list[_Piece]:
    """Return the line cut at its labels and between question and answer."""
    speakers = cast.by_label()
    labels = [label for label, _ in find_labels(text, rules) if label.name in speakers]
    ends = [label.start for label in labels[1:]] + [len(text)] * bool(labels)
    pieces = [_Piece("", "", text[: labels[0].start if labels else len(text)].strip())]
    for label, end in zip(labels, ends, strict=True):
        pieces.append(_Piece(label.name, label.printed, text[label.end : end].strip()))
    last = pieces[-1]
    if (
        last.label
        and rules.joined_turns
        and not cast.each_named
        and speakers.get(last.label) == cast.interviewer
    ):
        pieces[-1:] = _split_question(last)
    return [piece for piece in pieces if piece.text or piece.label]


def _split_question(piece: _Piece) -> list[_Piece]:
    cuts = find_boundaries(piece.text)
    segments = [piece.text[a:b].rstrip() for a, b in zip((0, *cuts), (*cuts, len(piece.text)), strict=True)]
    # At least one segment is the question: some interviewers only state, and wait.
    asked = next((n for n, segment in enumerate(segments) if n and not _is_question(segment)), len(segments))
    asked = asked if _is_question(segments[0]) else 1
    cut = (0, *cuts, len(piece.text))[asked]
    question = _Piece(piece.label, piece.printed, piece.text[:cut].rstrip())
    return [question, _Piece("", "", piece.text[cut:])]


def _is_question(segment: str) -> bool:
    return segment.rstrip('」』”’"）)').endswith(("?", "？"))


def _block(piece: _Piece, lines: Lines, before: Block | None, cast: Cast, colon: str) -> Block:
    if piece.label and not piece.text:
        return Block("paragraph", piece.printed, lines, "a name with nothing behind it")
    if piece.label:
        speaker = cast.by_label()[piece.label]
        role = "question" if speaker == cast.interviewer else "answer"
        return Block(role, piece.text, lines, f"opens with {piece.printed}", speaker.id, piece.printed)
    if before is None or before.role not in ("question", "answer"):
        return Block("paragraph", piece.text, lines, "stands outside the turns")
    if before.role == "question" and not cast.each_named:
        return _unnamed_answer(piece.text, lines, before, cast, colon)
    return Block(before.role, piece.text, lines, "goes on with the turn above", before.speaker)


def _unnamed_answer(text: str, lines: Lines, question: Block, cast: Cast, colon: str) -> Block:
    shares = question.lines == lines
    why = "stands behind the question on its line" if shares else "stands on the line below the question"
    answerer = cast.sole_answerer
    if answerer is None:
        return Block("answer", text, lines, f"{why}; the page does not say whose it is")
    return Block(
        "answer", text, lines, f"{why}; no name is printed", answerer.id, answerer.name + colon, True
    )


def find_introduced(text: str, cast: Cast) -> str:
    """Return the speaker whose name, without a colon, opens the text; empty if none does."""
    followed = tuple("，,、（(是為为 ")
    opened = [n for n in cast.by_label() if text.startswith(n) and text.removeprefix(n).startswith(followed)]
    return max(opened, key=len, default="")
