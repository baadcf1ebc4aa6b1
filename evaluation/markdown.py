"""Real pages through Markdown and back: are text and marks of each line the same, and how long does writing take?

``python evaluation/markdown.py FOLDER…``; pages are all ``*.html`` and ``*.html.gz`` below, each as a whole, menus and all.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from yizhu.content.markdown.parser import read_markdown
from yizhu.content.prose import Mark, Prose, leaf_blocks
from yizhu.importers.html.formats import FormatContext
from yizhu.importers.html.nodes import make_nodes
from yizhu.importers.html.notes import find_notes
from yizhu.importers.markdown.blocks import markdown_of_nodes
from yizhu.importers.markdown.tree import Node

Line = tuple[str, frozenset[tuple[int, int, str]]]
_BASE = "https://example.org/a/"


def main(folders: list[str]) -> int:
    """Print each page that does not come back, and the sums."""
    counts: Counter[str] = Counter()
    times: list[float] = []
    for path in sorted(p for folder in folders for p in Path(folder).rglob("*.html*")):
        body = _body(path)
        if body is None:
            continue
        start = time.process_time()
        nodes = make_nodes(body, FormatContext(_BASE, "", ""), find_notes([body], _BASE))
        written = markdown_of_nodes(nodes)
        times.append(time.process_time() - start)
        given, read = Counter(_given(nodes)), Counter(_read("\n\n".join(written)))
        counts += Counter(pages=1, lines=sum(given.values()), lost=sum((given - read).values()))
        if given != read:
            print(path, *list((given - read).items())[:1], *list((read - given).items())[:1], sep="\n    ")
    times.sort()
    print(f"{counts['pages']} pages, {counts['lines']} lines, {counts['lost']} not read back as they were")
    print(f"{times[len(times) // 2] * 1000:.1f} ms a page (median), {times[-1] * 1000:.0f} ms at most")
    return 0


def _body(path: Path) -> HtmlElement | None:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    return document_fromstring(text.encode(), parser=parser).find(".//body") if text.strip() else None


def _given(nodes: tuple[Node, ...]) -> Iterator[Line]:
    for node in nodes:
        if node.children:
            yield from _given(node.children)
        elif node.words.text:
            yield _line(node.words.text, () if node.tag == "pre" else node.words.marks)


def _read(source: str) -> Iterator[Line]:
    body = read_markdown("page.md", source)
    for prose in (*(p.prose for p in body.passages), *(n.prose for n in body.footnotes)):
        yield from _lines(prose)


def _lines(prose: Prose) -> Iterator[Line]:
    for leaf in leaf_blocks(prose.blocks):
        inside = [
            m for m in prose.marks if leaf.start <= m.start and m.end <= leaf.end and m.kind != "code_block"
        ]
        if leaf.start < leaf.end:
            yield _line(prose.text[leaf.start : leaf.end], inside, leaf.start)


def _line(text: str, marks: tuple[Mark, ...] | list[Mark], start: int = 0) -> Line:
    """A line's text, and for each kind of mark which characters it covers: where one is cut does not matter."""
    covered = {(at, mark.kind) for mark in marks for at in range(mark.start - start, mark.end - start)}
    edges = {(at, at + 1, kind) for at, kind in covered}
    return text, frozenset(edges)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
