"""What the editor's profile of a site says of the elements of its pages, laid over what was judged."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.extract import Judged
from yizhu.importers.page import HtmlPage
from yizhu.importers.profiles import Profile
from yizhu.importers.selectors import selected


def as_profiled(page: HtmlPage, found: tuple[Judged, ...], rules: Profile) -> tuple[Judged, ...]:
    """The blocks, those dropped that the profile drops or, where it names the article, leaves outside."""
    dropped = _inside(page.root, rules.drop)
    held = _inside(page.root, rules.content)
    holds = any(one.block.element in held and one.block.text for one in found)
    return tuple(_judged(one, dropped, held if holds else None) for one in found)


def _inside(root: HtmlElement, selectors: tuple[str, ...]) -> dict[HtmlElement, str]:
    """All elements within those that are named, each with the selector."""
    return {
        inner: selector
        for element, selector in selected(root, selectors)
        for inner in element.iter(etree.Element)
    }


def _judged(one: Judged, dropped: dict[HtmlElement, str], held: dict[HtmlElement, str] | None) -> Judged:
    element = one.block.element
    if element in dropped:
        return replace(one, verdict="drop", why=f"profile: {dropped[element]} is no part of the article")
    if held is not None and one.verdict != "drop" and element not in held:
        return replace(one, verdict="drop", why="profile: stands outside what holds the article")
    return one
