"""Parse comments, ``<!-- … -->``: they are kept in the file and never published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from yizhu.content.prose import Span

COMMENT, UNCLOSED = "comment", "unclosed_comment"  # types of tokens
_OPENING, _CLOSING = "<!--", "-->"
_SPACE = re.compile("[ \\n]*")


def find_comments(text: str) -> Iterator[Span]:
    """Yield where the closed comments of a text are, wherever they stand."""
    end = 0
    while (start := text.find(_OPENING, end)) >= 0:
        closing = text.find(_CLOSING, start + 2)
        if closing < 0:
            return
        end = closing + len(_CLOSING)
        yield start, end


def strip_comments(text: str) -> str:
    """Return the text without them."""
    kept, at = "", 0
    for start, end in find_comments(text):
        kept, at = kept + text[at:start], end
    return kept + text[at:]


def comments(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: comments leave no text; one that is not closed becomes an ``unclosed_comment``.

    A comment on lines of its own is a block, and may hold empty lines. Inside a paragraph, its line is as if it were not
    there; only before an empty line or a line of attributes does it end the paragraph.
    """
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    md.block.ruler.before("table", "comment", _parse_block, ends)
    md.inline.ruler.before("autolink", "comment", _parse_inline)


# ---- on lines of their own ---------------------------------------------------------------------------------


class Comments(NamedTuple):
    """One or more comments that begin a line."""

    last: int  # the line in which they end; -1: the last is not closed
    rest: int  # the offset of what follows in that line
    has_empty_lines: bool


def _parse_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(_OPENING, start) or state.is_code_block(start_line):
        return False
    found = find_end_of_comments(state, start_line, end_line)
    if silent:
        return found.last < 0 or _ends_paragraph(state, found, end_line)
    if found.last < 0:
        _push(state, UNCLOSED, start_line, end_line).content = state.src[start : state.eMarks[start_line]]
        return True
    if found.rest >= state.eMarks[found.last]:
        _push(state, COMMENT, start_line, found.last + 1)
        return True
    # What follows in the line is a block of its own: the line is taken to begin there.
    state.bMarks[found.last], state.tShift[found.last] = found.rest, 0
    state.sCount[found.last] = state.blkIndent
    if found.last == start_line:
        return False
    _push(state, COMMENT, start_line, found.last)
    return True


def _push(state: StateBlock, kind: str, first: int, end: int) -> Token:
    token = state.push(kind, "", 0)
    token.map = [first, end]
    token.hidden = True
    state.line = end
    return token


def find_end_of_comments(state: StateBlock, start_line: int, end_line: int) -> Comments:
    """Find the end of the comments that begin a line; they lie within the list or quote that they begin in."""
    line, has_empty_lines = start_line, False
    at = state.bMarks[line] + state.tShift[line]
    while state.src.startswith(_OPENING, at):
        at += 2  # <!--> is one, too
        while (closing := state.src.find(_CLOSING, at, state.eMarks[line])) < 0:
            line += 1
            if line >= end_line or (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
                return Comments(-1, 0, has_empty_lines)
            has_empty_lines = has_empty_lines or state.isEmpty(line)
            at = state.bMarks[line] + state.tShift[line]
        at = state.skipSpaces(closing + len(_CLOSING))
    return Comments(line, min(at, state.eMarks[line]), has_empty_lines)


def _ends_paragraph(state: StateBlock, found: Comments, end_line: int) -> bool:
    if found.has_empty_lines:
        return True
    following = found.last + 1
    if found.rest < state.eMarks[found.last]:
        return False
    if following >= end_line or state.isEmpty(following):
        return True
    begin = state.bMarks[following] + state.tShift[following]
    return state.src.startswith(("{", _OPENING), begin)


# ---- inside a text -----------------------------------------------------------------------------------------


def _parse_inline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith(_OPENING, start):
        return False
    closing = state.src.find(_CLOSING, start + 2, state.posMax)
    if closing < 0:
        if not silent:
            state.push(UNCLOSED, "", 0).content = state.src[start:]
        state.pos = state.posMax
        return True
    state.pos = closing + len(_CLOSING)
    if not start or state.src[start - 1] in " \n":  # or two spaces would be left, or two ends of lines
        state.pos = _SPACE.match(state.src, state.pos, state.posMax).end()  # type: ignore[union-attr]
    if not silent and state.pos >= state.posMax:
        _drop_space_before(state)
    return True


def _drop_space_before(state: StateInline) -> None:
    state.pending = state.pending.rstrip(" ")
    if not state.pending and state.tokens and state.tokens[-1].type in ("softbreak", "hardbreak"):
        state.tokens.pop()
        state.tokens_meta.pop()
