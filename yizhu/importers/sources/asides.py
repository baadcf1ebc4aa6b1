"""Mark what a packed document says beside its text, so that it is dropped with a reason and not in silence."""

from __future__ import annotations

import re

_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
ASIDE = "data-beside-the-text"
_WHY = {
    "header": "stands at the head or foot of each page",
    "comment": "a comment on the document",
    "deleted": "deleted, by a change that the document tracks",
    "uncalled": "a note that nothing in the text calls",
    "drawing": "words in a drawing or diagram",
    "contents": "the book's table of contents",
    "apart": "a page of the book outside its reading order, to which no kept page leads",
}


def aside_html(kind: str, markup: str) -> str:
    """Return a box of HTML, named by what it is."""
    return f'<div {ASIDE}="{kind}">{markup}</div>\n'


def aside_reason(kind: str) -> str:
    """Return why the receipt says that it was dropped."""
    return _WHY.get(kind, "stands beside the text")


def text_alone(markup: str) -> str:
    """Return the markup's text on one line, as HTML: tags that are not closed would take in what follows."""
    text = _TAG.sub(" ", _SCRIPT.sub(" ", markup))
    return " ".join(text.replace("<", " ").split())
