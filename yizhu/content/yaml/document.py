"""Read YAML into plain values, with the place of every key and value, and check them against a JSON Schema.

1. parse the text into nodes, whose positions PyYAML keeps
2. convert the nodes to plain values, by the YAML 1.2 core schema
3. validate the values (``schema_violations``), and report with its place what the schema forbids
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, ClassVar

import yaml

from yizhu.chinese.han import INVALID_XML_CHARACTERS
from yizhu.content.faults import Fault, Faults, Place, find_place, raise_if, split_lines
from yizhu.content.files.conflicts import check_conflicts
from yizhu.content.yaml.mistakes import (
    Mistake,
    explain_opening,
    explain_syntax_error,
    find_closing,
    find_key_mistake,
    find_mistake,
    quote,
)
from yizhu.content.yaml.schema_violations import (
    Violation,
    abridge,
    describe,
    describe_unknown_key,
    find_violations,
    list_unknown_keys,
)

KeyPath = tuple[str | int, ...]
_WORD = re.compile(r"[^\s,\]}]+")
# Nobody writes more than this by hand, but a few hostile lines could: they would keep the program busy for hours.
MAX_DEPTH = 40  # nested lists and mappings
MAX_REPEATED = 100_000  # values and characters that aliases repeat
_MAX_FAULTS = 100  # reported of one file
_CUT = re.compile(r"(?<=\S) #(?=\w)")  # where the rest of a line is a comment that was hardly meant as one


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
    violations = find_violations(schema, document.value)
    faults = _first_faults(path, (f for v in violations for f in _violation_faults(document, schema, v)))
    if faults:
        raise Faults(sorted(faults, key=lambda fault: (fault.place.line, fault.place.column)))
    return document


def read_yaml(path: str, source: str, first_line: int = 1, last_line: int = 0) -> Document:
    """Return the same as ``read_document``, without a check against a schema.

    Raises ``Faults`` for invalid YAML, and beyond ``MAX_DEPTH`` and ``MAX_REPEATED``.
    """
    if first_line == 1:
        check_conflicts(path, source)
    lines = source.split("\n")
    return _parse(path, source, "\n".join(lines[first_line - 1 : last_line or len(lines)]), first_line)


def _first_faults(path: str, faults: Iterable[Fault]) -> list[Fault]:
    """Return at most a hundred faults; if there are more, one that says so is added."""
    found = list(islice(faults, _MAX_FAULTS + 1))
    if len(found) > _MAX_FAULTS:
        found[-1] = Fault(Place(path), "there are more faults than are shown here", "mend these first")
    return found


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
    cuts = frozenset(_find_cuts(text)) if " #" in text else frozenset()
    converter = _Converter(Document(path, source, None, {}, first_line), cuts)
    value = converter.convert(node, ()) if node else None
    raise_if(_first_faults(path, converter.faults))
    return replace(converter.document, value=value)


def _syntax_fault(path: str, source: str, error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    """Return the fault for the usual mistake that made the YAML invalid; if there is none, for where it shows."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    lines = source.split("\n")
    begin = error.context_mark.line + first_line if error.context_mark else line
    is_begun = (error.context or "").startswith(("while scanning", "while parsing a flow"))
    # What is wrong may show lines below where it begins.
    tried = [begin, line] if is_begun else [line]
    above = list(range(min(line, len(lines)), max(begin, first_line, line - _MAX_ABOVE) - 1, -1))
    looks = ((tried, find_mistake), (above, find_key_mistake))
    for numbers, look in looks if "nesting depth" not in (error.problem or "") else ():
        if found := look(lines[number - 1] if number <= len(lines) else "" for number in numbers):
            return _mistake_fault(path, lines, numbers[found[0]], found[1])
    if is_begun and (error.problem or "").startswith("could not find expected ':'"):
        return Fault(
            find_place(path, source, begin), "invalid YAML: a line without a colon", "write key: value"
        )
    text = lines[line - 1] if line <= len(lines) else ""
    return Fault(
        Place(path, line, column, text), *explain_syntax_error(error.problem or error.context or "", text)
    )


_MAX_ABOVE = 50  # lines that are looked at above the one where a mistake shows


def _mistake_fault(path: str, lines: list[str], line: int, mistake: Mistake) -> Fault:
    place = Place(path, line, mistake.column, lines[line - 1], mistake.length)
    return Fault(place, f"invalid YAML: {mistake.problem}", mistake.help)


def _find_cuts(text: str) -> Iterable[tuple[int, int]]:
    """Yield the line and column, from 0, of the end of each stretch that is followed by `` #`` and a word."""
    for number, line in enumerate(text.split("\n")):
        yield from ((number, found.start()) for found in _CUT.finditer(line))


def _character_fault(path: str, source: str, error: yaml.reader.ReaderError) -> Fault:
    """Return the fault for the first control character: YAML allows none."""
    code = error.character if isinstance(error.character, int) else ord(error.character)
    place = find_place(path, source, 1, chr(code), source.count("\n") + 1)
    return Fault(place, f"a character that YAML does not allow: U+{code:04X}", "take it out")


@dataclass(slots=True)
class _Converter:
    """Converts nodes to plain values, records their positions, and collects their faults."""

    document: Document
    cuts: frozenset[tuple[int, int]]  # ends of stretches whose rest YAML takes for a comment
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
        if self.cuts and not node.style and (node.end_mark.line, node.end_mark.column) in self.cuts:
            self._add_cut(node, keys)
        if node.tag == _NULL:
            return None
        if node.tag not in (_TEXT, _BOOL):
            return self._add_fault(keys, f"the tag {node.tag} is not known here", "write plain text")
        if control := INVALID_XML_CHARACTERS.search(node.value):
            return self._add_fault(keys, f"a control character: U+{ord(control[0]):04X}", "take it out")
        return str(node.value)

    def _add_cut(self, node: yaml.ScalarNode, keys: KeyPath) -> None:
        """Add a fault for a text whose end YAML takes for a comment."""
        line = node.end_mark.line + self.document.first_line
        text = split_lines(self.document.source)[line - 1]
        start = node.start_mark.column if node.start_mark.line == node.end_mark.line else 0
        whole = text[start:].strip()
        place = Place(self.document.path, line, node.end_mark.column + 2, text, len(whole))
        help = f"quote it, {quote(whole)}, if it is part of the text; of a comment write # and a space"
        self.faults.append(Fault(place, "the text ends here: the rest is a comment in YAML", help))

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
    if node.value.strip("\u3000\xa0") != node.value:
        return "a full-width space in front of the text", "indent with spaces of half width"
    if node.value == "<<" and not node.style:
        return "unknown key <<: merge keys are not known here", "write out the keys that are meant"
    return (f"{node.value} stands twice", "keep one of the two") if node.value in before else None


def _violation_faults(document: Document, schema: str, violation: Violation) -> list[Fault]:
    """Return the faults to report for a violation."""
    if unknown := list_unknown_keys(violation):
        return [
            Fault(
                document.place(*violation.keys, f"key:{key}"),
                f"unknown key {abridge(key)}",
                describe_unknown_key(schema, violation, key),
            )
            for key in unknown[: _MAX_FAULTS + 1]
        ]
    place = document.place(*violation.keys)
    if violation.keyword == "type" and isinstance(violation.value, str):
        lines = document.source.split("\n")
        last = place.line + violation.value.count("\n") + 1
        if found := find_key_mistake(lines[place.line - 1 : last]):
            return [_mistake_fault(document.path, lines, place.line + found[0], found[1])]
    return [Fault(place, *describe(violation, place.text[max(place.column - 1, 0) :]))]


def split_front_matter(path: str, source: str) -> tuple[int, int]:
    """The last line of the front matter and the first of the body (from 1); the first line must be ``---``."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        raise Faults([Fault(find_place(path, source, 1), *explain_opening(lines))])
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return number - 1, number + 1
    if number := find_closing(lines[1:]):
        place = find_place(path, source, number + 1)
        raise Faults([Fault(place, "this line does not close the front matter", "write three hyphens: ---")])
    raise Faults(
        [Fault(find_place(path, source, 1), "the front matter does not end", "close it with a line ---")]
    )
