"""Damage the cache, then build: python evaluation/damaged_caches.py [--caches N] [--seed N]

A small site is built and edited. Its cache is damaged at random (bits flipped, blocks zeroed, swapped or cut off, garbage
appended, rows swapped or replaced by pickles of a stranger), and the site is built twice. Prints how often there were
tracebacks, failed builds, sites that differ from a clean build, code that ran, and caches that were thrown away. Ends
with 1 if there was one of the first four.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).parents[1]
sys.path[:0] = [str(REPO), str(REPO / "benchmarks")]
from corpus import CONFIG  # noqa: E402, I001
from yizhu.cli import main as main_of_yizhu  # noqa: E402
from yizhu.build.pipeline import Options, build  # noqa: E402

Files = dict[str, bytes]
_BLOCK = 4096
_COLUMNS = {
    "answers": ("asked", "value"),
    "messages": ("value",),
    "articles": ("fingerprint", "content", "summary"),
    "bodies": ("value",),
    "targets": ("digest", "files", "inputs"),
}


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--caches", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    print(f"{given.caches} caches, --seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return Trial(Path(folder), given).run()


class Trial:
    """A site before an edit with its cache, and what it shall be after it."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.given, self.chance = given, random.Random(given.seed)
        self.site, self.sign = folder / "site", folder / "RUN"
        _write(self.site)
        self._build()
        _edit(self.site, 0)
        self._build()  # so that the cache has pages that were given up
        shutil.copytree(self.site, folder / "kept", copy_function=shutil.copy2)
        self.kept = folder / "kept"
        _edit(self.site, 1)
        shutil.copytree(self.site, folder / "clean", ignore=lambda _, names: {"site", ".yizhu"} & set(names))
        os.environ["XDG_CACHE_HOME"] = str(folder / "home")
        build(
            Options(folder / "clean" / "config.yaml")
        )  # in this process: those that follow find all of it loaded
        self.right = _files(folder / "clean" / "site")

    def run(self) -> int:
        """Damage, build, look, build again."""
        seen: Counter[str] = Counter()
        for nth in range(self.given.caches):
            damage = self.chance.choice(_DAMAGES)
            self._restore()
            damage(self.cache, self.chance, self.sign)
            for which in ("first", "second"):
                done = self._build()
                wrong = [
                    what
                    for what, is_so in (
                        ("traceback", "Traceback" in done.stderr),
                        ("failed", done.status != 0),
                        ("wrong bytes", _files(self.site / "site") != self.right),
                        ("code run", self.sign.exists()),
                        ("more than a line", done.stderr.count("\n") > 1),
                    )
                    if is_so
                ]
                for what in wrong:
                    seen[f"{what} ({which} build)"] += 1
                    print(f"cache {nth}, {damage.__name__}, {which} build: {what}\n{done.stderr}", flush=True)
                if done.stderr:
                    seen[f"thrown away ({which} build)"] += 1
            seen["caches"] += 1
            seen[damage.__name__] += 1
        print(", ".join(f"{what}: {many}" for what, many in sorted(seen.items())))
        return (
            1
            if any(word in what for what in seen for word in ("trace", "failed", "wrong", "run", "more"))
            else 0
        )

    @property
    def cache(self) -> Path:
        """The file of the cache."""
        return self.site / ".yizhu" / "memo.sqlite"

    def _restore(self) -> None:
        """The site and its cache as they were before the edit; the text as it is after it."""
        for name in ("site", ".yizhu"):
            shutil.rmtree(self.site / name)
            shutil.copytree(self.kept / name, self.site / name, copy_function=shutil.copy2)
        self.sign.unlink(missing_ok=True)

    def _build(self, folder: Path | None = None) -> Done:
        """A build by a process of its own, which has loaded the program already."""
        log = self.site.parent / "build.log"
        process = os.fork()
        if not process:
            status = 1
            try:
                status = self._built(folder or self.site, log)
            finally:
                os._exit(status)
        _, status = os.waitpid(process, 0)
        return Done(os.waitstatus_to_exitcode(status), log.read_text("utf-8"))

    def _built(self, folder: Path, log: Path) -> int:
        os.chdir(folder)
        os.environ["XDG_CACHE_HOME"] = str(self.site.parent / "home")
        with open(log, "w", encoding="utf-8") as errors, open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(errors.fileno(), 2)
            os.dup2(nowhere.fileno(), 1)
            try:
                return main_of_yizhu(["build", "--jobs", str(self.given.jobs)])
            except BaseException:
                traceback.print_exc()
                return 1
            finally:
                sys.stdout.flush()
                sys.stderr.flush()


@dataclass(frozen=True, slots=True)
class Done:
    """How a build ended."""

    status: int
    stderr: str


# ---- the damages -------------------------------------------------------------------------------------------


def bits_flipped(cache: Path, chance: random.Random, sign: Path) -> None:
    """Few or many bits, anywhere or where all else hangs on them."""
    raw = bytearray(cache.read_bytes())
    for _ in range(chance.choice([1, 1, 1, 2, 8, 64])):
        # The first block holds what all else hangs on: as often as all others together.
        at = chance.randrange(chance.choice([100, _BLOCK, len(raw)]))
        raw[at] ^= 1 << chance.randrange(8)
    cache.write_bytes(raw)


def cut_off(cache: Path, chance: random.Random, sign: Path) -> None:
    """An end is missing, at a block or not."""
    size = cache.stat().st_size
    os.truncate(cache, chance.choice([chance.randrange(size), chance.randrange(size // _BLOCK) * _BLOCK]))


def blocks_zeroed(cache: Path, chance: random.Random, sign: Path) -> None:
    """What a disk gives back that lost them."""
    raw = bytearray(cache.read_bytes())
    for _ in range(chance.choice([1, 1, 2, 5])):
        start = chance.randrange(len(raw) // _BLOCK) * _BLOCK
        raw[start : start + _BLOCK] = bytes(_BLOCK)
    cache.write_bytes(raw)


def blocks_swapped(cache: Path, chance: random.Random, sign: Path) -> None:
    """Pages in each other's place, also such as were given up."""
    raw = bytearray(cache.read_bytes())
    for _ in range(chance.choice([1, 1, 2, 5])):
        one, other = (chance.randrange(len(raw) // _BLOCK) * _BLOCK for _ in range(2))
        first, second = raw[one : one + _BLOCK], raw[other : other + _BLOCK]
        raw[one : one + _BLOCK], raw[other : other + _BLOCK] = second, first
    cache.write_bytes(raw)


def garbage_behind(cache: Path, chance: random.Random, sign: Path) -> None:
    """More than there was."""
    with open(cache, "ab") as file:
        file.write(chance.randbytes(chance.choice([1, 100, _BLOCK, 10 * _BLOCK])))


def garbage_within(cache: Path, chance: random.Random, sign: Path) -> None:
    """A stretch of noise."""
    raw = bytearray(cache.read_bytes())
    start = chance.randrange(len(raw))
    end = min(len(raw), start + chance.randrange(1, 2000))
    raw[start:end] = chance.randbytes(end - start)
    cache.write_bytes(raw)


def rows_swapped(cache: Path, chance: random.Random, sign: Path) -> None:
    """What stands under one key stands under the other."""
    table = chance.choice(list(_COLUMNS))
    column = chance.choice(_COLUMNS[table])
    with closing(sqlite3.connect(cache)) as db:
        values = [value for (value,) in db.execute(f"select {column} from {table}")]
        keys = _keys(db, table)
        several = list(range(len(values)))
        chance.shuffle(several)
        for key, nth in zip(keys, several, strict=True):
            _update(db, table, column, key, values[nth])
        db.commit()


def rows_gone(cache: Path, chance: random.Random, sign: Path) -> None:
    """Half of a table."""
    with closing(sqlite3.connect(cache)) as db:
        table = chance.choice(list(_COLUMNS))
        for key in _keys(db, table):
            if chance.random() < 0.5:
                where = " and ".join(f"{name} = ?" for name in key)
                db.execute(f"delete from {table} where {where}", tuple(key.values()))
        db.commit()


def pickles_put_in(cache: Path, chance: random.Random, sign: Path) -> None:
    """Code of a stranger, without a signature, behind a made-up one, or behind that of what stood there."""
    evil = pickle.dumps(_Evil(sign))
    with closing(sqlite3.connect(cache)) as db:
        table = chance.choice(list(_COLUMNS))
        column = _COLUMNS[table][-1]
        for key in _keys(db, table):
            where = " and ".join(f"{name} = ?" for name in key)
            (old,) = db.execute(f"select {column} from {table} where {where}", tuple(key.values())).fetchone()
            head = chance.choice([b"", chance.randbytes(16), old[:16] if isinstance(old, bytes) else b""])
            _update(db, table, column, key, head + evil)
        db.commit()


def triggers_put_in(cache: Path, chance: random.Random, sign: Path) -> None:
    """A trigger of a stranger."""
    with closing(sqlite3.connect(cache)) as db:
        one, other = chance.choice(list(_COLUMNS)), chance.choice(list(_COLUMNS))
        when = chance.choice(["insert", "update", "delete"])
        with suppress(sqlite3.OperationalError):
            db.execute(f"create trigger t after {when} on {one} begin delete from {other}; end")
        db.commit()


_DAMAGES: list[Callable[[Path, random.Random, Path], None]] = [
    bits_flipped, bits_flipped, bits_flipped, cut_off, blocks_zeroed, blocks_swapped, blocks_swapped, garbage_behind,
    garbage_within, rows_swapped, rows_gone, pickles_put_in, triggers_put_in,
]  # fmt: skip


class _Evil:
    def __init__(self, sign: Path) -> None:
        self._sign = sign

    def __reduce__(self) -> tuple[Any, tuple[str, int]]:
        return os.open, (str(self._sign), os.O_CREAT)


def _keys(db: sqlite3.Connection, table: str) -> list[dict[str, str]]:
    """The primary key of each row."""
    names = [name for _, name, _, _, _, nth in db.execute(f"pragma table_info({table})") if nth]
    return [
        dict(zip(names, row, strict=True)) for row in db.execute(f"select {', '.join(names)} from {table}")
    ]


def _update(db: sqlite3.Connection, table: str, column: str, key: dict[str, str], value: object) -> None:
    where = " and ".join(f"{name} = ?" for name in key)
    db.execute(f"update {table} set {column} = ? where {where}", (value, *key.values()))


# ---- the site ----------------------------------------------------------------------------------------------


def _write(site: Path) -> None:
    (site / "content/glossary").mkdir(parents=True)
    (site / "config.yaml").write_text(CONFIG, "utf-8")
    terms = "".join(
        f"- id: t{nth}\n  forms: {{zh-Hant: [{zh}], en: [{en}]}}\n  definition: {{en: 'Of {en}.'}}\n"
        for nth, (zh, en) in enumerate([("蒸餾", "distillation"), ("模型", "model"), ("開源", "open source")])
    )
    (site / "content/glossary/terms.yaml").write_text(terms, "utf-8")
    for number in range(8):
        _article(site, number, "")


def _edit(site: Path, time: int) -> None:
    for number in (1, 5):
        _article(site, number, f"這一篇改過{time}次，又說蒸餾。")


def _article(site: Path, number: int, more: str) -> None:
    folder = site / f"content/articles/a{number}"
    folder.mkdir(parents=True, exist_ok=True)
    text = f"第{number}段說蒸餾與模型，也說開源。{more}" * 6
    front = f"title: 第{number}篇\npublished: 2024-01-{number + 1:02}"
    (folder / "zh-Hant.md").write_text(f"---\n{front}\n---\n\n{text}\n\n再說模型。\n", "utf-8")
    english = f"Part {number} is about distillation and a model. It is open source."
    (folder / "en.md").write_text(f"---\ntitle: No. {number}\n---\n\n{english}\n\nA model again.\n", "utf-8")


def _files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
