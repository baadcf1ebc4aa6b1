"""What a build leaves for the next one: answers, processed articles, and the inputs of each target.

The cache is one SQLite file in .yizhu/, which may be deleted at any time. Each row is signed with a key that lies outside
the project, and the signature is verified before the row is used. If one row fails, the whole cache is thrown away
(``Doubt``).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from yizhu.build.cache.file import (
    Unavailable,
    create,
    hold,
    in_memory,
    read_along,
    remove_cache,
    rows,
    throw_away,
)
from yizhu.build.cache.key import Doubt, Signer, signer_for
from yizhu.build.cache.program import code_digest
from yizhu.build.cache.serialization import deserialize, digest, serialize

_Answer = TypeVar("_Answer")
Inputs = tuple[tuple[str, str], ...]  # of a target: what it is, in an editor's words, and its digest
FilePrints = tuple[tuple[str, str], ...]  # files and their fingerprints


class CachedArticle(NamedTuple):  # made in a fifth of the time of a dataclass, for each article of the site
    """What an article's results were made from, and its summary."""

    slug: str
    fingerprint: str  # of its files; empty: not to be trusted
    content: str  # the digest of its files
    settings: str  # the digest of all else
    summary: bytes


class MadeTarget(NamedTuple):
    """A target as a build made it."""

    name: str
    digest: str  # of all inputs
    files: FilePrints
    inputs: Inputs


class Cache:
    """Answers, articles and targets, by key.

    What is put is kept by ``commit``. Every method raises ``Doubt`` if a row cannot be verified or the file fails: then
    nothing in it is of use.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the cache, or an empty one in memory if ``path`` is ``None``."""
        self._message_signer = signer_for(path.parent.parent if path else Path())
        self._signer = self._message_signer.narrowed(code_digest())
        self._path = path  # None: another build has it, or it cannot be written
        self._db = self._opened(path) if path else in_memory()

    @property
    def bodies(self) -> CachedBodies | Cache:
        """Where pages find the bodies, after a commit: in the file for any process, in memory for this one."""
        return CachedBodies(self._path, self._signer) if self._path else self

    def _opened(self, path: Path) -> sqlite3.Connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._held(path)
            except Doubt as doubt:
                throw_away(path, doubt if self._message_signer.is_lasting else None)
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
            # Before anything else: whoever signed this made the rest, too.
            code = self._read_message(db, "code")
            for (name,) in rows(db, "select name from messages"):
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
        for (value,) in rows(db, "select value from messages where name = ?", name):
            return self._message_signer.verify_text(value, "messages", name)
        raise Doubt("nothing says which program wrote it")

    def _create(self, path: Path) -> sqlite3.Connection:
        create(path, [("code", self._message_signer.sign(code_digest().encode(), "messages", "code"))])
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

    # ---- answers and messages

    def get_or_compute(
        self, name: str, asked: Sequence[object], kind: type[_Answer], find: Callable[[], _Answer]
    ) -> _Answer:
        """Return the cached answer, of a type, to ``asked``, or compute and cache it under a name. What ``find`` raises is not cached."""
        key = digest(*asked)
        for (value,) in self._ask("select value from answers where name = ? and asked = ?", name, key):
            return deserialize(self._signer.verify(value, "answers", name, key), kind)
        found = find()
        signed = self._signer.sign(serialize(found), "answers", name, key)
        self._tell("insert or replace into answers values (?, ?, ?)", (name, key, signed))
        return found

    def tell(self, name: str, message: str) -> None:
        """Leave a message for the next build."""
        signed = self._message_signer.sign(message.encode(), "messages", name)
        self._tell("insert or replace into messages values (?, ?)", (name, signed))

    # ---- articles, and their bodies

    def articles(self) -> Iterator[CachedArticle]:
        """Yield the cached articles."""
        for row in self._ask("select slug, fingerprint, content, settings, summary from articles"):
            signed = CachedArticle(*row)
            yield signed._replace(summary=self._signer.verify(signed.summary, "articles", *signed[:-1]))

    def store_article(self, article: CachedArticle, bodies: Iterable[tuple[str, bytes]]) -> None:
        """Cache an article with its bodies, and replace what was cached of it."""
        slug, _, content, settings, _ = article
        self._tell("delete from bodies where slug = ?", (slug,))
        self.store_summary(article)
        # Bodies belong to what they were made from: those of an earlier time, wherever they turn up, are not taken.
        signed = (
            (slug, name, self._signer.sign(raw, "bodies", slug, name, content, settings))
            for name, raw in bodies
        )
        self._tell("insert into bodies values (?, ?, ?)", *signed)

    def store_summary(self, article: CachedArticle) -> None:
        """Cache an article whose bodies are cached: its files may have been touched, but were not changed."""
        *key, summary = article
        signed = self._signer.sign(summary, "articles", *key)
        self._tell("insert or replace into articles values (?, ?, ?, ?, ?)", (*key, signed))

    def forget_articles(self, slugs: Iterable[str]) -> None:
        """Remove articles from the cache."""
        gone = [(slug,) for slug in slugs]
        self._tell("delete from articles where slug = ?", *gone)
        self._tell("delete from bodies where slug = ?", *gone)

    def body(self, slug: str, name: str) -> bytes:
        """Return a body of an article."""
        return _body(self._db, self._signer, slug, name)

    # ---- targets

    def targets(self, site: str) -> dict[str, tuple[str, FilePrints]]:
        """Return for each target of a site the digest of its inputs, and its files with their fingerprints."""
        return {
            name: (key, deserialize(self._signer.verify(files, "files", site, name, key), FilePrints))
            for name, key, files in self._ask("select name, digest, files from targets where site = ?", site)
        }

    def inputs(self, site: str, target: str) -> Inputs:
        """Return the inputs of a target; none: the target is new."""
        query = "select inputs from targets where site = ? and name = ?"
        for (inputs,) in self._ask(query, site, target):
            return deserialize(self._signer.verify(inputs, "inputs", site, target), Inputs)
        return ()

    def store_targets(self, site: str, made: Iterable[MadeTarget], gone: Iterable[str]) -> None:
        """Record targets, and remove those that are gone."""
        sign = self._signer.sign
        several = (
            (site, name, key, sign(serialize(files), "files", site, name, key), sign(serialize(inputs), "inputs", site, name))
            for name, key, files, inputs in made
        )  # fmt: skip
        self._tell("insert or replace into targets values (?, ?, ?, ?, ?)", *several)
        self._tell("delete from targets where site = ? and name = ?", *((site, name) for name in gone))

    # ---- the end

    def commit(self) -> None:
        """Keep everything up to here, whatever becomes of this build: each row is right by itself.

        Raises ``Unavailable`` if another build took the file meanwhile.
        """
        try:
            self._db.execute("commit")
        except sqlite3.Error as error:
            raise Doubt(str(error)) from None
        try:
            self._db.execute("begin immediate")
        except sqlite3.Error as error:
            raise Unavailable(str(error)) from None

    def throw_away(self, doubt: Doubt) -> None:
        """Close the cache, and leave nothing of it for the next build."""
        self.close()
        if self._path:
            throw_away(self._path, doubt)

    def close(self) -> None:
        """Close the cache without keeping what was put since the last commit."""
        self._db.close()


class CachedBodies:
    """The bodies of a cache, read by any process while nobody writes to it.

    The build that holds the cache writes none while pages are rendered. So nothing is locked; a lock would take longer than
    the reading. If a build may be writing (``is_still`` is false), the bodies are those of the last commit.
    """

    def __init__(self, path: Path, signer: Signer, is_still: bool = True) -> None:
        self._path, self._signer, self._is_still = path, signer, is_still
        self._process = 0  # that opened the file: no other may use its connection

    def __reduce__(self) -> tuple[type[CachedBodies], tuple[Path, Signer, bool]]:
        return CachedBodies, (self._path, self._signer, self._is_still)

    def during_builds(self) -> CachedBodies:
        """Return the same bodies, to be read while a build may be writing."""
        return CachedBodies(self._path, self._signer, is_still=False)

    def body(self, slug: str, name: str) -> bytes:
        """Return a body of an article. Raises ``Doubt`` if it is not there or cannot be verified."""
        if self._process != os.getpid():
            self._db = read_along(self._path, is_still=self._is_still)
            self._process = os.getpid()
        return _body(self._db, self._signer, slug, name)


def _body(db: sqlite3.Connection, signer: Signer, slug: str, name: str) -> bytes:
    query = (
        "select content, settings, value from bodies join articles using (slug) where slug = ? and name = ?"
    )
    try:
        for content, settings, value in rows(db, query, slug, name):
            return signer.verify(value, "bodies", slug, name, content, settings)
    except Unavailable as error:
        raise Doubt(str(error)) from None
    raise Doubt("an article is not as it was left")
