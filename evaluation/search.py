"""How long a reader waits for search results: python evaluation/search.py [ARTICLES]

A made-up site with so many articles (1,000) and twice as many terms is served from this machine and searched in Chromium.
Prints the best of three runs.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from yizhu.build.pipeline import Options, build

TEXT = "蒸餾讓小模型學大模型。{n}號作者以為，開源是戰略，不是戰術。第{n}篇到此為止。"
CONFIG = "title: x\nbase_url: https://example.org/\neditions: [{name: zh-hant, lang: zh-Hant}]\n"
WAIT = """query => new Promise(done => {
    const from = performance.now(), times = [];
    const saw = () => { times.push(performance.now() - from); };
    new MutationObserver((_, self) => { saw(); self.disconnect(); })
        .observe(document.querySelector("#terms"), { childList: true });
    new MutationObserver((_, self) => { saw(); self.disconnect(); done(times); })
        .observe(document.querySelector("#inside div"), { childList: true });
    document.querySelector("#inside button").textContent = "";
    new MutationObserver((_, self) => { self.disconnect(); document.querySelector("#inside button").click(); })
        .observe(document.querySelector("#inside button"), { childList: true });
    document.querySelector("#query").value = query;
    document.querySelector("#query").dispatchEvent(new InputEvent("input"));
})"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> int:
    """Print what is loaded, and how long it takes."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        site = _made(Path(folder), many)
        for path in ("zh-hant/search/index.html", "zh-hant/a0/index.html", "assets/han.json"):
            raw = (site / path).read_bytes()
            print(f"{path}: {len(raw):,} bytes, {len(gzip.compress(raw, 9)):,} compressed")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _measure(f"http://127.0.0.1:{server.server_port}/zh-hant/search/", many)
        server.shutdown()
    return 0


def _made(folder: Path, many: int) -> Path:
    (folder / "config.yaml").write_text(CONFIG, "utf-8")
    for n in range(many):
        article = folder / f"content/articles/a{n}"
        article.mkdir(parents=True)
        front = f"title: 第{n}篇文章\nsummary: {TEXT.format(n=n)}\n"
        article.joinpath("zh-Hant.md").write_text(f"---\n{front}---\n\n{TEXT.format(n=n)}\n", "utf-8")
    glossary = folder / "content/glossary"
    glossary.mkdir()
    terms = [f"- {{id: t{n}, forms: {{zh-Hant: [甲{n}乙], en: [word{n}]}}}}" for n in range(2 * many)]
    glossary.joinpath("terms.yaml").write_text("\n".join(terms) + "\n", "utf-8")
    build(Options(folder / "config.yaml"))
    return folder / "site"


def _measure(url: str, many: int) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for query in ("蒸馏", f"{many - 1}號"):
            waited = [_waited(browser.new_page(), url, query) for _ in range(3)]
            first, inside = (min(times) for times in zip(*waited, strict=True))
            print(f"{query}: terms and articles after {first:.0f} ms, first sentence after {inside:.0f} ms")
        browser.close()


def _waited(page: Page, url: str, query: str) -> list[float]:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    times: list[float] = page.evaluate(WAIT, query)
    page.close()
    return times


if __name__ == "__main__":
    sys.exit(main())
