"""Fetch the bytes at a public web address, within limits of time and size.

1. the address must be http or https, and its host must have only public IP addresses
2. connect to the very IP address that was checked, since a second look-up could answer differently
3. check each redirect in the same way
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from yizhu.content.faults import Faults
from yizhu.content.links.addresses import LinkAnswer
from yizhu.importers.model.draft import Received, fault_of
from yizhu.importers.sources.decode import read_source

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

MOST_BYTES = 25_000_000
_SECONDS = 30.0  # for all of one address, redirects included
_SILENCE = 10.0  # seconds without a byte
_REDIRECTS = 6
_CHUNK = 65_536
# What some Python calls global, or called so: each release of its module knows more of them.
_PRIVATE = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *(
            "224.0.0.0/3",
            "fec0::/10",
            "fe80::/10",
            "fc00::/7",
            "ff00::/8",
            "64:ff9b:1::/48",
            "::ffff:0:0:0/96",
        ),
        *("100::/48", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
    )
)
# Of these the last four bytes are an IPv4 address, to which a gateway may pass on what comes.
_WRAPPING = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "::/96"))
_SAVE = "save the page in a browser and import the file"
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; yizhu import)",
    "Accept": "text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_READ = ("text/", "application/xhtml", "application/xml", "application/octet-stream", "application/epub")
_READ_TOO = ("application/vnd.openxmlformats", "application/zip", "application/x-zip", "multipart/related")
_MENDS = {
    401: "sign in with a browser, save the page and import the file",
    402: "sign in with a browser, save the page and import the file",
    403: f"the site does not serve programs: {_SAVE}",
    404: "see how the address is written",
    410: "the page is gone: look for a copy in a web archive",
    429: f"the site asks to wait: try later, or {_SAVE}",
    451: f"the site may not serve it here: {_SAVE}",
}


@dataclass(frozen=True, slots=True)
class Download:
    """What was fetched from an address."""

    url: str  # where it stood in the end, redirects followed
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class _Target:
    """An address whose host was looked up."""

    address: str  # for faults
    parts: SplitResult  # all ASCII
    ips: tuple[str, ...]

    @property
    def port(self) -> int:
        return self.parts.port or (443 if self.parts.scheme == "https" else 80)

    @property
    def path(self) -> str:
        return urlunsplit(("", "", self.parts.path or "/", self.parts.query, ""))


def fetch_page(address: str, *, allow_private: bool = False) -> Received:
    """Return the page at an address; raises ``Faults`` if it is missing, not public, too slow or too large."""
    found = download(address, allow_private=allow_private)
    kind = found.content_type.split(";")[0].strip().lower()
    if kind and not kind.startswith((*_READ, *_READ_TOO, "application/pdf")):
        raise fault_of(address, f"this is {kind}, not a page", "give the address of the article itself")
    return replace(read_source(found.data, address, found.content_type), url=found.url)


def download(address: str, *, allow_private: bool = False, most: int = MOST_BYTES) -> Download:
    """Return what is at an address, up to a number of bytes."""
    # A server may send a byte now and then for ever: no time-out between bytes would end that.
    deadline = _Deadline(_SECONDS)
    try:
        at = address
        for _ in range(_REDIRECTS):
            target = _target(at, allow_private)
            found = _request(target, deadline, most)
            if isinstance(found, Download):
                return found
            at = _resolve_redirect(at, found)
    finally:
        deadline.cancel()
    raise fault_of(address, f"it redirects more than {_REDIRECTS - 1} times", "open it in a browser, see why")


def ask(address: str, *, allow_private: bool = False) -> LinkAnswer:
    """Return whether there is a page at an address, without reading it; raises nothing."""
    deadline = _Deadline(_SECONDS)
    try:
        at, is_permanent = address, True
        for _ in range(_REDIRECTS):
            target = _target(at, allow_private)
            response = _response(target, deadline)
            response.close()
            location = response.headers.get("Location", "")
            if response.status not in (301, 302, 303, 307, 308) or not location:
                return LinkAnswer(response.status, at if is_permanent and at != address else "")
            is_permanent = is_permanent and response.status in (301, 308)
            at = _resolve_redirect(at, location)
    except Faults as found:
        return LinkAnswer(0, problem=found.faults[0].problem)
    except (OSError, http.client.HTTPException, _http_error()) as wrong:
        return LinkAnswer(0, problem=_no_answer(address, wrong, deadline.is_over).faults[0].problem)
    finally:
        deadline.cancel()
    return LinkAnswer(0, problem=f"it redirects more than {_REDIRECTS - 1} times")


def _http_error() -> type[Exception]:
    from urllib3.exceptions import HTTPError

    return HTTPError


def _resolve_redirect(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        raise fault_of(
            address, f"it redirects to {location[:60]!r}, which is not an address", _SAVE
        ) from None


class _Deadline:
    """Closes the current connection when the time is over."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._connection: HTTPConnection | None = None
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connection: HTTPConnection) -> None:
        self._connection, self._sock = connection, None

    def hold(self, sock: socket.socket | None) -> None:
        """Keep the socket itself: a connection lets go of it once the answer begins."""
        self._sock = sock

    def cancel(self) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        sock = self._sock or getattr(self._connection, "sock", None)
        if sock is not None:
            try:
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                pass  # it is closed already


# ---- the address -------------------------------------------------------------------------------------------


def _target(address: str, allow_private: bool) -> _Target:
    parts = _ascii(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise fault_of(
            address, f"no host {host} was found", "see how it is written, and whether there is a network"
        ) from None
    ips = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [ip for ip in ips if not is_public(ip)]
    if private and not allow_private:
        at = host if host == private[0] else f"{host}, at {private[0]},"
        problem = f"{at} is within a private network, or this machine"
        raise fault_of(address, problem, "add --allow-private if you mean that")
    return _Target(address, parts, ips)


def _ascii(address: str) -> SplitResult:
    """Return the address as it is sent: host in IDNA, other letters percent-encoded, without fragment."""
    help = "write the whole address: https://…"
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise fault_of(address, "this is not a web address", help) from None
    if parts.scheme not in ("http", "https") or not host:
        raise fault_of(address, "only http and https addresses can be fetched", help)
    if parts.username is not None or parts.password is not None:
        raise fault_of(address, "the address holds a name or a password", "leave them out")
    place = f"[{host}]" if ":" in host else host
    whole = f"{place}:{port}" if port else place
    path, query = (quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return SplitResult(parts.scheme, whole, path, query, "")


def is_public(ip: str) -> bool:
    """Is the IP address public? Addresses that wrap an IPv4 address are judged by that, too."""
    address = ipaddress.ip_address(ip.split("%")[0])
    if any(address in network for network in _PRIVATE):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(address in network for network in _WRAPPING):
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


# ---- the connection ----------------------------------------------------------------------------------------


def _request(target: _Target, deadline: _Deadline, most: int) -> Download | str:
    """Return the host's answer: the page, or the address it redirects to."""
    from urllib3.exceptions import HTTPError

    try:
        found = _answer(_response(target, deadline), target, most)
        if not deadline.is_over:
            return found
        raise TimeoutError
    except (HTTPError, OSError, http.client.HTTPException) as wrong:
        raise _no_answer(target.address, wrong, deadline.is_over) from None


def _no_answer(address: str, wrong: Exception, is_late: bool) -> Faults:
    inner = wrong.__cause__ or wrong.__context__ or wrong
    if is_late or isinstance(wrong, TimeoutError) or "timed out" in str(wrong).lower():
        return fault_of(address, "the host does not answer in time", f"try again, or {_SAVE}")
    if isinstance(wrong, ssl.SSLError) or isinstance(inner, ssl.SSLError):
        return fault_of(address, "the host's TLS certificate cannot be verified", _SAVE)
    return fault_of(address, "the host does not answer as a web server does", f"try again, or {_SAVE}")


def _response(target: _Target, deadline: _Deadline) -> BaseHTTPResponse:
    """Return the host's answer, from the first of its IP addresses that can be reached."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    for number, ip in enumerate(target.ips[:3], 1):
        connection = _connection(target, ip)
        deadline.watch(connection)
        try:
            connection.connect()
            deadline.hold(connection.sock)
            connection.request(
                "GET", target.path, headers=_HEADERS | {"Host": target.parts.netloc}, preload_content=False
            )
            return connection.getresponse()
        except (NewConnectionError, ConnectTimeoutError):
            if deadline.is_over or number == len(target.ips[:3]):
                raise
    raise OSError("no IP address")


def _connection(target: _Target, ip: str) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if target.parts.scheme == "http":
        return HTTPConnection(ip, target.port, timeout=_SILENCE)
    host = target.parts.hostname or ""
    return HTTPSConnection(
        ip,
        target.port,
        timeout=_SILENCE,
        ssl_context=ssl.create_default_context(),
        server_hostname=host,
    )


def _answer(response: BaseHTTPResponse, target: _Target, most: int) -> Download | str:
    location = response.headers.get("Location", "")
    if response.status in (301, 302, 303, 307, 308) and location:
        return location
    if response.status != 200:
        help = _MENDS.get(response.status, f"try again later, or {_SAVE}")
        raise fault_of(target.address, f"the host answers {response.status}", help)
    data = _body(response, target.address, most, response.headers.get("Content-Encoding", ""))
    return Download(urlunsplit(target.parts), data, response.headers.get("Content-Type", ""))


def _body(response: BaseHTTPResponse, address: str, most: int, coding: str) -> bytes:
    """Return the unpacked bytes of the answer; done here, since some urllib3 versions do not stop at a limit."""
    packing = coding.strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        response.close()
        raise fault_of(
            address, f"the host sent it compressed as {packing[:40]}, which was not requested", _SAVE
        )
    unpacked = _Unpacked(packing in ("", "identity"))
    chunks, length = [], 0
    # read1: what has come; read would wait until a chunk is full, however slowly it fills.
    while packed := response.read1(_CHUNK, decode_content=False):
        for chunk in unpacked.chunks(packed):
            chunks.append(chunk)
            length += len(chunk)
            if length > most:
                response.close()
                raise fault_of(address, f"it is larger than {most // 1_000_000} MB", _SAVE)
    if not unpacked.is_whole:
        raise http.client.IncompleteRead(b"")
    return b"".join(chunks)


class _Unpacked:
    """Inflates gzip or deflate in chunks of limited size."""

    def __init__(self, is_plain: bool) -> None:
        self._plain = is_plain
        self._inflating = zlib.decompressobj(47)  # gzip or zlib, as its head says
        self._begun = False

    @property
    def is_whole(self) -> bool:
        """Was the end of what is packed seen?"""
        return self._plain or not self._begun or self._inflating.eof

    def chunks(self, packed: bytes) -> Iterator[bytes]:
        """The next of it, in pieces."""
        while packed:
            if self._plain:
                yield packed
                return
            if self._inflating.eof:  # gzip members may follow each other; other data after one is ignored
                if not packed.startswith(b"\x1f\x8b"):
                    return
                self._inflating = zlib.decompressobj(47)
            yield self._inflated(packed)
            packed = self._inflating.unconsumed_tail or self._inflating.unused_data

    def _inflated(self, packed: bytes) -> bytes:
        is_first, self._begun = not self._begun, True
        try:
            return self._inflating.decompress(packed, _CHUNK)
        except zlib.error as wrong:
            if not is_first:
                raise http.client.HTTPException("what is packed is broken") from wrong
            # Some hosts send deflate without its head.
            self._inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inflating.decompress(packed, _CHUNK)
        except zlib.error as wrong:
            raise http.client.HTTPException("what is packed is broken") from wrong
