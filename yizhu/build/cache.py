"""What a build leaves for the next one: small answers, processed articles, and the inputs of each target.

The cache is one SQLite file in .yizhu/, which may be deleted at any time. Each row is signed with a key that lies outside
the project, and the signature is verified before the row is used. If one row fails, the whole cache is thrown away
(``Doubt``).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from yizhu.build.cache_file import (
    LONGEST,
    Unavailable,
    create,
    hold,
    in_memory,
    read_along,
    remove_cache,
    rows,
    throw_away,
)
from yizhu.build.cache_key import Doubt, Signer, signer_for
from yizhu.build.program import code_digest
from yizhu.build.serialization import Unreadable, deserialize, digest, serialize

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class BodiesLocation:
    """Where the bodies lie, and how they are verified, for other processes."""

    path: Path
    signer: Signer


class Cache:
    """Answers, articles and targets, by key.

    What is put is kept by ``commit_used``; bodies are kept by ``commit``. Every method raises ``Doubt`` if a row cannot be
    verified or the file fails: then nothing in it is of use.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the cache, or an empty one in memory if ``path`` is ``None``."""
        self._used: set[str] = set()
        self._about = signer_for(path.parent.parent if path else Path())
        self._signer = self._about.narrowed(code_digest())
        self._path = path  # None: another build has it, or it cannot be written
        self._db = self._opened(path) if path else in_memory()

    @property
    def bodies_location(self) -> BodiesLocation | None:
        """Where other processes find the bodies; ``None``: nowhere."""
        return BodiesLocation(self._path, self._signer) if self._path else None

    def _opened(self, path: Path) -> sqlite3.Connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._held(path)
            except Doubt as doubt:
                throw_away(path, doubt if self._about.is_lasting else None)
                return self._create(path)
        except Unavailable:
            self._path = None
            return in_memory()

    def _held(self, path: Path) -> sqlite3.Connection:
        """Open the file, and replace it if another version of the program wrote it."""
        if not os.path.lexists(path):
            return self._create(path)
        db = hold(path)
        try:
            code = self._read_message(
                db, "code"
            )  # before anything else: whoever signed it made the rest, too
            for (name,) in rows(db, "select name from about"):
                self._read_message(db, name)
        except (Doubt, Unavailable):
            db.close()
            raise
        if code == code_digest():
            return db
        db.close()
        remove_cache(path)
        return self._create(path)

    def _read_message(self, db: sqlite3.Connection, name: str) -> str:
        for (said,) in rows(db, "select said from about where name = ?", name):
            return self._about.verify(said, "about", name).decode()
        raise Doubt("nothing says which program wrote it")

    def _create(self, path: Path) -> sqlite3.Connection:
        create(path, [("code", self._about.sign(code_digest().encode(), "about", "code"))])
        return hold(path)

    def _ask(self, query: str, *given: str) -> list[Any]:
        try:
            return rows(self._db, query, *given)
        except Unavailable as error:  # it was at hand a moment ago
            raise Doubt(str(error)) from None

    def _tell(self, query: str, *several: tuple[str | bytes, ...]) -> None:
        try:
            self._db.executemany(query, several)
        except sqlite3.Error as error:
            raise Doubt(str(error)) from None

    # ---- small answers

    def get_or_compute(
        self, asked: Sequence[object], kind: type[_Answer], find: Callable[[], _Answer]
    ) -> _Answer:
        """Return the cached answer, of a type, to ``asked``, or compute and cache it. What ``find`` raises is not cached."""
        key = digest(*asked)
        self._used.add(key)
        for (answer,) in self._ask("select answer from answers where key = ?", key):
            return deserialize(self._signer.verify(answer, "answers", key), kind)
        found = find()
        signed = key, self._signer.sign(serialize(found), "answers", key)
        self._tell("insert or replace into answers values (?, ?)", *filter(_is_short, [signed]))
        return found

    def tell(self, name: str, said: str) -> None:
        """Leave a message for the next build."""
        self._tell(
            "insert or replace into about values (?, ?)",
            (name, self._about.sign(said.encode(), "about", name)),
        )

    # ---- articles, and their bodies

    def slugs(self) -> list[str]:
        """Return the slugs of the cached articles."""
        return [slug for (slug,) in self._ask("select slug from articles")]

    def articles(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield of each cached article its slug, its key and its summary, serialized."""
        for slug, key, lot, said in self._ask("select slug, key, lot, said from articles"):
            yield slug, key, self._signer.verify(said, "articles", slug, key, lot)

    def store_article(self, slug: str, key: str, said: bytes, bodies: Iterable[tuple[str, bytes]]) -> None:
        """Cache an article, and replace what was cached of it."""
        # Bodies belong to what was learned with them: those of an earlier time, wherever they turn up, are not taken.
        lot = digest(key)
        self._tell("delete from bodies where slug = ?", (slug,))
        self._tell(_ARTICLE, (slug, key, lot, self._signer.sign(said, "articles", slug, key, lot)))
        signed = ((slug, name, self._signer.sign(raw, "bodies", slug, name, lot)) for name, raw in bodies)
        self._tell("insert into bodies values (?, ?, ?)", *filter(_is_short, signed))

    def change_article_key(self, slug: str, key: str) -> None:
        """Keep an article's results under a new key: its files were touched, but not changed."""
        for before, lot, said in self._ask("select key, lot, said from articles where slug = ?", slug):
            raw = self._signer.verify(said, "articles", slug, before, lot)
            self._tell(_ARTICLE, (slug, key, lot, self._signer.sign(raw, "articles", slug, key, lot)))

    def forget_articles(self, slugs: Iterable[str]) -> None:
        """Remove articles from the cache."""
        gone = [(slug,) for slug in slugs]
        self._tell("delete from articles where slug = ?", *gone)
        self._tell("delete from bodies where slug = ?", *gone)

    def body(self, slug: str, name: str) -> bytes:
        """Return a body of an article. Raises ``Unreadable`` if there is none."""
        try:
            return _body(self._db, self._signer, slug, name)
        except Unavailable as error:
            raise Doubt(str(error)) from None

    # ---- what was made

    def made(self, site: str) -> dict[str, tuple[str, str]]:
        """Return for each target of a site the digest of its inputs, and its files with their fingerprints."""
        several = self._ask("select unit, key, said from made where site = ?", site)
        return {
            target: (key, self._signer.verify(said, "made", site, target, key).decode())
            for target, key, said in several
        }

    def inputs(self, site: str, target: str) -> str:
        """Return the inputs of a target, serialized; empty: the target is new."""
        for (inputs,) in self._ask("select inputs from made where site = ? and unit = ?", site, target):
            return self._signer.verify(inputs, "inputs", site, target).decode()
        return ""

    def make(self, site: str, made: Iterable[tuple[str, str, str, str]], gone: Iterable[str]) -> None:
        """Record targets (name, digest of the inputs, files, inputs), and remove those that are gone."""
        sign = self._signer.sign
        several = (
            (site, target, key, sign(said.encode(), "made", site, target, key), sign(inputs.encode(), "inputs", site, target))
            for target, key, said, inputs in made
        )  # fmt: skip
        self._tell("insert or replace into made values (?, ?, ?, ?, ?)", *several)
        self._tell("delete from made where site = ? and unit = ?", *((site, target) for target in gone))

    # ---- the end

    def commit_used(self) -> None:
        """Keep what was put, and remove answers that this build did not ask for."""
        known = {key for (key,) in self._ask("select key from answers")}
        self.forget(known - self._used)
        self.commit()

    def commit(self) -> None:
        """Keep everything up to here, whatever becomes of this build: each row is right by itself."""
        try:
            self._db.execute("commit")
        except sqlite3.Error as error:
            raise Doubt(str(error)) from None
        try:
            self._db.execute("begin immediate")
        except sqlite3.OperationalError:  # another build came in between: what follows is not remembered
            self.close()
            self._path, self._db = None, in_memory()

    def forget(self, keys: Iterable[str]) -> None:
        """Remove answers."""
        self._tell("delete from answers where key = ?", *((key,) for key in keys))

    def throw_away(self, doubt: Doubt) -> None:
        """Close the cache, and leave nothing of it for the next build."""
        self.close()
        if self._path:
            throw_away(self._path, doubt)

    def close(self) -> None:
        """Close the cache without keeping what was put since the last commit."""
        self._db.close()


_ARTICLE = "insert or replace into articles values (?, ?, ?, ?)"


def _is_short(row: tuple[str | bytes, ...]) -> bool:
    """Is the row short enough to be read back? A longer one is left out, and made anew next time."""
    return sum(map(len, row)) < LONGEST // 4  # a character has four bytes at the most


class CachedBodies:
    """The bodies of a cache, read by any process while nobody writes to it.

    The build that holds the cache writes none while pages are rendered. So nothing is locked; a lock would take longer than
    the reading.
    """

    def __init__(self, shelved: BodiesLocation) -> None:
        self._signer = shelved.signer
        self._db = read_along(shelved.path, is_still=True)

    def body(self, slug: str, name: str) -> bytes:
        """Return a body of an article. Raises ``Unreadable`` if there is none, and ``Doubt`` if it cannot be verified."""
        try:
            return _body(self._db, self._signer, slug, name)
        except Unavailable as error:
            raise Unreadable(str(error)) from None


class CachedBodiesInUse(CachedBodies):
    """The bodies of a cache that a build may be writing to: those of the last commit. One that fails counts as missing."""

    def __init__(self, shelved: BodiesLocation) -> None:
        self._signer = shelved.signer
        self._db = read_along(shelved.path, is_still=False)

    def body(self, slug: str, name: str) -> bytes:
        """Return a body of an article. Raises ``Unreadable`` if there is none; the next build throws a damaged cache away."""
        try:
            return super().body(slug, name)
        except Doubt as doubt:
            raise Unreadable(str(doubt)) from None


def _body(db: sqlite3.Connection, signer: Signer, slug: str, name: str) -> bytes:
    query = "select lot, bodies.said from bodies join articles using (slug) where slug = ? and name = ?"
    for lot, said in rows(db, query, slug, name):
        return signer.verify(said, "bodies", slug, name, lot)
    raise Unreadable(f"{slug} {name}")
