"""With script: pop-overs, keys, and views that are remembered and shared."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import Visits

ARTICLE = f"zh-hant/{INTERVIEW}/"
OTHER_ARTICLE = "zh-hant/zero-to-one-and-open-source/"
ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]


def _term(page: Page, nth: int = 0) -> Locator:
    return page.locator(".passage > .text a.term").nth(nth)


def _note(page: Page, nth: int = 0) -> Locator:
    return page.locator(".passage > .text a.note-ref").nth(nth)


def _pop(page: Page) -> Locator:
    return page.locator("#pop")


def _definition(page: Page, term: Locator) -> str:
    return page.locator(f"#g-{term.get_attribute('data-term')} .definition").inner_text()


def _open_by_key(page: Page, link: Locator) -> None:
    link.focus()
    page.keyboard.press("Enter")
    expect(_pop(page)).to_be_visible()


# ---- pop-overs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ARTICLES)
def test_hovering_opens(visits: Visits, path: str) -> None:
    """A pointer that rests on a term opens its entry, and on a note's number its note."""
    page = visits(path)
    _term(page, 1).hover()
    expect(_pop(page)).to_be_visible()
    expect(_pop(page)).to_contain_text(_definition(page, _term(page, 1)))
    page.mouse.move(2, 2)
    expect(_pop(page)).to_be_hidden()
    _note(page).hover()
    words = page.locator(f"#note-{_note(page).get_attribute('data-note')} .note-text").inner_text()
    expect(_pop(page)).to_contain_text(words)


def test_the_pointer_may_move_into_the_pop_over(visits: Visits) -> None:
    """What hovering opened stays while the pointer is in it (WCAG 1.4.13)."""
    page = visits(ARTICLE)
    page.clock.install()
    _term(page, 1).hover()
    expect(_pop(page)).to_be_visible()
    _pop(page).hover()
    page.clock.run_for(2000)
    expect(_pop(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(_pop(page)).to_be_hidden()


@pytest.mark.parametrize("path", ARTICLES)
def test_enter_opens_and_esc_returns(visits: Visits, path: str) -> None:
    """Enter on a focused term opens it and the address stays; Esc closes it, the focus on the term."""
    page = visits(path)
    before = page.url
    for link in (_term(page), _note(page)):
        _open_by_key(page, link)
        expect(link).to_be_focused()
        expect(link).to_have_attribute("aria-describedby", "pop")
        page.keyboard.press("Escape")
        expect(_pop(page)).to_be_hidden()
        expect(link).to_be_focused()
        expect(link).not_to_have_attribute("aria-describedby", "pop")
        assert page.url == before


def test_a_second_enter_follows(visits: Visits) -> None:
    """The second Enter is the link's own."""
    page = visits(ARTICLE)
    _open_by_key(page, _term(page))
    page.keyboard.press("Enter")
    expect(_pop(page)).to_be_hidden()
    expect(page.locator(":target")).to_have_id(f"g-{_term(page).get_attribute('data-term')}")


def test_the_pop_over_can_be_entered_by_key(visits: Visits) -> None:
    """Tab leads from the link into the pop-over; Esc there leads back to the link."""
    page = visits(ARTICLE)
    _open_by_key(page, _term(page))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#pop').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(_term(page)).to_be_focused()


def test_tab_leaves_the_pop_over_to_its_link(visits: Visits) -> None:
    """Past the pop-over's last stop the focus is where the reader came from, not at the end of the page."""
    page = visits(ARTICLE)
    _open_by_key(page, _term(page))
    stops = page.locator("#pop :is(button, a[href]):visible").count()
    for _ in range(stops + 1):
        page.keyboard.press("Tab")
    expect(_pop(page)).to_be_hidden()
    expect(_term(page)).to_be_focused()


def test_one_at_a_time(visits: Visits) -> None:
    """Another term's pop-over takes the place of the first."""
    page = visits(ARTICLE)
    _term(page).click()
    expect(_pop(page)).to_contain_text(_definition(page, _term(page)))
    _term(page, 1).click()
    expect(_pop(page)).to_contain_text(_definition(page, _term(page, 1)))
    expect(_pop(page)).not_to_contain_text(_definition(page, _term(page)))
    expect(page.locator(":popover-open")).to_have_count(1)
    expect(page.locator("[aria-describedby=pop]")).to_have_count(1)


def test_a_click_pins(visits: Visits) -> None:
    """What was clicked stays open when the pointer leaves, and closes by its button."""
    page = visits(ARTICLE)
    page.clock.install()
    _note(page).click()
    page.mouse.move(2, 2)
    page.clock.run_for(2000)
    expect(_pop(page)).to_be_visible()
    _pop(page).locator("[data-pop=close]").click()
    expect(_pop(page)).to_be_hidden()


def test_opening_moves_nothing(visits: Visits) -> None:
    """The text stands still when a note opens."""
    page = visits(ARTICLE)
    before = page.locator("#p2").bounding_box()
    _note(page).click()
    expect(_pop(page)).to_be_visible()
    assert page.locator("#p2").bounding_box() == before


def test_the_pop_over_covers_not_its_words(visits: Visits) -> None:
    """The line that was asked about stays readable."""
    page = visits(ARTICLE)
    for nth in (0, 2, 5):
        _term(page, nth).click()
        word, pop = _term(page, nth).bounding_box(), _pop(page).bounding_box()
        assert word
        assert pop
        assert pop["y"] >= word["y"] + word["height"] or pop["y"] + pop["height"] <= word["y"]
        page.keyboard.press("Escape")


def test_ids_stay_unique(visits: Visits) -> None:
    """The copy in the pop-over takes no id from the entry it copies."""
    page = visits(ARTICLE)
    _note(page).click()
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


# ---- keys --------------------------------------------------------------------------------------------------


def test_j_and_k_go_from_passage_to_passage(visits: Visits) -> None:
    """j is the next passage, k the one before; the focus goes along."""
    page = visits(ARTICLE)
    for key, wanted in (("j", "p1"), ("j", "p2"), ("j", "p3"), ("k", "p2")):
        page.keyboard.press(key)
        expect(page.locator(f"#{wanted} > .number")).to_be_focused()
        expect(page.locator(f"#{wanted} > .text")).to_be_in_viewport()


def test_v_goes_through_the_views(visits: Visits) -> None:
    """v shows the next view, and after the last the first."""
    page = visits(ARTICLE)
    seen = []
    for _ in range(5):
        seen.append(page.locator("[name=view]:checked").get_attribute("value"))
        page.keyboard.press("v")
    assert seen == ["side", "rows", "text", "counterpart", "side"]


def test_question_mark_shows_the_keys(visits: Visits) -> None:
    """? opens the list of keys; Esc closes it."""
    page = visits(ARTICLE)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_n_and_t(visits: Visits) -> None:
    """n opens the next note, t goes to the glossary."""
    page = visits(ARTICLE)
    page.keyboard.press("n")
    expect(_pop(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.locator("#glossary h2")).to_be_in_viewport()


def test_keys_can_be_switched_off(visits: Visits) -> None:
    """Single-key shortcuts can be turned off (WCAG 2.1.4), and stay so."""
    page = visits(ARTICLE)
    page.locator(".open-settings:visible").click()
    page.locator("label:has(#keys-off)").click()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()


def test_the_browser_keeps_its_own_keys(visits: Visits) -> None:
    """With Ctrl a letter is the browser's."""
    page = visits(ARTICLE)
    page.keyboard.press("Control+j")
    expect(page.locator("body")).to_be_focused()


# ---- views -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["text", "counterpart", "side", "rows"])
def test_the_address_carries_the_view(visits: Visits, view: str) -> None:
    """?view= shows that view, so that a teacher can share it."""
    page = visits(f"{ARTICLE}?view={view}")
    expect(page.locator("[name=view]:checked")).to_have_value(view)
    expect(page.locator("#p1 > .text")).to_be_visible(visible=view != "counterpart")
    expect(page.locator("#p1 > .counterpart")).to_be_visible(visible=view != "text")


def test_a_view_that_is_none(visits: Visits) -> None:
    """An unknown ?view= is as good as none."""
    page = visits(f"{ARTICLE}?view=nonsense")
    expect(page.locator("[name=view]:checked")).to_have_value("side")


def test_a_chosen_view_is_in_the_address_and_is_remembered(visits: Visits) -> None:
    """What was chosen in one article holds in the next, and the address says it."""
    page = visits(ARTICLE)
    page.locator("label:has(#view-text)").click()
    assert page.url.endswith("?view=text")
    page.goto(OTHER_ARTICLE)
    expect(page.locator("[name=view]:checked")).to_have_value("text")
    expect(page.locator("#p1 > .counterpart")).to_be_hidden()


def test_an_asked_view_is_not_remembered(visits: Visits) -> None:
    """A shared address shows its view once, and changes nothing of the reader's own choice."""
    page = visits(f"{ARTICLE}?view=counterpart")
    page.goto(OTHER_ARTICLE)
    expect(page.locator("[name=view]:checked")).to_have_value("side")


LOOK = """() => {
    const look = getComputedStyle(document.documentElement);
    return { size: look.getPropertyValue("--size"), scheme: look.colorScheme };
}"""


def test_settings_are_remembered(visits: Visits) -> None:
    """Size, theme and keys hold on every page, before anything is drawn, also where they are not offered."""
    page = visits(ARTICLE)
    page.locator(".open-settings:visible").click()
    page.locator("label:has(#size-large)").click()
    page.locator("label:has(#theme-dark)").click()
    page.goto("en/glossary/")
    expect(page.locator("#size-large")).to_be_checked()
    expect(page.locator("#theme-dark")).to_be_checked()
    page.locator(".open-settings:visible").click()
    page.locator("label:has(#keys-off)").click()
    size = page.evaluate(LOOK)["size"]
    for address in ("en/glossary/", f"{ARTICLE}sheet/"):
        page.goto(address)
        assert page.evaluate(LOOK) == {"size": size, "scheme": "dark"}
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/sheet/$"))


@pytest.mark.parametrize(("lang", "edition"), [("zh-Hans", "zh-hans"), ("en", "en")])
def test_edition_links_keep_the_place(visits: Visits, lang: str, edition: str) -> None:
    """Another script or language shows the passage that was being read."""
    page = visits(f"{ARTICLE}#p9")
    page.locator("#p9 > .number").focus()
    page.locator(f".switch a[hreflang={lang}]").evaluate("link => link.click()")
    page.wait_for_url(re.compile(rf"/{edition}/{INTERVIEW}/#p9$"))
    expect(page.locator("#p9 > .text")).to_be_in_viewport()
