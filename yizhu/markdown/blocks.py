"""Attributes of a block, on the line above it: ``{from=p3-p4}``."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from yizhu.markdown.attributes import read_braces


def block_attributes(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: a line of nothing but braces becomes a ``block_attributes`` token.

    It cannot interrupt a paragraph: as a paragraph's last line it stands "at its end" and is read from there.
    """
    md.block.ruler.before("fence", "block_attributes", _line_of_braces)


def _line_of_braces(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.level:  # in a list or a quote it is text
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    line = state.src[start : state.eMarks[start_line]].rstrip()
    if not line.startswith("{") or state.sCount[start_line] - state.blkIndent >= 4:
        return False
    braces = read_braces(line, 0)
    if braces is None or braces.end != len(line):
        return False
    if silent:
        return True
    token = state.push("block_attributes", "", 0)
    token.map = [start_line, start_line + 1]
    token.meta = {"attributes": braces.attributes}
    token.hidden = True
    state.line = start_line + 1
    return True
