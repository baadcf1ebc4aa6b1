"""What is wrong, where it stands, and how to mend it: said to the author of the article."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

_Given = TypeVar("_Given")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line of one file."""

    path: str  # as the author would type it, from the site's folder, with /
    line: int = 0  # from 1; 0: the file as a whole
    column: int = 0  # from 1, in characters; 0: the line as a whole
    text: str = ""  # the line itself
    length: int = 1  # how many characters the caret underlines

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a user's file, and its mend."""

    place: Place
    problem: str
    help: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.problem}"]
        shown = _abridged(self.place)
        if shown.text:
            lines.append(f"    {_tabless(shown.text)}")
        if shown.text and shown.column:
            lines.append(f"    {format_caret(shown)}")
        if self.help:
            lines.append(f"    help: {self.help}")
        # Each of them is a line, also where a file's name or a word holds the end of one.
        return "\n".join([escape_unprintable(line, "") for line in lines])


class Faults(Exception):
    """Raised by a step whose input has faults; carries all of them, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def collect_faults(
    step: Callable[[_Given], _Answer], givens: Iterable[_Given]
) -> tuple[list[_Answer], list[Fault]]:
    """The answers of ``step`` for each of ``givens`` that is sound, and the faults of all the others."""
    answers: list[_Answer] = []
    faults: list[Fault] = []
    for given in givens:
        try:
            answers.append(step(given))
        except Faults as found:
            faults.extend(found.faults)
    return answers, faults


def raise_if(faults: Sequence[Fault]) -> None:
    """Raise ``Faults`` when there is at least one."""
    if faults:
        raise Faults(faults)


def find_place(path: str, source: str, line: int, needle: str = "", last: int = 0) -> Place:
    """The place of ``needle`` in ``source``: looked for from ``line`` (from 1) to ``last``; else that line as a whole."""
    lines = split_lines(source)
    for number in range(max(line, 1), max(line, last) + 1):
        text = lines[number - 1].rstrip("\r") if number <= len(lines) else ""
        column = text.find(needle) if needle else -1
        if column >= 0:
            return Place(path, number, column + 1, text, len(needle))
    text = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    return Place(path, line, 0, text)


@lru_cache(maxsize=16)  # a file of ten thousand notes is asked for as many places
def split_lines(source: str) -> tuple[str, ...]:
    """The lines of a file."""
    return tuple(source.split("\n"))


def find_closest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like ``word``, or an empty string if none is near (difflib, cutoff 0.5)."""
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    return folded[found[0]] if found else ""


def format_count(number: int, thing: str) -> str:
    """So many things: 1 page, 2 pages."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A mend that names the nearest known word; ``otherwise`` if none is near."""
    near = find_closest(word, known)
    return f"did you mean {near}?" if near else otherwise


def format_caret(place: Place) -> str:
    """A line of spaces and carets that stands under the place as it is printed, Han characters being two columns wide."""
    before, under = place.text[: place.column - 1], place.text[place.column - 1 :]
    return " " * _columns(_tabless(before)) + "^" * max(1, _columns(under[: max(1, place.length)]))


def escape_unprintable(text: str, kept: str = "\n\t") -> str:
    """The text for a terminal: what would steer it or stand there unseen is written out, as \\x1b or <U+202E>.

    Control characters but those that are ``kept``, directions of writing, joiners, parts of names that are no UTF-8.
    """
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() or c in kept else _written_out(c) for c in text])


def _written_out(character: str) -> str:
    code = ord(character)
    match unicodedata.category(character):
        case "Cc":
            return {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character, f"\\x{code:02x}")
        case "Cs" if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is no UTF-8
            return f"\\x{code - 0xDC00:02x}"
        case "Cf" | "Cs" | "Zl" | "Zp":
            return f"<U+{code:04X}>"
        case _:  # spaces of any width, rare characters that Python does not know yet
            return character


_WIDEST = 100  # characters of a line that a terminal shows without tearing the caret from its word


def _abridged(place: Place) -> Place:
    """The place with its line cut down to what stands around the caret."""
    if len(place.text) <= _WIDEST:
        return place
    first = max(0, min(place.column - 1 - _WIDEST // 3, len(place.text) - _WIDEST))
    last = min(len(place.text), first + _WIDEST)
    text = ("…" if first else "") + place.text[first:last] + ("…" if last < len(place.text) else "")
    column = place.column - first + bool(first) if place.column else 0
    return replace(place, text=text, column=column, length=min(place.length, last - place.column + 1))


def _columns(text: str) -> int:
    # UAX #11: W and F take two columns of a terminal; combining marks take none.
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in escape_unprintable(text)
    )


def _tabless(text: str) -> str:
    return text.replace("\t", " ")
