"""Find the formulas of a text that cannot be read, and where in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it.token import Token

from yizhu.content.faults import Place, find_place, split_lines
from yizhu.content.markdown.formulas import FORMULA
from yizhu.content.markdown.mathml import FormulaError, write_mathml


def find_unreadable_formulas(token: Token) -> Iterator[tuple[str, FormulaError]]:
    """Yield the formulas of a paragraph's token that cannot be read, each with what is wrong."""
    for child in token.children or ():
        if child.type == FORMULA:
            try:
                write_mathml(child.content, child.meta["is_display"])
            except FormulaError as error:
                yield child.content, error


def place_in_formula(path: str, source: str, lines: tuple[int, int], tex: str, error: FormulaError) -> Place:
    """Return where the characters that an error names stand in a file; the formula is in these lines."""
    first, _, _ = tex.partition("\n")
    start = find_place(path, source, lines[0], f"${first}", lines[1])
    before = tex[: error.start].split("\n")
    written = tex[error.start :].partition("\n")[0]
    length = max(1, min(error.length, len(written)))
    if not start.column:
        return start
    if len(before) == 1:
        return replace(start, column=start.column + 1 + error.start, length=length)
    # In a quote or a list, a line of the file begins before its text.
    number = start.line + len(before) - 1
    text = split_lines(source)[number - 1].rstrip("\r")
    own = tex.split("\n")[len(before) - 1]
    return Place(path, number, max(0, text.find(own)) + len(before[-1]) + 1, text, length)
