"""Whatever a user can write or type is in docs/reference.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from testbed import REPO

from yizhu.document import schema_of
from yizhu.markdown.attributes import BLOCK_NAMES, SPAN_NAMES

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


@pytest.mark.parametrize("schema", ["config", "front_matter", "glossary", "notes", "vocabulary", "accepted"])
def test_every_key(schema: str) -> None:
    """Every key of every file."""
    text = reference()
    assert [key for key in dict.fromkeys(keys(schema_of(schema))) if f"`{key}" not in text] == []


def test_every_attribute() -> None:
    """Every attribute of spans and blocks."""
    text = reference()
    assert [
        name for name in (*SPAN_NAMES, *BLOCK_NAMES) if f"{name}=" not in text and f"{{{name}" not in text
    ] == []


def test_every_command_and_option() -> None:
    """Every command with its options."""
    from yizhu.cli import _ARGUMENTS

    text = reference()
    missing = [name for name, _, _ in _ARGUMENTS if f"`{name}" not in text and f"yizhu {name}" not in text]
    options = [
        flag
        for _, _, several in _ARGUMENTS
        for flags, _ in several
        for flag in flags
        if flag.startswith("--")
    ]
    missing += [flag for flag in dict.fromkeys(["--config", *options]) if flag not in text]
    assert missing == []
