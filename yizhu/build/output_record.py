"""The record in a site's folder: it says that the folder is Yizhu's, and which files in it builds made.

No other file in the folder is replaced or removed. The record is a line of words and the files' paths, sorted: the same
files give the same bytes, and it says nothing that is not public anyway.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from yizhu.build.rooted_files import Root
from yizhu.content.faults import Fault, Faults, Place

RECORD = ".yizhu-site"
_FIRST = "Yizhu made these files. Its builds replace and remove these, and nothing else in this folder. (1)"


def record_text(paths: Iterable[str]) -> bytes:
    """Return the record of these files."""
    lines = [path.replace("%", "%25").replace("\n", "%0A") for path in sorted(paths)]
    return "\n".join([_FIRST, *lines, ""]).encode("utf-8", "surrogateescape")


def read_record(root: Root, shown_as: str) -> frozenset[str] | None:
    """Return the files that builds made here; ``None``: the folder has no record. Raises ``Faults`` for a malformed one."""
    kind = root.kind(RECORD)
    if not kind:
        return None
    text = root.read(RECORD).decode("utf-8", "surrogateescape") if kind == "file" else ""
    first, *lines = text.split("\n")
    paths = [line.replace("%0A", "\n").replace("%25", "%") for line in lines if line]
    if first != _FIRST or lines[-1:] != [""] or not all(map(_is_inside, paths)):
        help = "if another version of Yizhu wrote it, use that one, or empty the folder by hand"
        raise Faults([Fault(Place(f"{shown_as}/{RECORD}"), "this is no record of what was built here", help)])
    return frozenset(paths)


def is_hidden(path: str) -> bool:
    """Is it a file that tools keep for themselves, such as one in .git?"""
    return any(part.startswith(".") for part in path.split("/"))


def _is_inside(path: str) -> bool:
    """Is it a plain path to a file below the folder, outside of .git?"""
    parts = path.casefold().split("/")
    is_plain = "\0" not in path and not any(part in ("", ".", "..", ".git") for part in parts)
    return is_plain and (os.sep == "/" or not set(path) & {"\\", ":"})
