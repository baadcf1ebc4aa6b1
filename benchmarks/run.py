"""How long builds take, beside Hugo's and Eleventy's on the same articles, where they are installed.

python benchmarks/run.py [--articles N] [--terms N …] [--runs N] [--only WORD]

A row each: wall and processor seconds and peak memory of one process (medians), and how many times Yizhu's that is.
The floor is what any program must do: read all input, and copy the finished site.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import peers
from corpus import make

REPO = Path(__file__).parent.parent
YIZHU = [sys.executable, str(REPO / "build.py")]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost."""

    wall: float  # seconds
    cpu: float
    memory: float  # MB, of the largest process


@dataclass(frozen=True, slots=True)
class Row:
    """A command, and what stands before each of its runs."""

    name: str
    folder: Path
    command: list[str]
    before: Callable[[], None]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--terms", type=int, nargs="+", default=[60])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="rows whose name holds this")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for terms in given.terms:
            print(
                f"\n{given.articles} articles, {terms} terms, median of {given.runs} runs, {os.cpu_count()} cores\n"
            )
            print("| | wall s | CPU s | memory MB | times Yizhu, cold |\n|---|---|---|---|---|")
            first: Cost | None = None
            for row in _rows(Path(folder) / str(terms), given.articles, terms):
                if given.only in row.name:
                    cost = _measured(row, given.runs)
                    first = first or cost
                    ratio = f"{cost.wall / first.wall:.2f}"
                    print(
                        f"| {row.name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.memory:.0f} | {ratio} |",
                        flush=True,
                    )
    return 0  # fmt: skip


def _rows(folder: Path, articles: int, terms: int) -> Iterator[Row]:
    site = folder / "yizhu"
    make(site, articles, terms)
    yield Row("cold", site, [*YIZHU, "build"], lambda: _forget(site))
    yield Row("nothing changed", site, [*YIZHU, "build"], lambda: _settled(site))
    yield Row("one paragraph edited", site, [*YIZHU, "build"], lambda: _edited(site, "\n---\n\n"))
    yield Row("one summary edited", site, [*YIZHU, "build"], lambda: _edited(site, "summary:"))
    yield Row("one definition edited", site, [*YIZHU, "build"], lambda: _defined(site))
    yield Row("floor: read and copy", site, ["sh", "-c", _COPY], lambda: None)
    yield Row("bare Python", site, [sys.executable, "-c", ""], lambda: None)
    yield Row("yizhu --help", site, [*YIZHU, "--help"], lambda: None)
    for name, write in (("Hugo", peers.hugo), ("Eleventy", peers.eleventy)):
        if not shutil.which(name.lower()):
            print(f"| {name}: not installed | | | | |")
            continue
        for many in (0, terms):
            home = folder / f"{name}-{many}"
            told = f"{name}, {many} terms" if many else f"{name}, plain"
            yield Row(told, home, write(site, home, many), partial(_gone, home / "public"))


_COPY = "cat content/articles/*/* > /dev/null; rm -rf ../copy; cp -r site ../copy"


def _forget(site: Path) -> None:
    _gone(site / ".yizhu")
    _gone(site / "site")


def _gone(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _settled(site: Path) -> None:
    """Build until there is nothing to do: what was written a moment ago is not trusted at once."""
    time.sleep(0.2)
    subprocess.run([*YIZHU, "build"], cwd=site, check=True, stdout=subprocess.DEVNULL)


def _edited(site: Path, behind: str) -> None:
    """A paragraph stands on the page of its article only, a summary in lists and beside neighbours, too."""
    article = site / "content/articles/a00050/zh-Hant.md"
    before, there, after = article.read_text("utf-8").partition(behind)
    article.write_text(before + there + after.replace("。", "，又記。", 1), "utf-8")
    time.sleep(0.2)


def _defined(site: Path) -> None:
    glossary = site / "content/glossary/terms.yaml"
    glossary.write_text(glossary.read_text("utf-8").replace("Entry 7", "Entry 7, anew", 1), "utf-8")
    time.sleep(0.2)


def _measured(row: Row, runs: int) -> Cost:
    costs = []
    for _ in range(runs):
        row.before()
        costs.append(_run(row))
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))


def _run(row: Row) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen(row.command, cwd=row.folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{row.name}: {row.command} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
