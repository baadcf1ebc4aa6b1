"""Read the XML of translators' tools: no entities, no DTD, no network, within limits; every part knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from yizhu.content.faults import Fault, Faults, Place, find_place
from yizhu.content.markdown.code_places import ALONE, CLOSE, OPEN
from yizhu.content.translations.returned_text import Reference
from yizhu.content.translations.returned_units import ReturnedUnit
from yizhu.importers.sources.budget import BUDGET, check_time, over_limit
from yizhu.importers.sources.xml_parts import SAFELY

MOST_BYTES = 50_000_000
Element = Any
_ID_NAMES = "id|x|i|rid|startRef"


@dataclass(frozen=True, slots=True)
class ReturnedTranslation:
    """What a tool gives back of one article in one language."""

    slug: str
    lang: str
    units: tuple[ReturnedUnit, ...]


class ExchangeFile:
    """An XML file, read from its beginning to its end; places are looked for in the same order."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.root, encoding = _parse(path, data)
        self.text = _decode(data, encoding)
        self._at = 0

    def seek(self, pattern: str, length: int = 0) -> Place:
        """Return where a pattern stands next."""
        check_time()
        found = re.compile(pattern).search(self.text, self._at)
        if not found:
            return Place(self.path, self.text.count("\n", 0, self._at) + 1)
        self._at = found.end()
        begin = self.text.rfind("\n", 0, found.start()) + 1
        line = self.text.count("\n", 0, begin) + 1
        end = self.text.find("\n", begin)
        written = self.text[begin : end if end >= 0 else len(self.text)]
        return Place(
            self.path, line, found.start() - begin + 1, written, length or found.end() - found.start()
        )

    def seek_attribute(self, name: str, value: str) -> Place:
        """Return where an attribute with this value stands next."""
        return self.seek(rf"\b(?:{name})\s*=\s*[\"']{re.escape(_escape(value))}[\"']")

    def seek_element(self, name: str) -> Place:
        """Return where an element begins next."""
        return self.seek(rf"<(?:[\w.-]+:)?{name}(?=[\s/>])")


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield an element's children of these names, in any namespace."""
    return (child for child in element if local_name(child) in names)


def first_child(element: Element, name: str) -> Element | None:
    """Return an element's first child of a name."""
    return next(children(element, name), None)


def find_text(element: Element, name: str, attribute: str, value: str) -> str:
    """Return the text of the element below that has this name and an attribute with this value."""
    found = (e for e in element.iter() if local_name(e) == name and e.get(attribute) == value)
    return "".join(e.text or "" for e in [next(found, None)] if e is not None)


# ---- inline ------------------------------------------------------------------------------------------------


# What an inline element is: its kind, and the attribute that names the placeholder; no kind: only its content counts.
Inlines = dict[str, tuple[str, str]]


def read_inline(file: ExchangeFile, element: Element, inlines: Inlines) -> Iterator[str | Reference]:
    """Yield the words and placeholders in an element. Raises ``Faults`` for what is neither."""
    if element.text:
        yield element.text
    for child in element:
        name = local_name(child)
        if name == "cp":
            yield _character(child.get("hex", ""))
        elif name not in inlines:
            place = file.seek_element(re.escape(name))
            raise Faults(
                [Fault(place, f"{name} is not read inside a text", "let the tool write plain placeholders")]
            )
        else:
            yield from _read_element(file, child, inlines)
        if child.tail:
            yield child.tail


def _character(hexadecimal: str) -> str:
    """Return a character that XML cannot hold, as XLIFF names it; what a page could not show either is a sign for that."""
    is_code = bool(re.fullmatch(r"[0-9A-Fa-f]{1,6}", hexadecimal)) and int(hexadecimal, 16) <= 0x10FFFF
    character = chr(int(hexadecimal, 16)) if is_code else "\ufffd"
    return character if character.isprintable() else "\ufffd"


def _read_element(file: ExchangeFile, child: Element, inlines: Inlines) -> Iterator[str | Reference]:
    kind, attribute = inlines[local_name(child)]
    if kind == "transparent":
        yield from read_inline(file, child, inlines)
        return
    if kind == "nothing":
        return
    named = next((child.get(name) for name in attribute.split("|") if child.get(name)), "")
    place = file.seek_attribute(attribute, named) if named else file.seek_element(local_name(child))
    id = int(named) if named.isdecimal() and len(named) < 9 else 0
    if kind == "pair":
        yield Reference(id, OPEN, place)
        yield from read_inline(file, child, inlines)
        yield Reference(id, CLOSE, place)
    else:
        yield Reference(id, kind, place)


PAIR, HALF_OPEN, HALF_CLOSE, SINGLE, TRANSPARENT, NOTHING = (
    "pair",
    OPEN,
    CLOSE,
    ALONE,
    "transparent",
    "nothing",
)


# ---- parse -------------------------------------------------------------------------------------------------


def _parse(path: str, data: bytes) -> tuple[Element, str]:
    if len(data) > MOST_BYTES:
        raise over_limit(path, f"it has more than {MOST_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(huge_tree=False, **SAFELY)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        text = _decode(data, "utf-8")
        place = find_place(path, text, line)
        place = Place(path, line, max(1, column), place.text) if place.text else place
        raise Faults(
            [Fault(place, f"this is not well-formed XML: {error.msg}", "export it from the tool again")]
        ) from None
    tree = root.getroottree()
    dtd: Any = tree.docinfo.internalDTD
    if (dtd is not None and any(True for _ in dtd.iterentities())) or next(
        root.iter(etree.Entity), None
    ) is not None:
        raise Faults(
            [
                Fault(
                    Place(path),
                    "it declares or uses entities of its own, which are not read",
                    "export it from the tool without them",
                )
            ]
        )
    if sum(1 for _ in root.iter()) > BUDGET.elements:
        raise over_limit(path, f"it has more than {BUDGET.elements} elements")
    return root, str(tree.docinfo.encoding or "utf-8")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    except LookupError:
        return data.decode("utf-8", "replace")


def _escape(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;")
