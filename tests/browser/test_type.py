"""Chinese as it is set: titles whole, stress without a slant, colours that can be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.site import EDITIONS, INTERVIEW
from browser.visits import PHONE, Visits

TITLE = "「做量化交易的公司，做起AI更加腳踏實地」中國AI專家看DeepSeek"


def test_a_copied_title_is_the_title(visits: Visits) -> None:
    """Where lines may end in a title is no part of it."""
    page = visits(f"zh-hant/{INTERVIEW}/")
    assert (
        page.locator("h1").evaluate("one => (getSelection().selectAllChildren(one), String(getSelection()))")
        == TITLE
    )
    assert page.locator("h1").text_content() == TITLE


@pytest.mark.parametrize("below", ["", "sheet/"])
def test_no_word_of_a_title_is_torn(visits: Visits, below: str) -> None:
    """At no width does a line of a title end within a word."""
    page = visits(f"zh-hant/{INTERVIEW}/{below}", on=PHONE)
    for width in (320, 360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        lines = _lines(page, "h1")
        assert len(lines) > 1, width
        assert "".join(lines) == TITLE, width
        ends = "／".join(lines)
        for word in ("量化", "交易", "公司", "更加", "腳踏實地", "中國", "專家", "DeepSeek"):
            assert word in ends, width


def _lines(page: Page, selector: str) -> list[str]:
    return page.locator(selector).evaluate(
        """one => {
            const lines = new Map(), words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = new Range();
            while (words.nextNode()) for (let at = 0; at < words.currentNode.length; at++) {
                range.setStart(words.currentNode, at);
                range.setEnd(words.currentNode, at + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                lines.set(top, (lines.get(top) ?? "") + words.currentNode.data[at]);
            }
            return [...lines.values()];
        }"""
    )


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_red_can_be_read(visits: Visits, is_dark: bool) -> None:
    """Vermilion and the paler ink stand out on paper and wash, by day and by night, at 4.5 to 1."""
    page = visits(f"zh-hant/{INTERVIEW}/", dark=is_dark)
    for ink in ("--ink", "--ink-2", "--red"):
        for paper in ("--paper", "--wash"):
            assert _contrast(_colour(page, ink), _colour(page, paper)) >= 4.5, (ink, paper)


def _colour(page: Page, name: str) -> tuple[float, ...]:
    said = page.evaluate(
        """name => {
            const one = document.body.appendChild(document.createElement("i"));
            one.style.color = `var(${name})`;
            const said = getComputedStyle(one).color;
            one.remove();
            return said.match(/\\d+/g).map(Number);
        }""",
        name,
    )
    return tuple(said[:3])


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("edition", EDITIONS)
def test_chinese_is_never_slanted(visits: Visits, edition: str) -> None:
    """Neither a face's own italics nor a made-up slant, wherever Chinese stands."""
    page = visits(f"{edition}/{INTERVIEW}/")
    slanted = page.eval_on_selector_all(
        "body *",
        """all => all.filter((one) => getComputedStyle(one).fontStyle !== "normal" && one.matches(":lang(zh)")
            && [...one.childNodes].some((node) => node.nodeType === 3 && /[\\u4e00-\\u9fff]/.test(node.data))).length""",
    )
    assert slanted == 0
