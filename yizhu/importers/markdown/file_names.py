"""Find what a Markdown file's name tells: the title of a note in Obsidian or Notion, the day of a post in Jekyll."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from yizhu.chinese.han import has_han

_DAY = re.compile(r"^(\d{4}-\d{2}-\d{2})[-_ ]")
_NUMBER = re.compile(r"\s[0-9a-f]{32}$")  # that Notion puts behind a title
_NO_TITLE = re.compile(
    r"未命名|[无無]标题|無標題|新建|新文件|副本|untitled|new (?:note|document|page)|copy of", re.I
)


def find_title_in_name(name: str) -> str:
    """Return the title that a file is named by; empty if its name is no words: ``page``, ``my-post``."""
    stem = _DAY.sub("", _NUMBER.sub("", PurePath(name).stem)).strip()
    is_words = has_han(stem) or " " in stem
    return stem if is_words and not _NO_TITLE.search(stem) else ""


def find_day_in_name(name: str) -> str:
    """Return the day with which a file's name begins, as ISO; empty if it begins with none."""
    found = _DAY.match(PurePath(name).stem)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else ""
    except ValueError:
        return ""
