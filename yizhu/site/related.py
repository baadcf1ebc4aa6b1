"""Which terms tell most about an article, and which articles share them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from yizhu.site.summary import EditionSummary

# By term, the places of the articles that use it in the edition's list.
TermIndex = Mapping[str, tuple[int, ...]]
_MAX_ARTICLES = (
    50  # what more articles use than this relates none of them: it says little, and would cost much
)


def inverted_index(articles: Sequence[EditionSummary]) -> TermIndex:
    """By term, the articles that use it."""
    found: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        for used in article.used:
            found.setdefault(used.id, []).append(place)
    return {id: tuple(places) for id, places in found.items()}


def salient_terms(article: EditionSummary, shelves: TermIndex, articles: int) -> tuple[str, ...]:
    """The terms that an article marks, first those that it uses often and few others use."""
    often = {used.id: used.count for used in article.used}
    return tuple(
        sorted(
            article.marked,
            key=lambda id: -often.get(id, 0) * inverse_document_frequency(shelves.get(id, ()), articles),
        )
    )


def find_related(
    article: EditionSummary, place: int, shelves: TermIndex, known: Collection[str], articles: int
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The places of up to three articles that share terms with this one, and some of these terms, the rarest first.

    Rare terms count more.
    """
    shared: dict[int, list[str]] = {}
    for used in article.used:
        others = shelves[used.id]
        if used.id in known and len(others) <= _MAX_ARTICLES:
            for other in others:
                shared.setdefault(other, []).append(used.id)
    shared.pop(place, None)

    def how_rare(id: str) -> int:
        return inverse_document_frequency(shelves[id], articles)

    nearest = sorted(shared, key=lambda other: (-sum(map(how_rare, shared[other])), other))[:3]
    return tuple((other, tuple(sorted(shared[other], key=lambda id: -how_rare(id))[:5])) for other in nearest)


def inverse_document_frequency(shelf: Sequence[int], articles: int) -> int:
    """How seldom a term is met: the whole logarithm of articles per article that uses it, from 1."""
    return (articles // max(1, len(shelf))).bit_length()
