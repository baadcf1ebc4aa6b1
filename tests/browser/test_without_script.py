"""With script off everything is there: entries, notes, views, editions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import PHONE, Visits

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]


@pytest.mark.parametrize(("edition", "lang"), EDITIONS.items())
def test_an_article_opens(visits: Visits, edition: str, lang: str) -> None:
    """An article shows its title, its text and its counterpart, each in its language."""
    page = visits(f"{edition}/{INTERVIEW}/", script=False)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("h1")).to_be_visible()
    text, counterpart = page.locator("#p1 > .text"), page.locator("#p1 > .counterpart")
    expect(text).to_be_visible()
    expect(text).to_have_attribute("lang", lang)
    expect(counterpart).to_be_visible()
    expect(counterpart).to_have_attribute("lang", "zh-Hant" if lang == "en" else "en")


@pytest.mark.parametrize("path", ARTICLES)
def test_a_term_leads_to_its_entry_and_back(visits: Visits, path: str) -> None:
    """A marked term is a link to its entry on the page, and the entry leads back to the passage."""
    page = visits(path, script=False)
    term = page.locator(".passage > .text a.term").first
    passage = term.evaluate("link => link.closest('.passage').id")
    entry = page.locator(f"#g-{term.get_attribute('data-term')}")
    term.click()
    expect(page.locator(":target")).to_have_id(str(entry.get_attribute("id")))
    expect(entry).to_be_in_viewport()
    entry.locator(f"[role=doc-backlink][href='#{passage}']").click()
    expect(page.locator(":target")).to_have_id(passage)
    expect(page.locator(f"#{passage} > .text")).to_be_in_viewport()


@pytest.mark.parametrize("path", ARTICLES)
def test_a_note_number_leads_to_its_note_and_back(visits: Visits, path: str) -> None:
    """A note's number is a link to the note, and the note leads back to the very number."""
    page = visits(path, script=False)
    number = page.locator(".passage > .text a.note-ref").nth(3)
    note = page.locator(f"#note-{number.get_attribute('data-note')}")
    assert number.inner_text().strip() in note.locator(".note-number").inner_text()
    number.click()
    expect(note).to_be_in_viewport()
    note.locator("[role=doc-backlink]").click()
    expect(page.locator(":target")).to_have_id(str(number.get_attribute("id")))
    expect(number).to_be_in_viewport()


@pytest.mark.parametrize("path", ARTICLES)
def test_each_note_and_entry_leads_back(visits: Visits, path: str) -> None:
    """No note and no entry of the page is a dead end, and none is hidden."""
    page = visits(path, script=False)
    for kind in ("#notes li", "#glossary .entry"):
        expect(page.locator(kind).first).to_be_visible()
        assert page.locator(kind).count() == page.locator(f"{kind}:has([role=doc-backlink])").count() > 0
        assert page.locator(kind).count() == page.locator(f"{kind}:visible").count()


@pytest.mark.parametrize("path", ARTICLES)
def test_views_switch(visits: Visits, path: str) -> None:
    """One text, the other, side by side, one under the other: the form's radios do it alone."""
    page = visits(path, script=False)
    text, counterpart = page.locator("#p2 > .text"), page.locator("#p2 > .counterpart")
    _choose(page, "text")
    expect(text).to_be_visible()
    expect(counterpart).to_be_hidden()
    _choose(page, "counterpart")
    expect(text).to_be_hidden()
    expect(counterpart).to_be_visible()
    _choose(page, "side")
    left, right = text.bounding_box(), counterpart.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 16
    _choose(page, "rows")
    above, below = text.bounding_box(), counterpart.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]


def test_without_a_choice_the_width_decides(visits: Visits) -> None:
    """Unasked, a desk shows the texts side by side and a phone one under the other."""
    path = ARTICLES[0]
    desk = visits(path, script=False).locator("#p2 > .counterpart").bounding_box()
    phone = visits(path, script=False, on=PHONE).locator("#p2 > .counterpart").bounding_box()
    assert desk
    assert phone
    assert desk["x"] > 400
    assert phone["x"] < 60


def test_editions_are_links(visits: Visits) -> None:
    """Script and language are switched by links to the same article."""
    page = visits(ARTICLES[0], script=False)
    page.locator(".switch a[hreflang=zh-Hans]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.locator(".switch a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith(f"/en/{INTERVIEW}/")


def test_nothing_is_offered_that_only_script_can_do(visits: Visits) -> None:
    """The pop-over, the help and the keys are not met by a reader without script."""
    page = visits(ARTICLES[0], script=False)
    page.locator(".open-settings:visible").click()
    expect(page.locator("#settings")).to_be_visible()
    for thing in ("#pop", "#help", ".script-only"):
        assert page.locator(thing).count()
        expect(page.locator(f"{thing}:visible")).to_have_count(0)


def test_the_theme_can_be_chosen(visits: Visits) -> None:
    """The settings obey without script: dark is dark."""
    page = visits(ARTICLES[0], script=False)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".open-settings:visible").click()
    page.locator("label:has(#theme-dark)").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def _choose(page: Page, view: str) -> None:
    page.locator(f"label:has([name=view][value={view}])").click()
