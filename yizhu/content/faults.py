"""Faults: what is wrong with a user's file, where, and how to mend it.

A fault is printed as

    content/articles/mencius/zh-Hant.md:12:15: no term renzeng in the glossary
        王何必曰[仁政]{term=renzeng}
                            ^^^^^^^
        help: did you mean renzheng?

A step that finds faults raises ``Faults`` with all of them; ``collect_faults`` runs a step for many inputs and lets no
fault hide another. A bug in our own code is no fault: it stays a traceback.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

_Input = TypeVar("_Input")
_Result = TypeVar("_Result")

_MAX_SHOWN = (
    100  # characters of a line: a terminal would wrap a longer one, and the caret would point elsewhere
)


# ---- faults ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Some characters in one line of a file, or the whole line, or the whole file."""

    path: str  # from the site's folder, with /
    line: int = 0  # from 1; 0: the whole file
    column: int = 0  # from 1, in characters; 0: the whole line
    text: str = ""  # the line itself
    length: int = 1  # characters to underline

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a user's file, and how to mend it."""

    place: Place
    problem: str
    help: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.problem}"]
        place = _abridge(self.place)
        if place.text:
            lines.append(f"    {_replace_tabs(place.text)}")
        if place.text and place.column:
            lines.append(f"    {format_caret(place)}")
        if self.help:
            lines.append(f"    help: {self.help}")
        # A file's name may hold a newline: escaped, it cannot forge a line of its own.
        return "\n".join([escape_unprintable(line, keep="") for line in lines])


class Faults(Exception):
    """Raised by a step whose input has faults; carries all of them once, in the order given.

    ``tolerated``: faults that were found too, and would not have stopped the step.
    """

    def __init__(self, faults: Iterable[Fault], tolerated: Iterable[Fault] = ()) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        self.tolerated = tuple(dict.fromkeys(tolerated))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def collect_faults(
    step: Callable[[_Input], _Result], inputs: Iterable[_Input]
) -> tuple[list[_Result], list[Fault]]:
    """Run ``step`` for each input; return the results of those without faults, and the faults of the others."""
    results: list[_Result] = []
    faults: list[Fault] = []
    for value in inputs:
        try:
            results.append(step(value))
        except Faults as found:
            faults.extend(found.faults)
    return results, faults


def raise_if(faults: Sequence[Fault]) -> None:
    """Raise ``Faults`` if there are any."""
    if faults:
        raise Faults(faults)


# ---- places ------------------------------------------------------------------------------------------------


def find_place(path: str, source: str, line: int, needle: str = "", last: int = 0) -> Place:
    """Return where ``needle`` first stands in the lines ``line`` to ``last`` (from 1) of the text of a file.

    If it is not there, return ``line`` as a whole.
    """
    lines = split_lines(source)
    for number in range(max(line, 1), max(line, last) + 1):
        text = lines[number - 1].rstrip("\r") if number <= len(lines) else ""
        column = text.find(needle) if needle else -1
        if column >= 0:
            return Place(path, number, column + 1, text, len(needle))
    text = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    return Place(path, line, 0, text)


def find_in_braces(path: str, source: str, line: int, needle: str, last: int = 0) -> Place:
    """Return where ``needle`` first stands as a whole word in braces, ``{term=needle}``; else where it first stands."""
    pattern = re.compile(rf"(?<=\])\{{[^{{}}]*?(?<![\w-]){re.escape(needle)}(?![\w-])")
    for number, text in enumerate(split_lines(source)[max(line, 1) - 1 : max(line, last)], max(line, 1)):
        if found := pattern.search(text):
            return Place(path, number, found.end() - len(needle) + 1, text.rstrip("\r"), len(needle))
    return find_place(path, source, line, needle, last)


@lru_cache(maxsize=16)  # a file with ten thousand notes is split for each of them otherwise
def split_lines(source: str) -> tuple[str, ...]:
    """Return the lines of a text."""
    return tuple(source.split("\n"))


# ---- wording -----------------------------------------------------------------------------------------------


def find_closest(word: str, candidates: Iterable[str], alike: float = 0.5) -> str:
    """Return the candidate most similar to ``word``, or "" if none is similar (difflib's ratio is below ``alike``)."""
    import difflib  # only if something is wrong

    folded = {name.casefold(): name for name in candidates}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=alike)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str = "", *, alike: float = 0.5) -> str:
    """Return the help for a mistyped word: the closest candidate, or ``otherwise`` if none is similar."""
    closest = find_closest(word, candidates, alike)
    return f"did you mean {closest}?" if closest else otherwise


def format_count(number: int, thing: str) -> str:
    """Return a count with its noun: 1 page, 2 pages."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def fault_to_row(fault: Fault) -> dict[str, object]:
    """Return a fault as JSON values, for programs."""
    return {
        "path": fault.place.path,
        "line": fault.place.line,
        "column": fault.place.column,
        "problem": fault.problem,
        "help": fault.help,
        "mend": fault.help,  # the former name of help, which other programs may read
    }


# ---- printing ----------------------------------------------------------------------------------------------


def format_caret(place: Place) -> str:
    """Return the line of spaces and carets to print below a place's text; a Han character is two columns wide."""
    before, marked = place.text[: place.column - 1], place.text[place.column - 1 :]
    return " " * _count_columns(_replace_tabs(before)) + "^" * max(
        1, _count_columns(marked[: max(1, place.length)])
    )


def escape_unprintable(text: str, keep: str = "\n\t") -> str:
    r"""Return a text that is safe on a terminal: what would steer it, or be invisible, becomes \x1b or <U+202E>.

    Escaped are control characters except those in ``keep``, marks of writing direction, joiners, and bytes of a
    file's name that are not UTF-8.
    """
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() or c in keep else _escape(c) for c in text])


def _escape(character: str) -> str:
    code = ord(character)
    match unicodedata.category(character):
        case "Cc":
            return {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character, f"\\x{code:02x}")
        case "Cs" if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is not UTF-8
            return f"\\x{code - 0xDC00:02x}"
        case "Cf" | "Cs" | "Zl" | "Zp":
            return f"<U+{code:04X}>"
        case _:  # spaces of any width, and characters newer than this Python
            return character


def _abridge(place: Place) -> Place:
    """Return the place with a long line cut to what surrounds the caret."""
    if len(place.text) <= _MAX_SHOWN:
        return place
    first = max(0, min(place.column - 1 - _MAX_SHOWN // 3, len(place.text) - _MAX_SHOWN))
    last = min(len(place.text), first + _MAX_SHOWN)
    text = ("…" if first else "") + place.text[first:last] + ("…" if last < len(place.text) else "")
    column = place.column - first + bool(first) if place.column else 0
    return replace(place, text=text, column=column, length=min(place.length, last - place.column + 1))


def _count_columns(text: str) -> int:
    # UAX #11: W and F take two columns of a terminal; combining marks take none.
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in escape_unprintable(text)
    )


def _replace_tabs(text: str) -> str:
    return text.replace("\t", " ")
