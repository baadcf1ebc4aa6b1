"""Which files stand in a folder, and whether they are those of the last look.

As git does it: size, times in nanoseconds and inode stand for the content. The time of the last change can be set back
by whoever writes; that of the inode's cannot. A file that was changed within the clock's own grain, and whatever a symbolic
link leads to, is not trusted and must be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_GRAIN = 50_000_000  # ns: two changes within this may carry one time
Stamps = dict[str, str]  # a file's path below the folder, with /, and its stamp; empty: not to be trusted


def stamps_in(folder: Path, now: int, hidden: bool = True) -> Stamps:
    """The stamps of all files below a folder that need not exist; ``now``: nanoseconds of the clock that files have.

    Not ``hidden``: without what lies in its hidden folders, such as .git.
    """
    found: Stamps = {}
    if folder.is_symlink():
        return {"": ""}
    try:
        _walk(str(folder), "", now - _GRAIN, found, hidden)
    except (FileNotFoundError, NotADirectoryError):
        pass
    return found


def stamp(path: str | Path, now: int) -> str:
    """A single file's stamp; empty: it is not there, or not to be trusted."""
    try:
        return _stamp(os.stat(path), now - _GRAIN)
    except OSError:
        return ""


def _walk(folder: str, prefix: str, newest: int, found: Stamps, hidden: bool = True) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                found[prefix + entry.name] = ""
            elif entry.is_dir(follow_symlinks=False):
                if hidden or not entry.name.startswith("."):
                    try:
                        _walk(entry.path, f"{prefix}{entry.name}/", newest, found, hidden)
                    except PermissionError:
                        found[prefix + entry.name] = ""
            else:
                found[prefix + entry.name] = _stamp(entry.stat(follow_symlinks=False), newest)


def _stamp(known: os.stat_result, newest: int) -> str:
    if known.st_mtime_ns > newest:
        return ""
    # On Windows the last is when the file was made: there a change is told by the others.
    return f"{known.st_size} {known.st_mtime_ns} {known.st_ino} {known.st_ctime_ns}"


def seal(*told: Iterable[tuple[str, str]]) -> str:
    """One stamp for many files, whatever their order; empty: one of them is not to be trusted."""
    hashed = sha256()
    for several in told:
        listed = sorted(several)
        if any(not known for _, known in listed):
            return ""
        lines = "".join([f"{path}\0{known}\n" for path, known in listed])
        hashed.update(lines.encode("utf-8", "surrogateescape") + b"\1")
    return hashed.hexdigest()
