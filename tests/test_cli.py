"""The commands, their exit codes, and what they print where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from testbed import Site, yizhu

from yizhu.cli import main


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose folder is the current one."""
    monkeypatch.chdir(site.root)
    return site.article("a", "一。", front="rights: x").article("a", "One.", lang="en", front="status: draft")


def test_build_is_the_default(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command, and with options only, the site is built."""
    assert main([]) == 0
    assert here.has("zh-hant/a/")
    assert re.match(r"\d+ pages from 1 articles? and 0 terms: ", capsys.readouterr().out)
    assert main(["--out", "elsewhere"]) == 0
    assert (here.root / "elsewhere/index.html").is_file()
    assert main(["build", "--jobs", "1", "--clean"]) == 0


def test_why(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """``--why`` prints why each page was built again."""
    assert main(["--why"]) == 0
    assert "zh-hant/a/index.html: a new page" in capsys.readouterr().out


def test_faults_go_to_standard_error(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults give exit code 1; all of them and their number are printed, nothing on standard output."""
    here.article("a", "[一]{tern=x}").article("b", "[一]{tern=x}")
    assert main(["build"]) == 1
    out, told = capsys.readouterr()
    assert out == ""
    assert told.count("no span attribute tern") == 2
    assert "2 faults" in told
    assert not here.out.exists()


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["build", "--nonsense"], ["--jobs", "0"], ["--jobs", "x"], ["serve", "--port", "x"], ["new"],
     ["import"], ["explain"], ["init"], ["build", "extra"], ["--out", ""], ["--out", "a\0b"]],
)  # fmt: skip
def test_used_wrongly(here: Site, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command line gives exit code 2 and a message on standard error."""
    assert main(arguments) == 2
    assert capsys.readouterr().err
    assert not here.out.exists()


def test_strays(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Every build lists files that no build made; only --prune removes them."""
    assert main([]) == 0
    here.write("site/mine.txt", "x")
    for _ in range(2):
        assert main([]) == 0
        assert "1 file made by no build: mine.txt; --prune removes them" in capsys.readouterr().out
    assert main(["--json"]) == 0
    assert json.loads(capsys.readouterr().out)["strays"] == ["mine.txt"]
    assert main(["--prune"]) == 0
    assert "1 removed" in capsys.readouterr().out
    assert not here.has("mine.txt")


@pytest.mark.parametrize("out", ["x" * 300, "config.yaml", "content", "config.yaml/x"])
def test_where_nothing_can_be_built(here: Site, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An output folder that cannot be used is a fault with its place, without a traceback."""
    assert main(["--out", out]) == 1
    told = capsys.readouterr().err
    assert out in told
    assert "1 fault; nothing in the site was changed" in told


def test_a_misspelt_command(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The closest command is named."""
    assert main(["biuld"]) == 2
    assert "did you mean build?" in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["--help", "-h", "--version"])
def test_help(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Help and version go to standard output, exit code 0."""
    assert main([flag]) == 0
    assert capsys.readouterr().out


CONTRACT = {
    "build": ["--config", "--out", "--jobs", "--strict", "--drafts", "--why", "--clean"],
    "serve": ["--port", "--no-open"],
    "import": ["--slug", "--lang", "--url", "--dry-run", "--json"],
    "check": ["--json"],
    "explain": [],
    "suggest": [],
    "accept": [],
    "new": [],
    "init": [],
    "export": [],
}


def commands() -> set[str]:
    from yizhu.cli import _COMMANDS

    return set(_COMMANDS)


@pytest.mark.parametrize("command", CONTRACT)
def test_every_command_of_the_contract(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command is there, with its options."""
    assert main([command, "--help"]) == 0
    told = capsys.readouterr().out
    assert all(option in told for option in CONTRACT[command])


def test_strict(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """``--strict`` fails if check has warnings."""
    assert main(["build", "--strict"]) == 0
    here.article("b", "一。")
    assert main(["build"]) == 0
    assert main(["build", "--strict"]) == 1
    assert "nothing is said about rights" in capsys.readouterr().err


def test_check(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0 if there is nothing to look at, else 1; ``--json`` for programs."""
    assert main(["check"]) == 0
    assert "nothing to look at" in capsys.readouterr().out
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    here.article("b", "一。")
    assert main(["check", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {"path", "line", "column", "problem", "help", "mend"} == set(rows[0])
    assert main(["check"]) == 1


def test_explain(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Hits with their rules; an unknown article is a fault."""
    here.glossary("- {id: one, forms: {zh-Hant: [一]}}")
    assert main(["explain", "a"]) == 0
    assert "→ one: " in capsys.readouterr().out
    assert main(["explain", "a", "二"]) == 0
    assert "no term that overlaps 二 found in a" in capsys.readouterr().err
    assert main(["explain", "nope"]) == 1


def test_new_and_init(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The paths of the new files are printed; a folder that exists or a wrong slug is a fault."""
    assert main(["new", "my-article"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("zh-Hant.md")
    assert main(["new", "../x"]) == 1
    assert main(["init", "fresh"]) == 0
    assert main(["build", "--config", "fresh/config.yaml"]) == 0
    assert main(["init", "fresh"]) == 1


@pytest.mark.parametrize("slug", ["../x", "A", "a/b", "."])
def test_import_keeps_to_its_folder(here: Site, slug: str) -> None:
    """An invalid slug is a fault, and nothing is written."""
    here.write("page.txt", "題目\n\n一二三四五六七八九十。\n\n一二三四五六七八九十。\n")
    before = sorted(p for p in here.root.parent.rglob("*") if p.is_file())
    assert main(["import", "page.txt", "--slug", slug]) == 1
    assert sorted(p for p in here.root.parent.rglob("*") if p.is_file()) == before


def test_from_a_clone(here: Site) -> None:
    """``python build.py`` is the program: quiet in a pipe, exit codes 0, 1 and 2, never a traceback."""
    done = yizhu(cwd=here.root)
    assert (done.returncode, done.stderr) == (0, "")
    wrong = yizhu("nonsense", cwd=here.root)
    assert wrong.returncode == 2
    here.article("b", "[一]{tern=x}")
    broken = yizhu(cwd=here.root)
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr + wrong.stderr


def test_a_site_in_another_folder(here: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--config`` may name a site in any folder."""
    monkeypatch.chdir(tmp_path)
    assert main(["--config", str(here.root / "config.yaml")]) == 0
    assert here.has("zh-hant/a/")
    assert main(["--config", "nowhere.yaml"]) == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["銀行"], "yín háng"),
        (["銀行", "--style", "zhuyin"], "ㄧㄣˊ ㄏㄤˊ"),
        (["垃圾", "--region", "tw"], "lè sè"),
    ],
)
def test_read(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A text is transcribed in any folder, without a site."""
    assert main(["read", *arguments]) == 0
    assert capsys.readouterr().out == expected + "\n"
