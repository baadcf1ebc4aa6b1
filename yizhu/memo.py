"""What a step once answered, remembered under the digest of what it was asked.

One SQLite file that may be deleted at any time. A memo that is damaged or was written by other code is thrown away.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

_FORMAT = 2
_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")
# What pickle raises for bytes that it did not write.
_UNREADABLE = (
    pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError,
)  # fmt: skip


def digest(*values: object) -> str:
    """The SHA-256 of values made of frozen dataclasses, tuples, text and numbers: equal values, equal digests."""
    return hashlib.sha256("\x1e".join(repr(value) for value in values).encode()).hexdigest()


@cache
def code_digest() -> str:
    """The digest of this program, so that no answer of an older one is taken for this one's."""
    here = Path(__file__).parent
    inside = sorted(p for p in here.rglob("*") if p.suffix in (".py", ".json", ".yaml"))
    told = hashlib.sha256(str(_FORMAT).encode())
    for path in inside:
        told.update(path.relative_to(here).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


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
    code = code_digest()
    if db.execute("select said from about where name = 'code'").fetchone() != (code,):
        db.execute("delete from answers")
        db.execute("insert or replace into about values ('code', ?)", (code,))
    return db


class Recent(Generic[_Asked, _Answer]):
    """What was made for an object is given again for that same object, without comparing it with any other.

    For long tuples: to compare thousands of terms takes longer than to mark an article with them.
    """

    def __init__(self, make: Callable[[_Asked, str], _Answer], most: int = 64) -> None:
        self._make, self._most = make, most
        self._known: dict[tuple[int, str], tuple[_Asked, _Answer]] = {}

    def __call__(self, asked: _Asked, also: str = "") -> _Answer:
        """The answer for this object and this word."""
        known = self._known.get((id(asked), also))
        if known and known[0] is asked:
            return known[1]
        if len(self._known) >= self._most:
            self._known.clear()
        answer = self._make(asked, also)
        self._known[id(asked), also] = asked, answer
        return answer


class Memo:
    """Answers by key. What was put is kept by ``keep``, and gone without it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._used: set[str] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        try:
            return _prepared(self._path)
        except sqlite3.OperationalError:
            # Another build has it, or it cannot be written: this one remembers nothing, and asks nobody to wait.
            return _prepared(":memory:")
        except sqlite3.DatabaseError:
            # Damaged or no database at all: nothing in it is worth a failed build.
            self._path.unlink(missing_ok=True)
            return _prepared(self._path)

    def get(self, keys: Sequence[str]) -> dict[str, Any]:
        """The answers that are known, by key."""
        self._used.update(keys)
        found: dict[str, Any] = {}
        for key in dict.fromkeys(keys):
            row = self._db.execute("select answer from answers where key = ?", (key,)).fetchone()
            if row:
                try:
                    found[key] = pickle.loads(row[0])
                except _UNREADABLE:
                    continue  # as good as not known: it is found anew, and put in its place
        return found

    def put(self, answers: Mapping[str, Any]) -> None:
        """Remember answers by key."""
        rows = [(key, pickle.dumps(answer, protocol=5)) for key, answer in answers.items()]
        self._used.update(answers)
        self._db.executemany("insert or replace into answers values (?, ?)", rows)

    def told(self, name: str) -> str:
        """A thing that the last good build said of itself, or an empty string."""
        row = self._db.execute("select said from about where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def tell(self, name: str, said: str) -> None:
        """Say a thing for the next build."""
        self._db.execute("insert or replace into about values (?, ?)", (name, said))

    def keep(self) -> None:
        """Keep what was put, and forget what this build did not ask for."""
        known = {row[0] for row in self._db.execute("select key from answers")}
        self.forget(known - self._used)
        self._db.execute("commit")
        self._db.execute("begin immediate")

    def forget(self, keys: Iterable[str]) -> None:
        """Drop answers."""
        self._db.executemany("delete from answers where key = ?", [(key,) for key in keys])

    def close(self) -> None:
        """End without keeping what was put since the last ``keep``."""
        self._db.close()
