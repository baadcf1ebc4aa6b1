"""Shortcuts through markdown-it-py for what most texts are made of: paragraphs of one line, and words without markup.

They make what its own rules would make, without asking each rule at each line and character.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from yizhu.content.prose import Block, Mark, Prose

PLAIN_BLOCK = "plain_block"  # a token: its tag, its prose in meta["prose"]

# No rule reacts to any other character but *, nor is it replaced; characters that are not printable are looked at apart.
_MARKUP = (*"\\`_[]<&{$\ufffc", "~~")
_CONTROL = re.compile("[\\x00-\\x1f\ufffe\uffff]")
# The rules of the dialect that react to a character, by the names they have in the parser.
_RULES = {
    "\n": ("newline",),
    "\\": ("escape",),
    "`": ("backticks",),
    "*": ("emphasis",),
    "_": ("emphasis",),
    "[": ("bracketed_span", "link", "footnote_ref"),
    "!": ("image",),
    "^": ("footnote_inline",),
    "~": ("strikethrough",),
    "<": ("comment", "autolink", "html_inline"),
    "&": ("entity",),
    "$": ("formula",),
}
_SIGN = re.compile("[" + re.escape("".join(_RULES)) + "]")


def read_plain_block(line: str) -> Prose | None:
    """Return the prose of a line between empty lines, if it is a paragraph or heading of words, bold or not; else None."""
    if not (_is_heading(line) or _is_paragraph(line)) or _has_markup(line):
        return None
    tag, content = "p", line.strip()
    if line[0] == "#":
        signs, _, content = line.partition(" ")
        tag, content = f"h{len(signs)}", content.strip()
    if "*" not in content:
        return Prose(content, (Block(tag, 0, len(content)),))
    parts = content.split("**")
    return _read_bold(tag, parts) if _is_bold_by_turns(parts) else None


def _is_paragraph(line: str) -> bool:
    """Can the line, between empty lines, begin no other block? (In a fence, nobody asks.)"""
    first = line[:1]
    is_letter = first.isalpha() or (first > "\x7f" and not first.isspace())
    return is_letter or (line.startswith("**") and line[2:3].isalnum())


def _is_heading(line: str) -> bool:
    if line[:1] != "#":
        return False
    signs, _, content = line.partition(" ")
    return len(signs) <= 6 and not signs.strip("#") and bool(content.strip()) and "#" not in content


def _has_markup(line: str) -> bool:
    if any(sign in line for sign in _MARKUP):
        return True
    return not line.isprintable() and bool(_CONTROL.search(line))


def _is_bold_by_turns(parts: list[str]) -> bool:
    """Is each second part bold, whatever else stands around it?"""
    return (
        len(parts) % 2 == 1
        and all(parts[2:-1:2])  # nothing between two: a row of four *
        and not any("*" in part for part in parts)
        and all(_is_bold(bold, after) for bold, after in zip(parts[1::2], parts[2::2], strict=True))
    )


def _is_bold(part: str, after: str) -> bool:
    """Are letters or digits at its ends, or a colon at the last, as in a speaker's label?"""
    ends_well = part[-1:].isalnum() or part.endswith("：") or (part.endswith(":") and after[:1] in ("", " "))
    return part[:1].isalnum() and ends_well


def _read_bold(tag: str, parts: list[str]) -> Prose:
    marks: list[Mark] = []
    at = 0
    for nth, part in enumerate(parts):
        if nth % 2:
            marks.append(Mark(at, at + len(part), "strong"))
        at += len(part)
    return Prose("".join(parts), (Block(tag, 0, at),), tuple(marks))


def plain_blocks(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: a paragraph of one line is found at once; a plain block is one token."""
    md.core.ruler.at("block", _parse_blocks)
    md.block.ruler.before("table", "plain_block", _parse_line)


def _parse_blocks(state: StateCore) -> None:
    tokens = _tokens_of_lines(state.src)
    if tokens is None:
        state.md.block.parse(state.src, state.md, state.env, state.tokens)
    else:
        state.tokens += tokens


def _tokens_of_lines(source: str) -> list[Token] | None:
    """Return the blocks of a text of paragraphs and headings, each of one line; None: it has others."""
    tokens: list[Token] = []
    after_empty = True
    for number, line in enumerate(source.split("\n")):
        is_empty = not line.strip(" \t")
        if not is_empty:
            own = _tokens_of_line(line, number) if after_empty else None
            if own is None:
                return None
            tokens += own
        after_empty = is_empty
    return tokens


def _parse_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.level or silent or not state.isEmpty(start_line + 1):  # in a list, the lines around it decide
        return False
    tokens = _tokens_of_line(state.src[state.bMarks[start_line] : state.eMarks[start_line]], start_line)
    state.tokens += tokens or ()
    state.line += bool(tokens)
    return bool(tokens)


def _tokens_of_line(line: str, number: int) -> list[Token] | None:
    """Return the block that a line between empty lines is, if that is a paragraph or plain heading."""
    lines = [number, number + 1]
    if prose := read_plain_block(line):
        return [Token(PLAIN_BLOCK, "", 0, map=lines, meta={"prose": prose})]
    if not _is_paragraph(line):
        return None
    return [
        Token("paragraph_open", "p", 1, map=lines, block=True),
        Token("inline", "", 0, map=lines, level=1, children=[], content=line.strip(), block=True),
        Token("paragraph_close", "p", -1, block=True),
    ]


_CAN_APPEND = hasattr(StateInline, "append_pending")  # markdown-it-py before 4.3 joins the text each time


def _append(state: StateInline, text: str) -> None:
    if _CAN_APPEND:
        state.append_pending(text)
    else:
        state.pending += text


def rules_by_character(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: at each character only those rules are asked that react to it."""
    md.inline = _InlineParser(md.inline)


class _InlineParser(ParserInline):
    """The parser of text with markup, with rules by character."""

    def __init__(self, other: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = other.ruler, other.ruler2
        active = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        self._rules: dict[str, tuple[RuleFuncInlineType, ...]] = {
            sign: tuple(active[name] for name in names if name in active) for sign, names in _RULES.items()
        }

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of the text up to ``posMax``."""
        source, end = state.src, state.posMax
        deepest = state.md.options["maxNesting"]
        while state.pos < end:
            found = _SIGN.search(source, state.pos, end)
            at = found.start() if found else end
            if at > state.pos:
                _append(state, source[state.pos : at])
                state.pos = at
            if found and not (state.level < deepest and self._parse_sign(state, found[0])):
                _append(state, found[0])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def _parse_sign(self, state: StateInline, sign: str) -> bool:
        return any(rule(state, False) for rule in self._rules[sign])

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of a text to ``tokens``."""
        if _SIGN.search(src):
            return super().parse(src, md, env, tokens)
        if src:
            tokens.append(Token("text", "", 0, content=src))
        return tokens
