"""The digest of this program: another version's cache is not used."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_FORMAT = 6  # of what is remembered


@cache
def code_digest() -> str:
    """Return the digest of this program's files, its libraries and the format of the cache."""
    here = Path(__file__).parents[1]
    inside = sorted(p for p in here.rglob("*") if p.suffix in (".py", ".json", ".yaml"))
    told = hashlib.sha256(f"{_FORMAT} {sys.version} {sorted(libraries())}".encode())
    for path in inside:
        told.update(path.relative_to(here).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def libraries() -> set[str]:
    """Return name and version of every installed library, as its metadata folder is called."""
    return {
        name
        for folder in sys.path
        if folder.endswith("-packages") and os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
