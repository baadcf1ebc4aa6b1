"""No regular expression takes a time that grows faster than its text: evaluation/patterns.py tries them at length."""

from __future__ import annotations

import re

from testbed import load_evaluation

PROGRAM = load_evaluation("patterns")


def test_every_pattern_is_linear() -> None:
    """Each pattern of the package, on text made against it, takes at most as long as its text is."""
    found = PROGRAM.patterns()
    assert len(found) > 250
    assert [str(one) for one in PROGRAM.slow_ones(found, is_quick=True)] == []


def test_what_grows_is_seen() -> None:
    """The program tells patterns that grow: repeats beside each other, within each other, and begun again."""
    for pattern in (r"(?:駐\S{1,4})*記", r"^\s*\s*$", r"\s+$", r"(?:a|ab|b)*c", r"<!--.*?-->"):
        one = PROGRAM.Found("x", re.compile(pattern), frozenset(("search",)))
        assert PROGRAM.slow_ones([one], is_quick=True), pattern
    one = PROGRAM.Found("x", re.compile(r"(?<!\s)\s+a"), frozenset(("search",)))
    assert not PROGRAM.slow_ones([one], is_quick=True)
