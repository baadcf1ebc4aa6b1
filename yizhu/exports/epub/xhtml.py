"""Our HTML as XHTML for books: well-formed, with popping-up notes, links that lead out, corrections in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree, html

from yizhu.exports.xml import Element

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
OPS = "http://www.idpf.org/2007/ops"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = f"{{{OPS}}}type"

# Classes of links to what a reader may show in place.
_NOTE_REFERENCES = ("term", "note-ref", "footnote-ref", "to-counterpart")
_NUMBERS = ("note-ref", "footnote-ref")
_WORD_JOINER = "\u2060"
# What only a web page can use.
_DROPPED = ("srcset", "sizes", "loading", "decoding", "popover", "rel")


def to_xhtml(fragment: str, find_address: Callable[[str, str], str]) -> Iterator[Element]:
    """Yield the elements of a fragment of our HTML as XHTML.

    ``find_address`` is given the name of an attribute (href, src) and its value, and returns the value in the book.
    """
    for part in html.fragments_fromstring(fragment):
        if isinstance(part, str):
            if part.strip():
                raise ValueError(f"text outside of an element: {part.strip()[:40]}")
        elif isinstance(part.tag, str):
            element = _convert(part, XHTML, find_address)
            element.tail = "\n"
            yield element


def _convert(part: Element, namespace: str, find_address: Callable[[str, str], str]) -> Element:
    namespace = MATHML if part.tag == "math" else namespace
    # Without prefixes: readers that are no XML parsers know <p> and epub:type, not <html:p> and ns0:type.
    names: Any = {None: namespace, "epub": OPS}  # lxml's stubs know no default namespace
    made = etree.Element(f"{{{namespace}}}{part.tag}", nsmap=names)
    made.text, made.tail = part.text, part.tail
    for name, value in part.attrib.items():
        _set_attribute(made, str(name), str(value), find_address)
    classes = (part.get("class") or "").split()
    if part.tag == "a" and any(name in _NOTE_REFERENCES for name in classes):
        made.set(_TYPE, "noteref")
        made.set("role", "doc-noteref")
        if any(name in _NUMBERS for name in classes):  # else a line may begin with the number
            made.text = f"{_WORD_JOINER}{made.text or ''}"
    for child in part:
        if (
            isinstance(child.tag, str) and child.tag != "rp"
        ):  # brackets for programs without ruby; EPUB has none
            made.append(_convert(child, namespace, find_address))
    if "sic" in classes and part.get("data-correct"):
        _append_correction(made, part.get("data-correct") or "")
    return made


def _set_attribute(made: Element, name: str, value: str, find_address: Callable[[str, str], str]) -> None:
    if name in _DROPPED:
        return
    if name == "lang":
        made.set(_LANG, value)
    if name.startswith("epub:"):
        name = f"{{{OPS}}}{name.removeprefix('epub:')}"
    if name in ("href", "src"):
        value = find_address(name, value)
    if name == "width" and value.endswith("%"):
        name, value = "style", f"width: {value}"  # XHTML's attribute takes pixels only
    made.set(name, value)


def _append_correction(sic: Element, correct: str) -> None:
    """Append what a style sheet shows on the web: readers of books may show none."""
    shown = etree.SubElement(sic, f"{{{XHTML}}}span", {"class": "corrected"})
    shown.text = f"［{correct}］"
