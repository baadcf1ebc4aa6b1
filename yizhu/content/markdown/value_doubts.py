"""Doubts about what spans and links were given: values that change nothing, hold other attributes, or lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from yizhu.chinese.han import is_han
from yizhu.content.faults import Fault
from yizhu.content.markdown.attributes import SPAN_NAMES
from yizhu.content.markdown.foreign_notation import shorten
from yizhu.content.prose import Mark, select_marks
from yizhu.content.source_map import MappedProse

_NEXT_ATTRIBUTE = re.compile(rf"[,，;；、](?=(?:{'|'.join(SPAN_NAMES)}|zh-Han[st])(?:[=,，;；、]|$))")
_QUOTED = re.compile(r"'(?P<a>[^']+)'|“(?P<b>[^“”]+)”|‘(?P<c>[^‘’]+)’|['“”‘’](?P<d>[^'“”‘’]+)")
_SPELT = re.compile(r".+[切反]$|[音讀读同].+")  # how dictionaries give a reading in characters


def find_value_doubts(mapped: MappedProse) -> Iterator[Fault]:
    """Return a warning for each span or link of some prose whose value cannot be meant."""
    for mark in select_marks(mapped.prose, "sic", "reading", "form", "link"):
        told = _explain_link(mark) if mark.kind == "link" else _explain_value(mark, mapped)
        if told:
            yield Fault(mapped.place(mark.start, mark.end), *told)


def _explain_value(mark: Mark, mapped: MappedProse) -> tuple[str, str] | None:
    words = mapped.prose.text[mark.start : mark.end]
    name = mark.get("lang") if mark.kind == "form" else mark.kind
    value = mark.get("form") if mark.kind == "form" else mark.get(mark.kind)
    if found := _NEXT_ATTRIBUTE.search(value):
        right = f"{name}={value[: found.start()]} {value[found.end() :]}"
        return f"{found[0]} is within the value of {name}", f"write a space between attributes: {{{right}}}"
    if (quoted := _QUOTED.fullmatch(value)) and not re.search("['“”‘’]", words):
        bare = next(one for one in quoted.groups() if one)
        if bare != words:  # or the marks are what was missing
            problem = f"the quotation marks of {shorten(value)} are part of the value"
            return problem, f'write {{{name}={bare}}}, or {name}="…" in marks of ASCII'
    if mark.kind == "sic" and value == words:
        return (
            f"sic={shorten(value)} corrects nothing",
            "write the corrected form, or leave the attribute out",
        )
    if mark.kind == "reading" and _is_no_reading(value):
        problem = f"{shorten(value)} is no reading: it is written in Chinese characters"
        return problem, f"write how it is said, or {{sic={shorten(value)}}} if it is the corrected form"
    return None


def _is_no_reading(value: str) -> bool:
    return len(value) > 1 and all(map(is_han, value)) and not _SPELT.fullmatch(value)


def _explain_link(mark: Mark) -> tuple[str, str] | None:
    href = mark.get("href")
    if href in ("", "#"):
        return (
            "this link has no address",
            "write one, such as https://…, /slug/ or #p3, or leave the brackets out",
        )
    is_empty = href.startswith(("http:", "https:")) and not _host(href)
    return (f"{href} leads nowhere", "write the whole address") if is_empty else None


def _host(href: str) -> str:
    try:
        return urlsplit(href).netloc
    except ValueError:
        return ""
