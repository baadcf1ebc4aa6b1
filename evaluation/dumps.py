"""Article told from the rest in text dumps: python evaluation/dumps.py FOLDER [FILE-PATTERN]

FOLDER holds marked dumps (tests/importers/dumps: ``+`` article, ``=`` title, ``-`` the rest, ``?`` either), or is that of
the article-extraction-benchmark, whose pages become dumps first: the text of all tags, one block a line. Printed are the
F1 by characters of each page below .9, and the mean. Marked dumps are compared line by line; where only the article's
text is known, by the runs of four characters that the two share.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from yizhu.fault import Faults
from yizhu.importers import draft_from

_INLINE = set(
    "a abbr b bdi bdo cite code data em font i kbd mark q rp rt ruby s samp small span strong sub sup time u var".split()
)
_SILENT = set("script style noscript template svg head iframe object".split())


def main(arguments: list[str]) -> int:
    """Print the figures."""
    folder, pattern = Path(arguments[0]), (arguments[1:] or ["*"])[0]
    scores = dict(
        _of_benchmark(folder) if (folder / "ground-truth.json").exists() else _of_marked(folder, pattern)
    )
    for name, score in sorted(scores.items(), key=lambda pair: pair[1]):
        if score < 0.9:
            print(f"{score:.3f} {name}")
    print(
        f"F1 {sum(scores.values()) / len(scores):.3f}, worst {min(scores.values()):.3f}, pages {len(scores)}"
    )
    return 0


def marked(text: str) -> list[tuple[str, str]]:
    """Mark and line, of a marked dump."""
    return [(line[:1], line[2:]) for line in text.rstrip("\n").split("\n")]


def score_of(lines: list[tuple[str, str]], name: str) -> float:
    """F1 by characters of a marked dump's lines."""
    try:
        draft = draft_from("\n".join(text for _, text in lines).encode(), name=name)
    except Faults:
        return 0.0
    kept = {n for block in draft.blocks for n in range(block.lines[0], block.lines[1] + 1)}
    right = sum(len(text) for n, (mark, text) in enumerate(lines, 1) if n in kept and mark == "+")
    found = right + sum(len(text) for n, (mark, text) in enumerate(lines, 1) if n in kept and mark == "-")
    wanted = sum(len(text) for mark, text in lines if mark == "+")
    return 2 * right / (found + wanted)


def dump_of(page: bytes) -> str:
    """The text of all tags, one block a line."""
    try:
        root = html.fromstring(page.decode("utf-8", "replace"))
    except ValueError:
        root = html.fromstring(page)
    text = "".join(_pieces(root))
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in _SILENT:
        edge = "" if element.tag in _INLINE else "\n"
        yield edge
        yield (element.text or "").replace("\n", " ")
        for child in element:
            yield from _pieces(child)
            yield (child.tail or "").replace("\n", " ")
        yield edge


def _of_marked(folder: Path, pattern: str) -> Iterator[tuple[str, float]]:
    for path in sorted(folder.glob(f"{pattern}.txt")):
        yield path.stem, score_of(marked(path.read_text("utf-8")), path.name)


def _of_benchmark(folder: Path) -> Iterator[tuple[str, float]]:
    for name, truth in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        dump = dump_of(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
        try:
            draft = draft_from(dump.encode(), name=name)
        except Faults:
            yield name, 0.0
            continue
        found = _runs("".join(block.text for block in draft.blocks))
        wanted = _runs(truth["articleBody"])
        shared = (found & wanted).total()
        yield name, 2 * shared / max(1, found.total() + wanted.total())


def _runs(text: str) -> Counter[str]:
    plain = "".join(filter(str.isalnum, text))
    return Counter(plain[at : at + 4] for at in range(len(plain) - 3))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
