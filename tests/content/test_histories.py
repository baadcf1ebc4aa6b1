"""Addresses never lie, whatever is edited: evaluation/histories.py tries a thousand histories, these are a few of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import load_evaluation

HISTORIES = load_evaluation("histories")


# 454: short words that were merged and stand, alike, in another passage too.
@pytest.mark.parametrize("seed", [*range(1, 9), 454])
def test_addresses_never_lie(tmp_path: Path, seed: int) -> None:
    """Every published address leads to most of its words or says that it is withdrawn; what is lost is told, and no more."""
    history = HISTORIES.live(seed, tmp_path)
    assert not history.failures, history.log
    assert history.tried["addresses that lead to a passage"]
