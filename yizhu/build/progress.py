"""Progress on a terminal: what is being done, how many are done, how long it will take. In a pipe nothing is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_FROM = 50  # so many things to do are worth a bar


@contextmanager
def shown_on(stream: TextIO) -> Iterator[Callable[[str, int, int], None]]:
    """A function that is told what is being done, how many are done and how many there are."""
    if not stream.isatty():
        yield lambda what, done, many: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bars:
        tasks: dict[str, int] = {}

        def tell(what: str, done: int, many: int) -> None:
            if many < _FROM:
                return
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=many)
            bars.update(tasks[what], completed=done)  # type: ignore[arg-type]

        yield tell
