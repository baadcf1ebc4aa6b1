"""Recognise a table of contents: a list of links to headings further down on the same page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement

from yizhu.importers.html.page import HtmlPage

_LEAST = 3  # links: two may be the writer's "see above, see below"
_NUMBER = 3  # characters beside a link: 2.1
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def find_contents(page: HtmlPage) -> Iterator[HtmlElement]:
    """Yield the lists that are nothing but links to the page's own headings."""
    lists = [block.element for block in page.blocks if block.kind == "list"]
    found = [(one, links) for one in lists if len(links := _local_links(one)) >= _LEAST]
    if not found:
        return
    heads = list(page.root.iter(*_HEADINGS))
    said = {_plain(head) for head in heads}
    named = {name for head in heads for name in _names(head)}
    for one, links in found:
        led = sum(unquote(link.get("href", "")[1:]) in named or _plain(link) in said for link in links)
        if led * 2 > len(links) and _length(one) <= sum(map(_length, links)) + _NUMBER * len(links):
            yield one


def _local_links(element: HtmlElement) -> list[HtmlElement]:
    return [link for link in element.iter("a") if (link.get("href") or "").startswith("#")]


def _names(head: HtmlElement) -> Iterator[str]:
    """Yield the names of a heading, of what it holds, and of the box about it."""
    around = head.getparent()
    for one in (head, *head.iter("a", "span"), *(() if around is None else (around,))):
        yield from (name for name in (one.get("id"), one.get("name")) if name)


def _length(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _plain(element: HtmlElement) -> str:
    return "".join(char for char in element.text_content().lower() if char.isalnum())
