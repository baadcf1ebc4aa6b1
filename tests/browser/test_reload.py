"""A page of the preview that stands open in a real browser shows what was saved."""

from __future__ import annotations

from pathlib import Path

import testbed
from playwright.sync_api import Browser, expect
from served import serving


def test_a_page_that_stands_open_reloads(browser: Browser, tmp_path: Path) -> None:
    """By either name of this machine: an edit, a fault and its help are shown without anybody asking.

    Nobody waits until a page listens: what changed before, it is told then.
    """
    site = testbed.Site(tmp_path / "site").article("a", "一二三。")
    with serving(site) as preview:
        pages = [browser.new_page() for _ in range(2)]
        for page, name in zip(pages, ("127.0.0.1", "localhost"), strict=True):
            page.goto(f"http://{name}:{preview.port}/yizhu/zh-hant/a/")
        for body, shown, many in (
            ("四五六。", "四五六", 0),
            ("[一]{tern=x}", "no span attribute", 1),
            ("七八九。", "七八九", 0),
        ):
            site.article("a", body)
            for page in pages:
                expect(page.locator("body")).to_contain_text(shown)
                expect(page.get_by_role("alert")).to_have_count(many)
        for page in pages:
            page.close()
