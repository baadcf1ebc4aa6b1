"""What an editor stated of a source and decided about its lines, saved so that a new import gives the same result.

``--title 題目 --keep 12-14 --drop 30`` becomes ``source/decisions.yaml``: what was stated, lines, and their first words. If the page has changed
since, a stretch is found again by its words; if that fails it is a fault, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import yaml

from yizhu.content.faults import Fault, Faults, Place
from yizhu.importers.model.draft import Decision, Lines, Received
from yizhu.importers.model.yaml_in import find_costly_line

_STRETCH = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
_SHORT = 40  # characters of the first line: enough to find it again
_HEAD = "# What an editor stated and decided about the source beside this file. The next import obeys it.\n"


@dataclass(frozen=True, slots=True)
class SavedDecision:
    """A decision as saved in the file, with the text it is about."""

    decision: Decision
    text: str  # what its first line opened with


@dataclass(frozen=True, slots=True)
class EditorStatements:
    """What the editor states of a source, whatever it says itself."""

    title: str = ""
    authors: tuple[str, ...] = ()
    split: bool | None = None  # it is in two languages, or is not; None: it is if there is no doubt
    lang: str = ""
    url: str = ""
    pictures: bool | None = None  # to take, or to leave out; None: their addresses stay in the text

    def over(self, before: EditorStatements) -> EditorStatements:
        """Return these statements, and those of an earlier import where these say nothing."""
        return EditorStatements(
            self.title or before.title,
            self.authors or before.authors,
            before.split if self.split is None else self.split,
            self.lang or before.lang,
            self.url or before.url,
            before.pictures if self.pictures is None else self.pictures,
        )


@dataclass(frozen=True, slots=True)
class EditorDecisions:
    """The editor's decisions: those saved in a file, and those given now."""

    before: tuple[SavedDecision, ...] = ()
    path: str = ""  # the file's
    now: tuple[Decision, ...] = ()
    stated: EditorStatements = EditorStatements()  # by an earlier import

    def about(self, source: Received) -> Received:
        """The source with the decisions about it; raises ``Faults`` for those that do not fit it."""
        if not (self.before or self.now):
            return source
        again = relocate_decision(self.before, source, self.path)
        new = resolve_decisions(source, self.now)
        return replace(source, decisions=tuple(dict.fromkeys((*again, *new))))


def parse_range(given: str) -> Lines | None:
    """Parse ``12-14`` or ``12`` as a range of lines; None if it is neither."""
    found = _STRETCH.fullmatch(given)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    return (first, last) if 1 <= first <= last else None


def resolve_decisions(source: Received, asked: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return the decisions, later ones last; raises ``Faults`` for lines the source does not have."""
    numbers = {line.number for line in source.lines()}
    faults = [
        _no_line(source.name, one)
        for one in asked
        if numbers.isdisjoint(range(one.lines[0], one.lines[1] + 1))
    ]
    if faults:
        raise Faults(faults)
    return asked


def write_decisions(source: Received, stated: EditorStatements) -> str:
    """Return what was stated and decided about a source as the text of a decisions file; empty if nothing was."""
    texts = {line.number: line.text for line in source.lines()}

    def entries(keep: bool) -> list[dict[str, Any]]:
        return [
            {"lines": list(one.lines), "text": _opening(texts, one.lines)}
            for one in source.decisions
            if one.keep is keep
        ]

    given = {
        "title": stated.title,
        "authors": list(stated.authors),
        "lang": stated.lang,
        "url": stated.url,
        "split_languages": stated.split,
        "pictures": stated.pictures,
        "keep": entries(True),
        "drop": entries(False),
    }
    given = {key: value for key, value in given.items() if value or value is False}
    return _HEAD + "".join(_dump(key, value) for key, value in given.items()) if given else ""


def _dump(key: str, value: Any) -> str:
    """Return one key as YAML: lists of words and lines on one line, the rest in lines of their own."""
    style = None if isinstance(value, list) else False
    text: str = yaml.safe_dump(
        {key: value}, allow_unicode=True, sort_keys=False, default_flow_style=style, width=1_000_000
    )
    return text


def read_decisions(text: str, path: str) -> EditorDecisions:
    """Return the decisions of a file; raises ``Faults`` if it is not a valid one."""
    try:
        if wrong := find_costly_line(text):
            raise ValueError(wrong)
        given = yaml.safe_load(text) or {}
        saved = tuple(
            SavedDecision(Decision((int(one["lines"][0]), int(one["lines"][1])), keep), str(one["text"]))
            for key, keep in (("keep", True), ("drop", False))
            for one in given.get(key, [])
        )
        return EditorDecisions(saved, path, stated=_read_statements(given))
    except (yaml.YAMLError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        help = "write it as import does, keep: and drop: with lines and text, or delete it"
        raise Faults([Fault(Place(path), "this is not a valid file of decisions", help)]) from None


def _read_statements(given: dict[str, Any]) -> EditorStatements:
    """Return the statements of a file; raises ``ValueError`` for one of another type."""
    split, pictures, authors = given.get("split_languages"), given.get("pictures"), given.get("authors", [])
    texts = [given.get(key, "") for key in ("title", "lang", "url")]
    if not {split, pictures} <= {None, True, False} or not isinstance(authors, list):
        raise ValueError("split_languages and pictures are true or false, authors a list")
    if not all(isinstance(one, str) for one in (*texts, *authors)):
        raise ValueError("title, lang, url and authors are text")
    title, lang, url = texts
    return EditorStatements(title, tuple(authors), split, lang, url, pictures)


def relocate_decision(
    written: tuple[SavedDecision, ...], source: Received, path: str
) -> tuple[Decision, ...]:
    """Return the decisions at the lines where their text is now; raises ``Faults`` if it is not there, or twice."""
    texts = {line.number: line.text for line in source.lines()}
    faults: list[Fault] = []
    decisions: list[Decision] = []
    for one in written:
        first, last = one.decision.lines
        at = [number for number, text in texts.items() if text.startswith(one.text)]
        if texts.get(first, "").startswith(one.text):
            decisions.append(one.decision)
        elif len(at) == 1:
            decisions.append(Decision((at[0], at[0] + last - first), one.decision.keep))
        else:
            where = "stands nowhere" if not at else f"stands on {len(at)} lines"
            help = "take the decision out of the file, and decide anew with --keep or --drop"
            faults.append(
                Fault(Place(path), f"what was decided about line {first} {where}: {one.text}", help)
            )
    if faults:
        raise Faults(faults)
    return tuple(decisions)


def _opening(texts: dict[int, str], lines: Lines) -> str:
    return next((texts[n][:_SHORT] for n in range(lines[0], lines[1] + 1) if n in texts), "")


def _no_line(name: str, one: Decision) -> Fault:
    option = "--keep" if one.keep else "--drop"
    said = f"{one.lines[0]}-{one.lines[1]}" if one.lines[0] < one.lines[1] else str(one.lines[0])
    help = "see the numbers in source/import.yaml, or with --dry-run --json"
    return Fault(Place(name), f"{option} {said}: there is no such line, or it is empty", help)
