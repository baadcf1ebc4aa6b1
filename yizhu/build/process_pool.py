"""One step for many jobs, by several processes: the outcomes come in the order of the jobs, one by one.

What all jobs share is handed over once, when a process begins; where processes are forked it costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from yizhu.content.faults import Fault, Faults

_Shared = TypeVar("_Shared")
_Job = TypeVar("_Job")
_Answer = TypeVar("_Answer")
Outcome = tuple[Any, tuple[Fault, ...]]  # the answer, or the faults
_POOL_FROM = 24  # jobs, before a second process pays for its start
_CHUNKS = 16  # for each process: the last to end is waited for

_at_hand: list[tuple[Callable[[Any, Any], Any], Any]] = []


@dataclass(frozen=True, slots=True)
class ProcessPool(Generic[_Shared, _Job, _Answer]):
    """A step and what it shares."""

    step: Callable[[_Shared, _Job], _Answer]
    shared: _Shared
    load: Callable[[], object] | None = None  # loads what most jobs need

    def run(self, jobs: Sequence[_Job], processes: int) -> Iterator[Outcome]:
        """The outcomes in the order of the jobs."""
        if processes < 2 or len(jobs) < _POOL_FROM:
            yield from (_attempt(self.step, self.shared, job) for job in jobs)
            return
        from concurrent.futures import ProcessPoolExecutor  # an edit needs none
        from multiprocessing import get_start_method

        if self.load and get_start_method() == "fork":
            self.load()  # once, and all processes have it
        chunk = max(1, min(64, len(jobs) // (_CHUNKS * processes)))
        with ProcessPoolExecutor(processes, initializer=_begin, initargs=(self.step, self.shared)) as pool:
            yield from pool.map(_next, jobs, chunksize=chunk)


def _begin(step: Callable[[Any, Any], Any], shared: Any) -> None:
    _at_hand[:] = [(step, shared)]


def _next(job: Any) -> Outcome:
    step, shared = _at_hand[0]
    return _attempt(step, shared, job)


def _attempt(step: Callable[[Any, Any], Any], shared: Any, job: Any) -> Outcome:
    try:
        return step(shared, job), ()
    except Faults as found:
        return None, found.faults
