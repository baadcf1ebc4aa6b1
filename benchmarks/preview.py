"""How long it takes from saving a file to the new page in a real browser: python benchmarks/preview.py SITE [--edits N]

A paragraph of one article is edited again and again while its page stands open in Chromium. In milliseconds, the median
and the worst: until the server gives out the new text (asked for in a loop, no browser open), until the new page is
parsed in the browser, and until it is painted.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

REPO = Path(__file__).parent.parent
_MARKER = re.compile(r"第\d+次改。")
_WATCH = """
addEventListener("DOMContentLoaded", () => {
  const found = document.body.textContent.match(/第\\d+次改。/);
  if (!found) return;
  const parsed = Date.now();
  requestAnimationFrame(() => requestAnimationFrame(() => told(found[0], parsed, Date.now(), scrollY)));
});
"""

# The same preview, told of every change that it takes a build.
_WITHOUT_PROOF = """
from yizhu.build.preview.pages import Preview
change = Preview.change
Preview.change = lambda *given: change(*given) and ""
from yizhu.cli import main
raise SystemExit(main())
"""


@dataclass(slots=True)
class Shown:
    """What the browser said of the pages that it was shown, by the text that told them apart."""

    parsed: dict[str, float] = field(default_factory=dict)  # seconds of the clock
    painted: dict[str, float] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    scrolled: list[float] = field(default_factory=list)

    def hear(self, _: object, marker: str, parsed: float, painted: float, scrolled: float) -> None:
        """A page was shown."""
        self.parsed.setdefault(marker, parsed / 1000)
        self.painted.setdefault(marker, painted / 1000)
        self.times[marker] = self.times.get(marker, 0) + 1
        self.scrolled.append(scrolled)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="a site as benchmarks/corpus.py makes it")
    parser.add_argument("--article", default="a00050")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--pause", type=float, default=2.5, help="seconds between two edits")
    parser.add_argument("--no-proof", action="store_true", help="each edit waits for a build of all")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    given = parser.parse_args()
    file = given.site / "content" / "articles" / given.article / "zh-Hant.md"
    before = file.read_bytes()
    try:
        with _serving(given.site, given.no_proof) as base:
            address = f"{base}zh-hant/{given.article}/"
            print(f"{given.edits} edits, in ms: median (worst)")
            _tell("served", [_served(address, file, nth, given.pause) for nth in range(given.edits)])
            _in_browser(given, address, file)
    finally:
        file.write_bytes(before)


@contextmanager
def _serving(site: Path, without_proof: bool) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = ["-c", _WITHOUT_PROOF] if without_proof else [str(REPO / "build.py")]
    command = [sys.executable, *program, "serve", "--no-open", "--port", str(port)]
    beside = {**os.environ, "PYTHONPATH": str(REPO)}
    server = subprocess.Popen(command, cwd=site, env=beside, stderr=subprocess.DEVNULL)
    try:
        yield _base(f"http://127.0.0.1:{port}/")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _base(root: str) -> str:
    """Where the site lies, once it is built."""
    while True:
        try:
            with urllib.request.urlopen(root) as answer:
                return str(answer.url)
        except urllib.error.URLError:
            time.sleep(0.2)


def _edited(file: Path, nth: int) -> str:
    """Write another text into the article's first paragraph. Returns what tells it."""
    marker = f"第{nth}次改。"
    text = _MARKER.sub("", file.read_text("utf-8"))
    head, _, body = text.partition("\n---\n")
    file.write_text(f"{head}\n---\n{body.replace('。', '。' + marker, 1)}", "utf-8")
    return marker


def _served(address: str, file: Path, nth: int, pause: float) -> float:
    time.sleep(pause)
    started = time.time()
    marker = _edited(file, 1000 + nth)
    while marker not in urllib.request.urlopen(address).read().decode():
        time.sleep(0.01)
    return time.time() - started


def _in_browser(given: argparse.Namespace, address: str, file: Path) -> None:
    shown, saved = Shown(), {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.expose_binding("told", lambda *said: shown.hear(*said))
        page.add_init_script(_WATCH)
        page.goto(address)
        page.evaluate("scrollTo(0, 500)")
        for nth in range(given.edits):
            page.wait_for_timeout(given.pause * 1000)
            started = time.time()
            saved[_edited(file, nth)] = started
            _wait(page, f"第{nth}次改。", shown)
        page.wait_for_timeout(given.pause * 1000)
        browser.close()
    _tell("parsed", [shown.parsed[marker] - started for marker, started in saved.items()])
    _tell("painted", [shown.painted[marker] - started for marker, started in saved.items()])
    print(f"loads for each edit: {sum(shown.times[marker] for marker in saved) / len(saved):.1f}")
    print(f"the page stood at {min(shown.scrolled):.0f} to {max(shown.scrolled):.0f} of 500")


def _wait(page: Page, marker: str, shown: Shown) -> None:
    deadline = time.monotonic() + 30
    while marker not in shown.painted:
        if time.monotonic() > deadline:
            raise SystemExit(f"{marker} never came")
        page.wait_for_timeout(5)


def _tell(what: str, seconds: list[float]) -> None:
    print(f"{what}: {median(seconds) * 1000:.0f} ({max(seconds) * 1000:.0f})", flush=True)


if __name__ == "__main__":
    main()
