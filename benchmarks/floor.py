"""What the same bytes cost in Python at least, in one process: python benchmarks/floor.py SITE

Prints seconds of the processor: for writing the finished pages from strings that are ready, for parsing all texts by
markdown-it-py as it comes, for reading all texts by our own reader of Markdown, and for OpenCC's conversion of the Chinese.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from opencc import OpenCC

REPO = Path(__file__).parent.parent
sys.path.insert(0, str(REPO))

from yizhu.content.markdown.parser import read_markdown  # noqa: E402


def main() -> None:
    """Print a line for each."""
    site = Path(sys.argv[1])
    texts = [_body(path) for path in sorted((site / "content/articles").glob("*/*.md"))]
    with tempfile.TemporaryDirectory(dir=site) as folder:
        pages = list(_pages(site / "site"))
        print(f"written: {_seconds(lambda: _write(Path(folder), pages)):.3f}")
    parser = MarkdownIt("commonmark")
    print(f"parsed: {_seconds(lambda: [parser.parse(text) for text in texts]):.3f}")
    print(f"read: {_seconds(lambda: [read_markdown('x.md', text) for text in texts]):.3f}")
    chinese, converter = [text for text in texts if not text.isascii()], OpenCC("tw2s")
    print(f"converted: {_seconds(lambda: [converter.convert(text) for text in chinese]):.3f}")


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    for folder, _, names in os.walk(site):
        for name in names:
            if name.endswith((".html", ".xml", ".json")):
                path = Path(folder) / name
                yield str(path.relative_to(site)), path.read_text("utf-8")


def _write(folder: Path, pages: list[tuple[str, str]]) -> None:
    made: set[str] = set()
    for name, text in pages:
        home, _, _ = name.rpartition("/")
        if home not in made:
            os.makedirs(folder / home, exist_ok=True)
            made.add(home)
        with open(f"{folder}/{name}", "wb") as file:
            file.write(text.encode())


def _body(path: Path) -> str:
    return path.read_text("utf-8").split("\n---\n", 1)[1]


def _seconds(step: Callable[[], object]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


if __name__ == "__main__":
    main()
