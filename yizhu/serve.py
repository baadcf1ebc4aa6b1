"""The preview's server: it watches, has changes shown in two strokes, and reloads the pages that are open.

The preview has a folder of its own under .yizhu/, so that site/ is only ever what ``build`` made.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from pathlib import Path
from threading import Condition, Event, Thread, Timer
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from yizhu.config import Config, read_config
from yizhu.fault import Fault, Faults, Place
from yizhu.preview import RELOAD, Preview

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

_QUIET = 5  # ms without a further change, until a change is heeded
_IDLE = 100  # ms without any change, after which the watcher says so
_PATIENCE = 500  # ms that changes may go on (a checkout of many files) until they are heeded all the same
_REST = 0.4  # s: after a proof the browser has the machine, and whoever types may go on, before all is built
_TURN = 0.001  # s that a thread may keep the others waiting: a page is asked for while a build is under way
_OPENING = 0.3  # s until the browser is told to open the site


def serve(config_file: Path, port: int, *, open_browser: bool) -> int:
    """Serve the preview on 127.0.0.1 until interrupted. Returns 0. Raises ``Faults`` if the port is taken."""
    from tornado.ioloop import IOLoop

    _check_port(port)
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    logging.getLogger("livereload").setLevel(logging.CRITICAL)  # a page that was closed meanwhile is no news
    preview = Preview(config_file, config_file.parent / ".yizhu" / "preview")
    config = _config(config_file)
    base = config.base_path if config else "/"
    open_pages = _OpenPages(IOLoop.current())
    changes = _Changes(preview, open_pages)
    changes.watch(watched(config_file, config))
    while preview.rebuild(os.cpu_count() or 1) is None:
        pass  # something changed meanwhile
    sys.setswitchinterval(_TURN)
    _web(preview, base, open_pages).listen(port, address="127.0.0.1")
    changes.build()
    print(f"http://127.0.0.1:{port}{base} (stop with Ctrl-C)", file=sys.stderr)
    if open_browser:
        Timer(_OPENING, webbrowser.open, [f"http://127.0.0.1:{port}{base}"]).start()
    _run(IOLoop.current())
    changes.end()
    return 0


def _run(loop: Any) -> None:
    """Run the server's loop until Ctrl-C, or until the process is told to end."""
    with suppress(NotImplementedError, KeyboardInterrupt):  # Windows has no signals for loops, but Ctrl-C
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.asyncio_loop.add_signal_handler(number, loop.stop)
    with suppress(KeyboardInterrupt):
        loop.start()


def _check_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            place = Place(f"127.0.0.1:{port}")
            raise Faults(
                [Fault(place, f"cannot serve here: {error}", "choose another with --port")]
            ) from None


def _config(config_file: Path) -> Config | None:
    try:
        return read_config(config_file)
    except Faults:
        return None


# ---- what changes ------------------------------------------------------------------------------------------


class _Changes:
    """Shows changes in two strokes: of an edited article the proof at once, and all that is built when it is quiet."""

    def __init__(self, preview: Preview, open_pages: _OpenPages) -> None:
        self._preview, self._open = preview, open_pages
        self._due: float | None = None  # when to build
        self._told = Condition()
        self._ended = Event()
        self._heeding: Thread | None = None

    def watch(self, paths: list[Path]) -> None:
        """From now on, miss nothing that changes."""
        from watchfiles import watch

        changes = watch(
            *paths, watch_filter=_is_of_interest, debounce=_PATIENCE, step=_QUIET, raise_interrupt=False,
            rust_timeout=_IDLE, yield_on_timeout=True, stop_event=self._ended,
        )  # fmt: skip
        next(changes)  # nothing: but now they are watched
        self._heeding = Thread(target=self._heed, args=(changes,), daemon=True)
        self._heeding.start()

    def end(self) -> None:
        """Watch no longer: a watcher that is still at it when Python ends can keep it from ending."""
        self._ended.set()
        if self._heeding:
            self._heeding.join(1)

    def build(self) -> None:
        """Build what changes, from now on and since it is watched."""
        Thread(target=self._build, daemon=True).start()

    def _heed(self, changes: Iterable[Set[tuple[object, str]]]) -> None:
        for several in filter(None, changes):
            slug = self._preview.change(path for _, path in several)
            if slug:
                self._prove(slug)
            with self._told:
                self._due = time.monotonic() + (_REST if slug else 0)
                self._told.notify()

    def _prove(self, slug: str) -> None:
        with self._preview.lock:
            # The browser takes its time to ask anew, and waits for the lock: let it begin.
            addresses = self._open.reload(lambda address: address.partition("/")[2].startswith(f"{slug}/"))
            self._preview.prove(slug, addresses)

    def _build(self) -> None:
        while True:
            with self._told:
                while self._due is None or self._due > time.monotonic():
                    self._told.wait(None if self._due is None else self._due - time.monotonic())
                self._due = None
            made = self._preview.rebuild()
            if made is not None:
                has_dress = any(path.startswith("assets/") for path in made)
                self._open.reload(lambda address, all=has_dress: all or self._preview.is_new(address))  # type: ignore[misc]


def _is_of_interest(change: object, path: str) -> bool:
    return not _is_temporary(path)


def _is_temporary(path: str) -> bool:
    # Editors write beside the file before they rename over it.
    name = Path(path).name
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak"))


def watched(config_file: Path, config: Config | None) -> list[Path]:
    """What a change of makes the preview anew: the content, the theme, the configuration."""
    root = config_file.parent
    folders = [root / config.content, root / config.theme] if config else [root]
    return [config_file, *(folder for folder in folders if folder.is_dir())]


# ---- what is asked for -------------------------------------------------------------------------------------


class _OpenPages:
    """The pages that stand open in browsers, by their listening."""

    def __init__(self, loop: Any) -> None:
        self._loop = loop  # of the server
        self.listeners: dict[Any, str] = {}  # to each its address

    def reload(self, is_meant: Callable[[str], bool]) -> list[str]:
        """Have pages reload, and return when they are told. Returns their addresses."""
        meant = [(one, address) for one, address in list(self.listeners.items()) if is_meant(address)]
        told = Event()

        def tell() -> None:
            for listener, _ in meant:
                listener.tell()
            told.set()

        if meant:
            self._loop.add_callback(tell)
            told.wait(1)
        return [address for _, address in meant]


def _web(preview: Preview, base: str, open_pages: _OpenPages) -> Any:
    """The pages, and where they listen."""
    from concurrent.futures import ThreadPoolExecutor

    from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
    from tornado.escape import json_decode
    from tornado.web import Application, FallbackHandler
    from tornado.wsgi import WSGIContainer

    class Listener(LiveReloadHandler):  # type: ignore[misc]
        """An open page, which says its address when it is connected."""

        def on_message(self, message: str) -> None:
            super().on_message(message)
            told = json_decode(message)
            if told["command"] == "info" and "url" in told:
                open_pages.listeners[self] = unquote(urlsplit(told["url"]).path).removeprefix(base)

        def on_close(self) -> None:
            super().on_close()
            open_pages.listeners.pop(self, None)

        def tell(self) -> None:
            self.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})

    # Whoever waits for a proof must not keep the loop: by it the browser is told to reload.
    pages = WSGIContainer(application(preview, base), ThreadPoolExecutor(4))
    return Application(
        [
            (RELOAD, LiveReloadJSHandler),
            ("/livereload", Listener),
            (".*", FallbackHandler, {"fallback": pages}),
        ]
    )


def application(preview: Preview, base: str) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """A WSGI application (PEP 3333) that serves the preview below ``base``."""

    def respond(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", "/")).encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(base):
            start("302 Found", [("Location", base)])
            return [b""]
        address = path.removeprefix(base)
        if address and not address.endswith("/") and preview.target(address + "/index.html"):
            start("301 Moved Permanently", [("Location", quote(path) + "/")])
            return [b""]
        status, kind, content = preview.answer(address)
        start(status, [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [content]

    return respond
