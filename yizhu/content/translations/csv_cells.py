"""Cells of a table that a spreadsheet will not take for formulas."""

from __future__ import annotations

COLUMNS = ("slug", "passage", "source", "translation", "state", "lang", "stamp")
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def guard_cell(text: str) -> str:
    """Return a cell with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_SIGNS) else text


def unguard_cell(text: str) -> str:
    """Return a cell as it was before ``guard_cell``; an apostrophe before any other character stays."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_SIGNS) else text
