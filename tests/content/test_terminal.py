"""Nothing that is printed steers the terminal or stops the program."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import REPO, Site, yizhu

from yizhu.cli import main
from yizhu.content.faults import Fault, Place, escape_unprintable

STEERING = "\x1b]0;x\x07\x9b31m\u202e\u2066\u061c\u200f\u200b\ufeff\u2028\r"


@given(st.text(st.characters()))
def test_what_is_printed_is_seen(text: str) -> None:
    """Controls, direction marks, joiners and surrogates are escaped; nothing visible is changed."""
    shown = escape_unprintable(text)
    assert shown.isprintable() or all(c.isprintable() or c in "\n\t" or _is_shown(c) for c in shown)
    assert escape_unprintable(shown) == shown


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) in ("Zs", "Co", "Cn")


def test_how_they_are_written_out() -> None:
    """Controls are escaped as in Python, direction marks by number; Chinese, its spaces and rare characters stay."""
    assert escape_unprintable("\x1b[31m\x9b") == r"\x1b[31m\x9b"
    assert escape_unprintable("a\u202eb") == "a<U+202E>b"
    assert escape_unprintable("譯　注\U0010abcd\U000323b0") == "譯　注\U0010abcd\U000323b0"


def test_a_fault_is_as_many_lines_as_it_says() -> None:
    """A newline in a name forges no line of output; the caret stays under its word."""
    place = Place("a\n/b.md", 1, 5, "\x1b\u202e一二三", 1)
    assert str(Fault(place, "no \x1b", "do\nthis")).splitlines() == [
        r"a\n/b.md:1:5: no \x1b",
        r"    \x1b<U+202E>一二三",
        "    " + " " * len(r"\x1b<U+202E>") + "    ^^",
        r"    help: do\nthis",
    ]


@pytest.fixture
def steering(site: Site) -> Site:
    """Create a site whose names, titles and texts hold terminal controls."""
    message = json.dumps(STEERING.replace("\x1b", "").replace("\x07", "").replace("\r", "") + "仁政")
    site.article(
        "a", f"蒸餾{STEERING[3:].replace(chr(7), '').replace(chr(13), '')}蒸餾水，蒸餾。", title=message
    )
    site.glossary("- {id: t, forms: {zh-Hant: [蒸餾], en: [distil]}}")
    return site.write("content/articles/a/\u202egnp.\x1b[31mx", b"x")


COMMANDS = [
    ["check"], ["build"], ["build", "--strict"], ["explain", "a"], ["suggest", "a"], ["new", "\x1b"], ["\x1b[1m"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: ascii(" ".join(command)))
def test_no_command_steers_the_terminal(
    steering: Site, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command prints controls from a file's name, a title or a text."""
    monkeypatch.chdir(steering.root)
    main(command)
    message = "".join(capsys.readouterr())
    assert message
    assert escape_unprintable(message) == message


def test_json_is_exact_in_any_encoding(
    steering: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON holds the exact text, also where the terminal's encoding has no Chinese."""
    monkeypatch.chdir(steering.root)
    main(["check", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert any("\x1b[31m" in row["path"] for row in rows)
    done = yizhu("check", "--json", cwd=steering.root, PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout) == rows
    done = yizhu("check", cwd=steering.root, PYTHONIOENCODING="ascii")
    assert "Traceback" not in done.stderr
    assert "to look at" in done.stdout


def test_what_is_read_aloud_must_be_text(site: Site) -> None:
    """Standard input that is not UTF-8 is a fault."""
    done = subprocess.run(
        [sys.executable, str(REPO / "build.py"), "read", "-"], input=b"\xff", capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"standard input" in done.stderr
    assert b"Traceback" not in done.stderr
