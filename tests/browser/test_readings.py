"""Readings over the text: drawn where a reader asks, gone without a trace when they are sent away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.site import INTERVIEW
from browser.test_copying import _copied
from browser.test_phone import overhang
from browser.visits import DESK, PHONE, Visits
from yizhu.chinese.han import HAN

ARTICLE = f"zh-hant/{INTERVIEW}/"
STYLES = {"pinyin": re.compile("[a-zà-ǜ]"), "zhuyin": re.compile("[ㄅ-ㄩ]")}
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
    expect(page.locator("#p1 ruby.said rt").first).to_have_text(STYLES[style], timeout=90_000)


def _rows(page: Page) -> str:
    return str(page.locator(".rows").evaluate("rows => rows.innerHTML"))


def _drawn(page: Page, where: str = ".rows") -> int:
    return page.locator(f"{where} ruby.said").count()


@pytest.mark.parametrize(
    ("edition", "side"), [("zh-hant", "text"), ("zh-hans", "text"), ("en", "counterpart")]
)
def test_every_character_is_read(visits: Visits, edition: str, side: str) -> None:
    """Each Han character of the Chinese column has its reading, and nothing else has one; what is copied has none."""
    page = visits(f"{edition}/{INTERVIEW}/")
    copied = _copied(page, side)
    for style in STYLES:
        _read(page, style)
        assert (style, _drawn(page)) == (style, len(re.findall(HAN, " ".join(copied))))
        assert (style, _drawn(page, f".{side}")) == (style, _drawn(page))
        assert (style, _copied(page, side)) == (style, copied)


def test_the_readings_are_right(visits: Visits) -> None:
    """What stands over the text is what readings.json says, character by character."""
    page = visits(ARTICLE)
    _set(page, "readings", "pinyin")
    over = page.locator("#p1 .text rt")
    expect(over.first).to_be_visible()
    assert "".join(over.all_text_contents()[:9]) == "déguózhīshēngbèibùshǎorénchēng"
    _set(page, "readings", "zhuyin")
    expect(over.first).to_have_text("ㄉㄜˊ")


def test_off_leaves_no_trace(visits: Visits) -> None:
    """Switched off, the page is what it was, node by node."""
    page = visits(ARTICLE, on=PHONE)
    before = _rows(page)
    page.evaluate("window.was = [...document.querySelectorAll('.text p')].flatMap((p) => [...p.childNodes])")
    for style in STYLES:
        _read(page, style)
        _set(page, "readings", "")
        expect(page.locator("ruby.said")).to_have_count(0)
        assert (style, _rows(page)) == (style, before)
        nodes = "[...document.querySelectorAll('.text p')].flatMap((p) => [...p.childNodes])"
        assert page.evaluate(f"{nodes}.every((one, n) => one === was[n])"), style


def test_hard_words_only_and_nobody_hears_them_twice(visits: Visits) -> None:
    """A learner has readings over rare words alone; who listens hears the text, not its readings."""
    page = visits(ARTICLE)
    _read(page, "pinyin")
    everything = _drawn(page)
    heard = page.locator("#p1 .text").aria_snapshot()
    assert "dé" not in heard
    assert "德" in heard
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


@pytest.mark.parametrize(("on", "also"), [(DESK, ()), (PHONE, (320,))], ids=["desk", "phone"])
def test_lines_with_readings(visits: Visits, on: dict[str, object], also: tuple[int, ...]) -> None:
    """Lines end where they may, a character keeps its own reading, and nothing scrolls sideways."""
    page = visits(f"{ARTICLE}?view=text", on=on)
    usual = page.viewport_size
    assert usual
    for style in STYLES:
        _read(page, style)
        assert (style, _misplaced(page)) == (style, [])
        for width in also:
            page.set_viewport_size({**usual, "width": width})
            assert (style, width, overhang(page)) == (style, width, [])
        page.set_viewport_size(usual)


def _misplaced(page: Page) -> list[str]:
    """Stops at the beginning of a line, readings on two lines, and what makes the page scroll sideways."""
    wrong = overhang(page)
    for passage in ("#p1", "#p2", "#p8", "#p9"):
        firsts = page.locator(f"{passage} .text").evaluate(FIRSTS)
        assert len(firsts) > 2
        wrong += [f"{passage} {one}" for one in firsts if one in "，。、；：！？」』）"]
        whole = "all => all.every((one) => one.getClientRects().length === 1)"
        wrong += [] if page.locator(f"{passage} ruby.said").evaluate_all(whole) else [passage]
    return wrong


def test_readings_that_do_not_come(visits: Visits) -> None:
    """Where they cannot be fetched the reader is told, and the switch is off again."""
    page = visits(ARTICLE)
    page.route("**/readings.json", lambda route: route.fulfill(body=""))
    _set(page, "readings", "pinyin")
    expect(page.locator("#said")).to_have_text(re.compile("讀音"))
    expect(page.locator("#readings-usual")).to_be_checked()
    expect(page.locator("ruby.said")).to_have_count(0)
