"""Whether merged shards are what one build makes, and what they cost: python evaluation/shards.py [--articles N] [--shards N] [--short]

A made-up site (benchmarks/corpus.py) is built by one process, then by shards, each a process of its own, and merged. One
shard is killed and made again. Prints how many files differ, the seconds of processor time of an article, and the most
memory of a process. ``--short``: articles of five passages instead of thirty. ``--one`` 0 leaves out the one build.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "benchmarks"))
import corpus  # noqa: E402


def main() -> int:
    """Print the figures; 1 if a file differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--one", type=int, default=1)
    given = parser.parse_args()
    if given.short:
        corpus.PASSAGES, corpus.CHARACTERS = 5, 650
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        corpus.make(home, given.articles, 60)
        _kill_one(home, given.shards)
        for number in range(1, given.shards + 1):
            _run(home, "build", "--shard", f"{number}/{given.shards}", "--jobs", "1")
        made = _report(f"{given.shards} shards", given.articles)
        _run(home, "merge", "shards", "--out", "merged", "--jobs", "1")
        _report("merge", given.articles, made)
        if not given.one:
            return 0
        shutil.rmtree(home / ".yizhu")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        _run(home, "build", "--out", "whole", "--jobs", "1")
        _report("one build", given.articles, before)
        merged, whole = _hashes(home / "merged"), _hashes(home / "whole")
        differing = [path for path in merged.keys() | whole.keys() if merged.get(path) != whole.get(path)]
        print(f"{len(differing)} of {len(whole)} files differ")
        return int(bool(differing))


def _kill_one(home: Path, shards: int) -> None:
    """Start a shard and kill it in the middle."""
    command = _command("build", "--shard", f"1/{shards}", "--jobs", "1")
    with subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL) as begun:
        time.sleep(2)
        begun.send_signal(signal.SIGKILL)
    print(f"killed a shard; it left {[path.name for path in sorted((home / 'shards').glob('*.shard'))]}")


def _report(what: str, articles: int, before: float = 0.0) -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime - before
    print(
        f"{what}: {seconds:.1f} s of processor time, {seconds / articles * 1000:.1f} ms an article; "
        f"most memory of a process so far {used.ru_maxrss / 1024:.0f} MiB"
    )
    return used.ru_utime


def _run(home: Path, *arguments: str) -> None:
    subprocess.run(_command(*arguments), cwd=home, check=True, stdout=subprocess.DEVNULL)


def _command(*arguments: str) -> Sequence[str]:
    return [sys.executable, str(REPO / "build.py"), *arguments]


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".yizhu-site"
    }


if __name__ == "__main__":
    sys.exit(main())
