"""Find a title that nothing but bold type tells: the first line of a text, alone above it."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml.html import HtmlElement

from yizhu.importers.html.page import HtmlBlock, HtmlPage
from yizhu.importers.metadata.head import FieldEvidence

_LONGEST = 60  # characters
_TOP = 6  # blocks from the top among which it is looked for
_SENTENCE = re.compile(r"[。；;…：:，,]$")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)


def find_bold_title(page: HtmlPage) -> FieldEvidence | None:
    """Return the title of a page without headings; None if its text begins with no line in bold alone."""
    blocks = [block for block in page.blocks if block.text]
    for block, below in pairwise(blocks[: _TOP + 1]):
        if _is_title(block) and not _is_bold(below.element):
            return FieldEvidence((block.text,), block.lines, "title: in bold alone above the text")
        if len(block.text) > _LONGEST or _SENTENCE.search(block.text):
            return None
    return None


def _is_title(block: HtmlBlock) -> bool:
    is_line = block.kind in ("paragraph", "other") and len(block.text) <= _LONGEST
    return is_line and not _SENTENCE.search(block.text) and _is_bold(block.element)


def _is_bold(element: HtmlElement) -> bool:
    """Is all text of the element in bold?"""
    whole = _length(element)
    if element.tag in ("b", "strong") or _BOLD.search(element.get("style") or ""):
        return whole > 0
    bold = [
        one
        for one in element.iterdescendants()
        if one.tag in ("b", "strong") or _BOLD.search(one.get("style") or "")
    ]
    inner = set(bold)
    return 0 < whole <= sum(_length(one) for one in bold if inner.isdisjoint(one.iterancestors()))


def _length(element: HtmlElement) -> int:
    return len("".join("".join(element.itertext()).split()))
