"""Detect HTML without a parser, which takes long to load."""

from __future__ import annotations

import re

_HEAD = re.compile(
    r"(?:<\?xml[^>]*+>\s*+)?(?>(?:(?><!--.*?-->)\s*+)*)<(?:!doctype html|html|head|body)\b", re.S
)
_NAMES = "p|div|span|a|li|ul|td|tr|h[1-6]|br|img|section|article|script|figure|meta|link"
_TAG = re.compile(rf"</?(?:{_NAMES})\b[^<>]{{0,2000}}>")
_WITH_ATTRIBUTES = re.compile(rf"<(?:{_NAMES})\s+[a-z][\w-]*=[^<>]{{0,2000}}>")
_SHOWN = 20_000  # characters that are looked at
_TAGS = 10


_FEED = re.compile(r"(?:<\?xml[^>]*+>\s*+)?(?>(?:(?><!--.*?-->)\s*+)*)<(?:rss|feed|rdf:rdf)\b", re.S)


def is_feed(text: str) -> bool:
    """Is the source a feed, or an export of WordPress, which is one?"""
    return bool(_FEED.match(text[:_SHOWN].lstrip("\ufeff \n\t").lower()))


def is_html(text: str) -> bool:
    """Is the source HTML, even a fragment, and not text or Markdown that contains a tag?"""
    start = text[:_SHOWN].lstrip("\ufeff \n\t").lower()
    if _HEAD.match(start):
        return True
    # A text may show tags, but it does not begin with one, and shows few with attributes.
    found = _TAG if _TAG.match(start) else _WITH_ATTRIBUTES
    return len(found.findall(start)) >= _TAGS
