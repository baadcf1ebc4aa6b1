"""Check plain values against our JSON Schemas, and say what they forbid in the author's words.

1. validate with jsonschema-rs
2. of an unknown key: what means the same here (``foreign_keys``), else the key most like it
3. of a value: what is wrong, and the value as it should be
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yizhu.content.faults import did_you_mean, find_closest
from yizhu.content.languages import USUAL_TAGS
from yizhu.content.links.addresses import find_address_problem, find_site_address_problem
from yizhu.content.links.aliases import find_alias_problem
from yizhu.content.markdown.attributes import is_lang

KeyPath = tuple[str | int, ...]
# Formats in our schemas: each function returns why a text is not of that format, or "".
FORMATS: dict[str, Callable[[str], str]] = {
    "address": find_address_problem,
    "site": find_site_address_problem,
    "alias": find_alias_problem,
}
_TYPES = {
    "object": "a mapping (key: value)",
    "array": "a list ([a, b])",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a schema forbids."""

    keys: KeyPath  # of the value
    value: Any
    keyword: str  # of the schema: required, type, enum …
    schema: Mapping[str, Any]  # the part of the schema that holds the keyword
    message: str
    is_required: bool = False  # can the key not be left out?

    @property
    def name(self) -> str:
        """What to call the value in a message."""
        if self.is_item:
            return (
                f"item {int(self.keys[-1]) + 1} of {abridge(self.keys[-2])}" if self.keys[1:] else "an entry"
            )
        return abridge(self.keys[-1]) if self.keys else "the file"

    @property
    def is_item(self) -> bool:
        """Is the value one of a list?"""
        return bool(self.keys) and isinstance(self.keys[-1], int)


def load_schema(name: str) -> dict[str, Any]:
    """Return one of our JSON Schemas (draft 2020-12)."""
    text = files("yizhu.content").joinpath("schemas", f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


_schema = cache(load_schema)


@cache
def _validator(name: str) -> Any:
    import jsonschema_rs  # takes 0.05 s: only when a file must be read

    formats = {name: lambda value, wrong=wrong: not wrong(value) for name, wrong in FORMATS.items()}
    return jsonschema_rs.Draft202012Validator(_schema(name), validate_formats=True, formats=formats)


def find_violations(name: str, value: Any) -> list[Violation]:
    """Return everything that a schema forbids in a value; unknown keys come last."""
    found = [
        _violation(_schema(name), _relevant_error(error)) for error in _validator(name).iter_errors(value)
    ]
    return sorted(found, key=lambda violation: violation.keyword == "additionalProperties")


def _relevant_error(error: Any) -> Any:
    """Return what to report if no alternative of ``anyOf`` fits: a text that is no address was meant as one."""
    inner = [cause for branch in getattr(error.kind, "context", ()) for cause in branch]
    return next((cause for cause in inner if cause.schema_path[-1] == "format"), error)


def _violation(schema: Any, error: Any) -> Violation:
    *path, keyword = error.schema_path
    above: list[Any] = []  # the parts of the schema on the way
    for key in path:
        above.append(schema)
        schema = schema[key]
    is_key = path[-2:-1] == ["properties"]
    is_required = is_key and path[-1] in above[-2].get("required", ())
    return Violation(tuple(error.instance_path), error.instance, keyword, schema, error.message, is_required)


# ---- unknown keys ------------------------------------------------------------------------------------------


def list_unknown_keys(violation: Violation) -> list[str]:
    """Return the keys that the schema does not know; none if it forbids something else."""
    if violation.keyword not in ("additionalProperties", "unevaluatedProperties"):
        return []
    known = violation.schema.get("properties", {})
    patterns = [re.compile(p) for p in violation.schema.get("patternProperties", {})]
    return [k for k in violation.value if k not in known and not any(p.search(k) for p in patterns)]


def describe_unknown_key(schema_name: str, violation: Violation, key: str) -> str:
    """Return the help for an unknown key: by its meaning in other programs first, by its letters second."""
    from yizhu.content.yaml.foreign_keys import explain_foreign_key  # only if something is wrong

    known = list(violation.schema.get("properties", {}))
    if meaning := explain_foreign_key(schema_name, violation.keys, key, violation.value.get(key)):
        closest = find_closest(key, known, _MISTYPED)
        return f"did you mean {closest}? {meaning}" if closest and f"{closest}:" in meaning else meaning
    if not known and violation.schema.get("patternProperties"):
        return did_you_mean(abridge(key), USUAL_TAGS, "known here: " + ", ".join(USUAL_TAGS))
    return did_you_mean(abridge(key), known, "known here: " + ", ".join(known), alike=_ALIKE)


_ALIKE = 0.65  # of a key that is mistyped, perhaps; with less, one meaning is taken for another
_MISTYPED = 0.8  # of one that is, for certain


# ---- values ------------------------------------------------------------------------------------------------


def describe(violation: Violation, written: str) -> tuple[str, str]:
    """Return the problem with a value, and the help for it. ``written``: its line from where it begins."""
    problem, help = _describe(violation)
    help = _correction(violation, written) or violation.schema.get("help", "") or help
    return problem, help.removesuffix(", or remove the key") if violation.is_required else help


def _describe(violation: Violation) -> tuple[str, str]:
    name, wanted = violation.name, violation.schema[violation.keyword]
    match violation.keyword:
        case "required":
            missing = ", ".join(key for key in wanted if key not in violation.value)
            other = next((key for key in violation.value if key.casefold() == missing), "")
            return f"{missing} is missing", f"write {missing}: for {other}:" if other else f"add {missing}:"
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            expected = " or ".join(_TYPES.get(kind, kind) for kind in kinds)
            return f"{name} must be {expected}", f"write {expected}"
        case "enum":
            known = [str(value) for value in wanted]
            help = did_you_mean(abridge(violation.value), known, "one of " + ", ".join(known))
            return f"{name} cannot be {abridge(violation.value)}", help
        case "minItems" | "minLength" | "minProperties":
            return f"{name} is empty", "write something, or remove the key"
        case "format":
            return _describe_format(violation, name, wanted)
        case _:
            description = violation.schema.get("says", "")
            problem = f"{name} is not {description}" if description else f"{name}: {violation.message}"
            return problem, f"write {description}"


def _describe_format(violation: Violation, name: str, wanted: str) -> tuple[str, str]:
    if find_problem := FORMATS.get(wanted):
        subject = abridge(violation.value) if violation.is_item else name
        kind = "an address of this site" if wanted == "alias" else "a web address"
        problem = f"{subject} is not {kind}: {find_problem(violation.value)}"
        return problem, "write the whole address, https://…"
    return f"{abridge(violation.value)} is no {wanted}", "write it as 2025-02-03"


def _correction(violation: Violation, written: str) -> str:
    """Return the value as it should be; empty if nothing is known to be meant."""
    from yizhu.content.yaml.foreign_keys import explain_foreign_value
    from yizhu.content.yaml.mistakes import correct_date, correct_value

    wanted, name, value = violation.schema[violation.keyword], violation.name, violation.value
    if meaning := explain_foreign_value(name, value):
        return meaning
    match violation.keyword:
        case "type" if violation.is_item:
            return _correct_item(violation)
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            return correct_value(kinds, value, name, written)
        case "pattern":
            return _correct_name(violation)
        case "format" if name == "repository":
            return _correct_repository(value)
        case "format" if wanted == "date":
            return correct_date(value)
        case "format" if wanted in ("address", "site"):
            return correct_address(value, is_site=wanted == "site")
        case _:
            return ""


def _correct_item(violation: Violation) -> str:
    """Return what to write for an item of a list that is of another kind; empty if nothing is known to be meant."""
    from yizhu.content.files.misnamed import find_tag, suggest_slug

    value = violation.value
    if isinstance(value, str) and set(violation.schema.get("required", ())) == {"name", "lang"}:
        tag = value if is_lang(value) else find_tag(value) or "zh-Hant"
        return f"write {{name: {suggest_slug(value)}, lang: {tag}}}"
    if value is None:
        return "write something, or remove the item"
    is_text = violation.schema[violation.keyword] == "string"
    return "write one word or text after the other, no list or mapping in the list" if is_text else ""


def _correct_name(violation: Violation) -> str:
    """Return the language tag or the id that is meant by a value; empty if none is known."""
    from yizhu.content.files.misnamed import find_tag, suggest_slug

    says, value = str(violation.schema.get("says", "")), violation.value
    if not isinstance(value, str):
        return ""
    if says.startswith("a language tag"):
        return f"write {tag}" if (tag := find_tag(value)) else ""
    is_id = says.startswith("an id of") and re.search("[A-Za-z0-9]", value)
    return f"write {suggest_slug(value)}" if is_id else ""


def _correct_repository(value: Any) -> str:
    """Return the address of a repository that is named as git or a forge names it."""
    if isinstance(value, str) and (found := _SSH.fullmatch(value.strip())):
        return f"write https://{found[1]}/{found[2]}"
    if (
        isinstance(value, str)
        and re.fullmatch(r"[\w.-]+/[\w.-]+", value)
        and "." not in value.partition("/")[0]
    ):
        return f"write https://github.com/{value.removesuffix('.git')}"
    return correct_address(value, is_site=False)


_SSH = re.compile(r"(?:ssh://)?(?:\w+@)([\w.-]+)[:/]([\w./-]+?)(?:\.git)?/?")


def correct_address(value: Any, *, is_site: bool) -> str:
    """Return the help for a web address that lacks its beginning, or has an end that a site's own cannot have."""
    if not isinstance(value, str):
        return ""
    address = value.strip()
    if is_site:
        address = re.split("[?#]", address)[0].rstrip("/") + "/"
        address = re.sub(
            r"(?<=[^:/])/{2,}", "/", re.sub(r"(?<=[^/]/)[^/]*\.(?:html?|php|aspx?)/$", "", address)
        )
    rest = re.sub(r"^(?:https?:?/+|https?:|//)", "", address, flags=re.I)
    if not _HOST.match(rest):
        return ""
    if not re.match("https?://", address):
        address = f"https://{rest}"
    check = FORMATS["site" if is_site else "address"]
    return f"write {address}" if address != value and not check(address) else ""


_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@.]{2,}(?::\d+)?(?:/|$)")


def abridge(value: Any) -> str:
    """Return a value short enough for a message."""
    text = str(value)
    return text if len(text) <= 200 else text[:200] + "…"
