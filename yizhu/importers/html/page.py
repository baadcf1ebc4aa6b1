"""Parse a page of HTML into blocks, each with its lines in the source.

1. parse as browsers do, without network; empty scripts and event handlers
2. wrap text that is in no paragraph, or that a ``<br><br>`` divides, in paragraphs
3. collect the blocks in document order: each text of the page is in exactly one of them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from yizhu.importers.html.code_lines import is_code_table
from yizhu.importers.html.normalization.characters import spell_characters
from yizhu.importers.html.normalization.fields import show_fields
from yizhu.importers.html.normalization.formulas import FORMULA, simplify_formulas
from yizhu.importers.html.normalization.hidden_parts import show_hidden_parts
from yizhu.importers.html.normalization.loose_text import (
    BLOCK_TAGS,
    SILENT_TAGS,
    find_text_lines,
    has_paragraphs,
    wrap_runs,
)
from yizhu.importers.html.normalization.note_boxes import NOTE_LIST, tidy_notes
from yizhu.importers.html.normalization.roles import give_tags
from yizhu.importers.html.normalization.script_texts import blank_scripts, show_script_text
from yizhu.importers.html.tables import complete_rows
from yizhu.importers.model.draft import Lines, Received, fault_of
from yizhu.importers.sources.budget import BUDGET, check_time, over_limit

KINDS = ("heading", "paragraph", "list", "table", "quote", "code", "figure", "other")

_MOST_CHARACTERS = 40_000_000
_DEEPEST = 120  # elements within each other; below, tags are left out and their text stays
_RUNS = ("object", "embed", "applet")
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster")
_UNSAFE = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript|data:text)", re.I)
_CARD = ("h1", "h2", "h3", "h4", "h5", "h6", "figure", "table", "form", "article", "section", "blockquote")
_PICTURES = ("img", "picture", "video", "audio", "figure", "amp-img")
_SIMPLE = {"blockquote": "quote", "ul": "list", "ol": "list", "dl": "list", "menu": "list"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FORM = ("button", "select", "textarea", "label", "option", "legend", "summary")
_LONGEST_ITEM = 800  # characters: whoever lays out a whole article as a list item lists nothing
# The parser reads these, and what works on its tree chokes on them.
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?![0-9]);?"
    "|&#x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]);?",
    re.I,
)
_LONG_TAG = re.compile(r"<[a-z][^<>]{900,}", re.I)
_ATTRIBUTE = re.compile(r"[^\s\"'=<>/]+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s\"'<>]+))?")
_CODE = SILENT_TAGS | {"code", "kbd", "samp", "tt", "pre"}
_HEAD = frozenset("title meta link script style base noscript template object isindex".split())
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """One heading, paragraph, list … of the page, with its lines in the source."""

    element: HtmlElement
    kind: str  # one of KINDS
    text: str  # what can be read in it, white space made one space
    lines: Lines  # from its first text to where the next block begins, in the decoded source
    has_rule_below: bool = False  # an <hr> stands between it and the next block


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A parsed page; its blocks hold every visible text."""

    root: HtmlElement
    source: Received
    url: str  # its address; empty: not known
    blocks: tuple[HtmlBlock, ...]


def parse_page(source: Received, url: str = "") -> HtmlPage:
    """Parse a page into blocks; raises ``Faults`` if that is impossible."""
    root = _parse(source)
    _open_body(root)
    show_script_text(root, source.text)
    show_hidden_parts(root, source.text)
    give_tags(root)
    show_fields(root)
    complete_rows(root)
    tidy_notes(root)
    lines = find_text_lines(root)
    simplify_formulas(root, lines)
    spell_characters(root)
    _empty_what_runs(root)
    _flatten(root)
    _refuse_many(root, source.name)
    body = root.find(".//body")
    found = _fold_rules(_blocks(root if body is None else body, lines))
    return HtmlPage(root, source, url, _extend_to_next(found, source))


def _fold_rules(blocks: Iterable[HtmlBlock]) -> list[HtmlBlock]:
    """Return the blocks that say or show something; each knows whether a rule stands below it."""
    found: list[HtmlBlock] = []
    for block in blocks:
        if block.element.tag != "hr":
            found.append(block)
        elif found:
            found[-1] = replace(found[-1], has_rule_below=True)
    return found


def _refuse_many(root: HtmlElement, name: str) -> None:
    if sum(1 for _ in root.iter(etree.Element)) > BUDGET.page_elements:
        raise over_limit(name, f"the page has more than {BUDGET.page_elements} elements")


def _refuse_attributes(markup: str, name: str) -> None:
    """Raise ``Faults`` for a tag of hundreds of attributes: the parser compares each with all before it."""
    for tag in _LONG_TAG.finditer(markup):
        if _ATTRIBUTE.subn("", tag.group())[1] > BUDGET.attributes:
            raise over_limit(name, f"a tag has more than {BUDGET.attributes} attributes")


def _parse(source: Received) -> HtmlElement:
    if len(source.text) > _MOST_CHARACTERS:
        raise fault_of(source.name, "the page is too large", "save it without its pictures inlined")
    markup = blank_scripts(source.text)
    _refuse_attributes(markup, source.name)
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = document_fromstring(_NO_XML.sub(" ", markup).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise fault_of(source.name, "the page is empty", "save the page anew, once it has loaded") from None
    # Said by the parser where it gave up: what follows would be lost in silence.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise fault_of(source.name, "the page's tags are nested too deep", "save its text instead")
    return root


def _open_body(root: HtmlElement) -> None:
    """Put into the body what the parser left in the head: of a page without tags for either, it takes
    ``<title>…</title><article>`` for head, since it knows no element younger than HTML 4.
    """
    head, body = root.find("head"), root.find("body")
    children = [] if head is None else list(head)
    first = next((at for at, child in enumerate(children) if child.tag not in _HEAD), len(children))
    if first == len(children):
        return
    if body is None:
        body = root.makeelement("body")
        root.append(body)
    children[-1].tail = (children[-1].tail or "") + (body.text or "")
    body.text = None
    body[0:0] = children[first:]


def _empty_what_runs(root: HtmlElement) -> None:
    """Empty the scripts (except linked data); remove event handlers and unsafe addresses."""
    for element in root.iter(etree.Element):
        if element.tag in ("script", "style", *_RUNS) and element.get("type", "") != "application/ld+json":
            tail = element.tail
            address = {name: element.get(name, "") for name in ("src", "data") if element.get(name)}
            element.clear()
            element.tail = tail
            if element.tag in _RUNS:
                element.attrib.update(address)
        for name, value in element.attrib.items():
            if name.startswith("on") or (name in _ADDRESSES and _UNSAFE.match(value)) or name == "srcdoc":
                del element.attrib[name]


def _flatten(root: HtmlElement) -> None:
    """Remove tags that are nested too deep, so that a recursive walk of the tree can finish."""
    level, deep = [root], []
    for depth in range(100_000):
        if not level:
            break
        if depth > _DEEPEST:
            deep += level
        level = [child for element in level for child in element]
    for element in reversed(deep):
        if element.tag in ("script", "style"):
            element.drop_tree()
        else:
            element.drop_tag()


def _blocks(container: HtmlElement, lines: dict[HtmlElement, Lines]) -> Iterator[HtmlBlock]:
    """Return the blocks in document order; loose stretches of text become paragraphs."""
    check_time()
    wrap_runs(container, lines)
    for child in list(container):
        if child.tag in SILENT_TAGS:
            continue
        kind = _kind(child)
        if child.tag == "hr":
            yield HtmlBlock(child, "other", "", (1, 1))
        elif not kind:
            yield from _blocks(child, lines)
        elif block := _block(child, kind, lines):
            yield block


def _kind(element: HtmlElement) -> str:
    """Return the kind of block that the element is; empty if it holds several."""
    tag = element.tag
    if tag == "table" and is_code_table(element):
        return "code"
    if tag == "table":
        return "table" if _is_table(element) else ""
    if tag in ("ul", "ol", "dl", "menu", "blockquote"):
        return _SIMPLE[tag] if _is_simple(element) else ""
    if tag in _HEADINGS:
        return "heading"
    if tag == "pre":
        return "code"
    if tag == "figure" and next(element.iter("pre"), None) is not None:
        return "code"
    if tag in ("figure", "picture"):
        return "figure" if len(_text(element)) < _LONGEST_ITEM and not _is_laid_out(element) else ""
    if tag in _FORM:
        return "other"
    if has_paragraphs(element):
        return ""
    return "paragraph" if tag in ("p", "address") else "other"


def _is_table(element: HtmlElement) -> bool:
    """Is this a data table: at least two rows and columns, no page layout in a cell?"""
    if any(child.tag in (*_CARD, "iframe") for child in element.iterdescendants(etree.Element)):
        return False
    rows = [len([c for c in row if c.tag in ("td", "th")]) for row in element.iter("tr")]
    cells = [_text(cell) for cell in element.iter("td", "th")]
    if _is_lopsided(element, cells):
        return False
    return len(rows) > 1 and max(rows) > 1 and max(map(len, cells), default=0) < _LONGEST_ITEM


def _is_lopsided(table: HtmlElement, cells: list[str]) -> bool:
    """Does one cell, with paragraphs, say more than all others? They stand about it: the table is the page's layout."""
    if not cells or len(max(cells, key=len)) * 2 <= sum(map(len, cells)) or table.find(".//th") is not None:
        return False
    cell = max(table.iter("td"), key=lambda one: len(_text(one)))
    return cell.find(".//p") is not None and len(list(cell.iter("p", "div"))) > 1


def _is_laid_out(figure: HtmlElement) -> bool:
    """Does the figure hold an article, paragraph by paragraph, with figures of its own?"""
    paragraphs = [one for one in figure.iter("p") if next(one.iterancestors("figcaption"), None) is None]
    return figure.find(".//figure") is not None and len(paragraphs) > 1


def _is_simple(element: HtmlElement) -> bool:
    """Is this a list or quotation as writers make them, not a stack of cards?"""
    if any(child.tag in _CARD for child in element.iterdescendants(etree.Element)):
        return False
    if element.tag == "blockquote":
        return len(_text(element)) < 4 * _LONGEST_ITEM
    if element.get("class") == NOTE_LIST:
        return True
    return all(len(_text(item)) < _LONGEST_ITEM for item in element)


def _block(element: HtmlElement, kind: str, lines: dict[HtmlElement, Lines]) -> HtmlBlock | None:
    text = _text(element)
    pictured = element.tag in _PICTURES or next(element.iter(*_PICTURES), None) is not None
    if not text and not pictured:
        return None
    if not text or (pictured and element.tag == "p" and element.find(".//figure") is not None):
        kind = "figure"
    return HtmlBlock(element, kind, text, _find_line_range(element, lines))


def _text(element: HtmlElement) -> str:
    return _SPACE.sub(" ", "".join(_texts(element))).strip()


def words_said(element: HtmlElement) -> str:
    """Return the text of a block without its code and formulas: what tells its language."""
    return _SPACE.sub(" ", "".join(_texts(element, _CODE))).strip()


def _texts(element: HtmlElement, unsaid: frozenset[str] = SILENT_TAGS) -> Iterator[str]:
    """Yield the readable text; inner blocks are separated by a space."""
    if element.tag in unsaid or (unsaid is _CODE and element.get(FORMULA)):
        return
    yield element.text or ""
    for child in element:
        apart = " " if child.tag in BLOCK_TAGS or child.tag == "br" else ""
        yield apart
        yield from _texts(child, unsaid)
        yield apart + (child.tail or "")


def _find_line_range(element: HtmlElement, lines: dict[HtmlElement, Lines]) -> Lines:
    """Return the lines of the first and last text; without text, the line of the tag."""
    found = list(_text_lines(element, lines))
    start = lines.get(element, (1, 1))[0]
    return (found[0][0], found[-1][1]) if found else (start, start)


def _text_lines(element: HtmlElement, lines: dict[HtmlElement, Lines]) -> Iterator[Lines]:
    for one in element.iter(etree.Element):
        if one.tag in SILENT_TAGS:
            continue
        at, behind = lines.get(one, (1, 1))
        if one.text and not one.text.isspace():
            yield _span(one.text, at)
        if one is not element and one.tail and not one.tail.isspace():
            yield _span(one.tail, behind)


def _span(text: str, at: int) -> Lines:
    first = at + text[: len(text) - len(text.lstrip())].count("\n")
    return first, first + text.strip().count("\n")


def _extend_to_next(blocks: list[HtmlBlock], source: Received) -> tuple[HtmlBlock, ...]:
    """Return each block extended by the lines below it that hold only tags."""
    last = source.text.count("\n") + 1
    starts: list[int] = []
    for block in blocks:
        starts.append(min(max(block.lines[0], starts[-1] if starts else 1), last))
    ends = [max(start, following - 1) for start, following in pairwise([*starts, last + 1])]
    return tuple(
        replace(block, lines=(start, max(end, min(block.lines[1], last))))
        for block, start, end in zip(blocks, starts, ends, strict=True)
    )
