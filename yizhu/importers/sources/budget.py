"""What one import may cost: every limit in one table, and the time limit while it works.

A source is made by strangers. What a few bytes can make large is counted before a library gets it; our own loops
check the time. Each fault names the limit that was reached.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from yizhu.content.faults import Faults
from yizhu.importers.model.draft import fault_of

_LARGE = 5_000_000  # bytes of a part: below, its ratio does no harm


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of one import."""

    seconds: float = 90.0  # from the source as received to the draft
    received: int = 200_000_000  # bytes of the source itself
    unpacked: int = 150_000_000  # bytes of all parts of a packed file, as claimed, and as read
    ratio: int = 200  # how many times its packed size a part of more than 5 MB may have
    parts: int = 5_000  # of a packed file
    boundaries: int = 20  # containers within an MHTML file
    chapters: int = 500  # of an EPUB, each counted once
    depth: int = 200  # elements within each other, in XML
    elements: int = 300_000  # of all the XML of a packed file
    page_elements: int = 80_000  # of a page
    attributes: int = 300  # of one tag
    characters: int = 6_000_000  # of the page that a packed file becomes, tags included
    picture_bytes: int = 150_000_000  # of all pictures that came with a source
    yaml_values: int = 10_000  # of front matter; an alias counts as all the values it refers to
    yaml_depth: int = 40


BUDGET = Budget()
_SMALLER = "import a part of it, or save its text only"
_Clock = tuple[str, float]  # the source's name, and when its time is over
_clock: ContextVar[_Clock | None] = ContextVar("clock", default=None)


@contextmanager
def time_limit(name: str) -> Iterator[None]:
    """Limit the time of one import; inside another import, that one's limit continues."""
    if _clock.get() is not None:
        yield
        return
    token = _clock.set((name, time.monotonic() + BUDGET.seconds))
    try:
        yield
    finally:
        _clock.reset(token)


def check_time() -> None:
    """Raise ``Faults`` if the import's time is over."""
    clock = _clock.get()
    if clock is not None and time.monotonic() > clock[1]:
        raise over_limit(clock[0], f"its import takes longer than {BUDGET.seconds:.0f} seconds")


def over_limit(name: str, problem: str) -> Faults:
    """Return the fault of a source that costs more than an import may."""
    return fault_of(name, problem, _SMALLER)


def refuse_parts(name: str, sizes: list[tuple[str, int, int]]) -> None:
    """Raise ``Faults`` if a file's parts (path, size, packed size) claim more than they may."""
    if len(sizes) > BUDGET.parts:
        raise over_limit(name, f"it has more than {BUDGET.parts} parts")
    if sum(size for _, size, _ in sizes) > BUDGET.unpacked:
        raise over_limit(name, f"unpacked it would be larger than {BUDGET.unpacked // 1_000_000} MB")
    for path, size, packed in sizes:
        if size > _LARGE and size > BUDGET.ratio * packed:
            raise over_limit(name, f"its part {path} unpacks to more than {BUDGET.ratio} times its size")
