"""Pictures that text and translation both show: seen once where the two stand together, and with either alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import testbed
from playwright.sync_api import Browser, expect

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30"/></svg>'


class _Host(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def page_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of an article whose texts show one picture."""
    made = testbed.Site(tmp_path_factory.mktemp("figures"))
    made.article("a", '![圖](a.svg "說明")\n\n一').write("content/articles/a/a.svg", SVG)
    made.article("a", '![Figure](a.svg "Caption")\n\nOne', lang="en", front="status: draft").build()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(made.out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/zh-hant/a/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [1200, 390])
def test_a_picture_of_both_texts_is_seen_once(page_address: str, browser: Browser, width: int) -> None:
    """Together the text's is seen, and both captions; alone each text has its own. All can be read aloud."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(page_address)
    own, twin = page.get_by_alt_text("圖"), page.get_by_alt_text("Figure")
    for view, shown, other in (("text", own, twin), ("counterpart", twin, own), ("rows", own, twin)):
        page.locator(f"#view-{view}").evaluate("view => view.click()")
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("offsetWidth", 60)
        assert (other.bounding_box() or {"width": 0})["width"] <= 1
    expect(page.get_by_text("說明")).to_be_visible()
    expect(page.get_by_text("Caption")).to_be_visible()
    expect(page.get_by_role("img", name="Figure")).to_have_count(1)
    page.close()
