"""Around the text: sheets on one page, a map to touch and to read, a glossary to sift, a line that grows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import tools
from playwright.sync_api import Browser, Page, expect
from testbed import Site as Small

from browser.site import EDITIONS, INTERVIEW
from browser.visits import PHONE, Visits, wait_until

ARTICLES = sorted(folder.name for folder in (tools.ROOT / "content/articles").iterdir())


def _pages(page: Page, folder: Path, **paper: Any) -> int:
    file = folder / "sheet.pdf"
    page.pdf(path=file, **paper)
    words = subprocess.run([tools.pdftotext(), str(file), "-"], check=True, capture_output=True)
    return words.stdout.count(b"\f")  # a form feed ends each page


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", ARTICLES)
def test_a_sheet_is_one_page(visits: Visits, slug: str, edition: str, tmp_path: Path) -> None:
    """On A4 every article's sheet fits on one page; on Letter too."""
    page = visits(f"{edition}/{slug}/sheet/")
    assert _pages(page, tmp_path, prefer_css_page_size=True) == 1
    assert _pages(page, tmp_path, format="Letter") == 1


LONG = "這是一句很長的釋義，用來看看預讀單在最擠的時候還放不放得進一張紙裡去，所以它一直寫到不能再長為止"


def test_a_crowded_sheet_is_one_page(browser: Browser, tmp_path: Path) -> None:
    """Also with the longest titles, twelve terms of two lines each, names, and questions of a whole line."""
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    terms = "".join(
        f"- {{id: t{n}, forms: {{zh-Hant: [{name}類的專門術語], en: [a rather long English term number {n}]}}, "
        f"definition: {{zh-Hant: {LONG}。}}, tags: [{'people' if n > 12 else 'ai'}]}}\n"
        for n, name in enumerate(names)
    )
    said = "、".join(f"{name}類的專門術語" for name in names)
    turns = "\n\n".join(
        f"**主持人：**{'這個問題問得很長' * 5}，{said if n == 1 else '是'}嗎？\n\n**來賓：**是。"
        for n in range(1, 7)
    )
    title = "一個長得不得了的題目，長到在手機上要占去整個畫面，在紙上也要兩三行才放得下的那一種題目"
    site = Small(tmp_path / "small").glossary(terms)
    site.article("a", turns, title=title, front="speakers: {a: 主持人, b: 來賓}")
    site.article(
        "a", turns.replace("主持人", "Host"), lang="en", title=title * 2, front="speakers: {a: Host, b: 來賓}"
    )
    page = browser.new_page()
    page.goto((site.build().out / "zh-hant/a/sheet/index.html").as_uri())
    assert page.locator(".sheet dl > div").count() == 12
    assert _pages(page, tmp_path, prefer_css_page_size=True) == 1
    page.close()


def test_a_button_prints(visits: Visits) -> None:
    """With script there is a button; without, the words that say it are enough."""
    page = visits(f"en/{INTERVIEW}/sheet/")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.locator("[data-print]").click()
    expect(page).to_have_title("printed")
    assert not visits(f"en/{INTERVIEW}/sheet/", script=False).locator("[data-print]").is_visible()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_map_on_a_phone(visits: Visits, edition: str) -> None:
    """It scrolls in a region of its own, its words are of full size, and a touch leads to the term."""
    page = visits(f"{edition}/glossary/map/", on=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    label = page.locator(".tie a", has_text="GPU").first
    assert label.locator("text").evaluate("text => parseFloat(getComputedStyle(text).fontSize)") >= 16
    assert label.bounding_box()["height"] >= 24  # type: ignore[index]
    label.tap()
    expect(page).to_have_url(re.compile(f"/{edition}/glossary/gpu/$"))


def test_the_map_shows_what_one_points_at(visits: Visits) -> None:
    """The lines of the term under the pointer, or in focus, stand out from the others."""
    page = visits("en/glossary/map/", script=False)
    arcs, tie = page.locator(".arcs"), page.locator(".tie", has_text="distillation")
    assert arcs.evaluate("arcs => getComputedStyle(arcs).opacity") == "1"
    for point in (lambda: tie.locator("a").hover(), lambda: tie.locator("a").focus()):
        page.mouse.move(0, 0)
        point()
        assert float(arcs.evaluate("arcs => getComputedStyle(arcs).opacity")) < 0.5
        assert tie.locator("use").first.evaluate("line => getComputedStyle(line).display") != "none"


def test_the_map_is_followed_by_a_table(visits: Visits) -> None:
    """Every term that is drawn has its row, and a skip link leads there."""
    page = visits("zh-hant/glossary/map/")
    drawn = page.locator(".tie text").all_text_contents()
    assert sorted(drawn) == sorted(page.locator(".ties tbody th").all_text_contents())
    assert page.locator(".skip a[href='#table']").count() == 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_glossary_by_tags(visits: Visits, edition: str) -> None:
    """A tag leaves its own terms and no empty letter, without script; all come back."""
    page = visits(f"{edition}/glossary/", script=False)
    entries = page.locator(".index .entry:visible")
    all_of_them = entries.count()
    label = page.locator(".sift label").nth(4)
    label.click()
    assert entries.count() == int(label.locator("small").inner_text())
    assert page.locator(".index .group:visible:not(:has(.entry:visible))").count() == 0
    page.locator(".sift label").first.click()
    assert entries.count() == all_of_them


def test_the_line_that_grows(visits: Visits) -> None:
    """It is nothing at the first passage, and half where half is read."""
    page = visits(f"zh-hant/{INTERVIEW}/")
    line = "parseFloat(getComputedStyle(document.querySelector('.bar'), '::after').scale)"
    assert page.evaluate(line) == 0
    page.evaluate(
        """() => {
            const rows = document.querySelector(".rows").getBoundingClientRect();
            scrollTo(0, rows.top + (rows.height - innerHeight) / 2);
        }"""
    )
    wait_until(page, lambda: 0.45 < page.evaluate(line) < 0.55)


def test_the_questions_lead_to_their_turns(visits: Visits) -> None:
    """An interview without headings has its questions for contents, closed until one wants them."""
    page = visits(f"en/{INTERVIEW}/", script=False)
    link = page.locator(".contents a").nth(3)
    assert not link.is_visible()
    page.locator(".contents summary").click()
    link.click()
    expect(page).to_have_url(re.compile("#p7$"))
