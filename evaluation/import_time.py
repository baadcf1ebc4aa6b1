"""How long an import takes, and how much memory: python evaluation/import_time.py FOLDER [--most N] [--large MB]

1. every page of the folder (.html, .html.gz) becomes a draft, its Markdown and its receipt, in processor time, once the modules
   are loaded and one page has gone before 2. one of the pages, with pictures inlined until it has so many megabytes
   (5), is imported in a process of its own: its time, and the most memory that process ever held
"""

from __future__ import annotations

import argparse
import base64
import gzip
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from yizhu.content.faults import Faults
from yizhu.importers import article_markdown, draft_from, receipt

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 1_600  # 400 KB, a JPEG by its first bytes


def main(arguments: list[str]) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--large", type=float, default=5)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.alone:
        print_alone(given.folder)
        return
    pages = {path.name: read(path) for path in found(given.folder)[: given.most]}
    taken(next(iter(pages.values())))
    times = sorted((taken(page), name) for name, page in pages.items())
    durations = [seconds for seconds, _ in times]
    print(
        f"{len(durations)} pages: median {statistics.median(durations) * 1000:.0f} ms, 95 of 100 below",
        end=" ",
    )
    print(f"{durations[int(len(durations) * 0.95)] * 1000:.0f} ms, all {sum(durations):.1f} s")
    print("the slowest: " + ", ".join(f"{name} {seconds:.2f} s" for seconds, name in times[-3:]))
    print(f"a page of {given.large:g} MB: {alone(larger(middle(pages), given.large))}")


def found(folder: Path) -> list[Path]:
    """The pages of a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))


def read(path: Path) -> bytes:
    """The page's bytes."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def taken(page: bytes) -> float:
    """The seconds of processor time that the page takes; one that is refused takes some too."""
    start = time.process_time()
    try:
        draft = draft_from(page, name="page.html")
        article_markdown(draft), receipt(draft)
    except Faults:
        pass
    return time.process_time() - start


def middle(pages: dict[str, bytes]) -> bytes:
    """The page of middling size."""
    return sorted(pages.values(), key=len)[len(pages) // 2]


def larger(page: bytes, megabytes: float) -> bytes:
    """The page with pictures inlined between its paragraphs, as programs save it in one file."""
    image = b'<p><img src="data:image/jpeg;base64,' + base64.b64encode(PICTURE) + b'"></p>'
    missing = max(0, int(megabytes * 1_000_000) - len(page))
    parts = page.split(b"</p>")
    for number in range(-(-missing // len(image))):
        parts[number % len(parts)] += image
    return b"</p>".join(parts)


def alone(page: bytes) -> str:
    """What a process of its own says of the page."""
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        file.write(page)
        file.flush()
        return subprocess.check_output([sys.executable, __file__, file.name, "--alone"], text=True).strip()


def print_alone(file: Path) -> None:
    """Import one file, and say what it took; the modules are loaded by what no page is."""
    taken(b"<html><title>none</title></html>")
    seconds = taken(file.read_bytes())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{file.stat().st_size / 1e6:.1f} MB, {seconds:.2f} s, at most {most:.0f} MB of memory")


if __name__ == "__main__":
    main(sys.argv[1:])
