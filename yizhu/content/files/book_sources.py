"""What a book of ours carries of the content that it was made from, and where in the book that lies."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

# Below it lie files as in the content folder: articles/SLUG/…, glossary/….
FOLDER = "META-INF/yizhu/"
# Pictures lie in the book once; this file says where: {"articles/SLUG/img/a.png": "EPUB/images/SLUG/img/a.png"}.
PICTURES = f"{FOLDER}pictures.json"

DATA_FILES = ("notes.yaml", "state.yaml", "accepted.yaml")  # of an article, beside its texts
_SEGMENT = re.compile(r"[^/\\\x00-\x1f\x7f:*?\"<>|]{1,200}")


def format_pictures(places: Mapping[str, str]) -> bytes:
    """Return the file that says where in the book the pictures lie."""
    return (json.dumps(dict(sorted(places.items())), ensure_ascii=False, indent=1) + "\n").encode()


def is_plain_path(path: str) -> bool:
    """Is each part of the path a name that stays where it is on every system, and is none hidden?"""
    return all(
        _SEGMENT.fullmatch(part) and part[0] not in ". " and part[-1] not in ". " for part in path.split("/")
    )
