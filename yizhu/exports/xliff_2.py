"""XLIFF 2.1: a file for each translation, with placeholders, states, and the glossary's terms of each passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from yizhu.content.markdown.code_places import ALONE
from yizhu.content.model import Term
from yizhu.content.translations.placeholders import Code
from yizhu.content.translations.returned_units import stamp_unit
from yizhu.content.translations.units import Unit
from yizhu.exports.model import Chosen, ChosenTranslation, ExportedFile
from yizhu.exports.notes import describe_unit, list_renderings
from yizhu.exports.translations import list_translations
from yizhu.exports.xml import XML_SPACE, Element, add, add_pieces, format_document

_XLIFF = "urn:oasis:names:tc:xliff:document:2.0"  # 2.1 has the namespace of 2.0
_META, _GLOSSARY = "urn:oasis:names:tc:xliff:metadata:2.0", "urn:oasis:names:tc:xliff:glossary:2.0"
_NAMESPACES: dict[Any, str] = {None: _XLIFF, "mda": _META, "gls": _GLOSSARY}
_LEAVES = ("source", "target", "note", "data", "term", "translation", "definition", "meta")
# Our state as XLIFF's state and substate.
STATES = {
    "": ("initial", ""),
    "machine": ("initial", "yizhu:machine"),
    "draft": ("translated", ""),
    "reviewed": ("reviewed", ""),
}
_TYPES = {
    "strong": ("fmt", "xlf:b"),
    "em": ("fmt", "xlf:i"),
    "br": ("fmt", "xlf:lb"),
    "break": ("fmt", "yizhu:break"),
    "link": ("link", ""),
    "image": ("image", ""),
    "quote": ("quote", ""),
}


def export_xliff_2(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield an XLIFF 2.1 file for each translation."""
    for translation in list_translations(chosen):
        yield ExportedFile(f"{translation.name}.xlf", _format(translation))


def _format(translation: ChosenTranslation) -> bytes:
    article, text = translation.article, translation.text
    root = etree.Element(
        f"{{{_XLIFF}}}xliff",
        {"version": "2.1", "srcLang": article.source.lang, "trgLang": text.lang, XML_SPACE: "preserve"},
        nsmap=_NAMESPACES,
    )
    file = add(root, "file", id=article.slug, original=article.source.source.path)
    notes = add(file, "notes")
    add(notes, "note", article.source.meta.title, category="title")
    for unit, terms in zip(translation.units, translation.terms, strict=True):
        _add_unit(file, unit, terms, article.source.lang, text.lang)
    return format_document(root, _LEAVES)


def _add_unit(file: Element, unit: Unit, terms: Iterable[Term], source_lang: str, lang: str) -> None:
    element = add(file, "unit", id=unit.id)
    element.set(XML_SPACE, "preserve")
    _add_glossary(element, terms, source_lang, lang)
    metadata = add(element, f"{{{_META}}}metadata")
    group = add(metadata, f"{{{_META}}}metaGroup", category="yizhu")
    add(group, f"{{{_META}}}meta", stamp_unit(unit), type="stamp")
    remarks = describe_unit(unit)
    if remarks:
        notes = add(element, "notes")
        for remark in remarks:
            add(notes, "note", remark)
    data = _add_original_data(element, unit)
    state, substate = STATES[unit.state]
    segment = add(element, "segment", id="1", state=state, subState=substate)
    add_pieces(
        add(segment, "source"), unit.source.pieces, lambda into, code: _add_code(into, code, data, unit, True)
    )
    if unit.target:
        pieces = unit.target.pieces
        add_pieces(
            add(segment, "target"), pieces, lambda into, code: _add_code(into, code, data, unit, False)
        )


def _add_glossary(element: Element, terms: Iterable[Term], source_lang: str, lang: str) -> None:
    entries = [(term, *list_renderings(term, source_lang, lang)) for term in terms]
    entries = [entry for entry in entries if entry[1]]
    if not entries:
        return
    glossary = add(element, f"{{{_GLOSSARY}}}glossary")
    for term, own, renderings in entries:
        entry = add(glossary, f"{{{_GLOSSARY}}}glossEntry", id=f"g-{term.id}")
        add(entry, f"{{{_GLOSSARY}}}term", own[0])
        for rendering in renderings:
            add(entry, f"{{{_GLOSSARY}}}translation", rendering)
        definition = dict(term.definition).get(lang) or dict(term.definition).get(source_lang)
        if definition:
            add(entry, f"{{{_GLOSSARY}}}definition", definition.plain)


# ---- placeholders ------------------------------------------------------------------------------------------


def _add_original_data(element: Element, unit: Unit) -> dict[str, str]:
    """Add the Markdown of all placeholders, each once; return their ids."""
    codes = (*unit.source.codes, *(unit.target.codes if unit.target else ()))
    ids = {markdown: f"d{nth}" for nth, markdown in enumerate(dict.fromkeys(code.data for code in codes), 1)}
    if ids:
        original = add(element, "originalData")
        for markdown, id in ids.items():
            add(original, "data", markdown, id=id)
    return ids


def _add_code(into: Element, code: Code, data: dict[str, str], unit: Unit, in_source: bool) -> Element:
    kind, subtype = _TYPES.get(code.name, ("other", f"yizhu:{code.name}"))
    may_go = "" if code.is_optional(in_source) else "no"
    if code.kind == ALONE:
        return add(
            into, "ph", id=str(code.id), dataRef=data[code.data], type=kind, subType=subtype, equiv=code.shown,
            canCopy="no", canDelete=may_go,
        )  # fmt: skip
    segment = unit.source if in_source or not unit.target else unit.target
    closing = next(c for c in segment.codes if c.id == code.id and c.kind == "close")
    return add(
        into, "pc", id=str(code.id), dataRefStart=data[code.data], dataRefEnd=data[closing.data], type=kind,
        subType=subtype, canCopy="no", canDelete=may_go,
    )  # fmt: skip
