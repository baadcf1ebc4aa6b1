"""Read and write files in a folder that somebody else may have written, without ever leaving it.

1. Ask where the path leads: with all links resolved it must lie in its folder.
2. Open each part of the path from that folder on and follow no link any more, so that a link that is put in
   meanwhile leads nowhere.
3. Accept only a regular file of bounded size.

A written file appears whole or not at all.
"""

from __future__ import annotations

import codecs
import os
import secrets
import stat
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.content.faults import Fault, Faults, Place

MAX_TEXT_BYTES = 32_000_000  # of a text: ten times the longest novels
MAX_FILE_BYTES = 100_000_000  # of any other file: the limit of the usual hosts
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
# Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
_READ = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
_HAS_FOLDER_HANDLES = os.open in os.supports_dir_fd  # Windows has none: it gets whole paths
_KINDS = {
    stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
_HELP = "put the file itself there, or remove this"


@dataclass(frozen=True, slots=True)
class FileListing:
    """The files in a folder and in the folders below it."""

    files: tuple[str, ...]  # regular files, by their paths below the folder, with /
    faults: tuple[Fault, ...]  # all others: links that lead out of the root, pipes, devices


@dataclass(frozen=True, slots=True)
class _Location:
    """A file's name in a folder that is held open, so that nobody can put another folder in its place."""

    folder: int | None  # None: the name is a whole path
    name: str


# ---- read --------------------------------------------------------------------------------------------------


def read_file(path: Path, root: Path | None, name: str, most: int = MAX_FILE_BYTES) -> bytes:
    """Return the bytes of a regular file inside ``root``, or, without a root, of any file that the user named.

    ``name`` is the file's path in faults. Raises ``Faults`` if the path leads out of the root, is no regular file,
    has more than ``most`` bytes or cannot be read.
    """
    real = Path(os.path.realpath(path))
    home = Path(os.path.realpath(root)) if root else real.parent
    if not real.is_relative_to(home):
        raise Faults([_outside_link(name)])
    with _errors_as_faults(name, "read"), _open_parent(real, home) as location:
        return _read(location, _stat(location), name, most)


def _read(location: _Location, status: os.stat_result, name: str, most: int) -> bytes:
    # Opening a device may already have an effect, so look before opening, and once more after.
    _check_regular(status, name)
    with open(os.open(location.name, _READ, dir_fd=location.folder), "rb") as file:
        opened = os.fstat(file.fileno())
        _check_regular(opened, name)
        size = min(opened.st_size, most)
        raw = file.read(size + 1)  # not more: room is made for all that is asked for
        raw += file.read(most - size) if len(raw) > size else b""  # it grew, or does not say its size
    if len(raw) > most:
        raise Faults([Fault(Place(name), f"this is larger than {most // 1_000_000} MB", "make it smaller")])
    return raw


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """A folder that is held open, so that the way to it is gone once for all files in it."""

    path: Path
    root: Path
    handle: int | None  # None: each file is read by its whole path

    def read(self, file: str, name: str, most: int = MAX_FILE_BYTES) -> bytes:
        """Return the bytes of a file, by its path below this folder, as ``read_file`` does."""
        if self.handle is None or "/" in file:
            return read_file(self.path / file, self.root, name, most)
        with _errors_as_faults(name, "read"):
            location = _Location(self.handle, file)
            status = _stat(location)
            if not stat.S_ISLNK(status.st_mode):
                return _read(location, status, name, most)
        return read_file(self.path / file, self.root, name, most)


@contextmanager
def open_folder(path: Path, root: Path) -> Iterator[OpenFolder]:
    """Hold a folder inside ``root`` open. If it cannot be opened, each file that is read says why."""
    real, home = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    if not _HAS_FOLDER_HANDLES or not real.is_relative_to(home):
        yield OpenFolder(path, root, None)
        return
    with ExitStack() as stack:
        handle = None
        with suppress(OSError):
            handle = stack.enter_context(_open_parent(real / "_", home)).folder
        yield OpenFolder(path, root, handle)


def list_files(
    folder: Path, root: Path, shown_as: str, *, skip: str = "", hidden: Collection[str] = ()
) -> FileListing:
    """List all files below a folder, except hidden ones (.name) and those in its subfolder ``skip``.

    ``hidden``: names of hidden files and folders that are listed all the same.
    A link to a file inside ``root`` counts as that file; a link to a folder is a fault and is not followed.
    ``shown_as`` is the folder's path in faults.
    """
    files: list[str] = []
    faults: list[Fault] = []
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            entries = list(os.scandir(folder / prefix))
        except OSError as error:
            faults.append(_os_fault("read", error, f"{shown_as}/{prefix}".rstrip("/")))
            continue
        for entry in entries:
            name = prefix + entry.name
            if (entry.name.startswith(".") and entry.name not in hidden) or name == skip:
                continue
            if entry.is_file(follow_symlinks=False) and entry.name.isascii():
                files.append(name)
            elif fault := find_path_fault(folder / name, root, f"{shown_as}/{name}"):
                faults.append(fault)
            elif entry.is_dir():
                pending += [] if entry.is_symlink() else [name + "/"]
                faults += [_folder_link(f"{shown_as}/{name}")] if entry.is_symlink() else []
            else:
                files.append(name)
    return FileListing(tuple(sorted(files)), tuple(sorted(faults, key=lambda fault: fault.place.path)))


def find_path_fault(path: Path, root: Path, name: str) -> Fault | None:
    """Return why a path cannot be content: it is neither file nor folder, or a link that leads out of ``root``."""
    if not _is_utf8(name):
        return Fault(Place(name), "this name is no UTF-8", "rename it")
    if path.is_symlink() and (fault := find_link_fault(path, root, name)):
        return fault
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _os_fault("read", error, name)
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else _not_a_file(mode, name)


def find_link_fault(path: Path, root: Path, name: str) -> Fault | None:
    """Return a fault if links, in any part of the path, lead out of ``root``."""
    is_inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    return None if is_inside else _outside_link(name)


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


# ---- write -------------------------------------------------------------------------------------------------


def write_file(path: Path, root: Path, data: bytes, name: str, *, overwrite: bool = True) -> None:
    """Write a file inside ``root``, and make the folders on the way. It is there whole, or as it was before.

    An existing file is replaced and keeps its permissions; without ``overwrite`` it stays as it is. ``name`` is the
    file's path in faults. Raises ``Faults`` if a link is in the way, or if the system refuses.
    """
    with _errors_as_faults(name, "written"), _open_parent(path, root, create=True) as location:
        mode = _read_permissions(location, name) if overwrite else None
        draft = replace(location, name=f"{location.name.removesuffix(path.name)}.{secrets.token_hex(8)}.tmp")
        try:
            _write_new(draft, data, mode)
            _rename(draft, location, overwrite)
        finally:
            with suppress(OSError):  # it has its new name, or the disk is gone
                os.unlink(draft.name, dir_fd=location.folder)
        if location.folder is not None:
            os.fsync(location.folder)  # without it a power cut may take the new name back


def write_text(path: Path, root: Path, text: str, name: str) -> None:
    """Write a text as ``write_file`` does; a file that is there keeps its byte order mark and its line endings."""
    before = read_file(path, root, name, MAX_TEXT_BYTES) if path.exists() else b""
    write_file(path, root, format_as(before, text), name)


def format_as(before: bytes, text: str) -> bytes:
    """Return the bytes of a text with the byte order mark and the line endings, CRLF or LF, that most lines had before."""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    is_crlf = 2 * before.count(b"\r\n") > before.count(b"\n")
    return mark + (text.replace("\n", "\r\n") if is_crlf else text).encode()


def remove_file(path: Path, root: Path, name: str) -> None:
    """Remove a file inside ``root``, if it exists. Raises ``Faults`` if it is a link or lies behind one."""
    with (
        _errors_as_faults(name, "removed"),
        suppress(FileNotFoundError),
        _open_parent(path, root) as location,
    ):
        _read_permissions(location, name)
        os.unlink(location.name, dir_fd=location.folder)


def _read_permissions(location: _Location, name: str) -> int | None:
    """Return the permissions of an existing regular file; None: there is none. Raises ``Faults`` for anything else."""
    try:
        status = _stat(location)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        raise Faults([_file_link(name)])
    _check_regular(status, name)
    return stat.S_IMODE(status.st_mode)


def _write_new(location: _Location, data: bytes, mode: int | None) -> None:
    with open(os.open(location.name, _NEW, 0o666, dir_fd=location.folder), "wb") as file:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename(draft: _Location, final: _Location, overwrite: bool) -> None:
    old, new = draft.folder, final.folder
    if overwrite:
        os.replace(draft.name, final.name, src_dir_fd=old, dst_dir_fd=new)
        return
    try:  # a second name is given only if the name is free, in one step
        os.link(draft.name, final.name, src_dir_fd=old, dst_dir_fd=new)
    except FileExistsError:
        return
    except OSError:  # this disk has no second names
        with suppress(FileNotFoundError):
            _stat(final)
            return
        os.rename(draft.name, final.name, src_dir_fd=old, dst_dir_fd=new)


# ---- both --------------------------------------------------------------------------------------------------


@contextmanager
def _open_parent(path: Path, root: Path, *, create: bool = False) -> Iterator[_Location]:
    """Open the folder of a file inside ``root``; with ``create``, make missing folders."""
    if not _HAS_FOLDER_HANDLES:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        if fault := find_link_fault(path.parent, root, str(path)):
            raise Faults([fault])
        yield _Location(None, str(path))
        return
    if create:
        root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, _FOLDER)
    try:
        for part in path.relative_to(root).parts[:-1]:
            inner = _open_subfolder(folder, part, create)
            os.close(folder)
            folder = inner
        yield _Location(folder, path.name)
    finally:
        os.close(folder)


def _open_subfolder(folder: int, name: str, create: bool) -> int:
    if create:
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
    if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
        raise OSError(f"{name} is a link to another place")
    return os.open(name, _FOLDER | _NO_LINK, dir_fd=folder)


def _stat(location: _Location) -> os.stat_result:
    return os.stat(location.name, dir_fd=location.folder, follow_symlinks=False)


def _check_regular(status: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Faults([_not_a_file(status.st_mode, name)])


@contextmanager
def _errors_as_faults(name: str, action: str) -> Iterator[None]:
    """Turn an ``OSError`` into ``Faults`` that name the file."""
    try:
        yield
    except OSError as error:
        raise Faults([_os_fault(action, error, name)]) from None


def make_folder(folder: Path, name: str) -> None:
    """Make a folder that the user named, and those above it. Raises ``Faults`` if something else is in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        fault = Fault(Place(name), "this is a file, not a folder, or lies below one", "choose a folder")
        raise Faults([fault]) from None
    except OSError as error:
        raise Faults([_os_fault("made", error, name)]) from None


def _os_fault(action: str, error: OSError, name: str) -> Fault:
    help = "check that it exists, that you may use it, and that the disk has room"
    return Fault(Place(name), f"this cannot be {action}: {error.strerror or error}", help)


def _not_a_file(mode: int, name: str) -> Fault:
    return Fault(Place(name), f"this is {_KINDS.get(stat.S_IFMT(mode), 'something else')}, not a file", _HELP)


def _outside_link(name: str) -> Fault:
    return Fault(Place(name), "this is a link that leads out of its folder; it is not followed", _HELP)


def _folder_link(name: str) -> Fault:
    return Fault(Place(name), "this is a link to a folder; it is not followed", _HELP)


def _file_link(name: str) -> Fault:
    return Fault(Place(name), "this is a link; nothing is written through it", _HELP)
