"""Lighthouse on the built site: python evaluation/lighthouse.py SITE [--lighthouse COMMAND] [--runs N] [ADDRESS…]

The site is served as GitHub Pages does it: gzip, ten minutes in the cache. Each page is measured N times. Prints the
median of each category, and every audit that failed in the median run. Lighthouse is not part of the project: install it
anywhere (npm install --prefix FOLDER lighthouse) and name FOLDER/node_modules/.bin/lighthouse. CHROME_PATH is the path of
the browser.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ADDRESSES = [
    f"{edition}/{page}"
    for page in ("deepseek-quant-interview/", "", "glossary/")
    for edition in ("zh-hant", "zh-hans", "en")
]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"}


class _Pages(SimpleHTTPRequestHandler):
    """Files as GitHub Pages serves them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in _COMPRESSED:
            content = gzip.compress(content, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def measure(command: Sequence[str], address: str) -> dict[str, Any]:
    """One run of Lighthouse: its report."""
    flags = ["--quiet", "--output=json", "--output-path=stdout", f"--only-categories={','.join(CATEGORIES)}"]
    chrome = "--chrome-flags=--headless=new --no-sandbox"
    done = subprocess.run([*command, address, *flags, chrome], capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores(report: dict[str, Any]) -> list[int]:
    """The four scores, of 100."""
    return [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]


def short_of(report: dict[str, Any]) -> list[str]:
    """The audits that are not green."""
    counted = {ref["id"] for c in report["categories"].values() for ref in c["auditRefs"] if ref["weight"]}
    audits = [a for id, a in report["audits"].items() if id in counted and a["score"] is not None]
    return [f"{a['id']} {a.get('displayValue', '')}".strip() for a in audits if a["score"] < 0.9]


def main(argv: list[str]) -> int:
    """Print a row for each page; 1 if one of its medians is below 99."""
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=Path)
    parser.add_argument("addresses", nargs="*", default=ADDRESSES)
    parser.add_argument("--lighthouse", default="npx lighthouse")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_intermixed_args(argv)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(asked.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'':44}" + "".join(f"{name:>16}" for name in CATEGORIES))
    worst = 100
    for address in asked.addresses:
        url = f"http://127.0.0.1:{server.server_address[1]}/{address}"
        reports = [measure(asked.lighthouse.split(), url) for _ in range(asked.runs)]
        medians = [int(statistics.median(column)) for column in zip(*map(scores, reports), strict=True)]
        worst = min(worst, *medians)
        print(f"{address:44}" + "".join(f"{n:16}" for n in medians), *short_of(reports[-1]), flush=True)
    server.shutdown()
    return 0 if worst >= 99 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
