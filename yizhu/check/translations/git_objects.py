"""Read commits, folders and files out of a git repository: plain data, read by ourselves.

git itself would obey the ``.git/config`` of a folder that somebody else may have written, which can name programs to run.
Here nothing runs: loose objects and packs are read, within limits, and what is not there (a shallow clone, alternates,
another hash than SHA-1) counts as unknown.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from yizhu.content.faults import Faults
from yizhu.content.files.safe import MAX_TEXT_BYTES, read_file

_ID = re.compile(r"[0-9a-f]{40}")
_REF = re.compile(r"ref: (refs(?:/[\w.+-]+)+)\s*")
_TYPES = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_OFFSET_DELTA, _REFERENCE_DELTA = 6, 7
_LONGEST_CHAIN = 4_096  # of deltas, one made from the other: git's own limit
_MOST_COMMITS = 2_000
_MOST_OBJECTS = 100_000  # that are read at all: a repository may be made to take for ever
_MOST_INDEX_BYTES = 200_000_000


class Unreadable(Exception):
    """An object that is not there, or is none."""


@dataclass(slots=True)
class _Pack:
    """A pack that is held open, and its index."""

    file: BinaryIO
    index: bytes
    count: int

    def find(self, id: bytes) -> int | None:
        """Return where an object begins; None if it is not in this pack."""
        first = struct.unpack_from(">I", self.index, 8 + 4 * (id[0] - 1))[0] if id[0] else 0
        last = struct.unpack_from(">I", self.index, 8 + 4 * id[0])[0]
        at = bisect_left(range(self.count), id, first, last, key=self._id)
        if at >= last or self._id(at) != id:
            return None
        offsets = 8 + 1024 + 24 * self.count
        offset: int = struct.unpack_from(">I", self.index, offsets + 4 * at)[0]
        if offset & 0x80000000:
            far = offsets + 4 * self.count + 8 * (offset & 0x7FFFFFFF)
            offset = struct.unpack_from(">Q", self.index, far)[0]
        return offset

    def _id(self, nth: int) -> bytes:
        start = 8 + 1024 + 20 * nth
        return self.index[start : start + 20]


@dataclass(slots=True)
class Repository:
    """A repository's folder, and what of it is open."""

    folder: Path  # .git
    _packs: list[_Pack] | None = None
    _read: int = 0
    _files: dict[tuple[str, str], str] = field(default_factory=dict)

    def close(self) -> None:
        """Close what is open."""
        for pack in self._packs or ():
            pack.file.close()

    # ---- history -------------------------------------------------------------------------------------------

    def list_versions(self, path: str) -> Iterator[str]:
        """Yield the ids of the file's versions, those of the last commits first, each once."""
        seen, versions = set[str](), set[str]()
        pending = [id for id in [self._head()] if id]
        while pending and len(seen) < _MOST_COMMITS:
            id = pending.pop(0)
            if id in seen:
                continue
            seen.add(id)
            with suppress(Unreadable):
                tree, parents = _read_commit(self.read(id, "commit"))
                pending += parents
                version = self._find_file(tree, path)
                if version and version not in versions:
                    versions.add(version)
                    yield version

    def _head(self) -> str:
        head = self._read_text("HEAD")
        named = _REF.fullmatch(head)
        if not named or ".." in head:
            return head.strip() if _ID.fullmatch(head.strip()) else ""
        found = self._read_text(named[1]).strip() or self._find_packed_reference(named[1])
        return found if _ID.fullmatch(found) else ""

    def _find_packed_reference(self, name: str) -> str:
        lines = (line.split(" ") for line in self._read_text("packed-refs").splitlines())
        return next((line[0] for line in lines if line[1:] == [name]), "")

    def _read_text(self, name: str) -> str:
        with suppress(Faults):
            return read_file(self.folder / name, self.folder, name, MAX_TEXT_BYTES).decode("utf-8", "replace")
        return ""

    def _find_file(self, tree: str, path: str) -> str:
        """Return the id of a file below a folder; empty: there is none. Commits share most of their folders."""
        if (tree, path) not in self._files:
            name, _, rest = path.partition("/")
            found = _find_entry(self.read(tree, "tree"), name.encode())
            self._files[tree, path] = self._find_file(found, rest) if found and rest else found
        return self._files[tree, path]

    # ---- objects -------------------------------------------------------------------------------------------

    def read(self, id: str, kind: str) -> bytes:
        """Return what an object holds. Raises ``Unreadable``."""
        self._read += 1
        if self._read > _MOST_OBJECTS:
            raise Unreadable
        try:
            found, data = self._read_loose(id) or self._read_packed(id)
        except (zlib.error, struct.error, OSError, ValueError, IndexError) as error:
            raise Unreadable from error
        if found != kind:
            raise Unreadable
        return data

    def _read_loose(self, id: str) -> tuple[str, bytes] | None:
        path = self.folder / "objects" / id[:2] / id[2:]
        if not path.exists():
            return None
        with suppress(Faults):
            raw = read_file(path, self.folder, id, MAX_TEXT_BYTES)
            head, _, data = zlib.decompressobj().decompress(raw, MAX_TEXT_BYTES).partition(b"\0")
            kind, _, size = head.decode("ascii").partition(" ")
            if int(size) == len(data):
                return kind, data
        raise Unreadable

    def _read_packed(self, id: str) -> tuple[str, bytes]:
        for pack in self._open_packs():
            if (offset := pack.find(bytes.fromhex(id))) is not None:
                return self._read_at(pack, offset)
        raise Unreadable

    def _open_packs(self) -> list[_Pack]:
        if self._packs is None:
            found = sorted((self.folder / "objects" / "pack").glob("*.idx"))
            self._packs = [pack for path in found if (pack := _open_pack(path, self.folder))]
        return self._packs

    def _read_at(self, pack: _Pack, offset: int) -> tuple[str, bytes]:
        """Return an object of a pack: the deltas that it is made by, down to what they are made from, and back."""
        deltas: list[bytes] = []
        while True:
            kind, size, data_at, base = _read_head(pack.file, offset)
            data = _inflate(pack.file, data_at, size)
            if kind in _TYPES:
                break
            deltas.append(data)
            if len(deltas) > _LONGEST_CHAIN:
                raise Unreadable
            if isinstance(base, int):
                offset = base
            elif (found := pack.find(base)) is not None:
                offset = found
            else:
                raise Unreadable
        for delta in reversed(deltas):
            data = _apply(delta, data)
        return _TYPES[kind], data


def find_repository(folder: Path) -> Repository | None:
    """Return the repository that a folder lies in; None if there is none. A ``.git`` that leads elsewhere is not followed."""
    for parent in (folder, *folder.parents):
        with suppress(OSError):
            if stat.S_ISDIR((parent / ".git").lstat().st_mode):
                return Repository(parent / ".git")
    return None


# ---- what objects say --------------------------------------------------------------------------------------


def _read_commit(data: bytes) -> tuple[str, list[str]]:
    """Return the id of a commit's folder and those of its parents."""
    lines = data.partition(b"\n\n")[0].decode("utf-8", "replace").split("\n")
    named = [line.split(" ") for line in lines]
    ids = [(words[0], words[1]) for words in named if len(words) == 2 and _ID.fullmatch(words[1])]
    tree = next((id for name, id in ids if name == "tree"), "")
    if not tree:
        raise Unreadable
    return tree, [id for name, id in ids if name == "parent"]


def _find_entry(tree: bytes, name: bytes) -> str:
    at = 0
    while (end := tree.find(b"\0", at)) >= 0:
        if tree[at:end].partition(b" ")[2] == name:
            return tree[end + 1 : end + 21].hex()
        at = end + 21
    return ""


# ---- packs -------------------------------------------------------------------------------------------------


def _open_pack(path: Path, folder: Path) -> _Pack | None:
    """Return a pack, if it is a file inside the folder with an index of the second version."""
    pack = path.with_suffix(".pack")
    with suppress(Faults, OSError, struct.error):
        index = read_file(path, folder, path.name, _MOST_INDEX_BYTES)
        magic, version = struct.unpack_from(">4sI", index)
        count: int = struct.unpack_from(">I", index, 8 + 4 * 255)[0]
        starts = struct.unpack_from(">256I", index, 8)
        is_sound = all(one <= other for one, other in pairwise(starts)) and len(index) >= 1072 + 28 * count
        if (magic, version) == (b"\xfftOc", 2) and is_sound and stat.S_ISREG(pack.lstat().st_mode):
            return _Pack(pack.open("rb"), index, count)
    return None


def _read_head(file: BinaryIO, offset: int) -> tuple[int, int, int, int | bytes]:
    """Return of an object in a pack its kind, its size, where its data begin, and what it is made from."""
    file.seek(offset)
    head = file.read(64)
    at, kind, size, shift = 1, head[0] >> 4 & 7, head[0] & 15, 4
    while head[at - 1] & 0x80:
        size |= (head[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    base: int | bytes = b""
    if kind == _REFERENCE_DELTA:
        base, at = head[at : at + 20], at + 20
    elif kind == _OFFSET_DELTA:
        back = head[at] & 0x7F
        while head[at] & 0x80:
            at += 1
            back = (back + 1) << 7 | head[at] & 0x7F
        base, at = offset - back, at + 1
        if not 0 < back <= offset:
            raise Unreadable
    elif kind not in _TYPES:
        raise Unreadable
    return kind, size, offset + at, base


def _inflate(file: BinaryIO, offset: int, size: int) -> bytes:
    if size > MAX_TEXT_BYTES:
        raise Unreadable
    file.seek(offset)
    stream, data = zlib.decompressobj(), b""
    while len(data) <= size and not stream.eof and (raw := stream.unconsumed_tail or file.read(65_536)):
        data += stream.decompress(raw, size + 1 - len(data))
    if len(data) != size:
        raise Unreadable
    return data


def _apply(delta: bytes, base: bytes) -> bytes:
    """Return what a delta makes of its base: stretches of it, and stretches of its own."""
    size, at = _read_number(delta, 0)
    wanted, at = _read_number(delta, at)
    if size != len(base) or wanted > MAX_TEXT_BYTES:
        raise Unreadable
    made = bytearray()
    while at < len(delta) and len(made) <= wanted:
        code, at = delta[at], at + 1
        if code & 0x80:
            start = length = 0
            for bit in range(7):
                if code & 1 << bit:
                    value, at = delta[at], at + 1
                    start |= value << 8 * bit if bit < 4 else 0
                    length |= value << 8 * (bit - 4) if bit >= 4 else 0
            made += base[start : start + (length or 0x10000)]
        elif code:
            made += delta[at : at + code]
            at += code
        else:
            raise Unreadable
    if len(made) != wanted:
        raise Unreadable
    return bytes(made)


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not data[at - 1] & 0x80:
            return number, at
