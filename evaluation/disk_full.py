"""Build on a full disk and into read-only folders: python evaluation/disk_full.py [--articles N] [--places N]

A site is built, then all of its articles are edited. During the next build the system refuses something: one writing
call, at as many places as asked for, with ENOSPC, EACCES or EROFS; and, where this program may mount a disk (as root, on
Linux), a real disk is full, for the site's folder and for the whole project. Each build must either fail with a fault
and leave the old site whole, or succeed and leave the new site whole; there must be no traceback. The build after it,
without refusals, must make what a clean build makes. Ends with 1 if one of these does not hold.
"""

from __future__ import annotations

import argparse
import builtins
import errno
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

REPO = Path(__file__).parents[1]
sys.path[:0] = [str(REPO), str(REPO / "evaluation")]
from kill import OWN, _files, _write  # noqa: E402

CALLS = ("open", "replace", "link", "mkdir", "fsync")
ERRORS = ("ENOSPC", "EACCES", "EROFS")


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--places", type=int, default=20)
    parser.add_argument("--refuse", nargs=2, metavar=("NTH", "ERROR"), help="build here, and refuse one call")
    given = parser.parse_args()
    if given.refuse:
        return refused_build(int(given.refuse[0]), getattr(errno, given.refuse[1]))
    with tempfile.TemporaryDirectory() as folder:
        return Trial(Path(folder), given).run()


def refused_build(nth: int, error: int) -> int:
    """Build the site in the current folder; the nth call of the system that writes is refused. Tells how many there were."""
    from yizhu.cli import main as yizhu

    count = [0]
    for name in CALLS:
        setattr(os, name, _refusing(getattr(os, name), count, nth, error))
    builtins.open = _refusing(open, count, nth, error)
    status = yizhu(["build", "--jobs", "1"])
    print(f"calls: {count[0]}")
    return status


def _refusing(call: Callable[..., Any], count: list[int], nth: int, error: int) -> Callable[..., Any]:
    def refusing(*given: Any, **named: Any) -> Any:
        how = given[1] if len(given) > 1 else "r"
        if call.__name__ != "open" or (how & os.O_CREAT if isinstance(how, int) else "w" in how):
            count[0] += 1
            if count[0] == nth:
                raise OSError(error, os.strerror(error), str(given[0]))
        return call(*given, **named)

    refusing.__name__ = call.__name__
    return refusing


class Trial:
    """A site as it was, and what a clean build makes of it when it is edited."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.given, self.folder, self.seen = given, folder, Counter[str]()
        self.before, after = folder / "before", folder / "after"
        _write(self.before, given.articles, 0)
        _build(self.before)
        copytree(self.before, after, ignore=lambda _, names: {"site", ".yizhu"} & set(names))
        _write(after, given.articles, 1)
        _build(after)
        self.old, self.new = _files(self.before / "site"), _files(after / "site")

    def run(self) -> int:
        """Refuse one thing after the other."""
        for error in ERRORS:
            many = self._refused("0", error)
            for place in range(self.given.places):
                self._refused(str(1 + place * many // self.given.places), error)
            self._tell(f"{error} at {self.given.places} of {many} calls")
        for what in ("site", "."):
            if not self._can_mount():
                print("no disk can be mounted here: no real disk was full")
                break
            for place in range(self.given.places):
                self._full(what, place)
            self._tell(f"a full disk, {'of the site' if what == 'site' else 'of the project'}")
        return int(any(many for what, many in self.seen.items() if what.startswith("broken")))

    def _tell(self, what: str) -> None:
        print(f"{what}: {', '.join(f'{name}: {many}' for name, many in self.seen.items())}", flush=True)
        if not any(name.startswith("broken") for name in self.seen):
            self.seen.clear()

    def _refused(self, nth: str, error: str) -> int:
        """A build in which one call is refused. Returns how many calls there were."""
        site = self._edited(self.folder / "trial")
        command = [sys.executable, __file__, "--refuse", nth, error]
        done = subprocess.run(command, cwd=site, capture_output=True, text=True)
        self._judge(site, done, f"{error} at call {nth}")
        return int(done.stdout.rpartition("calls: ")[2] or 0)

    def _edited(self, site: Path) -> Path:
        """The site as it was built, with all articles edited."""
        if not site.is_mount():
            rmtree(site, ignore_errors=True)
        copytree(self.before, site, dirs_exist_ok=True)
        _write(site, self.given.articles, 1)
        return site

    def _full(self, what: str, place: int) -> None:
        """A build on a disk that is full when so many of the new files, or of all that is remembered, are written."""
        site = self.folder / "trial"
        rmtree(site, ignore_errors=True)
        (site / what).mkdir(parents=True)
        _mount(site / what, "1g")
        self._edited(site)
        used = _used(site / what)
        needed = sum(map(len, self.new.values())) * (1 if what == "site" else 2)
        _mount(site / what, str(used + needed * place // self.given.places), "remount,")
        done = _run(site)
        _mount(site / what, "1g", "remount,")
        self._judge(site, done, f"{what} full at {place}")
        subprocess.run(["umount", "-l", site / what], check=True)

    def _judge(self, site: Path, done: subprocess.CompletedProcess[str], where: str) -> None:
        there = {path: raw for path, raw in _files(site / "site").items() if not path.startswith(OWN)}
        old, new = (
            {p: raw for p, raw in files.items() if p not in (RECORD,)} for files in (self.old, self.new)
        )
        stands = new if done.returncode == 0 else old
        verdict = "built" if done.returncode == 0 else "a fault"
        if "Traceback" in done.stderr or done.returncode not in (0, 1):
            verdict = "broken: a traceback"
        elif there != stands:
            verdict = "broken: the site is not whole"
        elif _run(site).returncode or _files(site / "site") != self.new:
            verdict = "broken: the next build"
        self.seen[verdict] += 1
        if verdict.startswith("broken"):
            print(f"{where}: {verdict}\n{done.stderr}", flush=True)

    def _can_mount(self) -> bool:
        folder = self.folder / "mount"
        folder.mkdir(exist_ok=True)
        mounted = sys.platform == "linux" and _mount(folder, "1m", must=False)
        if mounted:
            subprocess.run(["umount", folder], check=True)
        return mounted


RECORD = ".yizhu-site"


def _mount(folder: Path, size: str, how: str = "", must: bool = True) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"{how}size={size}", "tmpfs", str(folder)]
    return subprocess.run(command, check=must, capture_output=not must).returncode == 0


def _used(folder: Path) -> int:
    known = os.statvfs(folder)
    return (known.f_blocks - known.f_bfree) * known.f_frsize


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(REPO / "build.py"), "build", "--jobs", "1"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def _build(folder: Path) -> None:
    done = _run(folder)
    if done.returncode:
        raise SystemExit(done.stderr)


if __name__ == "__main__":
    sys.exit(main())
