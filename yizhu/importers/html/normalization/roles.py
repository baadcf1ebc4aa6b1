"""Give boxes the tags that their roles or names stand for: lists, headings, quotations in boxes, keys to press."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

_ROLES = {"paragraph": "p", "list": "ul", "listitem": "li", "blockquote": "blockquote"}
_BOXES = frozenset(
    "callout admonition admonitionblock markdown-alert alert-box theorem tip note warning caution important".split()
)
_TITLE = re.compile(
    r"(?:^|\s)(?:callout|admonition|markdown-alert|alert|box)-(?:title|heading|header)(?:\s|$)", re.I
)
_BESIDE = 4  # times as long as its label is the sentence in which a button is named
_LONGEST = 2000  # characters of a box of a writer's: what is longer is a part of the page


def give_tags(root: HtmlElement) -> None:
    """Rename the elements of the page whose role says what they are."""
    for element in root.iter("div", "span"):
        role = element.get("role") or ""
        if role in _ROLES:
            element.tag = _ROLES[role]
        elif role == "heading":
            level = element.get("aria-level") or ""
            element.tag = f"h{level}" if level in tuple("123456") else "h2"
    for box in [one for one in root.iter("div", "aside", "section") if _is_writers_box(one)]:
        _make_quotation(box)
    for button in [one for one in root.iter("button") if _is_named_in_sentence(one)]:
        button.tag = "span"


def _is_writers_box(box: HtmlElement) -> bool:
    """Is it a box for a note or a warning, with a title of its own or nothing but text?"""
    words = (box.get("class") or "").split()
    if _BOXES.isdisjoint(words) or len(box.text_content()) > _LONGEST:
        return False
    has_title = any(_TITLE.search(one.get("class") or "") for one in box.iterdescendants(etree.Element))
    is_plain = next(box.iter("a", "form", "input", "button", "iframe"), None) is None
    return has_title or (box.tag == "aside" and is_plain)


def _make_quotation(box: HtmlElement) -> None:
    """Make the box a quotation that begins with its title in bold; what it hides when it is folded shows."""
    box.tag = "blockquote"
    for inner in list(box.iterdescendants(etree.Element)):
        inner.attrib.pop("hidden", None)
        if "display" in (inner.get("style") or ""):
            del inner.attrib["style"]
    title = next((one for one in box.iterdescendants() if _TITLE.search(one.get("class") or "")), None)
    if title is None or not title.text_content().strip() or title.find(".//p") is not None:
        return
    words = " ".join(title.text_content().split())
    title[:] = []
    title.text, title.tag = None, "p"
    bold = title.makeelement("strong")
    bold.text = words
    title.append(bold)


def _is_named_in_sentence(button: HtmlElement) -> bool:
    """Does the button stand for its name, in a sentence that tells to press it?"""
    around = button.getparent()
    if around is None or around.tag not in ("p", "li") or not (around.text or "").strip():
        return False
    label = len(button.text_content().strip())
    own = len((around.text or "").strip()) + sum(len((one.tail or "").strip()) for one in around)
    return 0 < label * _BESIDE < own
