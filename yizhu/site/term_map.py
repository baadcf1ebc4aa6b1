"""Draws the map of a glossary: a picture of how its terms are related, and the table that says the same.

1. gather the relations: which terms refer to each other, which are used in the same passages
2. choose the terms, and order them so that related ones stand near each other
3. draw the arcs: references on one side of the labels, common use on the other

The drawing is given headwords, references and counts only, so an edit of a definition does not draw it anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isqrt

from yizhu.chinese.han import is_cjk
from yizhu.editions.model import ShownTerm
from yizhu.editions.terms.term_uses import Cooccurrence, TermPair
from yizhu.site.page_model import TermMapBody
from yizhu.site.page_parts import TermMapArc, TermMapTerm

MAX_TERMS = 96  # in one picture
_STEP = 26  # from one term to the next: a finger's breadth (WCAG 2.5.8)
_MAX_PARTNERS = 3  # of common use, for each term
_MIN_PASSAGES = 2  # passages that use both terms; below that they do not count as used together
_ROUNDS = 100  # of the power iteration
_SWEEPS = 6  # of the local improvement


@dataclass(frozen=True, slots=True)
class TermRelations:
    """How the terms of an edition are related."""

    terms: tuple[tuple[str, str, str], ...]  # id, headword, its language; in the order of the edition's index
    see: tuple[TermPair, ...]  # one of the two refers to the other
    passages: tuple[tuple[str, int], ...]  # id, number of passages that use it
    together: tuple[tuple[TermPair, int], ...]  # number of passages that use both


def gather_relations(terms: Sequence[ShownTerm], articles: Iterable[Cooccurrence]) -> TermRelations:
    """Return the relations of an edition's terms: references in the glossary, and common use in the articles."""
    ids = {term.id for term in terms}
    see = {_pair(term.id, id) for term in terms for id, _ in term.see if id in ids and id != term.id}
    passages: Counter[str] = Counter()
    together: Counter[TermPair] = Counter()
    for article in articles:
        passages.update(dict(article.passages))
        together.update(dict(article.together))
    return TermRelations(
        terms=tuple((term.id, term.headword, term.lang) for term in terms),
        see=tuple(sorted(see)),
        passages=tuple(sorted(passages.items())),
        together=tuple(sorted((pair, count) for pair, count in together.items() if count >= _MIN_PASSAGES)),
    )


def draw_term_map(relations: TermRelations) -> TermMapBody:
    """Return the picture and the table; both are empty if no term is related to another."""
    passages = dict(relations.passages)
    close = _keep_closest(dict(relations.together), passages)
    pairs = _Pairs(frozenset(relations.see), close)
    related = {id for pair in pairs.all for id in pair}
    chosen = sorted(related, key=lambda id: (-passages.get(id, 0), id))[:MAX_TERMS]
    kept = _among(pairs, frozenset(chosen))
    order = order_terms(sorted(chosen), {pair: _strength(pair, kept) for pair in kept.all})
    return _draw(order, kept, {term[0]: term for term in relations.terms}, len(related) - len(chosen))


# ---- relations ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The related pairs that the picture shows."""

    see: frozenset[TermPair]
    together: Mapping[TermPair, int]

    @property
    def all(self) -> list[TermPair]:
        return sorted({*self.see, *self.together})


def _pair(one: str, other: str) -> TermPair:
    return (one, other) if one < other else (other, one)


def _keep_closest(together: Mapping[TermPair, int], passages: Mapping[str, int]) -> dict[TermPair, int]:
    """Keep for each term only the partners whose uses coincide most with its own."""
    partners: dict[str, list[tuple[int, TermPair]]] = {}
    for pair, count in together.items():
        # The squared cosine as an integer: a term that is used everywhere is close to none.
        nearness = 1_000_000 * count * count // (passages[pair[0]] * passages[pair[1]])
        for id in pair:
            partners.setdefault(id, []).append((-nearness, pair))
    kept = {pair for pairs in partners.values() for _, pair in sorted(pairs)[:_MAX_PARTNERS]}
    return {pair: together[pair] for pair in sorted(kept)}


def _among(pairs: _Pairs, chosen: frozenset[str]) -> _Pairs:
    together = {pair: count for pair, count in pairs.together.items() if chosen.issuperset(pair)}
    return _Pairs(frozenset(pair for pair in pairs.see if chosen.issuperset(pair)), together)


def _strength(pair: TermPair, pairs: _Pairs) -> int:
    """Return how strongly two terms are drawn to each other in the order."""
    return 3 * (pair in pairs.see) + min(3, pairs.together.get(pair, 0))


# ---- order -------------------------------------------------------------------------------------------------


Strengths = Mapping[TermPair, int]  # how strongly two are related


def order_terms(names: Sequence[str], strengths: Strengths) -> tuple[str, ...]:
    """Return the names in a row, strongly related ones near each other.

    Spectral seriation, then local improvement. The result depends on the given order and the strengths alone.
    """
    neighbours: dict[str, dict[str, int]] = {name: {} for name in names}
    for (one, other), strength in strengths.items():
        neighbours[one][other] = neighbours[other][one] = strength
    components = sorted(_components(neighbours), key=lambda part: -len(part))
    return tuple(
        name for part in components for name in _improve(_order_component(part, neighbours), neighbours)
    )


def _components(neighbours: Mapping[str, Mapping[str, int]]) -> list[list[str]]:
    """Return the connected components, each sorted by name."""
    components: list[list[str]] = []
    seen: set[str] = set()
    for name in neighbours:
        part: list[str] = []
        ahead = [name]
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                part.append(here)
                ahead.extend(neighbours[here])
        if part:
            components.append(sorted(part))
    return components


def _order_component(part: Sequence[str], neighbours: Mapping[str, Mapping[str, int]]) -> list[str]:
    if len(part) < 3:
        return list(part)
    index = {name: place for place, name in enumerate(part)}
    near = [[(index[other], strength) for other, strength in neighbours[name].items()] for name in part]
    values = _second_eigenvector(near)
    return [part[place] for place in sorted(range(len(part)), key=lambda place: (values[place], place))]


def _second_eigenvector(near: Sequence[Sequence[tuple[int, int]]]) -> list[float]:
    degrees = [sum(strength for _, strength in pairs) for pairs in near]
    # No eigenvalue of the Laplacian is greater, so the smallest become the largest.
    shift = 2.0 * max(degrees)
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
    """Return the values around zero, which removes the first eigenvector, and scaled to 1."""
    middle = fsum(values) / len(values)  # sum() rounds otherwise from Python 3.12 on
    moved = [value - middle for value in values]
    size = max(map(abs, moved)) or 1.0
    return [value / size for value in moved]


def _improve(row: list[str], neighbours: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the row after moving each name to where the relations in all are shortest."""
    for _ in range(_SWEEPS):
        moved = row
        for name in sorted(row):
            moved = _move(moved, name, neighbours)
        if moved == row:
            break
        row = moved
    return row


def _move(row: list[str], name: str, neighbours: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the row with one name moved to the gap that costs least; unmoved if no gap is better."""
    here = row.index(name)
    rest = [other for other in row if other != name]
    costs = _costs(rest, name, neighbours)
    best = min(range(len(costs)), key=lambda gap: (costs[gap], gap))
    if costs[best] == costs[here]:
        return row
    return [*rest[:best], name, *rest[best:]]


def _costs(rest: Sequence[str], name: str, neighbours: Mapping[str, Mapping[str, int]]) -> list[int]:
    """Return the cost of each gap: the length of the name's own relations there, and of those that it stretches."""
    place = {other: nth for nth, other in enumerate(rest)}
    opened = [0] * (len(rest) + 1)  # relations that begin to pass over a gap, minus those that end before it
    for one in rest:
        for other, strength in neighbours[one].items():
            if other != name and place[one] < place[other]:
                opened[place[one] + 1] += strength
                opened[place[other] + 1] -= strength
    own = [(place[other], strength) for other, strength in neighbours[name].items()]
    costs, passing = list[int](), 0
    for gap, more in enumerate(opened):
        passing += more
        costs.append(passing + sum(s * (gap - at if at < gap else at - gap + 1) for at, s in own))
    return costs


# ---- the picture -------------------------------------------------------------------------------------------


_Named = Mapping[str, tuple[str, str, str]]


def _draw(order: Sequence[str], pairs: _Pairs, terms: _Named, left_out: int) -> TermMapBody:
    # The first step holds the titles of the two sides.
    places = {id: _STEP * nth + _STEP // 2 for nth, id in enumerate(order, 1)}
    reach = max((_reach(pair, places) for pair in pairs.all), default=0) + 8
    label = max((_width(terms[id][1]) for id in order), default=0) + 28
    arcs = tuple(_arcs(pairs, places, reach, reach + label))
    ends: dict[str, list[str]] = {}
    for arc, pair in zip(arcs, (*sorted(pairs.see), *sorted(pairs.together)), strict=True):
        for id in pair:
            ends.setdefault(id, []).append(arc.id)
    shown = {id: _make_term(id, places[id], ends.get(id, ()), pairs, terms) for id in order}
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


def _make_term(id: str, y: int, arcs: Iterable[str], pairs: _Pairs, terms: _Named) -> TermMapTerm:
    see = sorted(_other(pair, id) for pair in pairs.see if id in pair)
    partners = sorted((-count, _other(pair, id)) for pair, count in pairs.together.items() if id in pair)
    return TermMapTerm(
        id=id,
        headword=terms[id][1],
        lang=terms[id][2],
        y=y,
        arcs=tuple(arcs),
        see=tuple((other, terms[other][1]) for other in see),
        used_with=tuple((other, terms[other][1], -count) for count, other in partners),
    )


def _leaders(terms: Iterable[TermMapTerm], left: int, right: int) -> Iterable[str]:
    """Yield the lines from each label to where its arcs begin."""
    for term in terms:
        half = _width(term.headword) // 2 + 8
        middle = (left + right) // 2
        if term.used_with:
            yield f"M{left} {term.y}H{middle - half}"
        if term.see:
            yield f"M{right} {term.y}H{middle + half}"


def _other(pair: TermPair, id: str) -> str:
    return pair[1] if pair[0] == id else pair[0]


def _arcs(pairs: _Pairs, places: Mapping[str, int], left: int, right: int) -> Iterable[TermMapArc]:
    for nth, pair in enumerate(sorted(pairs.see)):
        yield TermMapArc(f"s{nth}", "see", 1, _path(pair, places, right, 1))
    for nth, (pair, count) in enumerate(sorted(pairs.together.items())):
        yield TermMapArc(f"u{nth}", "use", min(3, count - _MIN_PASSAGES + 1), _path(pair, places, left, 0))


def _path(pair: TermPair, places: Mapping[str, int], x: int, sweep: int) -> str:
    """Return half an ellipse beside the labels, from the upper term to the lower."""
    upper, lower = sorted(places[id] for id in pair)
    return f"M{x} {upper}A{_reach(pair, places)} {(lower - upper) / 2:g} 0 0 {sweep} {x} {lower}"


def _reach(pair: TermPair, places: Mapping[str, int]) -> int:
    """Return how far an arc swings out: less for each further step, so that long arcs stay on the page."""
    steps = abs(places[pair[0]] - places[pair[1]]) // _STEP
    return isqrt(300 * steps)


def _width(headword: str) -> int:
    """Return the approximate width of a label in the picture's units."""
    return sum(16 if is_cjk(character) else 8 for character in headword)
