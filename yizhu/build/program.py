"""This program, as a digest: what another one remembered is not taken for what this one would find."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_FORMAT = 5  # of what is remembered


@cache
def code_digest() -> str:
    """The digest of this program, so that no answer of an older one is taken for this one's."""
    here = Path(__file__).parents[1]
    inside = sorted(p for p in here.rglob("*") if p.suffix in (".py", ".json", ".yaml"))
    told = hashlib.sha256(f"{_FORMAT} {sys.version} {sorted(libraries())}".encode())
    for path in inside:
        told.update(path.relative_to(here).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def libraries() -> set[str]:
    """Name and version of every installed library, as its folder of metadata is called."""
    return {
        name
        for folder in sys.path
        if folder.endswith("-packages") and os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
