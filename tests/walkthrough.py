"""A page of the manual is walked through: its files are written, its commands are run, and print what it says.

A fence says what is done with it:

- ``console``: commands behind ``$``, each with what it prints; a line … stands for any lines, and times are not compared.
- ``diff PATH``: the lines behind - are replaced by those behind +.
- ``LANG PATH``: the file is written if it is not there; else it holds these words, … standing for any.
- ``LANG PATH append``, ``front``, ``write``: they are put at its end, in place of its front matter, or of all of it.
- ``LANG PATH mark``: each line is words of the file with a span around some of them; the span is put there.
- any other is left alone.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from yizhu.cli import main

FENCE = re.compile(r"^```(\w*)(?: (\S+)(?: (\w+))?)?\n(.*?)^```$", re.S | re.M)
_TIME = re.compile(r"\d+\.\d s\b")
_SPAN = re.compile(r"\[([^]]*)\]\{[^}]*\}")
_FRONT = re.compile(r"\A---\n.*?^---\n", re.S | re.M)


@dataclass
class Walk:
    """A folder in which pages are walked through, one after the other."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    capfd: pytest.CaptureFixture[str]
    update: bool = False
    not_run: Collection[str] = ()
    # Before a block, by its heading and first command: commands, and words in files with what replaces them. After the
    # block the content and the theme are as they were.
    before: Mapping[str, Sequence[str | tuple[str, str, str]]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.monkeypatch.chdir(self.root)

    def follow(self, page: Path) -> None:
        """Do what the page says; it is right, or with --update it is put right."""
        text = page.read_text("utf-8")
        told = FENCE.sub(self._block, text)
        if self.update:
            page.write_text(told, "utf-8")
        else:
            different = difflib.unified_diff(
                text.splitlines(), told.splitlines(), "the page", "what is so", n=1
            )
            assert told == text, "\n".join(different)

    def _block(self, block: re.Match[str]) -> str:
        kind, path, manner, words = block[1], block[2] or "", block[3] or "", block[4]
        if kind == "console":
            heading = re.findall(r"(?m)^#+ (.*)$", block.string[: block.start()])[-1]
            first = words.partition("\n")[0].removeprefix("$ ")
            with self._prepared(self.before.get(f"{heading}: {first}", ())):
                return f"```console\n{self.play(words)}```"
        if not path:
            return block[0]
        file = Path(path)
        if kind == "diff":
            edit(file, words)
        elif manner == "mark":
            for line in words.splitlines():
                _mark(file, line)
        elif manner or not file.exists():
            _put(file, words, manner)
        elif not _holds(file.read_text("utf-8"), words):
            return f"```{kind} {path}\n{file.read_text('utf-8')}```"
        return block[0]

    def play(self, block: str) -> str:
        """Return a block of commands with what they print now."""
        played: list[str] = []
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            line, _, printed = part.partition("\n")
            self.seen.append(line)
            told = printed.strip("\n") if line in self.not_run else self.run(line)
            is_same = line in self.not_run or _matches(printed.strip("\n") + "\n", told + "\n")
            played.append(f"$ {line}\n{printed.strip(chr(10)) if is_same else told}".rstrip("\n"))
        return "\n".join(played) + "\n"

    @contextmanager
    def _prepared(self, steps: Sequence[str | tuple[str, str, str]]) -> Iterator[None]:
        if not steps:
            yield
            return
        with TemporaryDirectory() as kept:
            shutil.copytree("content", f"{kept}/content")
            shutil.copy("config.yaml", kept)
            if Path("theme").is_dir():
                shutil.copytree("theme", f"{kept}/theme")
            for step in steps:
                if isinstance(step, str):
                    self.run(step)
                else:
                    replace(*step)
            yield
            shutil.rmtree("content")
            shutil.copytree(f"{kept}/content", "content")
            shutil.copy(f"{kept}/config.yaml", "config.yaml")
            shutil.rmtree("theme", ignore_errors=True)
            if Path(f"{kept}/theme").is_dir():
                shutil.copytree(f"{kept}/theme", "theme")

    def run(self, line: str) -> str:
        """Return what a command prints, on either stream."""
        self.capfd.readouterr()
        command, *rest = shlex.split(line, comments=True)
        if command == "cd":
            self.monkeypatch.chdir(rest[0])
        elif command == "rm":
            for name in rest:
                if Path(name).is_dir():
                    shutil.rmtree(name)
                elif name != "-r":
                    Path(name).unlink()
        elif command == "touch":
            Path(rest[0]).touch()
        elif command == "cp":
            shutil.copy(*rest)
        elif command == "mkdir":
            Path(rest[-1]).mkdir(parents=True, exist_ok=True)
        else:
            assert command == "yizhu", f"a command that no test runs: {line}"
            with redirect_stderr(sys.stdout):
                main(rest)
        return self.capfd.readouterr().out.strip("\n")


def _matches(printed: str, told: str) -> bool:
    """Tell whether what is printed is what the page says, but for lines … and times."""
    parts = re.split(r"(?m)^…\n", _TIME.sub("0.0 s", printed))
    return bool(re.fullmatch("(?s)" + ".*".join(map(re.escape, parts)), _TIME.sub("0.0 s", told)))


def _holds(held: str, words: str) -> bool:
    """Tell whether a file holds these words, in their order, … standing for any."""
    return bool(re.search("(?s)" + ".*?".join(map(re.escape, re.split(r"\n?…\n", words))), held))


def _put(file: Path, words: str, manner: str) -> None:
    old = file.read_text("utf-8") if file.exists() else ""
    new = {"append": old + words, "front": _FRONT.sub(lambda _: words, old)}.get(manner, words)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(new, "utf-8")


def _mark(file: Path, line: str) -> None:
    replace(file, _SPAN.sub(r"\1", line), line)


def replace(file: str | Path, old: str, new: str) -> None:
    """Replace words that a file has once; nothing stands for the file's end."""
    text = Path(file).read_text("utf-8")
    if not old:
        text, old = f"{text}\0", "\0"
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
    Path(file).write_text(text.replace(old, new), "utf-8")


def edit(path: Path, block: str) -> None:
    """Replace the lines that begin with - by those that begin with +."""
    lines = block.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in "- ")
    new = "".join(line[1:] for line in lines if line[0] in "+ ")
    replace(path, old, new)


@pytest.fixture
def walk(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> Walk:
    """An empty folder, beside a folder `yizhu` that is this repository."""
    repo = Path(__file__).parents[1]
    os.symlink(repo, tmp_path / "yizhu")
    return Walk(tmp_path / "here", monkeypatch, capfd, bool(request.config.getoption("--update")))
