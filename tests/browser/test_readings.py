"""Readings over the text: drawn where a reader asks, gone without a trace when they are sent away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.site import INTERVIEW
from browser.test_copying import _copied, _passages
from browser.visits import DESK, PHONE, Visits
from yizhu.chinese.han import HAN

ARTICLE = f"zh-hant/{INTERVIEW}/"
STYLES = ["pinyin", "zhuyin"]
# In each line of a passage, the first character that stands there by itself.
FIRSTS = """column => {
    const firsts = new Map(), words = document.createTreeWalker(column, NodeFilter.SHOW_TEXT), range = new Range();
    while (words.nextNode()) {
        const node = words.currentNode;
        if (node.parentElement.closest("rt, rp, sup")) continue;
        for (let at = 0; at < node.length; at++) {
            range.setStart(node, at); range.setEnd(node, at + 1);
            const {bottom, left, width} = range.getBoundingClientRect();
            if (!width) continue;
            const line = [...firsts.keys()].find((one) => Math.abs(one - bottom) < 12) ?? bottom;
            if (left < (firsts.get(line)?.left ?? Infinity)) firsts.set(line, {left, said: node.data[at]});
        }
    }
    return [...firsts.values()].map((one) => one.said);
}"""


def _set(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}][value='{value}']").evaluate("radio => radio.click()")


def _read(page: Page, style: str) -> None:
    """Readings over the whole text: two thousand, which a machine with much else to do lays out in its own time."""
    _set(page, "readings", style)
    expect(page.locator("#p1 ruby.said").first).to_be_attached(timeout=90_000)


def _rows(page: Page) -> str:
    return str(page.locator(".rows").evaluate("rows => rows.innerHTML"))


def _drawn(page: Page, where: str = ".rows") -> int:
    return page.locator(f"{where} ruby.said").count()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("edition", "side"), [("zh-hant", "text"), ("zh-hans", "text"), ("en", "counterpart")]
)
def test_every_character_is_read(visits: Visits, edition: str, side: str, style: str) -> None:
    """Each Han character of the Chinese column has its reading, and nothing else has one."""
    page = visits(f"{edition}/{INTERVIEW}/")
    said = " ".join(_copied(page, side))
    _read(page, style)
    assert _drawn(page) == len(re.findall(HAN, said))
    assert _drawn(page, f".{side}") == _drawn(page)


def test_the_readings_are_right(visits: Visits) -> None:
    """What stands over the text is what readings.json says, character by character."""
    page = visits(ARTICLE)
    _set(page, "readings", "pinyin")
    over = page.locator("#p1 .text rt")
    expect(over.first).to_be_visible()
    assert "".join(over.all_text_contents()[:9]) == "déguózhīshēngbèibùshǎorénchēng"
    _set(page, "readings", "zhuyin")
    expect(over.first).to_have_text("ㄉㄜˊ")


@pytest.mark.parametrize("style", STYLES)
def test_a_copied_passage_holds_no_reading(visits: Visits, style: str) -> None:
    """With readings over it a passage is still copied as its source has it."""
    page = visits(ARTICLE)
    _read(page, style)
    assert [copied.strip() for copied in _copied(page, "text")] == _passages("zh-Hant.md")


@pytest.mark.parametrize("style", STYLES)
def test_off_leaves_no_trace(visits: Visits, style: str) -> None:
    """Switched off, the page is what it was, node by node."""
    page = visits(ARTICLE, on=PHONE)
    before = _rows(page)
    page.evaluate("window.was = [...document.querySelectorAll('.text p')].flatMap((p) => [...p.childNodes])")
    _read(page, style)
    _set(page, "readings", "")
    expect(page.locator("ruby.said")).to_have_count(0)
    assert _rows(page) == before
    assert page.evaluate(
        "[...document.querySelectorAll('.text p')].flatMap((p) => [...p.childNodes]).every((one, n) => one === was[n])"
    )


def test_hard_words_only(visits: Visits) -> None:
    """A learner has readings over rare words alone."""
    page = visits(ARTICLE)
    _read(page, "pinyin")
    everything = _drawn(page)
    _set(page, "read", "rare")
    expect(page.locator("#p1 .text rt").first).to_be_attached()
    assert 0 < _drawn(page) < everything / 3


def test_one_passage(visits: Visits) -> None:
    """The key r reads one passage; again, it does not."""
    page = visits(ARTICLE)
    page.locator("#p3 .number").focus()
    page.keyboard.press("r")
    expect(page.locator("#p3 rt").first).to_have_text(
        re.compile("[ㄅ-ㄩ]")
    )  # this edition reads as Taiwan does
    assert _drawn(page) == _drawn(page, "#p3") > 10
    page.keyboard.press("r")
    expect(page.locator("ruby.said")).to_have_count(0)


def test_the_choice_is_kept(visits: Visits) -> None:
    """Readings are there again when the reader comes back."""
    page = visits(ARTICLE)
    _set(page, "readings", "zhuyin")
    page.reload()
    expect(page.locator("#p1 ruby.said").first).to_be_attached()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("on", [DESK, PHONE])
def test_no_line_begins_with_a_stop(visits: Visits, style: str, on: dict[str, object]) -> None:
    """Lines end where they may, readings or none, and a character keeps its own."""
    page = visits(f"{ARTICLE}?view=text", on=on)
    _read(page, style)
    for passage in ("#p1", "#p2", "#p8", "#p9"):
        firsts = page.locator(f"{passage} .text").evaluate(FIRSTS)
        assert len(firsts) > 2
        assert [one for one in firsts if one in "，。、；：！？」』）"] == []
        assert page.locator(f"{passage} ruby.said").evaluate_all(
            "all => all.every((one) => one.getClientRects().length === 1)"
        )


def test_nobody_hears_it_twice(visits: Visits) -> None:
    """Who listens hears the text, not its readings."""
    page = visits(ARTICLE)
    _read(page, "pinyin")
    heard = page.locator("#p1 .text").aria_snapshot()
    assert "dé" not in heard
    assert "德" in heard


def test_readings_that_do_not_come(visits: Visits) -> None:
    """Where they cannot be fetched the reader is told, and the switch is off again."""
    page = visits(ARTICLE)
    page.route("**/readings.json", lambda route: route.fulfill(body=""))
    _set(page, "readings", "pinyin")
    expect(page.locator("#said")).to_have_text(re.compile("讀音"))
    expect(page.locator("#readings-usual")).to_be_checked()
    expect(page.locator("ruby.said")).to_have_count(0)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("width", [320, 360])
def test_readings_are_not_wider_than_the_screen(visits: Visits, style: str, width: int) -> None:
    """Nothing scrolls sideways."""
    page = visits(ARTICLE, on=PHONE, width=width)
    _read(page, style)
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
