"""TBX-Basic: the glossary as a term base, for terminology tools. The first form of a language is the preferred one."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.model import Sense, Term
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.xml import XML_LANG, Element, add, format_document

_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'
_LEAVES = ("p", "term", "termNote", "descrip", "admin", "note")


def export_tbx(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield the glossary as one file; articles make no difference, for terms belong to the site."""
    root = etree.Element("martif", {"type": "TBX-Basic", XML_LANG: "en"})
    header = add(root, "martifHeader")
    description = add(add(header, "fileDesc"), "sourceDesc")
    add(
        description,
        "p",
        f"The glossary of {next(iter(dict(chosen.config.title).values()), 'a site')}, by yizhu",
    )
    add(add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = add(add(root, "text"), "body")
    for term in chosen.terms:
        _add_entry(body, term)
    yield ExportedFile("glossary.tbx", format_document(root, _LEAVES, _DOCTYPE))


def _add_entry(body: Element, term: Term) -> None:
    entry = add(body, "termEntry", id=term.id)
    if term.tags:
        add(entry, "descrip", ", ".join(term.tags), type="subjectField")
    for source in term.sources:
        add(entry, "admin", source, type="source")
    if term.exceptions:
        add(entry, "note", f"not this term in: {', '.join(term.exceptions)}")
    for sense in term.senses:
        words = "; ".join(f"{lang}: {prose.plain}" for lang, prose in sense.definition)
        add(entry, "note", f"sense {sense.id}: {words}")
    for lang in dict.fromkeys(lang for meaning in term.meanings for lang in _langs_of(meaning)):
        _add_language(entry, term, lang)


def _langs_of(meaning: Term | Sense) -> Iterator[str]:
    yield from (lang for lang, _ in meaning.forms)
    yield from (lang for lang, _ in meaning.definition)


def _add_language(entry: Element, term: Term, lang: str) -> None:
    """Add the forms in a language; one that always has a certain sense says so."""
    element = etree.SubElement(entry, "langSet", {XML_LANG: lang})
    definition = dict(term.definition).get(lang)
    if definition:
        add(add(element, "descripGrp"), "descrip", definition.plain, type="definition")
    for nth, (form, sense) in enumerate(list_forms_with_senses(term, lang)):
        tig = add(element, "tig")
        add(tig, "term", form)
        status = "admittedTerm-admn-sts" if nth else "preferredTerm-admn-sts"
        add(tig, "termNote", status, type="administrativeStatus")
        if sense:
            add(tig, "note", f"sense {sense}")
