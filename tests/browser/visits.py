"""A reader opens a page: with or without script, at a desk or on a phone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, WebError

from browser.site import Site

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# From a disk Chromium loads no modules, and says so; the page must do without them.
_OF_THE_DISK = (
    "from origin 'null' has been blocked by CORS policy",
    "net::ERR_FAILED",
    'URL scheme "file" is not supported',
)


class Windows:
    """Contexts that outlive a test: a new one starts a process, which costs more than the page that it shows.

    In each stands one page of the site without script, which keeps its process alive; tests open pages beside it.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._kept: dict[tuple[int, str], tuple[BrowserContext, Page]] = {}

    def new(self, **options: Any) -> BrowserContext:
        """A context of its own; whoever asked closes it."""
        return self._browser.new_context(**{"base_url": self._url, "reduced_motion": "reduce"} | options)

    def kept(self, nth: int = 0, **options: Any) -> BrowserContext:
        """One of the contexts of these options, in which nothing is remembered and nothing is allowed."""
        key = nth, repr(options)
        context, stays = self._kept.get(key) or self._keep(key, options)
        stays.evaluate("localStorage.clear()")
        context.clear_permissions()
        return context

    def close(self) -> None:
        """Close those that were kept."""
        for context, _ in self._kept.values():
            context.close()

    def _keep(self, key: tuple[int, str], options: dict[str, Any]) -> tuple[BrowserContext, Page]:
        context = self.new(**options)
        stays = context.new_page()
        stays.goto("robots.txt")
        self._kept[key] = context, stays
        return context, stays


class Visits:
    """The windows of one test, and what their pages complained of."""

    def __init__(self, windows: Windows, site: Site) -> None:
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self._windows = windows
        self._site = site
        self._contexts: list[BrowserContext] = []  # of this test alone
        self._kept: dict[BrowserContext, list[Page]] = {}  # with what stood open in them before
        self._readers: Counter[str] = Counter()  # how many have come to a window of these options

    def __call__(
        self, path: str, *, script: bool = True, on: dict[str, Any] = DESK, dark: bool = False, width: int = 0
    ) -> Page:
        """A new reader, who has never been here, opens a page of the site (or an address)."""
        context = self._context(on | {"java_script_enabled": script}, is_plain=":" not in path)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        page = context.new_page()
        if dark:
            page.emulate_media(color_scheme="dark")
        if width:
            page.set_viewport_size({**on["viewport"], "width": width})
        page.goto(path)
        return page

    def _context(self, options: dict[str, Any], is_plain: bool) -> BrowserContext:
        """The first two readers of a test come each to a kept window; others to their own."""
        nth = self._readers[repr(options)]
        if is_plain and nth < 2:
            self._readers[repr(options)] += 1
            context = self._windows.kept(nth, **options)
            self._kept[context] = list(context.pages)
            return context
        context = self._windows.new(**options)
        self._contexts.append(context)
        return context

    def close(self) -> None:
        """Close every window, and all that was opened in those that are kept."""
        for context in self._contexts:
            context.close()
        for context, stood in self._kept.items():
            for page in context.pages:
                if page not in stood:
                    page.close()
            context.remove_listener("console", self._heard)
            context.remove_listener("weberror", self._failed)
            context.remove_listener("request", self._asked)

    def _failed(self, failure: WebError) -> None:
        self._hear(failure.error)

    def _heard(self, message: ConsoleMessage) -> None:
        if any(message.page in stood for stood in self._kept.values()):
            return  # the page that keeps the window: the browser looks for an icon there, too
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
