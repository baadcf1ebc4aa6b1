"""What the editors add to an article, as TEI beside its texts: notes, the glossary's entries, which passages answer which."""

from __future__ import annotations

from collections.abc import Sequence

from yizhu.content.model import Note, Sense, Term
from yizhu.content.prose import Prose
from yizhu.exports.tei.body import list_entry_ids
from yizhu.exports.tei.conversion import Converter
from yizhu.exports.tei.elements import Pieces, make, make_id, point_to, put
from yizhu.exports.tei.header import person_id
from yizhu.exports.tei.links import add_links
from yizhu.exports.tei.model import Document
from yizhu.exports.xml import Element
from yizhu.site.html.marks import LinkContext


def make_standoff(document: Document) -> Element | None:
    """Return notes, entries and links; None: there are none. Call it when the texts have been made."""
    whole = make("standOff")
    if document.article.notes:
        notes = put(whole, "listAnnotation", type="notes")
        for note in document.article.notes:
            _add_note(notes, note, document)
    for term in document.terms:
        _add_entry(whole, term, document)
    add_links(whole, document)
    return whole if len(whole) else None


def _add_note(into: Element, note: Note, document: Document) -> None:
    places = [
        id
        for text in document.texts
        for kind in ("noted", "nr")
        for id in document.pieces.find(make_id(text.prefix, kind, note.id))
    ]
    made = put(
        into,
        "note",
        id=make_id("note", note.id),
        type=note.kind,
        resp=point_to(person_id(document, note.by)) if note.by else "",
        target=point_to(*places),
    )
    for lang, prose in note.text:
        _add_prose(put(made, "note", lang=lang), prose, document, lang)
    for kind, date in (("as-of", note.as_of), ("checked", note.checked)):
        if date:
            put(made, "date", date, type=kind, when=date)


def _add_prose(into: Element, prose: Prose, document: Document, lang: str, *, is_line: bool = False) -> None:
    """Add a note or a definition; ``is_line``: without its blocks, for a definition holds no paragraphs."""
    config = document.chosen.config
    edition = next((e.name for e in config.editions if e.lang == lang), config.default_edition)
    links = LinkContext(home=f"{config.base_url}{edition}/", page=document.address)
    converter = Converter(lang, {}, links, Pieces(), {})
    is_one = is_line or (len(prose.blocks) == 1 and prose.blocks[0].tag in ("p", "span", ""))
    (converter.add_inline if is_one else converter.add_blocks)(prose, into)


# ---- the glossary ------------------------------------------------------------------------------------------


def _add_entry(into: Element, term: Term, document: Document) -> None:
    ids = dict(list_entry_ids(term))
    entry = put(into, "entry", id=ids[term.id, ""], n=term.id)
    _add_forms(entry, term, term.reading)
    _add_sense(entry, term, "", document)
    for sense in term.senses:
        _add_sense(entry, sense, ids[term.id, sense.id], document)
    known = {other.id for other in document.terms}
    config = document.chosen.config
    for other in term.see:
        elsewhere = f"{config.base_url}{config.default_edition}/glossary/{other}/"
        target = point_to(make_id("g", other)) if other in known else elsewhere
        put(put(entry, "xr", type="see"), "ref", other, target=target)
    for tag in term.tags:
        put(entry, "usg", tag, type="domain")


def _add_forms(into: Element, meaning: Term | Sense, reading: str) -> None:
    for lang, forms in meaning.forms:
        for nth, form in enumerate(forms):
            made = put(into, "form", type="variant" if nth else "lemma", lang=lang)
            put(made, "orth", form)
            if reading and not nth and lang.startswith("zh"):
                put(made, "pron", reading, notation="pinyin")


def _add_sense(entry: Element, meaning: Term | Sense, id: str, document: Document) -> None:
    """Add a definition in its languages; of one of several senses, its own forms too."""
    if not (id or meaning.definition or meaning.sources):
        return
    sense = put(entry, "sense", id=id)
    if id:
        _add_forms(sense, meaning, "")
    for lang, prose in meaning.definition:
        _add_prose(put(sense, "def", lang=lang), prose, document, lang, is_line=True)
    _add_sources(sense, meaning.sources)


def _add_sources(into: Element, sources: Sequence[str]) -> None:
    for source in sources:
        put(put(into, "bibl"), "ref", source, target=source)
