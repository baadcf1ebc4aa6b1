"""The site is built once for all workers and served below its base path; a browser visits it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import testbed
import tools
from playwright.sync_api import Browser, expect, sync_playwright

from browser.site import Site
from browser.unfinished import write_articles
from browser.visits import Visits, Windows
from yizhu.content.config import read_config

# On a machine that has much else to do a page takes its time; what is right is found at once all the same.
expect.set_options(timeout=60_000)

# One process for all pages of a window, the page that keeps it among them, for it costs more than a page.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--renderer-process-limit=1",
    "--process-per-site",
)


LANGUAGES = tools.ROOT / "tests/languages/site"


class _Host(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: the site's own page for what is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = next(Path(self.directory).glob("*/404.html"))
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost.read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real site, built by the program itself."""
    yield from _serve(_shared(tmp_path_factory) / "host", tools.ROOT / "config.yaml")


@pytest.fixture(scope="package")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small site with editions in Japanese and German."""
    folder = tmp_path_factory.mktemp("languages")
    shutil.copytree(LANGUAGES, folder, ignore=shutil.ignore_patterns(".yizhu"), dirs_exist_ok=True)
    yield from _serve(_shared(tmp_path_factory) / "languages", folder / "config.yaml")


@pytest.fixture(scope="package")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Nine articles of a series, four on a page of a list, with tags and former addresses; one is pinned."""
    more = "per_page: 4\nseries: {talks: {zh-Hant: 訪談錄, en: Conversations}}\n"
    written = testbed.Site(tmp_path_factory.mktemp("lists"), f"{testbed.CONFIG}{more}")
    for n in range(1, 10):
        front = f"posted: 2025-0{n}-03\nsummary: 摘要{n}。\ntags: [開源, AI]\naliases: [old-{n}]"
        front += f"\nseries: {{id: talks, number: {n}}}" + ("\npinned: true" if n == 3 else "")
        written.article(f"a{n}", "字。", title=f"第{n}篇", front=front)
    written.article("a4", "Word.", lang="en", title="Four", front="status: draft\ntags: [AI, 開源, C++]")
    yield from _serve(_shared(tmp_path_factory) / "lists", written.root / "config.yaml")


@pytest.fixture(scope="package")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an unfinished translation and a stale one."""
    made = testbed.Site(tmp_path_factory.mktemp("states"))
    write_articles(made)
    yield from _serve(_shared(tmp_path_factory) / "states", made.root / "config.yaml")


def _serve(folder: Path, config_file: Path) -> Iterator[Site]:
    """Build a site once, and serve it below its base path."""
    config = read_config(config_file)
    out = folder / config.base_path.strip("/")
    _build_once(out, config_file)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(out, f"http://127.0.0.1:{server.server_port}{config.base_path}", config.base_url)
    server.shutdown()
    server.server_close()


def _shared(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of the tests; each worker has its own below it."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _build_once(out: Path, config_file: Path) -> None:
    """Whichever worker is first builds; the others wait for it, for nobody changes what is built."""
    out.parent.mkdir(parents=True, exist_ok=True)
    built = out.with_name("built")
    with out.with_name("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            build = [sys.executable, "build.py", "--config", str(config_file), "--out", str(out)]
            subprocess.run(build, cwd=tools.ROOT, check=True)
            built.touch()


# Not for the whole session: while Playwright runs, no other test could run an event loop of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    program = tools.chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def windows(browser: Browser, site: Site) -> Windows:
    """The windows that stay open from test to test."""
    return Windows(browser, site.url)


@pytest.fixture
def visits(windows: Windows, site: Site) -> Iterator[Visits]:
    """Opens pages. When the test is over, none of them has complained or asked anything of anyone else."""
    visits = Visits(windows, site)
    yield visits
    visits.close()
    assert not visits.complaints
    assert not visits.strangers
