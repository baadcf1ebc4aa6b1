"""Read what a page states for machines: its meta tags and its linked data, each with its lines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from yizhu.chinese.han import joins_lines
from yizhu.importers.model.draft import Lines

_ARTICLE = re.compile(r"Article|Posting|Report\b|Review|Column")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item")
_DEEPEST = 6
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_APART = ("br", "p", "div", "li", "ul", "h1", "h2", "h3", "h4", "td", "tr", "section", "dd", "dt")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WRAPPED = re.compile(
    r"^\s*(?:/[/*]\s*)?<!(?:\[CDATA\[|--)(?:\s*\*/)?|(?:/[/*]\s*)?(?:\]\]|--)>(?:\s*\*/)?\s*$"
)
_BARE_LINE_END = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One meta tag's statement, and its lines."""

    key: str  # of a meta tag, in small letters; of linked data, the property
    value: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """The value of one front matter field, and the evidence for it."""

    values: tuple[str, ...]
    lines: Lines
    why: str  # the rule

    @property
    def value(self) -> str:
        """The only value, or the first."""
        return self.values[0]


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A readable piece of the page: a block, or a line of a text dump."""

    text: str
    lines: Lines
    is_link: bool = False  # most of it is the text of links
    is_caption: bool = False  # of a picture
    is_bold: bool = False  # all of it


@dataclass(frozen=True, slots=True)
class LinkedNode:
    """One article that the page describes in linked data."""

    node: dict[str, Any]
    lines: Lines


@dataclass(frozen=True, slots=True)
class Head:
    """All statements of the page, in document order."""

    metas: tuple[Statement, ...]
    articles: tuple[
        LinkedNode, ...
    ]  # in the linked data: the article before its teasers, if they can be distinguished
    others: tuple[LinkedNode, ...]  # sites, organisations, breadcrumbs …

    def meta(self, *keys: str) -> Statement | None:
        """Return the first meta tag with one of the keys; earlier keys are tried first."""
        return next((said for key in keys for said in self.metas if said.key == key), None)


def read_head(root: HtmlElement) -> Head:
    """Return the statements of a page."""
    nodes = tuple(_read_linked_data(root))
    articles = [linked for linked in nodes if _is_article(linked)]
    # A teaser in a list has a headline and an address; the article itself also says when it appeared.
    articles.sort(key=lambda linked: not ("headline" in linked.node and "datePublished" in linked.node))
    others = tuple(linked for linked in nodes if not _is_article(linked))
    return Head(tuple(_read_meta_tags(root)), tuple(articles), others)


def _is_article(linked: LinkedNode) -> bool:
    return bool(_ARTICLE.search(str(linked.node.get("@type", ""))))


def clean_text(text: object) -> str:
    """Return the text as read: entities decoded twice, invisible characters removed, white space collapsed."""
    if not isinstance(text, str):
        return ""
    return _SPACE.sub(" ", _UNSEEN.sub("", html.unescape(text))).strip()


def read_text(element: HtmlElement) -> str:
    """Return the readable text of an element; Chinese divided by a line break is joined again."""
    text = "".join(_pieces(element))
    words = _UNSEEN.sub("", text).split("\n")
    joined = ""
    for line in (_SPACE.sub(" ", word).strip() for word in words):
        gap = "" if not joined or not line or joins_lines(joined[-1], line[0]) else " "
        joined += gap + line
    return joined


def _pieces(element: HtmlElement) -> Iterator[str]:
    if element.tag in ("script", "style", "noscript", "template", "svg") or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        apart = "\n" if child.tag in _APART else ""
        yield apart
        yield from _pieces(child)
        yield apart + (child.tail or "")


def find_line(element: HtmlElement) -> Lines:
    """Return the line of the element's tag as a range."""
    line = element.sourceline or 1
    return line, line


def read_names(value: object, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield the names in a property that may hold a text, a node, or a list of these."""
    if isinstance(value, str):
        yield clean_text(value)
    elif isinstance(value, dict) and depth:
        yield from read_names(value.get("name"), depth - 1)
    elif isinstance(value, list) and depth:
        for one in value:
            yield from read_names(one, depth - 1)


def _read_meta_tags(root: HtmlElement) -> Iterator[Statement]:
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = clean_text(element.get("content"))
        for one in key.lower().split() if value else ():  # a property may name several
            yield Statement(one, value, find_line(element))


def _read_linked_data(root: HtmlElement) -> Iterator[LinkedNode]:
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower() and script.text:
            first = script.sourceline or 1
            lines = (first, first + script.text.count("\n"))
            for node in _nodes(_parse_json(script.text), _DEEPEST):
                yield LinkedNode(node, lines)


def _parse_json(text: str) -> Any:
    """Return the parsed data, or None: pages contain faulty JSON that no reader ever sees."""
    text = _WRAPPED.sub("", text)
    for attempt in (text, _BARE_LINE_END.sub(" ", text), html.unescape(text), text.strip().rstrip(";")):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if not depth:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth)
    elif isinstance(value, dict):
        yield value
        for key in _INSIDE:
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth - 1)
