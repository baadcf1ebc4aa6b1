"""Elements of TEI P5, and ids that XML takes, each once in a document."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from yizhu.exports.xml import XML_LANG, Element, add

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NO_NAME = re.compile(r"[^\w.\-]")

# Inside of these nothing is laid out: spaces would be part of the text.
LEAVES = (
    "p", "ab", "head", "item", "cell", "speaker", "note", "figDesc", "form", "def", "xr", "catDesc", "change", "bibl",
    "respStmt", "persName",
)  # fmt: skip


def make(tag: str) -> Element:
    """Return an element that stands nowhere yet."""
    names: Any = {None: NAMESPACE}  # lxml's types know no namespace without a prefix
    return etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=names)


def put(
    parent: Element, tag: str, text: str = "", id: str = "", lang: str = "", **attributes: str
) -> Element:
    """Add an element with its text, id, language and attributes; empty ones are left out."""
    element = add(parent, tag, text, **attributes)
    if id:
        element.set(XML_ID, id)
    if lang:
        element.set(XML_LANG, lang)
    return element


def make_id(*parts: str) -> str:
    """Return an id of letters, digits, hyphens and points; any other character becomes its number."""
    return _NO_NAME.sub(lambda found: f"_{ord(found[0]):x}", "-".join(filter(None, parts)))


def point_to(*ids: str) -> str:
    """Return the value of an attribute that points to elements."""
    return " ".join(f"#{id}" for id in ids)


class Pieces:
    """Gives ids to stretches of text that other elements cut: p1.s2 to the first piece, p1.s2.2 to the second."""

    def __init__(self) -> None:
        self._ids: dict[str, list[str]] = {}

    def add(self, name: str) -> str:
        """Return the id of a further piece of a stretch."""
        known = self._ids.setdefault(name, [])
        known.append(f"{name}.{len(known) + 1}" if known else name)
        return known[-1]

    def find(self, name: str) -> tuple[str, ...]:
        """Return the ids of all pieces of a stretch."""
        return tuple(self._ids.get(name, ()))
