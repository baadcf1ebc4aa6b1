"""Read YAML from strangers: within the import's limits, and with front matter values as text only."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from yizhu.content.faults import Fault, Faults, Place, find_place
from yizhu.importers.sources.budget import BUDGET


def read_front_matter(name: str, whole: str, text: str) -> dict[str, object]:
    """The keys and values of ``text``, the front matter of ``whole``; raises ``Faults`` for what is none.

    All values stay text: a date or a number is written as it was.
    """
    try:
        if wrong := find_costly_line(text):
            raise _fault(name, whole, wrong[0] + 2, wrong[1])
        found = yaml.load(text, yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise _fault(name, whole, line, f"this is no YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise _fault(name, whole, 1, "this is no YAML") from None
    if not isinstance(found, dict) and found:
        raise _fault(name, whole, 2, "the front matter is no mapping")
    return {str(key): value for key, value in (found or {}).items()}


def find_costly_line(text: str) -> tuple[int, str] | None:
    """Return the first line (from 0) with too many or too deeply nested values, and the problem."""
    sizes: dict[str, int] = {}  # anchor → number of values it refers to
    opened: list[tuple[str, int]] = []  # the anchors of the values around, and the count where they began
    count = 0
    for event in _events(text):
        line = event.start_mark.line if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                return line, f"the alias *{event.anchor} stands for nothing written before it"
            count += sizes[event.anchor]
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, begun = opened.pop()
            sizes[anchor] = count - begun
        else:
            count += 1
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append((event.anchor or "", count - 1))
            else:
                sizes[getattr(event, "anchor", None) or ""] = 1
        if count > BUDGET.yaml_values:
            return line, f"this has more than {BUDGET.yaml_values} values"
        if len(opened) > BUDGET.yaml_depth:
            return line, f"this nests deeper than {BUDGET.yaml_depth}"
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    kinds = (yaml.NodeEvent, yaml.CollectionEndEvent)
    return (event for event in yaml.parse(text, Loader=yaml.BaseLoader) if isinstance(event, kinds))


def _fault(name: str, whole: str, line: int, problem: str) -> Faults:
    place = find_place(name, whole, line)
    return Faults([Fault(Place(name, place.line, 0, place.text), problem, "write key: value")])
