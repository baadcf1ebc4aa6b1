"""Find the element that a page itself says holds its article: what stands in it is never dropped for its looks.

1. a document (DOCX, EPUB) is all article
2. of a page: what a profile names as content, ``itemprop=articleBody``, WeChat's ``#js_content``, the one
   ``<article>`` that holds the text, or what the programs that make pages call it (``entry-content``)
3. where little of what the page says is prose (verse, briefs, questions, code), its main part
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from yizhu.importers.html.normalization.loose_text import SILENT_TAGS
from yizhu.importers.html.page import HtmlPage
from yizhu.importers.html.selection.scores import ScoredBlock, sum_scores

_DOCUMENTS = ("docx", "epub")
_BODY = "//*[contains(concat(' ', @itemprop, ' '), ' articleBody ')]"
_WECHAT = "//*[@id='js_content']"
_ARTICLE = "//article | //*[@role='article']"
# What programs that make pages call the element with the text.
_NAMES = (
    "e-content entry-content post-content article-content article-body article__body post-body markdown-body "
    "mw-parser-output markdown-preview-view post__content story-body".split()
)
# Alone, or behind what a script or a theme puts before it: js-article-content.
_IS_NAMED = re.compile(rf"(?:^|\s)(?:js-|single-|[cl]-)?(?:{'|'.join(_NAMES)})(?:\s|$)")
_NAMED = "//*[contains(@class, 'content') or contains(@class, 'body') or contains(@class, 'markdown-p') or contains(@class, 'mw-p')]"
_LAST_RESORT = ("//main | //*[@role='main']", "//body")
_MOST = 0.7  # of the text in all elements of one kind: the others are teasers
_LEAST = 0.5  # of the page's prose: what holds less is a box within the article, or a teaser
_PROSE = 0.4  # of what a page says is prose, if it is a page of prose
_MUCH = 0.12  # of a container's text: who holds it is a home of paragraphs
_LINKED = 0.5  # of a block's text
# A container with one of these in it holds more than the writer's words.
_FURNITURE = "script iframe form button nav aside ins footer select input noscript".split()
_WRITERS = "p h2 h3 h4 h5 h6 ul ol blockquote pre table dl".split()  # the elements that writers use


@dataclass(frozen=True, slots=True)
class Container:
    """The elements that are known to be the article, and how sure what stands in them is the writer's."""

    elements: frozenset[HtmlElement]
    is_document: bool = False  # a program wrote all of it as one text
    is_clean: bool = False  # nothing but text stands in it
    is_last_resort: bool = False  # the page names none, and holds no prose
    homes: frozenset[HtmlElement] = frozenset()  # elements in which much of its text stands side by side

    def judge(self, one: ScoredBlock) -> str:
        """Return what a block is worth that looks like none of the article's: keep, unsure or drop."""
        if self.elements.isdisjoint(one.about):
            return "drop"
        if one.block.kind == "code":
            return "keep"
        tags = (*_WRITERS, "div") if self.is_last_resort else _WRITERS
        is_written = one.home in self.homes and one.block.element.tag in tags
        if is_written and not one.linked:
            return "keep"
        return "unsure" if self.is_clean or (is_written and _is_said(one)) else "drop"


def _is_said(one: ScoredBlock) -> bool:
    """Is a block with links a sentence of the writer's, rather than a pointer to something else?"""
    if one.block.kind == "list":
        return False
    return one.linked < _LINKED or (one.is_sentence and len(list(one.block.element.iter("a"))) == 1)


def find_container(
    page: HtmlPage, blocks: tuple[ScoredBlock, ...], content: Iterable[HtmlElement] = ()
) -> Container | None:
    """Return the page's container; None if neither a profile (``content``) nor the page names one."""
    if page.source.form in _DOCUMENTS:
        return Container(frozenset((page.root,)), is_document=True, is_clean=True)
    if known := frozenset(content):
        return Container(known, is_clean=True, homes=_find_homes(known, blocks))
    prose = sum_scores((one, one.weight) for one in blocks if one.is_prose)
    element = _named(page, prose) if prose else None
    is_last_resort = element is None and _says_little(blocks)
    element = _last_resort(page) if is_last_resort else element
    if element is None:
        return None
    is_clean = element.get("id") == "js_content" or next(element.iter(*_FURNITURE), None) is None
    known = frozenset((element,))
    return Container(
        known, is_clean=is_clean, is_last_resort=is_last_resort, homes=_find_homes(known, blocks)
    )


def _says_little(blocks: tuple[ScoredBlock, ...]) -> bool:
    """Is most of what the page says, boxes and links apart, no prose: briefs, verse, code, lists?"""
    said = [(one.length * (1 - one.linked), one.is_prose) for one in blocks if not one.box]
    return sum(length for length, is_prose in said if is_prose) < _PROSE * sum(length for length, _ in said)


def _named(page: HtmlPage, prose: dict[HtmlElement, float]) -> HtmlElement | None:
    whole = max(prose.values())
    found = (_largest(_find(page, kind)) for kind in (_BODY, _WECHAT, _ARTICLE, _NAMED))
    return next((one for one in found if one is not None and prose.get(one, 0.0) >= _LEAST * whole), None)


def _last_resort(page: HtmlPage) -> HtmlElement | None:
    kinds = (_BODY, _WECHAT, _ARTICLE, _NAMED, *_LAST_RESORT)
    return next((one for kind in kinds if (one := _largest(_find(page, kind))) is not None), None)


def _find(page: HtmlPage, kind: str) -> list[HtmlElement]:
    found: list[HtmlElement] = page.root.xpath(kind)
    return [one for one in found if kind != _NAMED or _IS_NAMED.search(one.get("class") or "")]


def _find_homes(elements: frozenset[HtmlElement], blocks: tuple[ScoredBlock, ...]) -> frozenset[HtmlElement]:
    shares: Counter[HtmlElement] = Counter()
    for one in blocks:
        if not elements.isdisjoint(one.about) and not one.box:
            shares[one.home] += round(one.length * (1 - one.linked))
    whole = shares.total()
    return frozenset(home for home, share in shares.items() if share >= _MUCH * whole)


def _largest(elements: Iterable[HtmlElement]) -> HtmlElement | None:
    """Return the one that holds most of the text of all, inner ones not counted; None if none does."""
    given = list(elements)
    inner = set(given)
    outer = [one for one in given if inner.isdisjoint(one.iterancestors())]
    lengths = [_length(one) for one in outer]
    if not any(lengths) or max(lengths) < _MOST * sum(lengths):
        return None
    return outer[lengths.index(max(lengths))]


def _length(element: HtmlElement) -> int:
    return sum(
        len("".join((one.text or "").split())) + len("".join((one.tail or "").split()))
        for one in element.iter()
        if one.tag not in SILENT_TAGS
    )
