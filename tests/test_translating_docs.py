"""docs/translating.md is a walk-through: its files are written, its commands are run, and they print what it says."""

from __future__ import annotations

from testbed import CONFIG, REPO
from walkthrough import Walk, walk

__all__ = ["walk"]


def test_the_walk_through(walk: Walk) -> None:
    """Each file of the chapter is written or is there, each command prints what the chapter says."""
    (walk.root / "config.yaml").write_text(CONFIG, "utf-8")
    walk.follow(REPO / "docs" / "translating.md")
    assert len(walk.seen) > 10
    assert (walk.root / "site").exists()
