"""Warn where the passages of a translation seem to answer others of the source than they say.

1. group the passages by the declared pairing 2. find the likelier pairing (``pairing``) 3. one warning for each stretch in
which the two part, at its first passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from yizhu.check.load import CheckedContent
from yizhu.check.translations.checks import is_loose_part
from yizhu.check.translations.pairing import (
    CLEARLY,
    Exchange,
    Group,
    Scorer,
    Side,
    Stretch,
    find_exchanges,
    find_likelier_stretches,
)
from yizhu.content.faults import Fault, find_place
from yizhu.content.model import Article, Passage, Text
from yizhu.content.translations.comparison import judge_translation
from yizhu.content.translations.passage_ids import format_span

_ALONE = 9.0  # how much likelier, as a natural logarithm, another place of one passage must be if no other follows it


def check_shifts(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each stretch of a translation that seems to answer other passages than it says."""
    for article in checked.articles:
        for translation in article.translations:
            yield from find_shifts(article.source, _without_loose_parts(article, translation))


def _without_loose_parts(article: Article, translation: Text) -> Text:
    """Return a translation without the words of merged passages that are told on their own: they belong to others."""
    judged = judge_translation(article, translation).passages
    loose = {p.number for part in judged if is_loose_part(article.source, part) for p in part.passages}
    return replace(translation, passages=tuple(p for p in translation.passages if p.number not in loose))


def find_shifts(source: Text, translation: Text) -> Iterator[Fault]:
    """Yield a warning for each stretch of a translation whose pairing with the source is clearly another one."""
    if not translation.passages:
        return
    in_order = sorted(translation.passages, key=lambda p: (p.answers or (0, 0), p.number))
    declared = _group(len(source.passages), in_order)
    left = Side(source.lang, source.passages)
    scorer = Scorer(left, Side(translation.lang, in_order), declared)
    stretches = find_likelier_stretches(scorer, declared)
    exchanges = find_exchanges(scorer, declared)
    if exchanges:
        exchanged = _exchange(in_order, exchanges)
        others = find_likelier_stretches(Scorer(left, Side(translation.lang, exchanged), declared), declared)
        if _sum_gains(exchanges) + _sum_gains(others) > max(CLEARLY, _sum_gains(stretches)):
            yield from (_describe_exchange(one, source, translation, in_order) for one in exchanges)
            in_order, stretches = exchanged, others
    for stretch in stretches:
        yield from _describe(stretch, source, translation, in_order)


def _exchange(in_order: Sequence[Passage], exchanges: Iterable[Exchange]) -> list[Passage]:
    """Return the passages as they stand if these exchanges are undone."""
    exchanged = list(in_order)
    for exchange in exchanges:
        j, k = exchange.one[1][0], exchange.other[1][0]
        exchanged[j], exchanged[k] = exchanged[k], exchanged[j]
    return exchanged


def _sum_gains(found: Iterable[Exchange | Stretch]) -> float:
    return sum(one.gain for one in found)


def _group(count: int, in_order: list[Passage]) -> list[Group]:
    """Return the declared pairing as groups that go through both texts in their order; ``count``: source passages."""
    groups: list[Group] = []
    done = 0  # source passages
    for index, passage in enumerate(in_order):
        first, last = (min(number, count) for number in passage.answers or (done + 1, done + 1))
        sources, targets = groups.pop() if groups and groups[-1][1] and first <= done else ((), ())
        groups += [((missing,), ()) for missing in range(done, first - 1)]
        begin = max(done, first - 1)
        groups.append(((*sources, *range(begin, last)), (*targets, index)))
        done = max(begin, last)
    return groups + [((missing,), ()) for missing in range(done, count)]


def _describe_exchange(
    exchange: Exchange, source: Text, translation: Text, in_order: Sequence[Passage]
) -> Fault:
    """Return the warning that each of two passages answers what the other says it does."""
    (one, other), first = (
        (_name(source, group[0]) for group in (exchange.one, exchange.other)),
        exchange.one[1][0],
    )
    second = in_order[exchange.other[1][0]].line
    problem = f"this seems to answer {other}, not {one}, and line {second} {one}: the two are swapped"
    help = f"swap them, or write {{from={other}}} above this and {{from={one}}} above the other, if so"
    return Fault(
        find_place(translation.source.path, translation.source.text, in_order[first].line), problem, help
    )


def _describe(stretch: Stretch, source: Text, translation: Text, in_order: list[Passage]) -> Iterator[Fault]:
    """Yield the warning at the first passage whose answers are others than declared."""
    declared, likelier = _list_answers(stretch.declared), _list_answers(stretch.likelier)
    parted = [j for j in sorted(declared) if declared[j] != likelier[j]]
    # One alone that answers nothing, or joins its neighbour while another is missing, may be a free translation.
    is_alone = not any(likelier[j] for j in parted) or (len(parted) == 1 and stretch.gain < _ALONE)
    if is_alone:
        return
    first, *others = parted
    name = _name(source, likelier[first])
    problem = f"this seems to answer {name}, not {_name(source, declared[first])}"
    help = f"write {{from={name}}} above it, if so"
    if not likelier[first]:
        help = "join it to the passage that it belongs to, or give both the same {from=…}, if so"
    moved, last = _measure_shift([(j, declared[j], likelier[j]) for j in others])
    if moved:
        to = "" if last == len(in_order) - 1 else f" to line {in_order[last].line}"
        problem += f"; from here on{to} all are {_count(abs(moved))} {'late' if moved > 0 else 'early'}"
    passage = in_order[first]
    yield Fault(find_place(translation.source.path, translation.source.text, passage.line), problem, help)


def _measure_shift(moves: Sequence[tuple[int, tuple[int, ...], tuple[int, ...]]]) -> tuple[int, int]:
    """Return by how many passages of the source these are late (early, if less than 0), and the last that is so.

    One may be another case: that which was moved there. (0, 0): they have nothing in common.
    """
    shifts = [(now[0] - before[0], j) for j, before, now in moves if before and now]
    counted = Counter(shift for shift, _ in shifts).most_common(1)
    if not counted or counted[0][1] < max(1, len(shifts) - 1):
        return 0, 0
    return counted[0][0], max(j for shift, j in shifts if shift == counted[0][0])


def _list_answers(groups: Sequence[Group]) -> dict[int, tuple[int, ...]]:
    """Return the source passages that each passage of the translation answers."""
    return {j: sources for sources, targets in groups for j in targets}


def _name(source: Text, passages: tuple[int, ...]) -> str:
    if not passages:
        return "no passage of the source"
    return format_span(source, (passages[0] + 1, passages[-1] + 1))


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


_NUMBERS = ("none", "one", "two", "three", "four", "five")
