"""Write blocks as Markdown, which our parser reads back to the same blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yizhu.importers.markdown.inlines import write_words
from yizhu.importers.markdown.tree import Node, replace_breaks

_RULES = {"left": ":--", "right": "--:", "center": ":-:"}


def markdown_of_nodes(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Return each block's Markdown; two lists in a row get different markers, so that they stay two."""
    blocks: list[str] = []
    before, is_other = "", False
    for node in nodes:
        is_other = node.tag == before and node.tag in ("ul", "ol") and not is_other
        blocks.append("\n".join(_lines(node, is_other)))
        before = node.tag
    return tuple(blocks)


def _lines(node: Node, is_other: bool = False) -> list[str]:
    if node.tag in ("ul", "ol"):
        return _list(node, is_other)
    if node.tag == "blockquote":
        return [f"> {line}" if line else ">" for line in _lines_of_all(node.children)]
    if node.tag == "note":
        return _indent_below_marker(f"[^{node.get('label')}]: ", _lines_of_all(node.children), 4)
    if node.tag == "pre":
        return _fenced(node)
    if node.tag == "table":
        return _table(node)
    if node.tag == "hr":
        return ["***"]
    if node.tag.startswith("h"):
        return [_heading(node)]
    return write_words(node.words).split("\n")


def _lines_of_all(nodes: Sequence[Node]) -> list[str]:
    return "\n\n".join(markdown_of_nodes(nodes)).split("\n")


def _heading(node: Node) -> str:
    said = write_words(replace_breaks(node.words))
    # A row of # at a heading's end closes it.
    safe = re.sub(r"(?<!\\)#$", r"\\#", said)
    return f"{'#' * int(node.tag[1])} {safe}"


def _indent_below_marker(marker: str, lines: Sequence[str], indent: int) -> list[str]:
    """Return the lines after a list marker, all but the first indented below its text."""
    rest = (f"{' ' * indent}{line}" if line else "" for line in lines[1:])
    return [marker + lines[0], *rest]


def _list(node: Node, is_other: bool) -> list[str]:
    is_loose = not all(_is_tight(item) for item in node.children)
    written: list[str] = []
    for marker, item in zip(_markers(node, is_other), node.children, strict=True):
        if written and is_loose:
            written.append("")
        blocks = markdown_of_nodes(item.children)
        lines = ("\n\n" if is_loose else "\n").join(blocks).split("\n")
        written += _indent_below_marker(marker, lines, len(marker))
    return written


def _is_tight(item: Node) -> bool:
    """Is the item one line, with at most one list below that may follow without an empty line?"""
    first, *rest = item.children
    if first.tag != "p" or len(rest) > 1:
        return False
    # Numbers that do not begin with 1 would be read as the paragraph's next line.
    return not rest or rest[0].tag == "ul" or (rest[0].tag == "ol" and rest[0].get("start", "1") == "1")


def _markers(node: Node, is_other: bool) -> Iterator[str]:
    if node.tag == "ul":
        yield from (("* " if is_other else "- ") for _ in node.children)
        return
    first = int(node.get("start", "1"))
    yield from (f"{first + index}{')' if is_other else '.'} " for index in range(len(node.children)))


def _fenced(node: Node) -> list[str]:
    code = node.words.text
    fence = "`" * max(3, max(map(len, re.findall("`+", code)), default=0) + 1)
    return [fence + node.get("info"), *code.split("\n"), fence]


def _table(node: Node) -> list[str]:
    head, *body = node.children
    rules = "|".join(_RULES.get(cell.get("align"), "---") for cell in head.children)
    return [_row(head), f"|{rules}|", *map(_row, body)]


def _row(row: Node) -> str:
    return f"| {' | '.join(map(_cell, row.children))} |"


def _cell(cell: Node) -> str:
    # Taken off again before anything else is read, in code too.
    return write_words(replace_breaks(cell.words)).replace("|", "\\|")
