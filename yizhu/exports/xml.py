"""Write XML with lxml: elements laid out line by line, but none inside a text; same content, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from yizhu.content.markdown.code_places import CLOSE, OPEN
from yizhu.content.translations.placeholders import Code, Piece

Element = Any  # lxml's elements have no type of their own
XML_LANG, XML_SPACE = (
    "{http://www.w3.org/XML/1998/namespace}lang",
    "{http://www.w3.org/XML/1998/namespace}space",
)


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element to another, with its text; ``_`` in names of attributes is ``-``; an empty value is left out."""
    namespace = parent.tag.rpartition("}")[0]
    name = tag if tag.startswith("{") or not namespace else f"{namespace}}}{tag}"
    given = {key.replace("_", "-"): value for key, value in attributes.items() if value}
    element = etree.SubElement(parent, name, given)
    element.text = text or None
    return element


def add_text(element: Element, text: str) -> None:
    """Add some text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def add_pieces(
    element: Element, pieces: Iterable[Piece], add_code: Callable[[Element, Code], Element | None]
) -> None:
    """Add words and placeholders to an element.

    ``add_code`` adds an element for each placeholder; what it returns for the first half of a pair holds what follows, and
    if it returns nothing there, the second half becomes an element of its own.
    """
    inside: list[Element] = []
    for piece in pieces:
        into = inside[-1] if inside else element
        if isinstance(piece, str):
            add_text(into, piece)
        elif piece.kind == CLOSE and inside:
            inside.pop()
        else:
            made = add_code(into, piece)
            if piece.kind == OPEN and made is not None:
                inside.append(made)


def format_document(root: Element, leaves: Iterable[str], doctype: str = "") -> bytes:
    """Return the bytes of a document: one element a line, indented; inside of ``leaves`` nothing is changed."""
    kept = frozenset(leaves)
    _indent(root, 0, kept)
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n' + (f"{doctype}\n".encode() if doctype else b"")
    return head + etree.tostring(root, encoding="utf-8") + b"\n"


def _indent(element: Element, level: int, leaves: frozenset[str]) -> None:
    if etree.QName(element).localname in leaves or not len(element):
        return
    element.text = "\n" + "  " * (level + 1)
    for child in element:
        _indent(child, level + 1, leaves)
        child.tail = "\n" + "  " * (level + 1)
    element[-1].tail = "\n" + "  " * level
