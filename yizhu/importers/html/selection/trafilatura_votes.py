"""Ask trafilatura what it takes for the article, and map its answer to our blocks by marks in the text.

Its answer is a new tree without our elements and attributes. So each text of the copy it gets begins with a letter
that no page uses (an ideograph of Unicode's third plane), a different one for each block. The text behind a
block's letter in the answer is what trafilatura kept of the block.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html.normalization.loose_text import SILENT_TAGS
from yizhu.importers.html.page import HtmlPage

_FIRST, _LAST = 0x30000, 0x3134A
_MANY = 300  # in one block: writers use fewer
_INLINE = "br a b i u s em strong span font code small big sub sup q cite abbr mark del ins tt kbd var ruby rt rp".split()
_MARKS = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


def collect_votes(page: HtmlPage) -> tuple[float, ...]:
    """Return for each block the share of its text that trafilatura kept, from 0 to 1."""
    # Here, since it takes half a second to load.
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    root, given = _mark_copy(page)
    answer = bare_extraction(root, include_comments=False)
    body = getattr(answer, "body", None)
    kept = Counter[str]() if body is None else _lengths("".join(body.itertext()))
    letters = [_letter(number) for number in range(len(page.blocks))]
    return tuple(min(1.0, kept[letter] / given[letter]) if given[letter] else 0.0 for letter in letters)


def _mark_copy(page: HtmlPage) -> tuple[HtmlElement, Counter[str]]:
    """Return a copy of the page whose texts begin with their block's letter, and the length of each text."""
    numbers = {block.element: number for number, block in enumerate(page.blocks)}
    copied = deepcopy(page.root)
    # Element by element: a copy has them in the same order.
    twins = zip(page.root.iter(etree.Element), copied.iter(etree.Element), strict=True)
    blocks = [(twin, numbers[one]) for one, twin in twins if one in numbers]
    for element, number in blocks:
        _strip_inline_tags(element)
        _mark(element, _letter(number))
    return copied, _lengths("".join("".join(element.itertext()) for element, _ in blocks))


def _strip_inline_tags(block: HtmlElement) -> None:
    """Remove inline tags if there are many: trafilatura's time grows with the square of their number."""
    found = list(block.iterdescendants(*_INLINE))
    if len(found) > _MANY:
        etree.strip_tags(block, *_INLINE)


def _mark(block: HtmlElement, letter: str) -> None:
    for element in block.iter(etree.Element):
        if element.tag not in SILENT_TAGS and _is_counted(element.text):
            element.text = letter + _MARKS.sub("", element.text or "")
        if element is not block and _is_counted(element.tail):
            element.tail = letter + _MARKS.sub("", element.tail or "")


def _is_counted(text: str | None) -> bool:
    return bool(text and not text.isspace())


def _lengths(text: str) -> Counter[str]:
    """Return how much text follows each letter, white space excluded."""
    pieces = _MARKS.split(text)[1:]
    lengths = Counter[str]()
    for letter, piece in zip(_MARKS.findall(text), pieces, strict=True):
        lengths[letter] += len("".join(piece.split()))
    return lengths


def _letter(number: int) -> str:
    """Return the block's letter; all blocks after the 4,938th share the last one."""
    return chr(min(_FIRST + number, _LAST))
