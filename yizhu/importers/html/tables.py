"""Read tables: rows with one cell per column; tell data tables from layout tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from yizhu.content.prose import Prose
from yizhu.importers.markdown.tree import Node, remove_mark, replace_breaks

_LAID_OUT = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "form",
    "figure",
    "article",
    "section",
    "blockquote",
    "pre",
)
_LONGEST = 500  # characters in a cell: more is text of the page, set in a table
_WIDEST = 100  # columns
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center)", re.I)


def complete_rows(root: HtmlElement) -> None:
    """Put cells that stand in no row into one: ``<thead><th>…``."""
    for part in list(root.iter("table", "thead", "tbody", "tfoot")):
        row: HtmlElement | None = None
        for child in list(part):
            if child.tag not in ("td", "th"):
                row = None
                continue
            if row is None:
                row = part.makeelement("tr")
                child.addprevious(row)
            row.append(child)


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """Return the rows of the table, those of the head first."""
    own = [row for row in table.iter("tr") if next(row.iterancestors("table"), table) is table]
    return sorted(
        own, key=lambda row: 0 if _parent_tag(row) == "thead" else 2 if _parent_tag(row) == "tfoot" else 1
    )


def cells_of(row: HtmlElement) -> list[HtmlElement]:
    """Return the cells of a row as written."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def is_data(table: HtmlElement) -> bool:
    """Does the table hold data, rather than lay out the page?"""
    if table.get("role") in ("presentation", "none"):
        return False
    rows = rows_of(table)
    if max((len(cells_of(row)) for row in rows), default=0) < 2:
        return False
    has_head = any(cell.tag == "th" for row in rows for cell in cells_of(row))
    if len(rows) < 2 and not has_head:
        return False
    if next(table.iterdescendants(*_LAID_OUT), None) is not None:
        return False
    return has_head or all(len(cell.text_content()) <= _LONGEST for row in rows for cell in cells_of(row))


def make_table(table: HtmlElement, words: Callable[[HtmlElement], Prose]) -> Node:
    """Return the table's node; ``words`` returns the text of a cell."""
    rows = rows_of(table)
    said = {cell: replace_breaks(words(cell)) for row in rows for cell in cells_of(row)}
    grid = [
        [said.get(cell, Prose("")) if cell is not None else Prose("") for cell in row] for row in _grid(rows)
    ]
    aligned = _alignments(rows, len(grid[0]))
    has_head = _has_head(rows, grid)
    head = [remove_mark(words, "strong") for words in grid[0]] if has_head else [Prose("")] * len(grid[0])
    body = grid[1:] if has_head else grid
    return Node("table", children=(_row("th", head, aligned), *(_row("td", row, aligned) for row in body)))


def _row(tag: str, row: Sequence[Prose], aligned: Sequence[str]) -> Node:
    cells = (Node(tag, words) for words in row)
    given = ((("align", align),) if align else () for align in aligned)
    return Node(
        "tr",
        children=tuple(replace(cell, attributes=align) for cell, align in zip(cells, given, strict=True)),
    )


def _has_head(rows: Sequence[HtmlElement], grid: Sequence[Sequence[Prose]]) -> bool:
    """Is the first row the head? It is marked so, or it names each column and no row below has different words."""
    first = cells_of(rows[0])
    if _parent_tag(rows[0]) == "thead" or all(cell.tag == "th" for cell in first):
        return True
    if any(cell.tag == "th" for cell in first):  # the heads of rows
        return len(rows) > 1 and not any(cell.tag == "th" for cell in cells_of(rows[1]))
    named = [words.text for words in grid[0]]
    return len(rows) > 1 and all(name and not re.fullmatch(r"[\d\s.,%％:：/+-]+", name) for name in named)


def _grid(rows: Sequence[HtmlElement]) -> list[list[HtmlElement | None]]:
    """Return the rows with an empty cell for each column and row that a cell spans."""
    covered: dict[tuple[int, int], bool] = {}
    grid: list[list[HtmlElement | None]] = []
    for number, row in enumerate(rows):
        line: list[HtmlElement | None] = []
        for cell in cells_of(row):
            while covered.get((number, len(line))):
                line.append(None)
            column, wide = len(line), _span(cell, "colspan")
            line += [cell, *[None] * (wide - 1)]
            for below in range(1, min(_span(cell, "rowspan"), len(rows) - number)):
                covered |= {(number + below, column + beside): True for beside in range(wide)}
        while covered.get((number, len(line))):
            line.append(None)
        grid.append(line[:_WIDEST])
    width = max(map(len, grid))
    return [[*line, *[None] * (width - len(line))] for line in grid]


def _span(cell: HtmlElement, name: str) -> int:
    given = cell.get(name, "1").strip()
    return min(max(int(given), 1), _WIDEST) if given.isascii() and given.isdigit() else 1


def _alignments(rows: Sequence[HtmlElement], width: int) -> list[str]:
    """Return each column's alignment: that of its head, else the one all cells below share."""
    grid = _grid(rows)
    alignments: list[str] = []
    for column in range(width):
        given = [_align(row[column]) for row in grid if row[column] is not None]
        below = set(given[1:])
        alignments.append((given[0] if given else "") or (below.pop() if len(below) == 1 else ""))
    return alignments


def _align(cell: HtmlElement | None) -> str:
    if cell is None:
        return ""
    found = _ALIGN.search(cell.get("style", ""))
    given = (found[1] if found else cell.get("align", "")).lower()
    return given if given in ("left", "right", "center") else ""


def _parent_tag(row: HtmlElement) -> str:
    parent = row.getparent()
    return str(parent.tag) if parent is not None else ""
