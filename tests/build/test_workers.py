"""What is done beside: the same answer, whichever process gave it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from yizhu.build.process_pool import Beside, ProcessPool
from yizhu.content.faults import Fault, Faults, Place


def _square(shared: int, job: int) -> int:
    if job == 3:
        raise Faults([Fault(Place("three"), "it is three")])
    return shared + job * job


@pytest.mark.parametrize("processes", [1, 2])
def test_a_few_jobs_are_begun_at_once(processes: int) -> None:
    """Their outcomes are those of jobs that are done in a row, faults included."""
    crew = ProcessPool(_square, 1)
    assert list(crew.begin([1, 2, 3, 4], processes)) == list(crew.run([1, 2, 3, 4], 1))
    assert list(crew.begin([], processes)) == []


@pytest.mark.parametrize("threads", [1, 2])
def test_who_does_it(threads: int) -> None:
    """Another process; but this one where there are threads, which a fork would not take along."""
    done = threading.Event()
    others = [threading.Thread(target=done.wait) for _ in range(threads - 1)]
    for other in others:
        other.start()
    alone = threading.active_count() == 1
    answer = Beside(os.getpid, 2).answer()
    done.set()
    for other in others:
        other.join()
    assert (answer != os.getpid()) == alone


def test_what_fails_beside_is_done_here() -> None:
    """And if it fails here, too, one sees why."""
    here = os.getpid()

    def only_here() -> str:
        if os.getpid() != here:
            raise MemoryError
        return "done"

    def nowhere() -> str:
        raise LookupError("no")

    assert Beside(only_here, 2).answer() == "done"
    with pytest.raises(LookupError):
        Beside(nowhere, 2).answer()


def test_what_nobody_asks_for_is_dropped() -> None:
    """No process is left behind, however much it had to say."""
    beside = Beside(lambda: b"x" * 1_000_000, 2)
    beside.drop()
    beside.drop()
    assert not list(_children())


def _children() -> Iterator[int]:
    try:
        yield os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return
