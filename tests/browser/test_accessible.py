"""axe-core finds nothing, whatever a reader does with a page; pages as they open are in test_every_kind.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import tools
from playwright.sync_api import Page

from browser.site import EDITIONS, INTERVIEW
from browser.visits import DESK, PHONE, Visits

DEVICES = {"desk": DESK, "phone": PHONE}
# What an article has by the dozen, one like the other. Each is audited as the page opens; when the reader has changed
# something of the page, the first of each tell whether that was well done.
ALIKE = [[f"{kind}:nth-of-type(n + 5)"] for kind in (".passage", "#notes .note", "#glossary .entry")]


def _violations(page: Page, only: Sequence[str], without: list[list[str]]) -> list[str]:
    # preload would fetch the style sheet by script, which the page's policy forbids.
    found = page.evaluate(
        """([only, exclude]) => axe.run({ exclude }, {
            preload: false,
            resultTypes: ["violations"],
            ...(only.length ? {runOnly: only} : {rules: {"target-size": {enabled: true}}}),
        }).then(({ violations }) => violations)""",
        [list(only), without],
    )
    return [_told(rule, node) for rule in found for node in rule["nodes"]]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']}: {node['html'][:160]}: {node['failureSummary']}"


def audited(page: Page) -> Page:
    """The page, with axe in it, and all of it laid out: what a browser puts off until a reader gets there has no size
    yet of its own, and its links lie upon those of what follows.
    """
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("* { content-visibility: visible !important }");
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    page.evaluate(tools.axe().read_text("utf-8"))
    return page


def open_audited(visits: Visits, path: str, device: str) -> Page:
    return audited(visits(path, on=DEVICES[device]))


# The dark is told by light-dark(), which changes colours and nothing else.
COLOURS = ("color-contrast", "link-in-text-block")


def find_violations(page: Page, without: list[list[str]] | None = None) -> list[str]:
    """What axe says of the page, or of the page without some of it, light and dark."""
    page.emulate_media(color_scheme="light")
    found = [f"light: {told}" for told in _violations(page, (), without or [])]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {told}" for told in _violations(page, COLOURS, without or [])]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_article_in_each_view(visits: Visits, edition: str, device: str) -> None:
    """An article in every view that the device offers, light and dark."""
    page = open_audited(visits, f"{edition}/{INTERVIEW}/", device)
    found = []
    for label in page.locator("label:visible:has([name=view])").all():
        label.click()
        found += [f"{label.inner_text()}: {told}" for told in find_violations(page, ALIKE)]
    assert not found


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", [".text a.term", ".text a.note-ref", "a.number"])
def test_an_open_pop_over(visits: Visits, kind: str, device: str) -> None:
    """A term or a note that is open, or what can be done with a passage."""
    page = open_audited(visits, f"en/{INTERVIEW}/", device)
    word = page.locator(f".passage > {kind}").first
    word.tap() if device == "phone" else word.click()
    page.locator("#pop:popover-open").wait_for()
    assert not find_violations(page, ALIKE)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_open_settings(visits: Visits, edition: str, device: str) -> None:
    """The settings."""
    page = open_audited(visits, f"{edition}/zero-to-one-and-open-source/", device)
    page.locator(".open-settings:visible").click()
    page.locator("#settings:popover-open").wait_for()
    assert not find_violations(page, ALIKE)


def test_the_list_of_keys(visits: Visits) -> None:
    """The help that ? opens."""
    page = open_audited(visits, "en/zero-to-one-and-open-source/", "desk")
    page.keyboard.press("?")
    page.locator("#help:popover-open").wait_for()
    assert not find_violations(page, ALIKE)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("query", ["DeepSeek", "xyzzy"])
def test_what_a_search_found(visits: Visits, query: str, device: str) -> None:
    """Hits in terms, articles and texts; and nothing found."""
    page = open_audited(visits, f"zh-hant/search/?q={query}", device)
    page.locator("#inside mark, #none:visible").first.wait_for()
    assert not find_violations(page)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("choice", ["readings-pinyin", "readings-zhuyin", "writing-vertical"])
def test_readings_and_columns(visits: Visits, choice: str, device: str) -> None:
    """An article with readings over it, or in columns."""
    page = open_audited(visits, "zh-hant/zero-to-one-and-open-source/", device)
    page.locator(f"#{choice}").evaluate("radio => radio.click()")
    shown = ".rows[tabindex]" if choice == "writing-vertical" else "#p1 ruby.said"
    page.locator(shown).first.wait_for(timeout=90_000)
    assert not find_violations(page, ALIKE)
