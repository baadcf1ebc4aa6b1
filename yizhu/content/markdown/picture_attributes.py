"""Attributes behind a picture: ``![alt](a.png){width=50%}``."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

from yizhu.content.faults import did_you_mean
from yizhu.content.markdown.attributes import read_braces

PICTURE_NAMES = ("width",)
_PERCENT = re.compile(r"(?:[1-9][0-9]?|100)%$")
_PIXELS = re.compile(r"([1-9][0-9]{0,3})(?:px)?$")


def picture_attributes(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: braces directly behind a picture are its attributes."""
    md.inline.ruler.at("image", _parse_picture)


def _parse_picture(state: StateInline, silent: bool) -> bool:
    if not image(state, silent):
        return False
    if not silent and state.src.startswith("{", state.pos):
        braces = read_braces(state.src, state.pos)
        if braces and braces.end <= state.posMax:
            state.tokens[-1].meta = {"attributes": braces.attributes}
            state.pos = braces.end
    return True


def read_width(picture: Token) -> str:
    """Return how wide a picture is shown, as HTML has it: a percentage, or a number of pixels; empty: as it is."""
    value = str(dict(picture.meta.get("attributes", ())).get("width", ""))
    pixels = _PIXELS.match(value)
    return pixels[1] if pixels else value


def find_wrong_picture_attributes(token: Token) -> list[tuple[str, str, str]]:
    """Return for each attribute of a picture that cannot be: what stands in the text, what is wrong, and the help."""
    found: list[tuple[str, str, str]] = []
    for name, value in token.meta.get("attributes", ()) if token.type == "image" else ():
        if name not in PICTURE_NAMES:
            help = did_you_mean(name, PICTURE_NAMES, "a picture knows width: {width=50%} or {width=300px}")
            found.append((name, f"no picture attribute {name}", help))
        elif not (_PERCENT.match(value) or _PIXELS.match(value)):
            help = "write a percentage up to 100 or a number of pixels: {width=50%}, {width=300px}"
            found.append((value or name, f"width cannot be {value or 'empty'}", help))
    return found
