"""Read a table that holds a text and its translation, column beside column, row by row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from yizhu.importers.markdown.writer import escape_start
from yizhu.importers.model.draft import Block
from yizhu.importers.two_languages.languages import PINYIN, language_of

_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?[\s:|-]+")
_MARKS = re.compile(r"\]\([^()]*\)|[*_`\\\[\]]|\{[^{}]*\}")
_TOKEN = re.compile("[a-z]+|[\u3400-\u9fff]+")
_HAN_NAMES = re.compile(
    "[中英日韓韩法德]文|日本[語语]|[漢汉][語语字文]|[華华國国英日韓韩法德][語语]|原[文著]|[譯译]文|翻[譯译]|白[話话]|文言|正[體体]|[繁簡简][體体]|"
    "中[譯译]|英[譯译]|拼音|注音|[對对]照|版本|[序編编][號号]|段落|版|[號号]"
)
_SHORT_NAMES = frozenset("中英日韓韩法德原譯译")
_NAMES = frozenset(
    "chinese english japanese korean french german spanish mandarin cantonese traditional simplified classical modern "
    "pinyin zhuyin original translation translations translated source target text version language no number line "
    "zh en ja ko fr de es hant hans cn tw".split()
)
_AGREE = 0.8  # of the cells of a column are in its language


def rows_of_table(block: Block) -> list[tuple[Block, ...]]:
    """Return the rows of a table in two languages, each cell a passage whose ``why`` is its language; else nothing."""
    rows = [row for line in block.markdown.split("\n") if (row := _cells(line)) and any(row)]
    named = bool(rows) and _is_head(rows[0])
    text = rows[1:] if named else rows
    columns = _columns(text)
    told = [name for name in columns.values() if name != PINYIN]
    if len(told) < 2 or len(set(told)) != len(told):
        return []
    two = {at: name for at, name in columns.items() if name in told[:2]}
    return [tuple(_passages(block, row, two)) for row in text]


def has_third_language(block: Block) -> bool:
    """Does a table have a column in a language that neither the text nor the translation is in?"""
    rows = [row for line in block.markdown.split("\n") if (row := _cells(line)) and any(row)]
    told = [
        name for name in _columns(rows[1:] if rows and _is_head(rows[0]) else rows).values() if name != PINYIN
    ]
    return len(told) > 2


def left_out_of_table(block: Block) -> str:
    """Return what the passages of such a table do not say: its head, numbers of rows, pinyin, a third language."""
    kept = {cell.markdown for row in rows_of_table(block) for cell in row}
    if not kept:
        return ""
    rows = [_cells(line) for line in block.markdown.split("\n")]
    return " | ".join(cell for row in rows for cell in row if cell and escape_start(cell) not in kept)


def _columns(rows: list[list[str]]) -> dict[int, str]:
    """Return the language of each column that has one."""
    found: dict[int, str] = {}
    width = max(map(len, rows), default=0)
    # What stands in the first cell alone may be a heading over the whole row.
    full = [row for row in rows if sum(map(bool, row)) > 1]
    for at in range(width):
        told = Counter(name for row in full if at < len(row) and (name := language_of(_words(row[at]))))
        name, times = (told.most_common(1) or [("", 0)])[0]
        if name and times >= _AGREE * told.total():
            found[at] = name
        elif name:
            return {}
    return found


def _passages(block: Block, row: list[str], columns: dict[int, str]) -> list[Block]:
    return [
        replace(block, role="paragraph", text=_words(cell), markdown=escape_start(cell), why=name)
        for at, name in columns.items()
        if at < len(row) and (cell := row[at])
    ]


def is_language_name(text: str) -> bool:
    """Does a text only name a language, or what is in it?"""
    tokens = _TOKEN.findall(_words(text).lower())
    return bool(tokens) and all(
        token in _NAMES or token in _SHORT_NAMES or not _HAN_NAMES.sub("", token) for token in tokens
    )


def _is_head(row: list[str]) -> bool:
    """Does a row only name the languages of its columns?"""
    return is_language_name(" ".join(row))


def _words(cell: str) -> str:
    return _MARKS.sub("", cell).strip()


def _cells(line: str) -> list[str]:
    if not line.startswith("|") or _RULE.fullmatch(line):
        return []
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(line)[1:-1]]
