"""Formulas: ``$…$`` in a line, ``$$…$$`` displayed; prose about money is left alone.

The rule is pandoc's (tex_math_dollars): no space behind the opening sign nor before the closing one, and no digit behind
that. Chinese has no spaces, so that 售價5$，比6$貴 would be a formula. Hence what stands between the signs decides, too:
a command, an index or a power is a formula; words, and the punctuation of a sentence, are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from yizhu.chinese.han import has_han

FORMULA = "formula"  # the type of its tokens, and the kind of its marks

_SIGN = re.compile(r"\\.|[$`]", re.S)
_MOST = 10_000  # characters of a formula
_MOST_PASSES = 6  # over a line whose dollars are escaped; then all of them are
_UNESCAPED = re.compile(r"((?<!\\)(?:\\\\)*)\$")
_TEX = re.compile(r"\\[A-Za-z,;:!|{}\\]|[\^_](?=[A-Za-z0-9\\{*+'-])|[A-Za-z)\]]'")  # what only formulas have
_BRACE = re.compile(r"\\.|[{}]", re.S)
_SENTENCE_MARK = "，。；：、！？「」『』（）《》“”…"
_MARKS = re.compile(f"[{_SENTENCE_MARK}]")
# A price or the like in a list or at a clause's end, before another sign: 見$5、$x$; not $5（x+1）$, $1，2，…$.
_ENDS_CLAUSE = re.compile(r"\d[\d.,]*[，。；：、！？」』）》”]|.*[，。；：、？]$", re.S)
# Words: a sentence between two prices, an address, a variable of a shell, a company of the stock exchange.
_WORDS = re.compile(
    r"[A-Za-z]{2}[.,;:!?]?\s+[A-Za-z]{2}|\s[A-Za-z]{2,12}\s|://|\]\(|[A-Za-z]{5}|\([A-Z]{3,5}\)$|^\d.*(?:US|NT|HK|\b[ACS])$",
    re.S,
)
_GOES_ON = "/.,;:-+=<>([{&@"  # at its end, with a word behind: $HOME/$USER, $foo.$bar
_CLOSING_LINE = re.compile(r"\$\$[ \t]*(?:\{[^{}\n]*\}[ \t]*)?$")


class Formula(NamedTuple):
    """A formula in a text."""

    start: int  # of its TeX
    end: int
    behind: int  # offset behind the closing sign
    is_display: bool


def find_formula(source: str, start: int, end: int) -> Formula | None:
    """Return the formula that the ``$`` at ``start`` opens; None: the sign is text."""
    if source[start - 1 : start] == "$" and not _is_escaped(source, start - 1):
        return None  # the second sign of $$
    if source.startswith("$$", start):
        return _find_display(source, start + 2, end)
    first, closing = start + 1, _find_sign(source, start + 1, end)
    if closing <= first or source.startswith("$$", closing):
        return None
    tex, before = source[first:closing], source[start - 1 : start]
    behind = source[closing + 1 : min(closing + 2, end)]
    if tex[0].isspace() or tex[-1].isspace() or behind.isdigit() or not _is_formula(tex, before, behind):
        return None
    return Formula(first, closing, closing + 1, False)


def _is_escaped(source: str, at: int) -> bool:
    first = at
    while first and source[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


def _find_display(source: str, start: int, end: int) -> Formula | None:
    closing = _find_sign(source, start, end)
    if closing < 0 or closing + 2 > end or not source.startswith("$$", closing):
        return None
    tex = source[start:closing]
    is_math = _TEX.search(tex) or (re.search(r"[A-Za-z0-9=+<>]", tex) and not _reads_as_prose(tex))
    return Formula(start, closing, closing + 2, True) if tex.strip() and is_math else None


def _find_sign(source: str, start: int, end: int) -> int:
    """Return where the next ``$`` is that no backslash escapes; -1: code begins before it, or it is too far."""
    for sign in _SIGN.finditer(source, start, min(end, start + _MOST)):
        if sign[0] in "$`":
            return sign.start() if sign[0] == "$" else -1
    return -1


def _is_formula(tex: str, before: str, behind: str) -> bool:
    """Is what stands between two ``$`` a formula, with these characters around?"""
    outside = _outside_braces(tex)
    has_marks = _MARKS.search(outside) and (has_han(outside) or outside[:1] in _SENTENCE_MARK)
    if (
        has_marks
        or _ENDS_CLAUSE.match(outside)
        or '"' in tex
        or (tex[-1] in _GOES_ON and behind.isascii() and behind.isalnum())
    ):
        return False
    if _TEX.search(tex):
        return True
    # Without a command: 5$–6$, NT$5/US$6, $騰訊控股(00700)$.
    return not (has_han(tex) or _reads_as_prose(tex) or (before.isascii() and before.isalnum()))


def has_command(tex: str) -> bool:
    """Is anything in it that only formulas have: a command, an index, a power?"""
    return bool(_TEX.search(tex))


def _reads_as_prose(tex: str) -> bool:
    return bool(_WORDS.search(tex) or (_MARKS.search(tex) and has_han(tex)))


def _outside_braces(tex: str) -> str:
    """Return what stands in no braces: words in \\text{…} or in an index are free."""
    kept, at, depth = list[str](), 0, 0
    for brace in _BRACE.finditer(tex):
        if brace[0] in "{}":
            if not depth:
                kept.append(tex[at : brace.start()])
            depth = depth + 1 if brace[0] == "{" else max(0, depth - 1)
            at = brace.end()
    return "".join([*kept, tex[at:] if not depth else ""])


def escape_dollars(text: str) -> str:
    """Return Markdown with a backslash before each ``$`` that would open a formula."""
    return escape_dollars_in([text], [True])[0]


def escape_dollars_in(pieces: Sequence[str], are_text: Sequence[bool]) -> list[str]:
    """Return the pieces of a line of Markdown with a backslash before each ``$`` of a text that would open a formula."""
    for _ in range(_MOST_PASSES):  # a sign that ended at the one that is escaped now may end further on
        opening = _list_opening(pieces, are_text)
        if not any(opening):
            return list(pieces)
        pieces = [_escape_at(piece, places) for piece, places in zip(pieces, opening, strict=True)]
    return [
        _UNESCAPED.sub(r"\1\$", piece) if is_text else piece
        for piece, is_text in zip(pieces, are_text, strict=True)
    ]


def _list_opening(pieces: Sequence[str], are_text: Sequence[bool]) -> list[list[int]]:
    """Return for each piece of text where in it a ``$`` opens a formula."""
    line, start = "".join(pieces), 0
    found: list[list[int]] = []
    for piece, is_text in zip(pieces, are_text, strict=True):
        signs = [sign.start() for sign in re.finditer(r"\$", piece)] if is_text else []
        found.append(
            [
                at
                for at in signs
                if find_formula(line, start + at, len(line)) and not _is_escaped(line, start + at)
            ]
        )
        start += len(piece)
    return found


def _escape_at(piece: str, places: Sequence[int]) -> str:
    ends = [0, *places, len(piece)]
    return "\\".join(piece[start:end] for start, end in pairwise(ends)) if places else piece


def flatten_tex(tex: str) -> str:
    """Return TeX as one line, without its comments."""
    return " ".join(re.sub(r"(?<!\\)%[^\n]*", "", tex).split()) or "%"


# ---- the parser's rules ------------------------------------------------------------------------------------


def formulas(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: formulas become ``formula`` tokens; a displayed one on lines of its own is a paragraph."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "formula", _parse_block, ends)
    md.inline.ruler.before("emphasis", "formula", _parse_inline)


def _parse_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$" or not (found := find_formula(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        token = state.push(FORMULA, "math", 0)
        token.content = state.src[found.start : found.end]
        token.meta = {"is_display": found.is_display}
    state.pos = found.behind
    return True


def _parse_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse ``$$`` at a line's start up to ``$$`` at a line's end, whatever the lines between begin with."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", begin) or state.is_code_block(start_line):
        return False
    last = _find_last_line(state, start_line, end_line)
    if last < 0:
        return False
    content = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    found = find_formula(content, 0, len(content))
    if found is None or not _CLOSING_LINE.fullmatch(content, found.end):
        return False
    if not silent:
        _push_paragraph(state, content, start_line, last + 1)
    return True


def _find_last_line(state: StateBlock, start_line: int, end_line: int) -> int:
    """Return the line that ends with ``$$``; -1: an empty line or the end of what holds the formula comes first."""
    for line in range(start_line, end_line):
        begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if state.isEmpty(line) or (line > start_line and state.sCount[line] < state.blkIndent):
            return -1
        begin += 2 if line == start_line else 0
        if "$$" in state.src[begin:end] and _CLOSING_LINE.search(state.src, begin, end):
            return line
    return -1


def _push_paragraph(state: StateBlock, content: str, start_line: int, end_line: int) -> None:
    state.line = end_line
    state.push("paragraph_open", "p", 1).map = [start_line, end_line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start_line, end_line], []
    state.push("paragraph_close", "p", -1)
