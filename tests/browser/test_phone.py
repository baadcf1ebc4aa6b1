"""On a phone: a sheet from the bottom, nothing wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import PHONE, Visits

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]


def _word(page: Page, kind: str = "a.term") -> Locator:
    return page.locator(f".passage > .text {kind}").first


def _sheet(page: Page) -> Locator:
    return page.locator("#pop")


@pytest.mark.parametrize("path", ARTICLES)
@pytest.mark.parametrize("kind", ["a.term", "a.note-ref"])
def test_a_tap_opens_the_sheet(visits: Visits, path: str, kind: str) -> None:
    """The sheet stands at the bottom, takes the focus, and leaves the tapped line in sight."""
    page = visits(path, on=PHONE)
    _word(page, kind).tap()
    expect(_sheet(page)).to_be_visible()
    sheet, word = _sheet(page).bounding_box(), _word(page, kind).bounding_box()
    assert sheet
    assert word
    assert abs(sheet["y"] + sheet["height"] - 740) < 2
    assert sheet["height"] <= 0.6 * 740 + 1
    assert sheet["width"] == 360
    assert word["y"] >= 0
    assert word["y"] + word["height"] <= sheet["y"]
    assert page.evaluate("document.querySelector('#pop').contains(document.activeElement)")


def test_the_sheet_of_a_late_word_leaves_its_line_in_sight(visits: Visits) -> None:
    """A word at the bottom of the screen is moved up, not covered."""
    page = visits(ARTICLES[0], on=PHONE)
    word = page.locator("#p4 > .text a.term").first
    word.evaluate("link => link.scrollIntoView({block: 'end'})")
    word.tap()
    sheet, box = _sheet(page).bounding_box(), word.bounding_box()
    assert sheet
    assert box
    assert box["y"] + box["height"] <= sheet["y"]


def test_the_button_closes_the_sheet(visits: Visits) -> None:
    """Its button, 44 pixels at least, closes the sheet and gives the focus back."""
    page = visits(ARTICLES[0], on=PHONE)
    before = page.url
    _word(page).tap()
    button = _sheet(page).locator("[data-pop=close]")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    button.tap()
    expect(_sheet(page)).to_be_hidden()
    expect(_word(page)).to_be_focused()
    assert page.url == before


def test_back_closes_the_sheet(visits: Visits) -> None:
    """Back closes the sheet and stays on the page; Back again leaves it."""
    page = visits("zh-hant/", on=PHONE)
    page.goto(ARTICLES[0])
    before = page.url
    _word(page).tap()
    expect(_sheet(page)).to_be_visible()
    page.go_back()
    expect(_sheet(page)).to_be_hidden()
    assert page.url == before
    page.go_back()
    assert page.url.endswith("/zh-hant/")


def test_a_closed_sheet_leaves_no_trace(visits: Visits) -> None:
    """After the button, Back leaves the page at once."""
    page = visits("zh-hant/", on=PHONE)
    page.goto(ARTICLES[0])
    _word(page).tap()
    _sheet(page).locator("[data-pop=close]").tap()
    expect(_sheet(page)).to_be_hidden()
    page.go_back()
    page.wait_for_url("**/zh-hant/")


def test_next_and_previous(visits: Visits) -> None:
    """The sheet goes from note to note."""
    page = visits(ARTICLES[0], on=PHONE)
    numbers = page.locator(".passage > .text a.note-ref")
    numbers.first.tap()
    body = _sheet(page).locator(".pop-body")
    first = body.inner_text()
    _sheet(page).locator("[data-pop=next]").tap()
    # The note itself is far below, where a phone has laid out nothing yet: innerText would be empty.
    second = page.locator(f"#note-{numbers.nth(1).get_attribute('data-note')} .note-text").text_content()
    assert second
    expect(body).to_contain_text(second)
    expect(numbers.nth(1)).to_be_in_viewport()
    _sheet(page).locator("[data-pop=previous]").tap()
    assert body.inner_text() == first


@pytest.mark.parametrize("path", ARTICLES)
def test_an_open_sheet_is_not_wider_either(visits: Visits, path: str) -> None:
    """At 320 pixels the sheet and the settings fit."""
    page = visits(path, on=PHONE, width=320)
    _word(page).tap()
    assert overhang(page) == []
    _sheet(page).locator("[data-pop=close]").tap()
    page.locator(".open-settings:visible").tap()
    expect(page.locator("#settings")).to_be_visible()
    assert overhang(page) == []


def overhang(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing if it does not."""
    return page.evaluate(
        """() => {
            const root = document.scrollingElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const wide = [...document.body.querySelectorAll("*")].filter(
                (one) => one.getBoundingClientRect().right > root.clientWidth + 0.5);
            return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
        }"""
    )
