"""Compare dates of which only the year, or year and month, may be known: 2025, 2025-02, 2025-02-03."""

from __future__ import annotations

from typing import Any

from yizhu.content.faults import Fault
from yizhu.content.yaml.document import Document

_LAST = "-12-31"


def is_before(date: str, other: str) -> bool:
    """Is a date surely before another? A year or month may be any day of it."""
    length = min(len(date), len(other))
    return date[:length] < other[:length]


def find_newest(*dates: str) -> str:
    """Return the date that ends last, of those that are given; empty if none is."""
    return max(dates, key=lambda date: date and date + _LAST[len(date) - 4 :])


def find_wrong_dates(document: Document, index: int, entry: dict[str, Any]) -> list[Fault]:
    """Return a fault if an entry of a list was checked before the time that it speaks of."""
    checked, as_of = entry.get("checked", ""), entry.get("as_of", "")
    if not checked or not as_of or not is_before(checked, as_of):
        return []
    problem = f"checked {checked}, before the time that it speaks of: as_of {as_of}"
    help = "as_of says of what time the facts speak, checked when somebody last looked"
    return [Fault(document.place(index, "checked"), problem, help)]
