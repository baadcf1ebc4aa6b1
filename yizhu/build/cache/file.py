"""The cache's file is opened only if it is as a build leaves it: a plain file of the user's own, with our tables alone.

1. remove what may lie beside it (journals) 2. check that it is a plain file of the user's own 3. lock it, so that no other
build writes to it 4. check that its tables are exactly ours: a trigger or a view would act for whoever made it.

The folder .yizhu/ around it is a real folder of the project, without links in it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from yizhu.build.cache.key import Doubt, is_own, put_in_place, write_new
from yizhu.content.faults import Fault, Faults, Place

_LONGEST = 1 << 29  # bytes of a value: the longest text that is read, and its marks and HTML
_STEPS = 1_000_000  # of SQLite's machine, a hundred times what it takes to look through our tables
# SQLite would play a journal back, and may delete a file that one names. Ours is kept in memory, so these are not ours.
_BESIDE = ("-journal", "-wal", "-shm")
_TABLES = (
    "create table answers (name text primary key, asked text, value blob) without rowid",
    "create table messages (name text primary key, value blob) without rowid",
    "create table articles (slug text primary key, fingerprint text, content text, settings text, summary blob) without rowid",
    "create table bodies (slug text, name text, value blob, primary key (slug, name))",
    "create table targets (site text, name text, digest text, files blob, inputs blob, primary key (site, name)) without rowid",
)
# What keeps us from the file, and says nothing about what is in it.
_HINDRANCES = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
}  # fmt: skip


CACHE_FILE = "memo.sqlite"


class Unavailable(Exception):
    """The file cannot be used now: another build holds it, or it cannot be read or written."""


def remove(path: str | Path) -> bool:
    """Remove a file, a folder, or a link but not its target. Returns whether there was anything."""
    try:
        known = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        if stat.S_ISDIR(known.st_mode):
            from shutil import rmtree  # a build that has nothing to do need not load it

            rmtree(path)
        else:
            os.unlink(path)
    except OSError as error:
        raise Unavailable(str(error)) from None
    return True


def remove_cache(path: Path) -> bool:
    """Remove the cache's file, unopened, and what may lie beside it. Returns whether it is gone."""
    try:
        remove(path)
        _tidy(path)
    except Unavailable:
        return False
    return True


def throw_away(path: Path, doubt: Doubt | None) -> None:
    """Remove a cache that cannot be trusted, and say so on stderr; with ``None`` nothing is said."""
    remove_cache(path)
    if doubt is None:
        return
    print(
        f"yizhu: the cache in .yizhu/ is damaged or was not made here ({doubt}); "
        "it is thrown away, and everything is built anew",
        file=sys.stderr,
    )


def in_memory() -> sqlite3.Connection:
    """Return an empty cache in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    _make_tables(db)
    db.execute("begin immediate")
    return db


def create(path: Path, messages: Iterable[tuple[str, bytes]]) -> None:
    """Make a new file with our tables and these messages. It gets its name only when it is complete."""
    waiting = f"{path}.{os.urandom(8).hex()}"
    try:
        write_new(waiting, b"")
        db = _connected(Path(waiting), "mode=rw")
        try:
            db.execute("begin immediate")
            _make_tables(db)
            db.executemany("insert into messages values (?, ?)", messages)
            db.execute("commit")
        finally:
            db.close()
        put_in_place(waiting, str(path))
    except (OSError, sqlite3.Error) as error:
        remove(waiting)
        raise Unavailable(str(error)) from None


def hold(path: Path) -> sqlite3.Connection:
    """Open the file and lock it for this build. Raises ``Doubt`` if it is not as builds leave it, or ``Unavailable``."""
    _tidy(path)
    _check_plain(path)
    return _checked(path, "mode=rw", _take)


def _take(db: sqlite3.Connection, path: Path) -> None:
    db.execute("begin immediate")
    _check_tables(db)
    (pages,), (size,) = db.execute("pragma page_count").fetchone(), db.execute("pragma page_size").fetchone()
    if pages * size != os.lstat(path).st_size:
        raise Doubt("a file of another length")


def look_into(path: Path) -> sqlite3.Connection:
    """Open the file for reading, without waiting for anybody. Raises as ``hold`` does."""
    _check_plain(path)
    return _checked(path, "mode=ro&immutable=1", lambda db, _: _check_tables(db))


def _checked(path: Path, how: str, check: Callable[[sqlite3.Connection, Path], None]) -> sqlite3.Connection:
    db: sqlite3.Connection | None = None
    try:
        db = _connected(path, how)
        check(db, path)
    except (OSError, sqlite3.Error, Doubt) as error:
        if db:
            db.close()
        raise judged(error) from None
    return db


def read_along(path: Path, *, is_still: bool) -> sqlite3.Connection:
    """Open for reading a file that another process holds; ``is_still``: nobody writes to it meanwhile."""
    try:
        return _connected(path, "mode=ro&immutable=1" if is_still else "mode=ro", 0.2 if is_still else 30)
    except sqlite3.Error as error:
        raise judged(error) from None


def rows(db: sqlite3.Connection, query: str, *given: str) -> list[Any]:
    """Return the rows of a query. Raises ``Doubt`` if the file is damaged, or ``Unavailable``."""
    try:
        return db.execute(query, given).fetchall()
    except sqlite3.Error as error:
        raise judged(error) from None


def judged(error: Exception) -> Doubt | Unavailable:
    """Return what an SQLite error says about the file: damaged (``Doubt``) or ``Unavailable``."""
    if isinstance(error, Doubt):
        return error
    code = getattr(error, "sqlite_errorcode", None)  # the lowest byte is the kind
    is_hindrance = isinstance(error, OSError) if code is None else code & 0xFF in _HINDRANCES
    return Unavailable(str(error)) if is_hindrance else Doubt(str(error))


def _connected(path: Path, how: str, timeout: float = 0.2) -> sqlite3.Connection:
    """Connect to the database with everything off that acts by itself. The path is not resolved: that would follow a link."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=timeout, isolation_level=None)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    db.execute("pragma trusted_schema = off")
    db.execute("pragma cell_size_check = on")
    # A commit that is cut short leaves a torn file; but each row in it is signed for its place, or gone.
    db.execute("pragma journal_mode = memory")
    return db


def _tidy(path: Path) -> None:
    for end in _BESIDE:
        remove(f"{path}{end}")


def _check_plain(path: Path) -> None:
    """Raise ``Doubt`` unless it is a file of our own that has no other name, and lies in a folder that is no link."""
    try:
        known, folder = os.lstat(path), os.lstat(path.parent)
    except OSError as error:
        raise Unavailable(str(error)) from None
    if not stat.S_ISREG(known.st_mode) or not stat.S_ISDIR(folder.st_mode):
        raise Doubt("no plain file")
    if not is_own(known) or known.st_nlink != 1:
        raise Doubt("a file of somebody else")


def _make_tables(db: sqlite3.Connection) -> None:
    for table in _TABLES:
        db.execute(table)


def _check_tables(db: sqlite3.Connection) -> None:
    """Raise ``Doubt`` unless the database holds our tables, as we make them, and nothing else."""
    db.set_progress_handler(lambda: 1, _STEPS)  # one that was made to be endless ends here
    try:
        if set(db.execute(_CONTENTS)) != _our_tables():
            raise Doubt("tables that are not ours")
    finally:
        db.set_progress_handler(None, 0)


_CONTENTS = "select type, name, tbl_name, sql from sqlite_master"


@cache
def _our_tables() -> frozenset[tuple[str, str, str, str | None]]:
    db = in_memory()
    try:
        return frozenset(db.execute(_CONTENTS))
    finally:
        db.close()


NAME = ".yizhu"
_FORMERLY = "templates"  # here earlier versions kept code, which nobody reads any more


def cache_folder(project: Path) -> Path:
    """Return the project's cache folder, and make it if there is none. Raises ``Faults`` if its name is taken.

    Builds write and delete in it without further checks, so no name in it may lead elsewhere: links are removed.
    """
    folder = project / NAME
    if folder.is_symlink():
        raise _fault(
            "this is a symbolic link, through which nothing is written", "delete it: a build makes the folder"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove(folder / _FORMERLY)
        _remove_links(folder)
    except FileExistsError:
        raise _fault(
            "this is no folder", "delete it: what builds remember goes into a folder of this name"
        ) from None
    except (OSError, Unavailable) as error:
        raise _fault(
            f"nothing can be written here: {error}", "let the project's folder be written to"
        ) from None
    return folder


def _remove_links(folder: Path) -> None:
    with os.scandir(folder) as entries:
        links = [entry.name for entry in entries if entry.is_symlink()]
    for name in links:
        remove(folder / name)
        print(
            f"yizhu: {NAME}/{name} was a symbolic link; it is removed, and nothing that it led to",
            file=sys.stderr,
        )


def _fault(problem: str, help: str) -> Faults:
    return Faults([Fault(Place(NAME), problem, help)])
