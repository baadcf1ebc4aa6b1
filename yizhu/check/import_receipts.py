"""Warnings about passages that an import was not sure of, until an editor decides: keep or drop."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from yizhu.check.load import CheckedContent
from yizhu.content.config import read_utf8
from yizhu.content.faults import Fault, Place, collect_faults
from yizhu.content.yaml.document import Document, read_yaml

_RECEIPT, _DECISIONS = "source/import.yaml", "decisions.yaml"
_NUMBER = re.compile(r"[0-9]{1,9}")


def check_import_receipts(checked: CheckedContent) -> tuple[Fault, ...]:
    """Return a warning for each passage that no editor has decided about."""
    return find_undecided_passages(checked.root, f"{checked.config.content}/articles")


def find_undecided_passages(root: Path, articles: str) -> tuple[Fault, ...]:
    """Return a warning for each unsure passage in the receipts under ``articles``, a folder below ``root``.

    A receipt with invalid YAML is passed over: no build reads it. One that is not a file, or a link that leads out of
    the folder, is a fault.
    """
    receipts = sorted((root / articles).glob(f"*/{_RECEIPT}"))
    found, faults = collect_faults(lambda receipt: list(_find_undecided(receipt, root, articles)), receipts)
    return (*chain.from_iterable(found), *faults)


def _find_undecided(receipt: Path, root: Path, articles: str) -> Iterator[Fault]:
    path = receipt.relative_to(root).as_posix()
    document = _read(receipt, root / articles, path)
    decisions = _read(
        receipt.with_name(_DECISIONS), root / articles, f"{path.removesuffix(receipt.name)}{_DECISIONS}"
    )
    decided = [_read_lines(entry) for key in ("keep", "drop") for entry in _list_entries(decisions, key)]
    place = Place(path, document.place("key:unsure").line)
    undecided = [
        (lines, entry)
        for entry in _list_entries(document, "unsure")
        if (lines := _read_lines(entry)) and not any(_overlap(lines, others) for others in decided)
    ]
    passages = [_read_lines(entry) for entry in _list_entries(document, "blocks")]
    for lines, group in groupby(undecided, key=lambda one: one[0]):
        entries = [entry for _, entry in group]
        # Where other passages stand on the same lines, as in a page of one line, a decision by lines takes them too.
        shares = sum(_overlap(lines, others) for others in passages) > 1 or len(entries) > 1
        yield _report_shared(place, lines, entries) if shares else _report_alone(place, lines, entries[0])


def _report_alone(place: Place, lines: range, entry: dict[str, Any]) -> Fault:
    named = _name_lines(lines)
    problem = f"the import was not sure that lines {named} belong to the article: {entry.get('why', '')}"
    help = f"import again with --keep {named} or --drop {named}, or delete this entry when it is decided"
    return Fault(place, problem, help)


def _report_shared(place: Place, lines: range, entries: list[dict[str, Any]]) -> Fault:
    """Return one fault for all unsure passages on the same lines of the source."""
    said = "; ".join(f"{entry.get('passage', '?')}: {entry.get('why', '')}" for entry in entries)
    problem = f"the import was not sure that these passages belong to the article ({said})"
    help = (
        f"delete from the article what does not belong, then these entries: --keep {_name_lines(lines)} or --drop"
        " would decide about all passages on the same lines"
    )
    return Fault(place, problem, help)


def _name_lines(lines: range) -> str:
    return f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else str(lines[0])


def _read(file: Path, root: Path, path: str) -> Document:
    """Return the YAML file; an empty document if there is no such file or its YAML is invalid."""
    text = read_utf8(file, path, root) if os.path.lexists(file) else ""
    found, _ = collect_faults(lambda source: read_yaml(path, source), [text])
    return found[0] if found else Document(path, text, None, {})


def _list_entries(document: Document, key: str) -> list[dict[str, Any]]:
    found = document.value.get(key) if isinstance(document.value, dict) else None
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _read_lines(entry: dict[str, Any]) -> range:
    """Return the lines of the source that an entry names, from 1; an empty range if it names none."""
    lines = entry.get("lines")
    if isinstance(lines, list) and len(lines) == 2 and all(_NUMBER.fullmatch(str(n)) for n in lines):
        return range(int(lines[0]), int(lines[1]) + 1)
    return range(0)


def _overlap(first: range, second: range) -> bool:
    return max(first.start, second.start) < min(first.stop, second.stop)
