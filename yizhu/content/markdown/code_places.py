"""Find where the markup of a text stands in its file: what a translator's tools must keep, and the words between.

    **DW:** It [works](https://a.example)      «strong» DW: «/strong» It «link» works «/link»

1. parse the whole text, and note at each step of the inline parser which characters it has consumed
2. take each step that made more than plain text for a code: one half of a pair, or a code that stands alone
3. find the lines of each block's text in the file, so that a code has its place there
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from yizhu.content.markdown.formulas import flatten_tex
from yizhu.content.prose import Span

OPEN, CLOSE, ALONE = "open", "close", "alone"
_EMPHASIS = {"em_open": (OPEN, 1, 0), "em_close": (CLOSE, 1, 0), "strong_open": (OPEN, 2, 1), "strong_close": (CLOSE, 2, 0)}  # fmt: skip
_NAMES = {
    "code_inline": "code",
    "image": "image",
    "footnote_ref": "footnote",
    "text_special": "character",
    "formula": "formula",
}
_BREAKS = {"softbreak": "break", "hardbreak": "br"}


class CodePlace(NamedTuple):
    """Some markup: the characters [start, end) of a text."""

    start: int
    end: int
    kind: str  # open close alone
    name: str  # strong em link term … : what it marks
    shown: str = ""  # the words that stand for it, if it stands alone


@dataclass(frozen=True, slots=True)
class InlineText:
    """The text of a paragraph, a heading, a list's item or a cell, where it stands in the file."""

    line: int  # of the file, from 1
    start: int  # offset in the file
    end: int
    codes: tuple[CodePlace, ...]  # with offsets in the file


def find_inline_texts(md: MarkdownIt, source: str, first_line: int) -> list[InlineText]:
    """Return the texts of a Markdown file whose body begins at ``first_line`` (from 1), in the order of the parser.

    ``md`` is changed: it must be used for nothing else. Texts that stand in the file otherwise than they are read (a tab
    that is half indentation, an escaped bar in a table) are left out.
    """
    recorder = _Recorder(md.inline)
    md.inline = recorder
    md.core.ruler.disable("text_join")  # it makes other lists, and forgets which characters were escaped
    starts = _line_starts(source)
    tokens = md.parse(source[starts[first_line - 1] :], {})
    inlines = [token for token in tokens if token.type == "inline" and token.map]
    located = _locate_all(inlines, source, starts, first_line)
    return [
        InlineText(lines.line, lines.offset(0), lines.offset(len(token.content)), codes)
        for token, lines in located
        if (codes := _place_codes(recorder.codes_of(token), lines)) is not None
    ]


# ---- what the parser does ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Steps:
    """What the parser found in one text."""

    codes: list[CodePlace] = field(default_factory=list)
    delimiters: list[tuple[int, Token]] = field(default_factory=list)  # may turn out to be emphasis


class _Recorder(ParserInline):
    """The inline parser; it notes which characters made which tokens."""

    def __init__(self, other: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = other.ruler, other.ruler2
        # By the identity of the list of tokens, which is kept so that no other list gets the same.
        self._steps: dict[int, tuple[list[Token], _Steps]] = {}
        self._inner: Span = (0, 0)  # what the latest nested run has read

    def codes_of(self, token: Token) -> list[CodePlace]:
        """Return the codes of an inline token, in order."""
        _, steps = self._steps[id(token.children)]
        return sorted([*steps.codes, *_emphasis(steps.delimiters)])

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of a text to ``tokens``."""
        self._steps[id(tokens)] = tokens, _Steps()
        return super().parse(src, md, env, tokens)

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of the text up to ``posMax``."""
        begin, end = state.pos, state.posMax
        deepest = state.md.options["maxNesting"]
        rules = self.ruler.getRules("")
        while state.pos < end:
            at, count = state.pos, len(state.tokens)
            if state.level < deepest and any(rule(state, False) for rule in rules):
                self._note(state, at, state.tokens[count:])
            else:
                state.pending += state.src[state.pos]
                state.pos += 1
        if state.pending:
            state.pushPending()
        self._inner = begin, end

    def _note(self, state: StateInline, at: int, made: Sequence[Token]) -> None:
        steps, source, end = self._steps[id(state.tokens)][1], state.src, state.pos
        new = [token for token in made if token.type != "text"]
        if source[at] in "*_" and not new:
            steps.delimiters += enumerate(made[len(made) - (end - at) :], at) if made else ()
        elif new and new[0].nesting == 1 and source[at] != "<":
            name = _name_of(new[0])
            steps.codes += [
                CodePlace(at, self._inner[0], OPEN, name),
                CodePlace(self._inner[1], end, CLOSE, name),
            ]
        elif new:
            steps.codes += _alone(source, at, end, new[0])
        elif source.startswith("<!--", at):
            steps.codes.append(CodePlace(at, end, ALONE, "comment"))


def _name_of(opening: Token) -> str:
    if opening.type != "span_open":
        return "link"
    return str(opening.meta["attributes"][0][0])


def _alone(source: str, at: int, end: int, token: Token) -> Iterator[CodePlace]:
    if token.type in _BREAKS:
        start = len(source[:at].rstrip(" "))
        yield CodePlace(start, end, ALONE, _BREAKS[token.type])
    elif token.type == "image" and token.content and source.startswith(f"![{token.content}]", at):
        is_plain = not set(token.content) & set("\\[]*_`&<!^{}\n")
        if is_plain:
            yield CodePlace(at, at + 2, OPEN, "image")
            yield CodePlace(at + 2 + len(token.content), end, CLOSE, "image")
        else:
            yield CodePlace(at, end, ALONE, "image")
    else:
        name = _NAMES.get(token.type, "link")
        if name == "character" and token.content == source[at:end]:
            return  # a backslash that escapes nothing is text
        yield CodePlace(at, end, ALONE, name, _shown(name, token))


def _shown(name: str, token: Token) -> str:
    if name == "formula":
        return flatten_tex(token.content)
    return token.content if name == "character" else ""


def _emphasis(delimiters: Sequence[tuple[int, Token]]) -> Iterator[CodePlace]:
    for at, token in delimiters:
        if token.type in _EMPHASIS:
            kind, length, before = _EMPHASIS[token.type]
            yield CodePlace(at - before, at - before + length, kind, token.tag)


# ---- where it stands in the file ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text, each with its offset in the text and in the file."""

    line: int  # of the file, from 1
    pieces: tuple[tuple[int, int, int], ...]  # offset in the text, offset in the file, length

    def offset(self, at: int) -> int:
        """Return the offset in the file of an offset in the text."""
        for in_text, in_file, length in self.pieces:
            if at <= in_text + length:
                return in_file + at - in_text
        raise ValueError(at)


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _locate_all(
    inlines: Sequence[Token], source: str, starts: Sequence[int], first_line: int
) -> Iterator[tuple[Token, _Lines]]:
    behind: dict[int, int] = {}  # by line: cells of a table stand in one
    for token in inlines:
        line = (token.map or [0])[0] + first_line
        lines = _locate(token.content, line, source, starts, behind)
        if lines:
            yield token, lines


def _locate(
    content: str, line: int, source: str, starts: Sequence[int], behind: dict[int, int]
) -> _Lines | None:
    pieces: list[tuple[int, int, int]] = []
    in_text = 0
    for number, words in enumerate(content.split("\n"), line):
        if number >= len(starts):
            return None
        written = source[starts[number - 1] : starts[number] - 1]
        column = _find(written, words, behind.get(number, 0))
        if column < 0:
            return None
        behind[number] = column + len(words)
        pieces.append((in_text, starts[number - 1] + column, len(words)))
        in_text += len(words) + 1
    return _Lines(line, tuple(pieces))


def _find(written: str, words: str, start: int) -> int:
    """Return where words stand in a line: at its end, if they do; a heading of # is not its own marker."""
    stripped = written.rstrip()
    at_end = len(stripped) - len(words.rstrip())
    if at_end >= start and stripped[at_end:] == words.rstrip() and written.startswith(words, at_end):
        return at_end
    return written.find(words, start)


def _place_codes(codes: Sequence[CodePlace], lines: _Lines) -> tuple[CodePlace, ...] | None:
    """Return the codes with their offsets in the file; a break covers the end of one line and the beginning of the next."""
    return tuple(code._replace(start=lines.offset(code.start), end=_end_of(code, lines)) for code in codes)


def _end_of(code: CodePlace, lines: _Lines) -> int:
    for in_text, in_file, length in reversed(lines.pieces):
        if code.end > in_text or (code.end == in_text and in_text and code.name in _BREAKS.values()):
            return in_file + min(code.end - in_text, length)
    return lines.offset(code.end)
