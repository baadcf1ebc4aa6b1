"""The front matter of a received file: YAML as text only, and no more of it than an import may cost."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from yizhu.content.faults import Fault, Faults, Place, place_in
from yizhu.importers.sources.budget import BUDGET


def front_matter_of(name: str, whole: str, text: str) -> dict[str, object]:
    """The keys and values of ``text``, the front matter of ``whole``; raises ``Faults`` for what is none.

    All values stay text: a date or a number is written as it was.
    """
    try:
        _refuse_costly(name, whole, text)
        found = yaml.load(text, yaml.BaseLoader)
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 2 if wrong.problem_mark else 1
        raise _fault(name, whole, line, f"this is no YAML: {wrong.problem}") from None
    except yaml.YAMLError:
        raise _fault(name, whole, 1, "this is no YAML") from None
    if not isinstance(found, dict) and found:
        raise _fault(name, whole, 2, "the front matter is no mapping")
    return {str(key): value for key, value in (found or {}).items()}


def _refuse_costly(name: str, whole: str, text: str) -> None:
    """Raise ``Faults`` for values that are too many or too deep, each alias counted as what it stands for.

    It reads events, one after the other: nothing is made of the values, so nothing can grow.
    """
    sizes: dict[str, int] = {}  # what each anchor stands for
    opened: list[tuple[str, int]] = []  # the anchors of the values around, and the count where they began
    count = 0
    for event in _events(text):
        line = event.start_mark.line + 2 if event.start_mark else 2
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise _fault(
                    name, whole, line, f"the alias *{event.anchor} stands for nothing written before it"
                )
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
            raise _fault(name, whole, line, f"the front matter has more than {BUDGET.yaml_values} values")
        if len(opened) > BUDGET.yaml_depth:
            raise _fault(name, whole, line, f"the front matter nests deeper than {BUDGET.yaml_depth}")


def _events(text: str) -> Iterator[yaml.Event]:
    told = (yaml.NodeEvent, yaml.CollectionEndEvent)
    return (event for event in yaml.parse(text, Loader=yaml.BaseLoader) if isinstance(event, told))


def _fault(name: str, whole: str, line: int, problem: str) -> Faults:
    place = place_in(name, whole, line)
    return Faults([Fault(Place(name, place.line, 0, place.text), problem, "write key: value")])
