"""Find elements by the CSS selectors of a profile, such as ``article``, ``.body``, ``#main`` or ``div.text > p``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement


def select_elements(root: HtmlElement, selectors: Iterable[str]) -> Iterator[tuple[HtmlElement, str]]:
    """Return the matching elements, each with its selector. The selectors must be valid (``selector_error``)."""
    for selector in selectors:
        for element in _compile(selector)(root):
            yield element, selector


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
