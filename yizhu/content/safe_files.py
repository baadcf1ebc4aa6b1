"""Files of a folder that somebody else may have written: read and written without leaving it.

1. where a path leads is asked first: it must stay in its folder 2. then each part of it is opened from that folder on, and
no link is followed any more, so that nothing that is exchanged meanwhile leads out 3. what was opened must be a regular
file of bounded size. What is written appears whole or not at all.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import normpath

from yizhu.content.faults import Fault, Faults, Place

MAX_TEXT_BYTES = 32_000_000  # bytes of a text: ten times the longest novels
MAX_FILE_BYTES = 100_000_000  # of any other file: what the usual hosts take
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
# Whoever opens a pipe that nobody writes to waits for ever, but for O_NONBLOCK.
_READ = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
_CAN_WALK = os.open in os.supports_dir_fd  # Windows cannot: it is given whole paths
_KINDS = {
    stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
_MEND = "put the file itself there, or take this out"


@dataclass(frozen=True, slots=True)
class FileListing:
    """What lies in a folder."""

    files: tuple[str, ...]  # regular files, by their paths below the folder, with /
    faults: tuple[Fault, ...]  # of all else: links that lead out of it, pipes, devices


@dataclass(frozen=True, slots=True)
class _Spot:
    """A file's name in a folder that is held open: nobody can put another folder in its place."""

    folder: int | None  # None: the name is a whole path
    name: str


# ---- read --------------------------------------------------------------------------------------------------


def read_file(path: Path, root: Path | None, name: str, most: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a regular file inside ``root``; without one, of a file that the user named, wherever it is.

    ``name`` is what faults call it. Raises ``Faults``: it leads elsewhere, is no file, is too large, cannot be read.
    """
    real = Path(os.path.realpath(path))
    home = Path(os.path.realpath(root)) if root else real.parent
    if not real.is_relative_to(home):
        raise Faults([_astray(name)])
    with _telling(name, "read"), _spot(real, home) as spot:
        # A device may act on being opened: so it is looked at before, and once more after.
        _check_regular(os.stat(spot.name, dir_fd=spot.folder, follow_symlinks=False), name)
        with open(os.open(spot.name, _READ, dir_fd=spot.folder), "rb") as file:
            _check_regular(os.fstat(file.fileno()), name)
            raw = file.read(most + 1)
    if len(raw) > most:
        raise Faults([Fault(Place(name), f"this is larger than {most // 1_000_000} MB", "make it smaller")])
    return raw


def list_files(folder: Path, root: Path, shown_as: str, *, but: str = "") -> FileListing:
    """All files below a folder, but for what lies in its folder ``but`` and what has a dot before its name.

    A link counts as the file that it leads to, if that lies in ``root``; no link to a folder is followed.
    """
    files: list[str] = []
    faults: list[Fault] = []
    ahead = [""]
    while ahead:
        prefix = ahead.pop()
        try:
            entries = list(os.scandir(folder / prefix))
        except OSError as error:
            faults.append(_unable("read", error, f"{shown_as}/{prefix}".rstrip("/")))
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.name.startswith(".") or name == but:
                continue
            if wrong := find_path_fault(folder / name, root, f"{shown_as}/{name}"):
                faults.append(wrong)
            elif entry.is_dir():
                ahead += [] if entry.is_symlink() else [name + "/"]
                faults += [_unfollowed(f"{shown_as}/{name}")] if entry.is_symlink() else []
            else:
                files.append(name)
    return FileListing(tuple(sorted(files)), tuple(sorted(faults, key=lambda fault: fault.place.path)))


def find_path_fault(path: Path, root: Path, name: str) -> Fault | None:
    """Why it is no content: neither a file nor a folder, or a link that leads out of ``root``."""
    if not _is_utf8(name):
        return Fault(Place(name), "this name is no UTF-8", "rename it")
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        return _astray(name)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _unable("read", error, name)
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else _irregular(mode, name)


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_regular(known: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(known.st_mode):
        raise Faults([_irregular(known.st_mode, name)])


# ---- write -------------------------------------------------------------------------------------------------


def choose_root(site: Path, folder: str) -> Path:
    """What is written into a folder of a site stays in this one: the site's own, if it lies there."""
    is_inside = not os.path.isabs(folder) and normpath(folder).partition("/")[0] != ".."
    return site if is_inside else site / folder


def write_file(path: Path, root: Path, data: bytes, name: str) -> None:
    """Write a file inside ``root``, and the folders that it lies in; it is there whole, or as it was before.

    A file that stands there keeps its permissions. Raises ``Faults``: a link would be written through, no room is left.
    """
    with _telling(name, "written"), _spot(path, root, make=True) as spot:
        mode = _standing(spot, name)
        beside = replace(spot, name=f"{spot.name.removesuffix(path.name)}.{secrets.token_hex(8)}.tmp")
        try:
            _write_new(beside, data, mode)
            os.replace(beside.name, spot.name, src_dir_fd=spot.folder, dst_dir_fd=spot.folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside.name, dir_fd=spot.folder)
            raise
        if spot.folder is not None:
            os.fsync(spot.folder)  # else a power cut may take the name back


def remove_file(path: Path, root: Path, name: str) -> None:
    """Remove a file inside ``root``, if it is there. Raises ``Faults``: it is behind a link."""
    with _telling(name, "removed"), suppress(FileNotFoundError), _spot(path, root) as spot:
        _standing(spot, name)
        os.unlink(spot.name, dir_fd=spot.folder)


def _standing(spot: _Spot, name: str) -> int | None:
    """The permissions of the file that stands there; None: there is none. Raises ``Faults`` for anything else."""
    try:
        known = os.stat(spot.name, dir_fd=spot.folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(known.st_mode):
        raise Faults([_linked(name)])
    _check_regular(known, name)
    return stat.S_IMODE(known.st_mode)


def _write_new(spot: _Spot, data: bytes, mode: int | None) -> None:
    with open(os.open(spot.name, _NEW, 0o666, dir_fd=spot.folder), "wb") as file:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


# ---- both --------------------------------------------------------------------------------------------------


@contextmanager
def _spot(path: Path, root: Path, *, make: bool = False) -> Iterator[_Spot]:
    """Where a file inside ``root`` stands, its folder held open; with ``make``, folders that are not there are made."""
    if not _CAN_WALK:
        if make:
            path.parent.mkdir(parents=True, exist_ok=True)
        yield _Spot(None, str(path))
        return
    folder = os.open(root, _FOLDER)
    try:
        for part in path.relative_to(root).parts[:-1]:
            inner = _entered(folder, part, make)
            os.close(folder)
            folder = inner
        yield _Spot(folder, path.name)
    finally:
        os.close(folder)


def _entered(folder: int, part: str, make: bool) -> int:
    if make:
        with suppress(FileExistsError):
            os.mkdir(part, dir_fd=folder)
    if stat.S_ISLNK(os.stat(part, dir_fd=folder, follow_symlinks=False).st_mode):
        raise OSError(f"{part} is a link to another place")
    return os.open(part, _FOLDER | _NO_LINK, dir_fd=folder)


@contextmanager
def _telling(name: str, done: str) -> Iterator[None]:
    """What the system refuses is told as a fault of the file ``name``."""
    try:
        yield
    except OSError as error:
        raise Faults([_unable(done, error, name)]) from None


def _unable(done: str, error: OSError, name: str) -> Fault:
    help = "see what stands there, who may use it, and whether there is room"
    return Fault(Place(name), f"this cannot be {done}: {error.strerror or error}", help)


def _irregular(mode: int, name: str) -> Fault:
    return Fault(Place(name), f"this is {_KINDS.get(stat.S_IFMT(mode), 'something else')}, not a file", _MEND)


def _astray(name: str) -> Fault:
    return Fault(Place(name), "this is a link that leads out of its folder, and is not followed", _MEND)


def _unfollowed(name: str) -> Fault:
    return Fault(Place(name), "this is a link to a folder, and is not followed", _MEND)


def _linked(name: str) -> Fault:
    return Fault(Place(name), "this is a link, and nothing is written through it", _MEND)
