"""Keep the footnotes to which the article refers, wherever on the page they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html.notes import find_notes
from yizhu.importers.html.selection.extract import ClassifiedBlock


def keep_notes(found: tuple[ClassifiedBlock, ...], base: str) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks; those that hold a note to which a kept block refers are kept."""
    if not any(one.verdict == "drop" for one in found):
        return found
    notes = find_notes([one.block.element for one in found], base)
    if not notes.refs:
        return found
    homes = {element: at for at, one in enumerate(found) for element in one.block.element.iter(etree.Element)}
    referred = {notes.refs[ref] for ref in notes.refs if ref in homes and found[homes[ref]].verdict != "drop"}
    held = {at for text, label in notes.texts.items() if label in referred for at in _blocks_of(text, homes)}
    return tuple(
        replace(one, verdict="keep", why="a note that the text refers to")
        if at in held and one.verdict == "drop"
        else one
        for at, one in enumerate(found)
    )


def _blocks_of(text: HtmlElement, homes: dict[HtmlElement, int]) -> Iterator[int]:
    if text in homes:
        yield homes[text]
    yield from {homes[one] for one in text.iterdescendants(etree.Element) if one in homes}
