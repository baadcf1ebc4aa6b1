"""Take what a page keeps in its scripts: values by name, and an article that only a script would show.

WeChat writes short posts, posts of pictures and reprints into a script (``content_noencode: JsDecode('…')``), and
shows them in an element that is empty when the page is saved. Scripts themselves are never run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement, fragments_fromstring

from yizhu.importers.model.draft import Lines

_SCRIPT_EDGE = re.compile(r"<script\b[^<>]*>|</script|<!--|-->", re.I)
# What is read further on; all others are programs, or data for them.
_READ = re.compile(r"\stype\s*+=\s*+[\"']?\s*+(?:application/ld\+json|math/)", re.I)
_QUOTED = r"""(?:"(?P<double>(?:[^"\\\n]|\\.)*+)"|'(?P<single>(?:[^'\\\n]|\\.)*+)')"""
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}
_TEXT_NAME = "content_noencode"
_POST = "$render_data"  # a post on m.weibo.cn: its "text" is HTML
_TEXT_PLACES = ("js_text_desc", "js_image_desc", "js_content")  # of these the first that is on the page
_BLOCK = re.compile(r"<(?:p|section|div|br|blockquote|h[1-6]|ul|ol|table)\b", re.I)
_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(r"<(?:a|span|strong|b|em|img)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class ScriptValue:
    """What a script assigns to a name, as readers would see it."""

    text: str
    lines: Lines


def blank_scripts(page: str) -> str:
    """Return the page with the programs in it emptied, but for their line ends.

    A parser takes much in a program for tags; what is left unclosed is left as it is.
    """
    pieces: list[str] = []
    at = 0
    opened: re.Match[str] | None = None
    for edge in _SCRIPT_EDGE.finditer(page):
        mark = edge.group().lower()
        if opened is None:
            is_program = mark.startswith("<script") and not _READ.search(mark) and not mark.endswith("/>")
            if mark == "<!--" or (is_program and not _is_within_tag(page, edge.start())):
                opened = edge
        elif opened.group() == "<!--":
            opened = None if mark == "-->" else opened
        elif mark == "</script":
            pieces += [page[at : opened.end()], "\n" * page.count("\n", opened.end(), edge.start())]
            at, opened = edge.start(), None
    return "".join([*pieces, page[at:]])


def _is_within_tag(page: str, at: int) -> bool:
    """Is the place in an attribute, such as ``title="<script>"``?"""
    near = page[max(0, at - 500) : at]
    return near.rfind("<") > near.rfind(">")


def find_script_values(page: str, name: str) -> Iterator[ScriptValue]:
    """Yield what scripts assign to the name: ``var name = "…"``, ``name: JsDecode('…')``; empty values are left out."""
    assigned = re.compile(
        rf"""(?<![\w$-]){re.escape(name)}["']?\s*+[:=]\s*+(?:\w++\(\s*+)?(?:{_QUOTED}|(?P<number>\d{{1,20}})\b)"""
    )
    line, at = 1, 0
    for found in assigned.finditer(page):
        line, at = line + page.count("\n", at, found.start()), found.start()
        said = found["number"] or _decode(found["double"] or found["single"] or "")
        if said.strip():
            yield ScriptValue(said.strip(), (line, line))


def _decode(text: str) -> str:
    """Return a script's string as text."""
    return html.unescape(_ESCAPE.sub(_unescape, text))


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])


def show_script_text(root: HtmlElement, page: str) -> None:
    """Put an article that the page keeps in a script into the element where readers see it."""
    if _TEXT_NAME not in page and _POST not in page:
        return
    places = [place for name in _TEXT_PLACES for place in root.iter(etree.Element) if place.get("id") == name]
    body = root.find(".//body")
    if any(place.get("id") == "js_content" and has_words(place) for place in places[:1]) or body is None:
        return
    kept = _find_text(root, page)
    if kept is None or any(has_words(place) for place in places[:1]):
        return
    place = places[0] if places else _new_place(body)
    _fill(place, kept)


def _find_text(root: HtmlElement, page: str) -> ScriptValue | None:
    """Return the longest text of WeChat's that a script keeps; else a post on Weibo that the page does not show."""
    texts = find_script_values(page, _TEXT_NAME)
    if longest := max(texts, key=lambda value: len(value.text), default=None):
        return longest
    at = page.find(_POST)
    post = next(find_script_values(page[at:], "text"), None) if at >= 0 else None
    words = _TAG.sub("", post.text).strip()[:20] if post else ""
    if post is None or words in str(root.text_content()):
        return None
    above = page.count("\n", 0, at)
    return ScriptValue(post.text, (post.lines[0] + above, post.lines[1] + above))


def has_words(element: HtmlElement) -> bool:
    """Does the element show text, scripts apart?"""
    return any(
        (one.tag not in ("script", "style") and (one.text or "").strip())
        or (one is not element and (one.tail or "").strip())
        for one in element.iter(etree.Element)
    )


def _new_place(body: HtmlElement) -> HtmlElement:
    place: HtmlElement = body.makeelement("div", {"id": "js_content"})
    body.append(place)
    return place


def _fill(place: HtmlElement, kept: ScriptValue) -> None:
    markup = kept.text
    if not _BLOCK.search(markup):
        is_markup = bool(_INLINE.search(markup))
        lines = (line.strip() if is_markup else html.escape(line.strip()) for line in markup.split("\n"))
        markup = "".join(f"<p>{line}</p>" for line in lines if line)
    if place.tag == "p":
        place.tag = "div"
    try:
        parts = fragments_fromstring(f"<div>{markup}</div>")
    except etree.ParserError:
        return
    for part in parts:
        for one in part.iter(etree.Element):
            cast(Any, one).sourceline = kept.lines[0]  # its stubs know no setter
        place.append(part)
