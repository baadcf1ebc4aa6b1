"""XLIFF 1.2, for tools that do not read 2.1: a file for each translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from yizhu.content.markdown.code_places import ALONE
from yizhu.content.translations.placeholders import Code
from yizhu.content.translations.returned_units import stamp_unit
from yizhu.content.translations.units import Unit
from yizhu.exports.model import Chosen, ChosenTranslation, ExportedFile
from yizhu.exports.notes import describe_terms, describe_unit
from yizhu.exports.translations import list_translations
from yizhu.exports.xml import XML_SPACE, Element, add, add_pieces, format_document

_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
# Our state as XLIFF's: state, state-qualifier, approved.
STATES = {
    "": ("needs-translation", "", "no"),
    "machine": ("needs-review-translation", "mt-suggestion", "no"),
    "draft": ("translated", "", "no"),
    "reviewed": ("signed-off", "", "yes"),
}
_NAMESPACES: dict[Any, str] = {None: _XLIFF}
_LEAVES = ("source", "target", "note", "context")
_TYPES = {"strong": "bold", "em": "italic", "link": "link", "image": "image", "br": "lb"}


def export_xliff_1(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield an XLIFF 1.2 file for each translation."""
    for translation in list_translations(chosen):
        yield ExportedFile(f"{translation.name}.xliff", _format(translation))


def _format(translation: ChosenTranslation) -> bytes:
    article, text = translation.article, translation.text
    root = etree.Element(f"{{{_XLIFF}}}xliff", {"version": "1.2"}, nsmap=_NAMESPACES)
    file = etree.SubElement(
        root,
        f"{{{_XLIFF}}}file",
        {
            "original": article.slug,
            "source-language": article.source.lang,
            "target-language": text.lang,
            "datatype": "x-markdown",
        },
    )
    body = add(file, "body")
    for unit, terms in zip(translation.units, translation.terms, strict=True):
        remarks = [*describe_unit(unit), *describe_terms(terms, article.source.lang, text.lang)]
        _add_unit(body, unit, remarks)
    return format_document(root, _LEAVES)


def _add_unit(body: Element, unit: Unit, remarks: list[str]) -> None:
    state, qualifier, approved = STATES[unit.state]
    element = add(body, "trans-unit", id=unit.id, resname=unit.id, approved=approved)
    element.set(XML_SPACE, "preserve")
    add_pieces(add(element, "source"), unit.source.pieces, _add_code)
    if unit.target:
        target = add(element, "target", state=state, state_qualifier=qualifier)
        add_pieces(target, unit.target.pieces, _add_code)
    group = add(element, "context-group", name=f"yizhu-{unit.id}", purpose="information")
    add(group, "context", stamp_unit(unit), context_type="x-yizhu-stamp")
    for remark in remarks:
        add(element, "note", remark)


def _add_code(into: Element, code: Code) -> Element:
    tag, prefix = ("x", "x") if code.kind == ALONE else ("g", "x")
    kind = _TYPES.get(code.name) if code.kind != ALONE or code.name in ("image", "br") else None
    element = add(into, tag, id=str(code.id), ctype=kind or f"{prefix}-{code.name}")
    if code.kind == ALONE:
        element.set("equiv-text", code.shown or code.data)
    return element
