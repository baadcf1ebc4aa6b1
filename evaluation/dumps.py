"""Article told from the rest in text dumps: python evaluation/dumps.py FOLDER [FILE-PATTERN]

FOLDER holds marked dumps (tests/importers/dumps: ``+`` article, ``=`` title, ``-`` the rest, ``?`` either), or pages, which
become dumps first: the text of all tags, one block a line. Pages are those of the article-extraction-benchmark, the
test data of flairNLP/fundus, or any ``*.html``, at any depth; the article of ``page.html`` is ``page.txt``, and where
there is none, what our own import keeps of the page: that says how much a dump loses, not how much is right.

Printed are the F1 by characters of each page below .9, and the mean. Marked dumps are compared line by line; where only
the article's text is known, by the runs of four characters that the two share. Pages without other truth are in two
halves by a hash of the site's name (domain, publisher, folder, or the file's name up to the last hyphen): the weights
were learned (train_dumps.py) and the rules made looking at one only.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from extraction import cases
from lxml import html

from yizhu.content.faults import Faults
from yizhu.importers import draft_from
from yizhu.importers.sources.decode import read_source

_INLINE = set(
    "a abbr b bdi bdo cite code data em font i kbd mark q rp rt ruby s samp small span strong sub sup time u var".split()
)
_LANG = re.compile(rb"<html[^>]*\slang=[\"']?([A-Za-z]{2,3})\b")
_NO_WORD = re.compile(r"\W+")
_SECOND_LEVEL = set("co com org net gov ac".split())
_SILENT = set("script style noscript template svg head iframe object".split())


def main(arguments: list[str]) -> int:
    """Print the figures."""
    folder, pattern = Path(arguments[0]), (arguments[1:] or ["*"])[0]
    scores = dict(_scores(folder, pattern))
    for name, score in sorted(scores.items(), key=lambda pair: pair[1]):
        if score < 0.9:
            print(f"{score:.3f} {name}")
    _print("all", list(scores.values()))
    if next(folder.rglob("*.html*"), None):
        _print("development", [score for name, score in scores.items() if is_development(name)])
        _print("test", [score for name, score in scores.items() if not is_development(name)])
    return 0


def _print(half: str, scores: list[float]) -> None:
    if scores:
        print(f"{half}: F1 {sum(scores) / len(scores):.3f}, worst {min(scores):.3f}, pages {len(scores)}")


def is_development(name: str) -> bool:
    """May one look at the page? All pages of a site are in the same half."""
    folder, _, page = name.rpartition("/")
    site = folder.rpartition("/")[2] or Path(page).stem.rpartition("-")[0] or Path(page).stem
    return zlib.crc32(site.encode()) % 2 == 0


def _scores(folder: Path, pattern: str) -> Iterator[tuple[str, float]]:
    if (folder / "ground-truth.json").exists() or next(folder.rglob("*.html*"), None):
        return ((name, _shared(page, truth, name)) for name, page, truth in pages_of(folder, pattern))
    return _of_marked(folder, pattern)


def pages_of(folder: Path, pattern: str = "*") -> Iterator[tuple[str, bytes, str]]:
    """Name (the site before its last slash), page and article of each page of a folder."""
    if (folder / "ground-truth.json").exists():
        return (
            (f"{_domain(one.url)}/{_NO_WORD.sub('-', one.url)}", one.data, one.text) for one in cases(folder)
        )
    if next(folder.glob("*/meta.info"), None):
        return ((_named_for_site(one.name), one.data, one.text) for one in cases(folder))
    return _of_pages(folder, pattern)


def _named_for_site(name: str) -> str:
    """fundus: ``at/Publisher_2025_06_05.html.gz``."""
    file = name.rpartition("/")[2]
    return f"{file.partition('_')[0]}/{file.removesuffix('.gz')}"


def _domain(url: str) -> str:
    parts = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    return ".".join(parts[-3 if parts[-2:-1] and parts[-2] in _SECOND_LEVEL else -2 :])


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
    text = read_source(page, "page").text
    root = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
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


def _of_pages(folder: Path, pattern: str) -> Iterator[tuple[str, bytes, str]]:
    for path in sorted(folder.rglob(f"{pattern}.html")):
        page, expected = path.read_bytes(), path.with_suffix(".txt")
        if truth := expected.read_text("utf-8") if expected.exists() else _kept(page, path.name):
            yield str(path.relative_to(folder)), page, truth


def _kept(data: bytes, name: str, lang: str = "") -> str:
    """The text that an import keeps; empty: it refuses the page. Where it asks for the language, ``lang`` answers."""
    try:
        draft = draft_from(data, name=name)
    except Faults as refused:
        if not lang or "language" not in refused.faults[0].problem:
            return ""
        try:
            draft = draft_from(data, name=name, lang=lang)
        except Faults:
            return ""
    return "\n".join(block.text for block in draft.blocks)


def language_of(page: bytes) -> str:
    """The language that a page declares."""
    declared = _LANG.search(page[:4000])
    return declared[1].decode().lower() if declared else ""


def _shared(page: bytes, truth: str, name: str) -> float:
    """F1 by the runs of four characters that the article and what is kept of the page's dump share."""
    found, wanted = _runs(_kept(dump_of(page).encode(), name, language_of(page))), _runs(truth)
    return 2 * (found & wanted).total() / max(1, found.total() + wanted.total())


def _runs(text: str) -> Counter[str]:
    plain = "".join(filter(str.isalnum, text))
    return Counter(plain[at : at + 4] for at in range(len(plain) - 3))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
