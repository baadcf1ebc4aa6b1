"""Read the lines of a ``pre`` whose lines are elements: a ``<code>``, ``<p>``, ``<div>``, block or table row for each.

Left out are numbers of lines, buttons, and the bar above the code that names its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

_UNSAID = frozenset("script style template button svg select textarea".split())
_LINES = frozenset("p div section tr li pre ul ol table tbody h1 h2 h3 h4 h5 h6".split())
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table-row|list-item)", re.I)
_LINE_CLASS = re.compile(r"(?:^|\s)(?:code-?)?line(?:\s|$)", re.I)
_NUMBER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:line-?no(?:s|en)?|line-?num(?:ber)?s?(?:-rows)?|gutter|lnt?|blob-num|ln-num)(?:$|[\s_-])",
    re.I,
)
_CODE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:highlight|code|rouge|lntable|hljs|blob|syntaxhighlighter)(?:$|[\s_-])", re.I
)
_UNSELECTED = re.compile(r"user-select\s*:\s*none", re.I)
_NUMBERS = re.compile(r"[\d\s.:|]*")
_BAR = 40  # characters of the bar above the code, at most
_EDGE = "\ufffc"  # where a line's element begins or ends: a line's end, if none is there


def code_text(element: HtmlElement) -> str:
    """Return the text of a ``pre``, each of its lines on one."""
    text = "".join(_texts(element)).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(f"^{_EDGE}+|{_EDGE}+$|(?<=\n){_EDGE}+", "", re.sub(f"{_EDGE}+", _EDGE, text)).replace(
        _EDGE, "\n"
    )


def find_left_out(
    element: HtmlElement, unsaid: frozenset[HtmlElement] = frozenset()
) -> Iterator[HtmlElement]:
    """Yield the elements of a ``pre`` that its text lacks: numbers of lines, buttons, the bar above the code."""
    children = [child for child in element if isinstance(child.tag, str)]
    lines = [child for child in children if _is_line(child)] or _inline_lines(element, children)
    numbers, marked = _line_numbers(lines), set(lines)
    for child in children:
        is_line = child in marked
        if child in unsaid or _is_left_out(child, is_line):
            yield child
        else:
            yield from find_left_out(child, numbers if is_line else frozenset())


def is_gutter(element: HtmlElement) -> bool:
    """Is the element, or a cell around it, the numbers beside the lines of code?"""
    around = (element, *element.iterancestors("td", "pre", "div"))
    named = any(_NUMBER_CLASS.search(one.get("class") or "") for one in around[:3])
    return named and bool(_NUMBERS.fullmatch(element.text_content()))


def is_code_table(table: HtmlElement) -> bool:
    """Is each row of the table a line of code, with its number in the first cell?"""
    above = table.getprevious()
    around = [table, *table.iterancestors("div", "figure", "td")][:3]
    is_named = any(_CODE_CLASS.search(one.get("class") or "") for one in around)
    # The parser closes a <pre> in which a table begins.
    is_cut = above is not None and above.tag == "pre" and not above.text_content().strip()
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if not (is_named or is_cut) or not rows or next(table.iter("pre"), None) is not None:
        return False
    if any(len(cells) != 2 for cells in rows):
        return False
    return all(_NUMBERS.fullmatch(cells[0].text_content()) for cells in rows)


def code_of_table(table: HtmlElement) -> str:
    """Return the code that stands in the second cells of a table, a line for each row."""
    return "\n".join(code_text(row[-1]) for row in table.iter("tr"))


def _texts(element: HtmlElement, unsaid: frozenset[HtmlElement] = frozenset()) -> Iterator[str]:
    yield (element.text or "").replace(_EDGE, "")
    children = [child for child in element if isinstance(child.tag, str)]
    lines = [child for child in children if _is_line(child)] or _inline_lines(element, children)
    numbers, marked = _line_numbers(lines), set(lines)
    for child in children:
        is_line = child in marked
        if child not in unsaid and not _is_left_out(child, is_line):
            yield from _line(child, numbers) if is_line else _child(child)
        tail = (child.tail or "").replace(_EDGE, "")
        yield "" if is_line and not tail.strip() else tail


def _child(child: HtmlElement) -> Iterator[str]:
    if child.tag == "br":
        yield "\n"
    else:
        yield from _texts(child)


def _line(child: HtmlElement, numbers: frozenset[HtmlElement]) -> Iterator[str]:
    yield _EDGE
    yield "".join(_texts(child, numbers)) or "\n"
    yield _EDGE


def _is_line(element: HtmlElement) -> bool:
    return element.tag in _LINES or bool(_BLOCK.search(element.get("style") or ""))


def _inline_lines(element: HtmlElement, children: list[HtmlElement]) -> list[HtmlElement]:
    """Return the inline elements that are a line each: two or more, and no text or line's end stands between them."""
    lines = [child for child in children if _may_be_line(child)]
    between = (element.text or "") + "".join(child.tail or "" for child in lines)
    return lines if len(lines) > 1 and not between.strip() and not _is_broken(element, lines) else []


def _may_be_line(child: HtmlElement) -> bool:
    return (
        child.tag == "code"
        or "data-line" in child.attrib
        or bool(_LINE_CLASS.search(child.get("class") or ""))
    )


def _is_broken(element: HtmlElement, lines: list[HtmlElement]) -> bool:
    """Are the lines parted by something else already?"""
    if any(child.tag == "br" for child in element):
        return True
    return lines[0].tag != "code" and any("\n" in (child.tail or "") for child in lines)


def _line_numbers(lines: list[HtmlElement]) -> frozenset[HtmlElement]:
    """Return what stands first in each line, if it counts the lines."""
    first = [line[0] for line in lines if len(line) > 1 and not (line.text or "").strip()]
    said = [one.text_content().strip() for one in first if isinstance(one.tag, str)]
    if len(lines) < 2 or len(said) != len(lines) or not all(text.isdecimal() for text in said):
        return frozenset()
    is_count = all(int(after) == int(before) + 1 for before, after in pairwise(said))
    return frozenset(first) if is_count else frozenset()


def _is_left_out(child: HtmlElement, is_line: bool) -> bool:
    if child.tag in _UNSAID:
        return True
    is_marked = _NUMBER_CLASS.search(child.get("class") or "") or _UNSELECTED.search(child.get("style") or "")
    if is_marked and _NUMBERS.fullmatch(child.text_content()):
        return True
    return is_line and _is_bar(child)


def _is_bar(child: HtmlElement) -> bool:
    """Is this the bar above the code: a few words and a button, on one line?"""
    text = child.text_content()
    holds = next(child.iter("button"), None) is not None and next(child.iter("code", "pre"), None) is None
    return holds and len(text.strip()) <= _BAR and "\n" not in text.strip()
