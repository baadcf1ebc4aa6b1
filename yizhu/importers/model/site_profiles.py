"""Read the editor's own profiles, profiles/*.yaml beside config.yaml, and report their errors with their places."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import yaml

from yizhu.content.faults import Fault, Place, find_closest, find_place, raise_if
from yizhu.importers.html.selectors import selector_error
from yizhu.importers.model.profiles import Profile, parse_profile, split_place
from yizhu.importers.model.yaml_in import find_costly_line

_LIST, _LISTS, _TEXT, _SWITCH = "a list of texts", "a list of lists of texts", "a text", "true or false"
_KINDS = {"bool": _SWITCH, "str": _TEXT, "tuple[str, ...]": _LIST, "tuple[tuple[str, ...], ...]": _LISTS}
KEYS = {field.name: _KINDS[str(field.type)] for field in fields(Profile)}
_SELECTORS = ("content", "drop", "marked_by", "first_of")
_PLACES = ("title_at", "authors_at", "published_at", "publication_at", "source_at")
_REQUIRED = tuple(field.name for field in fields(Profile) if field.default is MISSING)


def read_profiles(folder: Path) -> tuple[Profile, ...]:
    """Return the profiles of a folder by file name; empty without a folder. Raises ``Faults`` with all errors."""
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    found = [(f"profiles/{path.name}", path.read_text("utf-8", "replace")) for path in paths]
    raise_if([fault for path, text in found for fault in _faults(path, text)])
    return tuple(parse_profile(text) for _, text in found)


def _faults(path: str, text: str) -> list[Fault]:
    try:
        if costly := find_costly_line(text):
            return [Fault(Place(path, costly[0] + 1), costly[1], "write it flatter, and without aliases")]
        given = yaml.safe_load(text)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        problem = f"invalid YAML: {getattr(wrong, 'problem', wrong)}"
        return [Fault(place, problem, "quote text that holds ': ' or ' #', or that begins with a bracket")]
    if not isinstance(given, dict):
        return [
            Fault(
                Place(path), "a profile must be a mapping of keys to values", "write name: and langs: first"
            )
        ]
    missing = [key for key in _REQUIRED if key not in given]
    faults = [Fault(Place(path), f"{key} is missing", f"write {key}:, {KEYS[key]}") for key in missing]
    return faults + [fault for key, value in given.items() for fault in _wrong(path, text, key, value)]


def _wrong(path: str, text: str, key: object, value: object) -> list[Fault]:
    place = find_place(path, text, 1, f"{key}", text.count("\n") + 1)
    if not isinstance(key, str) or key not in KEYS:
        near = find_closest(str(key), KEYS)
        return [Fault(place, f"unknown key {key}", f"did you mean {near}?" if near else "take it out")]
    if not _fits(KEYS[key], value):
        return [Fault(place, f"{key} is not {KEYS[key]}", f"write {KEYS[key]}")]
    if key == "posts":
        return _no_selectors(path, text, place.line, _places_of_posts(value))
    return _no_selectors(path, text, place.line, value) if key in _SELECTORS + _PLACES else []


def _places_of_posts(value: Any) -> list[str]:
    """Return the selectors among them: a place that begins with = is a name."""
    return [part for kind in value for part in kind if not part.startswith("=")]


def _no_selectors(path: str, text: str, line: int, value: Any) -> list[Fault]:
    help = "write a CSS selector: a tag, .class, #id, [attribute=value]"
    return [
        Fault(
            find_place(path, text, line, one, text.count("\n") + 1),
            f"{one} is not a valid selector: {why}",
            help,
        )
        for one in value
        if (selector := split_place(one)[1]) and (why := selector_error(selector))
    ]


def _fits(kind: str, value: object) -> bool:
    if kind == _LISTS:
        return isinstance(value, list) and all(_fits(_LIST, one) and one for one in value)
    if kind == _LIST:
        return isinstance(value, list) and all(_fits(_TEXT, one) for one in value)
    return isinstance(value, bool if kind == _SWITCH else str) and value != ""
