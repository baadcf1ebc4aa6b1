"""An address becomes its page or a fault, within limits, and private networks are never read."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from yizhu.content.faults import Faults
from yizhu.content.links.addresses import LinkAnswer
from yizhu.importers.sources import fetch
from yizhu.importers.sources.fetch import ask, download, fetch_page, is_public

PAGE = "<html><title>題</title><p>他說，開源社區的價格越來越便宜，大家都可以用。</p></html>"
PLAIN = "text/html"
# path → status, content type, headers, body
ANSWERS: dict[str, tuple[int, str, dict[str, str], bytes]] = {
    "/utf8": (200, "text/html; charset=utf-8", {}, PAGE.encode()),
    "/big5": (200, PLAIN, {}, PAGE.encode("big5")),
    "/sent": (200, "text/plain; charset=euc-kr", {}, "가".encode("cp949")),
    "/gzip": (200, PLAIN, {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/bomb": (200, PLAIN, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>" + b"a" * 30_000_000)),
    "/deflate": (200, PLAIN, {"Content-Encoding": "deflate"}, zlib.compress(PAGE.encode())),
    "/raw": (200, PLAIN, {"Content-Encoding": "deflate"}, zlib.compress(PAGE.encode(), wbits=-15)),
    "/rows": (
        200,
        PLAIN,
        {"Content-Encoding": "gzip"},
        gzip.compress(PAGE[:9].encode()) + gzip.compress(PAGE[9:].encode()),
    ),
    "/cut": (200, PLAIN, {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())[:-20]),
    "/br": (200, PLAIN, {"Content-Encoding": "br"}, b"x"),
    "/zstd": (200, PLAIN, {"Content-Encoding": "zstd"}, b"x"),
    "/twice": (200, PLAIN, {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(b"a" * 10_000))),
    "/moved": (301, PLAIN, {"Location": "/utf8"}, b""),
    "/circle": (302, PLAIN, {"Location": "/circle"}, b""),
    "/file": (302, PLAIN, {"Location": "file:///etc/passwd"}, b""),
    "/other": (302, PLAIN, {"Location": "ftp://example.org/"}, b""),
    "/none": (302, PLAIN, {"Location": "http://[a"}, b""),
    "/gone": (410, PLAIN, {}, b""),
    "/wall": (403, PLAIN, {}, b"no"),
    "/png": (200, "image/png", {}, b"\x89PNG"),
    "/pdf": (200, "application/pdf", {}, b"%PDF-1.7"),
    "/short": (200, PLAIN, {"Content-Length": "5000"}, PAGE.encode()),
    "/%E6%96%87?q=%E5%AD%97": (200, PLAIN, {}, PAGE.encode()),
}


class _Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        if self.path == "/drip":
            return self._drip()
        status, kind, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in ({"Content-Type": kind} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            for _ in range(200):
                self.wfile.write(b"<p>")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fault_of(address: str) -> tuple[str, str]:
    with pytest.raises(Faults) as found:
        fetch_page(address, allow_private=True)
    return found.value.faults[0].problem, found.value.faults[0].help


@pytest.mark.parametrize("path", ["/utf8", "/big5", "/gzip", "/deflate", "/raw", "/rows", "/moved"])
def test_a_page_is_fetched(host: str, path: str) -> None:
    """A page is read in any encoding, compressed or not, and from where it redirects to."""
    source = fetch_page(host + path, allow_private=True)
    assert source.text == PAGE
    assert source.url == host + ("/utf8" if path == "/moved" else path)


def test_what_the_server_declares_is_heard(host: str) -> None:
    """The encoding in the answer's head counts as a declaration."""
    assert fetch_page(host + "/sent", allow_private=True).text == "가"


def test_letters_of_an_address_are_encoded(host: str) -> None:
    """An address may be written with the letters that a browser shows."""
    assert fetch_page(host + "/文?q=字#later", allow_private=True).text == PAGE


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/bomb", "larger than 25 MB"),
        ("/cut", "does not answer as a web server does"),
        ("/br", "sent it compressed as br"),
        ("/zstd", "sent it compressed as zstd"),
        ("/twice", "sent it compressed as gzip, gzip"),
        ("/circle", "redirects more than"),
        ("/file", "only http and https"),
        ("/other", "only http and https"),
        ("/none", "which is not an address"),
        ("/gone", "answers 410"),
        ("/wall", "answers 403"),
        ("/png", "image/png, not a page"),
        ("/pdf", "a PDF"),
        ("/short", "does not answer as a web server does"),
    ],
)
def test_what_is_no_page(host: str, path: str, problem: str) -> None:
    """An answer that is no page is a fault with the reason and a help text."""
    told, help = fault_of(host + path)
    assert problem in told
    assert help


def test_a_bomb_never_stands_in_memory(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that unpacks without end is left at its limit, not unpacked first."""
    monkeypatch.setitem(
        ANSWERS, "/bomb", (200, PLAIN, {"Content-Encoding": "gzip"}, gzip.compress(bytes(90_000_000)))
    )
    tracemalloc.start()
    with pytest.raises(Faults, match="larger than 1 MB"):
        download(host + "/bomb", allow_private=True, most=1_000_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_a_slow_server_is_left(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends a byte now and then does not hold the import for ever."""
    monkeypatch.setattr(fetch, "_SECONDS", 0.5)
    began = time.monotonic()
    assert "in time" in fault_of(host + "/drip")[0]
    assert time.monotonic() - began < 3


def test_no_server(host: str) -> None:
    """A host that does not answer is a fault."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "does not answer" in fault_of(f"http://127.0.0.1:{port}/")[0]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[fec0::1]/",
        "http://[64:ff9b:1::1]/",
        "http://[::ffff:0:7f00:1]/",
        "http://[::ffff:0:808:808]/",
        "http://[64:ff9b::a01:203]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://255.255.255.255/",
        "http://240.0.0.1/",
        "http://198.18.0.1/",
        "http://[ff02::1]/",
        "http://224.0.0.1/",
    ],
)
def test_private_addresses(address: str) -> None:
    """This machine and private networks are refused, however their address is written."""
    with pytest.raises(Faults) as found:
        fetch_page(address)
    fault = found.value.faults[0]
    assert "private" in fault.problem or "no host" in fault.problem


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "file:///etc/passwd", "http://", "http://a:b@example.org/", "http://x:99999/"],
)
def test_other_addresses(address: str) -> None:
    """Only whole http and https addresses without a password are fetched."""
    with pytest.raises(Faults):
        fetch_page(address)


def _resolver(*answers: str) -> tuple[list[str], object]:
    """A name server that answers differently each time it is asked."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        ip = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    return asked, look_up


def test_a_redirect_into_the_private_network(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each redirect is judged like the first address."""
    monkeypatch.setattr(
        fetch, "_request", lambda target, *_: host + "/utf8" if "93." in target.ips[0] else 1 / 0
    )
    monkeypatch.setattr(socket, "getaddrinfo", _resolver("93.184.216.34", "127.0.0.1")[1])
    with pytest.raises(Faults) as found:
        download("http://example.org/")
    assert "private" in found.value.faults[0].problem


def test_no_second_look_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the very address that was judged, with the host's own name in its head."""
    port = int(host.rsplit(":", 1)[1])
    asked, look_up = _resolver("127.0.0.1", "203.0.113.9")
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda h, *a, **k: real(h, *a, **k) if h[0].isdigit() else look_up(h, *a)
    )
    assert fetch_page(f"http://news.example:{port}/utf8", allow_private=True).text == PAGE
    assert asked == ["news.example"]
    assert _Handler.asked[-1] == ("/utf8", f"news.example:{port}")


def test_what_is_public() -> None:
    """Addresses that anybody can reach are public, in either family."""
    assert all(map(is_public, ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946")))


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/utf8", (200, "", "")),
        ("/png", (200, "", "")),
        ("/moved", (200, "/utf8", "")),
        ("/gone", (410, "", "")),
        ("/wall", (403, "", "")),
        ("/circle", (0, "", "it redirects more than 5 times")),
        ("/file", (0, "", "only http and https addresses can be fetched")),
    ],
)
def test_whether_there_is_a_page_is_asked_without_reading_it(
    host: str, path: str, answer: tuple[int, str, str]
) -> None:
    """The status at the end of all redirects, where it stands now if it moved for good, or why there is no answer."""
    status, moved_to, problem = answer
    found = ask(host + path, allow_private=True)
    assert found == LinkAnswer(status, host + moved_to if moved_to else "", problem)


def test_a_private_address_is_not_asked(host: str) -> None:
    """An address in the content must not make this machine ask its own network."""
    assert "private network" in ask(host + "/utf8").problem
