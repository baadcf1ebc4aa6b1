"""Article told from the rest in text dumps: python evaluation/dumps.py FOLDER [FILE-PATTERN] [--copies]

FOLDER holds marked dumps (tests/importers/dumps: ``+`` article, ``=`` title, ``-`` the rest, ``?`` either), or pages, which
become dumps first: the text of all tags, one block a line. Pages are those of the article-extraction-benchmark, the
test data of flairNLP/fundus, the tests of Readability (``test/test-pages``) or of newspaper4k (``tests/data``), or any
``*.html``, at any depth; the article of ``page.html`` is ``page.txt``, and where
there is none, what our own import keeps of the page: that says how much a dump loses, not how much is right.

``--copies``: of each page a second dump is made, what Chromium copies of it, scripts off, and every other dump begins with
the page's ``<title>`` (as train_dumps.py does it).

Printed are the F1 by characters of each page below .9 (``silent`` if the import does not say that it doubts it), the
mean, and how many pages below .5 are silent and how many of .9 and more are doubted; of fundus's pages also the titles
that are right. Marked dumps are compared line by line; where only
the article's text is known, by the runs of four characters that the two share. Pages without other truth are in two
halves by a hash of the site's name (domain, publisher, folder, or the file's name up to the last hyphen): the weights
were learned (train_dumps.py) and the rules made looking at one only.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extraction import cases
from lxml import html

from yizhu.content.faults import Faults
from yizhu.importers import Draft, draft_from
from yizhu.importers.sources.decode import read_source

_INLINE = set(
    "a abbr b bdi bdo cite code data em font i kbd mark q rp rt ruby s samp small span strong sub sup time u var".split()
)
_LANG = re.compile(rb"<html[^>]*\slang=[\"']?([A-Za-z]{2,3})\b")
_NO_WORD = re.compile(r"\W+")
_SECOND_LEVEL = set("co com org net gov ac".split())
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S | re.I)
_SILENT = set("script style noscript template svg head iframe object".split())


def main(arguments: list[str]) -> int:
    """Print the figures."""
    given, *patterns = [one for one in arguments if one != "--copies"]
    folder, pattern = Path(given), (patterns or ["*"])[0]
    results = dict(_results(folder, pattern, "--copies" in arguments))
    for name, one in sorted(results.items(), key=lambda pair: pair[1].score):
        if one.score < 0.9:
            print(f"{one.score:.3f} {name}{'' if one.doubt else ' silent'}")
    _print("all", list(results.values()))
    if next(folder.rglob("*.html*"), None):
        _print("development", [one for name, one in results.items() if is_development(name)])
        _print("test", [one for name, one in results.items() if not is_development(name)])
    return 0


@dataclass(frozen=True, slots=True)
class Result:
    """How much of a dump is right, why the import doubts it, and whether its title is right."""

    score: float
    doubt: str
    is_title_right: bool | None = None  # None: not known


def _print(half: str, results: list[Result]) -> None:
    if not results:
        return
    scores = [one.score for one in results]
    print(f"{half}: F1 {sum(scores) / len(scores):.3f}, worst {min(scores):.3f}, pages {len(scores)}")
    silent = sum(one.score < 0.5 and not one.doubt for one in results)
    doubted = sum(one.score >= 0.9 and bool(one.doubt) for one in results)
    print(f"{half}: silent below .5 {silent}; doubted of .9 and more {doubted}")
    titles = [one.is_title_right for one in results if one.is_title_right is not None]
    if titles:
        print(f"{half}: titles right {sum(titles)} of {len(titles)}")


def is_development(name: str) -> bool:
    """May one look at the page? All pages of a site are in the same half."""
    folder, _, page = name.rpartition("/")
    site = folder.rpartition("/")[2] or Path(page).stem.rpartition("-")[0] or Path(page).stem
    return zlib.crc32(site.encode()) % 2 == 0


def _results(folder: Path, pattern: str, has_copies: bool) -> Iterator[tuple[str, Result]]:
    if not (folder / "ground-truth.json").exists() and not next(folder.rglob("*.html*"), None):
        yield from _of_marked(folder, pattern)
        return
    titles = _titles_of(folder)
    for name, page, truth in pages_of(folder, pattern):
        stated = titles.get(name.partition("/")[0], frozenset())
        dumps = dumps_of(page, name) if has_copies else (("", dump_of(page)),)
        for style, dump in filter(
            lambda pair: pair[1].strip(), dumps
        ):  # some pages show nothing without scripts
            yield f"{name}{style}", _shared(dump, language_of(page), truth, name, stated)


def _titles_of(folder: Path) -> dict[str, frozenset[str]]:
    """The titles of each publisher's pages, where somebody wrote them down (fundus), or of each page."""
    if (folder / "ground-truth.json").exists():
        return {}
    found = {}
    for path in (*folder.glob("*/expected-metadata.json"), *folder.glob("metadata/*.json")):
        name = path.parent.name if path.name.startswith("expected") else path.stem
        found[name] = frozenset(
            filter(None, [_letters(json.loads(path.read_text("utf-8")).get("title") or "")])
        )
    if found:
        return found
    for path in folder.glob("*/*.json"):
        versions = json.loads(path.read_text("utf-8"))
        found[path.stem] = frozenset(
            _letters(one["title"]) for one in versions.values() if isinstance(one, dict) and one.get("title")
        )
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _has_title(title: str, titles: frozenset[str]) -> bool:
    """Is the title one of them, or a part of one, or the reverse?"""
    given = _letters(title)
    return any(
        given == one or (len(one) > 15 and len(given) > 12 and (one in given or given in one))
        for one in titles
    )


def pages_of(folder: Path, pattern: str = "*") -> Iterator[tuple[str, bytes, str]]:
    """Name (the site before its last slash), page and article of each page of a folder."""
    if (folder / "ground-truth.json").exists():
        return (
            (f"{_domain(one.url)}/{_NO_WORD.sub('-', one.url)}", one.data, one.text) for one in cases(folder)
        )
    if next(folder.glob("*/meta.info"), None):
        return ((_named_for_site(one.name), one.data, one.text) for one in cases(folder))
    if next(folder.glob("*/expected.html"), None):
        return ((f"{one.name}/source.html", one.data, one.text) for one in cases(folder))
    if (folder / "metadata").is_dir() and (folder / "txt").is_dir():
        return _of_newspaper(folder)
    return _of_pages(folder, pattern)


def _of_newspaper(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """newspaper4k: ``html/NAME.html`` and ``txt/NAME.txt``."""
    for path in sorted((folder / "txt").glob("*.txt")):
        page = folder / "html" / f"{path.stem}.html"
        if page.exists() and (truth := path.read_text("utf-8")):
            yield f"{path.stem}/page.html", page.read_bytes(), truth


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


def result_of(lines: list[tuple[str, str]], name: str) -> Result:
    """F1 by characters of a marked dump's lines."""
    try:
        draft = draft_from("\n".join(text for _, text in lines).encode(), name=name)
    except Faults as refused:
        return Result(0.0, refused.faults[0].problem)
    kept = {n for block in draft.blocks for n in range(block.lines[0], block.lines[1] + 1)}
    right = sum(len(text) for n, (mark, text) in enumerate(lines, 1) if n in kept and mark == "+")
    found = right + sum(len(text) for n, (mark, text) in enumerate(lines, 1) if n in kept and mark == "-")
    wanted = sum(len(text) for mark, text in lines if mark == "+")
    return Result(2 * right / (found + wanted), draft.doubt)


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


def dumps_of(page: bytes, name: str) -> Iterator[tuple[str, str]]:
    """The text of all tags, and what Chromium copies; every other one begins with the page's ``<title>``."""
    text = read_source(page, name).text
    found = _TITLE.search(text)
    title = " ".join(unescape(found[1]).split()) if found else ""
    for style, dump in (("tags", dump_of(page)), ("inner", _copy(text))):
        has_title = bool(title) and zlib.crc32(f"{name}{style}".encode()) % 2
        yield f" ({style})", f"{title}\n{dump}" if has_title else dump


@cache
def _browser() -> Any:
    from playwright.sync_api import sync_playwright  # which the tests that read marked dumps may lack

    return sync_playwright().start().chromium.launch(executable_path="/usr/bin/chromium")


def _copy(text: str) -> str:
    """What a reader's browser would copy of the page, scripts off and nothing fetched."""
    context = _browser().new_context(java_script_enabled=False, offline=True)
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()
    page.set_content(text, wait_until="domcontentloaded")
    copied: str = page.evaluate("document.body ? document.body.innerText : ''")
    context.close()
    return copied


def _of_marked(folder: Path, pattern: str) -> Iterator[tuple[str, Result]]:
    for path in sorted(folder.glob(f"{pattern}.txt")):
        yield path.stem, result_of(marked(path.read_text("utf-8")), path.name)


def _of_pages(folder: Path, pattern: str) -> Iterator[tuple[str, bytes, str]]:
    for path in sorted(folder.rglob(f"{pattern}.html")):
        page, expected = path.read_bytes(), path.with_suffix(".txt")
        if truth := expected.read_text("utf-8") if expected.exists() else _kept(page, path.name):
            yield str(path.relative_to(folder)), page, truth


def _kept(data: bytes, name: str) -> str:
    """The text that an import keeps; empty: it refuses the page."""
    draft, _ = _import(data, name)
    return _text_of(draft)


def _import(data: bytes, name: str, lang: str = "") -> tuple[Draft | None, str]:
    """The draft, or why it is refused. Where the import asks for the language, ``lang`` answers."""
    try:
        return draft_from(data, name=name), ""
    except Faults as refused:
        if not lang or "language" not in refused.faults[0].problem:
            return None, refused.faults[0].problem
    try:
        return draft_from(data, name=name, lang=lang), ""
    except Faults as refused:
        return None, refused.faults[0].problem


def _text_of(draft: Draft | None) -> str:
    return "\n".join(block.text for block in draft.blocks) if draft else ""


def language_of(page: bytes) -> str:
    """The language that a page declares."""
    declared = _LANG.search(page[:4000])
    return declared[1].decode().lower() if declared else ""


def _shared(dump: str, lang: str, truth: str, name: str, titles: frozenset[str]) -> Result:
    """F1 by the runs of four characters that the article and what is kept of the page's dump share."""
    draft, refused = _import(dump.encode(), name, lang)
    found, wanted = _runs(_text_of(draft)), _runs(truth)
    score = 2 * (found & wanted).total() / max(1, found.total() + wanted.total())
    is_right = _has_title(draft.meta.title, titles) if titles and draft else None
    return Result(score, draft.doubt if draft else refused, is_right)


def _runs(text: str) -> Counter[str]:
    plain = "".join(filter(str.isalnum, text))
    return Counter(plain[at : at + 4] for at in range(len(plain) - 3))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
