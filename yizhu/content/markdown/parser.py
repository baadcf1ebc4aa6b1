"""Read Markdown into passages: CommonMark with tables, footnotes, bracketed spans and block attributes.

1. parse with ``markdown-it-py``
2. group the tokens by top-level block
3. convert each block to text and marks
4. apply its attributes, from the line above it or from its end
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from yizhu.content.faults import Fault, Place, did_you_mean, find_in_braces, find_place, raise_if
from yizhu.content.markdown.attributes import BLOCK_NAMES, BLOCK_VALUES, read_braces
from yizhu.content.markdown.comments import COMMENT, UNCLOSED, strip_comments
from yizhu.content.markdown.dialect import MAX_DEPTH, get_quick_parser
from yizhu.content.markdown.formula_faults import find_unreadable_formulas, place_in_formula
from yizhu.content.markdown.inlines import read_footnote_label, read_inlines
from yizhu.content.markdown.losses import find_repeated_footnotes
from yizhu.content.markdown.picture_attributes import find_wrong_picture_attributes
from yizhu.content.markdown.shortcuts import (
    PLAIN_BLOCK,
    read_plain_block,
)
from yizhu.content.markdown.span_faults import find_span_faults
from yizhu.content.model import Footnote, Passage, Slot
from yizhu.content.prose import Block, Mark, Prose
from yizhu.content.translations.passage_ids import NOWHERE, read_numbers, split_range

_NOWHERE = Place("")
_TRAILING_BRACES = re.compile(r"(?:^|[ \n])(\{[^{}\n]*\})\s*$")
# Tokens that hold text, and the HTML element of the block that each makes.
_TEXT_TAGS = {"fence": "pre", "code_block": "pre", "inline": ""}


_TOO_DEEP = (
    "quotes and lists lie too deep within each other here",
    "nest at most ten lists or twenty quotes",
)


_UNCLOSED = (
    "this comment is not closed",
    "write --> at its end; one with empty lines in it begins on a line of its own; for the characters, write \\<!--",
)


@dataclass(frozen=True, slots=True)
class ParsedMarkdown:
    """The content of a Markdown text."""

    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...]
    slots: tuple[Slot, ...] = ()


def read_markdown(path: str, source: str, first_line: int = 1) -> ParsedMarkdown:
    """Return the passages and footnotes of a Markdown text, which begins at ``first_line`` (from 1) of the file ``source``.

    Raises ``Faults`` for unknown attributes, wrong values of them, unclosed comments, and blocks that are nested too deep.
    """
    body = "".join(source.split("\n", first_line - 1)[first_line - 1 :])
    env: dict[str, object] = {}
    tokens = get_quick_parser().parse(body, env)
    reader = _Reader(path, source, first_line)
    reader.check_depth(tokens)
    reader.check_comments(tokens)
    passages = tuple(reader.passages(_group_by_block(tokens)))
    footnotes = tuple(reader.footnotes(tokens))
    raise_if([*reader.faults, *find_repeated_footnotes(path, source, first_line, env)])
    return ParsedMarkdown(passages, footnotes, tuple(reader.slots))


def read_prose(source: str, place: Place = _NOWHERE) -> Prose:
    """Return a short Markdown text (a note, a definition) as one piece of prose; ``place`` is its place in a file.

    Raises ``Faults`` for unknown spans, and for terms: only texts can mark these.
    """
    line = source.rstrip(" \t\n")
    if plain := read_plain_block(line):
        return plain
    tokens = get_quick_parser().parse(source, {})
    raise_if([fault for token in tokens for fault in _short_text_faults(token, place)])
    raise_if([Fault(place, *_TOO_DEEP) for token in tokens if _is_too_deep(token)][:1])
    raise_if([Fault(place, *_UNCLOSED) for token in tokens for _ in _unclosed_comments(token)][:1])
    return _build_prose([token for token in tokens if token.type not in ("block_attributes", COMMENT)])


def _short_text_faults(token: Token, place: Place) -> Iterator[Fault]:
    for _, problem, help in find_span_faults(token.children or ()):
        yield Fault(place, problem, help)
    for _, error in find_unreadable_formulas(token) if "$" in token.content else ():
        yield Fault(place, error.problem, error.help)
    for child in token.children or ():
        for _, problem, help in find_wrong_picture_attributes(child):
            yield Fault(place, problem, help)
        if child.type == "footnote_ref":
            help = "write it in parentheses, or as a note of its own"
            yield Fault(place, "a footnote belongs to a text, not to a note or a definition", help)
        if child.type == "span_open" and "term" in dict(child.meta["attributes"]):
            help = "link to its page instead: [words](/glossary/id/)"
            yield Fault(place, "a term is marked in texts, not in notes and definitions", help)


def _is_too_deep(token: Token) -> bool:
    """Is it a block so deep that the parser leaves out its content?"""
    return token.level >= MAX_DEPTH - 1 and token.type in ("blockquote_open", "list_item_open")


def _unclosed_comments(token: Token) -> Iterator[tuple[int, str]]:
    """Yield for each comment in a block that is not closed its line, from 0, and what stands there from it on."""
    first = (token.map or [0])[0]
    if token.type == UNCLOSED:
        yield first, token.content
    for child in token.children or ():
        if child.type == UNCLOSED:
            before = len(token.content) - len(child.content)
            yield first + token.content.count("\n", 0, before), child.content.partition("\n")[0]


def _group_by_block(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        if token.type == "footnote_block_open":
            return
        group.append(token)
        if token.level == 0 and token.nesting != 1 and token.type != "inline":
            yield group
            group = []


@dataclass(slots=True)
class _Reader:
    """Numbers the passages of a file and collects its faults."""

    path: str
    source: str
    first_line: int
    faults: list[Fault] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    def check_comments(self, tokens: Iterable[Token]) -> None:
        """Add a fault for each comment that is not closed: nobody could tell where the text goes on."""
        for line, needle in (found for token in tokens for found in _unclosed_comments(token)):
            place = find_place(self.path, self.source, line + self.first_line, needle)
            self.faults.append(Fault(replace(place, length=4) if place.column else place, *_UNCLOSED))

    def check_depth(self, tokens: Iterable[Token]) -> None:
        """Add a fault if a block is nested too deep: its content would be missing."""
        if cut := next((token for token in tokens if _is_too_deep(token)), None):
            self._add_fault((cut.map or [0])[0] + self.first_line, "", *_TOO_DEEP)

    def passages(self, groups: Iterable[list[Token]]) -> Iterator[Passage]:
        attributes: dict[str, str] = {}
        number, after_break, line = 0, False, 0
        for tokens in groups:
            opening = tokens[0]
            if opening.type == "block_attributes":
                given = dict(opening.meta["attributes"])
                if "from" in given and "from" in attributes:
                    self._add_slot(attributes["from"], line)
                    attributes = {}
                line = (opening.map or [0])[0] if "from" in given else line
                attributes |= given
                self._check_names(attributes, opening)
            elif opening.type == "hr":
                after_break = True
            elif opening.type not in ("footnote_anchor", COMMENT):
                number += 1
                if opening.type != PLAIN_BLOCK:
                    trailing = self._take_trailing_attributes(tokens)
                    self._check_names(trailing, opening)
                    if "from" in trailing and "from" in attributes:
                        self._add_slot(attributes["from"], line)
                        attributes = {}
                    attributes |= trailing
                yield self._passage(number, tokens, attributes, after_break)
                attributes, after_break = {}, False
        if "from" in attributes:
            self._add_slot(attributes["from"], line)

    def _add_slot(self, given: str, line: int) -> None:
        if named := self._read_names(given, line):
            self.slots.append(Slot(read_numbers(given) or NOWHERE, line + self.first_line, named))

    def footnotes(self, tokens: Sequence[Token]) -> Iterator[Footnote]:
        if not tokens or tokens[-1].type != "footnote_block_close":
            return
        label, group, inside = "", list[Token](), False
        for token in tokens:
            if token.type == "footnote_open":
                label, group, inside = read_footnote_label(token), [], True
            elif token.type == "footnote_close":
                inside = False
                yield self._footnote(label, group)
            elif inside and token.type != "footnote_anchor":
                group.append(token)

    def _footnote(self, label: str, tokens: Sequence[Token]) -> Footnote:
        maps = [token.map for token in tokens if token.map]
        first, last = (maps[0][0], maps[-1][1]) if maps else self._find_inline_note(tokens)
        self._check_spans(tokens, first, last)
        return Footnote(label, _build_prose(tokens), first + self.first_line, last + self.first_line - 1)

    def _find_inline_note(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """Return the line, from 0, of a note that stands in the text, ``^[note]``, and the line behind it."""
        content = next((token.content for token in tokens if token.type == "inline"), "")
        place = find_place(
            self.path,
            self.source,
            self.first_line,
            f"^[{content.partition(chr(10))[0]}",
            self.source.count("\n") + 1,
        )
        first = place.line - self.first_line
        return first, first + 1 + content.count("\n")

    def _take_trailing_attributes(self, tokens: Sequence[Token]) -> dict[str, str]:
        """Return ``{from=p3}`` from the end of a block's last line, and remove it from the text."""
        last = next((token for token in reversed(tokens) if token.type == "inline"), None)
        if last is None or "}" not in last.content:
            return {}
        children = last.children or []
        # Both must have it: the source, where \{ is an escaped brace, and the text that the parser made of it.
        as_written = _TRAILING_BRACES.search(strip_comments(last.content))
        found = _TRAILING_BRACES.search(children[-1].content) if children and as_written else None
        braces = read_braces(found[1], 0) if found and children[-1].type == "text" else None
        if found is None or braces is None or not {name for name, _ in braces.attributes} <= set(BLOCK_NAMES):
            return {}
        children[-1].content = children[-1].content[: found.start()].rstrip()
        if not children[-1].content and len(children) > 1 and children[-2].type == "softbreak":
            del children[-2:]
        return dict(braces.attributes)

    def _passage(
        self, number: int, tokens: list[Token], attributes: dict[str, str], after_break: bool
    ) -> Passage:
        first, last = tokens[0].map or [0, 1]
        self._check_spans(tokens, first, last)
        given = attributes.get("from", "")
        named = self._read_names(given, first) if given else None
        return Passage(
            number=number,
            prose=_build_prose(tokens),
            line=first + self.first_line,
            last_line=max(first + 1, last) + self.first_line - 1,
            answers=(read_numbers(given) or NOWHERE) if named else None,
            role=attributes.get("role", ""),
            supplied=attributes.get("supplied") == "speaker",
            after_break=after_break,
            named=named,
        )

    def _read_names(self, given: str, line: int) -> tuple[str, str] | None:
        names = split_range(given)
        if names is None:
            line += self.first_line
            place = find_place(self.path, self.source, max(1, line - 1), given, line + 2)
            self.faults.append(Fault(place, f"{given} names no passages", "write from=p3 or from=p3-p4"))
        return names

    def _check_names(self, attributes: dict[str, str], token: Token) -> None:
        first, last = token.map or [0, 1]
        line, end = first + self.first_line, last + self.first_line - 1
        for name, value in attributes.items():
            known = BLOCK_VALUES.get(name, ())
            if name not in BLOCK_NAMES:
                help = did_you_mean(name, BLOCK_NAMES, "a block knows " + ", ".join(BLOCK_NAMES))
                self._add_fault(line, name, f"no block attribute {name}", help)
            elif known and value not in known:
                help = did_you_mean(value, known, "one of " + ", ".join(known))
                needle = f"{name}={value}" if value else name
                place = find_place(self.path, self.source, line, needle, end)
                if value and place.column:
                    place = replace(place, column=place.column + len(name) + 1, length=len(value))
                self.faults.append(Fault(place, f"{name} cannot be {value or 'empty'}", help))

    def _add_fault(self, line: int, needle: str, problem: str, help: str) -> None:
        self.faults.append(Fault(find_place(self.path, self.source, line, needle), problem, help))

    def _check_pictures(self, tokens: Iterable[Token], first: int, last: int) -> None:
        for child in (child for token in tokens if "){" in token.content for child in token.children or ()):
            for needle, problem, help in find_wrong_picture_attributes(child):
                begin, end = first + self.first_line, last + self.first_line
                place = find_place(self.path, self.source, begin, needle, end)
                self.faults.append(Fault(place, problem, help))

    def _check_spans(self, tokens: Sequence[Token], first: int, last: int) -> None:
        self._check_pictures(tokens, first, last)
        begin, end = first + self.first_line, last + self.first_line
        for token in (token for token in tokens if "$" in token.content):
            for tex, error in find_unreadable_formulas(token):
                place = place_in_formula(self.path, self.source, (begin, end), tex, error)
                self.faults.append(Fault(place, error.problem, error.help))
        with_spans = [token.children or () for token in tokens if "]{" in token.content]
        for needle, problem, help in (
            found for children in with_spans for found in find_span_faults(children)
        ):
            place = find_in_braces(self.path, self.source, begin, needle, end)
            self.faults.append(Fault(place, problem, help))


def _one_block(opening: Token, inline: Token) -> Prose:
    """Return a paragraph or a heading."""
    text, marks = read_inlines(inline.children or (), 0)
    tag = "" if opening.hidden else opening.tag
    return Prose(text, (Block(tag, 0, len(text), (), _attributes(opening)),), tuple(marks))


def _build_prose(tokens: Sequence[Token]) -> Prose:
    """Return the blocks of some tokens, with their text."""
    if len(tokens) == 1 and tokens[0].type == PLAIN_BLOCK:
        prose: Prose = tokens[0].meta["prose"]
        return prose
    if len(tokens) == 3 and tokens[1].type == "inline":
        return _one_block(tokens[0], tokens[1])
    text, marks = "", list[Mark]()
    stack: list[tuple[Token, int, list[Block]]] = []
    roots: list[Block] = []
    for token in tokens:
        into = stack[-1][2] if stack else roots
        if token.nesting == 1:
            stack.append((token, len(text), []))
        elif token.nesting == -1:
            opening, start, children = stack.pop()
            into = stack[-1][2] if stack else roots
            into.append(_container(opening, start, len(text), tuple(children)))
        elif token.type == PLAIN_BLOCK:
            text = _append(token.meta["prose"], text, into, marks)
        elif token.type in _TEXT_TAGS:
            start = len(text) + 1 if text else 0
            piece, found = _read_text(token, start)
            text += ("\n" if start else "") + piece
            marks.extend(found)
            info = (("info", token.info.strip()),) if token.info.strip() else ()
            into.append(Block(_TEXT_TAGS[token.type], start, len(text), (), info))
    return Prose(text, tuple(roots), tuple(marks))


def _append(prose: Prose, text: str, blocks: list[Block], marks: list[Mark]) -> str:
    """Return the text with that of ``prose`` as its next line; its block and marks are added."""
    start = len(text) + 1 if text else 0
    blocks += [Block(block.tag, start, start + block.end) for block in prose.blocks]
    marks += [Mark(start + mark.start, start + mark.end, mark.kind) for mark in prose.marks]
    return f"{text}\n{prose.text}" if start else prose.text


def _read_text(token: Token, start: int) -> tuple[str, list[Mark]]:
    if token.type == "inline":
        return read_inlines(token.children or (), start)
    code = token.content.rstrip("\n")
    return code, [Mark(start, start + len(code), "code_block")] if code else []


def _container(opening: Token, start: int, end: int, children: tuple[Block, ...]) -> Block:
    tag = "" if opening.hidden else opening.tag
    if len(children) == 1 and not children[0].tag:
        # A paragraph and its only text are one block.
        child = children[0]
        return Block(tag, child.start, child.end, child.children, _attributes(opening))
    begin = children[0].start if children else start
    return Block(tag, begin, max(begin, end), children, _attributes(opening))


def _attributes(token: Token) -> tuple[tuple[str, str], ...]:
    if token.type == "blockquote_open" and token.meta:
        return (("callout", str(token.meta["callout"])),)
    if not token.attrs:
        return ()
    style = str(token.attrGet("style") or "")
    align = (("align", style.rpartition(":")[2]),) if style.startswith("text-align:") else ()
    start = token.attrGet("start")
    return align + ((("start", str(start)),) if start is not None else ())
