"""An unfinished article and a stale one: valid, accessible, readable on a phone, by keyboard and on paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import testbed
from playwright.sync_api import Browser, expect

from browser.site import EDITIONS, Site
from browser.test_accessible import find_violations, open_audited
from browser.test_print import bare_letters, print_page
from browser.test_valid import list_errors
from browser.visits import PHONE, Visits, Windows
from yizhu.cli import main

# By article, the language of its source; in "chinese" p2 is stale, p3 by machine and p4 missing, in "english" p2 and p4.
SOURCES = {"chinese": "zh-Hant", "english": "en"}
CHINESE = "# 用途\n\n本模型可以用於商業，只要註明由它製成，並且不收取任何費用。\n\n研究者須註明出處。\n\n意見請寄編輯部。"
ENGLISH = (
    "# Uses\n\nThe model may be used in business, as long as one says that it was used, and at no charge.\n\n"
    "Researchers must name the source.\n\nPlease write to the editors."
)


class _Host(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with both articles."""
    made = testbed.Site(tmp_path_factory.mktemp("states"))
    config = str(made.root / "config.yaml")
    for slug, lang, text, other, translation in (
        ("chinese", "zh-Hant", CHINESE, "en", ENGLISH),
        ("english", "en", ENGLISH, "zh-Hant", CHINESE),
    ):
        made.article(slug, text, lang=lang, front="rights: x")
        unfinished = translation.rpartition("\n\n")[0]
        made.article(slug, unfinished, lang=other, front="status: draft\ntranslators: [Anna]")
        accept = ["accept", slug, "--config", config, "--translation", other, "--date", "2026-05-01"]
        assert main(accept) == 0
        assert main([*accept, "--state", "machine", "p3"]) == 0
        changed = text.replace("可以用於", "絕不可以用於").replace("may be used", "must never be used")
        made.article(slug, changed, lang=lang, front="rights: x")
    made.build()
    host = tmp_path_factory.mktemp("host")
    made.out.rename(host / "yizhu")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(host)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(host / "yizhu", f"http://127.0.0.1:{server.server_port}/yizhu/", "https://example.org/yizhu/")
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def windows(browser: Browser, states: Site) -> Iterator[Windows]:
    """The windows that stay open from test to test."""
    windows = Windows(browser, states.url)
    yield windows
    windows.close()


@pytest.fixture
def visits(windows: Windows, states: Site) -> Iterator[Visits]:
    """Opens pages of this site, which complain of nothing."""
    visits = Visits(windows, states)
    yield visits
    visits.close()
    assert not visits.complaints
    assert not visits.strangers


def test_markup_is_valid(states: Site) -> None:
    """No error and no warning on any page."""
    assert not list_errors(states.folder)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("slug", "device"), [("chinese", "desk"), ("english", "phone")])
def test_accessible(visits: Visits, slug: str, edition: str, device: str) -> None:
    """axe finds nothing, the difference closed or open, light or dark."""
    page = open_audited(visits, f"{edition}/{slug}/", device)
    found = find_violations(page)
    page.locator(".change").evaluate("change => { change.open = true; }")
    assert not found + find_violations(page)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", SOURCES)
def test_on_a_phone(visits: Visits, slug: str, edition: str) -> None:
    """Nothing is wider than the screen, also with the difference open and large type; it opens without script."""
    page = visits(f"{edition}/{slug}/", on=PHONE, script=False)
    change = page.locator("#p2 > .change")
    change.locator("summary").tap()
    expect(change.locator("ins")).to_be_visible()
    box = change.locator("summary").bounding_box()
    assert box
    assert box["height"] >= 24
    for row in page.locator("section.passage > *").all():
        area = row.bounding_box()
        assert area is None or area["x"] + area["width"] <= 360


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", SOURCES)
def test_languages(visits: Visits, slug: str, edition: str) -> None:
    """What is missing and what has changed is in the source's language, in a Chinese edition's script, and says so."""
    page = visits(f"{edition}/{slug}/")
    lang = SOURCES[slug]
    is_same = EDITIONS[edition][:2] == lang[:2]
    shown = EDITIONS[edition] if is_same else lang
    expect(page.locator("#p2 > .change > p")).to_have_attribute("lang", shown)
    row = page.locator("#p4")
    if is_same:  # the text is the source, and what lacks stands beside it
        expect(row.locator(".text")).to_have_attribute("lang", shown)
        expect(row.locator(".missing")).to_have_count(1)
    else:
        expect(row).to_have_attribute("data-state", "missing")
        expect(row.locator(".text")).to_have_attribute("lang", lang)
    expect(page.locator("#p3")).to_have_attribute("data-state", "machine")


@pytest.mark.parametrize("edition", EDITIONS)
def test_by_keyboard(visits: Visits, edition: str) -> None:
    """From the number of a stale paragraph the next stop is its difference; Enter opens it, and Enter closes it."""
    page = visits(f"{edition}/chinese/")
    page.locator("#p2 > .number").focus()
    page.keyboard.press("Tab")
    change = page.locator("#p2 > .change")
    expect(change.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(change.locator("ins")).to_be_visible()
    page.keyboard.press("Enter")
    expect(change.locator("ins")).to_be_hidden()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", SOURCES)
def test_on_paper(visits: Visits, slug: str, edition: str, tmp_path: Path) -> None:
    """Paper says in words what is stale, by machine or missing, and shows no closed difference."""
    page = visits(f"{edition}/{slug}/")
    told = page.locator("section.passage > :is(.state, .missing)").all_inner_texts()
    assert len(told) == 3
    printed = print_page(page, tmp_path)
    assert [words for words in told if bare_letters(words) not in printed] == []
    assert bare_letters(page.locator("#p2 summary").inner_text()) not in printed


def test_what_a_search_found(visits: Visits) -> None:
    """A sentence that is stale or missing says so where a search has found it, and is in its own language."""
    page = visits("en/search/?q=business")
    found = page.locator("#inside li", has_text="business").first
    expect(found.locator(".state")).to_have_text(
        "The original has changed since this paragraph was translated."
    )
    page = visits("en/search/?q=編輯部")
    found = page.locator("#inside li", has_text="意見").first
    expect(found.locator(".state")).to_have_text("Not yet translated; the original:")
    expect(found.locator(".sentence")).to_have_attribute("lang", "zh-Hant")
