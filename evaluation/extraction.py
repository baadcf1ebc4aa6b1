"""The article found on a page, against the one that others wrote down: python evaluation/extraction.py FOLDER [-v]

FOLDER is article-extraction-benchmark (with its ``ground-truth.json``), the test data of flairNLP/fundus
(``tests/resources/parser/test_data``) or the pages of Mozilla's Readability (``test/test-pages``); none is part of
this project. Texts are compared as the benchmark does it, by runs of four words, each page counting the same; in
Chinese and Japanese a character is a word. Captions are left out. A page that was refused, or whose front matter
could not be told, counts as nothing found. -v prints the worst pages.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml.html import document_fromstring

from yizhu.content.faults import Faults
from yizhu.importers import draft_from

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Case:
    """A page and the text of its article."""

    name: str
    data: bytes
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was found is right, and how much of the article was found."""

    name: str
    right: float
    found: float
    seconds: float
    wide: bool  # Chinese or Japanese

    @property
    def f1(self) -> float:
        """Both in one."""
        return f1(self.right, self.found)


def f1(right: float, found: float) -> float:
    """The harmonic mean."""
    return 2 * right * found / (right + found) if right + found else 0.0


def cases(folder: Path) -> Iterator[Case]:
    """The pages of the folder, whichever of the three it is."""
    if (folder / "ground-truth.json").exists():
        return _benchmark(folder)
    return _fundus(folder) if next(folder.glob("*/meta.info"), None) else _readability(folder)


def _benchmark(folder: Path) -> Iterator[Case]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for key, expected in sorted(truth.items()):
        data = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        yield Case(expected.get("url", key), data, expected.get("url", ""), expected.get("articleBody", ""))


def _fundus(folder: Path) -> Iterator[Case]:
    """Where a parser has several versions, that one whose text stands on the page; none: it is left out."""
    for page in sorted(folder.glob("*/*.html.gz")):
        about = json.loads((page.parent / "meta.info").read_text("utf-8")).get(page.name, {})
        versions = json.loads((page.parent / f"{page.name.split('_')[0]}.json").read_text("utf-8"))
        data = gzip.decompress(page.read_bytes())
        letters = re.sub(r"\W", "", data.decode("utf-8", "replace"))
        texts = [_paragraphs(version["body"]) for version in versions.values() if version.get("body")]
        ranked = sorted((_share(paragraphs, letters), n) for n, paragraphs in enumerate(texts) if paragraphs)
        if ranked and ranked[-1][0] > 0.5:
            text = "\n".join(texts[ranked[-1][1]])
            yield Case(f"{page.parent.name}/{page.name}", data, about.get("url", ""), text)


def _paragraphs(body: dict[str, list[dict[str, list[str]]]]) -> list[str]:
    sections = [part for section in body["sections"] for part in section["headline"] + section["paragraphs"]]
    return [str(part) for part in (*body["summary"], *sections)]


def _share(paragraphs: list[str], letters: str) -> float:
    return sum(re.sub(r"\W", "", text)[:12] in letters for text in paragraphs) / len(paragraphs)


def _readability(folder: Path) -> Iterator[Case]:
    for page in sorted(folder.glob("*/source.html")):
        text = " ".join(
            map(str, document_fromstring((page.parent / "expected.html").read_text("utf-8")).itertext())
        )
        yield Case(page.parent.name, page.read_bytes(), "http://fakehost/test/page.html", text)


def score(case: Case) -> Score:
    """What an import finds on the page."""
    start = time.process_time()
    try:
        draft = draft_from(case.data, name=case.name, url=case.url or None)
        # A label (Q:, Jane Doe:) is words of the article, if the page prints it.
        said = ((block.label if not block.supplied else "", block) for block in draft.blocks)
        text = "\n".join(f"{label} {block.text}" for label, block in said if block.role != "figure")
        name = case.name
    except Faults as wrong:
        text, name = "", f"{case.name}: {wrong.faults[0].problem}"
    seconds = time.process_time() - start
    right, found = compared(text, case.text)
    return Score(name, right, found, seconds, len(_WIDE.findall(case.text)) * 4 > len(case.text))


def compared(text: str, truth: str) -> tuple[float, float]:
    """Of the runs in the text, how many are in the truth; and of those in the truth, how many in the text."""
    ours, theirs = _runs(text), _runs(truth)
    both = sum((ours & theirs).values())
    return both / (sum(ours.values()) or 1), both / (sum(theirs.values()) or 1)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def _line(name: str, scores: list[Score]) -> str:
    right, found = (
        statistics.mean(values) for values in zip(*((s.right, s.found) for s in scores), strict=True)
    )
    mean, worst = statistics.mean(s.f1 for s in scores), min(s.f1 for s in scores)
    each = 1000 * statistics.median(s.seconds for s in scores)
    return (
        f"{name}: {len(scores)} pages; precision {right:.3f}, recall {found:.3f}, F1 {f1(right, found):.3f}; "
        f"mean F1 of a page {mean:.3f}, worst {worst:.3f}; median {each:.0f} ms of processor time"
    )


def main() -> None:
    """Print the figures."""
    scores = [score(case) for case in cases(Path(sys.argv[1]))]
    print(_line("all", scores))
    if wide := [one for one in scores if one.wide]:
        print(_line("Chinese and Japanese", wide))
    if "-v" in sys.argv:
        for one in sorted(scores, key=lambda one: one.f1)[:40]:
            print(f"{one.f1:.3f} {one.right:.3f} {one.found:.3f} {one.name}")


if __name__ == "__main__":
    main()
