"""TMX 1.4b: all translations as a translation memory, a file for each."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from yizhu import __version__
from yizhu.content.markdown.code_places import ALONE, CLOSE
from yizhu.content.translations.placeholders import Code, Segment
from yizhu.content.translations.returned_units import stamp_unit
from yizhu.content.translations.units import Unit
from yizhu.exports.model import Chosen, ChosenTranslation, ExportedFile
from yizhu.exports.notes import describe_terms, describe_unit
from yizhu.exports.translations import list_translations
from yizhu.exports.xml import XML_LANG, Element, add, add_pieces, format_document

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_LEAVES = ("seg", "prop", "note")


def export_tmx(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a TMX file for each translation."""
    for translation in list_translations(chosen):
        yield ExportedFile(f"{translation.name}.tmx", _format(translation))


def _format(translation: ChosenTranslation) -> bytes:
    article, text = translation.article, translation.text
    root = etree.Element("tmx", {"version": "1.4"})
    add(
        root, "header", creationtool="yizhu", creationtoolversion=__version__, segtype="paragraph",
        o_tmf="Markdown", adminlang="en", srclang=article.source.lang, datatype="plaintext",
    )  # fmt: skip
    body = add(root, "body")
    for unit, terms in zip(translation.units, translation.terms, strict=True):
        element = add(body, "tu", tuid=f"{article.slug}:{unit.id}")
        for remark in (*describe_unit(unit), *describe_terms(terms, article.source.lang, text.lang)):
            add(element, "note", remark)
        _add_properties(element, article.slug, text.lang, unit)
        _add_variant(element, article.source.lang, unit.source)
        if unit.target:
            _add_variant(element, text.lang, unit.target)
    return format_document(root, _LEAVES, _DOCTYPE)


def _add_properties(element: Element, slug: str, lang: str, unit: Unit) -> None:
    properties = {
        "article": slug,
        "lang": lang,
        "passage": unit.id,
        "stamp": stamp_unit(unit),
        "state": unit.state,
    }
    for name, value in properties.items():
        if value:
            add(element, "prop", value, type=f"x-yizhu-{name}")


def _add_variant(element: Element, lang: str, segment: Segment) -> None:
    variant = etree.SubElement(element, "tuv", {XML_LANG: lang})
    seg = add(variant, "seg")
    add_pieces(seg, segment.pieces, _add_code)


def _add_code(into: Element, code: Code) -> None:
    """Add a placeholder that holds its Markdown; the halves of a pair are two elements."""
    number = str(code.id)
    if code.kind == ALONE:
        add(into, "ph", code.data, x=number, type=code.name)
    elif code.kind == CLOSE:
        add(into, "ept", code.data, i=number)
    else:
        add(into, "bpt", code.data, i=number, x=number, type=code.name)
