"""Understand the front matter of other programs (Hexo, Hugo, Jekyll, Obsidian …): what its keys mean here.

A key that means the same here is renamed, its value put as it is written here; what nothing here reads is left out,
and told with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yizhu.content.yaml.foreign_keys import find_foreign_meaning

# Keys of ours: the kind of value that they have.
_LISTS = ("authors", "translators", "tags")
_DAYS = ("published", "modified", "posted")
_TEXTS = ("title", "subtitle", "summary", "republisher")
_OTHERS = "publication source_url rights aliases pinned series translations draft speakers glossary mark writing convert status"
_OWN = frozenset((*_LISTS, *_DAYS, *_TEXTS, *_OTHERS.split()))
_WITHIN = ("params", "extra", "taxonomies")
_STATES = ("machine", "draft", "reviewed")
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_NAMED = re.compile(r"write (\w+): \{value\}")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_ADDRESS = re.compile(r"https?://\S+", re.I)


@dataclass(frozen=True, slots=True)
class UnderstoodFrontMatter:
    """What a file's front matter says in our terms."""

    given: dict[str, Any]  # our keys, each with its value
    renamed: dict[
        str, str
    ]  # key of the file → ours that has its value; the same, if only the value is written anew
    left_out: dict[str, str]  # key of the file → why

    @property
    def is_ours(self) -> bool:
        """Can the front matter stay as it is?"""
        return not (self.renamed or self.left_out)


def understand_front_matter(stated: Mapping[str, Any]) -> UnderstoodFrontMatter:
    """Return what the keys and values of a front matter mean here; all values are text, lists or mappings of text."""
    given: dict[str, Any] = {}
    renamed: dict[str, str] = {}
    left_out: dict[str, str] = {}
    flat, around = _unfold(stated)
    # Our own keys first: what they say is meant.
    for key, value in sorted(flat.items(), key=lambda pair: pair[0] not in _OWN or pair[0] in around):
        name = key if key in _OWN else _name(key)
        found = _value(name, value) if name else None
        if not name or found is None:
            left_out[key] = _reason(key, name)
        elif name in given and name == "tags":
            given[name] = list(dict.fromkeys([*given[name], *found]))
            renamed |= {key: name, "tags": "tags"}
        elif name in given:
            left_out[key] = f"the front matter's {name} is stated already"
        else:
            given[name] = found
            renamed |= {} if key == name and found == value else {key: name}
    for key, outer in around.items():
        if key in given and outer not in renamed and key not in stated:
            renamed[outer] = key
        elif name := renamed.pop(key, ""):
            renamed.setdefault(outer, name)
    whys = {around.get(key, key): why for key, why in left_out.items() if around.get(key, key) not in renamed}
    return UnderstoodFrontMatter(given, {key: name for key, name in renamed.items() if key in stated}, whys)


def _unfold(stated: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the keys, with those that Hugo and Zola put within another; and of these, which one that is."""
    flat = {key: value for key, value in stated.items() if not (key in _WITHIN and isinstance(value, dict))}
    around: dict[str, str] = {}
    for outer in _WITHIN:
        inner = stated.get(outer)
        for key, value in inner.items() if isinstance(inner, dict) else ():
            if key not in flat:
                flat[key] = value
                around[key] = outer
    empty = {
        outer: "" for outer in _WITHIN if isinstance(stated.get(outer), dict) and outer not in around.values()
    }
    return flat | empty, around


def _name(key: str) -> str:
    """Return our key that means the same as one of another program; empty if there is none."""
    name, text = find_foreign_meaning("front_matter", key)
    found = _NAMED.match(text)
    return name or (found[1] if found else "")


def _reason(key: str, name: str) -> str:
    if name:
        return f"front matter: what {key} says cannot be {name} here"
    known = any(find_foreign_meaning("front_matter", key))
    return (
        f"front matter: {key} of another program, which nothing here reads"
        if known
        else (f"front matter: nothing here reads {key}")
    )


def _value(name: str, value: Any) -> Any:
    """Return the value as it is written here; None if it says nothing that the key may say."""
    if name in _LISTS:
        return list(dict.fromkeys(_items(value))) or None
    if name in _DAYS:
        return _day(value)
    if name in _TEXTS:
        return _text(value)
    if name == "source_url":
        found = _ADDRESS.fullmatch(value.strip()) if isinstance(value, str) else None
        return found[0] if found else None
    if name == "aliases":
        return _addresses(value)
    if name == "status":
        return value if value in _STATES else None
    if name in ("publication", "rights") and not isinstance(value, dict):
        return _text(value)
    is_wrong = (
        name in ("series", "speakers", "glossary", "convert") and not isinstance(value, dict)
    ) or value == ""
    return None if is_wrong else value


def _items(value: Any) -> Iterator[str]:
    """Yield the names in a value: a list, names parted by commas, or mappings with a name."""
    if isinstance(value, str):
        yield from (one for part in re.split(r"[,，、;；]", value) if (one := _plain(part)))
    elif isinstance(value, dict):
        yield from _items(next((value[key] for key in ("name", "title", "label") if key in value), ""))
    elif isinstance(value, Iterable):
        for one in value:
            yield from [_plain(one)] if isinstance(one, str) and _plain(one) else _items(one)


def _plain(text: str) -> str:
    return _WIKI.sub(r"\1", text).strip().removeprefix("#").strip()


def _text(value: Any) -> str | None:
    return (" ".join(_WIKI.sub(r"\1", value).split()) or None) if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    found = _DAY.match(value) if isinstance(value, str) else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _addresses(value: Any) -> list[str] | None:
    """Return the addresses within the site; other programs give other names of the text here."""
    given = [value] if isinstance(value, str) else value
    is_all = isinstance(given, list) and all(isinstance(one, str) and one.startswith("/") for one in given)
    return given if is_all and given else None
