"""What a text would lose in silence: a footnote defined twice, cells beyond a table's headings, the text behind a fence that nothing closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from yizhu.content.faults import Fault, Place, split_lines

_Env = MutableMapping[str, Any]
_REPEATED, _LONG_ROWS = "footnotes defined again", "rows with more cells than headings"
_DEFINITION = re.compile(r"\[\^([^\] \n]+)\]:")
_BARE_BAR = re.compile(r"(?<!\\)\|")
_COMMENT, _WORD = re.compile(r"<!--(?:.*?-->|.*)"), re.compile(r"[^\s|]")
_FENCE_END = re.compile(r"[\s>]*(`{3,}|~{3,})\s*$")


def _read_line(source: str, number: int) -> str:
    """Return a line without its end; "" behind the last, as where a carriage return alone ends lines."""
    lines = split_lines(source)
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


# ---- footnotes ---------------------------------------------------------------------------------------------


def repeated_footnotes(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: definitions of a footnote that is defined already are kept in mind."""
    md.block.ruler.at("footnote_def", _parse_definition, {"alt": ["paragraph", "reference"]})


def _parse_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    begin = state.bMarks[start_line] + state.tShift[start_line]
    found = _DEFINITION.match(state.src, begin)
    known = state.env.get("footnotes", {}).get("refs", {}) if found else {}
    is_repeated = bool(found and f":{found[1]}" in known)
    is_definition = footnote_def(state, start_line, end_line, silent)
    if found and is_repeated and is_definition and not silent:
        state.env.setdefault(_REPEATED, []).append((start_line, found[1]))
    return is_definition


def find_repeated_footnotes(path: str, source: str, first_line: int, env: _Env) -> Iterator[Fault]:
    """Yield a fault for each second definition of a footnote; ``env`` is what the parser kept in mind."""
    for line, label in sorted(env.get(_REPEATED, ())):
        number = first_line + line
        text = _read_line(source, number)
        sign = f"[^{label}]:"
        place = Place(path, number, text.find(sign) + 1, text, len(sign) - 1)
        help = "give it another label, and refer to it by that"
        yield Fault(
            place, f"the footnote [^{label}] is defined twice: the first would not be published", help
        )


# ---- rows --------------------------------------------------------------------------------------------------


def note_long_rows(state: StateBlock, hidden: str, tokens: list[Token]) -> None:
    """Keep in mind which rows of a table have words beyond its last heading; ``hidden``: the text in which each ``|`` ends a cell."""
    columns = sum(token.type == "th_open" for token in tokens)
    for row in tokens:
        if row.type == "tr_open" and row.map:
            line = row.map[0]
            written = hidden[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
            start = _find_lost(written, columns)
            if start >= 0:
                lost = (line, state.eMarks[line] - state.bMarks[line] - state.tShift[line] - start)
                state.env.setdefault(_LONG_ROWS, []).append(lost)


def _find_lost(row: str, columns: int) -> int:
    """Return where the words begin in a row that stand in no column; -1: there are none."""
    bars = [bar.end() for bar in _BARE_BAR.finditer(row)]
    starts = bars if row.startswith("|") else [0, *bars]
    if len(starts) <= columns:
        return -1
    shown = _COMMENT.sub(_blank_closed, row)
    words = _WORD.search(shown, starts[columns])
    return words.start() if words else -1


# ---- what a text's reader of doubts is told ----------------------------------------------------------------


def _blank_closed(comment: re.Match[str]) -> str:
    # An unclosed one is text; the pattern takes it whole, or each of many would be looked at to the end.
    return " " * len(comment[0]) if comment[0].endswith("-->") else comment[0]


def _find_in_body(body: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, str], ...]]:
    """Return a text's long rows (line, characters from the lost words on) and its open fences (line, sign)."""
    from yizhu.content.markdown.dialect import get_parser  # which uses this module

    env: dict[str, Any] = {}
    tokens, lines = get_parser().parse(body, env), body.split("\n")
    fences = [token for token in tokens if token.type == "fence" and token.map]
    is_open = [(token.map[0], token.markup) for token in fences if token.map and not _is_closed(token, lines)]
    return tuple(env.get(_LONG_ROWS, ())), tuple(is_open)


def _is_closed(fence: Token, lines: list[str]) -> bool:
    first, end = fence.map or [0, 0]
    closing = _FENCE_END.match(lines[end - 1]) if end - 1 > first and end <= len(lines) else None
    return bool(closing and closing[1].startswith(fence.markup))


def find_losses(path: str, source: str, body: str, first_line: int) -> Iterator[Fault]:
    """Yield a warning for each row with more cells than headings, and each fence that nothing closes."""
    if "|" not in body and "```" not in body and "~~~" not in body:
        return
    rows, fences = _find_in_body(body)
    for line, length in rows:
        text = _read_line(source, first_line + line)
        place = Place(path, first_line + line, max(1, len(text) - length + 1), text, 1)
        problem = "this row has more cells than the table has headings: the last are not published"
        yield Fault(place, problem, "add a heading, or write \\| for a sign that ends no cell")
    for line, sign in fences:
        text = _read_line(source, first_line + line)
        place = Place(path, first_line + line, text.find(sign) + 1, text, len(sign))
        problem = "nothing closes this block of code: all that follows is code"
        yield Fault(place, problem, f"write {sign} on a line of its own below the code")
