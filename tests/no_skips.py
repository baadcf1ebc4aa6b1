"""A pytest plugin for .ci/run: with YIZHU_NO_SKIPS=1 a test that is skipped has failed.

Load it with ``PYTHONPATH=tests python -m pytest -p no_skips``. An expected failure (xfail) is no skip.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test, or what it needs, was skipped."""
    return _failed((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file was skipped, as ``importorskip`` does."""
    return _failed((yield))


def _failed(report: Report) -> Report:
    if os.environ.get("YIZHU_NO_SKIPS") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (YIZHU_NO_SKIPS=1: a skip is a failure)"
    return report
