"""Each kind of page opens in peace, served or from a disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.site import EDITIONS, INTERVIEW, ONE_OF_EACH, Site
from browser.test_accessible import DEVICES, audited, find_violations
from browser.test_phone import overhang
from browser.visits import Visits

WIDTHS = {"desk": (1280,), "phone": (320, 360)}


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_a_page_opens_in_peace(visits: Visits, path: str, device: str) -> None:
    """Nothing in the console, no violated policy, no request to anyone else (visits sees to that); no page scrolls
    sideways, in no view, at no size of type; and axe finds nothing, light and dark.
    """
    page = visits(path, on=DEVICES[device])
    expect(page.locator("h1")).to_be_visible()
    wrong = find_violations(audited(page))
    for width in WIDTHS[device]:
        page.set_viewport_size({"width": width, "height": 740})
        wrong += overhangs(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert not wrong


def overhangs(page: Page) -> list[str]:
    """What makes the page scroll sideways, in each view and at each size of type that it offers."""
    found = overhang(page)
    for radio in page.locator("[name=view], [name=size]").all():
        if radio.locator("..").evaluate("label => getComputedStyle(label).display != 'none'"):
            radio.evaluate("radio => { radio.checked = true }")
            found += [f"{radio.get_attribute('value')}: {told}" for told in overhang(page)]
    return found


def test_a_lost_reader_is_shown_the_way(visits: Visits, site: Site) -> None:
    """An address that leads nowhere, however deep, shows a styled page with doors to the editions."""
    page = visits("404.html")
    answer = page.request.get(f"{site.url}en/no/such/page/")
    assert answer.status == 404
    for edition in EDITIONS:
        href = page.locator(f".doors a[href$='/{edition}/']").get_attribute("href")
        assert page.request.get(page.evaluate("href => new URL(href, location).href", href)).ok


@pytest.mark.parametrize("edition", EDITIONS)
def test_from_a_disk(visits: Visits, site: Site, edition: str) -> None:
    """A saved site works from file://: style, views, terms, and the way to the other editions."""
    page = visits((site.folder / edition / INTERVIEW / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "sticky"
    page.locator("label:has(#view-text)").click()
    expect(page.locator("#p1 > .counterpart")).to_be_hidden()
    page.locator("#p1 > .text a.term").first.click()
    expect(page.locator("#glossary .entry:target, #pop:popover-open")).to_have_count(1)
    page.keyboard.press("Escape")
    other = page.locator(".switch a[hreflang]").first
    lang = str(other.get_attribute("hreflang"))
    other.click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("#p1")).to_be_visible()


def test_the_front_page_leads_to_each_article(visits: Visits) -> None:
    """From the site's door a reader gets to an article and to a term's page by clicking."""
    page = visits("")
    page.locator(".card h2 a").last.click()
    expect(page.locator(".article .passage").first).to_be_visible()
    page.locator(".menu a[href$='glossary/']").click()
    page.locator(".index .entry dt a").first.click()
    expect(page.locator(".term-page h1")).to_be_visible()
