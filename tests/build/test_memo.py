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


def test_what_is_kept_is_known_next_time(tmp_path: Path) -> None:
    """What was put and kept is there; what was not kept is not."""
    memo = Cache(tmp_path / "m.sqlite")
    memo.put({"a": ("一", 1)})
    memo.commit_used()
    memo.put({"b": 2})
    memo.close()
    again = Cache(tmp_path / "m.sqlite")
    assert again.get(["a", "b", "a"]) == {"a": ("一", 1)}


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    """The memo does not grow with every edit."""
    memo = Cache(tmp_path / "m.sqlite")
    memo.put({"a": 1, "b": 2})
    memo.commit_used()
    memo.close()
    memo = Cache(tmp_path / "m.sqlite")
    memo.get(["a"])
    memo.commit_used()
    memo.close()
    assert Cache(tmp_path / "m.sqlite").get(["a", "b"]) == {"a": 1}


def test_other_code_other_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program answered is not taken for this one's."""
    memo = Cache(tmp_path / "m.sqlite")
    memo.put({"a": 1})
    memo.commit_used()
    memo.close()
    monkeypatch.setattr("yizhu.build.cache.code_digest", lambda: "another")
    assert Cache(tmp_path / "m.sqlite").get(["a"]) == {}


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
