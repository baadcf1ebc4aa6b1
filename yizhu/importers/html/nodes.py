"""Turn elements of a page into a tree of blocks, each with its words and their marks.

One walk over an element collects runs of text until a block begins or ends; then the runs become paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement

from yizhu.content.prose import OBJECT_CHARACTER, Mark, Prose
from yizhu.importers.html.code import code_nodes
from yizhu.importers.html.code_lines import code_of_table, is_code_table, is_gutter
from yizhu.importers.html.formats import FormatContext, enter_element, quotes_for
from yizhu.importers.html.inlines import INLINE, formula_run
from yizhu.importers.html.normalization.formulas import FORMULA
from yizhu.importers.html.notes import Notes, strip_number
from yizhu.importers.html.tables import cells_of, is_data, make_table, rows_of
from yizhu.importers.html.words import Run, split_paragraphs
from yizhu.importers.markdown.tree import (
    Node,
    flatten_deep,
    join_words,
    nest_marks,
    remove_mark,
    replace_breaks,
    shows_only_pictures,
)
from yizhu.importers.sources.budget import check_time

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul".split()
)
SILENT = frozenset(
    "script style template head title meta link noscript iframe object embed applet svg canvas map audio video "
    "select textarea noframes datalist input base rp mjx-math".split()  # not source: to our parser it holds what follows
)
_UNSEEN_CLASSES = frozenset(
    "sr-only visually-hidden screen-reader-text screen-reader-only mw-editsection headerlink anchorjs-link "
    "katex-html MathJax_Preview".split()  # a formula again, for the eye
)
_PARTS = ("li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "figcaption", "caption")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CREDIT = re.compile(r"credit|copyright|photographer|source|author|attribution", re.I)
_CAPTIONED = re.compile(r"(?:^|\s)(?:wp-caption|image-caption-container)(?:\s|$)")
_DEEPEST = 150  # elements within each other; below, only the text counts


@dataclass(slots=True)
class _Walk:
    """The blocks found so far, and the runs of the paragraph being collected."""

    notes: Notes
    found: list[Node] = field(default_factory=list)
    noted: list[Node] = field(default_factory=list)  # the footnotes' texts, wherever they were found
    runs: list[Run] = field(default_factory=list)
    depth: int = 0

    def inner(self) -> _Walk:
        """Return a new walk for the content of an element."""
        return _Walk(self.notes, noted=self.noted, depth=self.depth + 1)

    def blocks(self, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
        """Return the blocks made from the element's content."""
        inner = self.inner()
        inner.content(element, around)
        inner.flush()
        return tuple(inner.found)

    def flush(self) -> None:
        """The runs gathered are one or more paragraphs."""
        if self.runs:
            self.found += [Node("p", words) for words in split_paragraphs(self.runs)]
            self.runs = []

    def content(self, element: HtmlElement, around: FormatContext) -> None:
        """Walk over the text and children between the element's tags."""
        if self.depth > _DEEPEST:
            self.runs.append(Run(element.text_content(), around.formats))
            return
        self.depth += 1
        if element.text:
            self.runs.append(Run(element.text, around.formats))
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, around)
            if child.tail:
                self.runs.append(Run(child.tail, around.formats))
        self.depth -= 1

    def element(self, element: HtmlElement, around: FormatContext) -> None:
        """One element within another."""
        check_time()
        tag = element.tag
        if tag in SILENT or element in self.notes.backs or is_unseen(element):
            return
        if element in self.notes.refs:
            self.runs.append(Run(OBJECT_CHARACTER, (("footnote", (("label", self.notes.refs[element]),)),)))
        elif element in self.notes.texts:
            self.flush()
            self.note(element, around)
        elif element.get(FORMULA):
            self.runs.append(formula_run(element.text_content(), element.get(FORMULA) == "block", around))
        elif tag in INLINE or "data-tex" in element.attrib:
            self.runs += INLINE.get(tag, INLINE["math"])(element, around)
        elif tag == "q":
            _quotation(self, element, around)
        elif tag in _BLOCKS:
            self.flush()
            self.found += self.block(element, around)
        else:
            self.content(element, enter_element(element, around))

    def block(self, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
        """The blocks that one element of a block's kind makes."""
        inner = enter_element(element, around)
        made = _MAKERS[element.tag](self, element, inner) if element.tag in _MAKERS else None
        if made is None and _CAPTIONED.search(element.get("class", "")):
            made = _figure(self, element, inner)
        blocks = self.blocks(element, inner) if made is None else made
        return tuple(block for block in blocks if not block.is_empty)

    def note(self, element: HtmlElement, around: FormatContext) -> None:
        """Store the text of a footnote, without the number at its start."""
        label = self.notes.texts[element]
        blocks = [
            b
            for b in self.blocks(element, enter_element(element, around))
            if not b.is_empty and b.tag != "hr"
        ]
        if blocks and blocks[0].tag == "p":
            blocks[0] = replace(blocks[0], words=strip_number(blocks[0].words, label))
        kept = tuple(block for block in blocks if not block.is_empty) or (Node("p", Prose(label)),)
        self.noted.append(Node("note", children=kept, attributes=(("label", label),)))


def make_nodes(element: HtmlElement, around: FormatContext, notes: Notes) -> tuple[Node, ...]:
    """Return the blocks that an element makes, itself included."""
    walk = _Walk(notes)
    if element in notes.texts:
        walk.note(element, around)
    elif element.tag in _PARTS:
        walk.found += walk.blocks(element, enter_element(element, around))
    else:
        walk.element(element, around)
    walk.flush()
    return tuple(node for node in flatten_deep((*walk.found, *walk.noted)) if not node.is_empty)


def is_unseen(element: HtmlElement) -> bool:
    """Is the element hidden, or there for programs that read aloud, or a tool beside the words?"""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"])):
        return bool(element.tag != "img")
    return "class" in attributes and not _UNSEEN_CLASSES.isdisjoint(attributes["class"].split())


# ---- within a line -----------------------------------------------------------------------------------------


def _quotation(walk: _Walk, element: HtmlElement, around: FormatContext) -> None:
    inner = enter_element(element, around)
    text = element.text_content().strip()
    is_inner = any(ancestor.tag == "q" for ancestor in element.iterancestors())
    opening, closing = quotes_for(inner.lang, text, is_inner=is_inner)
    if text[:1] in "「『“‘\"'«":
        opening = closing = ""
    walk.runs.append(Run(opening, inner.formats))
    walk.content(element, inner)
    walk.runs.append(Run(closing, inner.formats))


# ---- blocks ------------------------------------------------------------------------------------------------


def _heading(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    words = _flatten_words(walk.blocks(element, around))
    if shows_only_pictures(words):
        return (Node("p", words),)
    return (Node(element.tag, remove_mark(replace_breaks(words), "strong")),)


def _list(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    """Add a list; a list directly inside it belongs to the item before, stray text becomes an item."""
    items: list[Node] = []
    for tag, inside in _items(walk, element, around, "li"):
        kept = tuple(block for block in inside if block.tag != "hr" and not block.is_empty)
        if tag in ("ul", "ol") and items:
            items[-1] = replace(items[-1], children=(*items[-1].children, *kept))
        elif kept:
            items.append(Node("li", children=kept))
    tag = "ol" if element.tag == "ol" else "ul"
    start = _start(element) if tag == "ol" else ()
    return (Node(tag, children=tuple(items), attributes=start),) if items else ()


def _items(
    walk: _Walk, element: HtmlElement, around: FormatContext, *tags: str
) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Return the tag and the blocks of each item of a list, and of what is between the items."""
    yield "", _wrap_stray_text(element.text, around)
    for child in element:
        if isinstance(child.tag, str):
            if child.tag == "div" and next(child.iterchildren(*tags), None) is not None:
                yield from _items(walk, child, enter_element(child, around), *tags)
            elif child.tag in tags and child not in walk.notes.texts and not is_unseen(child):
                yield child.tag, walk.blocks(child, enter_element(child, around))
            else:
                yield child.tag, _make_child_nodes(walk, child, around)
        yield "", _wrap_stray_text(child.tail, around)


def _wrap_stray_text(text: str | None, around: FormatContext) -> tuple[Node, ...]:
    return tuple(Node("p", words) for words in split_paragraphs([Run(text or "", around.formats)]))


def _make_child_nodes(walk: _Walk, child: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    inner = walk.inner()
    inner.element(child, around)
    inner.flush()
    return tuple(inner.found)


def _start(element: HtmlElement) -> tuple[tuple[str, str], ...]:
    first = next(iter(element.iterchildren("li")), None)
    given = (first.get("value") if first is not None else None) or element.get("start") or "1"
    number = given.strip()
    is_number = number.isascii() and number.isdigit() and len(number) < 9
    return (("start", str(int(number))),) if is_number and int(number) != 1 else ()


def _definitions(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    """Add a list of terms: each in bold, its definition on the next line."""
    items: list[list[Node]] = []
    was_term = False
    for tag, inside in _items(walk, element, around, "dt", "dd"):
        blocks = [block for block in inside if not block.is_empty and block.tag != "hr"]
        is_term = tag == "dt"
        if not blocks:
            continue
        if not items or (is_term and not was_term):
            items.append([])
        items[-1] = _extend_item(items[-1], [_bold(block) for block in blocks] if is_term else blocks)
        was_term = is_term
    listed = tuple(Node("li", children=tuple(item)) for item in items)
    return (Node("ul", children=listed),) if listed else ()


def _bold(block: Node) -> Node:
    if block.tag != "p" or not block.words.text:
        return block
    words = block.words
    others = (mark for mark in words.marks if mark.kind != "strong")
    return replace(
        block, words=replace(words, marks=nest_marks([*others, Mark(0, len(words.text), "strong")]))
    )


def _extend_item(item: list[Node], blocks: Sequence[Node]) -> list[Node]:
    """Return the item with more blocks; a first paragraph continues the last one, on a new line."""
    if len(item) == 1 and item[0].tag == blocks[0].tag == "p":
        return [replace(item[0], words=join_words(item[0].words, blocks[0].words)), *blocks[1:]]
    return [*item, *blocks]


def _quote(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    said = (block for block in walk.blocks(element, around) if block.tag != "hr" and not block.is_empty)
    return (Node("blockquote", children=tuple(said)),)


def _figure(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    """Add a figure: pictures and caption are one paragraph, the caption on lines of its own."""
    captions = [one for one in element.iterdescendants(etree.Element) if _is_caption(one, element)]
    inner = walk.inner()
    inner.notes = replace(walk.notes, backs=walk.notes.backs | set(captions))
    inner.content(element, around)
    inner.flush()
    blocks = _drop_duplicate_pictures(
        [block for block in inner.found if not block.is_empty and block.tag != "hr"]
    )
    caption = Prose("")
    for one in captions:
        caption = join_words(caption, _caption(walk, one, around))
    caption_nodes = (Node("p", caption),) if caption.text else ()
    if len(blocks) == 1 and blocks[0].tag == "blockquote":
        return (replace(blocks[0], children=(*blocks[0].children, *caption_nodes)),)
    if any(block.tag != "p" for block in blocks):
        return (*blocks, *caption_nodes)
    words = Prose("")
    for block in (*blocks, *caption_nodes):
        words = join_words(words, block.words)
    return (Node("p", words),)


def _is_caption(element: HtmlElement, figure: HtmlElement) -> bool:
    if element.tag == "figcaption":
        return next(element.iterancestors("figure"), figure) is figure
    return "wp-caption-text" in element.get("class", "").split()


def _drop_duplicate_pictures(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks without pictures that occur again in a larger size."""
    names = [_file_name(block) for block in blocks]
    return [b for at, b in enumerate(blocks) if not (names[at] and names[at] in names[at + 1 :])]


def _file_name(block: Node) -> str:
    marks = [mark for mark in block.words.marks if mark.kind == "image"]
    is_one = len(marks) == 1 and shows_only_pictures(block.words)
    return marks[0].get("src").partition("?")[0].rpartition("/")[2] if is_one else ""


def _caption(walk: _Walk, element: HtmlElement, around: FormatContext) -> Prose:
    """Return the caption's lines; the photo credit is on a line of its own."""
    inner = walk.inner()
    outer = enter_element(element, around)
    inner.runs.append(Run(element.text or "", outer.formats))
    for child in element:
        if isinstance(child.tag, str):
            if child.tag not in _BLOCKS and _is_credit(child):
                inner.flush()
            inner.element(child, outer)
        inner.runs.append(Run(child.tail or "", outer.formats))
    inner.flush()
    return _flatten_words(inner.found)


def _flatten_words(nodes: Iterable[Node]) -> Prose:
    """Return all text of the blocks, a line for each: for elements that cannot hold blocks."""
    words = Prose("")
    for node in nodes:
        is_code = node.tag == "pre"
        own = Prose(" ".join(node.words.text.split())) if is_code else node.words
        words = join_words(words, _flatten_words(node.children) if node.children else own)
    return words


def _is_credit(element: HtmlElement) -> bool:
    return bool(_CREDIT.search(f"{element.get('class', '')} {element.get('itemprop', '')}"))


def _rule(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    return (Node("hr"),)


def _table(walk: _Walk, element: HtmlElement, around: FormatContext) -> tuple[Node, ...] | None:
    """Add a table, its caption first; of a layout table, add what its cells hold."""
    if is_code_table(element):
        return (Node("pre", Prose(code_of_table(element))),)
    numbered = next((row for row in rows_of(element) if _is_gutter(cells_of(row))), None)
    if numbered is not None:
        return walk.blocks(cells_of(numbered)[1], around)
    if not is_data(element):
        return None
    captions = tuple(block for one in element.iterchildren("caption") for block in walk.blocks(one, around))

    def words(cell: HtmlElement) -> Prose:
        return _flatten_words(walk.blocks(cell, enter_element(cell, around)))

    return (*captions, make_table(element, words))


def _is_gutter(cells: Sequence[HtmlElement]) -> bool:
    """Are the cells the line numbers beside code?"""
    if len(cells) != 2 or cells[1].find(".//pre") is None:
        return False
    return not re.search(r"[^\d\s]", cells[0].text_content())


_MAKERS: dict[str, Callable[[_Walk, HtmlElement, FormatContext], tuple[Node, ...] | None]] = (
    dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading)
    | dict.fromkeys(("ul", "ol", "menu", "dir"), _list)
    | {
        "dl": _definitions,
        "blockquote": _quote,
        "figure": _figure,
        "pre": lambda walk, element, around: () if is_gutter(element) else code_nodes(element, around),
        "hr": _rule,
        "table": _table,
    }
)
