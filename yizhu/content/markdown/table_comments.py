"""Parse tables with comments and formulas in them: a ``|`` in one ends no cell, and a row that is a comment is none.

markdown-it cuts a row into cells before it looks at what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.token import Token

from yizhu.content.markdown.comments import find_end_of_comments
from yizhu.content.markdown.formulas import find_formula, has_command
from yizhu.content.markdown.losses import note_long_rows

_MARK = re.compile(r"\\.|`+|<!--|\|")
_BARE_BAR = re.compile(r"(?<!\\)\|")
_SPACED_BAR = re.compile(r"\s\||\|\s")  # rather the end of a cell
_BRACKETS = re.compile(r"\\\{(?:(?!\\[{}]).)*\\\}|\([^()]*\)|\[[^\[\]]*\]")  # P(A|B): a bar in them is theirs
_BETWEEN = re.compile(r"(?<=[A-Za-z0-9)\]])\|(?=[A-Za-z](?![A-Za-z])|[(\[])")  # p|q, 2|n, not 5|6
_MOST_NESTED = 6  # brackets within each other
_LEADING, _WORD = re.compile(r"[ \t>]*"), re.compile(r"\S")
_KEY = "text whose comments and formulas end no cells"
_BAR = "\uf8fd"  # stands for the | of a formula while rows are cut into cells


def parse_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a table as markdown-it does, as if no comment in it held a ``|``."""
    src, first = state.src, len(state.tokens)
    hidden = state.env.get(_KEY)
    if hidden is None:  # once for each text, as this is called for each of its lines
        hidden = state.env[_KEY] = _hide_in_text(src) if "<!--" in src or "$" in src else src
    state.src = hidden
    try:
        is_table = table(state, start_line, end_line, silent)
    finally:
        state.src = src
    if not is_table or silent:
        return is_table
    if hidden is not src:
        _drop_comments(state, first, end_line)
        for token in state.tokens[first:]:
            token.content = token.content.replace(_BAR, "|")
    note_long_rows(state, hidden, state.tokens[first:])
    return is_table


# ---- cells -------------------------------------------------------------------------------------------------


def _hide_in_text(text: str) -> str:
    lines = [_hide_in_line(line) if "<!--" in line else line for line in text.split("\n")]
    if "$" in text and _BAR not in text:
        lines = [_hide_in_formulas(line) if "$" in line and "|" in line else line for line in lines]
    return "\n".join(lines)


def _hide_in_formulas(line: str) -> str:
    """Return the line with another sign for each ``|`` in what is surely a formula: $|x|$, $P(a_1|b)$, not 5$|6$."""
    at = line.find("$")
    while at >= 0:
        found = find_formula(line, at, len(line))
        tex = line[found.start : found.end] if found else ""
        if found and _BARE_BAR.search(tex) and _is_surely_whole(tex):
            line = line[: at + 1] + _BARE_BAR.sub(_BAR, line[at + 1 : found.behind]) + line[found.behind :]
        at = line.find("$", found.behind if found else at + 1)
    return line


def _is_surely_whole(tex: str) -> bool:
    """Is each ``|`` in it a sign of the formula, and none the end of a cell?"""
    rest = tex
    for _ in range(_MOST_NESTED):
        rest = _BRACKETS.sub("", rest)
    rest = _BETWEEN.sub("", rest)
    bars = len(_BARE_BAR.findall(rest))
    return not bars or (not _SPACED_BAR.search(rest) and (bars % 2 == 0 or has_command(tex)))


def _hide_in_line(line: str) -> str:
    """Return the line with spaces for each ``|`` in a comment, and for comments in front of a row."""
    pieces, at, is_leading = list[str](), 0, True
    for start, end in _find_comments(line):
        comment = line[start:end]
        is_leading = is_leading and bool(_LEADING.fullmatch(line, at, start))
        is_in_front = is_leading and _WORD.search(line, end)
        pieces += [line[at:start], " " * len(comment) if is_in_front else comment.replace("|", " ")]
        at = end
    return "".join([*pieces, line[at:]])


def _find_comments(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the comments of a row are; what looks like one in a code span is none."""
    at, cell_end = 0, -1
    unpaired = set[str]()  # runs of backticks that nothing in the cell closes
    while mark := _MARK.search(line, at):
        at = mark.end()
        if mark[0] == "|":
            cell_end, unpaired = -1, set()
        elif mark[0] == "<!--":
            closing = line.find("-->", mark.start() + 2)
            if closing < 0:
                return
            at = closing + 3
            cell_end = -1
            yield mark.start(), at
        elif mark[0][0] == "`" and mark[0] not in unpaired:
            cell_end = cell_end if cell_end >= at else _find_cell_end(line, at)
            closed = re.compile(rf"(?<!`){mark[0]}(?!`)").search(line, at, cell_end)
            at = closed.end() if closed else at
            unpaired |= set() if closed else {mark[0]}


def _find_cell_end(line: str, start: int) -> int:
    found = re.compile(r"(?<!\\)\|").search(line, start)
    return found.start() if found else len(line)


# ---- rows --------------------------------------------------------------------------------------------------


def _drop_comments(state: StateBlock, first: int, end_line: int) -> None:
    """Drop the rows that are comments from the table whose tokens begin with the ``first``."""
    last = -1  # line of a comment
    kept: list[Token] = []
    is_dropped = False
    for token in state.tokens[first:]:
        if token.type == "tr_open" and token.map:
            last = max(last, _last_line_of_comment(state, token.map[0], end_line))
            is_dropped = token.map[0] <= last
        if not is_dropped:
            kept.append(token)
        is_dropped = is_dropped and token.type != "tr_close"
    state.tokens[first:] = _without_empty_body(kept)
    state.line = max(state.line, last + 1)  # what looks like another block in a comment has ended the table


def _last_line_of_comment(state: StateBlock, line: int, end_line: int) -> int:
    """Return the line in which the comments end that are all there is from this line on; -1: there is more."""
    if not state.src.startswith("<!--", state.bMarks[line] + state.tShift[line]):
        return -1
    found = find_end_of_comments(state, line, end_line)
    return found.last if found.last >= 0 and found.rest >= state.eMarks[found.last] else -1


def _without_empty_body(tokens: Sequence[Token]) -> list[Token]:
    types = [token.type for token in tokens]
    if "tbody_open" not in types or types[types.index("tbody_open") + 1] != "tbody_close":
        return list(tokens)
    return [token for token in tokens if not token.type.startswith("tbody")]
