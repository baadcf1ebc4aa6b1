"""Files reach site/ all or none: after a build it is the old site or the new one, whatever goes wrong.

1. stage files that differ in a hidden folder of the site, on its own disk 2. check that no foreign file is in the way
3. add the new paths to the record 4. move the files in, assets before the pages that need them 5. remove files of earlier
builds that no target claims 6. write the record of what is there now.
If a step fails, those before it are undone. If a build is killed, each file is old or new, and the record names it. The
record is on the disk before the first file moves, so that it survives a power cut; a page that does not is made again by
the next build.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from yizhu.build.output.folder import RECORD, OutputFolder, is_hidden, read_record, record_text
from yizhu.build.output.rooted_files import HalfDone, Root, os_fault, reporting
from yizhu.content.faults import Fault, Place, raise_if
from yizhu.site.page_model import File

_STAGING = ".yizhu-staging-"  # and the number of the process
_OURS = "yizhu"  # by this file, or by being empty, such a folder is known as ours
_NOT_MADE = "no build made this file, and a page is to stand here"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files."""

    made: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    strays: tuple[str, ...]  # made by no build, and left alone


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files that a build brings to a site."""

    staging: Path
    staged: tuple[str, ...]  # files that wait there, by their path in the site
    claimed: frozenset[str]  # all files that the site is to have
    there: frozenset[str]  # files and links that stand there, but for those in hidden folders
    prune: bool = False  # remove also what no build made


# ---- staging -----------------------------------------------------------------------------------------------


def open_staging(target: OutputFolder) -> tuple[Path, tuple[Path, ...]]:
    """Return a folder for staged files, and the folders that were made for it, the topmost first."""
    folder = target.path / f"{_STAGING}{os.getpid()}"
    with reporting(target.shown_as):
        made = tuple(above for above in reversed(folder.parents) if not above.exists())
        try:
            target.path.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder, ignore_errors=True)  # of an earlier try of this process
            folder.mkdir()
            (folder / _OURS).write_bytes(b"")
        except OSError:
            close_staging(folder, made)
            raise
    return folder, made


def close_staging(staging: Path, made: Iterable[Path]) -> None:
    """Remove the staging folder, and the folders that were made for it if they are empty."""
    shutil.rmtree(staging, ignore_errors=True)
    for folder in reversed(tuple(made)):
        with suppress(OSError):
            folder.rmdir()


def sweep(site: Path) -> None:
    """Remove what builds staged that were cut short."""
    for folder in site.glob(f"{_STAGING}*") if site.is_dir() else ():
        if folder.is_dir() and not folder.is_symlink() and not _is_alive(folder.name.rpartition("-")[2]):
            inside = os.listdir(folder)
            if not inside or _OURS in inside:
                shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: str) -> bool:
    if os.name == "nt" or not process.isdecimal():
        return True  # on Windows, to ask is to kill
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return int(process) != os.getpid()


def stage(file: File, target: OutputFolder, staging: Path) -> bool:
    """Stage a file, unless the site has the same bytes already. Returns whether it was staged."""
    if _same(f"{target.path}/{file.path}", file.content):
        return False
    try:
        with open(staging / _waiting(file.path), "wb") as waiting:
            waiting.write(file.content)
    except OSError as error:  # of the disk, and not of this file: said once, and nothing more is made
        raise OSError(error.errno, error.strerror, f"{target.shown_as}/{file.path}") from None
    return True


def _waiting(path: str) -> str:
    """Return the name of a staged file: its path as a digest, since a folder for each page would be made and removed again."""
    return sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _same(path: str, content: bytes) -> bool:
    try:
        known = os.lstat(path)
        is_candidate = stat.S_ISREG(known.st_mode) and known.st_size == len(content)
        return is_candidate and Path(path).read_bytes() == content
    except OSError:
        return False


# ---- moving in ---------------------------------------------------------------------------------------------


def move_in(target: OutputFolder, delivery: Delivery) -> Written:
    """Bring the site to hold exactly what is claimed. Raises ``Faults``, and then the site is as it was."""
    with reporting(target.shown_as), Root(target.path) as root:
        root.lock()
        # Another build may have ended since this one began; what it made is no stranger's.
        target = replace(target, recorded=read_record(root, target.shown_as) or target.recorded)
        plan = _plan(target, delivery)
        raise_if(list(_hindrances(root, target, delivery, plan)))
        journal = _Journal(root, target.shown_as, delivery.staging.name)
        try:
            _carry_out(root, journal, target, delivery, plan)
        except BaseException:
            journal.undo()
            raise
        _remove_emptied(root, plan.obsolete)
    kept = len(delivery.claimed) - len(delivery.staged)
    return Written(delivery.staged, kept, plan.obsolete, plan.strays)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to do with files that nothing claims."""

    in_the_way: frozenset[
        str
    ]  # of those that go: a file where a folder is wanted, or what lies in such a file's place
    obsolete: tuple[str, ...]  # all that go
    strays: tuple[str, ...]  # what stays


def _plan(target: OutputFolder, delivery: Delivery) -> _Plan:
    recorded = target.recorded or frozenset()
    prune = delivery.prune and target.recorded is not None
    others = sorted(delivery.there - delivery.claimed - {RECORD})
    twins = _twins(others, delivery.claimed, target.path)
    others = [path for path in others if path not in twins]
    obsolete = tuple(path for path in others if path in recorded or (prune and not is_hidden(path)))
    staged, wanted = set(delivery.staged), _folders_of(delivery.staged)
    in_the_way = frozenset(p for p in obsolete if p in wanted or not staged.isdisjoint(_above(p)))
    strays = tuple(path for path in others if not is_hidden(path) and path not in recorded and not prune)
    return _Plan(in_the_way, obsolete, strays)


def _twins(others: Collection[str], claimed: Collection[str], site: Path) -> set[str]:
    """Return claimed files whose names differ only by letter case or composition: on some disks they are one file."""
    if not others:
        return set()
    by_fold = {_folded(path): path for path in claimed}
    pairs = [(path, by_fold[_folded(path)]) for path in others if _folded(path) in by_fold]
    return {path for path, other in pairs if _is_one(site / path, site / other)}


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_one(path: Path, other: Path) -> bool:
    try:
        return os.path.samestat(os.lstat(path), os.lstat(other))
    except OSError:
        return False


def _above(path: str) -> Iterator[str]:
    """Return the folders above a file."""
    return (str(folder) for folder in PurePosixPath(path).parents if folder.name)


def _folders_of(paths: Iterable[str]) -> set[str]:
    return {folder for path in paths for folder in _above(path)}


def _hindrances(root: Root, target: OutputFolder, delivery: Delivery, plan: _Plan) -> Iterator[Fault]:
    """Return the faults: foreign files in the way, and folders that cannot be written."""
    going, recorded, staged = set(plan.obsolete), target.recorded or frozenset(), set(delivery.staged)
    wanted = _folders_of(staged)
    foreign = delivery.there - going - recorded
    replaced = () if delivery.prune and target.recorded is not None else sorted(staged - recorded)
    taken = [path for path in replaced if _kind(root, target, path) in ("file", "other")]
    taken += [
        path
        for path in sorted(foreign - delivery.claimed)
        if path in wanted or not staged.isdisjoint(_above(path))
    ]
    yield from (_foreign(target, path) for path in taken)
    for path in sorted(delivery.claimed - delivery.there - staged):
        _kind(root, target, path)  # the same bytes were found by way of a link: that is refused here
    for folder in sorted(_folders_of(going | staged) | {""}):
        if _kind(root, target, folder or ".") == "folder" and not root.may_write(folder):
            refused = OSError(errno.EACCES, "nothing can be written into this folder")
            yield os_fault(refused, f"{target.shown_as}/{folder}")


def _kind(root: Root, target: OutputFolder, path: str) -> str:
    with reporting(f"{target.shown_as}/{path}"):
        return root.kind(path)


def _foreign(target: OutputFolder, path: str) -> Fault:
    help = "move it elsewhere; or yizhu build --prune removes it, and all others that no build made"
    return Fault(Place(f"{target.shown_as}/{path}"), _NOT_MADE, help)


def _carry_out(root: Root, journal: _Journal, target: OutputFolder, delivery: Delivery, plan: _Plan) -> None:
    recorded = target.recorded or frozenset()
    if target.recorded is None or not delivery.claimed <= recorded:
        journal.write_record(recorded | delivery.claimed)
    for path in sorted(plan.in_the_way):
        journal.take(path)
    for path in sorted(delivery.staged, key=lambda p: (not p.startswith("assets/"), p)):
        journal.put(_waiting(path), path)
    for path in plan.obsolete:
        if path not in plan.in_the_way:
            journal.take(path)
    if recorded - delivery.claimed:
        journal.write_record(delivery.claimed)


def _remove_emptied(root: Root, removed: Iterable[str]) -> None:
    for folder in sorted(_folders_of(removed), reverse=True):
        with suppress(OSError):  # it holds something, or is gone
            root.rmdir(folder)


class _Journal:
    """What was done to a site, so that it can be undone. Replaced and removed files wait in the staging folder."""

    def __init__(self, root: Root, shown_as: str, staging: str) -> None:
        self._root, self._shown_as, self._staging = root, shown_as, staging
        self._undo: list[Callable[[], object]] = []
        self._folders: set[str] = {""}  # that are there

    def put(self, waiting: str, path: str) -> None:
        """Move a file from the staging folder to its place."""
        with reporting(f"{self._shown_as}/{path}"):
            self._make_folders(path.rpartition("/")[0])
            kind = self._root.kind(path)
            if kind == "folder":
                self._root.remove_folder(path)
            back: Callable[[], object] = partial(self._root.unlink, path)
            if kind in ("file", "other"):
                aside = self._aside()
                self._root.link_or_copy(path, aside)
                back = partial(self._root.replace, aside, path)
            self._undo.append(back)  # before it is done: Ctrl-C may come in between
            self._root.replace(f"{self._staging}/{waiting}", path)

    def take(self, path: str) -> None:
        """Take a file out of the site."""
        with reporting(f"{self._shown_as}/{path}"), suppress(FileNotFoundError):
            aside = self._aside()
            self._undo.append(partial(self._put_back, aside, path))
            self._root.replace(path, aside)

    def write_record(self, paths: Iterable[str]) -> None:
        """Write the record; it is on the disk when this returns."""
        with reporting(f"{self._shown_as}/{RECORD}"):
            waiting = f"record-{len(self._undo)}"
            self._root.write_new(f"{self._staging}/{waiting}", record_text(paths))
            self.put(waiting, RECORD)
            self._root.sync()

    def undo(self) -> None:
        """Put everything back. Raises ``HalfDone`` for what cannot be put back."""
        lost: list[Fault] = []
        while self._undo:
            try:
                self._undo.pop()()
            except FileNotFoundError:
                continue  # it was to be done, and was not
            except OSError as error:
                lost.append(os_fault(error, self._shown_as))
        if lost:
            help = "the site is part old, part new: mend this, then build again"
            raise HalfDone([replace(fault, help=help) for fault in lost])

    def _make_folders(self, folder: str) -> None:
        """Make a folder and those above it."""
        if folder in self._folders:
            return
        self._make_folders(folder.rpartition("/")[0])
        if self._root.mkdir(folder):
            self._undo.append(partial(self._root.remove_folder, folder))
        self._folders.add(folder)

    def _put_back(self, aside: str, path: str) -> None:
        if self._root.kind(aside):
            for folder in sorted(_above(path)):
                self._root.mkdir(folder)
            self._root.replace(aside, path)

    def _aside(self) -> str:
        return f"{self._staging}/aside-{len(self._undo)}"
