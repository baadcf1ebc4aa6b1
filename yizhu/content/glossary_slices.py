"""Files of the glossary cut into their entries, each as its editors wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from yizhu.content.model import Source
from yizhu.content.yaml.document import read_yaml

_ENTRY = re.compile(r"^(?=-[ \n])", re.M)
_LINK = re.compile(r"(?<![\w/])glossary/([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class GlossarySlice:
    """A stretch of a file of the glossary."""

    path: str
    ids: tuple[str, ...]  # of its entries: one, or all of a file that cannot be cut
    text: str
    refers_to: frozenset[str]  # ids of the terms that it leads to

    @property
    def id(self) -> str:
        """The id of its entry; of a file that cannot be cut, that of its first."""
        return self.ids[0]


def cut_glossary(source: Source) -> tuple[GlossarySlice, ...]:
    """Return the entries of a file that is a list with a hyphen at the start of each entry's line; any other file whole.

    A comment before an entry belongs to it. Raises ``Faults`` for invalid YAML.
    """
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n")
    entries = read_yaml(source.path, text).value or []
    parts = _cut(text)
    if len(parts) != len(entries):
        return (_slice(source.path, text, entries),) if entries else ()
    return tuple(_slice(source.path, part, [entry]) for part, entry in zip(parts, entries, strict=True))


def _cut(text: str) -> list[str]:
    """Return the entries; the lines of comments and the empty lines at the end of one begin the next."""
    first, *found = _ENTRY.split(text)
    before, parts = first, list[str]()
    for number, part in enumerate(found, 1):
        after = _find_trailing(part) if number < len(found) else ""
        parts.append(before + part.removesuffix(after))
        before = after
    return parts


def _find_trailing(part: str) -> str:
    """Return the lines of comments and the empty lines at the end."""
    lines = re.split(r"(?<=\n)", part)
    at = len(lines)
    while at and lines[at - 1].strip()[:1] in ("", "#"):
        at -= 1
    return "".join(lines[at:])


def _slice(path: str, text: str, entries: Iterable[object]) -> GlossarySlice:
    known = [entry for entry in entries if isinstance(entry, dict)]
    see = {str(id) for entry in known for id in entry.get("see") or ()}
    ids = tuple(str(entry.get("id", "")) for entry in known) or ("",)
    return GlossarySlice(path, ids, text, frozenset(see) | find_linked_terms(text))


def find_linked_terms(text: str) -> frozenset[str]:
    """Return the ids of the terms that links in a text lead to."""
    return frozenset(_LINK.findall(text))


def select_slices(slices: Collection[GlossarySlice], ids: Iterable[str]) -> tuple[GlossarySlice, ...]:
    """Return the slices that hold these terms, and those that they lead to."""
    owners = {id: part for part in slices for id in part.ids}
    waiting, chosen = list(ids), set[str]()
    while waiting:
        part = owners.get(waiting.pop())
        if part is not None and part.id not in chosen:
            chosen.add(part.id)
            waiting += part.refers_to
    return tuple(part for part in slices if part.id in chosen)
