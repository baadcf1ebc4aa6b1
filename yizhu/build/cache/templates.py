"""Compiled templates lie in the user's own cache folder, never in a project, for they can run; each file is signed."""

from __future__ import annotations

import marshal
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from yizhu.build.cache.key import Doubt, Refused, Signer, is_own, read_private, user_cache_folder, user_signer

_MANY_PROGRAMS = 8  # versions of Yizhu and its libraries
_MANY_TEMPLATES = 1024  # of all sites and their earlier states


@dataclass(frozen=True)
class TemplateCache(BytecodeCache):
    """Compiled templates by name and source, in a folder that only the user writes to."""

    folder: Path
    signer: Signer

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code; if it is missing or damaged, it is compiled anew."""
        with suppress(OSError, Refused, Doubt):
            signed = read_private(self._path(bucket))
            bucket.code = marshal.loads(self.signer.verify(signed, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, if that can be: a full disk, or a folder that another build cleared, stops no build."""
        waiting = self.folder / f"{bucket.key}.{os.urandom(8).hex()}"
        _make_room(self.folder, _MANY_TEMPLATES)
        signed = self.signer.sign(marshal.dumps(bucket.code), bucket.key, bucket.checksum)
        with suppress(OSError):
            with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(signed)
            os.replace(waiting, self._path(bucket))

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}-{bucket.checksum}"


def template_cache(project: Path, program: str) -> TemplateCache | None:
    """Return the cache for templates that a program compiles, by its digest; ``None``: no folder is the user's alone."""
    signer = user_signer(project)
    try:
        folder = user_cache_folder() / "templates"
        own = os.path.normcase(os.path.realpath(folder))
        if not signer.is_lasting or own.startswith(
            os.path.join(os.path.normcase(os.path.realpath(project)), "")
        ):
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not all(map(_is_private, (folder.parent, folder))):
            return None
        wanted = folder / program
        if not wanted.exists():
            _make_room(folder, _MANY_PROGRAMS)
            wanted.mkdir(mode=0o700, exist_ok=True)
        return TemplateCache(wanted, signer.narrowed(program)) if _is_private(wanted) else None
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None


def _is_private(folder: Path) -> bool:
    """Is it a real folder of the user's own, to which nobody else may write?"""
    known = folder.lstat()
    # Windows keeps others out of the folder.
    is_open = os.name != "nt" and stat.S_IMODE(known.st_mode) & 0o022
    return stat.S_ISDIR(known.st_mode) and is_own(known) and not is_open


def _make_room(folder: Path, many: int) -> None:
    """Remove what was made first in a folder, the older half, if there is more than so much in it."""
    with suppress(OSError):  # another build makes room, too
        names = os.listdir(folder)
        if len(names) < many:
            return
        by_age = sorted((folder / name for name in names), key=lambda path: path.lstat().st_mtime_ns)
        for old in by_age[: len(by_age) // 2]:
            if old.is_dir() and not old.is_symlink():
                rmtree(old, ignore_errors=True)
            else:
                old.unlink()
