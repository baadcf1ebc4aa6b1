"""Tie footnotes that only a script or their order ties: a sign whose attribute names its note, a number above its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

_SIGN = re.compile(r"[\[(（]?(?:[0-9]{1,3}|[a-z]|[*†‡§¶]{1,3})[\])）]?\.?", re.I)
_CALLED_NOTE = re.compile(r"note|fn|ftn|cite|ref", re.I)
_WORD = re.compile(r"[\w:.-]+")
_SAYS_OTHER = frozenset(("id", "class", "style", "title", "href", "target", "rel"))
_LEADS_NOWHERE = re.compile(r"\s*+(?:#?\s*+$|javascript:)", re.I)
_BOXES = ("aside", "div", "section", "p", "dd")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_SIGN = 12  # letters that a note may have beside its text
_LONGEST = 3000  # characters of a note


def link_named_notes(root: HtmlElement) -> None:
    """Give a sign that leads nowhere the address of the note that an attribute of it, or of its box, names."""
    links = [one for one in root.iter("a") if _LEADS_NOWHERE.match(one.get("href") or "") and _is_sign(one)]
    ids = {one.get("id", ""): one for one in root.iter(etree.Element) if one.get("id")} if links else {}
    for link in links:
        goal = next(
            (ids[name] for name in _named_by(link) if name in ids and _is_note(ids[name], link)), None
        )
        if goal is None:
            continue
        link.set("href", f"#{goal.get('id')}")
        if goal.tag in _BOXES:
            link.set("role", "doc-noteref")
            goal.set("role", "doc-footnote")


def gather_below_numbers(root: HtmlElement, goals: set[str]) -> Iterator[HtmlElement]:
    """Yield a box for each note whose number, with a link back, is a heading or paragraph above its text."""
    named = ("a", "span", "p", *_HEADINGS) if goals else ("a",)
    for element in [one for one in root.iter(*named) if one.get("id") in goals]:
        around = (element, *element.iterancestors())
        number = next((one for one in around if one.tag in ("p", *_HEADINGS)), None)
        if number is None or not _is_number(number):
            continue
        below = list(takewhile(_is_text, number.itersiblings(tag=etree.Element)))
        if below and sum(len(one.text_content()) for one in below) < _LONGEST:
            yield _enclose(number, below)


def hide_repeated_notes(root: HtmlElement) -> None:
    """Hide what stands right behind a note's number, for the margin, and says the note that stands below again."""
    pairs = [
        (link, beside)
        for link in root.iter("a")
        if (link.get("href") or "").startswith("#") and (beside := _beside(link)) is not None
    ]
    ids = {one.get("id", ""): one for one in root.iter("li", "p", "aside") if one.get("id")} if pairs else {}
    for link, beside in pairs:
        note = ids.get(link.get("href", "")[1:])
        if note is None or note in link.iterancestors():
            continue
        said, again = _letters(note), _letters(beside)
        if again and again in said and len(said) - len(again) < _LONGEST_SIGN:
            beside.set("hidden", "")


def _beside(link: HtmlElement) -> HtmlElement | None:
    """Return the span right behind a link, or behind the element that holds it alone."""
    parent = link.getparent()
    sign = parent if parent is not None and parent.tag in ("sup", "span") and len(parent) == 1 else link
    beside = sign.getnext()
    is_span = beside is not None and beside.tag in ("span", "small", "aside")
    return beside if is_span and _is_sign(link) and not (sign.tail or "").strip() else None


def _letters(element: HtmlElement) -> str:
    """Return the text without its marks, and without the digits at its head."""
    return "".join(char for char in element.text_content() if char.isalnum()).lstrip("0123456789")


def _enclose(number: HtmlElement, below: list[HtmlElement]) -> HtmlElement:
    box: HtmlElement = number.makeelement("div")
    cast(Any, box).sourceline = number.sourceline
    number.addprevious(box)
    box.extend([number, *below])
    number.tag = "sup"  # as a note's number is written
    return box


def _is_sign(element: HtmlElement) -> bool:
    return bool(_SIGN.fullmatch("".join(element.text_content().split())))


def _is_number(element: HtmlElement) -> bool:
    """Is the block a sign alone, with a link to where it stands in the text?"""
    return _is_sign(element) and any((link.get("href") or "").startswith("#") for link in element.iter("a"))


def _is_text(element: HtmlElement) -> bool:
    return element.tag not in ("hr", *_HEADINGS) and not _is_number(element)


def _named_by(link: HtmlElement) -> Iterator[str]:
    """Yield the words of the attributes of a link, and of the element that holds nothing else."""
    parent = link.getparent()
    said = "".join(link.text_content().split())
    is_alone = parent is not None and "".join(parent.text_content().split()) == said
    for element in (link, *((parent,) if is_alone else ())):
        for name, value in element.attrib.items():
            if name not in _SAYS_OTHER:
                yield from _WORD.findall(value)


def _is_note(goal: HtmlElement, link: HtmlElement) -> bool:
    """Is what an attribute names called a note, or the place of one, and elsewhere?"""
    names = f"{goal.get('id') or ''} {goal.get('class') or ''}"
    return bool(_CALLED_NOTE.search(names)) and goal not in (link, *link.iterancestors())
