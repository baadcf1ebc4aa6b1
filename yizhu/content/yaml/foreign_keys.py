"""Keys of other programs' front matter and configurations, by what they mean here: ``data/foreign-keys.yaml``.

A key that means nothing here is told why it is not needed, or what does the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from yizhu.content.yaml.mistakes import correct_date, quote


def explain_foreign_key(schema: str, keys: Sequence[str | int], key: str, value: Any) -> str:
    """Return the help for a key that other programs know; empty if none is known to have it.

    ``keys``: of the mapping that holds it, in a file of this schema.
    """
    section = ".".join([schema, *(name for name in keys if isinstance(name, str))])
    means = _table().get(section, {}).get(_fold(key))
    if means is None:
        return ""
    name, text = means
    if value in (None, "", []):
        return "remove it: it is empty"
    return text.replace("{value}", _day_or_text(value)) if text else _write(name, value)


def find_foreign_meaning(section: str, key: str) -> tuple[str, str]:
    """Return our key that means the same as one of another program, and what to tell; both empty if it is unknown."""
    return _table().get(section, {}).get(_fold(key), ("", ""))


def explain_foreign_value(name: str, value: Any) -> str:
    """Return the help for a value that other programs give to a key that has another meaning here."""
    return _table()["values"].get(f"{name}={str(value).casefold()}", ("", ""))[1]


def _write(name: str, value: Any) -> str:
    """Return what to write instead, with the value if it can stay as it is."""
    if name in _LISTS and isinstance(value, str | list):
        items = value if isinstance(value, list) else [part.strip() for part in value.split(",")]
        if items and all(isinstance(item, str) and item for item in items):
            return f"write {name}: [{', '.join(map(_plain, items))}]"
        return f"write {name}: [a, b], a list of texts"
    if name in _DAYS:
        return _write_day(name, value)
    if isinstance(value, str) and value and "\n" not in value and len(value) <= _LONGEST:
        return f"write {name}: {_plain(value)}"
    return f"write {name}: instead"


def _write_day(name: str, value: Any) -> str:
    """Return what to write for a day; of what is none, that a day of the calendar is wanted."""
    told = correct_date(value) if isinstance(value, str) else ""
    if told.startswith(_AS):
        return f"write {name}: {told.removeprefix(_AS)}"
    day = told.removeprefix("write ") or "a day of the calendar, such as 2025-02-03"
    return f"write {name}: … and for the dots {day}"


def _day_or_text(value: Any) -> str:
    """Return a day as it is written here, another short text as it is, and else an ellipsis."""
    day = correct_date(value) if isinstance(value, str) else ""
    if day.startswith(_AS):
        return day.removeprefix(_AS)
    if day or (isinstance(value, str) and _LIKE_A_DAY.match(value)):
        return "…"
    return value if isinstance(value, str) and "\n" not in value and 0 < len(value) <= _LONGEST else "…"


_LISTS, _DAYS = ("authors", "tags", "translators", "aliases"), ("posted", "published", "modified")
_AS = "write it as "
_LIKE_A_DAY = re.compile(r"\s*[0-9]{1,4}[-./年][0-9]{1,2}[-./月][0-9]{1,4}")
_LONGEST = 60  # characters of a value that is repeated in a message


def _plain(text: str) -> str:
    return quote(text) if any(mark in text for mark in ":#[]{},&*!|>%@`'\"") and "://" not in text else text


def _fold(key: str) -> str:
    return key.casefold().replace("-", "_").replace(" ", "_")


@cache
def _table() -> dict[str, dict[str, tuple[str, str]]]:
    """Return by section and key: the key that means the same here, or "", and what to say."""
    text = files("yizhu.content").joinpath("data", "foreign-keys.yaml").read_text("utf-8")
    return {
        section: {_fold(key): (row.get("is", ""), row.get("say", "")) for row in rows for key in row["keys"]}
        for section, rows in yaml.load(text, Loader=yaml.BaseLoader).items()
    }
