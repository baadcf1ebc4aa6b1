"""Readers choose which kinds of notes they see, and which form of a misprint."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import Visits

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]
WIDE = {"viewport": {"width": 1440, "height": 900}}


def _choose(page: Page, *ids: str) -> None:
    page.locator(".open-settings:visible").click()
    for id in ids:
        page.locator(f"label:has(#{id})").click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", ARTICLES)
def test_a_kind_can_be_left_out(visits: Visits, path: str, script: bool) -> None:
    """Its numbers and its notes are gone, the others stay; with script or without."""
    page = visits(path, script=script)
    all_shown = page.locator(".note-ref:visible").count()
    facts = page.locator(".passage .note-ref[data-kind=fact]").count()
    if not script:
        page.locator(".open-settings:visible").click()
        page.locator("label:has(#kind-fact)").click()
    else:
        _choose(page, "kind-fact")
    expect(page.locator("[data-kind=fact]:is(.note, .note-ref):visible")).to_have_count(0)
    assert page.locator(".note-ref:visible").count() == all_shown - facts > 0
    expect(page.locator("#notes .note:visible").first).to_be_visible()


def test_the_choice_is_remembered(visits: Visits) -> None:
    """On the next page and the next day; chosen again, the notes are back."""
    page = visits(ARTICLES[0])
    _choose(page, "kind-fact", "kind-language")
    page.reload()
    expect(page.locator("#kind-fact")).not_to_be_checked()
    expect(page.locator("#kind-source")).to_be_checked()
    expect(page.locator(".note-ref[data-kind=fact]:visible")).to_have_count(0)
    _choose(page, "kind-fact")
    page.reload()
    assert page.locator(".note-ref[data-kind=fact]:visible").count()


def test_the_margin_and_the_keys_follow(visits: Visits) -> None:
    """The margin shows the kinds that are chosen, and n goes to no other."""
    page = visits(f"{ARTICLES[0]}?view=text", on=WIDE)
    before = page.locator(".margin p").count()
    kinds = page.eval_on_selector_all("#notes .note", "all => all.map(one => one.dataset.kind)")
    only = kinds[0]
    _choose(page, *(f"kind-{kind}" for kind in sorted(set(kinds)) if kind != only))
    expect(page.locator(".margin p")).to_have_count(kinds.count(only))
    assert before == len(kinds)
    for _ in range(2):
        page.keyboard.press("n")
        expect(page.locator(".note-ref.open")).to_have_attribute("data-kind", only)


def test_a_note_that_is_asked_for_is_shown(visits: Visits) -> None:
    """An address that leads to a note leads to it, whatever kind it is of."""
    page = visits(ARTICLES[0])
    _choose(page, "kind-fact")
    id = page.locator(".note[data-kind=fact]").first.get_attribute("id")
    page.goto(f"{ARTICLES[0]}#{id}")
    expect(page.locator(f"#{id}")).to_be_visible()


@pytest.mark.parametrize("path", ARTICLES)
def test_a_note_says_its_kind_its_date_and_its_author(visits: Visits, path: str) -> None:
    """In its card as behind the text."""
    page = visits(path)
    page.locator(".passage > .text .note-ref[data-kind=fact]").first.click()
    for part in (".kind", "time", ".note-foot"):
        expect(page.locator(f"#pop {part}").first).to_be_visible()


# ---- misprints ---------------------------------------------------------------------------------------------


def _seen(page: Page) -> str:
    """What a reader sees of the first misprint."""
    return page.locator(".passage > .text .sic").first.evaluate(
        """one => [...one.children].filter((inner) => parseFloat(getComputedStyle(inner).fontSize)).map((inner) => inner.innerText).join("")
            + getComputedStyle(one, "::after").content.replace(/^none$|"/g, "")"""
    )


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_misprint_is_shown_as_the_reader_sets_it(visits: Visits, script: bool) -> None:
    """Corrected, as printed, or both."""
    page = visits(ARTICLES[0], script=script)
    assert _seen(page) == "像是"
    page.locator(".open-settings:visible").click()
    page.locator("label:has(#sic-printed)").click()
    assert _seen(page) == "象是"
    page.locator("label:has(#sic-both)").click()
    assert _seen(page) == "象是[像是]"
    page.locator("label:has(#marks-none)").click()
    assert _seen(page) == "象是"


@pytest.mark.parametrize("which", ["usual", "printed"])
def test_the_other_form_is_one_tap_away(visits: Visits, which: str) -> None:
    """A tap says both."""
    page = visits(ARTICLES[0])
    _choose(page, f"sic-{which}")
    page.locator(".passage > .text .sic").first.click()
    expect(page.locator("#pop")).to_contain_text("象是")
    expect(page.locator("#pop")).to_contain_text("像是")


@pytest.mark.parametrize("which", ["usual", "printed", "both"])
def test_what_is_copied_is_what_was_printed(visits: Visits, which: str) -> None:
    """Whatever is shown."""
    page = visits(ARTICLES[0])
    _choose(page, f"sic-{which}")
    copied = page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector(".passage:has(.sic) > .text"));
            return getSelection().toString();
        }"""
    )
    assert "象是水電煤氣" in copied
    assert "像是" not in copied
