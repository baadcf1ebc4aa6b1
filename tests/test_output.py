"""Files reach site/ whole, and only when all is well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from testbed import files_in

from yizhu.fault import Faults
from yizhu.output import Written, check_target, move_in, remove, stage, sweep
from yizhu.page import File

SIGNS = [File(".nojekyll", b""), File("sitemap.xml", b""), File("robots.txt", b"")]


def write(files: list[File], site: Path, staging: Path) -> Written:
    """Stage what differs, move it in, remove the rest: what a build does."""
    staged = [file.path for file in files if stage(file, site, staging)]
    before = set(files_in(site)) if site.is_dir() else set()
    move_in(staged, site, staging)
    strays = tuple(sorted(before - {file.path for file in files}))
    remove(strays, site)
    return Written(tuple(staged), len(files) - len(staged), strays)


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_what_is_written_kept_and_removed(tmp_path: Path) -> None:
    """What differs is written, what is the same is left alone, what nothing claims is removed."""
    site, staging = tmp_path / "site", tmp_path / "staging"
    write([File("a/index.html", b"1"), File("b/index.html", b"1"), File("c/d/e", b"1")], site, staging)
    before = (site / "a/index.html").stat()
    done = write([File("a/index.html", b"1"), File("b/index.html", b"2")], site, staging)
    assert (done.made, done.kept, done.removed) == (("b/index.html",), 1, ("c/d/e",))
    assert files_in(site) == {"a/index.html": b"1", "b/index.html": b"2"}
    assert (site / "a/index.html").stat().st_ino == before.st_ino
    assert (site / "a/index.html").stat().st_mtime_ns == before.st_mtime_ns
    assert not (site / "c").exists()
    assert not staging.exists()


def test_a_staging_folder_that_was_left_is_swept(tmp_path: Path) -> None:
    """What a build staged that was cut short never reaches the site; what another stages now is left alone."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    put(tmp_path / f"staging-{gone.pid}", old="x")
    put(tmp_path / f"staging-{os.getppid()}", new="x")
    sweep(tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == [f"staging-{os.getppid()}"]


def test_foreign_files_are_safe(tmp_path: Path) -> None:
    """A folder with files that Yizhu did not make is not written to; an empty or a built one is."""
    site = tmp_path / "site"
    check_target(site, "site", [])
    put(site, thesis="mine")
    with pytest.raises(Faults, match="holds files that Yizhu did not make"):
        check_target(site, "site", [])
    assert files_in(site) == {"thesis": b"mine"}
    (site / "thesis").unlink()
    check_target(site, "site", [])
    write(SIGNS, site, tmp_path / "staging")
    check_target(site, "site", [])


@pytest.mark.parametrize("target", ["content", "content/x", "."])
def test_the_content_is_safe(tmp_path: Path, target: str) -> None:
    """Nothing is written into, over or around the content."""
    (tmp_path / "content").mkdir()
    with pytest.raises(Faults, match="holds or lies in content/"):
        check_target(tmp_path / target, target, [tmp_path / "content"])


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The site is a folder."""
    put(tmp_path, site="x")
    with pytest.raises(Faults, match="a file, not a folder"):
        check_target(tmp_path / "site", "site", [])


def test_a_link_to_the_content_is_the_content(tmp_path: Path) -> None:
    """A symbolic link does not get around it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "content")
    with pytest.raises(Faults):
        check_target(tmp_path / "site", "site", [tmp_path / "content"])


def test_a_folder_becomes_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    """What stood at an address does not stand in the way of what stands there now."""
    site, staging = tmp_path / "site", tmp_path / "staging"
    write([File("assets/a/x.png", b"1"), File("assets/b", b"1")], site, staging)
    write([File("assets/a", b"2"), File("assets/b/x.png", b"2")], site, staging)
    assert files_in(site) == {"assets/a": b"2", "assets/b/x.png": b"2"}
