"""Finds the salient terms of an article (TF-IDF over the edition), and the articles that share its terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import nsmallest

from yizhu.site.summary import EditionSummary

# An inverted index: by term, the places of the articles that use it in the edition's list.
TermIndex = Mapping[str, tuple[int, ...]]
# A term that more articles use relates none of them: it says little, and comparing all of them would cost much.
_MAX_ARTICLES = 50


def inverted_index(articles: Sequence[EditionSummary]) -> TermIndex:
    """Return for each term the places of the articles that use it."""
    found: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        for used in article.used:
            found.setdefault(used.id, []).append(place)
    return {id: tuple(places) for id, places in found.items()}


def salient_terms(article: EditionSummary, index: TermIndex, articles: int) -> tuple[str, ...]:
    """Return the terms that an article marks, first those that it uses counts and few other articles use.

    ``articles``: how many articles the edition has.
    """
    counts = {used.id: used.count for used in article.used}
    return tuple(
        sorted(
            article.marked,
            key=lambda id: -counts.get(id, 0) * inverse_document_frequency(index.get(id, ()), articles),
        )
    )


def find_related(
    article: EditionSummary, place: int, index: TermIndex, known: Collection[str], articles: int
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return up to three articles that share terms with the one at ``place``, and up to five of these terms each.

    An article is its place in the edition's list. Rare terms count more, and come first. ``known``: the glossary's terms.
    """
    telling = [used.id for used in article.used if used.id in known and len(index[used.id]) <= _MAX_ARTICLES]
    rarity = {id: inverse_document_frequency(index[id], articles) for id in telling}
    scores: dict[int, int] = {}
    for id in telling:
        for other in index[id]:
            scores[other] = scores.get(other, 0) + rarity[id]
    scores.pop(place, None)
    nearest = nsmallest(3, scores, key=lambda other: (-scores[other], other))
    rarest = sorted(telling, key=lambda id: -rarity[id])
    return tuple((other, tuple([id for id in rarest if other in index[id]][:5])) for other in nearest)


def inverse_document_frequency(places: Sequence[int], articles: int) -> int:
    """Return how rare a term is: the integer logarithm (base 2) of all articles per article that uses it, plus 1."""
    return (articles // max(1, len(places))).bit_length()
