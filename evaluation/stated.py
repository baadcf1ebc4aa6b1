"""Authors and footnotes that extractors' own tests state, against ours: python evaluation/stated.py FOLDER [-v]

FOLDER is ``tests`` of kepano/defuddle or ``test/test-pages`` of mozilla/readability; neither is part of this project.
An author is right if it is the stated one, or each of ours stands in what is stated, which may hold titles and days.
``invented`` are pages that state nobody, or somebody else, and on which we name somebody: to be read with -v, since
the statement is sometimes what is wrong. Notes are right if as many references and texts are tied as expected.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.faults import Faults
from yizhu.importers import Draft, article_markdown, draft_from

_STATED = re.compile(r"```json\n(.*?)\n```", re.S)
_REFERENCE = re.compile(r"\[\^[^\]]+\](?!:)")
_TEXT = re.compile(r"^\[\^[^\]]+\]:", re.M)


@dataclass(frozen=True, slots=True)
class Case:
    """A page, the author that its test states, and the expected Markdown; empty: none."""

    name: str
    page: Path
    author: str
    markdown: str


def read_cases(folder: Path) -> Iterator[Case]:
    """Return the pages of either set."""
    for page in sorted((folder / "fixtures").glob("*.html")):
        expected = folder / "expected" / f"{page.stem}.md"
        text = expected.read_text("utf-8") if expected.exists() else ""
        stated = _STATED.match(text)
        author = json.loads(stated[1]).get("author", "") if stated else ""
        yield Case(page.stem, page, author, text)
    for page in sorted(folder.glob("*/source.html")):
        stated_by = json.loads((page.parent / "expected-metadata.json").read_text("utf-8"))
        yield Case(page.parent.name, page, stated_by.get("byline") or "", "")


def fold(text: str) -> str:
    """Return the text's letters."""
    return re.sub(r"\W", "", text.lower())


def is_right(draft: Draft, author: str) -> bool:
    """Is the draft's author the stated one?"""
    ours = draft.meta.authors
    return bool(ours) and all(fold(name) in fold(author) for name in ours)


def count_notes(markdown: str) -> tuple[int, int]:
    """Return how many references and texts of footnotes a text has."""
    return len(_REFERENCE.findall(markdown)), len(_TEXT.findall(markdown))


def main(folder: Path, verbose: bool) -> int:
    """Print the figures."""
    stated = right = invented = noted = tied = refused = 0
    for case in read_cases(folder):
        try:
            draft = draft_from(case.page, name=case.page.name)
        except Faults as wrong:
            refused += 1
            if verbose:
                print(f"{case.name}: {wrong.faults[0].problem}")
            continue
        found = is_right(draft, case.author)
        stated, right = stated + bool(case.author), right + (bool(case.author) and found)
        invented += bool(draft.meta.authors) and not found
        expected, ours = count_notes(case.markdown), count_notes(article_markdown(draft))
        noted, tied = noted + any(expected), tied + (any(expected) and expected == ours)
        if verbose and (draft.meta.authors or case.author) and not found:
            print(f"{case.name}: {', '.join(draft.meta.authors)!r}, stated {case.author!r}")
        if verbose and expected != ours:
            print(f"{case.name}: references and texts of notes {ours}, expected {expected}")
    print(f"{refused} pages refused; authors right {right} of {stated}, others named {invented}")
    print(f"notes tied on {tied} of {noted} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
