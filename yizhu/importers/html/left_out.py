"""Find words that stand in the article's blocks on the page, and not in its Markdown: each gets a line in the receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html import code_lines
from yizhu.importers.html.inlines import is_read_as_text
from yizhu.importers.html.nodes import SILENT, is_unseen
from yizhu.importers.html.pictures import find_picture_address
from yizhu.importers.html.tables import cells_of, rows_of
from yizhu.importers.model.draft import Dropped, Lines

_WHY_UNSEEN = "hidden on the page, or a tool beside its words"
_WHY_PICTURE = "what a picture without an address is said to show"
_WHY_CODE = "beside the lines of code: their numbers, a button, the name of their language"
_WHY = dict.fromkeys(("select", "textarea", "datalist"), "a field of a form") | {
    "noscript": "shown only where no scripts run",
    "template": "a template, which readers do not see",
}


def find_left_out(kept: Mapping[HtmlElement, Lines], base: str) -> Iterator[Dropped]:
    """Yield what the kept blocks hold and their Markdown leaves out; ``base`` is the page's address."""
    for block, lines in kept.items():
        for element, why in _walk(block):
            if text := " ".join(" ".join(element.itertext()).split()):
                yield Dropped(lines, text, why)
        for image in block.iter("img", "amp-img"):
            text = " ".join((image.get("alt") or "").split())
            if text and not find_picture_address(image, base) and not is_read_as_text(image):
                yield Dropped(lines, text, _WHY_PICTURE)


def _walk(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the elements that are left out, each with the reason; what stands in them is not looked at."""
    if element.tag in SILENT:
        if element.tag in _WHY:
            yield element, _WHY[element.tag]
    elif is_unseen(element):
        yield element, _WHY_UNSEEN
    elif element.tag == "pre":
        found = (element,) if code_lines.is_gutter(element) else code_lines.find_left_out(element)
        yield from ((one, _WHY_CODE) for one in found if one.tag not in ("script", "style"))
    elif element.tag == "table" and code_lines.is_code_table(element):
        yield from ((cells_of(row)[0], _WHY_CODE) for row in rows_of(element) if cells_of(row))
    else:
        for child in element.iterchildren(etree.Element):
            yield from _walk(child)
