"""Elements of a page become Markdown in our dialect, from the page's own nodes; our parser reads it back to the same.

1. footnotes are found over all elements (``html_notes``) 2. each element becomes blocks of words with marks
(``html_nodes``) 3. blocks and words are written (``markdown_nodes``, ``markdown_words``)
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from yizhu.importers.html.formats import FormatContext, find_element_language
from yizhu.importers.html.nodes import make_nodes
from yizhu.importers.html.notes import find_notes
from yizhu.importers.markdown.blocks import markdown_of_nodes


def markdown_each(elements: Iterable[HtmlElement], base: str = "", lang: str = "") -> tuple[str, ...]:
    """The Markdown of each of the elements, in their order, as it is to stand among the others.

    ``base`` is the page's address, ``lang`` the article's language: what the page says of it, if it is not given.
    A footnote is written as such only if its number and its text both stand in the elements; one that holds the text
    gives ``[^1]: …``, which is no passage.
    """
    given = list(elements)
    if not given:
        return ()
    notes = find_notes(given, base)
    home = lang or find_element_language(given[0])
    made = [make_nodes(element, FormatContext(base, home, home), notes) for element in given]
    written = iter(markdown_of_nodes([node for nodes in made for node in nodes]))
    return tuple("\n\n".join(next(written) for _ in nodes) for nodes in made)
