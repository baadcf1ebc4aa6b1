"""Sets things in a row so that those that are tied stand near each other.

By the second smallest eigenvector of the ties' Laplacian (Atkins, Boman and Hendrickson 1998), found by power
iteration from a start that is always the same; each part that hangs together by itself, the largest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

_ROUNDS = 300

Ties = Mapping[tuple[str, str], int]  # how strongly two are tied


def in_series(names: Sequence[str], ties: Ties) -> tuple[str, ...]:
    """The names in a row. Only their order and the ties decide."""
    beside: dict[str, dict[str, int]] = {name: {} for name in names}
    for (one, other), strength in ties.items():
        beside[one][other] = beside[other][one] = strength
    parts = sorted(_parts(beside), key=lambda part: -len(part))
    return tuple(name for part in parts for name in _row(part, beside))


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
