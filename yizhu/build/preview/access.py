"""Who may read the preview: the browser of this machine; with ``serve --host``, whoever has the token, too.

A page of another site can send requests to any address. Names that mean this server tell such a request apart; a
token that only the terminal shows keeps out everybody else in the same network.
"""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address

LOOPBACK = "127.0.0.1"
_LOCAL_NAMES = (LOOPBACK, "localhost", "[::1]")
_ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}  # for examples: nobody has them


@dataclass(frozen=True, slots=True)
class Access:
    """Where the preview listens, by which names it is asked, and what must be known to read it."""

    address: str  # to listen at
    port: int
    names: tuple[str, ...] = _LOCAL_NAMES  # as in addresses of pages, the usual one first
    token: str = ""  # empty: none is asked for

    @property
    def hosts(self) -> frozenset[str]:
        """The values of `Host` that mean this server."""
        return frozenset([*self.names, *(f"{name}:{self.port}" for name in self.names)])

    @property
    def origins(self) -> frozenset[str]:
        """The values of `Origin` for pages of this server."""
        shown = "" if self.port == 80 else f":{self.port}"
        return frozenset(f"http://{name}{shown}" for name in self.names)

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token; other ports of the machine have others."""
        return f"yizhu-preview-{self.port}"

    def page(self, path: str) -> str:
        """Return the whole address of a path, with the token."""
        suffix = f"?token={self.token}" if self.token else ""
        return f"http://{self.names[0]}:{self.port}{path}{suffix}"

    def is_token(self, given: str | None) -> bool:
        """Is this the token?"""
        return compare_digest((given or "").encode(), self.token.encode())


def access_to(address: str, port: int) -> Access:
    """Return the access to a preview at an address of this machine; a token guards one that others can reach.

    ``0.0.0.0`` and ``::`` mean all addresses of this machine. Raises ``OSError`` if the machine has no such address.
    """
    bare = address.strip("[]")
    found = socket.getaddrinfo(bare, port or None, type=socket.SOCK_STREAM)
    ip = ip_address(str(found[0][4][0]).partition("%")[0])
    if ip.is_loopback:
        return Access(str(ip), port)
    names = [] if ip.is_unspecified else [_in_page(bare.lower()), _in_page(str(ip))]
    if ip.is_unspecified:
        names = [*_own_names(ip.version), *_LOCAL_NAMES]
    return Access(str(ip), port, tuple(dict.fromkeys(names)), secrets.token_urlsafe(12))


def _own_names(version: int) -> list[str]:
    """Return the address at which others in the network reach this machine."""
    family = socket.AF_INET6 if version == 6 else socket.AF_INET
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((_ELSEWHERE[family], 9))  # sends nothing: it only chooses a way out
        return [_in_page(str(probe.getsockname()[0]))]
    return []


def _in_page(name: str) -> str:
    return f"[{name}]" if ":" in name else name
