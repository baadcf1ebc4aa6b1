"""Whether a value keeps to a schema of ours, told at once for one that does; what is wrong with others jsonschema says.

jsonschema takes longer to load than an article to be read, and nearly all that is read is sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from yizhu.addresses import wrong_with_address, wrong_with_site

Schema = Mapping[str, Any]


def keeps_to(schema: Schema, value: Any) -> bool:
    """Is the value sound beyond doubt? A keyword that is not known here leaves a doubt."""
    return all(
        keyword in _SAYS_NOTHING or (keyword in _RULES and _RULES[keyword](told, value, schema))
        for keyword, told in schema.items()
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _type(told: str | list[str], value: Any, _: Schema) -> bool:
    kinds = [told] if isinstance(told, str) else told
    return any(type(value) in _TYPES.get(kind, ()) for kind in kinds)


def _properties(told: Schema, value: Any, _: Schema) -> bool:
    return not isinstance(value, dict) or all(
        keeps_to(inner, value[key]) for key, inner in told.items() if key in value
    )


def _patterns(told: Schema, value: Any, _: Schema) -> bool:
    return not isinstance(value, dict) or all(
        keeps_to(inner, item)
        for pattern, inner in told.items()
        for key, item in value.items()
        if _compiled(pattern).search(key)
    )


def _additional(told: bool | Schema, value: Any, schema: Schema) -> bool:
    if not isinstance(value, dict) or told is True:
        return True
    patterns = [_compiled(pattern) for pattern in schema.get("patternProperties", ())]
    known = schema.get("properties", ())
    others = [
        item for key, item in value.items() if key not in known and not any(p.search(key) for p in patterns)
    ]
    return not others if told is False else all(keeps_to(told, item) for item in others)


def _enum(told: list[Any], value: Any, _: Schema) -> bool:
    return any(type(one) is type(value) and one == value for one in told)


def _format(told: str, value: Any, _: Schema) -> bool:
    if told in FORMATS:
        return isinstance(value, str) and not FORMATS[told](value)
    if (
        told != "date"
        or not isinstance(value, str)
        or not _compiled(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z").search(value)
    ):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True  # fmt: skip


# Formats of ours: each says why a text is none; empty: it is one.
FORMATS: dict[str, Callable[[str], str]] = {"address": wrong_with_address, "site": wrong_with_site}
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,), "null": (type(None),),
}  # fmt: skip
_SAYS_NOTHING = ("$schema", "title", "description", "says", "mend")
_RULES: dict[str, Callable[[Any, Any, Schema], bool]] = {
    "type": _type,
    "enum": _enum,
    "format": _format,
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _additional,
    "propertyNames": lambda told, value, _: (
        not isinstance(value, dict) or all(keeps_to(told, key) for key in value)
    ),
    "required": lambda told, value, _: not isinstance(value, dict) or all(key in value for key in told),
    "items": lambda told, value, _: (
        not isinstance(value, list) or all(keeps_to(told, item) for item in value)
    ),
    "anyOf": lambda told, value, _: any(keeps_to(inner, value) for inner in told),
    "pattern": lambda told, value, _: not isinstance(value, str) or bool(_compiled(told).search(value)),
    "minLength": lambda told, value, _: not isinstance(value, str) or len(value) >= told,
    "maxLength": lambda told, value, _: not isinstance(value, str) or len(value) <= told,
    "minItems": lambda told, value, _: not isinstance(value, list) or len(value) >= told,
    "minProperties": lambda told, value, _: not isinstance(value, dict) or len(value) >= told,
}
