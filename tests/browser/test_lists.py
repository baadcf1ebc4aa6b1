"""Pages that only some sites have: further pages of lists, tags, series, addresses that lead on.

Whether their markup is valid is in test_valid.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from browser.site import EDITIONS, Site
from browser.test_accessible import find_violations, open_audited
from browser.visits import Visits, Windows

KINDS = ("", "page-2/", "tags/", "tags/開源/", "tags/ai/page-2/", "series/talks/", "a4/")


@pytest.fixture(scope="module")
def windows(browser: Browser, lists: Site) -> Iterator[Windows]:
    """The windows in which this site's pages are opened."""
    kept = Windows(browser, lists.url)
    yield kept
    kept.close()


@pytest.fixture
def visits(windows: Windows, lists: Site) -> Iterator[Visits]:
    """Opens pages of this site; none of them complains or asks anything of anyone else."""
    visits = Visits(windows, lists)
    yield visits
    visits.close()
    assert not visits.complaints
    assert not visits.strangers


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_they_open_in_peace(visits: Visits, edition: str, kind: str) -> None:
    """axe-core finds nothing on a phone, light and dark, and nothing is wider than the window, there and on a desk."""
    page = open_audited(visits, f"{edition}/{kind}", "phone")
    expect(page.locator("h1")).to_be_visible()
    assert not find_violations(page)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_former_address_leads_on(visits: Visits, script: bool) -> None:
    """To the page as it is now, with or without script."""
    page = visits("en/old-4/", script=script)
    page.wait_for_url("**/en/a4/")
    expect(page.locator("h1")).to_have_text("Four")


def test_a_reader_walks_through_a_list(visits: Visits) -> None:
    """From the front page on by numbers, and from part to part of a series."""
    page = visits("en/", script=False)
    page.locator("nav.volumes [rel=next]").click()
    expect(page.locator("nav.volumes [aria-current=page]")).to_have_text("2")
    page.locator(".addresses a").first.click()
    page.locator(".onward a[href$='series/talks/']").click()
    expect(page.locator("h1")).to_have_text("Conversations")
    expect(page.locator(".card")).to_have_count(9)
