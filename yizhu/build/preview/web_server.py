"""The preview's web server: it answers the browser of this machine, but no other site's page in that browser.

A page of another site can send requests to 127.0.0.1; with ``serve --host``, anybody in the network can. Three headers that no script can forge tell it apart: `Host`,
`Origin` and `Sec-Fetch-Site`. Everything that could be sent without end has a limit.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from types import TracebackType
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from livereload.handlers import LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import Application, Finish, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from yizhu.build.preview.access import Access
from yizhu.build.preview.pages import RELOAD, Preview, say

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Pages = Callable[[Environ, StartResponse], Iterable[bytes]]

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_REFUSALS = {
    400: "this is no address of a page",
    401: "open the whole address that the terminal shows",
    403: "the preview answers its own pages only, not those of other sites",
    404: "there is no such page",
    405: "the preview is read with GET and HEAD",
    421: "the preview answers at the address that the terminal shows",
    500: "the preview could not answer; the terminal says why",
}
_HEAD = 16_384  # bytes of a request's head, and of a message: more than any address takes
_BODY = 65_536  # bytes of a request's body, which nobody reads
_PATIENCE = (
    10  # s that a connection may wait between requests, or take for one, or for saying which page it is
)
_PING = 20  # s between two questions whether an open page is still there
_MOST = 128  # connections; a browser opens six, and one for each open page
_ANSWERING = 4  # threads: whoever waits for a draft page must not keep the loop, by which the browser is told to reload


class OpenPage(NamedTuple):
    """A page that is open in a browser."""

    address: str  # below the site's path
    shown: str  # the digest of its content, by which it is told from newer content; empty: it did not say


def read_message(message: str | bytes) -> tuple[str, OpenPage] | None:
    """Return the command in a page's message and the page, with its whole path; ``None``: no page of ours sends this."""
    try:
        command, url, shown = _parts_of(json.loads(message) if isinstance(message, str) else None)
        return command, OpenPage(unquote(urlsplit(url).path), shown)
    except (AttributeError, TypeError, ValueError, RecursionError):
        return None


def _parts_of(message: Any) -> tuple[str, str, str]:
    parts = (
        message.get("command"),
        message.get("url", ""),
        message.get("plugins", {}).get("yizhu", {}).get("shown", ""),
    )
    if not all(isinstance(part, str) for part in parts):
        raise TypeError(parts)
    return parts


# ---- the pages that stand open -----------------------------------------------------------------------------


class OpenPages:
    """The pages that are open in browsers, by their sockets."""

    def __init__(self, loop: IOLoop) -> None:
        self._loop = loop  # of the server
        self.listeners: dict[Listener, OpenPage] = {}

    def streams(self) -> set[IOStream | None]:
        """The connections of these sockets."""
        return {listener.ws_connection.stream for listener in self.listeners if listener.ws_connection}

    def reload(self, is_meant: Callable[[OpenPage], bool]) -> list[str]:
        """Have pages reload, and return their addresses once they are told."""
        meant = [(one, page.address) for one, page in list(self.listeners.items()) if is_meant(page)]
        told = Event()

        def tell() -> None:
            for listener, _ in meant:
                listener.tell()
            told.set()

        if meant:
            self._loop.add_callback(tell)
            told.wait(1)
        return [address for _, address in meant]


# ---- what is answered --------------------------------------------------------------------------------------


class _Guarded(RequestHandler):
    """Answers only requests that a page of ours, or the user, makes."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        hosts = self.request.headers.get_list("Host")
        access: Access = self.settings["access"]
        if len(hosts) != 1 or hosts[0].lower() not in access.hosts:
            raise HTTPError(421)
        if not self.request.path.startswith("/"):
            raise HTTPError(400)
        if access.token and not access.is_token(self.get_cookie(access.cookie)):
            self._admit(access)

    def _admit(self, access: Access) -> None:
        """Have the browser keep the token that its address holds, and ask again; raise if it holds none."""
        if self.request.method != "GET" or not access.is_token(self.get_query_argument("token", "")):
            raise HTTPError(401)
        self.set_cookie(access.cookie, access.token, httponly=True, samesite="Lax")
        self.redirect("/" + self.request.path.lstrip("/"))
        raise Finish

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.finish(_REFUSALS.get(status_code, "refused") + "\n")

    def log_exception(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, (HTTPError, StreamClosedError, WebSocketClosedError)):
            say("".join(traceback.format_exception(kind, error, trace)))


class _Answers(_Guarded):
    """Answers with the preview's pages and files."""

    def prepare(self) -> None:
        super().prepare()
        # Whoever follows a link from elsewhere may; but no other site gets at a page or picture by its script.
        asker = self.request.headers.get("Sec-Fetch-Site", "none")
        if asker not in ("none", "same-origin") and self.request.headers.get("Sec-Fetch-Mode") != "navigate":
            raise HTTPError(403)

    async def get(self) -> None:
        environ = {
            "REQUEST_METHOD": self.request.method,
            "PATH_INFO": unquote_to_bytes(self.request.path).decode("latin-1"),
        }
        threads = self.settings["threads"]
        status, headers, content = await IOLoop.current().run_in_executor(
            threads, _run, self.settings["pages"], environ
        )
        self.set_status(int(status.split()[0]))
        for name, value in headers:
            self.set_header(name, value)
        self.finish(content)

    head = get


def _run(pages: Pages, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return the answer of a WSGI application."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    content = b"".join(pages(environ, lambda status, headers: started.append((status, headers))))
    return *started[0], content


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """The script that opens a page's socket."""

    head = LiveReloadJSHandler.get


class Listener(_Guarded, WebSocketHandler):
    """The socket of an open page, which sends its address when it is connected."""

    def prepare(self) -> None:
        """Refuse pages of other sites. A program that is no browser sends no origin, and could read the files anyway."""
        super().prepare()
        origin = self.request.headers.get("Origin")
        if origin is not None and origin.lower() not in self.settings["access"].origins:
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """It was checked."""
        return True

    def open(self, *_: str, **__: str) -> None:
        """Wait for the page's address."""
        IOLoop.current().call_later(_PATIENCE, self._end_unless_known)

    def on_message(self, message: str | bytes) -> None:
        """Greet the page; once it has sent its address, tell it about changes."""
        told = read_message(message)
        if told is None:
            self.close(1008, "no such message")
        elif told[0] == "hello":
            protocols = ["http://livereload.com/protocols/official-7"]
            self._send({"command": "hello", "protocols": protocols, "serverName": "yizhu"})
        elif told[0] == "info":
            self._listen_for(told[1])

    def on_close(self) -> None:
        """Forget the page."""
        self._open_pages.listeners.pop(self, None)

    def tell(self) -> None:
        """Have the page reload."""
        self._send({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})

    @property
    def _open_pages(self) -> OpenPages:
        open_pages: OpenPages = self.settings["open_pages"]
        return open_pages

    def _listen_for(self, page: OpenPage) -> None:
        listeners = self._open_pages.listeners
        if self not in listeners and len(listeners) >= self.settings["most"] // 2:
            self.close(1013, "too many open pages")
        else:
            page = page._replace(address=page.address.removeprefix(self.settings["base"]()))
            listeners[self] = page
            # What changed between the answer and this message was told to nobody. Asking may take a while.
            self.settings["threads"].submit(self._tell_if_new, page, IOLoop.current())

    def _tell_if_new(self, page: OpenPage, loop: IOLoop) -> None:
        if page.shown and self.settings["is_new"](*page):
            loop.add_callback(self.tell)

    def _end_unless_known(self) -> None:
        if self not in self._open_pages.listeners:
            self.close(1008, "no page")

    def _send(self, message: dict[str, object]) -> None:
        with suppress(WebSocketClosedError):  # a page that was closed meanwhile is no news
            self.write_message(message).add_done_callback(lambda sent: sent.cancelled() or sent.exception())


# ---- the server --------------------------------------------------------------------------------------------


class _Server(HTTPServer):
    """Limits the number of connections: the oldest one without an open page makes room for a new one."""

    def initialize(self, application: Application, **options: Any) -> None:  # type: ignore[override]
        """Take the application, and the limits of its connections."""
        super().initialize(application, **options)
        self._settings = application.settings
        self._streams: list[IOStream] = []  # the oldest first

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection."""
        self._streams = [one for one in self._streams if not one.closed()]
        if len(self._streams) >= self._settings["most"]:
            listening = self._settings["open_pages"].streams()
            next(one for one in self._streams if one not in listening).close()
        self._streams.append(stream)
        super().handle_stream(stream, address)


def listen(
    pages: Pages,
    base: Callable[[], str],
    open_pages: OpenPages,
    is_new: Callable[[str, str], bool],
    access: Access,
) -> None:
    """Start serving. Raises ``OSError`` if the port is taken.

    ``is_new``: would an address be answered with other content than the page with this digest has?
    """
    application = Application(
        [(RELOAD, _Script), ("/livereload", Listener)],
        default_handler_class=_Answers,
        log_function=lambda _: None,
        websocket_ping_interval=_PING,
        websocket_ping_timeout=_PING,
        websocket_max_message_size=_HEAD,
        access=access, most=_most_connections(), open_pages=open_pages,
        pages=pages, base=base, is_new=is_new, threads=ThreadPoolExecutor(_ANSWERING),
    )  # fmt: skip
    server = _Server(
        application, max_header_size=_HEAD, max_body_size=_BODY,
        idle_connection_timeout=_PATIENCE, body_timeout=_PATIENCE,
    )  # fmt: skip
    server.listen(access.port, address=access.address)


def _most_connections() -> int:
    """Return how many connections leave enough open files for a build."""
    if sys.platform == "win32":
        return _MOST
    import resource

    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _MOST if allowed == resource.RLIM_INFINITY else max(8, min(_MOST, allowed // 3))


def application(preview: Preview, base: str) -> Pages:
    """Return a WSGI application (PEP 3333) that serves the preview below ``base``, or below the last good build's path."""

    def respond(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", "/")).encode("latin-1").decode("utf-8", "replace")
        below = preview.base or base
        if not path.startswith(below):
            start("302 Found", [("Location", quote(below, safe="/%"))])
            return [b""]
        address = path.removeprefix(below)
        if address and not address.endswith("/") and preview.file_at(address + "/index.html"):
            start("301 Moved Permanently", [("Location", quote(path) + "/")])
            return [b""]
        status, kind, content = preview.answer(address)
        start(status, [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [content]

    return respond
