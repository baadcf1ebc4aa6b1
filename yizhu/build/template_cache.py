"""The folder for compiled templates: it lies in the user's own cache, never in a project, for what is in it can run."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from shutil import rmtree

from yizhu.build.cache_key import is_own, user_cache_folder

_MANY = 8  # themes, and states of one that is being edited


def template_cache_folder(project: Path, theme: str) -> Path | None:
    """Return the folder for a theme's templates, by the theme's digest; ``None``: there is none that only the user writes to."""
    try:
        folder = user_cache_folder() / "templates"
        own = os.path.normcase(os.path.realpath(folder))
        if own.startswith(os.path.join(os.path.normcase(os.path.realpath(project)), "")):
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not all(map(_is_private, (folder.parent, folder))):
            return None
        wanted = folder / theme
        if not wanted.exists():
            _make_room(folder)
            wanted.mkdir(mode=0o700, exist_ok=True)
        return wanted if _is_private(wanted) else None
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None


def _is_private(folder: Path) -> bool:
    """Is it a real folder of the user's own, to which nobody else may write?"""
    known = folder.lstat()
    is_open = (
        os.name != "nt" and stat.S_IMODE(known.st_mode) & 0o022
    )  # Windows keeps others out of the folder
    return stat.S_ISDIR(known.st_mode) and is_own(known) and not is_open


def _make_room(folder: Path) -> None:
    """Remove the folders that were made first, if there are many."""
    by_age = sorted(folder.iterdir(), key=lambda path: path.lstat().st_mtime_ns)
    for old in by_age[: max(0, len(by_age) - _MANY + 1)]:
        rmtree(old, ignore_errors=True)
