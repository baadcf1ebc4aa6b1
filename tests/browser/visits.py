"""A reader opens a page: with or without script, at a desk or on a phone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request

from browser.site import Site

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# From a disk Chromium loads no modules, and says so; the page must do without them.
_OF_THE_DISK = ("from origin 'null' has been blocked by CORS policy", "net::ERR_FAILED")


class Visits:
    """The windows of one test, and what their pages complained of."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []

    def __call__(
        self, path: str, *, script: bool = True, on: dict[str, Any] = DESK, dark: bool = False, width: int = 0
    ) -> Page:
        """A new reader, who has never been here, opens a page of the site (or an address)."""
        options = dict(on)
        if width:
            options["viewport"] = {**on["viewport"], "width": width}
        context = self._browser.new_context(
            base_url=self._site.url,
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **options,
        )
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._hear(error.error))
        context.on("request", self._asked)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        is_of_the_disk = message.page and message.page.url.startswith("file:")
        if is_of_the_disk and any(words in message.text for words in _OF_THE_DISK):
            return
        if message.type in ("error", "warning", "assert"):
            self._hear(message.text)

    def _hear(self, what: str | Error) -> None:
        self.complaints.append(str(what))

    def _asked(self, request: Request) -> None:
        # A page from the disk may ask the disk for its own files.
        own = (self._site.url, self._site.folder.as_uri(), "data:", "about:blank")
        if not request.url.startswith(own):
            self.strangers.append(request.url)


def wait_for_frames(page: Page) -> None:
    """Wait until the browser has drawn twice: what an event brings about by itself is there, however busy the machine."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def wait_until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait until something is so; how long that takes is no matter of the test."""
    end = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < end, "it never was so"
        page.wait_for_timeout(20)
