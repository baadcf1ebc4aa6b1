"""Assign each line of a page's source to a field, to passages or to a dropped stretch, never to two of these.

A line may hold much: some pages are written on one line. A line of which something was kept counts as kept; what
was dropped from it is listed separately, as ``beside``.
"""

from __future__ import annotations

from collections.abc import Iterable

from yizhu.importers.html.embeds import find_embeds
from yizhu.importers.html.left_out import find_left_out
from yizhu.importers.html.page import HtmlPage
from yizhu.importers.html.selection.extract import ClassifiedBlock
from yizhu.importers.model.draft import Block, Dropped, Field, Lines

_NO_TEXT = "no text of the page: its head, scripts or tags"
_SHOWN = 200  # characters of a line of scripts: the whole may be megabytes


def account_for_lines(
    page: HtmlPage, found: tuple[ClassifiedBlock, ...], blocks: tuple[Block, ...], stated: tuple[Field, ...]
) -> tuple[tuple[Field, ...], tuple[Dropped, ...], tuple[Dropped, ...]]:
    """Return the fields, the dropped stretches in order, and what was dropped from lines that were kept."""
    lines = page.source.text.split("\n")
    fields = tuple(field for field in stated if 1 <= field.lines[0] <= field.lines[1] <= len(lines))
    taken = _numbers([field.lines for field in fields] + [block.lines for block in blocks])
    dropped: list[Dropped] = []
    beside: list[Dropped] = []
    for one in found:
        if one.verdict != "drop":
            continue
        free = [number for number in range(one.block.lines[0], one.block.lines[1] + 1) if number not in taken]
        stretches = list(_stretches(free))
        taken |= set(free)
        if stretches:
            dropped += [Dropped(stretch, one.block.text, one.why) for stretch in stretches[:1]]
            dropped += [
                Dropped(stretch, _dropped_text(lines, stretch), _NO_TEXT) for stretch in stretches[1:]
            ]
        elif one.block.text:
            beside.append(Dropped(one.block.lines, one.block.text, one.why))
    kept = {one.block.element: one.block.lines for one in found if one.verdict != "drop"}
    beside += find_left_out(kept, page.url)
    beside += find_embeds(page.root, kept, taken)
    rest = [number for number in range(1, len(lines) + 1) if number not in taken]
    dropped += [
        Dropped(stretch, text, _NO_TEXT)
        for stretch in _stretches(rest)
        if (text := _dropped_text(lines, stretch))
    ]
    return fields, tuple(sorted(dropped, key=lambda one: one.lines)), tuple(beside)


def _numbers(stretches: Iterable[Lines]) -> set[int]:
    return {number for first, last in stretches for number in range(first, last + 1)}


def _stretches(numbers: list[int]) -> Iterable[Lines]:
    """Group the numbers into runs of consecutive ones."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def _dropped_text(lines: list[str], stretch: Lines) -> str:
    text = " ".join(" ".join(lines[stretch[0] - 1 : stretch[1]]).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
