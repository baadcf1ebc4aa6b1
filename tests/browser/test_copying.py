"""What a reader copies is what the text says."""

from __future__ import annotations

import re

import pytest
import tools
from playwright.sync_api import Page

from browser.site import INTERVIEW
from browser.visits import PHONE, Visits


def _passages(text: str) -> list[str]:
    """The interview's passages, read without any of our own code: one paragraph each, our marks taken off."""
    body = tools.ROOT.joinpath("content/articles", INTERVIEW, text).read_text("utf-8").split("---\n", 2)[2]
    blocks = [re.sub(r"^\{[^}]*\}\n", "", block) for block in body.strip().split("\n\n")]
    return [re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", block).replace("**", "").strip() for block in blocks]


def _copied(page: Page, side: str) -> list[str]:
    return page.eval_on_selector_all(
        f".passage > .{side}",
        """all => all.map((one) => {
            getSelection().selectAllChildren(one);
            return getSelection().toString();
        })""",
    )


@pytest.mark.parametrize(
    ("edition", "side", "text"),
    [
        ("zh-hant", "text", "zh-Hant.md"),
        ("zh-hant", "counterpart", "en.md"),
        ("en", "text", "en.md"),
        ("en", "counterpart", "zh-Hant.md"),
    ],
)
def test_a_copied_passage_is_the_source(visits: Visits, edition: str, side: str, text: str) -> None:
    """A selected passage is the source's passage, letter by letter: no note number, no correction, no space more."""
    page = visits(f"{edition}/{INTERVIEW}/")
    assert [copied.strip() for copied in _copied(page, side)] == _passages(text)


def test_a_converted_passage_holds_no_mark(visits: Visits) -> None:
    """In the converted edition too, what is copied is the words alone."""
    page = visits(f"zh-hans/{INTERVIEW}/")
    words = page.eval_on_selector_all(
        ".passage > .text",
        """all => all.map((one) => {
            const copy = one.cloneNode(true);
            for (const mark of copy.querySelectorAll(".note-mark")) mark.remove();
            return copy.textContent;
        })""",
    )
    assert [copied.strip() for copied in _copied(page, "text")] == [word.strip() for word in words]


@pytest.mark.parametrize("side", ["text", "counterpart"])
def test_a_phone_copies_the_same(visits: Visits, side: str) -> None:
    """The device changes nothing."""
    path = f"zh-hant/{INTERVIEW}/"
    assert _copied(visits(path, on=PHONE), side) == _copied(visits(path), side)


def test_copying_several_passages(visits: Visits) -> None:
    """A selection over passages holds no passage number and no note number."""
    page = visits(f"zh-hant/{INTERVIEW}/?view=text")
    copied = page.evaluate(
        """() => {
            const [first, third] = ["#p1 > .text", "#p3 > .text"].map((one) => document.querySelector(one));
            getSelection().setBaseAndExtent(first, 0, third, third.childNodes.length);
            return getSelection().toString();
        }"""
    )
    assert [line.strip() for line in copied.split("\n") if line.strip()] == _passages("zh-Hant.md")[:3]
