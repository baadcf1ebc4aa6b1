"""Whether any file changed since the last build. If none did, that is known before the rest of the program is loaded.

A fingerprint is what ``stat`` says of a file: size, times and inode. This module knows files by their fingerprints only.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from yizhu.build.cache.file import CACHE_FILE, NAME, Unavailable, look_into, rows
from yizhu.build.cache.key import Doubt, signer_for
from yizhu.build.cache.program import libraries
from yizhu.content.faults import format_count

PUBLISHED_FOLDER = ".well-known"  # hidden, and published all the same (RFC 8615)
_GRAIN = 50_000_000  # ns: two changes within this may carry one time
Fingerprints = dict[
    str, str
]  # a file's path below the folder, with /, and its fingerprint; empty: not to be trusted


def fingerprints_in(folder: Path, now: int, hidden: bool = True) -> Fingerprints:
    """Return the fingerprints of all files below a folder, by path; none if there is no such folder.

    ``now``: the file system's clock in nanoseconds. Without ``hidden``, hidden folders such as .git are left out.
    """
    found: Fingerprints = {}
    if folder.is_symlink():
        return {"": ""}
    try:
        _walk(str(folder), "", now - _GRAIN, found, hidden)
    except (FileNotFoundError, NotADirectoryError):
        pass
    return found


def fingerprint(path: str | Path, now: int) -> str:
    """Return a file's fingerprint; empty: it is missing, or changed too recently to be trusted."""
    try:
        return _fingerprint_of(os.stat(path), now - _GRAIN)
    except OSError:
        return ""


def _walk(folder: str, prefix: str, newest: int, found: Fingerprints, hidden: bool = True) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                found[prefix + entry.name] = ""
            elif entry.is_dir(follow_symlinks=False):
                if hidden or not entry.name.startswith(".") or entry.name == PUBLISHED_FOLDER:
                    try:
                        _walk(entry.path, f"{prefix}{entry.name}/", newest, found, hidden)
                    except PermissionError:
                        found[prefix + entry.name] = ""
            else:
                found[prefix + entry.name] = _fingerprint_of(entry.stat(follow_symlinks=False), newest)


def _fingerprint_of(known: os.stat_result, newest: int) -> str:
    if known.st_mtime_ns > newest:
        return ""
    # On Windows the last is when the file was made: there a change is told by the others.
    return f"{known.st_size} {known.st_mtime_ns} {known.st_ino} {known.st_ctime_ns}"


def fingerprint_of_many(*several: Iterable[tuple[str, str]]) -> str:
    """Return one fingerprint for several sets of files, whatever their order; empty: one of them cannot be trusted."""
    hashed = sha256()
    for files in several:
        listed = sorted(files)
        if any(not known for _, known in listed):
            return ""
        lines = "".join([f"{path}\0{known}\n" for path, known in listed])
        hashed.update(lines.encode("utf-8", "surrogateescape") + b"\1")
    return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers that a build prints."""

    pages: int
    articles: int
    terms: int
    held_back: int  # drafts
    files: int
    strays: Sequence[str] = ()  # files in the site's folder that no build made
    later: Sequence[str] = ()  # articles that are held back, for they are posted later than
    day: str = ""
    is_day_given: bool = False

    def format_summary(self, made: int, removed: int, seconds: float) -> str:
        """Return the summary of a build: one line, and one more each for drafts left out and for foreign files."""
        articles, terms = format_count(self.articles, "article"), format_count(self.terms, "term")
        line = (
            f"{format_count(self.pages, 'page')} from {articles} and {terms}: "
            f"{made} written, {self.files - made} kept, {removed} removed, {seconds:.1f} s"
        )
        if self.held_back:
            line += f"\n{format_count(self.held_back, 'draft')} left out; --drafts builds them too"
        if self.later:
            line += f"\n{self._format_later()}"
        if self.strays:
            named = ", ".join(self.strays[:3]) + (", …" if len(self.strays) > 3 else "")
            line += (
                f"\n{format_count(len(self.strays), 'file')} made by no build: {named}; --prune removes them"
            )
        return line

    def _format_later(self) -> str:
        named = ", ".join(self.later[:3]) + (", …" if len(self.later) > 3 else "")
        held = f"{format_count(len(self.later), 'article')} held back, posted later than {self.day}"
        return (
            f"{held}: {named}"
            if self.is_day_given
            else f"{held} (the newest input): {named}; --as-of DATE says otherwise"
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What a build was asked for."""

    config: Path
    out: Path | None
    drafts: bool
    as_of: str = ""

    def __str__(self) -> str:
        out = os.path.realpath(self.out) if self.out else ""
        return f"built {self.config.name} {out} {self.drafts} {self.as_of}"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a site, as config.yaml names them."""

    content: str
    theme: str
    site: str
    static: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The fingerprints of all that a site is made from, taken once at the start of a build."""

    folders: Folders
    config: str  # its fingerprint
    content: Fingerprints
    theme: Fingerprints
    static: Fingerprints

    @property
    def fingerprint(self) -> str:
        """One fingerprint for all inputs and the program; empty: it cannot be trusted."""
        own = {"config": self.config}
        folders = (self.content, self.theme, self.static, _program())
        return fingerprint_of_many(own.items(), *(files.items() for files in folders))


def look(config: Path, folders: Folders) -> Inputs:
    """Return the inputs of a site as they are now."""
    root, now = config.parent, time.time_ns()
    content, theme, static = (
        fingerprints_in(Path(os.path.realpath(root / folder)), now) if folder else {}
        for folder in (folders.content, folders.theme, folders.static)
    )
    return Inputs(folders, fingerprint(config, now), content, theme, static)


def exact(config: Path, given: Inputs) -> Fingerprints:
    """Return the fingerprints of all inputs by path, including files that changed just now.

    Hidden files are left out: editors write some while a text is open.
    """
    own = {config.name: given.config}
    for folder, files_in_it in ((given.folders.content, given.content), (given.folders.theme, given.theme)):
        own |= {f"{folder}/{path}": known for path, known in files_in_it.items() if not _is_hidden(path)}
    own |= {f"{given.folders.static}/{path}": known for path, known in given.static.items()}
    return {path: known or fingerprint(config.parent / path, sys.maxsize) for path, known in own.items()}


def _is_hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def record_build(
    tell: Callable[[str, str], None], asked: Request, given: Inputs, files: Fingerprints, counts: Counts
) -> None:
    """Record for the next build that the site is complete, and the fingerprints of its inputs and ``files``."""
    record = {
        "folders": asdict(given.folders),
        "given": given.fingerprint,
        "site": fingerprint_of_many(files.items()),
        "counts": asdict(counts),
    }
    tell(str(asked), json.dumps(record) if record["given"] and record["site"] else "")


def find_unchanged(asked: Request) -> tuple[Counts | None, Inputs | None]:
    """Return the counts of the last build, if neither the site nor its inputs changed since; else ``None``.

    The second value is the inputs, if they were looked at.
    """
    try:
        record = json.loads(_read_message(asked.config.parent, str(asked)) or "{}")
        folders, counts = Folders(**record["folders"]), Counts(**record["counts"])
    except (KeyError, TypeError, ValueError):
        return None, None
    try:
        return _still(asked, folders, counts, record)
    except OSError:  # something may not be read: the build says what
        return None, None


def _still(
    asked: Request, folders: Folders, counts: Counts, record: dict[str, str]
) -> tuple[Counts | None, Inputs]:
    given = look(asked.config, folders)
    if given.fingerprint != record["given"]:
        return None, given
    site = os.path.realpath(asked.out or asked.config.parent / folders.site)
    stands = (
        fingerprint_of_many(fingerprints_in(Path(site), sys.maxsize, hidden=False).items()) == record["site"]
    )
    return (counts if stands else None), given


@cache
def _program() -> Fingerprints:
    """Return the fingerprints of this program's files, and the versions of the installed libraries."""
    here = fingerprints_in(Path(__file__).parents[2], sys.maxsize)
    own = {path: known for path, known in here.items() if "__pycache__" not in path}
    return own | dict.fromkeys(libraries(), "installed")


def _read_message(project: Path, name: str) -> str:
    """Return what the last good build left under a name, without waiting for anybody; empty: nothing that is trusted."""
    try:
        db = look_into(project / NAME / CACHE_FILE)
        try:
            for (value,) in rows(db, "select value from messages where name = ?", name):
                return signer_for(project).verify_text(value, "messages", name)
        finally:
            db.close()
    except (Doubt, Unavailable):  # the build that follows finds it, too, and throws it away
        return ""
    return ""
