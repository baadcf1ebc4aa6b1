"""Editions in Japanese and German: accessible, each word in its language, and no line too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browser.site import Site
from browser.test_accessible import find_violations, open_audited
from browser.visits import Visits, Windows

KINDS = (
    "",
    "distillation/",
    "distillation/sheet/",
    "glossary/",
    "glossary/map/",
    "glossary/model/",
    "search/",
    "about/",
)
ADDRESSES = [f"{edition}/{kind}" for edition in ("ja", "de") for kind in KINDS] + ["ja/only-german/"]


@pytest.fixture(scope="module")
def windows(browser: Browser, languages: Site) -> Iterator[Windows]:
    """The windows in which this site's pages are opened."""
    kept = Windows(browser, languages.url)
    yield kept
    kept.close()


@pytest.fixture
def visits(windows: Windows, languages: Site) -> Iterator[Visits]:
    """Opens pages of this site; none of them complains or asks anything of anyone else."""
    visits = Visits(windows, languages)
    yield visits
    visits.close()
    assert not visits.complaints
    assert not visits.strangers


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages(visits: Visits, path: str) -> None:
    """axe-core finds nothing on a phone, and nothing is wider than the window, there and on a desk."""
    page = open_audited(visits, path, "phone")
    assert not find_violations(page)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("edition", ["ja", "de"])
def test_chinese_is_set_in_chinese_type(visits: Visits, edition: str) -> None:
    """A face is chosen by the language of the words: Han characters of a Chinese text have Chinese shapes."""
    page = visits(f"{edition}/distillation/")
    faces = {
        which: page.locator(f"#p3 .{which}").evaluate("e => [e.lang, getComputedStyle(e).fontFamily]")
        for which in ("text", "counterpart")
    }
    assert faces["text"][0] == edition
    assert faces["counterpart"][0] == "zh-Hant"
    assert "TC" in faces["counterpart"][1]
    assert ("JP" if edition == "ja" else "Palatino") in faces["text"][1]


def test_no_page_speaks_english(languages: Site) -> None:
    """Every word of the interface is in the language of the edition."""
    english = re.compile(
        r"\b(the|of|and|this|page|skip|settings|notes|terms|paragraph|search|article|close|with|by)\b", re.I
    )
    for edition in ("ja", "de"):
        for kind in KINDS:
            page = languages.pages[f"{edition}/{kind}index.html"]
            said = " ".join(
                page.xpath("//body//text()[not(ancestor::script)] | //body//@aria-label | //title/text()")
            )
            assert english.findall(re.sub(r"https?://\S+", "", said)) == [], f"{edition}/{kind}"
