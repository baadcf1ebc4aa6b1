"""How terms hang together: what each refers to, what it is used with, and where it stands in the picture of it.

1. gather the ties 2. choose the terms 3. set those that are tied near each other 4. draw arcs: on one side what the
editors refer to, on the other what the texts use together. Drawing is given headwords, references and counts and
nothing else, so that no edit of a definition draws the picture anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from yizhu.gist import Pair, Ties
from yizhu.han import is_cjk
from yizhu.page import Arc, TiedTerm, TiesBody
from yizhu.seriation import in_series
from yizhu.shown import ShownTerm

MOST = 96  # terms in one picture
_STEP = 26  # from one term to the next: a finger's breadth apart (WCAG 2.5.8)
_PARTNERS = 3  # of common use, for each term
_OFTEN = 2  # passages that use both, to be said at all


@dataclass(frozen=True, slots=True)
class Known:
    """What an edition's terms have to do with each other."""

    terms: tuple[tuple[str, str, str], ...]  # id, headword, its language; in the order of the edition's index
    see: tuple[Pair, ...]
    passages: tuple[tuple[str, int], ...]  # id, the passages that use it
    together: tuple[tuple[Pair, int], ...]  # the passages that use both


def known_ties(terms: Sequence[ShownTerm], articles: Iterable[Ties]) -> Known:
    """The ties of an edition's terms, by their entries and by its articles."""
    ids = {term.id for term in terms}
    see = {_pair(term.id, id) for term in terms for id, _ in term.see if id in ids and id != term.id}
    often: Counter[str] = Counter()
    together: Counter[Pair] = Counter()
    for article in articles:
        often.update(dict(article.passages))
        together.update(dict(article.together))
    return Known(
        terms=tuple((term.id, term.headword, term.lang) for term in terms),
        see=tuple(sorted(see)),
        passages=tuple(sorted(often.items())),
        together=tuple(sorted((pair, many) for pair, many in together.items() if many >= _OFTEN)),
    )


def ties_of(known: Known) -> TiesBody:
    """The picture, and the table that says the same; both are empty without any tie."""
    often = dict(known.passages)
    ties = _Drawn(frozenset(known.see), _closest(dict(known.together), often))
    tied = {id for pair in ties.pairs for id in pair}
    chosen = sorted(tied, key=lambda id: (-often.get(id, 0), id))[:MOST]
    kept = _among(ties, frozenset(chosen))
    order = in_series(sorted(chosen), {pair: _pull(pair, kept) for pair in kept.pairs})
    return _drawn(order, kept, {term[0]: term for term in known.terms}, len(tied) - len(chosen))


# ---- the ties ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    see: frozenset[Pair]
    together: Mapping[Pair, int]

    @property
    def pairs(self) -> list[Pair]:
        return sorted({*self.see, *self.together})


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _closest(together: Mapping[Pair, int], often: Mapping[str, int]) -> dict[Pair, int]:
    """Of all that is used together, for each term the few whose uses are most nearly its own."""
    partners: dict[str, list[tuple[int, Pair]]] = {}
    for pair, many in together.items():
        # The squared cosine of the two, as a whole number: what is used everywhere is near to nothing.
        nearness = 1_000_000 * many * many // (often[pair[0]] * often[pair[1]])
        for id in pair:
            partners.setdefault(id, []).append((-nearness, pair))
    kept = {pair for several in partners.values() for _, pair in sorted(several)[:_PARTNERS]}
    return {pair: together[pair] for pair in sorted(kept)}


def _among(ties: _Drawn, chosen: frozenset[str]) -> _Drawn:
    together = {pair: many for pair, many in ties.together.items() if chosen.issuperset(pair)}
    return _Drawn(frozenset(pair for pair in ties.see if chosen.issuperset(pair)), together)


def _pull(pair: Pair, ties: _Drawn) -> int:
    """How strongly two terms want to stand side by side."""
    return 3 * (pair in ties.see) + min(3, ties.together.get(pair, 0))


# ---- the picture -------------------------------------------------------------------------------------------


_Named = Mapping[str, tuple[str, str, str]]


def _drawn(order: Sequence[str], ties: _Drawn, terms: _Named, left_out: int) -> TiesBody:
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
    return TiesBody(
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


def _tied(id: str, y: int, arcs: Iterable[str], ties: _Drawn, terms: _Named) -> TiedTerm:
    see = sorted(_other(pair, id) for pair in ties.see if id in pair)
    beside = sorted((-many, _other(pair, id)) for pair, many in ties.together.items() if id in pair)
    return TiedTerm(
        id=id,
        headword=terms[id][1],
        lang=terms[id][2],
        y=y,
        arcs=tuple(arcs),
        see=tuple((other, terms[other][1]) for other in see),
        used_with=tuple((other, terms[other][1], -many) for many, other in beside),
    )


def _leaders(terms: Iterable[TiedTerm], left: int, right: int) -> Iterable[str]:
    """From each label to where its arcs begin."""
    for term in terms:
        half = _width(term.headword) // 2 + 8
        middle = (left + right) // 2
        if term.used_with:
            yield f"M{left} {term.y}H{middle - half}"
        if term.see:
            yield f"M{right} {term.y}H{middle + half}"


def _other(pair: Pair, id: str) -> str:
    return pair[1] if pair[0] == id else pair[0]


def _arcs(ties: _Drawn, places: Mapping[str, int], left: int, right: int) -> Iterable[Arc]:
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
    return isqrt(300 * steps)


def _width(headword: str) -> int:
    """About how wide a label is set, in the picture's units."""
    return sum(16 if is_cjk(character) else 8 for character in headword)
