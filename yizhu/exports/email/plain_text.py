"""The plain-text part of a message: its words with the numbers of notes, addresses written out, the counterpart quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhu.exports.xml import Element

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th hr pre blockquote figure figcaption section aside".split()
)
_SKIPPED = ("head", "style", "title", "rt", "rp")
_SPACE = re.compile(r"[ \t\r\n]+")
_BREAK = "\x00"  # of a paragraph, while a text is put together
_NUMBER = re.compile(r"\x01[\x00\s]*")  # behind a passage's number, which stands before its first paragraph
_ITEMS = re.compile(r"^((?:-|\d+\.) .*)\n\n(?=(?:-|\d+\.) )", re.M)


def write_plain_text(document: Element) -> str:
    """Return the words of a message (``parse_page``) as paragraphs with an empty line between them."""
    for hidden in document.find_class("preheader"):
        hidden.drop_tree()
    paragraphs = _split(_NUMBER.sub(" ", "".join(_walk(document))))
    return _ITEMS.sub(r"\1\n", "\n\n".join(paragraphs)) + "\n"


def _split(text: str) -> list[str]:
    return [part.strip(" \n") for part in text.split(_BREAK) if part.strip()]


def _walk(element: Element) -> Iterator[str]:
    """Yield the pieces of an element's text."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag in _BLOCKS:
        yield _BREAK
    yield from _write(element)
    if element.tag in _BLOCKS:
        yield _BREAK


def _write(element: Element) -> Iterator[str]:
    classes = (element.get("class") or "").split()
    if element.tag == "pre":
        yield element.text_content().rstrip()
    elif element.tag in ("hr", "br", "img"):
        yield {"hr": "* * *", "br": "\n"}.get(element.tag) or f"[{element.get('alt', '')}]"
    elif "beside" in classes or element.tag == "blockquote":
        yield _BREAK.join(_quote(part) for part in _split("".join(_walk_inside(element))))
    elif element.tag == "a":
        yield _write_link(element, classes)
    elif element.tag == "li":
        number = element.getparent().index(element) + 1
        sign = f"{number}." if element.getparent().tag == "ol" else "-"
        yield f"{sign} {''.join(_walk_inside(element)).strip(_BREAK + ' ')}"
    elif "number" in classes:
        yield f"{element.text}.\x01"
    elif element.tag == "tr" and next(element.iterancestors("td"), None) is not None:
        yield " | ".join(" ".join(cell.text_content().split()) for cell in element)
    else:
        yield from _walk_inside(element)


def _walk_inside(element: Element) -> Iterator[str]:
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _walk(child)
        yield _SPACE.sub(" ", child.tail or "")


def _quote(paragraph: str) -> str:
    return "\n".join(f"> {line}" for line in paragraph.split("\n"))


def _write_link(element: Element, classes: list[str]) -> str:
    """Return a link: a note's number in brackets, where another one leads behind its words."""
    text, address = "".join(_walk_inside(element)), element.get("href", "")
    if {"note-ref", "footnote-ref", "back"} & set(classes):
        return f"[{text}]" if text.isdecimal() else ""
    if address.startswith("#") or text.strip() == address:
        return text
    return f"{text} <{address}>"
