"""What kind of picture some bytes are: told by the first of them, as browsers do."""

from __future__ import annotations

# The first bytes of a picture, what stands at an offset behind them, and the end of its file's name.
_TYPES = (
    (b"\x89PNG\r\n\x1a\n", 0, b"", "png"),
    (b"\xff\xd8\xff", 0, b"", "jpg"),
    (b"GIF87a", 0, b"", "gif"),
    (b"GIF89a", 0, b"", "gif"),
    (b"RIFF", 8, b"WEBP", "webp"),
    (b"", 4, b"ftypavif", "avif"),
    (b"", 4, b"ftypavis", "avif"),
)


def detect_picture_type(data: bytes) -> str:
    """What kind of picture it is by its own bytes, as the end of a file's name; empty: none that is taken.

    SVG is none: it may hold scripts.
    """
    for start, at, inner, suffix in _TYPES:
        if data.startswith(start) and data[at : at + len(inner)] == inner:
            return suffix
    return ""
