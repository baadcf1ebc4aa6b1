"""What stands behind the text is laid out late, and nobody notices."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.site import EDITIONS, INTERVIEW
from browser.visits import DESK, PHONE, Visits

SCREENS = {"desk": DESK, "phone": PHONE}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", ["#notes .note", "#glossary .entry"])
def test_an_address_of_a_note_or_term_shows_it(visits: Visits, screen: str, kind: str) -> None:
    """Wherever in its list it stands, it is at the top of the window of whoever follows a link to it."""
    page = visits(f"zh-hant/{INTERVIEW}/", script=False, on=SCREENS[screen])
    ids = page.locator(kind).evaluate_all("all => all.map(one => one.id)")
    for id in (ids[0], ids[len(ids) // 2], ids[-1]):
        page.goto(f"zh-hant/{INTERVIEW}/#{id}")
        target = page.locator(f"[id='{id}']")
        assert target.evaluate("one => one.matches(':target')")
        box = target.bounding_box()
        assert box
        assert -1 <= box["y"] < 900, id


def test_a_letter_of_the_glossary_is_found(visits: Visits) -> None:
    """A link to a group of terms far below shows that group."""
    page = visits("zh-hant/glossary/", script=False, on=PHONE)
    last = page.locator(".group").last
    page.goto(f"zh-hant/glossary/#{last.get_attribute('id')}")
    box = last.bounding_box()
    assert box
    assert -1 <= box["y"] < 740


@pytest.mark.parametrize("edition", EDITIONS)
def test_scrolling_up_goes_where_it_should(visits: Visits, edition: str) -> None:
    """From the terms back into the notes: what was seen moves down as far as the reader scrolled."""
    page = visits(f"{edition}/{INTERVIEW}/#glossary", on=PHONE)
    for _ in range(8):
        _settle(page)
        before = _y(page)
        page.mouse.wheel(0, -150)
        _settle(page)
        assert abs(_y(page) - before - 150) <= 2


def _y(page: Page) -> float:
    """Where the heading of the terms stands in the window."""
    return float(page.evaluate("document.querySelector('#glossary-title').getBoundingClientRect().top"))


def _settle(page: Page) -> None:
    """Until two frames have shown the same."""
    page.evaluate("""() => new Promise(done => {
        let last, same = 0;
        const look = () => {
            same = scrollY === last ? same + 1 : 0;
            last = scrollY;
            same > 3 ? done() : requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    })""")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_link_to_a_passage_opens_at_it(visits: Visits, screen: str) -> None:
    """The page stands at its passage as soon as it has loaded: it does not glide there over the whole article."""
    still = SCREENS[screen] | {"reduced_motion": "no-preference"}
    page = visits(f"en/{INTERVIEW}/#p12", on=still)
    assert -1 <= page.locator("#p12").evaluate("one => one.getBoundingClientRect().top") < 200
