"""Same inputs, same bytes: whatever the clock, the machine, the order, and what was built before."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from testbed import REPO, Site, files_in, yizhu

from yizhu.build.pipeline import Options, build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's own site, enough of it for a second process to pay for itself."""
    root = tmp_path_factory.mktemp("bytes") / "a"
    root.mkdir()
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "theme", root / "theme")
    shutil.copy(REPO / "config.yaml", root)
    return root


@pytest.fixture(scope="module")
def cold(folder: Path) -> dict[str, bytes]:
    """Its first build."""
    build(Options(folder / "config.yaml", folder.parent / "cold"))
    return files_in(folder.parent / "cold")


def again(folder: Path, name: str, **options: object) -> dict[str, bytes]:
    out = folder.parent / name
    build(Options(folder / "config.yaml", out, **options))  # type: ignore[arg-type]
    return files_in(out)


def test_warm(folder: Path, cold: dict[str, bytes]) -> None:
    """A second build remembers, and makes the same."""
    assert again(folder, "warm") == cold


def test_without_memory(folder: Path, cold: dict[str, bytes]) -> None:
    """.yizhu may be deleted at any time."""
    shutil.rmtree(folder / ".yizhu")
    assert again(folder, "bare") == cold


def test_by_several(folder: Path, cold: dict[str, bytes]) -> None:
    """Two processes make what one makes."""
    assert again(folder, "two", jobs=2, clean=True) == cold
    assert again(folder, "one", jobs=1, clean=True) == cold


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Taipei", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
        {"TZ": "America/Los_Angeles", "LANG": "zh_TW.UTF-8", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4242"},
    ],
)
def test_elsewhere(folder: Path, cold: dict[str, bytes], environment: dict[str, str], tmp_path: Path) -> None:
    """Another zone, locale, hash seed and current folder."""
    done = yizhu(
        "--config",
        str(folder / "config.yaml"),
        "--out",
        str(tmp_path / "out"),
        "--clean",
        cwd=tmp_path,
        **environment,
    )
    assert done.returncode == 0, done.stderr
    assert files_in(tmp_path / "out") == cold


def test_files_in_another_order(folder: Path, cold: dict[str, bytes], tmp_path: Path) -> None:
    """The order in which files were made, their dates and modes say nothing."""
    files = [p for p in folder.rglob("*") if p.is_file() and ".yizhu" not in p.parts]
    random.Random(7).shuffle(files)
    for number, path in enumerate(files):
        target = tmp_path / "b" / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        target.chmod(0o640)
        os.utime(target, (1_000_000 + number, 1_000_000 + number))
    build(Options(tmp_path / "b" / "config.yaml"))
    assert files_in(tmp_path / "b" / "site") == cold


def test_by_way_of_other_content(site: Site) -> None:
    """What was built before leaves no trace."""
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}}").article("a", "蒸餾一。").article(
        "b", "蒸餾二。"
    ).build()
    first = site.files()
    site.article("a", "蒸餾，另一句。").article("c", "三。").remove("content/articles/b").build()
    site.article("a", "蒸餾一。").article("b", "蒸餾二。").remove("content/articles/c").build()
    assert site.files() == first


def test_faults_come_in_one_order(site: Site) -> None:
    """Faults, too, are the same whatever the hash seed."""
    site.article("a", "{zeta=1 alpha=2 beta=3 gamma=4}\n[一]{x=1 y=2 w=3}")
    told = {yizhu(cwd=site.root, PYTHONHASHSEED=seed).stderr for seed in ("1", "2", "3", "4", "5", "6")}
    assert len(told) == 1
