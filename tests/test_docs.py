"""Whatever a user can write or type is in docs/reference.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from testbed import REPO

from yizhu.content.markdown.attributes import BLOCK_NAMES, SPAN_NAMES
from yizhu.content.yaml.schema_violations import load_schema

REFERENCE = REPO / "docs" / "reference.md"


def reference() -> str:
    if not REFERENCE.is_file():
        pytest.fail("docs/reference.md is not there yet")
    return REFERENCE.read_text("utf-8")


def keys(schema: dict[str, Any]) -> Iterator[str]:
    """Every key that a schema knows, at any depth."""
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from keys(inner)
    for inner in schema.get("anyOf", ()):
        yield from keys(inner)
    if isinstance(schema.get("items"), dict):
        yield from keys(schema["items"])


@pytest.mark.parametrize(
    "schema", ["config", "front_matter", "glossary", "notes", "vocabulary", "accepted", "state"]
)
def test_every_key(schema: str) -> None:
    """Every key of every file."""
    text = reference()
    assert [key for key in dict.fromkeys(keys(load_schema(schema))) if f"`{key}" not in text] == []


def test_every_attribute() -> None:
    """Every attribute of spans and blocks."""
    text = reference()
    assert [
        name for name in (*SPAN_NAMES, *BLOCK_NAMES) if f"{name}=" not in text and f"{{{name}" not in text
    ] == []


def test_every_command_and_option() -> None:
    """Every command with its options."""
    from yizhu.arguments import ARGUMENTS

    text = reference()
    missing = [name for name, _, _ in ARGUMENTS if f"`{name}" not in text and f"yizhu {name}" not in text]
    options = [
        flag for _, _, several in ARGUMENTS for flags, _ in several for flag in flags if flag.startswith("--")
    ]
    missing += [flag for flag in dict.fromkeys(["--config", *options]) if flag not in text]
    assert missing == []


MANUAL = sorted([*REPO.glob("*.md"), *(REPO / "docs").glob("*.md")])


def blocks(text: str) -> Iterator[list[str]]:
    """What stands between empty lines, outside of fences; a fence that is not closed is a fault."""
    fence, block = "", list[str]()
    for line in text.split("\n"):
        if line.startswith("```"):
            assert not fence or line == "```", f"{fence} is open where {line} begins"
            fence = "" if fence else line
        elif not fence and line.strip():
            block.append(line)
            continue
        yield block
        block = []
    assert not fence, f"{fence} is never closed"
    yield block


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_nothing_stands_twice(path: Path) -> None:
    """Fences are closed, no table tells one thing in two rows, and no two paragraphs begin alike."""
    found = [block for block in blocks(path.read_text("utf-8")) if block]
    tables = [
        [re.split(r"(?<!\\)\|", row)[1].strip() for row in block if row.startswith("|")] for block in found
    ]
    assert [cell for cells in tables for cell in set(cells) if cell and cells.count(cell) > 1] == []
    begun = [block[0][:50] for block in found if len(block[0]) > 60 and not block[0].startswith("|")]
    assert [begin for begin in set(begun) if begun.count(begin) > 1] == []


PLACES = re.compile(r"`(yizhu/[\w./<>*-]+)`")
NAMED_IN = re.compile(r"`(\w+)`(?: in|,|;[^`]*)? `(yizhu/[\w./-]+\.py)`")


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_each_place_that_is_named_is_there(page: str) -> None:
    """The files and tables where one adds something."""
    text = (REPO / page).read_text("utf-8")
    places = [place for place in PLACES.findall(text) if not re.search(r"[<*]", place)]
    pairs = NAMED_IN.findall(text)
    assert len(places) > 5
    assert len(pairs) > 3
    assert [place for place in places if not (REPO / place).exists()] == []
    assert [
        pair for pair in pairs if not re.search(rf"\b{pair[0]}\b", (REPO / pair[1]).read_text("utf-8"))
    ] == []
