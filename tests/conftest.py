"""Fixtures of all tests, and the option --update."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("testbed")

from testbed import HERE, Judge, Site, read_cases  # noqa: E402

# Hundreds of tests start the program: it is compiled once, not by each, whatever the shell says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# YIZHU_EXAMPLES=2000 looks longer for what breaks a law.
EXAMPLES = int(os.environ.get("YIZHU_EXAMPLES", "80"))
settings.register_profile(
    "suite", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` writes what the program says now into case files and goldens."""
    parser.addoption(
        "--update", action="store_true", help="rewrite expected output; read the diff afterwards"
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: half of the time a test waits for a browser or for a program that it started."""
    return (os.cpu_count() or 1) + 1


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``case`` runs for each case of the file that its ``cases`` mark names."""
    mark = metafunc.definition.get_closest_marker("cases")
    if mark and "case" in metafunc.fixturenames:
        cases = read_cases(HERE / "cases" / f"{mark.args[0]}.md")
        assert cases, f"no case in {mark.args[0]}.md"
        known = mark.kwargs.get("wrong", {})
        assert set(known) <= {case.why for case in cases}, "an expected failure names no case"
        params = [
            pytest.param(
                replace(case, is_wrong=case.why in known),
                id=case.name,
                marks=[pytest.mark.xfail(strict=True, reason=known[case.why])] if case.why in known else [],
            )
            for case in cases
        ]
        metafunc.parametrize("case", params)


def pytest_configure(config: pytest.Config) -> None:
    """Our one mark is known."""
    config.addinivalue_line("markers", "cases(name, wrong): run for each case of tests/cases/name.md")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a minimal configuration and nothing in it."""
    return Site(tmp_path / "site-folder")


@pytest.fixture
def judge(request: pytest.FixtureRequest) -> Judge:
    """Compares with what is written down, or writes it down."""
    return Judge(request.config.getoption("--update"))
