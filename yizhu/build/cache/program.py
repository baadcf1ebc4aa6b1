"""The digest of this program: another version's cache is not used."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache

_FORMAT = 6  # of what is remembered


@cache
def code_digest() -> str:
    """Return the digest of this program's files, its libraries and the format of the cache."""
    hashed = hashlib.sha256(f"{_FORMAT} {sys.version} {sorted(libraries())}".encode())
    for name, path in sorted(_own_files(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "")):
        hashed.update(name.encode())
        with open(path, "rb", buffering=0) as file:
            hashed.update(file.read())
    return hashed.hexdigest()


def _own_files(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the name and path of each file that decides what a build makes, but for the theme's."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".json", ".yaml")):
                yield prefix + entry.name, entry.path
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _own_files(entry.path, f"{prefix}{entry.name}/")


def libraries() -> set[str]:
    """Return name and version of every installed library, as its metadata folder is called."""
    return {
        name
        for folder in sys.path
        if folder.endswith("-packages") and os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
