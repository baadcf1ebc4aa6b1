"""A sentence under the pointer, or with the focus, shows what answers it; nothing in the page is changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import PHONE, Visits, wait_for_frames

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]
ASKED = {
    "zh-hant": ("我認為完全有可能。", "I think it’s entirely possible."),
    "zh-hans": ("我认为完全有可能。", "I think it’s entirely possible."),
    "en": ("I think it’s entirely possible.", "我認為完全有可能。"),
}


def _tinted(page: Page) -> list[str]:
    """The words that are tinted, without the numbers of notes."""
    wait_for_frames(page)
    return page.evaluate(
        """() => [...CSS.highlights.get("answer")].map((range) => {
            const words = range.cloneContents();
            for (const number of words.querySelectorAll(".note-mark")) number.remove();
            return words.textContent;
        })"""
    )


def _point_at(page: Page, words: str, side: str) -> None:
    """Rest the pointer in the middle of these words of the second passage."""
    page.locator("#p2").scroll_into_view_if_needed()
    x, y = page.evaluate(
        """([words, side]) => {
            const walker = document.createTreeWalker(document.querySelector(`#p2 > .${side}`), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = new Range();
                range.setStart(walker.currentNode, at + 2);
                range.setEnd(walker.currentNode, at + 3);
                const box = range.getBoundingClientRect();
                return [box.x + box.width / 4, box.y + box.height / 2];
            }
        }""",
        [words, side],
    )
    page.mouse.move(x, y)


@pytest.mark.parametrize("edition", EDITIONS)
def test_pointing_tints_the_answer(visits: Visits, edition: str) -> None:
    """In both directions; and what is left is left untinted."""
    page = visits(f"{edition}/{INTERVIEW}/")
    left, right = ASKED[edition]
    _point_at(page, left, "text")
    assert _answers(_tinted(page), right)
    _point_at(page, right, "counterpart")
    assert _answers(_tinted(page), left)
    page.mouse.move(2, 2)
    assert _tinted(page) == []


def _answers(tinted: list[str], wanted: str) -> bool:
    """One stretch: these words, with the speaker's name before them."""
    return len(tinted) == 1 and tinted[0].endswith(wanted) and len(tinted[0]) <= len(f"Dr Xiao Han: {wanted}")


def test_the_page_is_not_touched(visits: Visits) -> None:
    """Tinting adds nothing to the text."""
    page = visits(ARTICLES[0])
    before = page.locator(".rows").inner_html()
    _point_at(page, ASKED["zh-hant"][0], "text")
    assert _tinted(page)
    assert page.locator(".rows").inner_html() == before


def test_the_focus_tints_as_well(visits: Visits) -> None:
    """A link that holds the focus shows what answers its sentence; without the focus nothing."""
    page = visits(ARTICLES[0])
    page.locator("#p1 > .text a.term[data-term=model-training]").focus()
    assert _tinted(page) == ["Do you think it is possible to train a top-flight model so cheaply?"]
    page.locator("#p1 > .number").focus()
    assert _tinted(page) == []


def test_a_passage_with_the_focus_shows_its_counterpart(visits: Visits) -> None:
    """j and k draw a hairline along it."""
    page = visits(ARTICLES[0])
    page.keyboard.press("j")
    assert page.locator("#p1 > .counterpart").evaluate("one => getComputedStyle(one).boxShadow") != "none"
    assert page.locator("#p2 > .counterpart").evaluate("one => getComputedStyle(one).boxShadow") == "none"


def test_a_tap_tints(visits: Visits) -> None:
    """No hover is needed."""
    page = visits(ARTICLES[0], on=PHONE)
    page.locator("#p2 > .text").tap(position={"x": 200, "y": 12})
    assert len(_tinted(page)) == 1


@pytest.mark.parametrize("path", ARTICLES)
def test_every_pair_can_be_found(visits: Visits, path: str) -> None:
    """The lengths that a passage tells fit its two texts, in every passage."""
    page = visits(path)
    expect(page.locator(".passage[data-pairs]").first).to_be_attached()
    over = page.evaluate(
        """() => [...document.querySelectorAll(".passage[data-pairs]")].filter((passage) => {
            const sums = [0, 0];
            for (const pair of passage.dataset.pairs.split(" ")) {
                pair.split(":").forEach((length, side) => { sums[side] += Number(length); });
            }
            return [".text", ".counterpart"].some((side, at) => {
                const copy = passage.querySelector(side).cloneNode(true);
                for (const number of copy.querySelectorAll("sup")) number.remove();
                return copy.textContent.length <= sums[at];
            });
        }).map((passage) => passage.id)"""
    )
    assert over == []
