"""The command ``serve``: the preview is built, watched and served until it is interrupted.

The preview has a folder of its own under .yizhu/, so that site/ is only ever what ``build`` made.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from tornado.ioloop import IOLoop

from yizhu.build.preview import Preview, say
from yizhu.build.watcher import Watcher
from yizhu.build.web_server import OpenPages, application, listen
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place

_TURN = 0.001  # s that a thread may keep the others waiting: a page is asked for while a build is under way
_OPENING = 0.3  # s until the browser is told to open the site


def serve(config_file: Path, port: int, *, open_browser: bool) -> int:
    """Serve the preview on 127.0.0.1 until interrupted. Returns 0.

    Raises ``Faults`` if there is no such site or the port is taken. Other faults are shown in the page.
    """
    config_file = config_file.absolute()  # the folder one stands in may be deleted and made again
    port = _free_port(port)
    preview = Preview(config_file, config_file.parent / ".yizhu" / "preview")
    base = _base_path(config_file)
    open_pages = OpenPages(IOLoop.current())
    watcher = Watcher(config_file, preview, open_pages)
    watcher.watch()
    while preview.rebuild(os.cpu_count() or 1) is None:
        pass  # something changed meanwhile
    sys.setswitchinterval(_TURN)
    try:
        listen(application(preview, base), lambda: preview.base or base, open_pages, preview.is_new, port)
    except OSError as error:
        raise _taken(port, error) from None
    watcher.build()
    address = f"http://127.0.0.1:{port}{preview.base or base}"
    say(f"{address} (stop with Ctrl-C)")
    if open_browser:
        Timer(_OPENING, webbrowser.open, [address]).start()
    _run(IOLoop.current())
    watcher.end()
    return 0


def _run(loop: Any) -> None:
    """Run the server's loop until Ctrl-C, or until the process is told to end."""
    with suppress(NotImplementedError, KeyboardInterrupt):  # Windows has no signals for loops, but Ctrl-C
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.asyncio_loop.add_signal_handler(number, loop.stop)
    with suppress(KeyboardInterrupt):
        loop.start()


def _free_port(port: int) -> int:
    """Return the port if it is free; for 0 any free one. Raises ``Faults``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise _taken(port, error) from None
        return int(probe.getsockname()[1])


def _taken(port: int, error: Exception) -> Faults:
    place = Place(f"127.0.0.1:{port}")
    return Faults([Fault(place, f"cannot serve here: {error}", "choose another with --port")])


def _base_path(config_file: Path) -> str:
    """Return the path of the site's address; / if its configuration does not say. Raises ``Faults`` if there is none."""
    try:
        return read_config(config_file).base_path
    except (Faults, OSError):
        if not config_file.exists():
            raise
    # Links in the pages that were built before lead there.
    with suppress(OSError, ValueError):
        given = re.search(rb"^base_url:[ ]*[\"']?(https?://[^\s\"'#]+)", config_file.read_bytes(), re.M)
        path = urlsplit(given[1].decode()).path.strip("/") if given else ""
        return f"/{path}/" if path else "/"
    return "/"
