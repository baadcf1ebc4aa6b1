"""What an import kept without being sure, and no editor has decided about yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from yizhu.fault import Fault, Place


def undecided(root: Path, articles: str) -> tuple[Fault, ...]:
    """For each unsure passage in the receipts under ``articles``, a folder below ``root``, what to do about it."""
    receipts = sorted((root / articles).glob("*/source/import.yaml"))
    return tuple(fault for path in receipts for fault in _of_article(path, path.relative_to(root).as_posix()))


def _of_article(receipt: Path, path: str) -> Iterator[Fault]:
    text = receipt.read_text("utf-8", "replace")
    said = {number for lines in _decided(receipt.with_name("decisions.yaml")) for number in lines}
    for entry in _entries(text, "unsure"):
        lines = _lines(entry)
        if not lines or not said.isdisjoint(lines):
            continue
        stretch = f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else str(lines[0])
        problem = (
            f"the import was not sure that lines {stretch} belong to the article: {entry.get('why', '')}"
        )
        mend = f"import again with --keep {stretch} or --drop {stretch}, or take the entry out once it is settled"
        line = next((n for n, one in enumerate(text.split("\n"), 1) if one.startswith("unsure:")), 1)
        yield Fault(Place(path, line), problem, mend)


def _decided(file: Path) -> list[range]:
    if not file.is_file():
        return []
    text = file.read_text("utf-8", "replace")
    return [_lines(entry) for key in ("keep", "drop") for entry in _entries(text, key)]


def _entries(text: str, key: str) -> list[dict[str, Any]]:
    """The maps in a list of the file; a file that somebody broke has none: a build never reads it either."""
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError:
        return []
    found = given.get(key) if isinstance(given, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _lines(entry: dict[str, Any]) -> range:
    lines = entry.get("lines")
    if isinstance(lines, list) and len(lines) == 2 and all(isinstance(one, int) for one in lines):
        return range(lines[0], lines[1] + 1)
    return range(0)
