"""Our HTML as TEI: what each element of a text becomes.

The HTML is our own (``site/html``): marks that cross are cut there already, and links, terms and readings are whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree, html

from yizhu.content.prose import Prose
from yizhu.exports.tei.elements import NAMESPACE, Pieces, make_id, point_to, put
from yizhu.exports.xml import XML_SPACE, Element, add_text
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html, render_inline

SENTENCE = "s:"  # begins the names of stretches that are sentences

_PLAIN = {
    "p": ("p", ""), "blockquote": ("quote", ""), "ul": ("list", "bulleted"), "ol": ("list", "numbered"), "li": ("item", ""),
    "table": ("table", ""), "tr": ("row", ""), "td": ("cell", ""), "th": ("cell", ""), "strong": ("hi", "bold"),
    "em": ("hi", "italic"), "sup": ("hi", "superscript"), "sub": ("hi", "subscript"), "del": ("del", ""),
    "br": ("lb", ""), "hr": ("milestone", ""), "ruby": ("ruby", ""), "rt": ("rt", ""),
}  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts the prose of one of an article's texts."""

    prefix: str  # of ids: en, or nothing for the source
    footnotes: Mapping[str, Prose]  # by their ids
    links: LinkContext
    pieces: Pieces
    sense_ids: Mapping[tuple[str, str], str]  # ids of the glossary's entries, by term and sense

    def add_blocks(self, prose: Prose, into: Element, passage: str = "") -> None:
        """Add the blocks of a text; ``passage``: its id, on which those of its sentences stand."""
        self._add_html(str(render_html(prose, self.links)), into, passage)

    def add_inline(self, prose: Prose, into: Element, passage: str = "") -> None:
        """Add a text without its blocks."""
        self._add_html(str(render_inline(prose, self.links)), into, passage)

    def _add_html(self, markup: str, into: Element, passage: str) -> None:
        whole: Element = html.fragment_fromstring(markup, create_parent="div")
        self.add_content(whole, into, passage)

    def add_content(self, element: Element, into: Element, passage: str) -> None:
        """Add what stands in an element of HTML."""
        if element.text:
            add_text(into, element.text)
        for child in element:
            if isinstance(child.tag, str):
                _find_rule(child)(self, child, into, passage)
            if child.tail:
                add_text(into, child.tail)


# ---- what each element becomes ------------------------------------------------------------------------------


def _plain(converter: Converter, element: Element, into: Element, passage: str) -> None:
    tag, rend = _PLAIN[element.tag]
    given = {"type": element.get("data-callout") or "", "n": element.get("start") or ""}
    made = put(into, tag, rend=rend, **given)
    if element.tag == "hr":
        made.set("unit", "section")
    if element.tag == "tr" and element.getparent().tag == "thead":
        made.set("role", "label")
    converter.add_content(element, made, passage)


def _heading(converter: Converter, element: Element, into: Element, passage: str) -> None:
    made = put(into, "ab", type="heading")  # a head begins a division, which quotes and lists have not
    converter.add_content(element, made, passage)


def _content(converter: Converter, element: Element, into: Element, passage: str) -> None:
    converter.add_content(element, into, passage)


def _nothing(converter: Converter, element: Element, into: Element, passage: str) -> None:
    """Leave out brackets for programs without ruby."""


def _code_block(converter: Converter, element: Element, into: Element, passage: str) -> None:
    made = put(into, "ab", type="code")
    made.set(XML_SPACE, "preserve")
    if element.find("code") is not None:
        converter.add_content(element, made, passage)
    else:
        _code(converter, element, made, passage)


def _code(converter: Converter, element: Element, into: Element, passage: str) -> None:
    """Code, which in TEI holds text only: what stands in it is put around its parts."""
    if element.text or not len(element):
        put(into, "code", element.text or "")
    for child in element:
        outer = into
        if "noted" in (child.get("class") or ""):
            outer = put(into, "seg", id=_name_stretch(converter, child, passage), type=_stretch_kind(child))
        if child.tag == "sup":
            _find_rule(child)(converter, child, into, passage)
        else:
            _code(converter, child, outer, passage)
        if child.tail:
            put(into, "code", child.tail)


def _figure(converter: Converter, element: Element, into: Element, passage: str) -> None:
    made = put(into, "figure")
    for image in element.iter("img"):
        put(made, "graphic", url=image.get("src") or "")
        if image.get("alt"):
            put(made, "figDesc", image.get("alt") or "")
    for caption in element.iter("figcaption"):
        converter.add_content(caption, put(made, "head"), passage)


def _image(converter: Converter, element: Element, into: Element, passage: str) -> None:
    made = put(into, "graphic", url=element.get("src") or "")
    if element.get("alt"):
        put(made, "desc", element.get("alt") or "")


def _formula(converter: Converter, element: Element, into: Element, passage: str) -> None:
    rend = "display" if element.get("display") else ""
    put(into, "formula", element.get("alttext") or "", notation="TeX", rend=rend)


def _speaker(converter: Converter, element: Element, into: Element, passage: str) -> None:
    made = put(into, "label", type="speaker")
    is_supplied = "supplied" in (element.get("class") or "")
    converter.add_content(element, put(made, "supplied") if is_supplied else made, passage)


def _misprint(converter: Converter, element: Element, into: Element, passage: str) -> None:
    choice = put(into, "choice")
    converter.add_content(element, put(choice, "sic"), passage)
    put(choice, "corr", element.get("data-correct") or "")


def _ruby(converter: Converter, element: Element, into: Element, passage: str) -> None:
    made = put(into, "ruby")
    base = put(made, "rb")
    if element.text:
        add_text(base, element.text)
    for child in element:
        if child.tag in ("rt", "rp"):
            continue
        _find_rule(child)(converter, child, base, passage)
        if child.tail:
            add_text(base, child.tail)
    for reading in element.iter("rt"):
        put(made, "rt", reading.text or "")


def _term(converter: Converter, element: Element, into: Element, passage: str) -> None:
    key = element.get("data-term") or "", element.get("data-sense") or ""
    made = put(into, "term", ref=point_to(converter.sense_ids[key]) if key in converter.sense_ids else "")
    converter.add_content(element, made, passage)


def _stretch(converter: Converter, element: Element, into: Element, passage: str) -> None:
    """A sentence, or words that a note is about."""
    made = put(into, "seg", id=_name_stretch(converter, element, passage), type=_stretch_kind(element))
    converter.add_content(element, made, passage)


def _stretch_kind(element: Element) -> str:
    return "sentence" if (element.get("data-note") or "").startswith(SENTENCE) else "noted"


def _name_stretch(converter: Converter, element: Element, passage: str) -> str:
    name = element.get("data-note") or ""
    if name.startswith(SENTENCE):
        return converter.pieces.add(f"{passage}.s{name.removeprefix(SENTENCE)}")
    return converter.pieces.add(make_id(converter.prefix, "noted", name))


def _note_reference(converter: Converter, element: Element, into: Element, passage: str) -> None:
    """The place of a note's number, to which the note points."""
    link = next(element.iter("a"))
    id = converter.pieces.add(make_id(converter.prefix, "nr", link.get("data-note") or ""))
    put(into, "anchor", id=id, type="note", n=link.text or "")


def _footnote(converter: Converter, element: Element, into: Element, passage: str) -> None:
    """A footnote stands where it is first referred to."""
    link = element.find("a")
    key = (link.get("href") or "").rpartition("#fn-")[2]
    id = make_id("fn", key)
    if link.get("id") is None or key not in converter.footnotes:
        put(into, "ptr", type="footnote", target=point_to(id))
        return
    made = put(into, "note", id=id, place="foot", n=link.text or "")
    prose = converter.footnotes[key]
    is_one = len(prose.blocks) == 1 and prose.blocks[0].tag in ("p", "")
    (converter.add_inline if is_one else converter.add_blocks)(prose, made, id)


def _link(converter: Converter, element: Element, into: Element, passage: str) -> None:
    converter.add_content(element, put(into, "ref", target=element.get("href") or ""), passage)


def _foreign(converter: Converter, element: Element, into: Element, passage: str) -> None:
    converter.add_content(element, put(into, "foreign", lang=element.get("lang") or ""), passage)


_Rule = Callable[[Converter, Element, Element, str], None]

_BY_CLASS: dict[str, _Rule] = {
    "term": _term, "sic": _misprint, "noted": _stretch, "speaker": _speaker,
    "note-mark": _note_reference,
}  # fmt: skip
_BY_TAG: dict[str, _Rule] = {
    "pre": _code_block, "figure": _figure, "img": _image, "math": _formula,
    "ruby": _ruby, "rp": _nothing, "a": _link, "code": _code,
    **dict.fromkeys(_HEADINGS, _heading),
}  # fmt: skip


def _find_rule(element: Element) -> _Rule:
    for name in (element.get("class") or "").split():
        if name in _BY_CLASS:
            return _BY_CLASS[name]
    if element.tag == "sup" and len(element) and "footnote-ref" in (element[0].get("class") or ""):
        return _footnote
    if element.tag == "span" and element.get("lang"):
        return _foreign
    if element.tag in _BY_TAG:
        return _BY_TAG[element.tag]
    return _plain if element.tag in _PLAIN else _content


def take_speaker(element: Element) -> Element | None:
    """Take the name of who talks out of a passage; None: there is none."""
    label = next((e for e in element.iter(f"{{{NAMESPACE}}}label") if e.get("type") == "speaker"), None)
    if label is None:
        return None
    before, parent = label.getprevious(), label.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (label.tail or "")
    else:
        parent.text = (parent.text or "") + (label.tail or "")
    label.tail = None
    parent.remove(label)
    label.tag = etree.QName(NAMESPACE, "speaker")
    del label.attrib["type"]
    return label
