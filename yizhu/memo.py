"""What a step once answered, remembered under the digest of what it was asked.

One SQLite file that may be deleted at any time. A memo that is damaged or was written by other code is thrown away.
Three shelves: small answers by key; of each article what the rest of the site must know, and apart from it the bodies
that only its own pages need; of each thing that was made the key it was made under.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

_FORMAT = 4
_Asked = TypeVar("_Asked")
_Also = TypeVar("_Also")
_Answer = TypeVar("_Answer")
# What pickle raises for bytes that it did not write.
_UNREADABLE = (
    pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError,
)  # fmt: skip


def digest(*values: object) -> str:
    """The SHA-256 of values made of frozen dataclasses, tuples, text and numbers: equal values, equal digests."""
    return hashlib.sha256("\x1e".join(repr(value) for value in values).encode()).hexdigest()


def imprint(value: object) -> str:
    """A digest as ``digest`` makes it, several times as fast, for what holds no set: its pickle, nothing said twice."""
    return hashlib.sha256(_told(value)).hexdigest()[:16]


def _told(value: object) -> bytes:
    told = io.BytesIO()
    pickler = pickle.Pickler(told, protocol=5)
    pickler.fast = True  # no references to what was said before: equal values, equal bytes
    pickler.dump(value)
    return told.getvalue()


def packed(value: object) -> bytes:
    """A value as it is kept."""
    return _pressed(pickle.dumps(value, protocol=5))


def imprinted(value: object) -> tuple[str, bytes]:
    """The ``imprint`` of a value, and the value as it is kept: for small ones, which are pickled once for both."""
    raw = _told(value)
    return hashlib.sha256(raw).hexdigest()[:16], _pressed(raw)


def _pressed(raw: bytes) -> bytes:
    """Compressed, if it is long enough to gain by it."""
    return raw if len(raw) < _SHORT else zlib.compress(raw, 1)


_SHORT = 4096  # bytes; to compress fewer takes longer than to write and read them
_PICKLED = b"\x80"  # what a pickle begins with, and nothing that zlib compresses


def unpacked(raw: bytes) -> Any:
    """A value that was kept. Raises ``Unreadable`` for bytes that are none."""
    try:
        return pickle.loads(raw if raw.startswith(_PICKLED) else zlib.decompress(raw))
    except (*_UNREADABLE, zlib.error) as error:
        raise Unreadable(str(error)) from None


class Unreadable(Exception):
    """What was kept cannot be read, or is not there: it is to be found anew."""


@cache
def code_digest() -> str:
    """The digest of this program, so that no answer of an older one is taken for this one's."""
    here = Path(__file__).parent
    inside = sorted(p for p in here.rglob("*") if p.suffix in (".py", ".json", ".yaml"))
    told = hashlib.sha256(f"{_FORMAT} {sorted(libraries())}".encode())
    for path in inside:
        told.update(path.relative_to(here).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def libraries() -> set[str]:
    """Name and version of every installed library, as its folder of metadata is called."""
    return {
        name
        for folder in sys.path
        if folder.endswith("-packages") and os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }


def _prepared(path: Path | str) -> sqlite3.Connection:
    """The database, held for this build alone, with our tables and with nothing of another program's."""
    db = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    db.execute("begin immediate")
    if db.execute("pragma user_version").fetchone() != (_FORMAT,):
        # No memo of ours, or one of another shape: its tables may be called like ours and be others.
        for (table,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
            db.execute(f'drop table "{table}"')
        db.execute(f"pragma user_version = {_FORMAT}")
    db.execute("create table if not exists answers (key text primary key, answer blob) without rowid")
    db.execute("create table if not exists about (name text primary key, said text) without rowid")
    db.execute(
        "create table if not exists articles (slug text primary key, key text, said blob) without rowid"
    )
    db.execute(
        "create table if not exists bodies (slug text, name text, said blob, primary key (slug, name))"
    )
    db.execute(
        "create table if not exists made"
        " (site text, unit text, key text, said text, inputs text, primary key (site, unit)) without rowid"
    )
    code = code_digest()
    if db.execute("select said from about where name = 'code'").fetchone() != (code,):
        for table in ("answers", "articles", "bodies", "about", "made"):
            db.execute(f"delete from {table}")
        db.execute("insert or replace into about values ('code', ?)", (code,))
    return db


class Recent(Generic[_Asked, _Also, _Answer]):
    """What was made for an object is given again for that same object, without comparing it with any other.

    For long tuples: to compare thousands of terms takes longer than to mark an article with them.
    """

    def __init__(self, make: Callable[[_Asked, _Also], _Answer], most: int = 64) -> None:
        self._make, self._most = make, most
        self._known: dict[tuple[int, _Also], tuple[_Asked, _Answer]] = {}

    def __call__(self, asked: _Asked, also: _Also) -> _Answer:
        """The answer for this object and this word, or what else is compared."""
        known = self._known.get((id(asked), also))
        if known and known[0] is asked:
            return known[1]
        if len(self._known) >= self._most:
            self._known.clear()
        answer = self._make(asked, also)
        self._known[id(asked), also] = asked, answer
        return answer


class Memo:
    """Answers by key. What was put is kept by ``keep``, and gone without it; bodies are kept by ``settle``."""

    def __init__(self, path: Path) -> None:
        self.path: Path | None = path  # None: another build has it, and this one remembers nothing
        self._used: set[str] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = self._opened(path)

    def _opened(self, path: Path) -> sqlite3.Connection:
        try:
            return _prepared(path)
        except sqlite3.OperationalError:
            # Another build has it, or it cannot be written: this one remembers nothing, and asks nobody to wait.
            self.path = None
            return _prepared(":memory:")
        except sqlite3.DatabaseError:
            # Damaged or no database at all: nothing in it is worth a failed build.
            path.unlink(missing_ok=True)
            return _prepared(path)

    # ---- small answers

    def get(self, keys: Sequence[str]) -> dict[str, Any]:
        """The answers that are known, by key."""
        self._used.update(keys)
        found: dict[str, Any] = {}
        for key in dict.fromkeys(keys):
            row = self._db.execute("select answer from answers where key = ?", (key,)).fetchone()
            if row:
                try:
                    found[key] = unpacked(row[0])
                except Unreadable:
                    continue  # as good as not known: it is found anew, and put in its place
        return found

    def put(self, answers: Mapping[str, Any]) -> None:
        """Remember answers by key."""
        rows = [(key, packed(answer)) for key, answer in answers.items()]
        self._used.update(answers)
        self._db.executemany("insert or replace into answers values (?, ?)", rows)

    def recall(self, asked: Sequence[object], find: Callable[[], _Answer]) -> _Answer:
        """The answer to what was asked: as remembered, or found now. What ``find`` raises is not remembered."""
        key = digest(*asked)
        found = self.get([key])
        if key not in found:
            found = {key: find()}
            self.put(found)
        answer: _Answer = found[key]
        return answer

    def told(self, name: str) -> str:
        """A thing that the last good build said of itself, or an empty string."""
        row = self._db.execute("select said from about where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def tell(self, name: str, said: str) -> None:
        """Say a thing for the next build."""
        self._db.execute("insert or replace into about values (?, ?)", (name, said))

    # ---- articles, and their bodies

    def articles(self) -> Iterator[tuple[str, str, bytes]]:
        """Of each article its slug, the key it is known under, and what is said of it."""
        yield from self._db.execute("select slug, key, said from articles")

    def learn(self, slug: str, key: str, said: bytes, bodies: Iterable[tuple[str, bytes]]) -> None:
        """Remember an article in the place of what was known of it."""
        self._db.execute("insert or replace into articles values (?, ?, ?)", (slug, key, said))
        self._db.execute("delete from bodies where slug = ?", (slug,))
        rows = [(slug, name, raw) for name, raw in bodies]
        self._db.executemany("insert into bodies values (?, ?, ?)", rows)

    def rekey(self, slug: str, key: str) -> None:
        """The same article, known under another key."""
        self._db.execute("update articles set key = ? where slug = ?", (key, slug))

    def unlearn(self, slugs: Iterable[str]) -> None:
        """Forget articles."""
        for slug in slugs:
            self._db.execute("delete from articles where slug = ?", (slug,))
            self._db.execute("delete from bodies where slug = ?", (slug,))

    def body(self, slug: str, name: str) -> bytes:
        """A body of an article. Raises ``Unreadable`` if there is none."""
        return _body(self._db, slug, name)

    # ---- what was made

    def made(self, site: str) -> dict[str, tuple[str, str]]:
        """By unit: the key it was made under, and what was said of it."""
        rows = self._db.execute("select unit, key, said from made where site = ?", (site,))
        return {unit: (key, said) for unit, key, said in rows}

    def inputs(self, site: str, unit: str) -> str:
        """What a unit was made from; empty: it is new."""
        query = "select inputs from made where site = ? and unit = ?"
        row = self._db.execute(query, (site, unit)).fetchone()
        return str(row[0]) if row else ""

    def make(self, site: str, made: Iterable[tuple[str, str, str, str]], gone: Iterable[str]) -> None:
        """Remember units (name, key, what is said of it, its inputs), and forget those that are gone."""
        rows = [(site, *one) for one in made]
        self._db.executemany("insert or replace into made values (?, ?, ?, ?, ?)", rows)
        self._db.executemany("delete from made where site = ? and unit = ?", [(site, unit) for unit in gone])

    # ---- the end

    def keep(self) -> None:
        """Keep what was put, and forget what this build did not ask for."""
        known = {row[0] for row in self._db.execute("select key from answers")}
        self.forget(known - self._used)
        self.settle()

    def settle(self) -> None:
        """Keep what is there, whatever becomes of this build: answers are right by themselves."""
        self._db.execute("commit")
        try:
            self._db.execute("begin immediate")
        except sqlite3.OperationalError:  # another build came in between: what follows is not remembered
            self.path = None
            self._db = _prepared(":memory:")

    def forget(self, keys: Iterable[str]) -> None:
        """Drop answers."""
        self._db.executemany("delete from answers where key = ?", [(key,) for key in keys])

    def close(self) -> None:
        """End without keeping what was put since the last ``keep``."""
        self._db.close()


class Shelf:
    """The bodies of a memo, to be read only, by any process, as long as nobody writes to it.

    The build that holds the memo writes none while pages are made; so nothing is locked, which would take longer than
    to read.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.DatabaseError as error:
            raise Unreadable(str(error)) from None

    def body(self, slug: str, name: str) -> bytes:
        """A body of an article. Raises ``Unreadable`` if there is none."""
        return _body(self._db, slug, name)


class OpenShelf(Shelf):
    """The same while a build may be writing: the bodies are those that were kept last."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _body(db: sqlite3.Connection, slug: str, name: str) -> bytes:
    query = "select said from bodies where slug = ? and name = ?"
    try:
        row = db.execute(query, (slug, name)).fetchone()
    except sqlite3.DatabaseError as error:
        raise Unreadable(str(error)) from None
    if not row:
        raise Unreadable(f"{slug} {name}")
    return bytes(row[0])
