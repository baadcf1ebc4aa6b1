"""Sets things in a row so that those that are tied stand near each other.

1. in the order of the second eigenvector of the ties' Laplacian (Atkins, Boman and Hendrickson 1998), by power
iteration from a start that is always the same 2. each in turn is put where the ties are shortest, as long as that helps.
What hangs together by itself is a part of its own; the largest part comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

_ROUNDS = 100
_SWEEPS = 6

Ties = Mapping[tuple[str, str], int]  # how strongly two are tied


def in_series(names: Sequence[str], ties: Ties) -> tuple[str, ...]:
    """The names in a row. Only their order and the ties decide."""
    beside: dict[str, dict[str, int]] = {name: {} for name in names}
    for (one, other), strength in ties.items():
        beside[one][other] = beside[other][one] = strength
    parts = sorted(_parts(beside), key=lambda part: -len(part))
    return tuple(name for part in parts for name in _settled(_row(part, beside), beside))


def _parts(beside: Mapping[str, Mapping[str, int]]) -> list[list[str]]:
    """Those that reach each other by ties, part by part."""
    parts: list[list[str]] = []
    seen: set[str] = set()
    for name in beside:
        part: list[str] = []
        ahead = [name]
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                part.append(here)
                ahead.extend(beside[here])
        if part:
            parts.append(sorted(part))
    return parts


def _row(part: Sequence[str], beside: Mapping[str, Mapping[str, int]]) -> list[str]:
    if len(part) < 3:
        return list(part)
    index = {name: place for place, name in enumerate(part)}
    near = [[(index[other], strength) for other, strength in beside[name].items()] for name in part]
    values = _second_eigenvector(near)
    return [part[place] for place in sorted(range(len(part)), key=lambda place: (values[place], place))]


def _second_eigenvector(near: Sequence[Sequence[tuple[int, int]]]) -> list[float]:
    degrees = [sum(strength for _, strength in several) for several in near]
    shift = 2.0 * max(
        degrees
    )  # no eigenvalue of the Laplacian is greater, so the smallest become the largest
    values = _levelled([float(place) for place in range(len(near))])
    for _ in range(_ROUNDS):
        values = _levelled(
            [
                (shift - degrees[place]) * values[place] + fsum(s * values[other] for other, s in near[place])
                for place in range(len(near))
            ]
        )
    return values


def _levelled(values: Sequence[float]) -> list[float]:
    """Around zero, which takes out the first eigenvector, and of one size."""
    middle = fsum(values) / len(values)  # sum() rounds otherwise from Python 3.12 on
    moved = [value - middle for value in values]
    size = max(map(abs, moved)) or 1.0
    return [value / size for value in moved]


def _settled(row: list[str], beside: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The row, each name where its ties and those that pass over it are shortest."""
    for _ in range(_SWEEPS):
        moved = row
        for name in sorted(row):
            moved = _moved(moved, name, beside)
        if moved == row:
            break
        row = moved
    return row


def _moved(row: list[str], name: str, beside: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The row with one name in the gap where it costs least; where it was, if no other is better."""
    here = row.index(name)
    rest = [other for other in row if other != name]
    costs = _costs(rest, name, beside)
    best = min(range(len(costs)), key=lambda gap: (costs[gap], gap))
    if costs[best] == costs[here]:
        return row
    return [*rest[:best], name, *rest[best:]]


def _costs(rest: Sequence[str], name: str, beside: Mapping[str, Mapping[str, int]]) -> list[int]:
    """For each gap of the rest, how long the ties of a name would be there, and how many ties it would stretch."""
    place = {other: nth for nth, other in enumerate(rest)}
    opened = [0] * (len(rest) + 1)  # ties that begin to pass over a gap, less those that end before it
    for one in rest:
        for other, strength in beside[one].items():
            if other != name and place[one] < place[other]:
                opened[place[one] + 1] += strength
                opened[place[other] + 1] -= strength
    own = [(place[other], strength) for other, strength in beside[name].items()]
    costs, passing = list[int](), 0
    for gap, more in enumerate(opened):
        passing += more
        costs.append(passing + sum(s * (gap - at if at < gap else at - gap + 1) for at, s in own))
    return costs
