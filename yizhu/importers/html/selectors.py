"""Find elements by the CSS selectors of a profile, such as ``article``, ``.body``, ``#main`` or ``div.text > p``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

_NUMBER = re.compile(r"\d{5,}")


def select_elements(root: HtmlElement, selectors: Iterable[str]) -> Iterator[tuple[HtmlElement, str]]:
    """Return the matching elements, each with its selector. The selectors must be valid (``selector_error``)."""
    for selector in selectors:
        for element in _compile(selector)(root):
            yield element, selector


def find_mark(root: HtmlElement, selectors: Iterable[str]) -> str:
    """Return the first selector that has an element on the page; empty if none has."""
    return next((selector for _, selector in select_elements(root, selectors)), "")


def choose_one(
    root: HtmlElement, selectors: Iterable[str], address: str
) -> tuple[HtmlElement, list[HtmlElement]] | None:
    """Of texts by several people, return the one that the address names, else the first, and the others."""
    found = {element for element, _ in select_elements(root, selectors)}
    outer = [one for one in found if found.isdisjoint(one.iterancestors())]
    if not outer:
        return None
    order = {element: at for at, element in enumerate(root.iter(etree.Element))}
    outer.sort(key=order.__getitem__)
    number = next(iter(_NUMBER.findall(address)[::-1]), "")
    chosen = next((one for one in outer if number and _names(one, number)), outer[0])
    return chosen, [one for one in outer if one is not chosen]


def _names(element: HtmlElement, number: str) -> bool:
    """Does the element say that it has the number, in an address or an attribute of its own?"""
    own = [*element.attrib.values(), *(one.get("content", "") for one in element.iter("meta"))]
    links = (one.get("href", "") for one in element.iter("a") if one.get("href", "").endswith(number))
    return any(number in _NUMBER.findall(value) for value in (*own, *links))


def selector_error(selector: str) -> str:
    """Return why this is not a valid selector; empty if it is one."""
    try:
        _compile(selector)(etree.Element("p"))  # some faults show only when something is looked for (ns|p)
    except (SelectorError, etree.XPathError) as wrong:
        return str(wrong)
    return ""


@cache
def _compile(selector: str) -> Any:
    return CSSSelector(selector, translator="html")
