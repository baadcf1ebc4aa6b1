"""Authors, titles, days and footnotes that extractors' own tests state, against ours: python evaluation/stated.py FOLDER [HALF] [-v]

FOLDER is ``tests`` of kepano/defuddle, ``test/test-pages`` of mozilla/readability, or the folder of postlight/parser;
none is part of this project. The last keeps ``content`` of meta tags as ``value``, which is turned back. HALF is ``development`` or ``held-out``, by a hash of the page's name up to ``--``.
An author is right if it is the stated one, or each of ours stands in what is stated, which may hold titles and days.
``invented`` are pages that state nobody, or somebody else, and on which we name somebody: to be read with -v, since
the statement is sometimes what is wrong. Notes are right if as many references and texts are tied as expected.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from yizhu.content.faults import Faults
from yizhu.importers import Draft, article_markdown, draft_from

_STATED = re.compile(r"```json\n(.*?)\n```", re.S)
_REFERENCE = re.compile(r"\[\^[^\]]+\](?!:)")
_TEXT = re.compile(r"^\[\^[^\]]+\]:", re.M)
# Of a test in JavaScript: the page, its address, and what is expected of a field.
_PAGE = re.compile(r"readFileSync\(\s*'\./(fixtures/[^']+)'")
_ADDRESS = re.compile(r"'(https?://[^']+)'")
_EXPECTED = r"""equal\(\s*{},\s*(?:(null)|'((?:[^'\\]|\\.)*)'|`([^`]*)`|"((?:[^"\\]|\\.)*)")"""
_VALUE = re.compile(rb"(<meta\b(?![^<>]*\scontent=)[^<>]*?)\svalue=", re.I)
HALVES = ("development", "held-out")


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what its test states, author (None: says nothing), Markdown, title, day; empty: none."""

    name: str
    page: Path
    author: str | None
    markdown: str
    title: str = ""
    day: str = ""
    url: str | None = None

    @property
    def half(self) -> str:
        """In which half it is: by the site, so that no site is in both."""
        return HALVES[zlib.crc32(self.name.split("--")[0].encode()) % 2]


def read_cases(folder: Path) -> Iterator[Case]:
    """Return the pages of either set."""
    for page in sorted((folder / "fixtures").glob("*.html")):
        expected = folder / "expected" / f"{page.stem}.md"
        if not expected.parent.exists():
            break  # another set
        text = expected.read_text("utf-8") if expected.exists() else ""
        stated = _STATED.match(text)
        author = json.loads(stated[1]).get("author", "") if stated else ""
        yield Case(page.stem, page, author, text)
    for page in sorted(folder.glob("*/source.html")):
        stated_by = json.loads((page.parent / "expected-metadata.json").read_text("utf-8"))
        yield Case(page.parent.name, page, stated_by.get("byline") or "", "", stated_by.get("title") or "")
    for test in sorted(folder.glob("src/extractors/custom/*/index.test.js")):
        yield from _read_tests(folder, test.read_text("utf-8"))


def _read_tests(folder: Path, program: str) -> Iterator[Case]:
    """Return the pages of a program of tests, each with all that it expects of them."""
    pages = list(_PAGE.finditer(program))
    cases: dict[Path, Case] = {}
    for at, found in enumerate(pages):
        until = pages[at + 1].start() if at + 1 < len(pages) else len(program)
        before = _ADDRESS.findall(program[pages[at - 1].end() if at else 0 : found.start()])
        told = [
            _expected(program[found.end() : until], name) for name in ("author", "title", "date_published")
        ]
        page = folder / found[1]
        old = cases.get(page, Case(page.stem, page, None, "", url=before[-1] if before else None))
        author = told[0] if old.author is None else old.author
        cases[page] = replace(
            old, author=author, title=old.title or told[1] or "", day=old.day or (told[2] or "")[:10]
        )
    yield from (case for page, case in cases.items() if page.exists())


def _expected(program: str, name: str) -> str | None:
    """Return what a test expects; empty if it expects nothing, None if it does not say."""
    found = re.search(_EXPECTED.format(name), program)
    return re.sub(r"\\(?:xa0|(.))", r"\1", next(filter(None, found.groups()[1:]), "")) if found else None


def read_page(case: Case) -> bytes:
    """Return the page as its site had it."""
    page = case.page.read_bytes()
    return _VALUE.sub(rb"\1 content=", page) if case.url else page


def fold(text: str) -> str:
    """Return the text's letters."""
    return re.sub(r"\W", "", text.lower())


def is_right(draft: Draft, author: str) -> bool:
    """Is the draft's author the stated one?"""
    ours = draft.meta.authors
    return bool(ours) and all(fold(name) in fold(author) for name in ours)


def is_near(ours: str, stated: str) -> bool:
    """Is it the stated day, which is that of a moment in UTC?"""
    return bool(ours) and abs((date.fromisoformat(ours) - date.fromisoformat(stated)).days) <= 1


def count_notes(markdown: str) -> tuple[int, int]:
    """Return how many references and texts of footnotes a text has."""
    return len(_REFERENCE.findall(markdown)), len(_TEXT.findall(markdown))


def main(folder: Path, verbose: bool, half: str = "") -> int:
    """Print the figures."""
    stated = right = invented = noted = tied = refused = 0
    titles, days = list[bool](), list[bool]()
    for case in read_cases(folder):
        if half and case.half != half:
            continue
        try:
            draft = draft_from(read_page(case), name=case.page.name, url=case.url)
        except Faults as wrong:
            refused += 1
            if verbose:
                print(f"{case.name}: {wrong.faults[0].problem}")
            continue
        found = is_right(draft, case.author or "")
        stated, right = stated + bool(case.author), right + (bool(case.author) and found)
        invented += bool(draft.meta.authors) and case.author is not None and not found
        titles += [fold(draft.meta.title) == fold(case.title)] if case.title else []
        days += [is_near(draft.meta.published, case.day)] if case.day else []
        expected, ours = count_notes(case.markdown), count_notes(article_markdown(draft))
        noted, tied = noted + any(expected), tied + (any(expected) and expected == ours)
        if verbose:
            print_wrong(case, draft, found)
        if verbose and expected != ours:
            print(f"{case.name}: references and texts of notes {ours}, expected {expected}")
    print(f"{refused} pages refused; authors right {right} of {stated}, others named {invented}")
    print(f"titles right {sum(titles)} of {len(titles)}; days right {sum(days)} of {len(days)}")
    print(f"notes tied on {tied} of {noted} pages")
    return 0


def print_wrong(case: Case, draft: Draft, found: bool) -> None:
    """Print what is not as stated."""
    why = {one.name: one.why for one in draft.fields}
    meta = draft.meta
    if case.author is not None and (meta.authors or case.author) and not found:
        print(f"{case.name}: {', '.join(meta.authors)!r}, stated {case.author!r}  [{why.get('authors', '')}]")
    if case.title and fold(meta.title) != fold(case.title):
        print(f"{case.name}: title {meta.title!r}, stated {case.title!r}  [{why.get('title', '')}]")
    if case.day and not is_near(meta.published, case.day):
        print(f"{case.name}: day {meta.published!r}, stated {case.day!r}  [{why.get('published', '')}]")


if __name__ == "__main__":
    chosen = next((one for one in sys.argv if one in HALVES), "")
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv, chosen))
