"""What an import writes: whole files inside one folder, through no symbolic link.

Each folder on the way is opened from the one above it, and a link in its place is an error at the moment of use; the
file is written beside its place, and given its name when it is whole. Windows opens no folders: there each path
is looked at just before.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yizhu.content.faults import Fault, Faults, Place

_BY_FOLDER = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def outside(path: Path, root: Path) -> list[Fault]:
    """The fault of a place that links take out of ``root``; none: it stays inside."""
    real = Path(os.path.realpath(path))
    if real.is_relative_to(os.path.realpath(root)):
        return []
    return [
        Fault(Place(path.as_posix()), f"a link leads from here to another place, {real}", "make it a folder")
    ]


def write_inside(path: Path, root: Path, data: bytes, *, over: bool = False) -> None:
    """Write a file inside ``root``, whole, and the folders it lies in; without ``over`` what stands there stays.

    Raises ``Faults`` for a link on the way or in its place, and for what the system refuses.
    """
    try:
        with _held(path, root) as (folder, name):
            beside = name.removesuffix(path.name) + f".{secrets.token_hex(8)}.tmp"
            try:
                _write_new(beside, folder, data)
                _give_name(beside, name, folder, over)
            finally:
                with suppress(OSError):
                    os.unlink(beside, dir_fd=folder)
            if folder is not None:
                os.fsync(folder)
    except OSError as wrong:
        help = "see what stands there, who may write it, and whether there is room"
        problem = f"this cannot be written: {wrong.strerror or wrong}"
        raise Faults([Fault(Place(path.as_posix()), problem, help)]) from None


def _write_new(name: str, folder: int | None, data: bytes) -> None:
    with open(os.open(name, _NEW, 0o666, dir_fd=folder), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _give_name(beside: str, name: str, folder: int | None, over: bool) -> None:
    """Over what stands there, which is replaced and never written through; else only where nothing does."""
    if over:
        os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        return
    with suppress(FileExistsError):
        try:
            os.link(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        except FileExistsError:
            raise
        except OSError:  # a disk without second names
            if os.path.lexists(name) if folder is None else name in os.listdir(folder):
                return
            os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)


@contextmanager
def _held(path: Path, root: Path) -> Iterator[tuple[int | None, str]]:
    """The file's folder, held open, and its name in it; where folders cannot be opened, its whole path."""
    if not _BY_FOLDER:
        path.parent.mkdir(parents=True, exist_ok=True)
        if outside(path, root):
            raise OSError("a link leads from here to another place")
        yield None, str(path)
        return
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(os.path.realpath(root), _FOLDER)
    try:
        for part in path.relative_to(root).parts[:-1]:
            with suppress(FileExistsError):
                os.mkdir(part, dir_fd=folder)
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        yield folder, path.name
    finally:
        os.close(folder)
