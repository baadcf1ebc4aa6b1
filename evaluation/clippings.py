"""Pages of a web clipper's tests, and what is kept of their words: python evaluation/clippings.py FOLDER [HALF] [-v]

FOLDER is ``tests`` of kepano/defuddle, with ``fixtures`` and ``expected``; it is no part of this project. HALF is
``development`` or ``held-out``, by a hash of the page's name; without it, all are read. Words are compared as a bag:
recall is the share of the expected words that were kept, precision the share of ours that was expected. A page that
was refused is counted apart. Neither lost nor gained are a heading that repeats the title, which we have in the front
matter, the mark of a callout (``[!info]``), an alternative text said again below its picture, and the spaces of TeX.
-v prints each page that lost or gained much, with the words.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from yizhu.content.faults import Faults
from yizhu.importers import article_markdown, draft_from

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_FRONT = re.compile(r"\A(?:---\n.*?\n---\n|```json\n.*?\n```\n)", re.S)
_PICTURE = re.compile(r"!\[(?:\\.|[^\]\\])*\]\((?:<[^>\n]*>|(?:\\.|\([^()]*\)|[^()\\])*)\)")
_TARGET = re.compile(r"(?<=\])\((?:<[^>\n]*>|(?:\\.|\([^()]*\)|[^()\\])*)\)")
_MARKS = re.compile(
    r"<[a-z/][^>\n]*>|\{(?:sup|sub|del|lang=[^}]*|role=\w+|supplied=\w+)\}|\[\^[^\]\s]+\]:?", re.I
)
_FENCE = re.compile(r"^\s*(?:```|~~~)[\w.+#-]*\s*$", re.M)
_CALLOUT = re.compile(r"^[ \t]*(?:>[ \t]*)+\[!\w+\]", re.M)
_SAID_AGAIN = re.compile(r"!\[([^\]\n]+)\]\([^()\n]*\)\n\n\1$", re.M)
_FORMULA = re.compile(r"\$\$[^$]+\$\$|\$(?=[^$\n]*[\\^_])[^$\n]+\$")
_TEX = re.compile(r"\\([A-Za-z]+)|([A-Za-z])|(\d+)")
_HEADING = re.compile(r"^#{1,6} +(.+)$\n?", re.M)
_BELOW = 0.8


@dataclass(frozen=True, slots=True)
class Score:
    """What was kept of one page."""

    name: str
    recall: float
    precision: float
    lost: Counter[str]
    gained: Counter[str]
    refused: str = ""


def words_of(markdown: str) -> Counter[str]:
    """Return the words of a text in Markdown, without addresses, pictures and marks."""
    text = _SAID_AGAIN.sub("", _CALLOUT.sub("", _FRONT.sub("", markdown, count=1)))
    text = _FORMULA.sub(lambda found: _TEX.sub(r" \1\2\3 ", found[0]), text)
    for pattern in (_PICTURE, _TARGET, _MARKS, _FENCE):
        text = pattern.sub(" ", text)
    return Counter(_WORD.findall(text.replace("\\", "").lower()))


def without_title(markdown: str, title: str) -> str:
    """Return the text without the first heading that says the title."""
    words = words_of(title)
    heading = next((one for one in _HEADING.finditer(markdown) if words and words_of(one[1]) == words), None)
    return markdown[: heading.start()] + markdown[heading.end() :] if heading else markdown


def half_of(name: str) -> str:
    """Return the half that a page is in."""
    return "held-out" if sha256(name.encode()).digest()[0] % 2 else "development"


def score_page(page: Path, expected: Path) -> Score:
    """Import one page and compare its words with those expected."""
    wanted = expected.read_text("utf-8")
    try:
        draft = draft_from(page, name=page.name)
    except Faults as wrong:
        return Score(page.stem, 0.0, 0.0, words_of(wanted), Counter(), wrong.faults[0].problem)
    title = draft.meta.title
    theirs = words_of(without_title(wanted, title))
    ours = words_of(without_title(article_markdown(draft), title))
    both = sum((ours & theirs).values())
    recall, precision = both / (sum(theirs.values()) or 1), both / (sum(ours.values()) or 1)
    return Score(page.stem, recall, precision, theirs - ours, ours - theirs)


def score_all(folder: Path, half: str) -> Iterator[Score]:
    """Score each page of a half that has an expected text."""
    for page in sorted((folder / "fixtures").glob("*.html")):
        expected = folder / "expected" / f"{page.stem}.md"
        if expected.exists() and half in ("", half_of(page.stem)):
            yield score_page(page, expected)


def print_worst(scores: list[Score]) -> None:
    """Print the pages that lost or gained much, the worst first."""
    for one in sorted(scores, key=lambda one: min(one.recall, one.precision)):
        if one.refused or min(one.recall, one.precision) < 0.95:
            print(f"{one.recall:.2f} {one.precision:.2f} {one.name} {one.refused}")
            if not one.refused:
                print(f"    lost: {' '.join(one.lost)[:300]}\n    gained: {' '.join(one.gained)[:300]}")


def main() -> None:
    """Print the figures."""
    halves = [word for word in sys.argv[2:] if not word.startswith("-")]
    scores = list(score_all(Path(sys.argv[1]), halves[0] if halves else ""))
    read = [one for one in scores if not one.refused]
    if "-v" in sys.argv:
        print_worst(scores)
    below = sum(one.recall < _BELOW for one in read)
    print(
        f"{len(scores)} pages, {len(scores) - len(read)} refused; of the {len(read)} read: "
        f"mean recall {statistics.mean(one.recall for one in read):.3f}, "
        f"precision {statistics.mean(one.precision for one in read):.3f}, {below} below {_BELOW}"
    )


if __name__ == "__main__":
    main()
