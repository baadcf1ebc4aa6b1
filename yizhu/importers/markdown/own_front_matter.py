"""Read the front matter of a Markdown file as it came: YAML between ``---``, or TOML between ``+++`` (Hugo, Zola)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from yizhu.content.faults import Fault, Faults, Place, find_place
from yizhu.importers.model.draft import Dropped, Received
from yizhu.importers.model.yaml_in import read_front_matter

Stretch = tuple[str, int, int]  # a key of the front matter, its first and last line
_TOML_KEY = re.compile(r"\[*\s*([\w-]+)")
_YAML_LINE = re.compile(r"[\w-]+:(?:\s|$)|\s*-\s|\s+\S|\s*$")
_LONGEST = 60  # lines of front matter without an upper fence
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class OwnFrontMatter:
    """A file's front matter: its keys with their values and lines."""

    lines: list[str]  # of the whole file
    last: int = 0  # the line that closes it; 0: there is none
    given: dict[str, Any] = field(default_factory=dict)
    stretches: tuple[Stretch, ...] = ()
    is_toml: bool = False
    first: int = 2  # the line of its first key; Hexo may leave the upper fence out

    @property
    def fences(self) -> tuple[Dropped, ...]:
        """The two lines around it."""
        fences = (*range(1, self.first), self.last) if self.last else ()
        return tuple(Dropped((at, at), self.lines[at - 1], "the fence of the front matter") for at in fences)


def read_own_front_matter(source: Received, lines: list[str]) -> OwnFrontMatter:
    """Return the front matter of a file; raises ``Faults`` if it does not end or cannot be read."""
    fence = lines[0].rstrip()
    if fence not in ("---", "+++"):
        return _read_unfenced(source, lines)
    last = next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == fence), 0)
    if not last:
        place = find_place(source.name, source.text, 1)
        raise Faults([Fault(place, "the front matter does not end", f"close it with a line {fence}")])
    text = "\n".join(lines[1 : last - 1])
    if fence == "+++":
        given = _read_toml(source, text)
        return OwnFrontMatter(lines, last, given, tuple(_toml_keys(lines, last, given)), is_toml=True)
    given = read_front_matter(source.name, source.text, text)
    return OwnFrontMatter(lines, last, given, tuple(_keys(lines, last)))


def _read_unfenced(source: Received, lines: list[str]) -> OwnFrontMatter:
    """Return front matter as Hexo may write it, with a fence below only; none if other text stands above a fence."""
    last = next((number for number, line in enumerate(lines[:_LONGEST], 1) if line.rstrip() == "---"), 0)
    above = lines[: max(last - 1, 0)]
    is_keys = all(_YAML_LINE.match(line) for line in above)
    if not (above and is_keys and any(line.startswith("title:") for line in above)):
        return OwnFrontMatter(lines)
    given = read_front_matter(source.name, source.text, "\n".join(above))
    return OwnFrontMatter(lines, last, given, tuple(_keys(lines, last, 1)), first=1)


def _keys(lines: list[str], last: int, first: int = 2) -> Iterator[Stretch]:
    """Return each key of the front matter with its range of lines."""
    starts = [
        (number, line.split(":")[0].strip().strip("\"'"))
        for number, line in enumerate(lines[first - 1 : max(last - 1, 0)], first)
        if line[:1].strip() and not line.startswith(("#", "-", "]", "}"))
    ]
    yield from _stretches(starts, last, first)


def _toml_keys(lines: list[str], last: int, given: dict[str, Any]) -> Iterator[Stretch]:
    """Return each key of the first order; what stands below the head of a table belongs to it."""
    starts: list[tuple[int, str]] = []
    is_table = False
    for number, line in enumerate(lines[1 : last - 1], 2):
        found = _TOML_KEY.match(line)
        is_table = is_table or line.startswith("[")
        if found and found[1] in given and (line.startswith("[") or not is_table):
            starts += [] if any(key == found[1] for _, key in starts) else [(number, found[1])]
    yield from _stretches(starts, last)


def _stretches(starts: list[tuple[int, str]], last: int, first: int = 2) -> Iterator[Stretch]:
    if not starts:
        return
    starts[0] = (first, starts[0][1])
    for (begin, key), (following, _) in pairwise([*starts, (last, "")]):
        yield key, begin, following - 1


def _read_toml(source: Received, text: str) -> dict[str, Any]:
    try:
        return {key: _as_text(value) for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        line = re.search(r"at line (\d+)", str(wrong))
        number = int(line[1]) + 1 if line else text.count("\n") + 2
        place = find_place(source.name, source.text, number)
        problem = f"this is no TOML: {str(wrong).split(' (at')[0].lower()}"
        raise Faults(
            [Fault(Place(source.name, place.line, 0, place.text), problem, 'write key = "value"')]
        ) from None


def _as_text(value: Any, depth: int = 0) -> Any:
    """Return a value with all that it holds as text, as front matter in YAML is read."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, dict):
        return {str(key): _as_text(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner, depth + 1) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
