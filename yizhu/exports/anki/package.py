"""Pack a deck as an .apkg: a ZIP with a collection of Anki's as SQLite (its schema 11, which every Anki reads).

Ids come from addresses, so that a new export is known again. A note's time is a counter: it goes on by one when the note
says something else than in the file that the last export left, and Anki replaces a note by one of a later time.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha1
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from yizhu.content.files.safe import read_file
from yizhu.exports.anki.model import FIELDS, CardNote, Deck

_FIRST = 1_600_000_000  # the time of what was never exported before, in seconds
_DAY_OF_FILES = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell
_COLLECTION = "collection.anki2"
_SEPARATOR = "\x1f"
_TEMPLATES = (("Recognize", "recognize"), ("Recall", "recall"))  # name, file
_TABLES = """
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
  left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
"""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the last export left: the time and words of each note by its id, and those of the type of notes."""

    notes: Mapping[str, tuple[int, str]]
    type: tuple[int, str] = (_FIRST, "")


# ---- write -------------------------------------------------------------------------------------------------


def pack_deck(deck: Deck, site: str, earlier: Earlier) -> bytes:
    """Return the deck as an .apkg; ``site``: its address, whose decks share a type of notes."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        _fill(database, deck, site, earlier)
        database.commit()
        collection = bytearray(database.serialize())
    collection[92:100] = bytes(8)  # which SQLite wrote it
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in ((_COLLECTION, bytes(collection)), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, _DAY_OF_FILES)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            archive.writestr(entry, content)
    return packed.getvalue()


def _fill(database: sqlite3.Connection, deck: Deck, site: str, earlier: Earlier) -> None:
    type_id, deck_id = _number(f"{site} type"), _number(deck.key)
    database.execute(
        "insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            _FIRST,
            _FIRST * 1000,
            _FIRST * 1000,
            _json({"curDeck": deck_id, "activeDecks": [deck_id], "nextPos": len(deck.notes) + 1}),
            _json({str(type_id): _make_type(type_id, site, earlier)}),
            _json(
                {
                    "1": _describe_deck(1, "Default", ""),
                    str(deck_id): _describe_deck(deck_id, deck.name, deck.description),
                }
            ),
            _json(_OPTIONS),
        ),
    )
    ids = _number_all(note.key for note in deck.notes)
    for due, (note, id) in enumerate(zip(deck.notes, ids, strict=True), 1):
        time = _next_time(earlier.notes.get(_guid(note.key)), _join_words(note))
        _insert(database, "notes", _make_row(note, id, type_id, time))
        for nth in range(1 + note.can_recall):
            new = (id + nth, id, deck_id, nth, time, -1, 0, 0, due, 0, 0, 0, 0, 0, 0, 0, 0, "")
            _insert(database, "cards", new)


def _make_row(note: CardNote, id: int, type_id: int, time: int) -> tuple[object, ...]:
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    plain = unescape(note.fields[0])
    fields = _SEPARATOR.join(note.fields)
    return (id, _guid(note.key), type_id, time, -1, tags, fields, plain, _checksum(plain), 0, "")


def _join_words(note: CardNote) -> str:
    """Return all that a note says, to see whether it says something else."""
    return _SEPARATOR.join((*note.fields, *note.tags))


def _insert(database: sqlite3.Connection, table: str, row: Sequence[object]) -> None:
    database.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def _make_type(id: int, site: str, earlier: Earlier) -> dict[str, Any]:
    """Return the type of the notes: fields, templates of cards, style."""
    templates = [
        {
            "name": name, "ord": nth, "did": None, "bqfmt": "", "bafmt": "",
            "qfmt": _read(f"{file}.front.html"), "afmt": _read(f"{file}.back.html"),
        }
        for nth, (name, file) in enumerate(_TEMPLATES)
    ]  # fmt: skip
    fields = [
        {"name": name, "ord": nth, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for nth, name in enumerate(FIELDS)
    ]
    # Which fields make a card: the headword; the definition or the other language's form.
    needs = [[0, "any", [0]], [1, "any", [FIELDS.index("Definition"), FIELDS.index("Other")]]]
    made = {
        "id": id, "name": f"Yizhu {site}", "type": 0, "usn": -1, "sortf": 0, "did": None, "tmpls": templates,
        "flds": fields, "css": _read("card.css"), "req": needs, "tags": [], "vers": [], "latexPre": "", "latexPost": "",
    }  # fmt: skip
    return made | {"mod": _next_time(earlier.type, _json(made))}


@cache
def _read(name: str) -> str:
    return files("yizhu.exports.anki").joinpath(f"data/{name}").read_text("utf-8")


def _describe_deck(id: int, name: str, description: str) -> dict[str, Any]:
    today = {f"{what}Today": [0, 0] for what in ("new", "rev", "lrn", "time")}
    return today | {
        "id": id, "name": name, "desc": description, "mod": _FIRST, "usn": -1, "conf": 1, "dyn": 0,
        "collapsed": False, "extendNew": 0, "extendRev": 50,
    }  # fmt: skip


# The options of the default deck, which each collection has; an import does not take them over.
_OPTIONS = {
    "1": {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
        "new": {"bury": False, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
        "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
        "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
    }
}  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


# ---- ids and times -----------------------------------------------------------------------------------------


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest())


def _number(key: str) -> int:
    """Return an id: Anki's are milliseconds, and these are in the years before the first time that we write."""
    return 1_300_000_000_000 + _digest(key) % 150_000_000_000 * 2


def _number_all(keys: Iterator[str]) -> Iterator[int]:
    """Yield an id for each note, with room for the ids of its two cards, none twice."""
    taken: set[int] = set()
    for key in keys:
        id = _number(key)
        while id in taken:
            id += 2
        taken.add(id)
        yield id


def _guid(key: str) -> str:
    """Return what Anki knows a note again by."""
    return f"{_digest(key):016x}"


def _next_time(earlier: tuple[int, str] | None, words: str) -> int:
    if earlier is None or not earlier[1]:
        return _FIRST
    return earlier[0] + (earlier[1] != words)


def _checksum(text: str) -> int:
    """Return what Anki finds notes with the same first field by."""
    return int(sha1(text.encode(), usedforsecurity=False).hexdigest()[:8], 16)


# ---- read --------------------------------------------------------------------------------------------------


def read_deck(root: Path, out: str, path: str) -> Earlier:
    """Return what the last export left in its file; nothing, if there is none, or something else in its place."""
    file = root / out / path
    if not file.exists():
        return Earlier({})
    packed = read_file(file, root / out, f"{out}/{path}")
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            collection = archive.read(_COLLECTION)
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(collection)
            rows = database.execute("select guid, mod, flds, tags from notes").fetchall()
            (type,) = json.loads(database.execute("select models from col").fetchone()[0]).values()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, sqlite3.Error):
        return Earlier({})  # not ours: it will be replaced
    notes = {guid: (mod, _SEPARATOR.join((flds, *tags.split()))) for guid, mod, flds, tags in rows}
    time = type.pop("mod", _FIRST)
    return Earlier(notes, (time, _json(type)))
