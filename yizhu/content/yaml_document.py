"""Read YAML into plain values, with the place of every key and value, and check them against a JSON Schema.

1. parse the text into nodes, whose positions PyYAML keeps
2. convert the nodes to plain values, by the YAML 1.2 core schema
3. validate the values against one of our JSON Schemas (jsonschema-rs)
4. report what the schema forbids in the author's words
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, ClassVar

import yaml

from yizhu.chinese.han import INVALID_XML_CHARACTERS
from yizhu.content.addresses import find_address_problem, find_site_address_problem
from yizhu.content.aliases import find_alias_problem
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place, raise_if, split_lines
from yizhu.content.languages import USUAL_TAGS

KeyPath = tuple[str | int, ...]
_WORD = re.compile(r"[^\s,\]}]+")
# Nobody writes more than this by hand, but a few hostile lines could: they would keep the program busy for hours.
MAX_DEPTH = 40  # nested lists and mappings
MAX_REPEATED = 100_000  # values and characters that aliases repeat
_MAX_FAULTS = 100  # reported of one file
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
class Document:
    """The values of a YAML text, and where they stand."""

    path: str
    source: str
    value: Any
    marks: dict[KeyPath, yaml.Mark]  # positions of values, and of keys as "key:name"
    first_line: int = 1  # of the YAML in the file, from 1

    def place(self, *keys: str | int) -> Place:
        """Return the place of a value, or, with ``"key:"`` before the last name, of the key itself."""
        mark = self.marks.get(keys)
        while mark is None and keys:
            keys = keys[:-1]
            mark = self.marks.get(keys)
        line = (mark.line if mark else 0) + self.first_line
        column = mark.column + 1 if mark else 0
        lines = split_lines(self.source)
        text = lines[line - 1] if line <= len(lines) else ""
        word = _WORD.match(text, column - 1) if column else None
        return Place(self.path, line, column, text, len(word[0]) if word else 1)


def read_document(path: str, source: str, schema: str, first_line: int = 1, last_line: int = 0) -> Document:
    """Return the YAML of a file, or of its lines ``first_line`` to ``last_line`` (from 1), checked against a schema.

    ``schema`` names a file in ``yizhu/content/schemas``. Raises ``Faults`` with everything that is wrong, up to 100.
    """
    document = read_yaml(path, source, first_line, last_line)
    faults = _first_faults(
        path,
        (
            f
            for violation in _find_violations(schema, document.value)
            for f in _violation_faults(document, violation)
        ),
    )
    if faults:
        raise Faults(sorted(faults, key=lambda fault: (fault.place.line, fault.place.column)))
    return document


def read_yaml(path: str, source: str, first_line: int = 1, last_line: int = 0) -> Document:
    """Return the same as ``read_document``, without a check against a schema.

    Raises ``Faults`` for invalid YAML, and beyond ``MAX_DEPTH`` and ``MAX_REPEATED``.
    """
    lines = source.split("\n")
    return _parse(path, source, "\n".join(lines[first_line - 1 : last_line or len(lines)]), first_line)


def _first_faults(path: str, faults: Iterable[Fault]) -> list[Fault]:
    """Return at most a hundred faults; if there are more, one that says so is added."""
    found = list(islice(faults, _MAX_FAULTS + 1))
    if len(found) > _MAX_FAULTS:
        found[-1] = Fault(Place(path), "there are more faults than are shown here", "mend these first")
    return found


def load_schema(name: str) -> dict[str, Any]:
    """Return one of our JSON Schemas (draft 2020-12)."""
    text = files("yizhu.content").joinpath("schemas", f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Loads plain words as text, including ``no``, ``1:10``, ``2025`` and dates, but not true, false and null."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_TEXT, _BOOL, _NULL, _LIST, _MAPPING = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "null", "seq", "map")
)
_Loader.add_implicit_resolver(_BOOL, re.compile(r"(?:true|True|false|False)$"), list("tTfF"))
_Loader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|)$"), ["~", "n", "N", ""])


def _parse(path: str, source: str, text: str, first_line: int) -> Document:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except RecursionError:  # in pure Python; libyaml has a limit of its own
        fault = Fault(Place(path, first_line), f"this lies more than {MAX_DEPTH} deep", "nest less")
        raise Faults([fault]) from None
    except yaml.MarkedYAMLError as error:
        raise Faults([_syntax_fault(path, source, error, first_line)]) from None
    except yaml.reader.ReaderError as error:
        raise Faults([_character_fault(path, source, error)]) from None
    converter = _Converter(Document(path, source, None, {}, first_line))
    value = converter.convert(node, ()) if node else None
    raise_if(_first_faults(path, converter.faults))
    return replace(converter.document, value=value)


def _syntax_fault(path: str, source: str, error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    lines = source.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    help = "quote text that holds ': ' or ' #', or that begins with one of [ { * & ! | > % @ ` \""
    return Fault(Place(path, line, column, text), f"invalid YAML: {error.problem or error.context}", help)


def _character_fault(path: str, source: str, error: yaml.reader.ReaderError) -> Fault:
    """Return the fault for the first control character: YAML allows none."""
    code = error.character if isinstance(error.character, int) else ord(error.character)
    place = find_place(path, source, 1, chr(code), source.count("\n") + 1)
    return Fault(place, f"a character that YAML does not allow: U+{code:04X}", "take it out")


@dataclass(slots=True)
class _Converter:
    """Converts nodes to plain values, records their positions, and collects their faults."""

    document: Document
    faults: list[Fault] = field(default_factory=list)
    parents: list[yaml.Node] = field(default_factory=list)  # of the current node, outermost first
    seen: set[int] = field(default_factory=set)  # id() of each node that was converted
    repeated: int = 0  # values and characters that aliases repeat

    def convert(self, node: yaml.Node, keys: KeyPath) -> Any:
        self.document.marks.setdefault(keys, node.start_mark)
        if any(node is parent for parent in self.parents):
            return self._add_fault(keys, "this alias stands for something that holds it", "write it out")
        self._check_limits(node, keys)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, keys)
        if node.tag not in (_LIST, _MAPPING):
            return self._add_fault(keys, f"the tag {node.tag} is not known here", "remove the tag")
        self.parents.append(node)
        value = self._list(node, keys) if isinstance(node, yaml.SequenceNode) else self._mapping(node, keys)
        self.parents.pop()
        return value

    def _check_limits(self, node: yaml.Node, keys: KeyPath) -> None:
        """Raise ``Faults`` beyond the limits of depth and repetition."""
        if len(self.parents) >= MAX_DEPTH:
            raise Faults([self._fault(keys, f"this lies more than {MAX_DEPTH} deep", "nest less")])
        if id(node) not in self.seen:
            self.seen.add(id(node))
            return
        self.repeated += 1 + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
        if self.repeated > MAX_REPEATED:
            problem = f"aliases (*name) repeat more than {MAX_REPEATED} values and characters"
            raise Faults([self._fault(keys, problem, "write out what is meant")])

    def _scalar(self, node: yaml.ScalarNode, keys: KeyPath) -> Any:
        if node.tag == _BOOL and node.value.lower() in ("true", "false"):
            return node.value.lower() == "true"
        if node.tag == _NULL:
            return None
        if node.tag not in (_TEXT, _BOOL):
            return self._add_fault(keys, f"the tag {node.tag} is not known here", "write plain text")
        if control := INVALID_XML_CHARACTERS.search(node.value):
            return self._add_fault(keys, f"a control character: U+{ord(control[0]):04X}", "take it out")
        return str(node.value)

    def _list(self, node: yaml.Node, keys: KeyPath) -> list[Any]:
        return [self.convert(item, (*keys, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: yaml.Node, keys: KeyPath) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for key_node, value_node in node.value:
            name = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            self.document.marks[(*keys, f"key:{name}")] = key_node.start_mark
            if problem := _key_problem(key_node, value):
                self._add_fault((*keys, f"key:{name}"), *problem)
            value[name] = self.convert(value_node, (*keys, name))
        return value

    def _add_fault(self, keys: KeyPath, problem: str, help: str) -> None:
        self.faults.append(self._fault(keys, problem, help))
        if len(self.faults) > _MAX_FAULTS:
            raise Faults(_first_faults(self.document.path, self.faults))

    def _fault(self, keys: KeyPath, problem: str, help: str) -> Fault:
        return Fault(self.document.place(*keys), problem, help)


def _key_problem(node: yaml.Node, before: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the problem with a key and its help; None: it is fine."""
    if not isinstance(node, yaml.ScalarNode):
        return "a key must be text", "write key: value"
    if INVALID_XML_CHARACTERS.search(node.value):
        return "a control character in a key", "take it out"
    if node.value == "<<" and not node.style:
        return "unknown key <<: merge keys are not known here", "write out the keys that are meant"
    return (f"{node.value} stands twice", "keep one of the two") if node.value in before else None


_schema = cache(load_schema)


@cache
def _validator(name: str) -> Any:
    import jsonschema_rs  # takes 0.05 s: only when a file must be read

    formats = {name: lambda value, wrong=wrong: not wrong(value) for name, wrong in FORMATS.items()}
    return jsonschema_rs.Draft202012Validator(_schema(name), validate_formats=True, formats=formats)


@dataclass(frozen=True, slots=True)
class _Violation:
    """One thing that a schema forbids."""

    keys: KeyPath  # of the value
    value: Any
    keyword: str  # of the schema: required, type, enum …
    schema: Mapping[str, Any]  # the part of the schema that holds the keyword
    message: str


def _find_violations(name: str, value: Any) -> list[_Violation]:
    """Return all violations; unknown keys come last."""
    found = [
        _violation(_schema(name), _relevant_error(error)) for error in _validator(name).iter_errors(value)
    ]
    return sorted(found, key=lambda violation: violation.keyword == "additionalProperties")


def _relevant_error(error: Any) -> Any:
    """Return what to report if no alternative of ``anyOf`` fits: a text that is no address was meant as one."""
    inner = [cause for branch in getattr(error.kind, "context", ()) for cause in branch]
    return next((cause for cause in inner if cause.schema_path[-1] == "format"), error)


def _violation(schema: Any, error: Any) -> _Violation:
    *path, keyword = error.schema_path
    for key in path:
        schema = schema[key]
    return _Violation(tuple(error.instance_path), error.instance, keyword, schema, error.message)


def _violation_faults(document: Document, violation: _Violation) -> list[Fault]:
    """Return the faults to report for a violation."""
    if violation.keyword in ("additionalProperties", "unevaluatedProperties"):
        extra = _extra_keys(violation)[: _MAX_FAULTS + 1]
        return [_unknown_key(document, violation.keys, key, violation.schema) for key in extra]
    name = _abridge(violation.keys[-1]) if violation.keys else "the file"
    problem, help = _describe(violation, name)
    return [Fault(document.place(*violation.keys), problem, violation.schema.get("help", "") or help)]


def _describe(violation: _Violation, name: str) -> tuple[str, str]:
    """Return the problem, and the help for it where the schema has none."""
    wanted = violation.schema[violation.keyword]
    match violation.keyword:
        case "required":
            missing = ", ".join(key for key in wanted if key not in violation.value)
            return f"{missing} is missing", f"add {missing}:"
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            expected = " or ".join(_TYPES.get(kind, kind) for kind in kinds)
            return f"{name} must be {expected}", f"write {expected}"
        case "enum":
            known = [str(value) for value in wanted]
            help = did_you_mean(_abridge(violation.value), known, "one of " + ", ".join(known))
            return f"{name} cannot be {_abridge(violation.value)}", help
        case "minItems" | "minLength" | "minProperties":
            return f"{name} is empty", "write something, or remove the key"
        case "format":
            if find_problem := FORMATS.get(wanted):
                subject = _abridge(violation.value) if name.isdigit() else name
                kind = "an address of this site" if wanted == "alias" else "a web address"
                problem = f"{subject} is not {kind}: {find_problem(violation.value)}"
                return problem, "write the whole address, https://…"
            return f"{_abridge(violation.value)} is no {wanted}", "write it as 2025-02-03"
        case _:
            description = violation.schema.get("says", "")
            problem = f"{name} is not {description}" if description else f"{name}: {violation.message}"
            return problem, f"write {description}"


def _abridge(value: Any) -> str:
    """Return a value short enough for a message."""
    text = str(value)
    return text if len(text) <= 200 else text[:200] + "…"


def _extra_keys(violation: _Violation) -> list[str]:
    known = violation.schema.get("properties", {})
    patterns = [re.compile(p) for p in violation.schema.get("patternProperties", {})]
    return [k for k in violation.value if k not in known and not any(p.search(k) for p in patterns)]


def _unknown_key(document: Document, keys: KeyPath, key: str, schema: Mapping[str, Any]) -> Fault:
    known = list(schema.get("properties", {}))
    if not known and schema.get("patternProperties"):
        known = [*USUAL_TAGS]
    return Fault(
        document.place(*keys, f"key:{key}"),
        f"unknown key {_abridge(key)}",
        did_you_mean(_abridge(key), known, "known here: " + ", ".join(known)),
    )


def split_front_matter(path: str, source: str) -> tuple[int, int]:
    """The last line of the front matter and the first of the body (from 1); the first line must be ``---``."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        raise Faults(
            [Fault(find_place(path, source, 1), "no front matter", "begin the file with ---, title: …, ---")]
        )
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return number - 1, number + 1
    raise Faults(
        [Fault(find_place(path, source, 1), "the front matter does not end", "close it with a line ---")]
    )
