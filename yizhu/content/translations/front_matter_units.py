"""Titles, subtitles and summaries as units: values of the front matter, where they stand in the file."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from yizhu.content.model import Source, Text
from yizhu.content.translations.placeholders import Segment
from yizhu.content.yaml.document import split_front_matter

FIELDS = ("title", "subtitle", "summary")
_STILL_TO_WRITE = "…"  # as ``yizhu translate`` writes it
_LAYOUTS = (None, "'", '"')  # a value in a block of its own is left to an editor


def find_front_matter(source: Text, translation: Text) -> Iterator[tuple[str, Segment, Segment]]:
    """Yield the fields that both texts have: the name, the source's words, and the translation's."""
    own, other = _find_values(source.source), _find_values(translation.source)
    for name in FIELDS:
        if name in own and name in other:
            yield name, own[name], other[name]


def is_still_to_write(segment: Segment) -> bool:
    """Does a value only hold the place of one?"""
    return segment.pieces == (_STILL_TO_WRITE,)


def quote_value(words: str) -> str:
    """Return words as a value of YAML on one line."""
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _find_values(source: Source) -> dict[str, Segment]:
    last, _ = split_front_matter(source.path, source.text)
    lines = source.text.split("\n")
    start = len(lines[0]) + 1
    node = yaml.compose("\n".join(lines[1:last]) + "\n", Loader=yaml.SafeLoader)
    found: dict[str, Segment] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        is_text = isinstance(value, yaml.ScalarNode) and value.style in _LAYOUTS and value.value.strip()
        if key.value in FIELDS and is_text and "\n" not in value.value:
            span = start + value.start_mark.index, start + value.end_mark.index
            found[key.value] = Segment(*span, "", "", (value.value,))
    return found
