"""Find what an article embeds and no text holds: videos, sounds, other pages, words drawn in SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.model.draft import Dropped, Lines

_WHY = "an embedded video, sound or page: it is no text"
_DRAWN = "words drawn in a picture (SVG)"
_EMBEDS = ("iframe", "video", "audio", "embed", "object")
_ADDRESSES = ("src", "data", "data-src")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NOTHING = re.compile(r"(?:about|javascript|data|blob):|.*(?:googletagmanager|doubleclick)\.", re.I)
_TINY = re.compile(r"\s*[0-2](?:px)?\s*")
_SHOWN = 200  # characters


def find_embeds(root: HtmlElement, kept: Mapping[HtmlElement, Lines], taken: set[int]) -> Iterator[Dropped]:
    """Yield what stands in the kept blocks, or between two of them, beside their text; drawn words also elsewhere.

    An embed on a line of its own is dropped with that line.
    """
    last: Lines | None = None
    between: list[Dropped] = []
    for element in root.iter(etree.Element):
        if element in kept:
            yield from between
            last, between = kept[element], []
        elif element.tag == "svg" and (said := _tell(element)):
            at = element.sourceline or 1
            yield Dropped(last or (at, at), said, _DRAWN)
        elif last and element.tag in _EMBEDS and (said := _tell(element)):
            if element.sourceline and element.sourceline not in taken:
                continue
            one = Dropped(last, said[:_SHOWN], _WHY)
            if any(above in kept for above in element.iterancestors()):
                yield one
            else:
                between.append(one)


def _tell(element: HtmlElement) -> str:
    """Return what is drawn, or the address of what is embedded; empty if readers see nothing."""
    if element.tag == "svg":
        return " ".join("".join(text.itertext()).strip() for text in element.iter("text")).strip()
    sizes = (element.get("width", ""), element.get("height", ""))
    if _UNSEEN.search(element.get("style", "")) or any(map(_TINY.fullmatch, sizes)):
        return ""
    sources = [element, *element.iterchildren("source")]
    found = (one.get(name, "").strip() for one in sources for name in _ADDRESSES)
    address = next((address for address in found if address and not _NOTHING.match(address)), "")
    title = " ".join((element.get("title") or element.get("aria-label") or "").split())
    return f"{title}: {address}" if title and address else address
