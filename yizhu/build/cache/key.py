"""The key that signs the cache; it lies outside of every project.

A cache lies in a project's folder, and such a folder may come from anywhere. So each row is signed with this key, and no
row is deserialized or believed before its signature is verified for its place.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

VARIABLE = "YIZHU_CACHE_KEY"  # in the environment: a key that several machines share
_LENGTH = 32  # bytes of a key
_SHORTEST = 32  # characters of a shared one: who may write the cache must not be able to guess it
_SIGNATURE = 16  # bytes
# Windows has no O_NOFOLLOW, and opens text if it is not told otherwise.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Doubt(Exception):
    """The cache is damaged, or was not made on this machine: none of it may be used."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs rows, and verifies them before they are used."""

    key: bytes = field(repr=False)
    is_lasting: bool  # has the next build the same key?

    def narrowed(self, *to: str) -> Signer:
        """Return a signer for a part; the other parts' signatures are not valid for it."""
        return Signer(blake2b(repr(to).encode(), key=self.key, digest_size=_LENGTH).digest(), self.is_lasting)

    def sign(self, raw: bytes, *place: str) -> bytes:
        """Return the bytes with their signature in front, valid for this place only."""
        return self._signature(raw, place) + raw

    def verify(self, signed: object, *place: object) -> bytes:
        """Return the bytes that were signed for this place. Raises ``Doubt`` if the signature is wrong."""
        if not isinstance(signed, bytes):
            raise Doubt(f"no signature in {place[0]}")
        raw = signed[_SIGNATURE:]
        if not compare_digest(signed[:_SIGNATURE], self._signature(raw, place)):
            raise Doubt(f"a wrong signature in {place[0]}")
        return raw

    def verify_text(self, signed: object, *place: object) -> str:
        """Return the text that was signed for this place. Raises ``Doubt`` if it is none, or the signature is wrong."""
        try:
            return self.verify(signed, *place).decode()
        except UnicodeDecodeError:
            raise Doubt(f"no text in {place[0]}") from None

    def _signature(self, raw: bytes, place: tuple[object, ...]) -> bytes:
        # A tuple's repr ends where it ends: no place and bytes look like another place and other bytes.
        hashed = blake2b(repr(place).encode(), key=self.key, digest_size=_SIGNATURE)
        hashed.update(raw)
        return hashed.digest()


def signer_for(project: Path) -> Signer:
    """Return the signer for a project's cache; it is not valid if the project is moved."""
    return user_signer(project).narrowed(os.path.normcase(os.path.realpath(project)))


def user_signer(project: Path) -> Signer:
    """Return the user's signer, for what lies outside of all projects; no key in this project is used."""
    return Signer(*_key(os.path.normcase(os.path.realpath(project))))


def put_in_place(waiting: str, target: str) -> None:
    """Rename a complete file, unless the name is taken by now."""
    try:
        os.link(waiting, target)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        os.rename(waiting, target)
        return
    os.unlink(waiting)


def write_new(path: str, content: bytes) -> None:
    """Write a new file that nobody else may read; it is on the disk when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


class Refused(Exception):
    """A file that is not to be trusted, and why."""


def _key(project: str) -> tuple[bytes, bool]:
    """Return the key, and whether the next build will have it too."""
    shared = os.environ.get(VARIABLE, "")
    if len(shared) >= _SHORTEST:
        return blake2b(shared.encode("utf-8", "surrogateescape"), digest_size=_LENGTH).digest(), True
    try:
        if shared:
            raise Refused(f"{VARIABLE} has fewer than {_SHORTEST} characters")
        return _key_in(user_cache_folder() / "key", project), True
    except (OSError, RuntimeError, Refused) as why:  # RuntimeError: there is no home
        _tell_once(f"yizhu: the next build will remember nothing of this one: {why}")
        return _key_of_this_process(), False


@cache
def _key_of_this_process() -> bytes:
    return os.urandom(_LENGTH)


@cache
def _tell_once(line: str) -> None:
    print(line, file=sys.stderr)


def user_cache_folder() -> Path:
    """Return Yizhu's folder among the caches of the user's programs. Raises ``RuntimeError`` if there is no home."""
    if os.name == "nt":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        folder = Path(given) if os.path.isabs(given) else Path.home() / ".cache"
    return folder / "yizhu"


def _key_in(path: Path, project: str) -> bytes:
    """Return the key in a file, which is made if there is none."""
    folder = os.path.normcase(os.path.realpath(path.parent))
    if folder == project or folder.startswith(os.path.join(project, "")):
        raise Refused(
            f"the key would lie in the project, at {path}; set XDG_CACHE_HOME to a folder elsewhere"
        )
    try:
        return _read(path)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        waiting = f"{path}.{os.urandom(8).hex()}"
        write_new(waiting, os.urandom(_LENGTH))
        put_in_place(waiting, str(path))  # another build may have been quicker: its key is as good
        return _read(path)


def _read(path: Path) -> bytes:
    key = read_private(path)
    if len(key) != _LENGTH:
        raise Refused(f"{path} has {len(key)} bytes and not {_LENGTH}; delete it")
    return key


def read_private(path: Path) -> bytes:
    """Return the bytes of a plain file of the user's own, which nobody else may read or write. Raises ``Refused``."""
    if path.is_symlink():
        raise Refused(f"{path} is a symbolic link; delete it")
    # Without O_NONBLOCK a pipe would be waited for.
    descriptor = os.open(path, os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        why = _distrust(os.fstat(descriptor))
        if why:
            raise Refused(f"{path} {why}; delete it")
        return file.read()


def _distrust(known: os.stat_result) -> str:
    """Return why a file is not the user's alone; empty: it is."""
    if not stat.S_ISREG(known.st_mode):
        return "is no plain file"
    if not is_own(known):
        return "belongs to another user"
    # Windows keeps others out of the folder.
    is_open = os.name != "nt" and stat.S_IMODE(known.st_mode) & 0o077
    return "is open to other users" if is_open else ""


def is_own(known: os.stat_result) -> bool:
    """Does the file belong to the user who runs this program?"""
    user: Callable[[], int] | None = getattr(os, "geteuid", None)
    return user is None or known.st_uid == user()
