"""Columns from right to left: one region, reached and read by keyboard, by wheel and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.site import INTERVIEW
from browser.test_copying import _copied, _passages
from browser.test_phone import overhang
from browser.visits import PHONE, Visits

ARTICLE = f"zh-hant/{INTERVIEW}/"


def _vertical(visits: Visits, path: str = ARTICLE, **how: object) -> Page:
    page = visits(path, **how)  # type: ignore[arg-type]
    page.locator("#writing-vertical").evaluate("radio => radio.click()")
    return page


def _scrolled(page: Page) -> int:
    return round(page.locator(".rows").evaluate("rows => rows.scrollLeft"))


def _mode(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("one => getComputedStyle(one).writingMode"))


@pytest.mark.parametrize("script", [True, False])
def test_the_text_stands_in_columns(visits: Visits, script: bool) -> None:
    """The text is vertical, its translation and all else horizontal; also without script."""
    page = visits(ARTICLE, script=script)
    assert _mode(page, ".passage > .text") == "horizontal-tb"
    page.evaluate("document.querySelector('#writing-vertical').checked = true")
    assert _mode(page, ".passage > .text") == "vertical-rl"
    for other in (".passage > .counterpart", "h1", "#notes"):
        assert _mode(page, other) == "horizontal-tb"


def test_the_page_does_not_scroll_sideways(visits: Visits) -> None:
    """Only the region does, at any width, and nothing in it is cut off below."""
    page = _vertical(visits, on=PHONE)
    rows = page.locator(".rows")
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert overhang(page) == [], width
        assert rows.evaluate("rows => rows.scrollWidth > 2 * rows.clientWidth"), width
        assert rows.evaluate("rows => rows.scrollHeight <= rows.clientHeight + 1"), width


def test_the_first_passage_stands_at_the_right(visits: Visits) -> None:
    """One begins at the right edge, and goes on to the left."""
    page = _vertical(visits, f"{ARTICLE}?view=text")
    rows, first, second = (page.locator(one).bounding_box() for one in (".rows", "#p1", "#p2"))
    assert rows
    assert first
    assert second
    assert abs(rows["x"] + rows["width"] - first["x"] - first["width"]) < 40
    assert second["x"] < first["x"]


def test_home_and_end(visits: Visits) -> None:
    """The region has the focus by Tab; End leads to its end, Home to its beginning."""
    page = _vertical(visits)
    page.locator(".rows").focus()
    expect(page.locator(".rows")).to_be_focused()
    page.keyboard.press("End")
    assert _scrolled(page) < -2000
    page.keyboard.press("Home")
    assert _scrolled(page) == 0
    page.keyboard.press("PageDown")
    assert -1280 < _scrolled(page) < -800
    page.locator("#writing-horizontal").evaluate("radio => radio.click()")
    expect(page.locator(".rows")).not_to_have_attribute("tabindex", "0")


def test_the_wheel(visits: Visits) -> None:
    """The wheel leads on through the columns; at their end the page goes on."""
    page = _vertical(visits)
    page.locator(".rows").evaluate("rows => rows.scrollIntoView()")
    page.locator("#p1 .text").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("document.querySelector('.rows').scrollLeft < -200")
    page.locator(".rows").evaluate("rows => rows.scrollLeft = -rows.scrollWidth")
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 300)
    page.wait_for_function("before => scrollY > before", arg=before)


def test_keys_and_notes(visits: Visits) -> None:
    """j leads to the next passage to the left; a note opens beside its number, and leads back."""
    page = _vertical(visits)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#p2 .number")).to_be_focused()
    assert _scrolled(page) < 0
    page.locator("#p9 .text a.note-ref").first.click()
    expect(page.locator("#pop")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(page.url.split("#")[0] + "#p12")
    expect(page.locator("#p12")).to_be_in_viewport()


def test_a_copied_passage_is_the_source(visits: Visits) -> None:
    """How it is set changes nothing of what is copied."""
    assert [copied.strip() for copied in _copied(_vertical(visits), "text")] == _passages("zh-Hant.md")


def test_columns_on_paper(visits: Visits, tmp_path: Path) -> None:
    """Pages follow one another from right to left, and none is empty."""
    page = _vertical(visits, f"{ARTICLE}?view=text")
    page.emulate_media(media="print")
    assert _mode(page, ":root") == "vertical-rl"
    page.pdf(path=tmp_path / "page.pdf")
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes())
    assert 5 < len(pages) < 40
