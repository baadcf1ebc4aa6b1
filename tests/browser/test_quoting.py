"""A passage is copied with its source; a plain copy stays the source's words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW, Site
from browser.visits import PHONE, Visits

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]


def _copied(page: Page) -> str:
    expect(page.locator("#said.seen")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def _may_copy(page: Page) -> Page:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def _words(page: Page, passage: str, side: str) -> str:
    return page.locator(f"#{passage} > .{side}").evaluate(
        """one => {
            const copy = one.cloneNode(true);
            for (const number of copy.querySelectorAll("sup")) number.remove();
            return copy.textContent.trim();
        }"""
    )


@pytest.mark.parametrize("path", ARTICLES)
def test_a_passage_with_its_source(visits: Visits, site: Site, path: str) -> None:
    """The menu at its number copies both texts, the title, the number, and the address for the world."""
    page = _may_copy(visits(path))
    page.locator("#p2 > .number").click()
    page.locator("#pop [data-copy]").click()
    copied = _copied(page)
    expect(page.locator("#pop")).to_be_hidden()
    expect(page.locator("#p2 > .number")).to_be_focused()
    assert copied.startswith(f"{_words(page, 'p2', 'text')}\n{_words(page, 'p2', 'counterpart')}\n\n")
    assert page.locator("h1").inner_text() in copied.replace("\n", "")
    assert copied.endswith(f"2\n{site.base_url}{path}#p2") or copied.endswith(
        f"第2段\n{site.base_url}{path}#p2"
    )


def test_c_copies_what_is_read(visits: Visits) -> None:
    """c, without a selection, copies the passage with the focus; both texts, though one alone is shown."""
    page = _may_copy(visits(f"{ARTICLES[0]}?view=text"))
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("c")
    copied = _copied(page)
    assert _words(page, "p3", "text") in copied
    assert _words(page, "p3", "counterpart") in copied


def test_c_copies_what_is_selected(visits: Visits) -> None:
    """The passages that a selection touches, each with its number, and the address of the first."""
    page = _may_copy(visits(ARTICLES[0]))
    page.evaluate(
        """() => {
            const [first, last] = ["#p2 > .text p", "#p3 > .text p"].map((one) => document.querySelector(one));
            getSelection().setBaseAndExtent(first, 1, last, 1);
        }"""
    )
    page.keyboard.press("c")
    copied = _copied(page)
    assert copied.startswith(f"第2段\n{_words(page, 'p2', 'text')}\n")
    assert f"\n\n第3段\n{_words(page, 'p3', 'text')}\n" in copied
    assert "第2段–第3段\n" in copied
    assert copied.endswith("#p2")


def test_selecting_shows_nothing(visits: Visits) -> None:
    """No button comes up over the text."""
    page = visits(ARTICLES[0])
    page.clock.install()
    page.locator("#p1 > .text p").select_text()
    page.clock.run_for(2000)
    expect(page.locator(":popover-open, #said.seen")).to_have_count(0)


def test_the_menu_leads_to_the_passage(visits: Visits) -> None:
    """The address of the passage is there to be followed; a second Enter on its number follows it too."""
    page = visits(ARTICLES[0])
    page.locator("#p4 > .number").click()
    page.locator("#pop a[href='#p4']").click()
    expect(page.locator(":target")).to_have_id("p4")
    page.locator("#p5 > .number").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pop [data-copy]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_id("p5")


def test_on_a_phone(visits: Visits) -> None:
    """The menu is a sheet; what was done is said for all to see."""
    page = _may_copy(visits(ARTICLES[1], on=PHONE))
    page.locator("#p1 > .number").tap()
    button = page.locator("#pop [data-copy]")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    button.tap()
    assert _words(page, "p1", "text") in _copied(page)


def test_a_browser_that_does_not_let_it(visits: Visits) -> None:
    """Says so."""
    page = visits(ARTICLES[2])
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#said.seen")).to_contain_text("does not let")
