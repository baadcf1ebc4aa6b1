"""Addresses on the web, as authors write them: what is wrong with one is said before anything is made of it."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://")
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")
_LABEL = re.compile(
    r"[^\x00-\x2c/:-@\[-^`{-\x7f]{1,63}"
)  # a part of a host: letters of all scripts, digits, - and _


def find_address_problem(address: str) -> str:
    """Why a text is no address on the web, nor of a mailbox; empty: it is one."""
    if re.search(r"\s", address) or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in address):
        return "it holds a space, or a character that nobody sees"
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
    return (
        ""
        if _is_host(host, "[" in parts.netloc)
        else "its host is not well formed"
        if host
        else "it has no host"
    )


def find_site_address_problem(address: str) -> str:
    """The same of the address where a site will stand, which others are put behind."""
    if address.startswith("mailto:"):
        return "it does not begin with https://"
    if wrong := find_address_problem(address):
        return wrong
    if "?" in address or "#" in address:
        return "the site's own address has no ? or #"
    is_winding = {".", ".."} & set(urlsplit(address).path.split("/"))
    return "its path holds . or .." if is_winding else ""


def _is_host(host: str, is_bracketed: bool) -> bool:
    if not is_bracketed:
        return len(host) <= 253 and all(_LABEL.fullmatch(part) for part in host.removesuffix(".").split("."))
    try:
        return bool(IPv6Address(host))
    except ValueError:
        return False
