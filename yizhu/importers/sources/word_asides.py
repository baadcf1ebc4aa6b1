"""Find what a Word file says beside its text: headers, comments, deletions, notes that nothing calls, drawings.

The reader of DOCX leaves these out. They are put below the page's text, each by what it is, so that the receipt can
name them; fields and text boxes that the reader does not know are put where it finds them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from lxml import etree

from yizhu.importers.sources.asides import aside_html

_HEADS = re.compile(r"word/(?:header|footer)\d*\.xml")
_DRAWINGS = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml")
_NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
_DOCUMENT = "word/document.xml"
_UNKNOWN = ("fldSimple", "dir", "bdo")  # around runs that Word shows


def show_unknown(root: Any) -> None:
    """Put the runs of fields, and the paragraphs of text boxes, where the reader finds them."""
    for name in _UNKNOWN:
        for one in list(root.iter(f"{{*}}{name}")):
            parent = one.getparent()
            if parent is not None and not (one.tail or "").strip():
                for child in list(one):
                    one.addprevious(child)
                parent.remove(one)
    drawn = {one for one in root.iter("{*}AlternateContent") if _has_fallback(one)}
    for box in list(root.iter("{*}txbx")):
        _show_box(box, drawn)


def _has_fallback(drawing: Any) -> bool:
    """Does the drawing hold its words for older programs, too?"""
    return next(drawing.iterfind("{*}Fallback//{*}t"), None) is not None


def _show_box(box: Any, drawn: Set[Any]) -> None:
    """Put a text box beside its drawing as older programs have it, unless that is there already."""
    drawing = next(box.iterancestors("{*}AlternateContent"), None)
    if drawing is None:
        drawing = next(box.iterancestors("{*}drawing"), None)
    elif drawing in drawn:
        return
    content = next(box.iterchildren("{*}txbxContent"), None)
    if drawing is None or drawing.getparent() is None or content is None:
        return
    shown = etree.Element(f"{{{etree.QName(content).namespace}}}pict")
    shown.append(content)
    drawing.addnext(shown)


def write_asides(roots: Mapping[str, Any]) -> str:
    """Return as HTML what the file says beside its text, of its parts by their paths."""
    document = roots.get(_DOCUMENT)
    called = _called(document) if document is not None else set()
    found: list[tuple[str, Iterable[str]]] = []
    for path, root in roots.items():
        if root is None:
            continue
        if _HEADS.fullmatch(path):
            found.append(("header", _paragraphs(root)))
        elif path == "word/comments.xml":
            found.append(("comment", _paragraphs(root)))
        elif path in _NOTES:
            found.append(("uncalled", _uncalled(root, _NOTES[path], called)))
        elif _DRAWINGS.fullmatch(path):
            found.append(("drawing", [" ".join(_drawn(root))]))
        if path == _DOCUMENT or path in _NOTES:
            found.append(("deleted", _deleted(root)))
            found.append(("drawing", [" ".join(_drawn(root))]))
    return "".join(
        aside_html(kind, f"<p>{html.escape(text)}</p>")
        for kind, texts in found
        for text in texts
        if text.strip()
    )


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter("{*}p"):
        own = (one for one in paragraph.iter("{*}t") if next(one.iterancestors("{*}p"), None) is paragraph)
        yield "".join(one.text or "" for one in own)


def _called(document: Any) -> set[tuple[str, str]]:
    """Return the kinds and ids of the notes that the text calls."""
    return {
        (kind, _id(one))
        for kind in _NOTES.values()
        for one in document.iter(f"{{*}}{kind}Reference")
        if next(one.iterancestors("{*}del", "{*}moveFrom"), None) is None
    }


def _uncalled(root: Any, kind: str, called: set[tuple[str, str]]) -> Iterator[str]:
    for note in root.iterchildren(f"{{*}}{kind}"):
        if (kind, _id(note)) not in called:
            yield " ".join(_paragraphs(note))


def _id(element: Any) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "id"), ""
    )


def _deleted(root: Any) -> Iterator[str]:
    for one in root.iter("{*}del"):
        if next(one.iterancestors("{*}del"), None) is not None:
            continue
        yield "".join(text.text or "" for text in one.iter("{*}delText", "{*}t"))


def _drawn(root: Any) -> list[str]:
    """Return the words in shapes and diagrams."""
    return [
        one.text for one in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t") if one.text
    ]
