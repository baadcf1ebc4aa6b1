"""Convert the inline tokens of a block to text and marks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from urllib.parse import unquote

from markdown_it.token import Token

from yizhu.chinese.han import INVALID_XML_CHARACTERS, SHARED_MARKS, joins_lines
from yizhu.content.markdown.formulas import flatten_tex
from yizhu.content.markdown.picture_attributes import read_width
from yizhu.content.prose import OBJECT_CHARACTER, Attributes, Mark

# The mark that each attribute of a span makes.
_SPAN_KINDS = {
    "term": "term",
    "reading": "reading",
    "sic": "sic",
    "keep": "keep",
    "lang": "lang",
    "quote": "quoted",
}
_BARE_KINDS = ("sup", "sub", "del")  # only without a value; with one they are language tags

_FIRST = re.compile(f"[{SHARED_MARKS}]*[^{SHARED_MARKS}]")


def read_inlines(tokens: Sequence[Token], offset: int) -> tuple[str, list[Mark]]:
    """Return the text of the tokens and the marks on it; the text begins at ``offset`` of the whole."""
    text = ""
    marks: list[Mark] = []
    opened: list[tuple[int, Token]] = []
    numbers: set[int] = set()  # where footnotes' numbers are
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append((offset + len(text), token))
        elif token.nesting == -1:
            start, opening = opened.pop()
            marks.extend(_label_link(mark, marks) for mark in _read_marks(opening, start, offset + len(text)))
        else:
            if token.type == "softbreak":
                text += _space_at_line_end(text, numbers, (tokens[n] for n in range(index + 1, len(tokens))))
                continue
            piece, kind, attributes = _read_token(token)
            if kind == "footnote":
                numbers.add(len(text))
            if kind:
                marks.append(Mark(offset + len(text), offset + len(text) + len(piece), kind, attributes))
            text += piece
    return text, [mark for mark in marks if mark.start < mark.end]


def read_footnote_label(token: Token) -> str:
    """Return the label of a footnote; one that stands in the text has a label that none can be given."""
    return str(token.meta.get("label") or f"^{token.meta['id'] + 1}")


def _space_at_line_end(text: str, numbers: Container[int], following: Iterable[Token]) -> str:
    """Return what a line's end within a paragraph becomes: a space, but nothing between Chinese characters.

    Footnotes' numbers do not count, and a quotation mark is Chinese if a Chinese character is beside it.
    """
    end = len(text)
    while end - 1 in numbers:
        end -= 1
    first = end
    while first and text[first - 1] in SHARED_MARKS:
        first -= 1
    before = text[max(0, first - 1) : end]
    after = _first_characters(following)
    joins = joins_lines(before[-1:], after[:1]) or joins_lines(before, after)
    return "" if joins or not text else " "


def _read_token(token: Token) -> tuple[str, str, Attributes]:
    match token.type:
        case "hardbreak":
            return "\n", "br", ()
        case "code_inline":
            return token.content, "code", ()
        case "formula":
            display = (("display", "block"),) if token.meta["is_display"] else ()
            tex = flatten_tex(token.content)
            return tex, "formula", (("tex", tex), *display)
        case "image":
            alt = "".join(child.content for child in token.children or ())
            src = unquote(str(token.attrGet("src") or ""))  # markdown-it writes 圖.png as %E5%9C%96.png
            return (
                OBJECT_CHARACTER,
                "image",
                _nonempty(src=src, alt=alt, title=token.attrGet("title"), width=read_width(token)),
            )
        case "footnote_ref":
            return (
                OBJECT_CHARACTER,
                "footnote",
                (("label", read_footnote_label(token)),),
            )
        case _:
            return (
                INVALID_XML_CHARACTERS.sub("\ufffd", token.content).replace(OBJECT_CHARACTER, "\ufffd"),
                "",
                (),
            )


def _first_characters(tokens: Iterable[Token]) -> str:
    """Return the first character, with the marks before it that both Chinese and other text have."""
    read = ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            break
        read += token.content
        if first := _FIRST.match(read):
            return first[0]
    return read


def _read_marks(opening: Token, start: int, end: int) -> list[Mark]:
    match opening.type:
        case "link_open":
            given = _nonempty(href=opening.attrGet("href"), title=opening.attrGet("title"))
            return [Mark(start, end, "link", given)]
        case "s_open":
            return [Mark(start, end, "del")]
        case "span_open":
            return [_span_mark(name, value, start, end) for name, value in opening.meta["attributes"]]
        case _:
            return [Mark(start, end, opening.tag)]


def _label_link(mark: Mark, inside: Sequence[Mark]) -> Mark:
    """Return the mark; a link around a formula alone with a label, since many voices take it for empty."""
    if mark.kind != "link":
        return mark
    alone = [m for m in inside if m.kind == "formula" and (m.start, m.end) == (mark.start, mark.end)]
    return replace(mark, attributes=(*mark.attributes, ("label", alone[0].get("tex")))) if alone else mark


def _span_mark(name: str, value: str, start: int, end: int) -> Mark:
    if name == "term":
        id, _, sense = value.partition(".")
        return Mark(start, end, "term", _nonempty(term=id, sense=sense))
    if name in _BARE_KINDS and not value:
        return Mark(start, end, name)
    if name in _SPAN_KINDS:
        return Mark(start, end, _SPAN_KINDS[name], ((name, value),))
    return Mark(start, end, "form", (("lang", name), ("form", value)))


def _nonempty(**attributes: str | int | float | None) -> Attributes:
    return tuple((name, str(value)) for name, value in attributes.items() if value)
