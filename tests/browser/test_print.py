"""An article on paper: the text, its notes and words; not the bar."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
import tools
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import Visits

OF_THE_SCREEN = (".bar", ".skip", ".menu", ".switch", ".panel", "#pop", "#help")


def bare_letters(text: str) -> str:
    """Letters alone: on paper lines end anywhere, and fonts have ligatures of their own."""
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFKC", text))


def _words_of(page: Page, selector: str) -> list[str]:
    """The longer stretches of text, whole between two marks."""
    return page.eval_on_selector_all(
        selector,
        """all => all.flatMap((one) => {
            const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
            while (words.nextNode()) if (words.currentNode.data.trim().length > 5) found.push(words.currentNode.data);
            return found;
        })""",
    )


def print_page(page: Page, folder: Path) -> str:
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    words = subprocess.run([tools.pdftotext(), "-raw", str(file), "-"], check=True, capture_output=True)
    return bare_letters(words.stdout.decode())


def _is_on(printed: str, word: str) -> bool:
    """A stretch of text may be cut in two by the end of a page, where another column goes on."""
    bare = bare_letters(word)
    return bare in printed or any(bare[:at] in printed and bare[at:] in printed for at in range(1, len(bare)))


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_article_on_paper(visits: Visits, edition: str, tmp_path: Path) -> None:
    """Paper holds title, text, counterpart, notes and entries, word for word, and nothing of the bar."""
    page = visits(f"{edition}/{INTERVIEW}/")
    printed = print_page(page, tmp_path)
    wanted = [
        word
        for part in (
            "h1",
            ".passage > .text",
            ".passage > .counterpart",
            "#notes .note-text",
            "#glossary .definition",
        )
        for word in _words_of(page, part)
    ]
    assert len(wanted) > 200
    assert [word for word in wanted if not _is_on(printed, word)] == []
    assert bare_letters(page.locator(".bar").inner_text()) not in printed


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_for_the_screen_stays_there(visits: Visits, edition: str) -> None:
    """Bar, menus and panels take no room on paper."""
    page = visits(f"{edition}/{INTERVIEW}/")
    page.emulate_media(media="print")
    for part in OF_THE_SCREEN:
        expect(page.locator(f"{part}:visible")).to_have_count(0)


def test_paper_shows_the_chosen_view(visits: Visits, tmp_path: Path) -> None:
    """Who reads one language prints one language."""
    page = visits(f"zh-hant/{INTERVIEW}/?view=text")
    printed = print_page(page, tmp_path)
    assert all(_is_on(printed, word) for word in _words_of(page, ".passage > .text"))
    assert not any(
        bare_letters(word) in printed for word in _words_of(page, ".passage > .counterpart") if len(word) > 40
    )


def test_paper_is_white(visits: Visits) -> None:
    """Also who reads in the dark prints on white."""
    page = visits(f"en/{INTERVIEW}/", dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
