"""How terms hang together: what each refers to, what it is used with, and where it stands in the picture of it.

1. gather the ties 2. choose the terms 3. set terms that are tied near each other 4. draw arcs: on one side
what the editors refer to, on the other what the texts use together. Needs headwords, references and counts only, so
that no edit of a definition draws the picture anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isqrt

from yizhu.han import is_cjk
from yizhu.page import Arc, TiedTerm, TiesBody
from yizhu.seriation import in_series
from yizhu.shown import Edition, ShownTerm

MOST = 96  # terms in one picture
_STEP = 26  # from one term to the next: a finger's breadth apart (WCAG 2.5.8)
_PARTNERS = 3  # of common use, for each term
_OFTEN = 2  # passages that use both, to be said at all

Pair = tuple[str, str]  # ids, in their order


@dataclass(frozen=True, slots=True)
class _Ties:
    see: frozenset[Pair]
    together: Mapping[Pair, int]

    @property
    def pairs(self) -> list[Pair]:
        return sorted({*self.see, *self.together})


def ties_of(terms: Sequence[ShownTerm], editions: Iterable[Edition]) -> TiesBody:
    """The picture of an edition's terms; without any tie it is empty."""
    passages = _passages(editions)
    ties = _ties(terms, passages)
    tied = {id for pair in ties.pairs for id in pair}
    often = Counter(id for ids in passages for id in ids)
    chosen = sorted(tied, key=lambda id: (-often[id], id))[:MOST]
    kept = _among(ties, frozenset(chosen))
    order = in_series(sorted(chosen), {pair: _pull(pair, kept) for pair in kept.pairs})
    return _drawn(order, kept, {term.id: term for term in terms}, len(tied) - len(chosen))


# ---- the ties ----------------------------------------------------------------------------------------------


def _passages(editions: Iterable[Edition]) -> list[tuple[str, ...]]:
    """The terms of each passage that has several."""
    found: list[tuple[str, ...]] = []
    for edition in editions:
        here: dict[str, dict[str, None]] = {}
        for id, use in edition.uses:
            here.setdefault(use.passage, {})[id] = None
        found += [tuple(sorted(ids)) for ids in here.values()]
    return found


def _ties(terms: Sequence[ShownTerm], passages: Sequence[tuple[str, ...]]) -> _Ties:
    known = {term.id for term in terms}
    see = frozenset(_pair(term.id, id) for term in terms for id, _ in term.see if id in known - {term.id})
    counts: dict[Pair, int] = {}
    for ids in passages:
        for one, other in combinations([id for id in ids if id in known], 2):
            counts[one, other] = counts.get((one, other), 0) + 1
    return _Ties(see, _closest(counts))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _closest(counts: Mapping[Pair, int]) -> dict[Pair, int]:
    """Of all that is used together, for each term the few that it is most often used with."""
    partners: dict[str, list[tuple[int, Pair]]] = {}
    for pair, many in counts.items():
        if many >= _OFTEN:
            for id in pair:
                partners.setdefault(id, []).append((-many, pair))
    kept = {pair for several in partners.values() for _, pair in sorted(several)[:_PARTNERS]}
    return {pair: counts[pair] for pair in sorted(kept)}


def _among(ties: _Ties, chosen: frozenset[str]) -> _Ties:
    together = {pair: many for pair, many in ties.together.items() if chosen.issuperset(pair)}
    return _Ties(frozenset(pair for pair in ties.see if chosen.issuperset(pair)), together)


def _pull(pair: Pair, ties: _Ties) -> int:
    """How strongly two terms want to stand side by side."""
    return 3 * (pair in ties.see) + min(3, ties.together.get(pair, 0))


# ---- the picture -------------------------------------------------------------------------------------------


def _drawn(order: Sequence[str], ties: _Ties, terms: Mapping[str, ShownTerm], left_out: int) -> TiesBody:
    places = {id: _STEP * nth + _STEP // 2 for nth, id in enumerate(order)}
    reach = max((_reach(pair, places) for pair in ties.pairs), default=0) + 8
    label = max((_width(terms[id].headword) for id in order), default=0) + 28
    arcs = tuple(_arcs(ties, places, reach, reach + label))
    ends: dict[str, list[str]] = {}
    for arc, pair in zip(arcs, (*sorted(ties.see), *sorted(ties.together)), strict=True):
        for id in pair:
            ends.setdefault(id, []).append(arc.id)
    shown = {id: _tied(id, places[id], ends.get(id, ()), ties, terms) for id in order}
    return TiesBody(
        width=2 * reach + label,
        height=_STEP * len(order),
        left=reach,
        right=reach + label,
        terms=tuple(shown.values()),
        table=tuple(shown[id] for id in terms if id in shown),
        arcs=arcs,
        left_out=left_out,
    )


def _tied(id: str, y: int, arcs: Iterable[str], ties: _Ties, terms: Mapping[str, ShownTerm]) -> TiedTerm:
    term = terms[id]
    see = [_other(pair, id) for pair in sorted(ties.see) if id in pair]
    beside = sorted((-many, _other(pair, id)) for pair, many in ties.together.items() if id in pair)
    return TiedTerm(
        id=id,
        headword=term.headword,
        lang=term.lang,
        y=y,
        arcs=tuple(arcs),
        see=tuple((other, terms[other].headword) for other in see),
        used_with=tuple((other, terms[other].headword, -many) for many, other in beside),
    )


def _other(pair: Pair, id: str) -> str:
    return pair[1] if pair[0] == id else pair[0]


def _arcs(ties: _Ties, places: Mapping[str, int], left: int, right: int) -> Iterable[Arc]:
    for nth, pair in enumerate(sorted(ties.see)):
        yield Arc(f"s{nth}", "see", 1, _path(pair, places, right, 1))
    for nth, (pair, many) in enumerate(sorted(ties.together.items())):
        yield Arc(f"u{nth}", "use", min(3, many - _OFTEN + 1), _path(pair, places, left, 0))


def _path(pair: Pair, places: Mapping[str, int], x: int, sweep: int) -> str:
    """Half an ellipse beside the labels, from the upper term to the lower."""
    upper, lower = sorted(places[id] for id in pair)
    return f"M{x} {upper}A{_reach(pair, places)} {(lower - upper) / 2:g} 0 0 {sweep} {x} {lower}"


def _reach(pair: Pair, places: Mapping[str, int]) -> int:
    """How far an arc swings out: less and less for each further step, so that long ones stay on the page."""
    steps = abs(places[pair[0]] - places[pair[1]]) // _STEP
    return isqrt(210 * steps)


def _width(headword: str) -> int:
    """About how wide a label is set, in the picture's units."""
    return sum(16 if is_cjk(character) else 9 for character in headword)
