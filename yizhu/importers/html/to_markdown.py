"""Write elements of a page as Markdown of our dialect, which our parser reads back to the same nodes.

1. find the footnotes of all elements (``html/notes``)
2. turn each element into blocks of words with marks (``html/nodes``)
3. write blocks and words (``markdown/blocks``, ``markdown/inlines``)
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from yizhu.importers.html.formats import FormatContext, find_element_language
from yizhu.importers.html.nodes import make_nodes
from yizhu.importers.html.notes import find_notes
from yizhu.importers.markdown.blocks import markdown_of_nodes


def markdown_each(elements: Iterable[HtmlElement], base: str = "", lang: str = "") -> tuple[str, ...]:
    """Return the Markdown of each element, in order, as it must be written among the others.

    ``base`` is the page's address, ``lang`` the article's language.
    """
    given = list(elements)
    if not given:
        return ()
    notes = find_notes(given, base)
    home = lang or find_element_language(given[0])
    made = [make_nodes(element, FormatContext(base, home, home), notes) for element in given]
    written = iter(markdown_of_nodes([node for nodes in made for node in nodes]))
    return tuple("\n\n".join(next(written) for _ in nodes) for nodes in made)
