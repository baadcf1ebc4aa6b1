"""``kill -9`` at random moments of a build: python evaluation/kill.py [--articles N] [--kills N] [--jobs N]

A site stands built; all of its articles and a definition are edited, and the build that follows is killed. Each file in
site/ must then be, byte by byte, what it was or what it shall be. Every few kills a build may end: it must make what a
clean build makes, and the next edits follow. Ends with 1 if a law was broken.
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
from shutil import copytree

REPO = Path(__file__).parents[1]
sys.path.insert(0, str(REPO / "benchmarks"))
from corpus import CONFIG, pairs, TOPICS, WHAT  # noqa: E402, I001

Files = dict[str, bytes]


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--between", type=int, default=4, help="kills until a build may end")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return Trial(Path(folder), given).run()


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

    def run(self) -> int:
        """Kill, look, and build to the end now and then."""
        seen: Counter[str] = Counter()
        print(
            f"{self.given.articles} articles, {len(self.states[0])} files, a build of {self.lasts:.0f} s",
            flush=True,
        )
        for kill in range(self.given.kills):
            of_state = kill // self.given.between % 2
            old, new = self.states[of_state], self.states[1 - of_state]
            if kill % self.given.between == 0:
                _write(self.site, self.given.articles, 1 - of_state)
            seen["killed" if self._killed() else "ended before"] += 1
            seen["broken"] += self._broken(old, new, kill)
            if (kill + 1) % self.given.between == 0:
                self._build(self.site)
                seen["ended"] += 1
                seen["unlike a clean build"] += _files(self.site / "site") != new
                print(", ".join(f"{what}: {many}" for what, many in seen.items()), flush=True)
        return 1 if seen["broken"] or seen["unlike a clean build"] else 0

    def _killed(self) -> bool:
        process = subprocess.Popen(
            self._command, cwd=self.site, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(self.chance.uniform(0, self.lasts))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return process.wait() != 0
        return False

    def _broken(self, old: Files, new: Files, kill: int) -> int:
        """How many files are neither what they were nor what they shall be."""
        there = _files(self.site / "site")
        broken = [path for path, content in there.items() if content not in (old.get(path), new.get(path))]
        broken += [path for path in old.keys() & new.keys() if path not in there]
        for path in broken:
            print(f"kill {kill}: {path} is broken", flush=True)
        return len(broken)

    def _build(self, folder: Path) -> None:
        subprocess.run(self._command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    @property
    def _command(self) -> list[str]:
        return [sys.executable, str(REPO / "build.py"), "build", "--jobs", str(self.given.jobs)]


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
        told = "This one was changed." if state else ""
        _text(folder / "zh-Hant.md", f"第{number}篇", front, f"{what}與{chinese}。{more}", f"再說{chinese}。")
        _text(folder / "en.md", f"No. {number}", "", f"{thing} and {english}. {told}", f"Again: {english}.")
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
