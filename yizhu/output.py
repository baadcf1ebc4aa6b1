"""Files reach site/ whole, and only when all is well.

1. compare with what stands there 2. stage what differs 3. move it in, assets before the pages that need them
4. remove what nothing claims any more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
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


def stage(file: File, site: Path, staging: Path) -> bool:
    """Put a file where it waits to be moved in, unless the same bytes stand in the site already. Was it staged?"""
    if _same(f"{site}/{file.path}", file.content):
        return False
    target = _staged(file.path, staging)
    try:
        _write(target, file.content)
    except FileNotFoundError:
        staging.mkdir(parents=True, exist_ok=True)
        _write(target, file.content)
    return True


def _staged(path: str, staging: Path) -> str:
    """Where a file waits. A folder for each page would be made and removed again."""
    return f"{staging}/{sha256(path.encode()).hexdigest()[:32]}"


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def move_in(staged: Iterable[str], site: Path, staging: Path) -> None:
    """Move what was staged into the site: assets first, then pages."""
    for path in sorted(staged, key=lambda p: (not p.startswith("assets/"), p)):
        waiting, target = _staged(path, staging), f"{site}/{path}"
        try:
            os.replace(waiting, target)
        except OSError:
            _make_way(Path(target), site)
            os.replace(waiting, target)
    shutil.rmtree(staging, ignore_errors=True)


def remove(strays: Collection[str], site: Path) -> None:
    """Remove files, and the folders that they leave empty."""
    for path in strays:
        # Where a folder took a file's place, or a file a folder's, it is gone already.
        with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
            (site / path).unlink()
    folders = {parent for path in strays for parent in Path(path).parents}
    for folder in sorted((site / f for f in folders if f != Path()), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def sweep(memory: Path) -> None:
    """Remove what builds staged that were cut short."""
    for folder in memory.glob("staging-*"):
        if not _is_alive(folder.name.partition("-")[2]):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: str) -> bool:
    if os.name == "nt":
        return True  # there, to ask is to kill
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        return True
    return int(process) != os.getpid()


def _same(path: str, content: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(content) and Path(path).read_bytes() == content
    except OSError:
        return False


def _make_way(target: Path, site: Path) -> None:
    """A file where a folder is wanted, and the other way round, are strays of an earlier build."""
    if target.parent.is_dir() and not target.is_dir():
        return
    for folder in reversed(target.relative_to(site).parents):
        if (site / folder).is_file():
            (site / folder).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
