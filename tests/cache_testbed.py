"""What the tests of the cache stand on: a cache that somebody else wrote to, and a sign that code was run."""

from __future__ import annotations

import marshal
import os
import pickle
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from testbed import Site

from yizhu.build.cache.key import Signer, signer_for
from yizhu.build.cache.program import code_digest

LINE = "it is thrown away, and everything is built anew"
FRONT = "published: 2025-01-01"


def cache_of(site: Site) -> Path:
    """The file of a site's cache."""
    return site.root / ".yizhu" / "memo.sqlite"


class _Evil:
    def __init__(self, sign: Path) -> None:
        self._sign = sign

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self._sign),)


def evil(site: Site) -> bytes:
    """A pickle that makes a folder when it is loaded."""
    return pickle.dumps(_Evil(site.root / "RUN"))


def evil_code(site: Site) -> bytes:
    """Compiled Python that makes the same folder when it is run."""
    return marshal.dumps(compile(f"import os; os.mkdir({str(site.root / 'RUN')!r})", "x", "exec"))


def was_run(site: Site) -> bool:
    """Did any of these run?"""
    return (site.root / "RUN").exists()


def changed(site: Site, *statements: str, **given: bytes) -> None:
    """The cache, after somebody's statements."""
    with closing(sqlite3.connect(cache_of(site))) as db:
        for statement in statements:
            db.execute(statement, given if ":" in statement else {})
        db.commit()


def sign_all(site: Site, column: str, raw: bytes, signer: Signer | None = None) -> None:
    """All values of a column are these bytes, each signed for its place as a build signs it, or with a stranger's key."""
    table, _, name = column.partition(".")
    of_messages = signer or signer_for(site.root)
    own = of_messages if table == "messages" else of_messages.narrowed(code_digest())
    first, key, place = _PLACES[column]
    with closing(sqlite3.connect(cache_of(site))) as db:
        for row in db.execute(f"select {key}, {place} from {table} {_JOINS.get(table, '')}").fetchall():
            many = len(key.split(", "))
            where = " and ".join(f"{part} = ?" for part in key.split(", "))
            signed = own.sign(raw, first, *row[many:])
            db.execute(f"update {table} set {name} = ? where {where}", (signed, *row[:many]))
        db.commit()


# Of each column: the first word of a value's place, the table's key, and the rest of the place.
_PLACES = {
    "answers.value": ("answers", "name", "name, asked"),
    "articles.summary": ("articles", "slug", "slug, fingerprint, content, settings"),
    "bodies.value": ("bodies", "slug, name", "slug, name, content, settings"),
    "messages.value": ("messages", "name", "name"),
    "targets.files": ("files", "site, name", "site, name, digest"),
    "targets.inputs": ("inputs", "site, name", "site, name"),
}
_JOINS = {"bodies": "join articles using (slug)"}
COLUMNS = list(_PLACES)
