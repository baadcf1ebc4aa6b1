"""Files inside one folder, written and removed without following a symbolic link.

Each folder on the way is opened from the one above it; a link in the place of a folder is an error at the moment of use.
Windows cannot open folders: there each is checked just before its path is used.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from yizhu.content.faults import Fault, Faults, Place

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_BY_FOLDER = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_FOLLOWS = os.link not in os.supports_follow_symlinks  # there, it cannot be said that it should not
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_LINK = (errno.ELOOP, errno.ENOTDIR)  # what opening a link as a folder may say
# What to do about an error of the system. What stands here is the machine's state and no mistake in our code.
_MENDS = {
    errno.ENOSPC: "free some space on its disk, then build again",
    errno.EDQUOT: "free some space within your quota, then build again",
    errno.EACCES: "see that you may read and write it",
    errno.EPERM: "see that you may read and write it",
    errno.EROFS: "its disk is mounted read-only: choose another folder with --out",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "remove the symbolic link",
    errno.EXDEV: "let all of the folder lie on one disk",
    errno.EIO: "see whether its disk is sound",
}


def os_fault(error: OSError, shown_as: str) -> Fault:
    """Return what the system refused as a fault of the file or folder."""
    help = _MENDS.get(error.errno or 0, "see that the folder can be written")
    problem = error.strerror or str(error)
    if problem == os.strerror(error.errno or 0):
        problem = problem[0].lower() + problem[1:]
    return Fault(Place(shown_as), problem, help)


def is_of_the_machine(error: OSError) -> bool:
    """Is the error due to disks and permissions, and not to a mistake of this program?"""
    return error.errno in _MENDS


class HalfDone(Faults):
    """A change failed, and undoing it failed as well."""


@contextmanager
def reporting(shown_as: str) -> Iterator[None]:
    """Raise what the system refuses as ``Faults`` of this file or folder."""
    try:
        yield
    except OSError as error:
        raise Faults([os_fault(error, shown_as)]) from None


class Root:
    """A folder; all paths are relative to it, with /."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fd = os.open(folder, _FOLDER) if _BY_FOLDER else -1

    def lock(self) -> None:
        """Wait until no other build moves files here; where disks have no locks, go on."""
        if fcntl and self._fd >= 0:
            with suppress(OSError):
                fcntl.flock(self._fd, fcntl.LOCK_EX)

    def close(self) -> None:
        """Close the folder."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Root:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def kind(self, path: str) -> str:
        """Return what has this path: ``file``, ``folder``, ``other`` (a link, a pipe), or empty for nothing."""
        try:
            with self._parent(path) as (folder, name):
                mode = os.lstat(name, dir_fd=folder).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return ""
        return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        with self._parent(path) as (folder, name), open(os.open(name, _FILE, dir_fd=folder), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(errno.EINVAL, "this is no file", path)
            return file.read()

    def write_new(self, path: str, content: bytes) -> None:
        """Write a file that does not exist yet; it is on the disk when this returns."""
        with (
            self._parent(path) as (folder, name),
            open(os.open(name, _NEW, 0o666, dir_fd=folder), "wb") as file,
        ):
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, source: str, target: str) -> None:
        """Move a file; a file at ``target`` is replaced in one step."""
        with self._parent(source) as (a, old), self._parent(target) as (b, new):
            os.replace(old, new, src_dir_fd=a, dst_dir_fd=b)

    def link_or_copy(self, source: str, target: str) -> None:
        """Give a file a second name; where the disk has no hard links, copy it."""
        try:
            with self._parent(source) as (a, old), self._parent(target) as (b, new):
                os.link(old, new, src_dir_fd=a, dst_dir_fd=b, follow_symlinks=_FOLLOWS)
        except OSError:
            if self.kind(source) != "file":
                raise
            self.write_new(target, self.read(source))

    def unlink(self, path: str) -> None:
        """Remove a file, or a link itself."""
        with self._parent(path) as (folder, name):
            os.unlink(name, dir_fd=folder)

    def mkdir(self, path: str) -> bool:
        """Make a folder if the name is free. Returns whether it was made."""
        with suppress(FileExistsError), self._parent(path) as (folder, name):
            os.mkdir(name, dir_fd=folder)
            return True
        return False

    def rmdir(self, path: str) -> None:
        """Remove an empty folder."""
        with self._parent(path) as (folder, name):
            os.rmdir(name, dir_fd=folder)

    def remove_folder(self, path: str) -> None:
        """Remove a folder that holds nothing but empty folders."""
        for inner in self.entries(path):
            if self.kind(f"{path}/{inner}") == "folder":
                self.remove_folder(f"{path}/{inner}")
        self.rmdir(path)

    def entries(self, path: str = "") -> Sequence[str]:
        """Return the names in a folder."""
        with self._folder(path) as folder:
            return sorted(os.listdir(folder))

    def may_write(self, path: str) -> bool:
        """May files be made and removed in this folder?"""
        with self._parent(f"{path}/." if path else ".") as (folder, name):
            return os.access(name, os.W_OK | os.X_OK, dir_fd=folder)

    def sync(self) -> None:
        """Write the folder's entries to the disk: what was moved in or out survives a power cut."""
        with self._folder("") as folder:
            if isinstance(folder, int):
                os.fsync(folder)

    @contextmanager
    def _folder(self, path: str) -> Iterator[int | str]:
        with self._parent(f"{path}/." if path else ".") as (folder, name):
            yield folder if folder is not None else name

    @contextmanager
    def _parent(self, path: str) -> Iterator[tuple[int | None, str]]:
        """The folder of a file, open, and its name in it; without open folders none, and the whole path."""
        *above, name = path.split("/")
        if not _BY_FOLDER:
            _look_for_links(self.folder, above)
            yield None, str(self.folder / path)
            return
        fd = os.dup(self._fd)
        try:
            for step in above:
                inner = _opened(step, fd, path)
                os.close(fd)
                fd = inner
            yield fd, name
        finally:
            os.close(fd)


def _opened(name: str, folder: int, path: str) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except OSError as error:
        is_link = error.errno in _NO_LINK and stat.S_ISLNK(os.lstat(name, dir_fd=folder).st_mode)
        if not is_link:
            raise
        raise OSError(errno.ELOOP, f"{name} is a symbolic link, which is not followed", path) from None


def _look_for_links(root: Path, above: Sequence[str]) -> None:
    folder = root
    for step in above:
        folder = folder / step
        with suppress(FileNotFoundError):
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                raise OSError(errno.ELOOP, f"{step} is no folder, or a link to one", str(folder))
