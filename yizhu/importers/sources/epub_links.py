"""Join the chapters of an EPUB: links between its files become links within one page.

Each file has ids of its own, and two files may have the same; in the page each id carries its file's number.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_NAME = re.compile(r"(\s(?:id|name)\s*+=\s*+[\"'])([^\"']+)")
_LINK = re.compile(r"(\shref\s*+=\s*+[\"'])([^\"'#]*)#([^\"']+)")


def join_links(chapters: Sequence[tuple[str, str]]) -> list[str]:
    """Return the texts of the chapters (path, text), with ids that are unique and links that lead to them."""
    if len(chapters) == 1:
        numbers = {chapters[0][0]: ""}
    else:
        numbers = {path: f"file{number}-" for number, (path, _) in enumerate(chapters, 1)}
    return [_rewrite(path, text, numbers) for path, text in chapters]


def _rewrite(path: str, text: str, numbers: dict[str, str]) -> str:
    def with_number(found: re.Match[str]) -> str:
        return f"{found[1]}{numbers[path]}{found[2]}"

    def within_page(found: re.Match[str]) -> str:
        goal = _resolve(path, found[2])
        return f"{found[1]}#{numbers[goal]}{found[3]}" if goal in numbers else found.group()

    return _TAG.sub(lambda tag: _LINK.sub(within_page, _NAME.sub(with_number, tag.group())), text)


def find_linked_files(path: str, text: str) -> Iterator[str]:
    """Yield the files to whose places the chapter links, such as that of the notes."""
    for tag in _TAG.finditer(text):
        for link in _LINK.finditer(tag.group()):
            yield _resolve(path, link[2])


def _resolve(path: str, href: str) -> str:
    """Return the file that a link of a chapter leads to; without a name, the chapter itself."""
    if not href:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(html.unescape(href))))
