"""I know this one: a word's mark fades on this device, everywhere, until it is taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.site import EDITIONS, INTERVIEW
from browser.visits import PHONE, Visits

ARTICLES = [f"{edition}/{INTERVIEW}/" for edition in EDITIONS]


def _word(page: Page, id: str = "distillation") -> Locator:
    return page.locator(f".passage > .text a.term[data-term={id}]").first


def _line(word: Locator) -> str:
    return word.evaluate("one => getComputedStyle(one).textDecorationColor")


def _know(page: Page, id: str = "distillation") -> None:
    _word(page, id).click()
    page.locator("#pop [data-know]").click()
    page.keyboard.press("Escape")
    page.mouse.move(2, 2)


@pytest.mark.parametrize("path", ARTICLES)
def test_a_card_tells_all_of_a_term(visits: Visits, path: str) -> None:
    """Headword, reading, the other language's form, the definition, all uses, and a button."""
    page = visits(path)
    _word(page).click()
    card = page.locator("#pop")
    for part in (".headword", ".reading", ".other", ".definition", ".all-uses", "[data-know]"):
        expect(card.locator(part).first).to_be_visible()
    expect(card.locator("[data-know]")).to_have_attribute("aria-pressed", "false")


def test_a_note_offers_no_such_button(visits: Visits) -> None:
    """Nobody knows a note."""
    page = visits(ARTICLES[0])
    _word(page).click()
    page.locator(".passage > .text a.note-ref").first.click()
    expect(page.locator("#pop .note-text, #pop [data-know]:visible")).to_have_count(1)


def test_a_known_word_fades(visits: Visits) -> None:
    """Its line fades, in both texts; another word's does not."""
    page = visits(ARTICLES[0])
    red = _line(_word(page))
    _know(page)
    assert _line(_word(page)) != red
    assert _line(page.locator(".counterpart a.term[data-term=distillation]").first) != red
    assert _line(_word(page, "deepseek")) == red


def test_it_fades_everywhere_before_anything_is_drawn(visits: Visits) -> None:
    """In the other editions and in another window too, by the script that runs before the text."""
    page = visits(ARTICLES[0])
    _know(page)
    faded = _line(_word(page))
    page.route("**/yizhu.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(ARTICLES[2])
    assert _line(_word(page)) == faded


def test_the_settings_undo_it(visits: Visits) -> None:
    """The settings count the words, list them, and give each its mark back; by key, too."""
    page = visits(ARTICLES[0])
    red = _line(_word(page))
    expect(page.locator("#known")).to_be_hidden()
    _know(page)
    _know(page, "deepseek")
    page.locator(".open-settings:visible").click()
    page.locator("#known summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#known li")).to_have_count(2)
    expect(page.locator("#known summary")).to_contain_text("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#known li")).to_have_count(1)
    expect(page.locator("#known summary")).to_be_focused()
    assert _line(_word(page)) == red


def test_the_card_undoes_it_too(visits: Visits) -> None:
    """The pressed button says that the word is known; pressed again it is not."""
    page = visits(ARTICLES[0])
    red = _line(_word(page))
    _know(page)
    _word(page).click()
    expect(page.locator("#pop [data-know]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    _know(page)
    assert _line(_word(page)) == red


@pytest.mark.parametrize("path", ["en/glossary/", "en/glossary/distillation/"])
def test_the_glossary_knows_it_as_well(visits: Visits, path: str) -> None:
    """The button stands in the glossary and on the term's own page, with the word in its name."""
    page = visits(path)
    button = page.locator("main [data-know=distillation]")
    expect(button).to_have_accessible_name(re.compile(r"^I know this one\s*:\s*distillation$"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(ARTICLES[2])
    assert _line(_word(page)) != _line(_word(page, "deepseek"))
    page.goto(path)
    expect(button).to_have_attribute("aria-pressed", "true")


def test_nothing_of_it_without_script(visits: Visits) -> None:
    """No button is offered that does nothing."""
    for path in ("en/glossary/", "en/glossary/distillation/", ARTICLES[0]):
        expect(visits(path, script=False).locator("[data-know]:visible")).to_have_count(0)


def test_by_finger(visits: Visits) -> None:
    """On a phone the button is in the sheet, large enough to hit."""
    page = visits(ARTICLES[1], on=PHONE)
    _word(page).tap()
    button = page.locator("#pop [data-know]")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")


STORES = [
    "null", "[]", "7", '"words"', "true", "{", "[1, [2]]", '{"distillation": 5}', '{"distillation": null, "x": ["y"]}',
    '{"distillation": [1, 2]}', '{"__proto__": ["x", "en"], "toString": {}}', '{"view": {}, "readings": [], "glosses": 1}',
]  # fmt: skip


def test_whatever_the_store_holds_settings_work(visits: Visits) -> None:
    """A store that others wrote into, or that was cut, stops no script: words and views can be chosen, and are kept."""
    page = visits(ARTICLES[0])
    for store in STORES:
        page.evaluate(
            "told => ['yizhu', 'yizhu.known'].forEach(name => localStorage.setItem(name, told))", store
        )
        page.goto(ARTICLES[0])
        _know(page, "deepseek")
        expect(page.locator("#known"), store).to_be_attached()
        page.evaluate("document.querySelector('[name=view][value=rows]').click()")
        assert (store, page.evaluate("JSON.parse(localStorage.getItem('yizhu')).view")) == (store, "rows")
        assert page.evaluate("'deepseek' in JSON.parse(localStorage.getItem('yizhu.known'))"), store


def test_without_a_store_settings_work(visits: Visits) -> None:
    """Where a browser refuses the store altogether, choices hold for the page."""
    page = visits("about:blank")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    page.goto(ARTICLES[0])
    red = _line(_word(page, "deepseek"))
    _know(page, "deepseek")
    assert _line(_word(page, "deepseek")) != red
