"""The command ``serve``: the preview is built, watched and served until it is interrupted.

The preview has a folder of its own under .yizhu/, so that site/ is only ever what ``build`` made.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from tornado.ioloop import IOLoop

from yizhu.build.preview.access import LOOPBACK, Access, access_to
from yizhu.build.preview.pages import Preview, say
from yizhu.build.preview.watcher import Watcher
from yizhu.build.preview.web_server import OpenPages, application, listen
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place

_TURN = 0.001  # s that a thread may keep the others waiting: a page is asked for while a build is under way
_OPENING = 0.3  # s until the browser is told to open the site


def serve(config_file: Path, port: int, *, open_browser: bool, host: str = LOOPBACK) -> int:
    """Serve the preview at an address of this machine until interrupted. Returns 0.

    Raises ``Faults`` if there is no such site or the port is taken. Other faults are shown in the page.
    """
    config_file = config_file.absolute()  # the folder one stands in may be deleted and made again
    base = _base_path(config_file)
    access = _open(host, port)
    preview = Preview(config_file, config_file.parent / ".yizhu" / "preview")
    open_pages = OpenPages(IOLoop.current())
    watcher = Watcher(config_file, preview, open_pages)
    watcher.watch()
    while preview.rebuild(os.cpu_count() or 1) is None:
        pass  # something changed meanwhile
    sys.setswitchinterval(_TURN)
    try:
        listen(application(preview, base), lambda: preview.base or base, open_pages, preview.is_new, access)
    except OSError as error:
        raise _taken(host, access.port, error) from None
    watcher.build()
    address = access.page(preview.base or base)
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


def _open(host: str, port: int) -> Access:
    """Return the access at a host's port if it is free; for 0 at any free one. Raises ``Faults``."""
    try:
        access = access_to(host, port)
        family = socket.AF_INET6 if ":" in access.address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((access.address, port))
            return replace(access, port=int(probe.getsockname()[1]))
    except (OSError, OverflowError, ValueError) as error:
        raise _taken(host, port, error) from None


def _taken(host: str, port: int, error: Exception) -> Faults:
    is_here = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
    help = "choose another with --port"
    if host != LOOPBACK and not is_here:
        help = "give an address of this machine with --host, or 0.0.0.0 for all that it has"
    return Faults([Fault(Place(f"{host}:{port}"), f"cannot serve here: {error}", help)])


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
