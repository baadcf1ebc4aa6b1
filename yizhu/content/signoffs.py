"""Read and write accepted.yaml: the changes of an article's conversion that the editors signed off.

A sign-off holds for one change in one sentence of one edition. If the sentence changes, or is converted differently,
its changes must be signed off again; changes elsewhere do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import yaml

from yizhu.content.model import Source
from yizhu.content.yaml.document import read_document

FILE_NAME = "accepted.yaml"
ChangeKey = tuple[str, str, str]  # edition, sentence, the word before and after conversion


@dataclass(frozen=True, slots=True)
class SignOff:
    """A change that an editor has checked, and the editor's name."""

    key: ChangeKey
    by: str = ""


def read_accepted(source: Source) -> tuple[SignOff, ...]:
    """Return the changes that are signed off, in the order of the file. Raises ``Faults``."""
    entries = read_document(source.path, source.text, "accepted").value or ()
    return tuple(
        SignOff((entry["edition"], entry["sentence"], change), entry.get("by", ""))
        for entry in entries
        for change in entry["changes"]
    )


def sign_off(before: Iterable[SignOff], shown: Collection[ChangeKey], by: str) -> tuple[SignOff, ...]:
    """Sign off all changes in ``shown``, by ``by`` where nobody did ``before``; earlier ones that are gone are dropped."""
    signers = {signed.key: signed.by for signed in before}
    return tuple(SignOff(key, signers.get(key, by)) for key in dict.fromkeys(shown))


def format_accepted(slug: str, sign_offs: Iterable[SignOff]) -> str:
    """Return the text of accepted.yaml: an entry for each sentence, in the order given."""
    entries: dict[tuple[str, str, str], list[str]] = {}
    for signed in sign_offs:
        edition, sentence, change = signed.key
        entries.setdefault((edition, sentence, signed.by), []).append(change)
    head = f"# Looked at and found right: yizhu accept {slug}. A sentence that changes is shown again.\n"
    return head + "".join(_entry(*key, changes) for key, changes in entries.items())


def _entry(edition: str, sentence: str, by: str, changes: list[str]) -> str:
    value = {"edition": edition, "sentence": sentence, "changes": changes} | ({"by": by} if by else {})
    # A value stays on one line, however long, so that a diff shows only the sentences that changed.
    return yaml.safe_dump([value], allow_unicode=True, sort_keys=False, width=1 << 30, line_break="\n")
