"""List the notes and terms to look at again: nobody has since a day that is given, as far as they say.

What a note or term says of its age is the newer of ``checked`` and ``as_of``. A year or month counts by its last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yizhu.check.glossary_checks import find_entries
from yizhu.check.load import CheckedContent, find_article, load_checked_content
from yizhu.check.note_checks import NoteEntries
from yizhu.content.dates import find_newest, is_before
from yizhu.content.faults import Fault, Place, fault_to_row
from yizhu.content.terminal import print_found, print_json, print_text


@dataclass(frozen=True, slots=True)
class Aged:
    """A note or a term, and what it says of its age."""

    id: str
    kind: str  # note or term
    as_of: str
    checked: str
    place: Place

    @property
    def newest(self) -> str:
        """The newer of its dates; empty if it has none."""
        return find_newest(self.as_of, self.checked)


def list_ages(config_file: Path, slug: str = "") -> list[Aged]:
    """Return all notes and terms by file and line, or the notes of one article. Raises ``Faults``."""
    checked = load_checked_content(config_file)
    found = [*_list_notes(checked, slug), *(() if slug else _list_terms(checked))]
    return sorted(found, key=lambda one: (one.place.path, one.place.line))


def _list_notes(checked: CheckedContent, slug: str) -> Iterator[Aged]:
    for article in [find_article(checked, slug)] if slug else checked.articles:
        entries = NoteEntries(checked.folder(article.slug))
        for note in article.notes:
            yield Aged(note.id, "note", note.as_of, note.checked, entries.place(note, "id"))


def _list_terms(checked: CheckedContent) -> Iterator[Aged]:
    entries = find_entries(checked)
    for term in checked.glossary.terms:
        yield Aged(term.id, "term", term.as_of, term.checked, entries[term.id].place("id"))


# ---- output ------------------------------------------------------------------------------------------------


def print_older(config_file: Path, slug: str, date: str, as_json: bool) -> bool:
    """Print the notes and terms that are older than a date, and those without dates; are there any older ones?"""
    ages = list_ages(config_file, slug)
    older = [_to_fault(one) for one in ages if one.newest and is_before(one.newest, date)]
    undated = [one for one in ages if not one.newest]
    if as_json:
        rows = [
            {"path": one.place.path, "line": one.place.line, "kind": one.kind, "id": one.id}
            for one in undated
        ]
        print_json({"older": [fault_to_row(fault) for fault in older], "undated": rows})
        return bool(older)
    print_found(map(str, older), len(older), "thing")
    if undated:
        print_text(f"without as_of and checked: {len(undated)}")
    for one in undated:
        print_text(f"{one.place.path}:{one.place.line}: {one.id}")
    return bool(older)


def _to_fault(one: Aged) -> Fault:
    told = [f"it speaks of {one.as_of}"] if one.as_of else []
    told += [f"it was checked {one.checked}"] if one.checked else []
    problem = f"the {one.kind} {one.id}: {', '.join(told)}"
    return Fault(one.place, problem, "look whether it still holds, and write the day below it as checked:")
