"""A YAML text becomes plain values whose every key and value knows its place in the file.

1. compose the nodes (PyYAML keeps their marks) 2. make plain values of them, by the YAML 1.2 core schema
3. check them against one of our JSON Schemas (jsonschema-rs) 4. say what is wrong in the author's words.
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
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place, raise_if, split_lines
from yizhu.content.languages import USUAL_TAGS

KeyPath = tuple[str | int, ...]
_WORD = re.compile(r"[^\s,\]}]+")
# More than these nobody writes by hand: a few lines that ask for more would keep the program busy for hours.
MAX_DEPTH = 40  # lists and mappings within each other
MAX_REPEATED = 100_000  # values and their characters that aliases repeat
_MOST_FAULTS = 100  # that are told of one file
# Formats of ours: each says why a text is none; empty: it is one.
FORMATS: dict[str, Callable[[str], str]] = {
    "address": find_address_problem,
    "site": find_site_address_problem,
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
    """A YAML text that keeps to its schema."""

    path: str
    source: str
    value: Any
    marks: dict[KeyPath, yaml.Mark]
    first_line: int = 1

    def place(self, *keys: str | int) -> Place:
        """Where the value stands, or, with ``"key:"`` before a key's name, where the key does."""
        mark = self.marks.get(keys)
        while mark is None and keys:
            keys = keys[:-1]
            mark = self.marks.get(keys)
        line = (mark.line if mark else 0) + self.first_line
        column = mark.column + 1 if mark else 0
        lines = split_lines(self.source)
        text = lines[line - 1] if line <= len(lines) else ""
        said = _WORD.match(text, column - 1) if column else None
        return Place(self.path, line, column, text, len(said[0]) if said else 1)


def read_document(path: str, source: str, schema: str, first_line: int = 1, last_line: int = 0) -> Document:
    """The YAML of a file, or of its lines ``first_line`` to ``last_line`` (from 1), checked by a schema of ours.

    ``schema`` names a file in ``yizhu/content/schemas``. Raises ``Faults`` with all that is wrong, or as much as anyone reads.
    """
    document = read_yaml(path, source, first_line, last_line)
    faults = _first_faults(
        path, (f for breach in _breaches(schema, document.value) for f in _faults_of(document, breach))
    )
    if faults:
        raise Faults(sorted(faults, key=lambda fault: (fault.place.line, fault.place.column)))
    return document


def read_yaml(path: str, source: str, first_line: int = 1, last_line: int = 0) -> Document:
    """The same, whatever values it holds. Raises ``Faults``: it is no YAML, or deeper or oftener repeated than ``MOST_DEPTH`` and ``MOST_REPEATED``."""
    lines = source.split("\n")
    return _composed(path, source, "\n".join(lines[first_line - 1 : last_line or len(lines)]), first_line)


def _first_faults(path: str, faults: Iterable[Fault]) -> list[Fault]:
    found = list(islice(faults, _MOST_FAULTS + 1))
    if len(found) > _MOST_FAULTS:
        found[-1] = Fault(Place(path), "there are more faults than are told here", "mend these first")
    return found


def load_schema(name: str) -> dict[str, Any]:
    """One of our JSON Schemas (draft 2020-12), as shipped."""
    text = files("yizhu.content").joinpath("schemas", f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose plain words are text: ``no``, ``1:10``, ``2025`` and dates too; all but true, false and null."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_TEXT, _BOOL, _NULL, _LIST, _MAPPING = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "null", "seq", "map")
)
_Loader.add_implicit_resolver(_BOOL, re.compile(r"(?:true|True|false|False)$"), list("tTfF"))
_Loader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|)$"), ["~", "n", "N", ""])


def _composed(path: str, source: str, text: str, first_line: int) -> Document:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except RecursionError:  # libyaml, where it is installed, has a bound of its own
        fault = Fault(Place(path, first_line), f"this lies more than {MAX_DEPTH} deep", "write it flatter")
        raise Faults([fault]) from None
    except yaml.MarkedYAMLError as error:
        raise Faults([_syntax_fault(path, source, error, first_line)]) from None
    except yaml.reader.ReaderError as error:
        raise Faults([_character_fault(path, source, error)]) from None
    plainer = _Plainer(Document(path, source, None, {}, first_line))
    value = plainer.plain(node, ()) if node else None
    raise_if(_first_faults(path, plainer.faults))
    return replace(plainer.document, value=value)


def _syntax_fault(path: str, source: str, error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    lines = source.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    help = "quote text that holds ': ' or ' #', or that begins with one of [ { * & ! | > % @ ` \""
    return Fault(Place(path, line, column, text), f"this is no YAML: {error.problem or error.context}", help)


def _character_fault(path: str, source: str, error: yaml.reader.ReaderError) -> Fault:
    """YAML allows no control characters: where the first one stands."""
    code = error.character if isinstance(error.character, int) else ord(error.character)
    place = find_place(path, source, 1, chr(code), source.count("\n") + 1)
    return Fault(place, f"a character that YAML does not allow: U+{code:04X}", "take it out")


@dataclass(slots=True)
class _Plainer:
    """Makes plain values of nodes, notes where they stand, and gathers what is wrong with them."""

    document: Document
    faults: list[Fault] = field(default_factory=list)
    inside: list[yaml.Node] = field(default_factory=list)  # the nodes that hold the one at hand
    known: set[int] = field(default_factory=set)  # the nodes that were met before
    repeated: int = 0  # so many values and characters stand there again, by aliases

    def plain(self, node: yaml.Node, keys: KeyPath) -> Any:
        self.document.marks.setdefault(keys, node.start_mark)
        if any(node is holder for holder in self.inside):
            return self._wrong(keys, "this stands for something that holds it", "write it out")
        self._spend(node, keys)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, keys)
        if node.tag not in (_LIST, _MAPPING):
            return self._wrong(keys, f"the tag {node.tag} is not known here", "take the tag out")
        self.inside.append(node)
        value = self._list(node, keys) if isinstance(node, yaml.SequenceNode) else self._mapping(node, keys)
        self.inside.pop()
        return value

    def _spend(self, node: yaml.Node, keys: KeyPath) -> None:
        """Raise ``Faults`` where values lie deeper, or are repeated oftener, than anybody means it."""
        if len(self.inside) >= MAX_DEPTH:
            raise Faults([self._fault(keys, f"this lies more than {MAX_DEPTH} deep", "write it flatter")])
        if id(node) not in self.known:
            self.known.add(id(node))
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
            return self._wrong(keys, f"the tag {node.tag} is not known here", "write plain text")
        if control := INVALID_XML_CHARACTERS.search(node.value):
            return self._wrong(keys, f"a control character: U+{ord(control[0]):04X}", "take it out")
        return str(node.value)

    def _list(self, node: yaml.Node, keys: KeyPath) -> list[Any]:
        return [self.plain(item, (*keys, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: yaml.Node, keys: KeyPath) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for key_node, value_node in node.value:
            name = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            self.document.marks[(*keys, f"key:{name}")] = key_node.start_mark
            if problem := _wrong_key(key_node, value):
                self._wrong((*keys, f"key:{name}"), *problem)
            value[name] = self.plain(value_node, (*keys, name))
        return value

    def _wrong(self, keys: KeyPath, problem: str, help: str) -> None:
        self.faults.append(self._fault(keys, problem, help))
        if len(self.faults) > _MOST_FAULTS:
            raise Faults(_first_faults(self.document.path, self.faults))

    def _fault(self, keys: KeyPath, problem: str, help: str) -> Fault:
        return Fault(self.document.place(*keys), problem, help)


def _wrong_key(node: yaml.Node, before: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a key, and the mend."""
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
    import jsonschema_rs  # 0.05 s: only where a file is read anew

    formats = {name: lambda value, wrong=wrong: not wrong(value) for name, wrong in FORMATS.items()}
    return jsonschema_rs.Draft202012Validator(_schema(name), validate_formats=True, formats=formats)


@dataclass(frozen=True, slots=True)
class _Breach:
    """What a schema does not allow."""

    keys: KeyPath  # where the value stands that is wrong
    value: Any
    keyword: str  # the word of the schema that forbids it
    schema: Mapping[str, Any]  # the part of the schema that the word stands in
    message: str


def _breaches(name: str, value: Any) -> list[_Breach]:
    """All that is wrong; what is missing before what is unknown."""
    found = [_breach(_schema(name), _meant(error)) for error in _validator(name).iter_errors(value)]
    return sorted(found, key=lambda breach: breach.keyword == "additionalProperties")


def _meant(error: Any) -> Any:
    """Of several forms of which none fits, the one that was meant: a text that is no address."""
    inner = [one for branch in getattr(error.kind, "context", ()) for one in branch]
    return next((one for one in inner if one.schema_path[-1] == "format"), error)


def _breach(schema: Any, error: Any) -> _Breach:
    *path, keyword = error.schema_path
    for key in path:
        schema = schema[key]
    return _Breach(tuple(error.instance_path), error.instance, keyword, schema, error.message)


def _faults_of(document: Document, breach: _Breach) -> list[Fault]:
    """A schema's complaint, in the author's words."""
    if breach.keyword in ("additionalProperties", "unevaluatedProperties"):
        extra = _extra_keys(breach)[: _MOST_FAULTS + 1]
        return [_unknown_key(document, breach.keys, key, breach.schema) for key in extra]
    name = _abridged(breach.keys[-1]) if breach.keys else "the file"
    problem, help = _complaint(breach, name)
    return [Fault(document.place(*breach.keys), problem, breach.schema.get("help", "") or help)]


def _complaint(breach: _Breach, name: str) -> tuple[str, str]:
    """What is wrong, and how to mend it where the schema does not say."""
    wanted = breach.schema[breach.keyword]
    match breach.keyword:
        case "required":
            missing = ", ".join(key for key in wanted if key not in breach.value)
            return f"{missing} is missing", f"add {missing}:"
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            wish = " or ".join(_TYPES.get(kind, kind) for kind in kinds)
            return f"{name} must be {wish}", f"write {wish}"
        case "enum":
            known = [str(value) for value in wanted]
            help = did_you_mean(_abridged(breach.value), known, "one of " + ", ".join(known))
            return f"{name} cannot be {_abridged(breach.value)}", help
        case "minItems" | "minLength" | "minProperties":
            return f"{name} is empty", "write something, or take the key out"
        case "format":
            if wrong_with := FORMATS.get(wanted):
                called = _abridged(breach.value) if name.isdigit() else name
                problem = f"{called} is not a web address: {wrong_with(breach.value)}"
                return problem, "write the whole address, https://…"
            return f"{_abridged(breach.value)} is no {wanted}", "write it as 2025-02-03"
        case _:
            says = breach.schema.get("says", "")
            return f"{name} is not {says}" if says else f"{name}: {breach.message}", f"write {says}"


def _abridged(value: Any) -> str:
    """The value in a message that can be read."""
    text = str(value)
    return text if len(text) <= 200 else text[:200] + "…"


def _extra_keys(breach: _Breach) -> list[str]:
    known = breach.schema.get("properties", {})
    patterns = [re.compile(p) for p in breach.schema.get("patternProperties", {})]
    return [k for k in breach.value if k not in known and not any(p.search(k) for p in patterns)]


def _unknown_key(document: Document, keys: KeyPath, key: str, schema: Mapping[str, Any]) -> Fault:
    known = list(schema.get("properties", {}))
    if not known and schema.get("patternProperties"):
        known = [*USUAL_TAGS]
    return Fault(
        document.place(*keys, f"key:{key}"),
        f"unknown key {_abridged(key)}",
        did_you_mean(_abridged(key), known, "known here: " + ", ".join(known)),
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
