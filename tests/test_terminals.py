"""Whatever the terminal's encoding and wherever one stands, a command says what it has to say."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from testbed import Site

from yizhu.cli import _COMMANDS, main

COMMANDS = {
    "build": ["build", "--why", "--clean"],
    "serve": ["serve", "--no-open", "--port", "99999"],
    "import": ["import", "page.txt", "--slug", "new"],
    "check": ["check", "--unused"],
    "explain": ["explain", "a"],
    "suggest": ["suggest", "a"],
    "accept": ["accept", "a", "--conversion"],
    "status": ["status"],
    "translate": ["translate", "a", "en"],
    "read": ["read", "銀行𠮷ō一二"],
    "new": ["new", "third"],
    "rename": ["rename", "a", "other"],
    "init": ["init", "網站"],
}
MORE = {
    "a dry import": ["import", "page.txt", "--dry-run", "--json"],
    "a command that is none": ["𠮷"],
    "an option that is none": ["build", "--𠮷"],
    "an article that is none": ["explain", "𠮷"],
    "a list of faults": ["check", "--json"],
    "changes": ["check", "--conversion"],
    "help": ["build", "--help"],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with names and words that no old encoding has all of."""
    site = Site(tmp_path / "𠮷站").article("a", "計算機軟體ō𠮷。乾隆。", front="rights: 編者撰")
    site.notes("a", "- {id: n, quote: ō𠮷x, kind: fact, text: {zh-Hant: 注}}")
    site.article("b", "一個𠮷，計算機與乾隆。", front="draft: true")
    site.glossary("- {id: t, forms: {zh-Hant: [計算機, 𠮷𠮷]}, definition: {zh-Hant: 算}}")
    site.write("page.txt", "題目ō𠮷\n\n" + "這是一篇𠮷文章，說明編碼的問題，內容很長很長。\n" * 20)
    monkeypatch.chdir(site.root)
    return site


@pytest.mark.parametrize(
    ("encoding", "is_sound"), [("gbk", True), ("cp950", False), ("cp1252", False), ("ascii", True)]
)
def test_every_command_in_every_encoding(
    encoding: str, is_sound: bool, here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command fails on a character that the terminal does not have: it is escaped."""
    others = {name: [name, "a"] for name in _COMMANDS if name not in COMMANDS}
    if is_sound:
        here.notes("a", "- {id: n, quote: ō𠮷, kind: fact, text: {zh-Hant: 注}}")
    for name, arguments in (*MORE.items(), *others.items(), *COMMANDS.items()):
        out, told = (io.TextIOWrapper(io.BytesIO(), encoding, errors="strict") for _ in range(2))
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", told)
            assert main(arguments) in (0, 1, 2), name
        for stream in (out, told):
            stream.flush()
            stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("read", "init")])
def test_no_site_here(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder that is no site each command tells one fault, and what to do."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text("題目\n\n一篇文章。\n")
    for arguments in (COMMANDS[command], [] if command == "build" else COMMANDS[command]):
        assert main(arguments) == 1
        said = "".join(capsys.readouterr())
        assert said.startswith("config.yaml: there is no such file\n    help: run yizhu init DIR")
        assert said.count("help:") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.txt"]


def test_where_the_site_is(
    here: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside, above or below the site, or with the file by another name, that is told."""

    def told(folder: Path) -> str:
        monkeypatch.chdir(folder)
        assert main(["serve", "--no-open"]) == 1
        return capsys.readouterr().err

    assert "run the command there, cd ../../.." in told(here.root / "content" / "articles" / "a")
    assert "run the command in the site's folder: cd 𠮷站" in told(here.root.parent)
    shutil.move(here.root / "config.yaml", here.root / "config.yml")
    assert "rename config.yml to config.yaml" in told(here.root)
