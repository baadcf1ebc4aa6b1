"""An unfinished article and a stale one: accessible, readable on a phone, by keyboard and on paper.

Whether their markup is valid is in test_valid.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.site import EDITIONS, Site
from browser.test_accessible import find_violations, open_audited
from browser.test_print import bare_letters, print_page
from browser.unfinished import SOURCES
from browser.visits import PHONE, Visits, Windows


@pytest.fixture(scope="module")
def windows(browser: Browser, states: Site) -> Iterator[Windows]:
    """The windows that stay open from test to test."""
    windows = Windows(browser, states.url)
    yield windows
    windows.close()


@pytest.fixture
def visits(windows: Windows, states: Site) -> Iterator[Visits]:
    """Opens pages of this site, which complain of nothing."""
    visits = Visits(windows, states)
    yield visits
    visits.close()
    assert not visits.complaints
    assert not visits.strangers


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("slug", "device"), [("chinese", "desk"), ("english", "phone")])
def test_accessible(visits: Visits, slug: str, edition: str, device: str) -> None:
    """axe finds nothing, the difference closed or open, light or dark."""
    page = open_audited(visits, f"{edition}/{slug}/", device)
    found = find_violations(page)
    page.locator(".change").evaluate("change => { change.open = true; }")
    assert not found + find_violations(page)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", SOURCES)
def test_on_a_phone(visits: Visits, slug: str, edition: str) -> None:
    """Nothing is wider than the screen, also with the difference open and large type; it opens without script."""
    page = visits(f"{edition}/{slug}/", on=PHONE, script=False)
    change = page.locator("#p2 > .change")
    change.locator("summary").tap()
    expect(change.locator("ins")).to_be_visible()
    box = change.locator("summary").bounding_box()
    assert box
    assert box["height"] >= 24
    for row in page.locator("section.passage > *").all():
        area = row.bounding_box()
        assert area is None or area["x"] + area["width"] <= 360


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", SOURCES)
def test_languages(visits: Visits, slug: str, edition: str) -> None:
    """What is missing and what has changed is in the source's language, in a Chinese edition's script, and says so."""
    page = visits(f"{edition}/{slug}/")
    lang = SOURCES[slug]
    is_same = EDITIONS[edition][:2] == lang[:2]
    shown = EDITIONS[edition] if is_same else lang
    expect(page.locator("#p2 > .change > p")).to_have_attribute("lang", shown)
    row = page.locator("#p4")
    if is_same:  # the text is the source, and what lacks stands beside it
        expect(row.locator(".text")).to_have_attribute("lang", shown)
        expect(row.locator(".missing")).to_have_count(1)
    else:
        expect(row).to_have_attribute("data-state", "missing")
        expect(row.locator(".text")).to_have_attribute("lang", lang)
    expect(page.locator("#p3")).to_have_attribute("data-state", "machine")


@pytest.mark.parametrize("edition", EDITIONS)
def test_by_keyboard(visits: Visits, edition: str) -> None:
    """From the number of a stale paragraph the next stop is its difference; Enter opens it, and Enter closes it."""
    page = visits(f"{edition}/chinese/")
    page.locator("#p2 > .number").focus()
    page.keyboard.press("Tab")
    change = page.locator("#p2 > .change")
    expect(change.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(change.locator("ins")).to_be_visible()
    page.keyboard.press("Enter")
    expect(change.locator("ins")).to_be_hidden()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", SOURCES)
def test_on_paper(visits: Visits, slug: str, edition: str, tmp_path: Path) -> None:
    """Paper says in words what is stale, by machine or missing, and shows no closed difference."""
    page = visits(f"{edition}/{slug}/")
    told = page.locator("section.passage > :is(.state, .missing)").all_inner_texts()
    assert len(told) == 3
    printed = print_page(page, tmp_path)
    assert [words for words in told if bare_letters(words) not in printed] == []
    assert bare_letters(page.locator("#p2 summary").inner_text()) not in printed


def test_what_a_search_found(visits: Visits) -> None:
    """A sentence that is stale or missing says so where a search has found it, and is in its own language."""
    page = visits("en/search/?q=business")
    found = page.locator("#inside li", has_text="business").first
    expect(found.locator(".state")).to_have_text(
        "The original has changed since this paragraph was translated."
    )
    page = visits("en/search/?q=編輯部")
    found = page.locator("#inside li", has_text="意見").first
    expect(found.locator(".state")).to_have_text("Not yet translated; the original:")
    expect(found.locator(".sentence")).to_have_attribute("lang", "zh-Hant")
