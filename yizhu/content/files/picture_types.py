"""Detect what kind of picture some bytes are by their first ones, as browsers do."""

from __future__ import annotations

# (first bytes, offset, bytes at that offset, file extension)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", 0, b"", "png"),
    (b"\xff\xd8\xff", 0, b"", "jpg"),
    (b"GIF87a", 0, b"", "gif"),
    (b"GIF89a", 0, b"", "gif"),
    (b"RIFF", 8, b"WEBP", "webp"),
    (b"", 4, b"ftypavif", "avif"),
    (b"", 4, b"ftypavis", "avif"),
)


def detect_picture_type(data: bytes) -> str:
    """Return the file extension for a picture's bytes, or "" if they are none of the accepted kinds.

    SVG has no signature and may hold scripts: ``svg.clean_svg`` reads it.
    """
    for start, offset, inner, extension in _SIGNATURES:
        if data.startswith(start) and data[offset : offset + len(inner)] == inner:
            return extension
    return ""
