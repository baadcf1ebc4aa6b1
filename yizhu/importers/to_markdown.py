"""Elements of a page become Markdown in our dialect, from the page's own nodes; our parser reads it back to the same.

1. footnotes are found over all elements (``html_notes``) 2. each element becomes blocks of words with marks
(``html_nodes``) 3. blocks and words are written (``markdown_nodes``, ``markdown_words``)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from yizhu.importers.html_formats import Around, language_around
from yizhu.importers.html_nodes import nodes_of
from yizhu.importers.html_notes import notes_of
from yizhu.importers.markdown_nodes import markdown_of_nodes
from yizhu.importers.nodes import Node
from yizhu.tree import OBJECT

_KINDS = {
    **{"p": "paragraph", "ul": "list", "ol": "list", "table": "table", "blockquote": "quote", "pre": "code"},
    **{"hr": "rule", "note": "note"},
}


@dataclass(frozen=True, slots=True)
class Part:
    """One block as written."""

    kind: str  # heading paragraph list quote table code figure; rule and note are no passages
    markdown: str


Parts = tuple[Part, ...]


def markdown_of(element: HtmlElement, base: str = "", lang: str = "") -> str:
    """The Markdown of one element, however many blocks stand in it; empty: it says and shows nothing.

    ``base`` is the page's address, ``lang`` the article's language: what the page says of it, if it is not given.
    A footnote is written as such only if both its number and its text stand in the element.
    """
    return markdown_of_blocks([element], base, lang)


def markdown_of_blocks(elements: Iterable[HtmlElement], base: str = "", lang: str = "") -> str:
    """The Markdown of elements that follow each other, footnotes last."""
    told = [pair for nodes in _written(list(elements), base, lang) for pair in nodes]
    blocks = [written for node, written in told if node.tag != "note"]
    return "\n\n".join(blocks + [written for node, written in told if node.tag == "note"])


def markdown_each(elements: Iterable[HtmlElement], base: str = "", lang: str = "") -> tuple[str, ...]:
    """The Markdown of each of the elements, in their order, as it is to stand among the others.

    An element that holds the text of a footnote gives ``[^1]: …``, which is no passage.
    """
    written = _written(list(elements), base, lang)
    return tuple("\n\n".join(told for _, told in nodes) for nodes in written)


def passages_each(elements: Iterable[HtmlElement], base: str = "", lang: str = "") -> tuple[Parts, ...]:
    """The Markdown of each of the elements, passage by passage; a footnote's text, a rule are none but stand there."""
    written = _written(list(elements), base, lang)
    return tuple(tuple(Part(_kind(node), told) for node, told in nodes) for nodes in written)


def _kind(node: Node) -> str:
    if node.tag == "p" and any(mark.kind == "image" for mark in node.words.marks[:2]):
        return "figure" if node.words.text.startswith(OBJECT) else "paragraph"
    return _KINDS.get(node.tag, "heading")


def _written(elements: Sequence[HtmlElement], base: str, lang: str) -> list[list[tuple[Node, str]]]:
    if not elements:
        return []
    notes = notes_of(elements, base)
    home = lang or language_around(elements[0])
    made = [nodes_of(element, Around(base, home, home), notes) for element in elements]
    told = iter(markdown_of_nodes([node for nodes in made for node in nodes]))
    return [[(node, next(told)) for node in nodes] for nodes in made]
