"""One step for many jobs: the same outcomes in the same order, however many processes there are."""

from __future__ import annotations

import pytest

from yizhu.build.process_pool import ProcessPool
from yizhu.content.faults import Fault, Faults, Place


def _square(shared: int, job: int) -> int:
    if job == 3:
        raise Faults([Fault(Place("three"), "it is three")])
    return shared + job * job


@pytest.mark.parametrize("jobs", [0, 4, 100])
def test_outcomes_come_in_the_order_of_the_jobs(jobs: int) -> None:
    """Those of two processes are those of one, faults included."""
    pool = ProcessPool(_square, 1)
    alone = list(pool.run(range(jobs), 1))
    assert list(pool.run(range(jobs), 2)) == alone
    assert [number for number, (_, faults) in enumerate(alone) if faults] == ([3] if jobs > 3 else [])
