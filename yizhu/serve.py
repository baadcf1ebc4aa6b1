"""The preview: build, serve, watch, rebuild and reload; a fault stands in the page, and the last good page beneath it.

The preview has a folder of its own under .yizhu/, so that site/ is only ever what ``build`` made.
"""

from __future__ import annotations

import logging
import mimetypes
import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from yizhu.config import Config, read_config
from yizhu.fault import Fault, Faults, Place
from yizhu.pipeline import Options, build

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

_POLICY = 'http-equiv="Content-Security-Policy"'


@dataclass(slots=True)
class Preview:
    """What the preview shows now: the last good build, and the faults since."""

    config_file: Path
    folder: Path
    faults: list[Fault] = field(default_factory=list)

    def rebuild(self) -> None:
        """Build anew; faults are kept to be shown, in the page and in the terminal."""
        try:
            built = build(Options(self.config_file, self.folder, drafts=True))
        except Faults as found:
            self.faults = list(found.faults)
            print(f"\n{found}\n{len(self.faults)} to mend; the last good pages stay", file=sys.stderr)
        else:
            self.faults = []
            pages = sum(path.endswith(".html") for path in built.written.made)
            print(f"pages made anew: {pages}", file=sys.stderr)


def serve(config_file: Path, port: int, *, open_browser: bool) -> int:
    """Serve the preview on 127.0.0.1 until interrupted. Returns 0. Raises ``Faults`` if the port is taken."""
    from livereload import Server

    _check_port(port)
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    logging.getLogger("livereload").setLevel(logging.ERROR)
    preview = Preview(config_file, config_file.parent / ".yizhu" / "preview")
    preview.rebuild()
    config = _config(config_file)
    base = config.base_path if config else "/"
    paths = watched(config_file, config)
    server = Server(application(preview, base), watcher=_watcher(paths, preview.rebuild))
    server._setup_logging = lambda: None  # what the preview has to say, it says itself
    print(f"http://127.0.0.1:{port}{base} (stop with Ctrl-C)", file=sys.stderr)
    server.serve(port=port, host="127.0.0.1", debug=False, open_url_delay=0.3 if open_browser else None)
    return 0


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


def _watcher(paths: Sequence[Path], rebuild: Callable[[], None]) -> Any:
    """A watcher for livereload that is told of changes by the system, and rebuilds once for all that come together."""
    from livereload.handlers import LiveReloadHandler
    from livereload.watcher import Watcher
    from tornado.ioloop import IOLoop
    from watchfiles import watch

    class Told(Watcher):  # type: ignore[misc]
        def start(self, callback: Callable[[], None]) -> bool:
            loop = IOLoop.current()

            def look() -> None:
                changes = watch(
                    *paths,
                    watch_filter=_is_of_interest,
                    debounce=_PATIENCE,
                    step=_QUIET,
                    raise_interrupt=False,
                )
                for _ in changes:
                    rebuild()
                    loop.add_callback(LiveReloadHandler.reload_waiters, "*")

            Thread(target=look, daemon=True).start()
            return True

    return Told()


_QUIET = 15  # ms without a further change, until a change is heeded
_PATIENCE = 500  # ms that changes may go on (a checkout of many files) until they are heeded all the same


def _is_of_interest(change: object, path: str) -> bool:
    return not _is_temporary(path)


def watched(config_file: Path, config: Config | None) -> list[Path]:
    """What a change of makes the preview anew: the content, the theme, the configuration."""
    root = config_file.parent
    folders = [root / config.content, root / config.theme] if config else [root]
    return [config_file, *(folder for folder in folders if folder.is_dir())]


def application(preview: Preview, base: str) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """A WSGI application (PEP 3333) that serves the preview's folder below ``base``."""

    def respond(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", "/")).encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(base):
            start("302 Found", [("Location", base)])
            return [b""]
        address = path.removeprefix(base)
        if (
            address
            and not address.endswith("/")
            and _target(preview.folder.resolve(), address + "/index.html")
        ):
            start("301 Moved Permanently", [("Location", quote(path) + "/")])
            return [b""]
        status, kind, content = _response(preview, address)
        start(status, [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [content]

    return respond


def _response(preview: Preview, address: str) -> tuple[str, str, bytes]:
    root = preview.folder.resolve()
    target = _target(root, address)
    status = "200 OK" if target else "404 Not Found"
    target = target or root / "404.html"
    content = target.read_bytes() if target.is_file() else b"<!doctype html><title>Yizhu</title><body></body>"
    kind = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
    if target.suffix == ".html":
        content, kind = _with_overlay(content.decode(), preview.faults).encode(), "text/html; charset=utf-8"
    return status, kind, content


def _target(root: Path, address: str) -> Path | None:
    """The file for an address below ``root``; None: there is none, or it would lie elsewhere."""
    try:
        wanted = (root / address).resolve()
        target = wanted / "index.html" if wanted.is_dir() else wanted
        return target if root in target.parents and target.is_file() else None
    except (OSError, ValueError):  # a name too long, or one with NUL
        return None


def _with_overlay(page: str, faults: list[Fault]) -> str:
    """The page with its faults before all else, and open to the reload script that a published page forbids."""
    page = page.replace(_POLICY, 'name="policy-of-the-published-page"')
    if not faults:
        return page
    told = "\n\n".join(escape(str(fault)) for fault in faults)
    overlay = (
        '<div role="alert" style="position:fixed;inset:0 0 auto 0;max-height:60vh;overflow:auto;z-index:99;'
        'background:#fff8f0;color:#222;border-bottom:3px solid #b3261e;padding:1rem;font:14px/1.5 monospace">'
        f'<strong>{len(faults)} to mend</strong><pre style="white-space:pre-wrap">{told}</pre></div>'
    )
    start = page.find("<body")
    end = page.find(">", start) + 1
    return page[:end] + overlay + page[end:] if start >= 0 else overlay + page


def _config(config_file: Path) -> Config | None:
    try:
        return read_config(config_file)
    except Faults:
        return None


def _is_temporary(path: str) -> bool:
    # Editors write beside the file before they rename over it.
    name = Path(path).name
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak"))
