"""Which files of three sites differ between two states of the program: python evaluation/same_bytes.py --record FILE

python evaluation/same_bytes.py (--record FILE | --compare FILE) [--articles N] [--jobs N]

The sites: the real one, tests/golden/site, and a made-up one of N articles (default 200) with 60 terms, ``mark: all``
and readings on. ``--record`` writes the SHA-256 of every file; ``--compare`` prints the paths that were added, removed
or changed since, and exits with 1 if there are any. Seconds (wall; processor, all processes) of a cold build, one where
nothing changed and one after an edit of one article are printed with both.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "benchmarks"))
from corpus import make  # noqa: E402

READINGS = {"zh-hant": "tw", "zh-hans": "cn"}


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--record", type=Path)
    parser.add_argument("--compare", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hashes = {
            name: _hashes(root, given.jobs) for name, root in _sites(Path(folder), given.articles).items()
        }
        _time_an_edit(Path(folder) / "corpus", given.jobs)
    if given.record:
        given.record.write_text(json.dumps(hashes, indent=0, sort_keys=True), "utf-8")
    if given.compare:
        return _compare(json.loads(given.compare.read_text("utf-8")), hashes)
    return 0


def _sites(folder: Path, articles: int) -> dict[str, Path]:
    """The folders of the three sites, copied to where nothing of earlier builds stands."""
    ignored = shutil.ignore_patterns("site", ".yizhu")
    shutil.copytree(REPO / "content", folder / "real/content")
    shutil.copy(REPO / "config.yaml", folder / "real/config.yaml")
    if (REPO / "theme").is_dir():
        shutil.copytree(REPO / "theme", folder / "real/theme")
    shutil.copytree(REPO / "tests/golden/site", folder / "golden", ignore=ignored)
    make(folder / "corpus", articles, 60)
    config = folder / "corpus/config.yaml"
    text = config.read_text("utf-8") + "mark: all\n"
    for name, region in READINGS.items():
        text = text.replace(f"{{name: {name},", f"{{name: {name}, readings: {region},")
    config.write_text(text, "utf-8")
    return {name: folder / name for name in ("real", "golden", "corpus")}


def _hashes(root: Path, jobs: int) -> dict[str, str]:
    """The SHA-256 of every file of a site that is built from nothing."""
    _timed(f"{root.name}, cold", root, jobs)
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def _time_an_edit(root: Path, jobs: int) -> None:
    for _ in range(3):
        _timed(f"{root.name}, nothing changed", root, jobs)
    for nth in range(3):
        text = root / "content/articles/a00007/zh-Hant.md"
        text.write_text(text.read_text("utf-8") + f"\n又一段，第{nth}次。\n", "utf-8")
        english = text.with_name("en.md")
        english.write_text(english.read_text("utf-8") + f"\nOne more, time {nth}.\n", "utf-8")
        _timed(f"{root.name}, one edit", root, jobs)


def _timed(what: str, root: Path, jobs: int) -> None:
    before, start = os.times(), time.perf_counter()
    command = [
        sys.executable,
        str(REPO / "build.py"),
        "--config",
        str(root / "config.yaml"),
        "--jobs",
        str(jobs),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(REPO)})
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{what:<24}{time.perf_counter() - start:8.2f} s{cpu:8.2f} s")


def _compare(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> int:
    changes = 0
    for site, files in now.items():
        for path in sorted(files.keys() | before[site].keys()):
            old, new = before[site].get(path), files.get(path)
            if old != new:
                changes += 1
                print(f"{site}/{path}: {'changed' if old and new else 'added' if new else 'removed'}")
    print(f"{changes} of {sum(len(files) for files in now.values())} files differ")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
