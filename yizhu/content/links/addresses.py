"""Check the web addresses that authors write, before anything is made of them."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import urlsplit


class LinkAnswer(NamedTuple):
    """What a host answered to the question whether there is a page at an address."""

    status: int  # of HTTP, at the end of all redirects; 0: no answer
    moved_to: str = ""  # where it stands from now on, if each redirect to it was permanent
    problem: str = ""  # why there was no answer


_WEB = re.compile(r"https?://")
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")
# A part of a host between dots: letters of all scripts, digits, - and _.
_LABEL = re.compile(r"[^\x00-\x2c/:-@\[-^`{-\x7f]{1,63}")


def find_address_problem(address: str) -> str:
    """Return why a text is no address of a web page or mailbox, or "" if it is one."""
    if re.search(r"\s", address) or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in address):
        return "it holds a space or an invisible character"
    if _MAIL.fullmatch(address):
        return ""
    if not _WEB.match(address):
        return "it does not begin with https://"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return f"its host or port is not well formed ({error})"
    if "@" in parts.netloc:
        return "it holds a user's name"
    if port == 0 or "\\" in parts.netloc:
        return "its host or port is not well formed"
    if not host:
        return "it has no host"
    return "" if _is_host(host, is_bracketed="[" in parts.netloc) else "its host is not well formed"


def find_site_address_problem(address: str) -> str:
    """Return why a text cannot be a site's own address, in front of those of its pages, or "" if it can."""
    if address.startswith("mailto:"):
        return "it does not begin with https://"
    if problem := find_address_problem(address):
        return problem
    if "?" in address or "#" in address:
        return "the site's own address has no ? or #"
    path = urlsplit(address).path
    if {".", ".."} & set(path.split("/")):
        return "its path holds . or .."
    if "//" in path:
        return "a part of its path is empty"
    is_page = re.search(r"\.(?:html?|php|aspx?)/?$", path)
    return "it is that of a page, not of the folder that the site stands in" if is_page else ""


def _is_host(host: str, *, is_bracketed: bool) -> bool:
    if not is_bracketed:
        return len(host) <= 253 and all(_LABEL.fullmatch(part) for part in host.removesuffix(".").split("."))
    try:
        return bool(IPv6Address(host))
    except ValueError:
        return False
