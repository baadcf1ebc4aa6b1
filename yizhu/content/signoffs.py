"""What the editors signed off of an article's conversion: accepted.yaml in its folder.

A signature holds for one sentence as it is written, in one edition, and for what became of each word in it. If the
sentence changes, or conversion makes another thing of it, it is shown again; what changes elsewhere does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import yaml

from yizhu.content.model import Source
from yizhu.content.yaml_document import read_document

FILE_NAME = "accepted.yaml"
ChangeKey = tuple[str, str, str]  # edition, sentence, what became of what


@dataclass(frozen=True, slots=True)
class SignOff:
    """A change that an editor has looked at, and who says so."""

    key: ChangeKey
    by: str = ""


def read_accepted(source: Source) -> tuple[SignOff, ...]:
    """The changes that are signed off, in the order of the file. Raises ``Faults``."""
    entries = read_document(source.path, source.text, "accepted").value or ()
    return tuple(
        SignOff((entry["edition"], entry["sentence"], change), entry.get("by", ""))
        for entry in entries
        for change in entry["changes"]
    )


def sign_off(before: Iterable[SignOff], shown: Collection[ChangeKey], by: str) -> tuple[SignOff, ...]:
    """All that is ``shown`` now, signed: who signed before stays, and what stands in the text no more is dropped."""
    whose = {signed.key: signed.by for signed in before}
    return tuple(SignOff(key, whose.get(key, by)) for key in dict.fromkeys(shown))


def format_accepted(slug: str, signed: Iterable[SignOff]) -> str:
    """The file: an entry for each sentence, in the order given."""
    entries: dict[tuple[str, str, str], list[str]] = {}
    for one in signed:
        edition, sentence, change = one.key
        entries.setdefault((edition, sentence, one.by), []).append(change)
    head = f"# Looked at and found right: yizhu accept {slug}. A sentence that changes is shown again.\n"
    return head + "".join(_entry(*key, changes) for key, changes in entries.items())


def _entry(edition: str, sentence: str, by: str, changes: list[str]) -> str:
    value = {"edition": edition, "sentence": sentence, "changes": changes} | ({"by": by} if by else {})
    # One line for a value, however long: lines that were not signed anew stay as they are when they are compared.
    return yaml.safe_dump([value], allow_unicode=True, sort_keys=False, width=1 << 30, line_break="\n")
