"""Give pictures that come with a source an address, so that the draft treats them like any other picture.

A page saved as one file holds them as ``data:`` addresses, a page saved with its folder as files beside it; DOCX,
EPUB and MHTML pack them. In the text each becomes ``https://received.invalid/picture-1.jpg``, a host that cannot
exist.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from yizhu.content.files.picture_types import detect_picture_type
from yizhu.importers.model.draft import EmbeddedPicture
from yizhu.importers.sources.budget import BUDGET

HOST = "https://received.invalid/"
MOST_BYTES = 10_000_000  # of one picture
_LEAST_BYTES = 600  # what is smaller is an icon, or holds the place of a picture
_MOST = 300

_DATA = re.compile(r"data:image/[\w.+-]+(?P<rest>[^,\"'()<>]{0,100}),(?P<body>[^\"'()<>]*)", re.I)
_SOURCE = re.compile(r"(?P<open>\bsrc\s*=\s*)(?P<quote>[\"'])(?P<at>[^\"'<>]{1,2000})(?P=quote)", re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)


def extract_data_pictures(text: str) -> tuple[str, tuple[EmbeddedPicture, ...]]:
    """Return the page without its inlined pictures, and these; lines keep their numbers."""
    if "data:image/" not in text and "DATA:IMAGE/" not in text.upper():
        return text, ()
    found: list[EmbeddedPicture] = []

    def taken(match: re.Match[str]) -> str:
        data = _decoded(match)
        suffix = detect_picture_type(data)
        if not suffix or not _LEAST_BYTES <= len(data) <= MOST_BYTES or len(found) >= _MOST:
            # A page's style inlines megabytes of fonts and icons: what is no picture only slows all that follows.
            return match.group() if len(data) <= _LEAST_BYTES else "data:," + "\n" * match.group().count("\n")
        found.append(EmbeddedPicture(f"picture-{len(found) + 1}.{suffix}", data, "inlined in the page"))
        return HOST + found[-1].name + "\n" * match.group().count("\n")

    return _DATA.sub(taken, text), tuple(found)


def _decoded(match: re.Match[str]) -> bytes:
    try:
        if "base64" in match["rest"].lower():
            return base64.b64decode(
                (unquote(match["body"]) if "%" in match["body"] else match["body"]) + "=="
            )
        return unquote_to_bytes(match["body"])
    except (binascii.Error, ValueError):
        return b""


def replace_addresses(
    text: str, look: Callable[[str], bytes | None], begun: int = 0
) -> tuple[str, tuple[EmbeddedPicture, ...]]:
    """Return the page; each ``src`` for which ``look`` returns bytes gets an address of ours."""
    found: dict[str, EmbeddedPicture] = {}
    # Looked for once: a page may name one large file that is no picture in each of its lines.
    looked: set[str] = set()
    room = BUDGET.picture_bytes

    def given(match: re.Match[str]) -> str:
        nonlocal room
        at = match["at"].strip()
        if at not in looked and len(found) < _MOST and room > 0:
            looked.add(at)
            data = look(at) or b""
            room -= len(data)
            if (suffix := detect_picture_type(data)) and len(data) <= MOST_BYTES:
                found[at] = EmbeddedPicture(f"picture-{begun + len(found) + 1}.{suffix}", data, at)
        if at not in found:
            return match.group()
        return f"{match['open']}{match['quote']}{HOST}{found[at].name}{match['quote']}"

    return _SOURCE.sub(given, text), tuple(found.values())


def is_web_address(address: str) -> bool:
    """Is it an absolute web address with a host?"""
    try:
        return bool(_ADDRESS.fullmatch(address) and urlsplit(address).hostname)
    except ValueError:
        return False


def is_relative_address(address: str) -> bool:
    """Is it an address relative to the page?"""
    return not _SCHEME.match(address) and not address.startswith(("/", "\\"))
