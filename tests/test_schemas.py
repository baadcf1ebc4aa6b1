"""What is sound is told at once, and never of anything that jsonschema would not let pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from testbed import REPO

from yizhu import document
from yizhu.schemas import keeps_to

SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (REPO / "yizhu/schemas").glob("*.json")}
KEYS = sorted(
    {key for schema in SCHEMAS.values() for key in schema.get("properties", {})}
    | {"zh-Hant", "en", "id", "name"}
)
PLAIN = st.sampled_from(
    ["", "x", "zh-Hant", "2025-02-03", "2025-02-30", "٢٠٢٥-02-03", "https://a.org/", "section", "en"]
)
VALUES = st.recursive(
    PLAIN | st.none() | st.booleans() | st.integers(-1, 2) | st.just(1.0),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


def is_sound(schema: dict[str, Any], value: object) -> bool:
    """What jsonschema says."""
    checker = Draft202012Validator.FORMAT_CHECKER
    return bool(Draft202012Validator(schema, format_checker=checker).is_valid(value))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
@given(value=VALUES)
def test_what_keeps_to_a_schema_is_sound(name: str, value: object) -> None:
    """No value passes that jsonschema refuses."""
    assert not keeps_to(SCHEMAS[name], value) or is_sound(SCHEMAS[name], value)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
@given(data=st.data())
def test_parts_of_a_schema(name: str, data: st.DataObject) -> None:
    """The same holds of what a schema says of each key."""
    parts = list(SCHEMAS[name].get("properties", {}).values()) or [SCHEMAS[name]]
    part, value = data.draw(st.sampled_from(parts)), data.draw(VALUES)
    assert not keeps_to(part, value) or is_sound(part, value)


def test_an_unknown_keyword_is_left_to_jsonschema() -> None:
    """Whoever adds one to a schema is not let down."""
    assert keeps_to({"type": "string"}, "x")
    assert not keeps_to({"type": "string", "contentEncoding": "base64"}, "x")


def test_our_own_files_need_no_jsonschema(monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration, texts and glossary of this site are read without it."""
    monkeypatch.setattr(document, "_validator", lambda schema: pytest.fail(f"asked about {schema}"))
    read = [("config.yaml", "config")]
    read += [(path, "glossary") for path in (REPO / "content/glossary").glob("*.yaml")]
    read += [(path, "notes") for path in (REPO / "content/articles").glob("*/notes.yaml")]
    for path, schema in read:
        document.read_document(str(path), Path(REPO / path).read_text("utf-8"), schema)
    for path in (REPO / "content/articles").glob("*/*.md"):
        text = path.read_text("utf-8")
        _, body = document.split_front_matter(str(path), text)
        document.read_document(str(path), text, "front_matter", 2, body - 2)
