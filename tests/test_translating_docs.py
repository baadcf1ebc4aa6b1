"""docs/translating.md is a walk-through: its files are written, its commands are run, and they print what it says."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from testbed import REPO, Site

from yizhu.cli import main

PAGE = REPO / "docs" / "translating.md"
_FENCE = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.S | re.M)


def run(line: str, capfd: pytest.CaptureFixture[str]) -> str:
    """Return what a command prints, on either stream."""
    capfd.readouterr()
    main(shlex.split(line)[1:])
    out, err = capfd.readouterr()
    return (out + err).strip("\n")


def play(block: str, capfd: pytest.CaptureFixture[str]) -> str:
    """Return a block of commands with what they print now; a line … stands for any lines."""
    played: list[str] = []
    for part in re.split(r"(?m)^\$ ", block)[1:]:
        line, _, printed = part.partition("\n")
        told = run(line, capfd)
        pattern = "(?s)" + ".*".join(map(re.escape, re.split(r"(?m)^…\n", printed.strip("\n") + "\n")))
        is_same = bool(re.fullmatch(pattern, told + "\n")) if "…\n" in printed else False
        played.append(f"$ {line}\n{printed.strip(chr(10)) if is_same else told}")
    return "\n".join(played).rstrip("\n") + "\n"


def edit(path: Path, block: str) -> None:
    """Replace the lines that begin with - by those that begin with +."""
    old = "".join(line[1:] for line in block.splitlines(keepends=True) if line[0] in "- ")
    new = "".join(line[1:] for line in block.splitlines(keepends=True) if line[0] in "+ ")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def test_the_walk_through(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """Each file of the chapter is written or is there, each command prints what the chapter says."""
    monkeypatch.chdir(site.root)
    text = PAGE.read_text("utf-8")

    def follow(block: re.Match[str]) -> str:
        kind, path, words = block[1], block[2] or "", block[3]
        if kind == "console":
            return f"```console\n{play(words, capfd)}```"
        if kind == "diff":
            edit(site.root / path, words)
        elif path and not (site.root / path).exists():
            site.write(path, words)
        elif path:
            held = (site.root / path).read_text("utf-8")
            return block[0] if words in held else f"```{kind} {path}\n{held}```"
        return block[0]

    told = _FENCE.sub(follow, text)
    if request.config.getoption("--update"):
        PAGE.write_text(told, "utf-8")
    else:
        assert told == text
    assert told.count("```console") > 5
    assert os.path.exists(site.out)
