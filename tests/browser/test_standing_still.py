"""Cards open without a shift, by focus too, and are heard once; keys and tab stops are few."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import DESK, PHONE, Visits, wait_for_frames

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]
WATCH = """() => {
    window.shifted = [];
    const see = (shifts) => {
        const moved = shifts.flatMap((shift) => shift.sources).map(({ node }) => node);
        window.shifted.push(...moved.filter((node) => window.isOpening || !document.querySelector("#pop").contains(node)));
    };
    const watcher = new PerformanceObserver((list) => see(list.getEntries()));
    watcher.observe({ type: "layout-shift" });
    window.isOpening = true;
    window.shiftedUntilNow = () => { see(watcher.takeRecords()); return window.shifted.length; };
}"""


@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("kind", ["a.term", "a.note-ref", "a.number"])
def test_no_layout_shift(visits: Visits, device: dict[str, object], kind: str) -> None:
    """The browser itself sees nothing move while a card opens and closes; on the way to the next, the card alone."""
    page = visits(ARTICLES[0], on=device)
    page.evaluate("document.fonts.ready")
    wait_for_frames(page)
    page.evaluate(WATCH)
    word = page.locator(f"#p2 {kind}").first
    word.tap() if device is PHONE else word.click()
    expect(page.locator("#pop")).to_be_visible()
    assert _shifted(page) == 0
    page.evaluate("window.isOpening = false")
    page.locator("#pop [data-pop=next]").click()
    assert _shifted(page) == 0
    page.locator("#pop [data-pop=close]").click()
    expect(page.locator("#pop")).to_be_hidden()
    assert _shifted(page) == 0


def _shifted(page: Page) -> int:
    """How many elements have moved, when all that was begun is over and drawn."""
    # The line that grows follows the scrolling, not the time; it is never over.
    page.wait_for_function(
        "!document.getAnimations().some((one) => one.timeline === document.timeline && one.playState === 'running')"
    )
    wait_for_frames(page)
    return int(page.evaluate("window.shiftedUntilNow()"))


def test_the_focus_opens(visits: Visits) -> None:
    """A term that the keyboard reaches shows its card after a moment, and describes itself by it only then."""
    page = visits(ARTICLES[0])
    page.clock.install()
    page.locator("#p1 > .number").focus()
    page.keyboard.press("Tab")
    link = page.locator("#p1 > .text a.term").first
    expect(link).to_be_focused()
    expect(page.locator("#pop")).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "pop")
    page.keyboard.press("Tab")
    expect(link).not_to_have_attribute("aria-describedby", "pop")
    expect(page.locator("[aria-describedby=pop]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#pop")).to_be_hidden()
    page.clock.run_for(2000)
    expect(page.locator("#pop")).to_be_hidden()


def test_a_mouse_that_gives_the_focus_opens_once(visits: Visits) -> None:
    """A click pins; the focus it brings does not undo that."""
    page = visits(ARTICLES[0])
    page.clock.install()
    page.locator("#p1 > .text a.term").first.click()
    page.clock.run_for(2000)
    expect(page.locator("#pop.pinned")).to_be_visible()


@pytest.mark.parametrize("path", ARTICLES)
@pytest.mark.parametrize("view", ["side", "text", "counterpart"])
def test_tab_stops_at_first_uses_only(visits: Visits, path: str, view: str) -> None:
    """Each term and each note is one stop in a section, in whichever text comes first; all of them are links still."""
    page = visits(f"{path}?view={view}")
    stops, links = page.evaluate(
        """() => {
            const links = [...document.querySelectorAll(".passage :is(a.term, a.note-ref)")].filter((one) => one.getClientRects().length);
            return [links.filter((one) => one.tabIndex >= 0).map((one) => one.hash), [...new Set(links.map((one) => one.hash))]];
        }"""
    )
    assert sorted(stops) == sorted(links)


def test_a_slash_goes_to_the_search(visits: Visits) -> None:
    """Where there is a field for it, and not while the keys are off."""
    page = visits("en/glossary/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=search aria-label=x>')"
    )
    page.keyboard.press("/")
    expect(page.locator("[type=search]").first).to_be_focused()
    expect(page.locator("[type=search]").first).to_have_value("")
    page.locator(".open-settings:visible").click()
    page.locator("label:has(#keys-off)").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("[type=search]").first).not_to_be_focused()


@pytest.mark.parametrize("path", ARTICLES)
def test_a_passage_is_named_in_both_languages(visits: Visits, path: str) -> None:
    """Whoever listens in either language hears the number."""
    name = visits(path).locator("#p12").get_attribute("aria-label") or ""
    assert "段" in name
    assert "paragraph 12" in name.lower()


def test_every_key_is_told(visits: Visits) -> None:
    """The list that ? shows has all of them."""
    page = visits(ARTICLES[0])
    page.keyboard.press("?")
    told = page.locator("#help kbd").all_inner_texts()
    assert {"j", "k", "v", "n", "t", "c", "/", "Enter", "Esc", "?"} <= set(told)


def test_the_sheet_leaves_room(visits: Visits) -> None:
    """However long a note is, the sheet takes at most 60 % of the screen."""
    page = visits(ARTICLES[2], on=PHONE)
    page.locator(".passage > .text a.note-ref").first.tap()
    for _ in range(12):
        box = page.locator("#pop").bounding_box()
        word = page.locator("a.note-ref.open").bounding_box()
        assert box
        assert word
        assert box["height"] <= 0.6 * 740 + 1
        assert word["y"] >= 48
        assert word["y"] + word["height"] <= box["y"]
        page.locator("#pop [data-pop=next]").tap()
