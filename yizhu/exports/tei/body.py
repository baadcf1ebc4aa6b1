"""The texts of an article as TEI: the source and each translation, one in a group, divided by their headings."""

from __future__ import annotations

from lxml import etree

from yizhu.content.config import Config
from yizhu.content.model import Term
from yizhu.content.prose import add_marks, inline_prose
from yizhu.editions.overlay import list_footnotes
from yizhu.exports.tei.conversion import Converter, take_speaker
from yizhu.exports.tei.elements import NAMESPACE, XML_ID, make, make_id, point_to, put
from yizhu.exports.tei.model import Document, IdentifiedPassage, TextOfArticle
from yizhu.exports.xml import Element
from yizhu.site.html.marks import LinkContext

_SPOKEN = ("p", "ab", "list", "quote", "table")  # what a speech may hold


def add_texts(root: Element, document: Document) -> None:
    """Add the texts of an article to its document."""
    group = put(put(root, "text"), "group")
    for text in document.texts:
        kind = "translation" if text.prefix else "source"
        element = put(group, "text", id=make_id("text", text.lang), lang=text.lang, type=kind)
        _add_body(element, text, document)


def _add_body(element: Element, text: TextOfArticle, document: Document) -> None:
    converter = _make_converter(text, document)
    body, meta = put(element, "body"), text.text.meta
    title = add_marks(inline_prose(meta.title), text.text.title_marks)
    converter.add_inline(title, put(body, "head", type="main"))
    if meta.subtitle:
        put(body, "head", meta.subtitle, type="sub")
    divisions = [(0, body)]
    for passage in text.passages:
        into = divisions[-1][1]
        if passage.passage.after_break:
            put(into, "milestone", unit="section", rend="break")
        if passage.passage.kind[:1] == "h" and passage.passage.kind[1:].isdigit():
            _add_heading(divisions, passage, converter, document)
        else:
            _add_passage(into, passage, text, converter, document)
    if not body.xpath("*[local-name() != 'head']"):
        put(body, "p")  # a translation that has only its title yet; a body holds something


def _make_converter(text: TextOfArticle, document: Document) -> Converter:
    config, slug = document.chosen.config, document.article.slug
    edition = _choose_edition(config, text.lang)
    home = f"{config.base_url}{edition}/"
    return Converter(
        prefix=text.prefix,
        footnotes={footnote.id: footnote.words.prose for footnote in list_footnotes(text.text)},
        links=LinkContext(
            terms="#g-",
            ids=True,
            pictures=f"{config.base_url}assets/articles/{slug}/",
            home=home,
            page=f"{home}{slug}/",
        ),
        pieces=document.pieces,
        sense_ids={key: id for term in document.terms for key, id in list_entry_ids(term)},
    )


def list_entry_ids(term: Term) -> list[tuple[tuple[str, str], str]]:
    """Return the ids of a term's entry and of each of its senses, by term and sense."""
    ids = ["", *(sense.id for sense in term.senses)]
    return [((term.id, id), make_id("g", term.id, id)) for id in ids]


def _choose_edition(config: Config, lang: str) -> str:
    return next((e.name for e in config.editions if e.lang == lang), config.default_edition)


def _add_heading(
    divisions: list[tuple[int, Element]], passage: IdentifiedPassage, converter: Converter, document: Document
) -> None:
    """Begin a division, inside of those with higher headings."""
    level = int(passage.passage.kind[1:])
    while divisions[-1][0] >= level:
        divisions.pop()
    division = put(divisions[-1][1], "div", type="section")
    head = put(division, "head", id=passage.id)
    converter.add_inline(passage.passage.prose, head, passage.id)
    _point_to_source(head, passage, converter.prefix, document)
    divisions.append((level, division))


def _add_passage(
    into: Element, passage: IdentifiedPassage, text: TextOfArticle, converter: Converter, document: Document
) -> None:
    made = make("div")
    converter.add_blocks(passage.passage.prose, made, passage.id)
    first = made[0] if len(made) else put(made, "p")
    first.set(XML_ID, passage.id)
    _point_to_source(first, passage, converter.prefix, document)
    _set_role(first, passage.passage.role)
    if passage.passage.speaker and all(etree.QName(e).localname in _SPOKEN for e in made):
        speech = put(into, "sp", who=point_to(make_id("who", passage.passage.speaker)))
        name = take_speaker(first)
        into = speech
        if name is not None:
            speech.append(name)
    for element in list(made):
        into.append(element)


def _set_role(element: Element, role: str) -> None:
    if role and etree.QName(element).localname == "p":
        element.tag = f"{{{NAMESPACE}}}ab"
        element.set("type", role)
    elif role:
        element.set("rend", role)


def _point_to_source(element: Element, passage: IdentifiedPassage, prefix: str, document: Document) -> None:
    if prefix and passage.passage.answers:
        element.set("corresp", point_to(*find_source_ids(document, passage.passage.answers)))


def find_source_ids(document: Document, answers: tuple[int, int]) -> list[str]:
    """Return the ids of source passages by their numbers."""
    first, last = answers
    return [passage.id for passage in document.source.passages[first - 1 : last]]
