"""Tell from a picture's first bytes how large it says it is, without decoding it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

Size = tuple[int, int]  # width and height in pixels

_NO_SIZE: Size = (0, 0)
_JPEG_WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD9))
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # tables, and what is reserved


def read_stated_size(data: bytes, kind: str) -> Size:
    """Return the size that a picture of a kind states, before any rotation; (0, 0): it states none."""
    reader = {"png": _png, "gif": _gif, "jpg": _jpeg, "webp": _webp, "avif": _avif}[kind]
    try:
        return reader(data)
    except (struct.error, IndexError):  # it ends too early
        return _NO_SIZE


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return (width, height) if data[12:16] == b"IHDR" else _NO_SIZE


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _jpeg(data: bytes) -> Size:
    for marker, at in _jpeg_segments(data):
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            return width, height
    return _NO_SIZE


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the marker of each segment before the pixels, and where the segment's length stands."""
    at = 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, at = data[at + 1], at + 2
        if marker == 0xFF:  # a byte that fills up
            at -= 1
        elif marker not in _JPEG_WITHOUT_LENGTH:
            yield marker, at
            at += max(2, struct.unpack_from(">H", data, at)[0])


def _webp(data: bytes) -> Size:
    chunk = data[12:16]
    if chunk == b"VP8X":
        return _uint24(data, 24) + 1, _uint24(data, 27) + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return (width & 0x3FFF, height & 0x3FFF) if chunk == b"VP8 " else _NO_SIZE


def _uint24(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8 | data[at + 2] << 16


def _avif(data: bytes) -> Size:
    """Return the largest size of its parts: a thumbnail or a tile is smaller than the picture."""
    found, at = [_NO_SIZE], data.find(b"ispe", 0, 1 << 16)
    while at >= 0:
        width, height = struct.unpack_from(">II", data, at + 8)
        found.append((width, height))
        at = data.find(b"ispe", at + 4, 1 << 16)
    return max(found)
