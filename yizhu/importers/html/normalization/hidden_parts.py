"""Show what a page holds, but hides until a script has run or a reader asks for it.

1. shadow trees that are written out (``<template shadowrootmode>``), and parts that were sent late and wait hidden
   for their place (``<div hidden id="S:0">`` for ``<template id="B:0">``)
2. folded parts: what stands in a box called collapsed, accordion, spoiler …, or in ``<details>``
3. where the page shows hardly any words: the text in its ``<noscript>``, or the longest article in its data
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement, fragments_fromstring

from yizhu.importers.html.normalization.loose_text import SILENT_TAGS

_LATE = re.compile(r"S:([0-9a-f]+)")
_HIDDEN = re.compile(r"display\s*:\s*none\s*;?|visibility\s*:\s*hidden\s*;?", re.I)
_FOLDED = re.compile(
    r"collaps|accordion|expand|spoiler|foldable|toggle-?content|read-?more-?(?:content|text)|faq", re.I
)
_NO_TEXT = re.compile(r"nav|menu|comment|share|search|login|modal|popup|cookie|sidebar|footer", re.I)
_HARDLY = 200  # characters: a page that shows no more waits for a script
_ARTICLE = 150  # characters: shorter texts in a page's data are descriptions
_DATA = re.compile(
    r"<script\b[^<>]*\btype\s*+=\s*+[\"']?\s*+application/(?:ld\+)?json[^<>]*>(.*?)</script", re.I | re.S
)
_TEXTS = frozenset(
    "articlebody content body html text bodyhtml body_html contenthtml content_html articlecontent rendered".split()
)
_MARKUP = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|br)\b", re.I)
_DEEPEST = 40  # values within each other


def show_hidden_parts(root: HtmlElement, page: str) -> None:
    """Bring what is hidden into the flow of the page."""
    for template in list(root.iter("template")):
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    _place_late_parts(root)
    for element in list(root.iter("div", "section", "p", "ul", "ol", "span")):
        if _is_hidden(element) and _is_folded(element):
            _unhide(element)
    body = root.find(".//body")
    if body is not None and _count_words(body) < _HARDLY:
        _show_substitute(body, page)


def _place_late_parts(root: HtmlElement) -> None:
    """Put each part that was sent late where it is to stand."""
    places = {one.get("id", ""): one for one in root.iter("template") if one.get("id", "").startswith("B:")}
    for part in [one for one in root.iter("div") if _LATE.fullmatch(one.get("id", ""))]:
        part.attrib.pop("hidden", None)
        place = places.get("B:" + part.get("id", "")[2:])
        if place is not None and place.getparent() is not None and part not in place.iterancestors():
            part.tail, tail = None, part.tail
            if tail and tail.strip():
                continue
            place.addnext(part)


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_folded(element: HtmlElement) -> bool:
    """Is it called a part that a reader unfolds, it or the box about it, and does it hold text?"""
    parent = element.getparent()
    if parent is None:
        return False
    names = " ".join((one.get("class") or "") + " " + (one.get("id") or "") for one in (element, parent))
    is_named = parent.tag == "details" or _FOLDED.search(names)
    return bool(is_named) and not _NO_TEXT.search(names) and _count_words(element) > 0


def _unhide(element: HtmlElement) -> None:
    element.attrib.pop("hidden", None)
    if style := element.get("style"):
        element.set("style", _HIDDEN.sub("", style))


def _count_words(element: HtmlElement) -> int:
    """Return how many characters of text the element shows, up to so many that it shows enough."""
    length, waiting = 0, [element]
    while waiting and length < _HARDLY:
        one = waiting.pop()
        if one.tag not in SILENT_TAGS:
            length += len("".join((one.text or "").split()))
            waiting += one
        length += len("".join((one.tail or "").split())) if one is not element else 0
    return length


def _show_substitute(body: HtmlElement, page: str) -> None:
    """Show the text of the page that it has for those who run no scripts, or that its scripts would show."""
    for fallback in list(body.iter("noscript")):
        if len(fallback.text_content().strip()) > _ARTICLE and fallback.find(".//p") is not None:
            fallback.tag = "div"
            return
    texts = [text for data in _DATA.finditer(page) for text in _find_texts(data)]
    if (longest := max(texts, key=lambda found: len(found[0]), default=None)) is not None:
        _add_article(body, *longest)


def _find_texts(data: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the texts of articles in one script's data, each with its line."""
    try:
        value = json.loads(data[1])
    except (ValueError, RecursionError):
        return
    line = data.string.count("\n", 0, data.start()) + 1
    for name, text in _strings(value, "", 0):
        if name.lower() in _TEXTS and len(text) > _ARTICLE:
            yield text, line


def _strings(value: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif depth < _DEEPEST and isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, str(key), depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for inner in value:
            yield from _strings(inner, name, depth + 1)


def _add_article(body: HtmlElement, text: str, line: int) -> None:
    markup = text
    if not _MARKUP.search(text):
        lines = (part.strip() for part in html.unescape(text).split("\n"))
        markup = "".join(f"<p>{html.escape(part)}</p>" for part in lines if part)
    article: HtmlElement = body.makeelement("article")
    try:
        parts = fragments_fromstring(f"<div>{markup}</div>")
    except etree.ParserError:
        return
    for part in parts:
        for one in (article, *part.iter(etree.Element)):
            cast(Any, one).sourceline = line  # its stubs know no setter
        article.append(part)
    body.append(article)
