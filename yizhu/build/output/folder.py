"""The folder that a build writes to: may it, and which files there are its own.

A folder is Yizhu's if it has a record of the files that builds made in it, or if it holds only hidden files, as a fresh
checkout of the branch to publish from does. No file that the record does not name is replaced or removed. The record is a
line of words and the files' paths, sorted: the same files give the same bytes, and it says nothing that is not public.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.build.cache.fingerprints import fingerprints_in
from yizhu.build.output.rooted_files import Root, os_fault
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


_HOSTS_OWN = ("CNAME",)  # what a host writes into a branch that is published
_ELSEWHERE = "name a folder of its own with --out, or with site: in config.yaml"


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The folder to write to."""

    path: Path  # no link on the way to it
    shown_as: str  # as the user calls it
    recorded: frozenset[str] | None  # the files that builds made in it; None: it has no record yet
    is_preview: bool = False  # nobody but the preview reads it


def check_output_folder(site: Path, shown_as: str, root: Path, inputs: Sequence[str]) -> OutputFolder:
    """Return the folder if a build may write there. Raises ``Faults`` if that would destroy foreign files.

    ``root``: the project's folder; ``inputs``: the folders in it that are read.
    """
    try:
        return _checked(site, shown_as, root, inputs)
    except (OSError, ValueError) as error:  # a name too long, a folder that may not be read; NUL
        refused = error if isinstance(error, OSError) else OSError(str(error))
        raise Faults([os_fault(refused, shown_as)]) from None


def _checked(site: Path, shown_as: str, root: Path, inputs: Sequence[str]) -> OutputFolder:
    place = Place(shown_as)
    _check_links(site, place, root)
    path, memory = Path(os.path.realpath(site)), Path(os.path.realpath(root / ".yizhu"))
    is_preview = path == memory / "preview"
    for name in (*inputs, *([] if is_preview else [".yizhu"])):
        folder = Path(os.path.realpath(root / name))
        if folder == path or path in folder.parents or folder in path.parents:
            raise Faults([Fault(place, f"this folder holds or lies in {folder.name}/", _ELSEWHERE)])
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)
    except FileNotFoundError:
        return OutputFolder(path, shown_as, None, is_preview)
    if not is_folder:
        raise Faults([Fault(place, "this is a file, not a folder", "choose a folder")])
    return OutputFolder(path, shown_as, _recorded(path, shown_as, is_preview), is_preview)


def _check_links(site: Path, place: Place, root: Path) -> None:
    """Raise ``Faults`` if a link leads out of the project; elsewhere, if the folder itself is a link."""
    real = Path(os.path.realpath(site))
    if Path(os.path.abspath(site)).is_relative_to(os.path.abspath(root)):
        is_astray = not real.is_relative_to(os.path.realpath(root))
    else:
        is_astray = os.path.islink(site)
    if is_astray:
        help = f"remove the link, or name the folder itself: --out {real}"
        raise Faults([Fault(place, f"a symbolic link leads elsewhere, to {real}", help)])


def _recorded(path: Path, shown_as: str, is_preview: bool) -> frozenset[str] | None:
    with Root(path) as folder:
        recorded = read_record(folder, shown_as)
        foreign = [] if recorded is not None else sorted(filter(_is_foreign, folder.entries()))
    if not foreign:
        return recorded
    if is_preview:  # an earlier version made it, and wrote no record
        return frozenset(fingerprints_in(path, sys.maxsize))
    named = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
    problem = f"this folder holds files that Yizhu did not make: {named}"
    help = "choose an empty folder; or, if an earlier Yizhu built all of it, remove it by hand"
    raise Faults([Fault(Place(shown_as), problem, help)])


def _is_foreign(name: str) -> bool:
    return not is_hidden(name) and name not in _HOSTS_OWN
