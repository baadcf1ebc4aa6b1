"""Which terms tell most about an article, and which articles share them."""

from __future__ import annotations

from collections.abc import Sequence

from yizhu.page import Related
from yizhu.shown import Card, Edition, ShownTerm

# By term, the places of the articles that use it in the edition's list.
Shelves = dict[str, tuple[int, ...]]
_CROWDED = 50  # what more articles use than this relates none of them: it says little, and would cost much


def shelves_of(editions: Sequence[Edition]) -> Shelves:
    """By term, the articles that use it."""
    found: dict[str, list[int]] = {}
    for place, edition in enumerate(editions):
        for id in dict.fromkeys(id for id, _ in edition.uses):
            found.setdefault(id, []).append(place)
    return {id: tuple(places) for id, places in found.items()}


def telling(edition: Edition, shelves: Shelves, articles: int) -> tuple[str, ...]:
    """The terms that an article marks, first those that it uses often and few others use."""
    often: dict[str, int] = {}
    for id, _ in edition.uses:
        often[id] = often.get(id, 0) + 1
    marked = dict.fromkeys(term.id for term in edition.terms)
    return tuple(sorted(marked, key=lambda id: -often.get(id, 0) * _rarity(id, shelves, articles)))


def related(
    cards: Sequence[Card], shelves: Shelves, terms: dict[str, ShownTerm], edition: Edition, place: int
) -> tuple[Related, ...]:
    """Up to three articles that share terms with this one, rare terms counting more, and some of these terms."""
    shared: dict[int, list[str]] = {}
    for id in dict.fromkeys(id for id, _ in edition.uses):
        others = shelves[id]
        if id in terms and len(others) <= _CROWDED:
            for other in others:
                shared.setdefault(other, []).append(id)
    shared.pop(place, None)

    def rarity(id: str) -> int:
        return _rarity(id, shelves, len(cards))

    nearest = sorted(shared, key=lambda other: (-sum(map(rarity, shared[other])), other))[:3]
    return tuple(
        Related(
            cards[other],
            tuple((id, terms[id].headword) for id in sorted(shared[other], key=lambda id: -rarity(id))[:5]),
        )
        for other in nearest
    )


def _rarity(id: str, shelves: Shelves, articles: int) -> int:
    """How seldom a term is met: the whole logarithm of articles per article that uses it, from 1."""
    return (articles // max(1, len(shelves.get(id, ())))).bit_length()
