"""Addresses never lie, whatever is edited: evaluation/histories.py tries a thousand histories, these are a few of them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from testbed import REPO


def _load_histories() -> ModuleType:
    spec = importlib.util.spec_from_file_location("histories", REPO / "evaluation" / "histories.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["histories"] = module
    spec.loader.exec_module(module)
    return module


HISTORIES = _load_histories()


@pytest.mark.parametrize("seed", range(1, 9))
def test_addresses_never_lie(tmp_path: Path, seed: int) -> None:
    """Every published address leads to most of its words or says that it is withdrawn; what is lost is told, and no more."""
    history = HISTORIES.live(seed, tmp_path)
    assert not history.failures, history.log
    assert history.tried["addresses that lead to a passage"]
