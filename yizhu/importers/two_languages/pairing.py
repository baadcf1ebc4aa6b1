"""Find which passages in one language answer which in the other.

1. pieces of one row answer each other
2. the others fall into runs of one language; each run and the next one in the other language answer each other
3. within two runs, passages are paired in order by their lengths, and by the numbers and names that they share
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from yizhu.importers.two_languages.languages import are_likely, cost_of_pair
from yizhu.importers.two_languages.pieces import Piece, words_of

_ALONE = 2.5  # cost of a passage without a counterpart
_MERGED = 2.2  # added where one answers two
_MOST_CELLS = 2_500  # compared of two runs; longer ones are paired in order
_FEWEST = 3  # pairs: fewer are quotations within a text
_MOST = 0.8  # of the passages stand in pairs, and of the pairs are as long as each other
_TEXT_AND_TRANSLATION = (
    4  # passages of two whole halves, of which nothing else says that they belong together
)

_KINDS = ("heading", "list", "figure", "table")

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Pieces that answer each other, by their numbers; one side may be empty."""

    first: Numbers  # of the language that stands first
    second: Numbers


@dataclass(frozen=True, slots=True)
class Pairing:
    """All links of a page, in its order, and how far they can be trusted."""

    links: tuple[Link, ...]
    cost: float
    pairs: int  # passages, or items of lists, that have a counterpart
    turns: int  # rows and pairs of runs
    likely: float  # the share of pairs whose lengths fit
    paired: float  # the share of passages that have a counterpart

    @property
    def is_sure(self) -> bool:
        """Is this a text and its translation without a doubt?"""
        if self.turns < _FEWEST and (
            self.paired < 1 or self.likely < 1 or self.pairs < _TEXT_AND_TRANSLATION
        ):
            return False
        return self.pairs >= _FEWEST and self.paired >= _MOST and self.likely >= _MOST


def pair_pieces(pieces: Sequence[Piece], names: tuple[str, str]) -> Pairing:
    """Return the links between the pieces of two languages, the first of which stands first."""
    runs = _runs(pieces)
    links: list[Link] = []
    turns, at = 0, 0
    while at < len(runs):
        size = 1 + (at + 1 < len(runs) and _belong_together(pieces, runs[at : at + 2], names))
        pair = runs[at : at + size]
        first, second = (_of(pieces, pair, name) for name in names)
        turns += (
            min(sum(pieces[n].weight for n in numbers) for numbers in (first, second))
            if pieces[pair[0][0]].row
            else bool(first and second)
        )
        links += _align(pieces, first, second)
        at += size
    return _judge(pieces, links, turns)


def _runs(pieces: Sequence[Piece]) -> list[Numbers]:
    """Group the pieces that say something into runs of one language, or the pieces of one row."""
    said = [number for number, piece in enumerate(pieces) if piece.language]
    groups = groupby(
        said, key=lambda number: (pieces[number].row, pieces[number].row or pieces[number].language)
    )
    return [tuple(group) for _, group in groups]


def _belong_together(pieces: Sequence[Piece], runs: Sequence[Numbers], names: tuple[str, str]) -> bool:
    """Is the first a run in the first language, the second one in the other?"""
    one, other = (pieces[run[0]] for run in runs)
    return not (one.row or other.row) and (one.language, other.language) == names


def _of(pieces: Sequence[Piece], runs: Sequence[Numbers], name: str) -> Numbers:
    return tuple(number for run in runs for number in run if pieces[number].language == name)


def _align(pieces: Sequence[Piece], first: Numbers, second: Numbers) -> list[Link]:
    """Return the likeliest links of two runs, in order."""
    if not (first and second):
        return [Link((n,), ()) for n in first] + [Link((), (n,)) for n in second]
    straight = [Link((one,), (other,)) for one, other in zip(first, second, strict=False)]
    if len(first) == len(second) and (len(first) == 1 or all(_is_likely(pieces, link) for link in straight)):
        return straight
    if len(first) * len(second) > _MOST_CELLS:
        rest = [Link((n,), ()) for n in first[len(second) :]] + [Link((), (n,)) for n in second[len(first) :]]
        return straight + rest
    return _cheapest(pieces, first, second)


def _cheapest(pieces: Sequence[Piece], first: Numbers, second: Numbers) -> list[Link]:
    """Return the links of least cost: one for one, one for two, or alone."""
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for a in range(len(first) + 1):
        for b in range(len(second) + 1):
            steps = [
                (costs[a - i, b - j][0] + _cost(pieces, Link(first[a - i : a], second[b - j : b])), (i, j))
                for i, j in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))
                if i <= a and j <= b
            ]
            if steps:
                costs[a, b] = min(steps)
    links: list[Link] = []
    a, b = len(first), len(second)
    while a or b:
        i, j = costs[a, b][1]
        links.append(Link(first[a - i : a], second[b - j : b]))
        a, b = a - i, b - j
    return links[::-1]


def _cost(pieces: Sequence[Piece], link: Link) -> float:
    if not (link.first and link.second):
        return _ALONE
    kinds = {role if (role := pieces[n].block.role) in _KINDS else "" for n in (*link.first, *link.second)}
    merged = _MERGED * (len(link.first) + len(link.second) - 2)
    return (
        cost_of_pair(_words(pieces, link.first), _words(pieces, link.second)) + merged + 2 * (len(kinds) - 1)
    )


def _is_likely(pieces: Sequence[Piece], link: Link) -> bool:
    return are_likely(_words(pieces, link.first), _words(pieces, link.second))


def _words(pieces: Sequence[Piece], numbers: Numbers) -> str:
    return " ".join(words_of(pieces[n].block.markdown or pieces[n].block.text) for n in numbers)


def _judge(pieces: Sequence[Piece], links: list[Link], turns: int) -> Pairing:
    pairs = [link for link in links if link.first and link.second]
    whole = sum(len(link.first) + len(link.second) for link in links)
    paired = sum(len(link.first) + len(link.second) for link in pairs)
    likely = sum(_is_likely(pieces, link) for link in pairs)
    cost = sum(_cost(pieces, link) for link in links)
    weight = sum(min(pieces[n].weight for n in (*link.first, *link.second)) for link in pairs)
    return Pairing(
        tuple(links),
        round(cost / max(whole, 1), 6),
        weight,
        turns,
        likely / max(len(pairs), 1),
        paired / max(whole, 1),
    )
