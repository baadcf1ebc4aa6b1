"""Find a title that its style tells (Google Docs, Word), or nothing but bold type: the first line, alone above a text."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html.page import HtmlBlock, HtmlPage
from yizhu.importers.metadata.head import FieldEvidence

_LONGEST = 60  # characters
_TOP = 6  # blocks from the top among which it is looked for
_CLASS = re.compile(r"\.[\w-]+")
_SHEET = re.compile(r"<style\b[^<>]{0,200}>([^<]*+)", re.I)
_STYLES = {"title", "MsoTitle"}  # of paragraphs: Google Docs, Word
_SENTENCE = re.compile(r"[。；;…：:，,]$")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)


def find_bold_title(page: HtmlPage) -> FieldEvidence | None:
    """Return the title of a page without headings; None if its text begins with no line in that style or in bold."""
    blocks = [block for block in page.blocks if block.text]
    for block in blocks[:_TOP]:
        if block.element.tag == "p" and _STYLES & set((block.element.get("class") or "").split()):
            return FieldEvidence((block.text,), block.lines, "title: in the style of titles")
    styled = _bold_classes(page)
    for block, below in pairwise(blocks[: _TOP + 1]):
        if _is_title(block, styled) and not _is_bold(below.element, styled):
            return FieldEvidence((block.text,), block.lines, "title: in bold alone above the text")
        if len(block.text) > _LONGEST or _SENTENCE.search(block.text):
            return None
    return None


def _bold_classes(page: HtmlPage) -> frozenset[str]:
    """Return the classes that the page's own style sheets set in bold, as Google Docs writes them."""
    sheets = "}".join(_SHEET.findall(page.source.text))  # of the tree they were taken out
    rules = (rule.partition("{") for rule in sheets.split("}") if _BOLD.search(rule))
    return frozenset(name[0].strip()[1:] for name in rules if _CLASS.fullmatch(name[0].strip()))


def _is_title(block: HtmlBlock, styled: frozenset[str]) -> bool:
    is_line = block.kind in ("paragraph", "other") and len(block.text) <= _LONGEST
    return is_line and not _SENTENCE.search(block.text) and _is_bold(block.element, styled)


def _is_bold(element: HtmlElement, styled: frozenset[str]) -> bool:
    """Is all text of the element in bold?"""
    whole = _length(element)
    if _sets_bold(element, styled):
        return whole > 0
    bold = [one for one in element.iterdescendants(etree.Element) if _sets_bold(one, styled)]
    inner = set(bold)
    return 0 < whole <= sum(_length(one) for one in bold if inner.isdisjoint(one.iterancestors()))


def _sets_bold(element: HtmlElement, styled: frozenset[str]) -> bool:
    is_tag = element.tag in ("b", "strong") or bool(_BOLD.search(element.get("style") or ""))
    return is_tag or not styled.isdisjoint((element.get("class") or "").split())


def _length(element: HtmlElement) -> int:
    return len("".join("".join(element.itertext()).split()))
