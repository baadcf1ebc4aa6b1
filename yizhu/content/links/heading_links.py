"""Links to headings: ``[words](#組件庫)`` leads to the passage whose heading says 組件庫.

A heading is named as other programs name it: by its words, in small letters, with ``-`` for spaces and without punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import unquote

from yizhu.content.model import Footnote, Passage, Text
from yizhu.content.prose import Mark, select_marks

_PASSAGE = re.compile(r"#p[0-9]")
_HEADING = re.compile("h[1-6]")
_LEFT_OUT = re.compile(r"[^\w\s-]")


def name_heading(words: str) -> str:
    """Return the name by which links call a heading."""
    return re.sub(r"[\s_-]+", "-", _LEFT_OUT.sub("", words.casefold())).strip("-")


def list_headings(text: Text, source: Text) -> dict[str, str]:
    """Return the ids of the passages of a text that are headings, by the headings' names; the first of a name counts.

    ``source``: the text whose passages have ids, perhaps the same.
    """
    ids = {passage.number: passage.id for passage in source.passages}
    found: dict[str, str] = {}
    for passage in text.passages:
        number = passage.number if text is source else (passage.answers or (0, 0))[0]
        if _HEADING.fullmatch(passage.kind) and number in ids:
            found.setdefault(name_heading(passage.prose.plain), ids[number] or f"p{number}")
    return found


def name_headings(text: Text) -> Text:
    """Return a page's text with its headings' names as their ids: pages have no passages with addresses."""
    passages = tuple(_name(passage) for passage in text.passages)
    headings = {
        block.get("id"): block.get("id") for p in passages for block in p.prose.blocks if block.get("id")
    }
    if not headings:
        return text
    return replace(text, passages=tuple(_link(passage, headings) for passage in passages))


def _name(passage: Passage) -> Passage:
    name = name_heading(passage.prose.plain)
    if not name or not _HEADING.fullmatch(passage.kind):
        return passage
    first, *others = passage.prose.blocks
    named = replace(first, attributes=(*first.attributes, ("id", name)))
    return replace(passage, prose=replace(passage.prose, blocks=(named, *others)))


def link_headings(text: Text, source: Text) -> Text:
    """Return the text with its links to headings as links to passages; one that names no heading stays as it is."""
    if "](#" not in text.source.text or all(
        _PASSAGE.match(link) for part in text.passages_and_footnotes for link in _list_links(part)
    ):
        return text
    headings = list_headings(text, source)
    return replace(
        text,
        passages=tuple(_link(passage, headings) for passage in text.passages),
        footnotes=tuple(_link(footnote, headings) for footnote in text.footnotes),
    )


def _list_links(part: Passage | Footnote) -> Sequence[str]:
    hrefs = [mark.get("href") for mark in select_marks(part.prose, "link")]
    return [href for href in hrefs if href.startswith("#")]


_Part = TypeVar("_Part", Passage, Footnote)


def _link(part: _Part, headings: Mapping[str, str]) -> _Part:
    if all(_PASSAGE.match(href) for href in _list_links(part)):
        return part
    marks = tuple(_lead(mark, headings) for mark in part.prose.marks)
    return replace(part, prose=replace(part.prose, marks=marks))


def _lead(mark: Mark, headings: Mapping[str, str]) -> Mark:
    href = mark.get("href")
    if mark.kind != "link" or not href.startswith("#") or _PASSAGE.match(href):
        return mark
    id = headings.get(name_heading(unquote(href[1:])))
    others = tuple(pair for pair in mark.attributes if pair[0] != "href")
    return replace(mark, attributes=(("href", f"#{id}"), *others)) if id else mark
