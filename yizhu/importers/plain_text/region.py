"""Find the lines of a dump that are its article, from the joint evidence of all lines.

1. each line is described by numbers (``line_features``), and a small network makes of them how much speaks for it
2. the lines are divided into above, article, insert, article … below, so that most evidence is followed (Viterbi)

The weights (``region.json``) were learned by ``evaluation/train_dumps.py`` from the dumps of public pages.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yizhu.importers.plain_text.line_features import PlainLine, count_units, describe_lines

FILE = Path(__file__).with_name("region.json")

# Chosen on the same pages, each by itself, by the mean F1 of the pages held back in turn.
_LEAN = 0.7  # towards keeping
_MOST = 6.0  # evidence of one line
_RULES = 1.0  # what it counts that the rules, too, take a sentence for the article's
_OPEN, _RESUME, _INSERT = 2.0, 0.5, 0.1  # what it costs to begin, to go on below an insert, each line of one
_INSERT_SHARE = 0.3  # of a line's evidence counts within an insert: a long one is the end
_HALF = 0.5  # of the page's running text: an article that is less of it is doubted
_PARAGRAPH = 150  # units: so long a line may be a whole article
_RIVAL, _BOTH = (
    0.3,
    0.6,
)  # of the evidence for the article: as much for another stretch is said, or both are kept
# What is less than half of the page is no doubt the article if so much speaks for nearly all of several sentences, and
# for nothing else more than so little of it.
_STRONG, _NEARLY_ALL, _SEVERAL, _LITTLE = 2.0, 0.85, 5, 0.1
_UNITS = (1.8, 320)  # of a line, those that count


@dataclass(frozen=True, slots=True)
class _Weights:
    """What was learned: for each feature mean, spread and weights; and the weights of the hidden sums."""

    bias: float
    hidden: tuple[float, ...]
    out: tuple[float, ...]
    features: dict[str, tuple[float, float, tuple[float, ...]]]
    absent: tuple[float, ...]  # the sums of a line whose features are all 0


def weigh_lines(lines: Sequence[PlainLine]) -> list[float]:
    """Return how much speaks for each line (negative: against it), the longer the line, the more."""
    weights = _load_weights()
    return [
        _bound(_weigh(features, weights) + _prior(line)) * weigh_length(line.text)
        for line, features in zip(lines, describe_lines(lines), strict=True)
    ]


def choose_lines(evidence: Sequence[float], furniture: Sequence[bool]) -> list[bool]:
    """Return which lines are the article's: one stretch, with inserts; at least one line is.

    ``furniture`` says which lines are known to be none of it by their words, as those amid an article are.
    """
    if not evidence:
        return []
    above, article = -evidence[0], evidence[0] - _OPEN
    insert = below = -math.inf
    steps: list[tuple[int, int, int]] = []
    for value, is_furniture in zip(evidence[1:], furniture[1:], strict=True):
        inserted = -value * (_INSERT_SHARE if value < 0 and not is_furniture else 1) - _INSERT
        into = max((article, 1), (above - _OPEN, 0), (insert - _RESUME, 2))
        aside = max((insert, 2), (article, 1))
        past = max((below, 3), (article, 1))
        above, article, insert, below = above - value, into[0] + value, aside[0] + inserted, past[0] - value
        steps.append((into[1], aside[1], past[1]))
    state = 1 if article >= below else 3
    states = [state]
    for into_article, into_insert, into_below in reversed(steps):
        state = (0, into_article, into_insert, into_below)[state]
        states.append(state)
    return [state == 1 for state in reversed(states)]


def find_rivals(
    evidence: Sequence[float], chosen: frozenset[int], running: Mapping[int, int]
) -> tuple[frozenset[int], str]:
    """Return the lines to keep, and why one may doubt them; ``running`` has the length of each line of sentences.

    Another stretch for which nearly as much speaks is kept as well. One line of two or three sentences that is less
    than half of the page's text is no article: then all text is kept.
    """
    whole = sum(running.values())
    share = sum(size for at, size in running.items() if at in chosen) / (whole or 1)
    found = chosen & running.keys()
    if len(found) <= 1 and sum(running[at] for at in found) < _PARAGRAPH and share < _HALF:
        return chosen | running.keys(), "only one line of the page's text was like an article: all is kept"
    rival = _best_stretch([0.0 if at in chosen else value for at, value in enumerate(evidence)])
    ours = sum(max(0.0, evidence[at]) for at in chosen)
    theirs = sum(evidence[at] for at in rival)
    if rival and theirs > _BOTH * ours:
        return chosen | frozenset(rival), "two stretches of the page may be the article: both are kept"
    if rival and theirs > _RIVAL * ours:
        return chosen, f"another stretch of the page, of {len(rival)} lines, may be the article"
    strong = sum(evidence[at] > _STRONG for at in found)
    is_sure = len(found) >= _SEVERAL and strong >= _NEARLY_ALL * len(found) and theirs <= _LITTLE * ours
    is_doubted = share < _HALF and not is_sure
    return chosen, f"holds {share:.0%} of the page's running text: is it the article?" if is_doubted else ""


def _best_stretch(evidence: Sequence[float]) -> range:
    """Return the run of lines for which most speaks; empty if nothing does."""
    best, found, total, start = 0.0, range(0), 0.0, 0
    for at, value in enumerate(evidence):
        if total <= 0:
            total, start = 0.0, at
        total += value
        if total > best:
            best, found = total, range(start, at + 1)
    return found


def _weigh(features: dict[str, float], weights: _Weights) -> float:
    """Return the network's answer: a straight part, and sums that are bent and added."""
    sums = list(weights.absent)
    for name, value in features.items():
        if value and (known := weights.features.get(name)):
            mean, spread, row = known
            more = _standardize(value, mean, spread) - _standardize(0.0, mean, spread)
            sums = [total + more * weight for total, weight in zip(sums, row, strict=True)]
    straight, *bent = sums
    return straight + weights.bias + sum(map(math.prod, zip(map(math.tanh, bent), weights.out, strict=True)))


def _prior(line: PlainLine) -> float:
    return _LEAN + (_RULES if line.is_sentence and line.is_chosen else -_RULES if line.is_link else 0.0)


def _bound(answer: float) -> float:
    return max(-_MOST, min(_MOST, answer)) / 2


def _standardize(value: float, mean: float, spread: float) -> float:
    return max(-6.0, min(6.0, (value - mean) / spread))


def weigh_length(text: str) -> float:
    """Return what a line of this length counts beside others."""
    least, most = _UNITS
    return math.sqrt(math.sqrt(min(most, max(least, count_units(text))) / 20))


@cache
def _load_weights() -> _Weights:
    given = json.loads(FILE.read_text("utf-8"))
    features = {name: (row[0], row[1], tuple(row[2:])) for name, row in given["features"].items()}
    sums = [0.0, *given["hidden"]]
    for mean, spread, row in features.values():
        none = _standardize(0.0, mean, spread)
        sums = [total + none * weight for total, weight in zip(sums, row, strict=True)]
    return _Weights(given["bias"], tuple(given["hidden"]), tuple(given["out"]), features, tuple(sums))
