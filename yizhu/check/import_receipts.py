"""Warnings about passages that an import was not sure of, until an editor decides: keep or drop."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import chain
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
    for entry in _list_entries(document, "unsure"):
        lines = _read_lines(entry)
        if not lines or any(_overlap(lines, others) for others in decided):
            continue
        named = f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else str(lines[0])
        problem = f"the import was not sure that lines {named} belong to the article: {entry.get('why', '')}"
        help = f"import again with --keep {named} or --drop {named}, or delete this entry when it is decided"
        yield Fault(Place(path, document.place("key:unsure").line), problem, help)


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
