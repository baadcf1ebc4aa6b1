"""What an import kept without being sure, and no editor has decided about yet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from yizhu.config import read_utf8
from yizhu.document import Document, read_yaml
from yizhu.fault import Fault, Place, gather

_RECEIPT = "source/import.yaml"
_NUMBER = re.compile(r"[0-9]{1,9}")


def undecided(root: Path, articles: str) -> tuple[Fault, ...]:
    """For each unsure passage in the receipts under ``articles``, a folder below ``root``, what to do about it.

    A receipt that is no YAML trips nobody: a build never reads it. One that is no file, or leads elsewhere, is told.
    """
    receipts = sorted((root / articles).glob(f"*/{_RECEIPT}"))
    found, faults = gather(lambda path: list(_of_article(path, root, articles)), receipts)
    return (*chain.from_iterable(found), *faults)


def _of_article(receipt: Path, root: Path, articles: str) -> Iterator[Fault]:
    path = receipt.relative_to(root).as_posix()
    document = _read(receipt, root / articles, path)
    decisions = receipt.with_name("decisions.yaml")
    decided = _read(decisions, root / articles, f"{path.removesuffix(receipt.name)}{decisions.name}")
    said = [_lines(entry) for key in ("keep", "drop") for entry in _entries(decided, key)]
    for entry in _entries(document, "unsure"):
        lines = _lines(entry)
        if not lines or any(_overlap(lines, one) for one in said):
            continue
        stretch = f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else str(lines[0])
        problem = (
            f"the import was not sure that lines {stretch} belong to the article: {entry.get('why', '')}"
        )
        mend = f"import again with --keep {stretch} or --drop {stretch}, or take the entry out once it is settled"
        yield Fault(Place(path, document.place("key:unsure").line), problem, mend)


def _read(file: Path, root: Path, path: str) -> Document:
    """The file; an empty one, where there is none or it is no YAML."""
    text = read_utf8(file, path, root) if os.path.lexists(file) else ""
    found, _ = gather(lambda source: read_yaml(path, source), [text])
    return found[0] if found else Document(path, text, None, {})


def _entries(document: Document, key: str) -> list[dict[str, Any]]:
    found = document.value.get(key) if isinstance(document.value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _lines(entry: dict[str, Any]) -> range:
    lines = entry.get("lines")
    if isinstance(lines, list) and len(lines) == 2 and all(_NUMBER.fullmatch(str(one)) for one in lines):
        return range(int(lines[0]), int(lines[1]) + 1)
    return range(0)


def _overlap(one: range, other: range) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)
