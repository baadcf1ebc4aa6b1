"""Words that state.yaml lacks are found in a repository's history; nothing in it runs, and no build reads it."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from testbed import Site

from yizhu.check.lint import check
from yizhu.check.translations import old_words
from yizhu.check.translations.git_objects import Repository, Unreadable, find_repository
from yizhu.cli import main

STATE = "content/articles/a/state.yaml"
TEXT = "content/articles/a/zh-Hant.md"
SOURCE = ["# 須知", "本模型可以用於商業。", "研究者須註明出處。", "完。"]
ENGLISH = ["# Rules", "The model may be used commercially.", "Researchers must name the source.", "The end."]
STALE = "p2 is stale: the source has changed since it was translated: 本模型{+絕不+}可以用於商業。"


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *who, *words], cwd=folder, env=alone, check=True, capture_output=True)
    return done.stdout.decode()


def commit(site: Site) -> None:
    git(site.root, "add", "-A")
    git(site.root, "commit", "-qm", "x")


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A repository whose article was signed, then changed in p2; state.yaml has lost its words."""
    monkeypatch.chdir(site.root)
    git(site.root, "init", "-q")
    site.article("a", "\n\n".join(SOURCE), front="rights: x")
    site.article("a", "\n\n".join(ENGLISH), lang="en", front="status: draft")
    assert main(["accept", "a", "--translation", "en", "--date", "2026-05-01"]) == 0
    commit(site)
    site.article("a", "\n\n".join([SOURCE[0], "本模型絕不可以用於商業。", *SOURCE[2:]]), front="rights: x")
    lose_words(site)
    commit(site)
    return site


def lose_words(site: Site) -> None:
    path = site.root / STATE
    path.write_text(re.sub(r'^words:\n(  ".*\n)+', "", path.read_text("utf-8"), flags=re.M), "utf-8")


def warnings(site: Site) -> str:
    return "\n".join(str(fault) for fault in check(site.root / "config.yaml"))


@pytest.mark.parametrize("how", ["loose", "packed", "detached", "branch"])
def test_the_difference_is_found(here: Site, how: str) -> None:
    """However git keeps the old text, check shows the difference from it."""
    if how == "packed":
        git(here.root, "gc", "-q", "--aggressive")
        assert not list((here.root / ".git/objects").glob("[0-9a-f][0-9a-f]"))
    elif how == "detached":
        git(here.root, "checkout", "-q", "--detach")
    elif how == "branch":
        git(here.root, "checkout", "-q", "-b", "one/two")
    assert STALE in warnings(here)


def test_a_site_below_the_repository(here: Site, tmp_path: Path) -> None:
    """The site may lie in a folder of the repository."""
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    (here.root / ".git").rename(tmp_path / "old.git")
    here.root.rename(outer / "site")
    moved = Site(outer / "site")
    moved.article("a", "\n\n".join(SOURCE), front="rights: x")
    git(outer, "add", "-A")
    git(outer, "commit", "-qm", "x")
    moved.article("a", "\n\n".join([SOURCE[0], "本模型絕不可以用於商業。", *SOURCE[2:]]), front="rights: x")
    assert STALE in warnings(moved)


def test_signing_keeps_what_was_found(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """accept prints the difference, and writes the words that other lines were made from into state.yaml."""
    capsys.readouterr()
    assert main(["accept", "a", "--translation", "en", "p1"]) == 0
    assert "本模型" not in (here.root / STATE).read_text("utf-8")  # it is signed already: nothing is written
    assert main(["accept", "a", "--translation", "en", "--state", "machine", "p1"]) == 0
    assert '"本模型可以用於商業。"' in (here.root / STATE).read_text("utf-8")
    lose_words(here)
    assert main(["accept", "a", "--translation", "en", "p2"]) == 0
    assert "    source: 本模型{+絕不+}可以用於商業。" in capsys.readouterr().out


def test_without_history(here: Site) -> None:
    """Where git has no such words, or is not there, the passage is stale without a difference."""
    (here.root / ".git").rename(here.root / "git")
    assert "p2 is stale: the source has changed since it was translated\n" in warnings(here)
    (here.root / ".git").symlink_to(here.root / "git")
    assert "p2 is stale: the source has changed since it was translated\n" in warnings(here)
    (here.root / ".git").unlink()
    here.write(".git", "gitdir: git")
    assert "p2 is stale: the source has changed since it was translated\n" in warnings(here)


def test_nothing_of_it_runs(here: Site, tmp_path: Path) -> None:
    """A repository that names programs to run runs none."""
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    trap.chmod(0o755)
    keys = (
        "core.fsmonitor",
        "core.sshCommand",
        "diff.external",
        "core.pager",
        "gpg.program",
        "diff.x.textconv",
    )
    for key in keys:
        git(here.root, "config", key, str(trap))
    here.write(".gitattributes", "*.md diff=x")
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        shutil.copy(trap, here.root / ".git/hooks" / hook)
    assert STALE in warnings(here)
    assert not (tmp_path / "ran").exists()


def test_no_build_reads_it(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build, also a strict one, looks for no repository."""

    def refuse(folder: Path) -> Repository | None:
        raise AssertionError(folder)

    monkeypatch.setattr(old_words, "find_repository", refuse)
    assert main(["build"]) == 0
    assert main(["build", "--strict"]) == 1
    with pytest.raises(AssertionError):
        check(here.root / "config.yaml")


def test_versions_are_those_of_git(tmp_path: Path) -> None:
    """Every version of a text is found, over merges, loose or packed, with the bytes that git gives."""
    chance = random.Random(1)
    git(tmp_path, "init", "-q", "-b", "main")
    lines = [f"line {n} {chance.random()}" for n in range(400)]
    (tmp_path / "a/b").mkdir(parents=True)
    for nth in range(24):
        lines[chance.randrange(400)] = f"changed {nth} {chance.random()}"
        (tmp_path / "a/b/c.md").write_text("\n".join(lines))
        (tmp_path / f"other{nth % 3}.md").write_text(str(nth))
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", str(nth))
        if nth == 10:
            git(tmp_path, "checkout", "-q", "-b", "side")
        if nth == 14:
            git(tmp_path, "gc", "-q")
        if nth == 16:
            git(tmp_path, "checkout", "-q", "main")
            git(tmp_path, "merge", "-q", "-X", "theirs", "-m", "m", "side")
    for _ in range(2):
        repository = find_repository(tmp_path / "a")
        assert repository
        found = {
            version: repository.read(version, "blob") for version in repository.list_versions("a/b/c.md")
        }
        ids = {
            git(tmp_path, "rev-parse", f"{one}:a/b/c.md").strip()
            for one in git(tmp_path, "rev-list", "HEAD").split()
        }
        assert set(found) == ids
        assert all(data.decode() == git(tmp_path, "cat-file", "blob", id) for id, data in found.items())
        repository.close()
        git(tmp_path, "gc", "-q", "--aggressive", "--prune=now")


@pytest.mark.parametrize("seed", range(30))
def test_damaged_repositories(here: Site, seed: int) -> None:
    """What is damaged is unknown, and stops nothing."""
    chance = random.Random(seed)
    git(here.root, "gc", "-q", "--aggressive")
    files = [
        path
        for path in (here.root / ".git").rglob("*")
        if path.is_file() and path.suffix in ("", ".pack", ".idx")
    ]
    for path in chance.sample(files, 6) + list((here.root / ".git/objects/pack").glob("*")):
        path.chmod(0o644)
        raw = bytearray(path.read_bytes())
        for _ in range(1 + chance.randrange(8)):
            if raw:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(bytes(raw[: chance.randrange(len(raw) + 1)] if chance.random() < 0.2 else raw))
    assert "p2 is stale" in warnings(here)


def test_another_kind_of_object(here: Site) -> None:
    """An object of another kind than the one that is asked for is unreadable."""
    repository = find_repository(here.root)
    assert repository
    version = next(repository.list_versions(TEXT))
    with pytest.raises(Unreadable):
        repository.read(version, "tree")
