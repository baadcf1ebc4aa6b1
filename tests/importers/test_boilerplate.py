"""Dumps of sites without a profile: the article is separated from menus, links and footers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from testbed import REPO

from yizhu.importers import draft_from

sys.path.insert(0, str(REPO / "evaluation"))
from dumps import marked, result_of

FOLDER = Path(__file__).parent / "dumps"
PAGES = {path.stem: marked(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))}


def test_sites_never_seen() -> None:
    """On dumps written before the rules, the kept characters have an average F1 of at least .88."""
    scores = [result_of(lines, name).score for name, lines in PAGES.items() if name.startswith("held")]
    assert sum(scores) / len(scores) >= 0.88


@pytest.mark.parametrize("name", PAGES)
def test_the_title_is_found_among_menus(name: str) -> None:
    """The title is the line above the article that is one, not a menu's, a byline's or a date's."""
    lines = PAGES[name]
    draft = draft_from("\n".join(text for _, text in lines).encode(), name=name)
    assert draft.meta.title == next(text for mark, text in lines if mark == "=")


@pytest.mark.parametrize("name", PAGES)
def test_no_paragraph_is_lost(name: str) -> None:
    """Each paragraph of the article is kept, whether or not the lines around it are."""
    lines = PAGES[name]
    draft = draft_from("\n".join(text for _, text in lines).encode(), name=name)
    kept = {number for block in draft.blocks for number in range(block.lines[0], block.lines[1] + 1)}
    paragraphs = [n for n, (mark, text) in enumerate(lines, 1) if mark == "+" and len(text) > 30]
    assert [number for number in paragraphs if number not in kept] == []
