"""Convert the inline tokens of a block to text and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from yizhu.chinese.han import INVALID_XML_CHARACTERS, joins_lines
from yizhu.content.markdown.attributes import SPAN_NAMES, is_lang
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


def read_inlines(tokens: Sequence[Token], offset: int) -> tuple[str, list[Mark]]:
    """Return the text of the tokens and the marks on it; the text begins at ``offset`` of the whole."""
    text = ""
    marks: list[Mark] = []
    opened: list[tuple[int, Token]] = []
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append((offset + len(text), token))
        elif token.nesting == -1:
            start, opening = opened.pop()
            marks.extend(_read_marks(opening, start, offset + len(text)))
        else:
            piece, kind, attributes = _read_token(
                token, text[-1:], (tokens[n] for n in range(index + 1, len(tokens)))
            )
            if kind:
                marks.append(Mark(offset + len(text), offset + len(text) + len(piece), kind, attributes))
            text += piece
    return text, [mark for mark in marks if mark.start < mark.end]


def find_unknown_attributes(tokens: Sequence[Token]) -> list[str]:
    """Return the unknown attribute names of spans, as written."""
    names = (name for token in tokens if token.type == "span_open" for name, _ in token.meta["attributes"])
    return [name for name in names if name not in SPAN_NAMES and not is_lang(name)]


def find_empty_attributes(tokens: Sequence[Token]) -> list[str]:
    """Return the names of attributes of spans that lack the value without which they say nothing."""
    given = (pair for token in tokens if token.type == "span_open" for pair in token.meta["attributes"])
    named = [name for name, value in given if not value and name not in (*_BARE_KINDS, "keep")]
    return [name for name in named if name in SPAN_NAMES or is_lang(name)]


def _read_token(token: Token, before: str, following: Iterable[Token]) -> tuple[str, str, Attributes]:
    match token.type:
        case "softbreak":
            # A browser shows a newline as a space, but Chinese has none between characters.
            joins = joins_lines(before, _first_character(following))
            return ("" if joins or not before else " "), "", ()
        case "hardbreak":
            return "\n", "br", ()
        case "code_inline":
            return token.content, "code", ()
        case "image":
            alt = "".join(child.content for child in token.children or ())
            src = unquote(str(token.attrGet("src") or ""))  # markdown-it writes 圖.png as %E5%9C%96.png
            return OBJECT_CHARACTER, "image", _nonempty(src=src, alt=alt, title=token.attrGet("title"))
        case "footnote_ref":
            return (
                OBJECT_CHARACTER,
                "footnote",
                (("label", str(token.meta.get("label") or token.meta["id"] + 1)),),
            )
        case _:
            return (
                INVALID_XML_CHARACTERS.sub("\ufffd", token.content).replace(OBJECT_CHARACTER, "\ufffd"),
                "",
                (),
            )


def _first_character(tokens: Iterable[Token]) -> str:
    for token in tokens:
        if token.content:
            return token.content[0]
        if token.type == "softbreak":
            break
    return ""


def _read_marks(opening: Token, start: int, end: int) -> list[Mark]:
    match opening.type:
        case "link_open":
            given = _nonempty(href=opening.attrGet("href"), title=opening.attrGet("title"))
            return [Mark(start, end, "link", given)]
        case "span_open":
            return [_span_mark(name, value, start, end) for name, value in opening.meta["attributes"]]
        case _:
            return [Mark(start, end, opening.tag)]


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
