"""Elements that stand in a line and are no mere format of its words: pictures, readings, formulas, breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

from yizhu.content.prose import OBJECT_CHARACTER
from yizhu.importers.html.formats import Around
from yizhu.importers.html.pictures import picture_of
from yizhu.importers.html.words import Run, break_of, plain


def _picture(element: HtmlElement, around: Around) -> Iterator[Run]:
    alt = plain(element.get("alt", ""))
    # Pictures of characters: what they show is what they say.
    if alt and len(alt) <= 8 and re.search(r"\b(?:emoji|wp-smiley|emoticon)\b", element.get("class", "")):
        yield Run(alt, around.formats)
    elif address := picture_of(element, around.base):
        attributes = (("src", address), *((("alt", alt),) if alt else ()))
        links = tuple(given for given in around.formats if given[0] == "link")
        yield Run(OBJECT_CHARACTER, (*links, ("image", attributes)))


def _ruby(element: HtmlElement, around: Around) -> Iterator[Run]:
    """Each base with its reading: the bases first or each before its reading, as the page has them."""
    bases: list[str] = []
    readings: list[str] = []
    pairs: list[tuple[str, str]] = []
    for tag, said in _ruby_parts(element):
        if tag == "rt":
            readings.append(plain(said))
        elif said.strip():
            if readings:
                pairs += _paired(bases, readings)
                bases, readings = [], []
            bases.append(said)
    for base, reading in pairs + _paired(bases, readings):
        yield _read(base, reading, around)


def _ruby_parts(element: HtmlElement) -> Iterator[tuple[str, str]]:
    yield "rb", element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag in ("rtc", "rbc"):
            yield from _ruby_parts(child)
        elif child.tag == "rt":
            yield "rt", child.text_content()
        elif child.tag != "rp":
            yield "rb", child.text_content()
        yield "rb", child.tail or ""


def _paired(bases: Sequence[str], readings: Sequence[str]) -> list[tuple[str, str]]:
    if len(bases) == len(readings):
        return list(zip(bases, readings, strict=True))
    return [("".join(bases), " ".join(readings))] if bases else []


def _read(base: str, reading: str, around: Around) -> Run:
    # In the brackets of a link, what stands in braces would be read as text.
    if reading and not re.search(r"[\[\]`<>\\]", reading):
        return Run(base, (*around.formats, ("reading", (("reading", reading),))))
    return Run(f"{base}（{reading}）" if reading else base, around.formats)


def _formula(element: HtmlElement, around: Around) -> Iterator[Run]:
    tex = (one.text or "" for one in element.iter("annotation") if "tex" in one.get("encoding", "").lower())
    told = element.get("alttext") or next(tex, "")
    if told.strip():
        yield Run(told, (*around.formats, ("code", ())))
    else:
        yield Run(element.text_content(), around.formats)


def _break(element: HtmlElement, around: Around) -> Iterator[Run]:
    yield break_of(around.formats)


# What each element is in a line of words.
INLINE: dict[str, Callable[[HtmlElement, Around], Iterator[Run]]] = {
    "br": _break,
    "img": _picture,
    "amp-img": _picture,
    "ruby": _ruby,
    "math": _formula,
}
