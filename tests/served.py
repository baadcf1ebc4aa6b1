"""A preview in a process of its own, and what can be said to it over a socket, byte by byte."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testbed import REPO, Site

PATIENCE = 40  # s until a state that never comes is given up


@dataclass(slots=True)
class Served:
    """A running preview."""

    site: Site
    port: int
    process: subprocess.Popen[bytes]
    log: Path  # what its terminal shows

    def said(self) -> str:
        """What stands on its terminal."""
        return self.log.read_text("utf-8", "replace")

    def connect(self) -> socket.socket:
        """A connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def send(self, request: str | bytes) -> bytes:
        """All that is answered to these bytes until the connection is closed from the other side."""
        with self.connect() as wire:
            wire.sendall(request.encode() if isinstance(request, str) else request)
            return _rest(wire)

    def ask(self, path: str, *headers: str, method: str = "GET", host: str = "") -> Answer:
        """The answer to a well-formed request."""
        host = host or f"127.0.0.1:{self.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *headers, "Connection: close", "", ""]
        return Answer.of(self.send("\r\n".join(lines)))

    def shows(self, *pieces: str, path: str = "/yizhu/zh-hant/a/") -> str:
        """The page, once it holds all of these."""
        return self.until(path, lambda page: all(piece in page for piece in pieces))

    def until(self, path: str, holds: Callable[[str], bool]) -> str:
        """The page, once that holds of it."""
        page, deadline = "", time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            page = self.ask(path).text
            if holds(page):
                return page
            time.sleep(0.05)
        raise AssertionError(f"it never came to that:\n{page[-2000:]}\n{self.said()[-2000:]}")

    def listen(self, *headers: str, host: str = "") -> Socket:
        """A WebSocket, as a page opens it; if it was refused, with another status than 101."""
        wire = self.connect()
        host = host or f"127.0.0.1:{self.port}"
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /livereload HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", *headers, "", "",
        ]  # fmt: skip
        wire.sendall("\r\n".join(lines).encode())
        head = b""
        while b"\r\n\r\n" not in head and (piece := wire.recv(1)):
            head += piece
        return Socket(wire, int(head.split()[1]) if head else 0)

    def page(self, path: str, content: str = "") -> Socket:
        """A page that stands open and has said so; ``content``: what it shows."""
        opened = self.listen(f"Origin: http://127.0.0.1:{self.port}")
        opened.say({"command": "hello", "protocols": []})
        assert opened.hears()["command"] == "hello"
        opened.say(
            {"command": "info", "url": f"http://127.0.0.1:{self.port}{path}", "plugins": plugins_of(content)}
        )
        return opened


def shown_in(page: str) -> str:
    """The digest by which a page tells what it shows."""
    return page.partition('shown: "')[2].partition('"')[0]


def plugins_of(page: str) -> dict[str, object]:
    """What a page's script adds to its address."""
    return {"yizhu": {"shown": shown_in(page), "version": "1"}} if page else {}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, taken apart."""

    status: int  # 0: none came
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, raw: bytes) -> Answer:
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
        return cls(int(first.split()[1]) if first else 0, headers, body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Socket:
    """One end of a WebSocket (RFC 6455)."""

    wire: socket.socket
    status: int  # of the handshake

    def say(self, message: object, opcode: int = 1) -> None:
        """Send a message: bytes as they are, anything else as JSON."""
        self.send(frame(message if isinstance(message, bytes) else json.dumps(message).encode(), opcode))

    def send(self, raw: bytes) -> None:
        """Send bytes that need be no message."""
        self.wire.sendall(raw)

    def hears(self) -> dict[str, object]:
        """The next message that comes."""
        opcode, content = self._frame()
        assert opcode == 1, (opcode, content)
        told: dict[str, object] = json.loads(content)
        return told

    def is_ended(self) -> bool:
        """Does the other side close it, whatever it says before?"""
        try:
            while self._frame()[0] != 8:
                pass
        except (ConnectionError, EOFError):
            pass
        return True

    def _frame(self) -> tuple[int, bytes]:
        first, length = self._read(2)
        if length == 126:
            (length,) = struct.unpack(">H", self._read(2))
        return first & 15, self._read(length)

    def _read(self, many: int) -> bytes:
        told = b""
        while len(told) < many:
            piece = self.wire.recv(many - len(told))
            if not piece:
                raise EOFError
            told += piece
        return told


def frame(content: bytes, opcode: int = 1, is_last: bool = True) -> bytes:
    """A frame, masked as a browser does."""
    many = len(content)
    if many < 126:
        size = bytes([128 | many])
    else:
        size = (
            bytes([254]) + struct.pack(">H", many) if many < 65536 else bytes([255]) + struct.pack(">Q", many)
        )
    return bytes([(128 if is_last else 0) | opcode]) + size + bytes(4) + content


def _rest(wire: socket.socket) -> bytes:
    told = b""
    try:
        while piece := wire.recv(65536):
            told += piece
    except ConnectionError:
        pass
    return told


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(site: Site, before: str = "", *options: str) -> Iterator[Served]:
    """``yizhu serve`` on a site, once it answers; ``before`` is Python that runs in its process first."""
    port, log = free_port(), site.root.parent / "log"
    program = f"{before}\nfrom yizhu.cli import main\nraise SystemExit(main())"
    command = [sys.executable, "-c", program, "serve", "--no-open", "--port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    with log.open("wb") as terminal:
        process = subprocess.Popen(command, cwd=site.root, stdout=terminal, stderr=terminal, env=environment)
    try:
        _wait_until_it_answers(process, port)
        yield Served(site, port, process, log)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError("the preview never came")
