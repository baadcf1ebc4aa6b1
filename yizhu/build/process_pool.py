"""One step for many jobs, by several processes: the answers come in the order of the jobs, one by one.

What all jobs share is handed over once, when a process begins; where processes are forked it costs nothing.
A single thing may be done beside what this process does (``Beside``), until its answer is asked for.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
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

    def begin(self, jobs: Sequence[_Job], processes: int) -> Iterator[Outcome]:
        """As ``run``; but a few jobs are begun at once, beside what this process does before it asks."""
        if not jobs or len(jobs) >= _POOL_FROM:
            return self.run(jobs, processes)
        beside = Beside(lambda: [_attempt(self.step, self.shared, job) for job in jobs], processes)
        return chain.from_iterable(answer() for answer in (beside.answer,))

    def run(self, jobs: Sequence[_Job], processes: int) -> Iterator[Outcome]:
        """The outcomes in the order of the jobs."""
        if processes < 2 or len(jobs) < _POOL_FROM:
            yield from (_attempt(self.step, self.shared, job) for job in jobs)
            return
        from concurrent.futures import ProcessPoolExecutor  # an edit needs none

        chunk = max(1, min(64, len(jobs) // (_CHUNKS * processes)))
        with ProcessPoolExecutor(processes, initializer=_begin, initargs=(self.step, self.shared)) as pool:
            yield from pool.map(_next, jobs, chunksize=chunk)


class Beside(Generic[_Answer]):
    """What another process does meanwhile, where processes are forked and there may be two; else it is done when asked."""

    def __init__(self, step: Callable[[], _Answer], processes: int) -> None:
        self._step, self._pipe = step, -1
        if processes > 1 and _may_fork():
            self._pipe, given = os.pipe()
            self._process = os.fork()
            if not self._process:
                os.close(self._pipe)  # or it would wait for itself, if nobody else reads
                _tell(step, given)
            os.close(given)

    def answer(self) -> _Answer:
        """What came of it; whatever hinders the other process, this one does it again."""
        if self._pipe < 0:
            return self._step()
        with open(self._pipe, "rb") as pipe:
            told = pipe.read()
        self._pipe = -1
        os.waitpid(self._process, 0)
        try:
            answer: _Answer = pickle.loads(told)
        except (pickle.UnpicklingError, EOFError):
            return self._step()
        return answer

    def drop(self) -> None:
        """Nobody will ask."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
            os.waitpid(self._process, 0)


def _may_fork() -> bool:
    # Of threads a fork keeps one only, and what the others held it leaves locked; macOS has threads of its own.
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _tell(step: Callable[[], object], given: int) -> None:
    """Do it, say what came of it, and be gone without tidying up what is the other process's."""
    try:
        with open(given, "wb") as pipe:
            pipe.write(pickle.dumps(step(), protocol=5))
    finally:
        os._exit(0)


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
