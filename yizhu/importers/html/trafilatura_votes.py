"""What trafilatura takes for the article, told for each block by a mark in its texts.

Its answer is a new tree, without our elements or their attributes. So each text of the copy that it gets opens
with one letter that no page has (an ideograph of Unicode's third plane), another one for each block: as much of
a block was kept as its letter comes back.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html.loose_text import SILENT_TAGS
from yizhu.importers.html.page import HtmlPage

_FIRST, _LAST = 0x30000, 0x3134A
_MANY = 300  # in one block: writers use fewer
_INLINE = "br a b i u s em strong span font code small big sub sup q cite abbr mark del ins tt kbd var ruby rt rp".split()
_MARKS = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


def collect_votes(page: HtmlPage) -> tuple[float, ...]:
    """For each block the share of its text that was kept, from 0 to 1."""
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
    """A copy of the page whose texts open with their block's letter, and how much text each has."""
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
    """Leave out what formats words, if that is much: the extractor's time grows as the square of its number."""
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
    """How much text stands behind each letter, white space left out."""
    pieces = _MARKS.split(text)[1:]
    lengths = Counter[str]()
    for letter, piece in zip(_MARKS.findall(text), pieces, strict=True):
        lengths[letter] += len("".join(piece.split()))
    return lengths


def _letter(number: int) -> str:
    """The block's letter; all blocks behind the 4,938th share the last one."""
    return chr(min(_FIRST + number, _LAST))
