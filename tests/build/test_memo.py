"""What a step once answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from testbed import Site

from yizhu.build.cache import Cache
from yizhu.build.program import code_digest
from yizhu.build.serialization import digest
from yizhu.content.model import Term


def test_equal_values_equal_digests() -> None:
    """A digest is of what a value says, not of what it is."""
    assert digest("a", Term("x", ())) == digest("a", Term("x", ()))
    assert digest("a", "b") != digest("ab")
    assert digest(("a", "b")) != digest(("a",), "b")
    assert digest(1) != digest("1")


def asked(cache: Cache, *names: str, answer: int = 2) -> dict[str, int]:
    """The cache's answers, or else ``answer``."""
    return {name: cache.get_or_compute((name,), int, lambda: answer) for name in names}


def test_what_is_kept_is_known_next_time(tmp_path: Path) -> None:
    """What was computed and kept is there; what was not kept is not."""
    cache = Cache(tmp_path / "m.sqlite")
    asked(cache, "a", answer=1)
    cache.commit_used()
    asked(cache, "b", answer=1)
    cache.close()
    assert asked(Cache(tmp_path / "m.sqlite"), "a", "b", "a") == {"a": 1, "b": 2}


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    """The cache does not grow with every edit."""
    cache = Cache(tmp_path / "m.sqlite")
    asked(cache, "a", "b", answer=1)
    cache.commit_used()
    cache.close()
    cache = Cache(tmp_path / "m.sqlite")
    asked(cache, "a")
    cache.commit_used()
    cache.close()
    assert asked(Cache(tmp_path / "m.sqlite"), "a", "b") == {"a": 1, "b": 2}


def test_other_code_other_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program answered is not taken for this one's."""
    cache = Cache(tmp_path / "m.sqlite")
    asked(cache, "a", answer=1)
    cache.commit_used()
    cache.close()
    monkeypatch.setattr("yizhu.build.cache.code_digest", lambda: "another")
    assert asked(Cache(tmp_path / "m.sqlite"), "a") == {"a": 2}


def test_the_programs_digest_is_one() -> None:
    """The same program, the same digest."""
    assert code_digest() == code_digest()
    assert len(code_digest()) == 64


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for at in range(8192, len(raw), 97):
        raw[at] ^= 0x5A
    path.write_bytes(bytes(raw))


def another_table(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("create table answers (other text)")
    db.commit()
    db.close()


def bad_answers(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("update answers set answer = ?", (b"\x80\x05no pickle",))
    db.commit()
    db.close()


@pytest.mark.parametrize(
    "damage",
    [
        garbage,
        emptied,
        cut,
        scrambled,
        another_table,
        bad_answers,
    ],
)
def test_a_damaged_memo_is_thrown_away(site: Site, damage: Callable[[Path], None]) -> None:
    """However the memo was damaged, the next build makes the same site."""
    before = site.glossary("- {id: a, forms: {zh-Hant: [蒸餾]}}").article("a", "蒸餾。").build().files()
    damage(site.root / ".yizhu" / "memo.sqlite")
    assert site.build().files() == before
    assert site.build().files() == before
