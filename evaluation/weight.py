"""What a site weighs, and its pages as they travel: python evaluation/weight.py SITE [ADDRESS…] [--kinds]

With ``--kinds``, only a table of all files by kind: how many, their bytes, their bytes after gzip -6, and bytes by
article. Else, for each article and edition of a built site, in bytes after gzip -9 (as GitHub Pages serves), and after Brotli where
that module is installed: the page, what it loads (style sheet, scripts, pictures of the theme), and both together.
An address (zh-hant/some-article) is shown by part: each part compressed by itself, and its words alone (the text
without tags, and the addresses of outside links), which no markup can save.
"""

from __future__ import annotations

import gzip
import html
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import brotli
except ImportError:
    brotli = None

Weigh = Callable[[bytes], int]
_LOADED = re.compile(
    r'<link rel="(?:stylesheet|icon)"[^>]*? href="([^"]+)"|<(?:script|img)[^>]*? src="([^"]+)"'
)
_IMPORTED = re.compile(r'(?:from|import) ?"(\./[^"]+)"')
_OUTSIDE = re.compile(r'href="(https?://[^"]*)"')
_PARTS = (("notes", '<section class="notes"'), ("glossary", '<section class="terms"'), ("end", "</article>"))


def by_gzip(content: bytes) -> int:
    """Bytes after gzip -9, whose header has no name."""
    return len(gzip.compress(content, 9, mtime=0))


def by_brotli(content: bytes) -> int:
    """Bytes after Brotli at its best; 0 where it is not installed."""
    return len(brotli.compress(content)) if brotli else 0


def loaded(page: Path) -> list[Path]:
    """The files of the site that a page asks for by itself, scripts that scripts import among them."""
    found: dict[Path, None] = {}
    waiting = [a or b for a, b in _LOADED.findall(page.read_text("utf-8"))]
    paths = [(page.parent / name).resolve() for name in waiting if "://" not in name]
    while paths:
        path = paths.pop()
        if path in found or "articles" in path.parts:
            continue
        found[path] = None
        if path.suffix == ".js":
            paths += [(path.parent / name).resolve() for name in _IMPORTED.findall(path.read_text("utf-8"))]
    return sorted(found)


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """The page cut into head, rows, notes, glossary and end."""
    marks = [("head", 0), ("rows", text.find('class="rows'))]
    marks += [(name, text.find(mark, marks[1][1])) for name, mark in _PARTS]
    marks = [(name, at) for name, at in marks if at >= 0]
    for (name, start), (_, end) in zip(marks, [*marks[1:], ("", len(text))], strict=True):
        yield name, text[start:end]


def words_of(text: str) -> str:
    """What no markup can save: the text, and the addresses it leads to."""
    visible = html.unescape(re.sub(r"<script.*?</script>|<[^>]*>", "", text, flags=re.S))
    return "\n".join([visible, *_OUTSIDE.findall(text)])


def kind_of(path: str) -> str:
    """What a file of a site is, by its path: an article, a term, a pre-reading sheet, its own name."""
    folders, _, name = path.rpartition("/")
    if name != "index.html":
        return "assets" if folders.startswith("assets") else name
    match folders.split("/")[1:]:
        case ["glossary", _, *_]:
            return "term" if not folders.endswith("/glossary/map") else "map"
        case [_, "sheet"]:
            return "sheet"
        case ["glossary" | "search" as own]:
            return own
        case [_]:
            return "article"
        case _:
            return "front"


def tell_kinds(site: Path) -> None:
    """Print what all files of a kind weigh together."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        found[kind_of(path.relative_to(site).as_posix())].append(path)
    articles = len({path.parent.name for path in found["article"]}) or 1
    rows = sorted(((kind, *_sizes(paths)) for kind, paths in found.items()), key=lambda row: -row[2])
    everything = ("all", *_sizes([path for paths in found.values() for path in paths]))
    print(f"{'':20}{'files':>8}{'bytes':>14}{'gzip -6':>14}{'an article':>14}")
    for kind, files, size, packed in (*rows, everything):
        print(f"{kind:20}{files:8,}{size:14,}{packed:14,}{size // articles:14,}")


def _sizes(paths: list[Path]) -> tuple[int, int, int]:
    contents = [path.read_bytes() for path in paths]
    packed = sum(len(gzip.compress(content, 6, mtime=0)) for content in contents)
    return len(paths), sum(map(len, contents)), packed


def main(argv: list[str]) -> int:
    """Print the table of all articles, then the parts of those that were named."""
    site = Path(argv[0] if argv else "site")
    if "--kinds" in argv:
        tell_kinds(site)
        return 0
    pages = sorted(site.glob("*/*/index.html"))
    articles = [page for page in pages if 'class="rows' in page.read_text("utf-8")]
    if not articles:
        print(f"there is no article in {site}/: build it first", file=sys.stderr)
        return 2
    print(f"{'':60}{'gzip -9':>24}{'brotli' if brotli else '':>24}")
    print(
        f"{'':60}{'page':>8}{'loads':>8}{'all':>8}" + (f"{'page':>8}{'loads':>8}{'all':>8}" if brotli else "")
    )
    for page in articles:
        print(f"{page.parent.relative_to(site).as_posix():60}{_figures(page)}")
    for name in argv[1:]:
        _tell_parts(site / name / "index.html", name)
    return 0


def _figures(page: Path) -> str:
    told = ""
    for weigh in (by_gzip, by_brotli) if brotli else (by_gzip,):
        own, rest = weigh(page.read_bytes()), sum(weigh(path.read_bytes()) for path in loaded(page))
        told += f"{own:8,}{rest:8,}{own + rest:8,}"
    return told


def _tell_parts(page: Path, name: str) -> None:
    text = page.read_text("utf-8")
    print(f"\n{name:40}{'bytes':>10}{'gzip -9':>10}{'words alone':>14}")
    for part, piece in [("the page", text), *parts_of(text)]:
        alone = by_gzip(words_of(piece).encode())
        print(f"  {part:38}{len(piece.encode()):10,}{by_gzip(piece.encode()):10,}{alone:14,}")
    for path in loaded(page):
        content = path.read_bytes()
        print(f"  {path.name:38}{len(content):10,}{by_gzip(content):10,}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
