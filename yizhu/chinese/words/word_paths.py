"""Compare the most probable words of a stretch of text that keep a term whole with those that cross its edges."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from yizhu.chinese.words.word_neighbours import find_kind, measure_attraction

LONGEST_WORD = 5  # characters of a word on a path

# Single characters that are often words by themselves; others, left alone, are halves of words.
SINGLE_WORDS = frozenset(
    "的了着过地得是在有和与及或而且但若如因为以于由从自向往到至对把被将给让使叫比跟同连按据凭靠"
    "不没未无非也都就才又还再更最很太只仅已曾正会能可要想应该须必需愿敢来去说看做用当即则便却仍并各每某本该此这那其"
    "我你他她它们您谁美英法德俄日韩台港澳印何几一二三四五六七八九十两半多百千万亿个位名件条次种些点年月日时分元上下中里内外前后间等者所之"
)

_Costs = tuple[float, float]  # of the best path that keeps the term, and of the best that crosses its edges
_NONE: _Costs = (math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text in Simplified characters with a term at [start, end)."""

    text: str
    start: int
    end: int

    def is_contained(self, begin: int, stop: int) -> bool:
        """Does a longer word at [begin, stop) contain the whole term?"""
        return begin <= self.start and self.end <= stop and stop - begin > self.end - self.start


def compare_paths(stretch: Stretch, cost: Callable[[str], float], half_word_cost: float = 0.0) -> float:
    """Return by how much words that cross the term's edges are more probable, as a natural logarithm.

    ``cost`` is -ln of a word's probability; a single character that is half a word costs ``half_word_cost`` more.
    """
    kept, crossed = _find_costs(
        stretch, cost, half_word_cost, lambda word: "", lambda before, after: 0.0, ""
    )[""]
    return kept - crossed


def compare_paths_in_context(
    stretch: Stretch, cost: Callable[[str], float], half_word_cost: float, before: str, after: str
) -> float:
    """The same with how well words go beside each other; ``before`` and ``after`` are the words around, or empty."""
    ends = _find_costs(stretch, cost, half_word_cost, find_kind, measure_attraction, find_kind(before))
    following = find_kind(after)
    attractions = {kind: measure_attraction(kind, following) for kind in ends}
    kept = min(costs[0] - attractions[kind] for kind, costs in ends.items())
    return kept - min(costs[1] - attractions[kind] for kind, costs in ends.items())


def _find_costs(
    stretch: Stretch,
    cost: Callable[[str], float],
    half_word_cost: float,
    find_kind: Callable[[str], str],
    measure_attraction: Callable[[str, str], float],
    kind_before: str,
) -> dict[str, _Costs]:
    """Return the costs of the best paths by the kind of their last word: Viterbi's algorithm.

    No word may contain more than the term.
    """
    text, start, end = stretch.text, stretch.start, stretch.end
    paths: list[dict[str, _Costs]] = [{kind_before: (0.0, math.inf)}]
    for stop in range(1, len(text) + 1):
        best: dict[str, _Costs] = {}
        for begin in range(max(0, stop - LONGEST_WORD), stop):
            word = text[begin:stop]
            word_cost = cost(word)
            if word_cost == math.inf or stretch.is_contained(begin, stop):
                continue
            if stop - begin == 1 and word not in SINGLE_WORDS:
                word_cost += half_word_cost
            kind = find_kind(word)
            is_crossed = begin < start < stop or begin < end < stop
            least_kept, least_crossed = best.get(kind, _NONE)
            for kind_before, (kept, crossed) in paths[begin].items():
                step = word_cost - measure_attraction(kind_before, kind)
                if is_crossed:
                    least_crossed = min(least_crossed, kept + step, crossed + step)
                else:
                    least_kept, least_crossed = (
                        min(least_kept, kept + step),
                        min(least_crossed, crossed + step),
                    )
            best[kind] = least_kept, least_crossed
        paths.append(best)
    return paths[-1]
