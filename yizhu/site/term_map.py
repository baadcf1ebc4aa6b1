"""How terms hang together: what each refers to, what it is used with, and where it stands in the picture of it.

1. gather the ties 2. choose the terms 3. set those that are tied near each other 4. draw arcs: on one side what the
editors refer to, on the other what the texts use together. Drawing is given headwords, references and counts and
nothing else, so that no edit of a definition draws the picture anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isqrt

from yizhu.chinese.han import is_cjk
from yizhu.editions.model import ShownTerm
from yizhu.editions.term_uses import Cooccurrence, TermPair
from yizhu.site.page_model import TermMapArc, TermMapBody, TermMapTerm

_ROUNDS = 100
_SWEEPS = 6

Strengths = Mapping[tuple[str, str], int]  # how strongly two are tied


def order_terms(names: Sequence[str], ties: Strengths) -> tuple[str, ...]:
    """The names in a row. Only their order and the ties decide."""
    beside: dict[str, dict[str, int]] = {name: {} for name in names}
    for (one, other), strength in ties.items():
        beside[one][other] = beside[other][one] = strength
    parts = sorted(_parts(beside), key=lambda part: -len(part))
    return tuple(name for part in parts for name in _improve(_row(part, beside), beside))


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
    values = _center([float(place) for place in range(len(near))])
    for _ in range(_ROUNDS):
        values = _center(
            [
                (shift - degrees[place]) * values[place] + fsum(s * values[other] for other, s in near[place])
                for place in range(len(near))
            ]
        )
    return values


def _center(values: Sequence[float]) -> list[float]:
    """Around zero, which takes out the first eigenvector, and of one size."""
    middle = fsum(values) / len(values)  # sum() rounds otherwise from Python 3.12 on
    moved = [value - middle for value in values]
    size = max(map(abs, moved)) or 1.0
    return [value / size for value in moved]


def _improve(row: list[str], beside: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The row, each name where its ties and those that pass over it are shortest."""
    for _ in range(_SWEEPS):
        moved = row
        for name in sorted(row):
            moved = _move(moved, name, beside)
        if moved == row:
            break
        row = moved
    return row


def _move(row: list[str], name: str, beside: Mapping[str, Mapping[str, int]]) -> list[str]:
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


MAX_TERMS = 96  # terms in one picture
_STEP = 26  # from one term to the next: a finger's breadth apart (WCAG 2.5.8)
_PARTNERS = 3  # of common use, for each term
_OFTEN = 2  # passages that use both, to be said at all


@dataclass(frozen=True, slots=True)
class TermRelations:
    """What an edition's terms have to do with each other."""

    terms: tuple[tuple[str, str, str], ...]  # id, headword, its language; in the order of the edition's index
    see: tuple[TermPair, ...]
    passages: tuple[tuple[str, int], ...]  # id, the passages that use it
    together: tuple[tuple[TermPair, int], ...]  # the passages that use both


def gather_relations(terms: Sequence[ShownTerm], articles: Iterable[Cooccurrence]) -> TermRelations:
    """The ties of an edition's terms, by their entries and by its articles."""
    ids = {term.id for term in terms}
    see = {_pair(term.id, id) for term in terms for id, _ in term.see if id in ids and id != term.id}
    often: Counter[str] = Counter()
    together: Counter[TermPair] = Counter()
    for article in articles:
        often.update(dict(article.passages))
        together.update(dict(article.together))
    return TermRelations(
        terms=tuple((term.id, term.headword, term.lang) for term in terms),
        see=tuple(sorted(see)),
        passages=tuple(sorted(often.items())),
        together=tuple(sorted((pair, many) for pair, many in together.items() if many >= _OFTEN)),
    )


def draw_term_map(known: TermRelations) -> TermMapBody:
    """The picture, and the table that says the same; both are empty without any tie."""
    often = dict(known.passages)
    ties = _Relations(frozenset(known.see), _closest(dict(known.together), often))
    tied = {id for pair in ties.pairs for id in pair}
    chosen = sorted(tied, key=lambda id: (-often.get(id, 0), id))[:MAX_TERMS]
    kept = _among(ties, frozenset(chosen))
    order = order_terms(sorted(chosen), {pair: _pull(pair, kept) for pair in kept.pairs})
    return _draw(order, kept, {term[0]: term for term in known.terms}, len(tied) - len(chosen))


# ---- the ties ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Relations:
    see: frozenset[TermPair]
    together: Mapping[TermPair, int]

    @property
    def pairs(self) -> list[TermPair]:
        return sorted({*self.see, *self.together})


def _pair(one: str, other: str) -> TermPair:
    return (one, other) if one < other else (other, one)


def _closest(together: Mapping[TermPair, int], often: Mapping[str, int]) -> dict[TermPair, int]:
    """Of all that is used together, for each term the few whose uses are most nearly its own."""
    partners: dict[str, list[tuple[int, TermPair]]] = {}
    for pair, many in together.items():
        # The squared cosine of the two, as a whole number: what is used everywhere is near to nothing.
        nearness = 1_000_000 * many * many // (often[pair[0]] * often[pair[1]])
        for id in pair:
            partners.setdefault(id, []).append((-nearness, pair))
    kept = {pair for several in partners.values() for _, pair in sorted(several)[:_PARTNERS]}
    return {pair: together[pair] for pair in sorted(kept)}


def _among(ties: _Relations, chosen: frozenset[str]) -> _Relations:
    together = {pair: many for pair, many in ties.together.items() if chosen.issuperset(pair)}
    return _Relations(frozenset(pair for pair in ties.see if chosen.issuperset(pair)), together)


def _pull(pair: TermPair, ties: _Relations) -> int:
    """How strongly two terms want to stand side by side."""
    return 3 * (pair in ties.see) + min(3, ties.together.get(pair, 0))


# ---- the picture -------------------------------------------------------------------------------------------


_Named = Mapping[str, tuple[str, str, str]]


def _draw(order: Sequence[str], ties: _Relations, terms: _Named, left_out: int) -> TermMapBody:
    places = {
        id: _STEP * nth + _STEP // 2 for nth, id in enumerate(order, 1)
    }  # behind the names of the two sides
    reach = max((_reach(pair, places) for pair in ties.pairs), default=0) + 8
    label = max((_width(terms[id][1]) for id in order), default=0) + 28
    arcs = tuple(_arcs(ties, places, reach, reach + label))
    ends: dict[str, list[str]] = {}
    for arc, pair in zip(arcs, (*sorted(ties.see), *sorted(ties.together)), strict=True):
        for id in pair:
            ends.setdefault(id, []).append(arc.id)
    shown = {id: _tied(id, places[id], ends.get(id, ()), ties, terms) for id in order}
    return TermMapBody(
        width=2 * reach + label,
        height=_STEP * (len(order) + 1),
        left=reach,
        right=reach + label,
        terms=tuple(shown.values()),
        table=tuple(shown[id] for id in terms if id in shown),
        arcs=arcs,
        leaders="".join(_leaders(shown.values(), reach, reach + label)),
        left_out=left_out,
    )


def _tied(id: str, y: int, arcs: Iterable[str], ties: _Relations, terms: _Named) -> TermMapTerm:
    see = sorted(_other(pair, id) for pair in ties.see if id in pair)
    beside = sorted((-many, _other(pair, id)) for pair, many in ties.together.items() if id in pair)
    return TermMapTerm(
        id=id,
        headword=terms[id][1],
        lang=terms[id][2],
        y=y,
        arcs=tuple(arcs),
        see=tuple((other, terms[other][1]) for other in see),
        used_with=tuple((other, terms[other][1], -many) for many, other in beside),
    )


def _leaders(terms: Iterable[TermMapTerm], left: int, right: int) -> Iterable[str]:
    """From each label to where its arcs begin."""
    for term in terms:
        half = _width(term.headword) // 2 + 8
        middle = (left + right) // 2
        if term.used_with:
            yield f"M{left} {term.y}H{middle - half}"
        if term.see:
            yield f"M{right} {term.y}H{middle + half}"


def _other(pair: TermPair, id: str) -> str:
    return pair[1] if pair[0] == id else pair[0]


def _arcs(ties: _Relations, places: Mapping[str, int], left: int, right: int) -> Iterable[TermMapArc]:
    for nth, pair in enumerate(sorted(ties.see)):
        yield TermMapArc(f"s{nth}", "see", 1, _path(pair, places, right, 1))
    for nth, (pair, many) in enumerate(sorted(ties.together.items())):
        yield TermMapArc(f"u{nth}", "use", min(3, many - _OFTEN + 1), _path(pair, places, left, 0))


def _path(pair: TermPair, places: Mapping[str, int], x: int, sweep: int) -> str:
    """Half an ellipse beside the labels, from the upper term to the lower."""
    upper, lower = sorted(places[id] for id in pair)
    return f"M{x} {upper}A{_reach(pair, places)} {(lower - upper) / 2:g} 0 0 {sweep} {x} {lower}"


def _reach(pair: TermPair, places: Mapping[str, int]) -> int:
    """How far an arc swings out: less and less for each further step, so that long ones stay on the page."""
    steps = abs(places[pair[0]] - places[pair[1]]) // _STEP
    return isqrt(300 * steps)


def _width(headword: str) -> int:
    """About how wide a label is set, in the picture's units."""
    return sum(16 if is_cjk(character) else 8 for character in headword)
