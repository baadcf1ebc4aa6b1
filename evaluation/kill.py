"""``kill -9`` at random moments of a build: python evaluation/kill.py [--articles N] [--kills N] [--first N] [--jobs N]

Later builds: a site is built, all of its articles and a definition are edited, and the next build is killed. Each file in
site/ must then have the old or the new bytes. Every few kills one build may finish: it must make what a clean build
makes. First builds: the site's folder and the cache are removed, and the first build is killed several times in a row;
then one may finish. In both, files of other programs are in the site's folder (a CNAME, a .git, a page for a search
engine), and must not change. Ends with 1 if one of these does not hold.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from shutil import copytree, rmtree

REPO = Path(__file__).parents[1]
sys.path.insert(0, str(REPO / "benchmarks"))
from corpus import CONFIG, pairs, TOPICS, WHAT  # noqa: E402, I001

Files = dict[str, bytes]
FIRST = {
    "CNAME": b"example.org\n",
    ".git/config": b"[core]\n",
    ".git/objects/ab/cd": b"x",
    ".well-known/x": b"x",
}
LATER = FIRST | {"google123.html": b"mine\n", "zh-hant/mine/note.txt": b"mine\n"}  # when the folder is known
OWN = ".yizhu-"  # what builds write for themselves: the record, and files that wait


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--kills", type=int, default=200, help="of later builds")
    parser.add_argument("--first", type=int, default=200, help="kills of first builds")
    parser.add_argument("--between", type=int, default=4, help="kills until a build may end")
    parser.add_argument(
        "--late", type=float, default=0.5, help="of kills, so many from the moment files move in on"
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), given)
        return max(trial.run(is_first=True), trial.run(is_first=False))


class Trial:
    """A site, and the two states that it goes to and fro between."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.given, self.chance = given, random.Random(given.seed)
        self.site = folder / "site"
        self.states: list[Files] = []
        self.lasts = 0.0  # seconds of a build of everything
        for state in (1, 0):
            _write(self.site, given.articles, state)
            clean = folder / f"clean-{state}"
            copytree(self.site, clean, ignore=lambda _, names: {"site", ".yizhu"} & set(names))
            self._build(clean)
            self.states.insert(0, _files(clean / "site"))
            started = time.monotonic()
            self._build(self.site)
            self.lasts = time.monotonic() - started

    def run(self, is_first: bool) -> int:
        """Kill, look, and build to the end now and then."""
        seen: Counter[str] = Counter()
        kind, kills = ("first builds", self.given.first) if is_first else ("later builds", self.given.kills)
        foreign = FIRST if is_first else LATER
        many = len(self.states[0])
        print(
            f"{kind}: {self.given.articles} articles, {many} files, a build of {self.lasts:.0f} s", flush=True
        )
        for kill in range(kills):
            of_state = 0 if is_first else kill // self.given.between % 2
            old, new = (
                ({}, self.states[0]) if is_first else (self.states[of_state], self.states[1 - of_state])
            )
            if kill % self.given.between == 0:
                self._begin(is_first, 1 - of_state, foreign)
            is_killed = self._killed()
            seen["killed" if is_killed else "ended before"] += 1
            self.lasts *= 1.03 if is_killed else 0.85  # the machine has more to do, or less
            seen["broken files"] += self._broken(old, new, foreign, kill)
            seen["lost files of others"] += self._lost(foreign)
            if (kill + 1) % self.given.between == 0:
                seen["refused by the next build"] += not self._build(self.site, must=False)
                seen["ended"] += 1
                seen["unlike a clean build"] += _files(self.site / "site") != new | foreign
                print(", ".join(f"{what}: {many}" for what, many in seen.items()), flush=True)
        laws = ("broken files", "lost files of others", "refused by the next build", "unlike a clean build")
        return int(any(seen[law] for law in laws))

    def _begin(self, is_first: bool, state: int, foreign: Files) -> None:
        """What stands there before the kills that follow."""
        if is_first:
            rmtree(self.site / "site", ignore_errors=True)
            rmtree(self.site / ".yizhu", ignore_errors=True)
            state = 0
        _write(self.site, self.given.articles, state)
        for path, content in foreign.items():
            (self.site / "site" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.site / "site" / path).write_bytes(content)

    def _killed(self) -> bool:
        process = subprocess.Popen(
            self._command,
            cwd=self.site,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            if self.chance.random() < self.given.late:
                self._wait_for_moving(process)
                process.wait(self.chance.uniform(0, self.lasts / 50))
            else:
                process.wait(self.chance.uniform(0, self.lasts))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return process.wait() != 0
        return False

    def _wait_for_moving(self, process: subprocess.Popen[bytes]) -> None:
        """Until the first file was replaced, or the build has ended."""
        marks = [self.site / "site" / name for name in (".yizhu-site", "assets/yizhu.css", "404.html")]
        marks.append(self.site / "site/en/a00000/index.html")
        before = [_stamp(mark) for mark in marks]
        while process.poll() is None and [_stamp(mark) for mark in marks] == before:
            time.sleep(0.002)

    def _broken(self, old: Files, new: Files, foreign: Files, kill: int) -> int:
        """How many files are neither what they were nor what they shall be."""
        there = {path: raw for path, raw in _files(self.site / "site").items() if not path.startswith(OWN)}
        broken = [p for p, raw in there.items() if p not in foreign and raw not in (old.get(p), new.get(p))]
        broken += [p for p in old.keys() & new.keys() if p not in there and not p.startswith(OWN)]
        for path in broken:
            print(f"kill {kill}: {path} is broken", flush=True)
        return len(broken)

    def _lost(self, foreign: Files) -> int:
        """How many files of others are not what they were."""
        there = _files(self.site / "site")
        return sum(there.get(path) != content for path, content in foreign.items())

    def _build(self, folder: Path, must: bool = True) -> bool:
        done = subprocess.run(self._command, cwd=folder, check=must, stdout=subprocess.DEVNULL)
        return done.returncode == 0

    @property
    def _command(self) -> list[str]:
        return [sys.executable, str(REPO / "build.py"), "build", "--jobs", str(self.given.jobs)]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        known = path.stat()
    except OSError:
        return 0, 0
    return known.st_ino, known.st_mtime_ns


def _write(site: Path, articles: int, state: int) -> None:
    """Short articles; in the second state each says more, and one in ten is another's place in the list."""
    terms, words = pairs(TOPICS)[:20], pairs(WHAT)
    site.mkdir(parents=True, exist_ok=True)
    (site / "config.yaml").write_text(CONFIG, "utf-8")
    for number in range(articles):
        folder = site / f"content/articles/a{number:05}"
        folder.mkdir(parents=True, exist_ok=True)
        (chinese, english), (what, thing) = terms[number % 20], words[number % len(words)]
        day = (number * 7 + (state if number % 10 == 0 else 0)) % 28 + 1
        front = f"published: 2024-{number % 12 + 1:02}-{day:02}\n"
        more = "這一篇後來又改過。" if state else ""
        ending = "This one was changed." if state else ""
        _text(folder / "zh-Hant.md", f"第{number}篇", front, f"{what}與{chinese}。{more}", f"再說{chinese}。")
        _text(folder / "en.md", f"No. {number}", "", f"{thing} and {english}. {ending}", f"Again: {english}.")
    entries = "".join(
        f"- id: t{nth}\n  forms: {{zh-Hant: [{zh}], en: [{en}]}}\n"
        f"  definition: {{en: 'Of {en}, {state if nth == 7 else 0}.'}}\n"
        for nth, (zh, en) in enumerate(terms)
    )
    (site / "content/glossary").mkdir(parents=True, exist_ok=True)
    (site / "content/glossary/terms.yaml").write_text(entries, "utf-8")


def _text(path: Path, title: str, front: str, *paragraphs: str) -> None:
    path.write_text(f"---\ntitle: {title}\n{front}---\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


def _files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
