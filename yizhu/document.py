"""A YAML text becomes plain values whose every key and value knows its place in the file.

1. compose the nodes (PyYAML keeps their marks) 2. make plain values of them, by the YAML 1.2 core schema
3. check them against one of our JSON Schemas 4. say what is wrong in the author's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

import yaml

from yizhu.fault import Fault, Faults, Place, did_you_mean, place_in

Keys = tuple[str | int, ...]

_TYPES = {
    "object": "a mapping (key: value)",
    "array": "a list ([a, b])",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text that keeps to its schema."""

    path: str
    source: str
    value: Any
    marks: Mapping[Keys, yaml.Mark]
    first_line: int = 1

    def place(self, *keys: str | int) -> Place:
        """Where the value stands, or, with ``"key:"`` before a key's name, where the key does."""
        mark = self.marks.get(keys)
        while mark is None and keys:
            keys = keys[:-1]
            mark = self.marks.get(keys)
        line = (mark.line if mark else 0) + self.first_line
        column = mark.column + 1 if mark else 0
        lines = self.source.split("\n")
        text = lines[line - 1] if line <= len(lines) else ""
        said = re.match(r"[^\s,\]}]+", text[column - 1 :]) if column else None
        return Place(self.path, line, column, text, len(said[0]) if said else 1)


def read_document(path: str, source: str, schema: str, first_line: int = 1, last_line: int = 0) -> Document:
    """The YAML of a file, or of its lines ``first_line`` to ``last_line`` (from 1), checked by a schema of ours.

    ``schema`` names a file in ``yizhu/schemas``. Raises ``Faults`` with all that is wrong.
    """
    lines = source.split("\n")
    text = "\n".join(lines[first_line - 1 : last_line or len(lines)])
    document = _composed(path, source, text, first_line)
    faults = [_said(document, error) for error in _errors(schema, document.value)]
    flat = [fault for several in faults for fault in several]
    if flat:
        raise Faults(sorted(flat, key=lambda fault: (fault.place.line, fault.place.column)))
    return document


def schema_of(name: str) -> dict[str, Any]:
    """One of our JSON Schemas (draft 2020-12), as shipped."""
    text = files("yizhu").joinpath("schemas", f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as its 1.2 core schema reads it: ``no`` is a word, ``1:10`` no number in base 60, a date is text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|false|False)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789")
)


def _composed(path: str, source: str, text: str, first_line: int) -> Document:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        marks: dict[Keys, yaml.Mark] = {}
        faults: list[Fault] = []
        value = _plain(node, (), marks, loader, faults, Document(path, source, None, marks, first_line))
    except yaml.MarkedYAMLError as error:
        raise Faults([_syntax_fault(path, source, error, first_line)]) from None
    except yaml.YAMLError as error:
        raise Faults([Fault(Place(path, first_line), f"this is no YAML: {error}")]) from None
    finally:
        loader.dispose()
    if faults:
        raise Faults(faults)
    return Document(path, source, value, marks, first_line)


def _syntax_fault(path: str, source: str, error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    lines = source.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    mend = "quote text that holds ': ' or ' #', or that begins with one of [ { * & ! | > % @ ` \""
    return Fault(Place(path, line, column, text), f"this is no YAML: {error.problem or error.context}", mend)


def _plain(
    node: yaml.Node | None,
    keys: Keys,
    marks: dict[Keys, yaml.Mark],
    loader: Any,
    faults: list[Fault],
    document: Document,
) -> Any:
    if node is None:
        return None
    marks[keys] = node.start_mark
    if isinstance(node, yaml.SequenceNode):
        return [_plain(n, (*keys, i), marks, loader, faults, document) for i, n in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    value: dict[str, Any] = {}
    for key_node, value_node in node.value:
        name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        marks[(*keys, f"key:{name}")] = key_node.start_mark
        if name in value:
            faults.append(
                Fault(document.place(*keys, f"key:{name}"), f"{name} stands twice", "keep one of the two")
            )
        value[name] = _plain(value_node, (*keys, name), marks, loader, faults, document)
    return value


@cache
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator  # only when something is read anew: it loads slowly

    return Draft202012Validator(schema_of(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _errors(schema: str, value: Any) -> Iterator[Any]:
    yield from _validator(schema).iter_errors(value)


def _said(document: Document, error: Any) -> list[Fault]:
    """A schema's complaint, in the author's words."""
    keys: Keys = tuple(error.absolute_path)
    place, name = document.place(*keys), str(keys[-1]) if keys else "the file"
    mend = error.schema.get("mend", "") if isinstance(error.schema, dict) else ""
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            return [_unknown_key(document, keys, key, error.schema) for key in _extra_keys(error)]
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            shown = ", ".join(missing)
            return [Fault(place, f"{shown} is missing", mend or f"add {shown}:")]
        case "type":
            wanted = error.validator_value
            kinds = [wanted] if isinstance(wanted, str) else wanted
            wish = " or ".join(_TYPES.get(kind, kind) for kind in kinds)
            return [Fault(place, f"{name} must be {wish}", mend)]
        case "enum":
            known = [str(v) for v in error.validator_value]
            return [
                Fault(
                    place,
                    f"{name} cannot be {error.instance}",
                    did_you_mean(str(error.instance), known, "one of " + ", ".join(known)),
                )
            ]
        case "minItems" | "minLength" | "minProperties":
            return [Fault(place, f"{name} is empty", mend)]
        case "format":
            return [
                Fault(
                    place, f"{error.instance} is no {error.validator_value}", mend or "write it as 2025-02-03"
                )
            ]
        case _:
            says = error.schema.get("says", "") if isinstance(error.schema, dict) else ""
            return [Fault(place, f"{name} is not {says}" if says else f"{name}: {error.message}", mend)]


def _extra_keys(error: Any) -> list[str]:
    known = error.schema.get("properties", {})
    patterns = [re.compile(p) for p in error.schema.get("patternProperties", {})]
    return [k for k in error.instance if k not in known and not any(p.search(k) for p in patterns)]


def _unknown_key(document: Document, keys: Keys, key: str, schema: Mapping[str, Any]) -> Fault:
    known = list(schema.get("properties", {}))
    if not known and schema.get("patternProperties"):
        known = ["zh-Hant", "zh-Hans", "en"]
    return Fault(
        document.place(*keys, f"key:{key}"),
        f"unknown key {key}",
        did_you_mean(key, known, "known here: " + ", ".join(known)),
    )


def split_front_matter(path: str, source: str) -> tuple[int, int]:
    """The last line of the front matter and the first of the body (from 1); the first line must be ``---``."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        raise Faults(
            [Fault(place_in(path, source, 1), "no front matter", "begin the file with ---, title: …, ---")]
        )
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return number - 1, number + 1
    raise Faults(
        [Fault(place_in(path, source, 1), "the front matter does not end", "close it with a line ---")]
    )
