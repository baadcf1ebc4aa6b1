"""Files reach site/ whole, and only when all is well.

1. compare with what stands there 2. stage what differs 3. move it in, assets before the pages that need them
4. remove what nothing claims any more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.fault import Fault, Faults, Place
from yizhu.page import File

# By these a folder is known as one that Yizhu made.
_SIGNS = (".nojekyll", "sitemap.xml", "robots.txt")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files."""

    made: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]


def check_target(site: Path, shown_as: str, forbidden: Sequence[Path]) -> None:
    """Raise ``Faults`` if writing there would destroy anything that Yizhu did not make."""
    site = site.resolve()
    for folder in forbidden:
        if folder.resolve() == site or site in folder.resolve().parents or folder.resolve() in site.parents:
            mend = "choose a folder of its own with --out or site: in config.yaml"
            raise Faults([Fault(Place(shown_as), f"this folder holds or lies in {folder.name}/", mend)])
    if site.is_dir() and any(site.iterdir()) and not all((site / sign).is_file() for sign in _SIGNS):
        mend = "choose an empty folder, or empty this one by hand"
        raise Faults([Fault(Place(shown_as), "this folder holds files that Yizhu did not make", mend)])
    if site.exists() and not site.is_dir():
        raise Faults([Fault(Place(shown_as), "this is a file, not a folder", "choose a folder")])


def write(files: Sequence[File], site: Path, staging: Path) -> Written:
    """Bring ``site`` to hold exactly these files; what already has the same bytes is not touched."""
    ordered = sorted(files, key=lambda f: (not f.path.startswith("assets/"), f.path))
    changed = [file for file in ordered if not _same(site / file.path, file.content)]
    shutil.rmtree(staging, ignore_errors=True)
    for file in changed:
        _put(staging / file.path, file.content)
    for file in changed:
        target = site / file.path
        _make_way(target, site)
        os.replace(staging / file.path, target)
    shutil.rmtree(staging, ignore_errors=True)
    removed = _remove_strays(site, {file.path for file in files})
    return Written(tuple(f.path for f in changed), len(files) - len(changed), removed)


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _make_way(target: Path, site: Path) -> None:
    """A file where a folder is wanted, and the other way round, are strays of an earlier build."""
    for folder in reversed(target.relative_to(site).parents):
        if (site / folder).is_file():
            (site / folder).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _remove_strays(site: Path, claimed: set[str]) -> tuple[str, ...]:
    strays = [
        path
        for path in sorted(site.rglob("*"), reverse=True)
        if path.is_file() and path.relative_to(site).as_posix() not in claimed
    ]
    for path in strays:
        path.unlink()
    for folder in sorted((p for p in site.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return tuple(path.relative_to(site).as_posix() for path in strays)
