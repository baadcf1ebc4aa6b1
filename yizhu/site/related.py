"""Finds the salient terms of an article (TF-IDF over the edition), and the articles that share its terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import nsmallest
from operator import neg
from typing import NamedTuple

from yizhu.site.summary import EditionSummary


class TermPlaces(NamedTuple):
    """The articles that use a term."""

    places: tuple[int, ...]  # in the edition's list
    rarity: int  # the integer logarithm (base 2) of all articles per article that uses the term, plus 1


TermIndex = Mapping[str, TermPlaces]
# A term that more articles use relates none of them: it says little, and comparing all of them would cost much.
_MAX_ARTICLES = 50


def inverted_index(articles: Sequence[EditionSummary]) -> TermIndex:
    """Return for each term the places of the articles that use it."""
    found: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        for used in article.used:
            found.setdefault(used.id, []).append(place)
    total = len(articles)
    return {
        id: TermPlaces(tuple(places), (total // len(places)).bit_length()) for id, places in found.items()
    }


def salient_terms(article: EditionSummary, index: TermIndex) -> tuple[str, ...]:
    """Return the terms that an article marks, first those that it uses often and few other articles use (TF-IDF)."""
    weights = {used.id: -used.count * index[used.id].rarity for used in article.used}
    return tuple(sorted(article.marked, key=lambda id: weights.get(id, 0)))


def find_related(
    article: EditionSummary, place: int, index: TermIndex, known: Collection[str]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return up to three articles that share terms with the one at ``place``, and up to five of these terms each.

    An article is its place in the edition's list. Rare terms count more, and come first. ``known``: the glossary's terms.
    """
    used = ((used.id, *index[used.id]) for used in article.used if used.id in known)
    telling = [(id, places, rarity) for id, places, rarity in used if len(places) <= _MAX_ARTICLES]
    scores: dict[int, int] = {}
    get = scores.get
    for _, places, rarity in telling:
        for other in places:
            scores[other] = get(other, 0) + rarity
    scores.pop(place, None)
    nearest = nsmallest(3, zip(map(neg, scores.values()), scores, strict=True))
    rarest = sorted(telling, key=lambda term: -term[2])
    return tuple(
        (other, tuple([id for id, places, _ in rarest if other in places][:5])) for _, other in nearest
    )
