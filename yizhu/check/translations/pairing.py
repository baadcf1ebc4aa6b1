"""Which passages of a translation answer which of its source, judged by what stands in them.

1. Weigh each passage: its length in English words, and its anchors: numbers, Latin names, terms, addresses, whose turn.
2. Find the likeliest sequence of beads (so many source passages and so many of the translation) by dynamic programming.
3. Compare it with the declared pairing, stretch by stretch.

Lengths after Gale and Church, Computational Linguistics 19 (1993), on a logarithmic scale: a passage's spread is not that
of independent words. An anchor counts by how rare it is in the two texts, as evidence in naive Bayes does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from yizhu.chinese.han import count_han_and_words
from yizhu.chinese.numerals import find_numbers
from yizhu.chinese.words.common_words import find_common_words
from yizhu.content.model import Passage
from yizhu.content.prose import select_marks

_WORDS_PER_HAN = 0.62  # English words for a Han character; the two texts as a whole correct it
_NAME = re.compile(r"[A-Za-z][A-Za-z.+-]*[A-Za-z]")

# Natural logarithms of how likely a bead is.
_BEADS = {
    (1, 1): -0.1, (1, 0): -3.5, (0, 1): -4.5, (2, 1): -5.0, (1, 2): -5.0, (3, 1): -7.0, (1, 3): -7.0,
}  # fmt: skip
_OTHER_BEAD = -4.0  # of a declared group of another shape: somebody wrote it on purpose
_EXCHANGED = -5.0  # that two were exchanged
# Of such two: what each scores at most where it stands, and what it gains at least. So many are tried with each.
_WEAK, _EACH, _MOST_WEAK = 1.0, 1.0, 40
CLEARLY = 5.0  # how much likelier another pairing must be
_AT_HOME = 2.0  # what a passage scores at least where it is said to come from
_MOST = 3  # passages on one side of a bead
# Passages on either side of the declared pairing: at first, and where something is found there.
_NEAR, _FAR = 3, 12

_FARTHEST = -4.5  # what lengths can say at most
# The variance of the logarithm of a passage's length: at least, and what a passage of one word has more.
_SPREAD = 0.02, 1.0
_KEPT = 0.8  # how often an anchor of the source is in the translation
_STRAY = 0.02  # how often one is there for another reason
_STRONGEST = 3.5  # what one anchor can say at most
_TEMPER = 0.8  # anchors come together, and say less than if they did not

Group = tuple[tuple[int, ...], tuple[int, ...]]  # source passages, passages of the translation; from 0


_Step = tuple[float, Group]  # how likely the way to a boundary is, and its last bead
_Row = dict[int, _Step]  # by boundary in the translation
_NO_WAY: _Step = (-math.inf, ((), ()))


@dataclass(frozen=True, slots=True)
class Side:
    """The passages of a text, in the order of the declared pairing."""

    lang: str
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where another pairing is likelier than the declared one."""

    declared: tuple[Group, ...]
    likelier: tuple[Group, ...]
    gain: float  # by how much, as a natural logarithm


@dataclass(frozen=True, slots=True)
class _Run:
    """Some passages in sequence, as one: its length, its anchors, and what these say if the other side has none."""

    words: float
    log: float  # of the words
    anchors: frozenset[str]
    alone: float


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two declared groups, one for one, of which each would rather have the other's translation."""

    one: Group
    other: Group
    gain: float


def find_likelier_stretches(scorer: Scorer, declared: Sequence[Group]) -> list[Stretch]:
    """Return the stretches of two texts in which another pairing than the declared one is clearly likelier.

    ``declared`` goes through both in their order; each passage is in one group, a group's other side may be empty.
    """
    best = scorer.find_best(declared, _NEAR)
    if best != list(declared):
        best = scorer.find_best(declared, _FAR)
    clear = [stretch for stretch in _compare(scorer, list(declared), best) if stretch.gain > CLEARLY]
    return [replace(stretch, likelier=_find_homes(scorer, stretch.likelier, best)) for stretch in clear]


def find_exchanges(scorer: Scorer, declared: Sequence[Group]) -> list[Exchange]:
    """Return the passages that were exchanged, wherever they stand, as far as one can tell from each two alone."""
    ones = [group for group in declared if len(group[0]) == len(group[1]) == 1]
    weak = [(group, own) for group in ones if (own := scorer.score_group(group)) < _WEAK]
    found: list[Exchange] = []
    for nth, (one, own) in enumerate(weak):
        for other, others in weak[nth + 1 : nth + 1 + _MOST_WEAK]:
            gains = (
                scorer.score_group((other[0], one[1])) - own,
                scorer.score_group((one[0], other[1])) - others,
            )
            if min(gains) > _EACH and sum(gains) + _EXCHANGED > 0:
                found.append(Exchange(one, other, sum(gains) + _EXCHANGED))
    return list(_choose_apart(sorted(found, key=lambda exchange: -exchange.gain)))


def _choose_apart(found: Iterable[Exchange]) -> Iterator[Exchange]:
    """Yield the likeliest exchanges, none of a group that is in a likelier one."""
    taken: set[Group] = set()
    for exchange in found:
        if not taken & {exchange.one, exchange.other}:
            taken |= {exchange.one, exchange.other}
            yield exchange


def _find_homes(scorer: Scorer, likelier: Iterable[Group], best: Iterable[Group]) -> tuple[Group, ...]:
    """Return the groups, with what each passage that answers nothing may answer elsewhere: it was moved."""
    unanswered = [group for group in best if not group[1]]
    homes: list[Group] = []
    for group in likelier:
        choices = [(scorer.score_group((left[0], group[1])), left[0]) for left in unanswered if not group[0]]
        score, sources = max(choices, default=(0.0, ()))
        homes.append((sources, group[1]) if score > _AT_HOME else group)
    return tuple(homes)


def _compare(scorer: Scorer, declared: list[Group], best: list[Group]) -> Iterator[Stretch]:
    """Yield the parts of two paths between the boundaries that both pass."""
    ours, theirs = ({at: nth for nth, at in enumerate(_boundaries(path))} for path in (declared, best))
    for before, after in pairwise(sorted(ours.keys() & theirs.keys())):
        one = tuple(declared[ours[before] : ours[after]])
        other = tuple(best[theirs[before] : theirs[after]])
        if one != other:
            gain = sum(map(scorer.score_group, other)) - sum(map(scorer.score_group, one))
            yield Stretch(one, other, gain)


def _boundaries(path: Iterable[Group]) -> Iterator[tuple[int, int]]:
    i = j = 0
    yield 0, 0
    for sources, targets in path:
        i, j = i + len(sources), j + len(targets)
        yield i, j


class Scorer:
    """How likely it is that some passages answer others."""

    def __init__(self, source: Side, target: Side, declared: Sequence[Group]) -> None:
        lefts, rights = _weigh(source), _weigh(target)
        answered = [i for sources, targets in declared if targets for i in sources]
        own = sum(lefts[i][0] for i in answered) or 1.0
        other = sum(rights[j][0] for sources, targets in declared if sources for j in targets) or 1.0
        self._ratio = math.log(other / own)
        logs = [math.log(words) for words, _ in rights]
        self._mean = sum(logs) / len(logs)
        self._variance = max(0.2, sum((x - self._mean) ** 2 for x in logs) / len(logs))
        left_counts = Counter(a for _, anchors in lefts for a in anchors)
        right_counts = Counter(a for _, anchors in rights for a in anchors)
        shared = left_counts.keys() & right_counts.keys()
        self._both: dict[str, float] = {}
        left_only: dict[str, float] = {}
        right_only: dict[str, float] = {}
        for anchor in shared:
            q = right_counts[anchor] / (len(rights) + 1)
            share = left_counts[anchor] / (len(lefts) + 1)
            stray = min(max(_STRAY, (q - _KEPT * share) / (1 - share)), q)
            left_only[anchor] = _TEMPER * max(-_STRONGEST, math.log((1 - _KEPT) / (1 - q)))
            right_only[anchor] = _TEMPER * max(-_STRONGEST, math.log(stray / q))
            both = _TEMPER * min(_STRONGEST, math.log(max(_KEPT, q) / q))
            self._both[anchor] = both - left_only[anchor] - right_only[anchor]
        self._lefts = _join(lefts, shared, left_only)
        self._rights = _join(rights, shared, right_only)

    def score_group(self, group: Group) -> float:
        """Return the natural logarithm of how much likelier these answer each other than any others."""
        sources, targets = group
        prior = _BEADS.get((len(sources), len(targets)), _OTHER_BEAD)
        if not sources or not targets:
            return prior * max(len(sources), len(targets))
        return prior + self._score(self._run(self._lefts, sources), self._run(self._rights, targets))

    def _run(self, runs: list[list[_Run]], several: tuple[int, ...]) -> _Run:
        if len(several) <= _MOST:
            return runs[several[-1] + 1][len(several)]
        parts = [runs[at + 1][1] for at in several]
        words = sum(part.words for part in parts)
        anchors = frozenset[str]().union(*(part.anchors for part in parts))
        return _Run(words, math.log(words), anchors, 0.0)

    def _score(self, left: _Run, right: _Run) -> float:
        variance = _SPREAD[0] + 2 * _SPREAD[1] / (left.words + right.words)
        delta, far = right.log - left.log - self._ratio, right.log - self._mean
        ratio = self._variance / variance
        lengths = 0.5 * (far * far - delta * delta * ratio) / self._variance + 0.5 * math.log(ratio)
        score = max(lengths, _FARTHEST) + left.alone + right.alone
        for anchor in left.anchors & right.anchors:
            score += self._both[anchor]
        return score

    def find_best(self, declared: Sequence[Group], band: int) -> list[Group]:
        """Return the likeliest path through a band of so many passages around the declared one."""
        lows, highs = _find_band(declared, len(self._lefts) - 1, len(self._rights) - 1, band)
        rows: list[_Row] = []
        for i, (low, high) in enumerate(zip(lows, highs, strict=True)):
            rows.append({} if i else {0: (0.0, ((), ()))})
            for j in range(low, high + 1):
                if i or j:
                    rows[i][j] = max(self._list_steps(rows, i, j), default=_NO_WAY)
        return list(_walk_back(rows))[::-1]

    def _list_steps(self, rows: list[_Row], i: int, j: int) -> Iterator[_Step]:
        """Yield the ways that lead to a boundary: how likely each is, and its last bead."""
        for (di, dj), prior in _BEADS.items():
            if di <= i and (before := rows[i - di].get(j - dj)) is not None:
                total = before[0] + prior
                if di and dj:
                    total += self._score(self._lefts[i][di], self._rights[j][dj])
                yield total, (tuple(range(i - di, i)), tuple(range(j - dj, j)))


def _walk_back(rows: list[_Row]) -> Iterator[Group]:
    i, j = len(rows) - 1, max(rows[-1])
    while i or j:
        group = rows[i][j][1]
        yield group
        i, j = i - len(group[0]), j - len(group[1])


def _find_band(declared: Sequence[Group], count: int, other: int, band: int) -> tuple[list[int], list[int]]:
    """Return, for each boundary between source passages, the first and the last one of the translation to look at."""
    lows, highs = [other] * (count + 1), [0] * (count + 1)
    i = j = 0
    for sources, targets in declared:
        for row in range(i, i + len(sources) + 1):
            lows[row], highs[row] = min(lows[row], j - band), max(highs[row], j + len(targets) + band)
        i, j = i + len(sources), j + len(targets)
    return [max(0, low) for low in lows], [min(other, high) for high in highs]


# ---- weights -----------------------------------------------------------------------------------------------

_Weight = tuple[float, frozenset[str]]


def _weigh(side: Side) -> list[_Weight]:
    return [_weigh_passage(passage, side.lang) for passage in side.passages]


def _weigh_passage(passage: Passage, lang: str) -> _Weight:
    text = passage.prose.text
    han, words = count_han_and_words(text)
    anchors = {f"n{number}" for number in find_numbers(text)}
    anchors.update(f"~{word}" for word in find_common_words(text, lang))
    anchors.update(name.lower() for name in _NAME.findall(text))
    anchors.update(f"#{mark.get('term')}" for mark in select_marks(passage.prose, "term", "use"))
    anchors.update(f"@{mark.get('href')}" for mark in select_marks(passage.prose, "link", "image"))
    anchors.add(f"<{passage.kind}>")
    if passage.speaker:
        anchors.add(f"={passage.speaker}")
    anchors.update(f"?{sign}" for sign, signs in _SIGNS if any(s in text for s in signs))
    return max(1.0, han * _WORDS_PER_HAN + words), frozenset(anchors)


_SIGNS = (
    ("ask", "?？"),
    ("quote", "「“"),
    ("paren", "(（"),
    ("call", "!！"),
    ("colon", ":："),
    ("title", "《*"),
    ("%", "%％"),
)


def _join(side: list[_Weight], shared: Iterable[str], alone: dict[str, float]) -> list[list[_Run]]:
    """Return, for each boundary, the last 0 to 3 passages before it as one."""
    nothing = _Run(0.0, 0.0, frozenset(), 0.0)
    found = [[nothing] * (min(_MOST, end) + 1) for end in range(len(side) + 1)]
    known = frozenset(shared)
    for start in range(len(side)):
        words, anchors = 0.0, frozenset[str]()
        for many, (more, named) in enumerate(side[start : start + _MOST], 1):
            words, anchors = words + more, anchors | (named & known)
            found[start + many][many] = _Run(
                words, math.log(words), anchors, sum([alone[a] for a in anchors])
            )
    return found
