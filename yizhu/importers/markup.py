"""Is a source HTML? Told without a parser, which takes long to load."""

from __future__ import annotations

import re


def is_html(text: str) -> bool:
    """Is the source HTML, and not text or Markdown that has a tag in it?"""
    start = text[:3000].lstrip("\ufeff \n\t").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        return True
    return bool(
        re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", start, re.S)
    )
