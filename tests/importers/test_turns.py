"""Interviews and panels as on real pages: each turn is found exactly, with its speaker."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest

from yizhu.importers import Draft, as_json, draft_from

FOLDER = Path(__file__).parent / "turns"
PAGES = sorted(FOLDER.glob("*.txt"))
# {q NAME|PRINTED} begins a question, {a NAME|PRINTED} another turn; {-} ends the turns, as does the page's end.
MARK = re.compile(r"\{(?:(?P<role>[qa]) (?P<name>[^|]*)\|(?P<printed>[^}]*)|-)\}\s*")
ROLES = {"q": "question", "a": "answer"}

Turn = tuple[str, str, str]  # role, speaker, text without white space


def page(marked: str) -> str:
    """The page as received."""
    return MARK.sub(lambda mark: (mark["printed"] or "") + _gap(marked, mark), marked)


def _gap(marked: str, mark: re.Match[str]) -> str:
    return mark.group()[mark.group().index("}") + 1 :]


def expected(marked: str) -> list[Turn]:
    """The turns that the marks tell."""
    marks = list(MARK.finditer(marked))
    ends = [mark.start() for mark in marks[1:]] + [len(marked)]
    return [
        (ROLES[mark["role"]], mark["name"], plain(marked[mark.end() : end]))
        for mark, end in zip(marks, ends, strict=True)
        if mark["role"]
    ]


def found(draft: Draft) -> list[Turn]:
    """The turns of a draft: a label begins one, and so does a change of role or speaker."""
    turns: list[Turn] = []
    for block, shown in zip(draft.blocks, as_json(draft)["blocks"], strict=True):
        role, name, text = block.role, shown["speaker"] or "", plain(block.text)
        if role not in ROLES.values():
            continue
        if turns and not block.label and turns[-1][:2] == (role, name):
            turns[-1] = (role, name, turns[-1][2] + text)
        else:
            turns.append((role, name, text))
    return turns


def plain(text: str) -> str:
    """The text without white space, its marks half-width: a dump may have lost them, and they come back."""
    return re.sub(r"\s", "", text.translate(str.maketrans("，：；？！（）", ",:;?!()")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_turn_is_exactly_right(path: Path) -> None:
    """Who speaks, in which role, and each word of it, however the page writes its names."""
    marked = path.read_text("utf-8")
    assert found(draft_from(page(marked).encode(), name=path.name)) == expected(marked)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_turn_of_a_page_of_html_is_right(path: Path) -> None:
    """The same text as paragraphs of a page has the same turns."""
    marked = path.read_text("utf-8")
    title = draft_from(page(marked).encode(), name=path.name).meta.title
    lines = [escape(line) for line in page(marked).split("\n") if line.strip()]
    body = "\n".join(f"<h1>{line}</h1>" if line == escape(title) else f"<p>{line}</p>" for line in lines)
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body><article>{body}</article></body></html>'
    assert found(draft_from(html.encode(), name="page.html")) == expected(marked)


def test_there_are_enough_pages() -> None:
    """Fourteen interviews and more, and a panel with 94 turns."""
    assert len(PAGES) >= 15
    assert len(expected((FOLDER / "panel-94-tw.txt").read_text("utf-8"))) == 94
