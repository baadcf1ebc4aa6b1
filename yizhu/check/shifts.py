"""Warn where the passages of a translation seem to answer others of the source than they say.

1. group the passages by the declared pairing 2. find the likelier pairing (``pairing``) 3. one warning for each stretch in
which the two part, at its first passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhu.check.load import CheckedContent
from yizhu.check.pairing import Group, Side, Stretch, find_likelier_stretches, is_swapped
from yizhu.content.faults import Fault, find_place
from yizhu.content.model import Passage, Text

_CLEARLY = 5.0  # how much likelier, as a natural logarithm, another pairing must be


def check_shifts(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each stretch of a translation that seems to answer other passages than it says."""
    for article in checked.articles:
        for translation in article.translations:
            yield from find_shifts(article.source, translation)


def find_shifts(source: Text, translation: Text) -> Iterator[Fault]:
    """Yield a warning for each stretch of a translation whose pairing with the source is clearly another one."""
    if not translation.passages:
        return
    in_order = sorted(translation.passages, key=lambda p: (p.answers or (0, 0), p.number))
    declared = _group(len(source.passages), in_order)
    left, right = Side(source.lang, source.passages), Side(translation.lang, in_order)
    for stretch in find_likelier_stretches(left, right, declared):
        if stretch.gain > _CLEARLY:
            yield from _describe(stretch, translation, in_order)


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


def _describe(stretch: Stretch, translation: Text, in_order: list[Passage]) -> Iterator[Fault]:
    """Yield the warning at the first passage whose answers are others than declared."""
    declared, likelier = _list_answers(stretch.declared), _list_answers(stretch.likelier)
    parted = [j for j in sorted(declared) if declared[j] != likelier[j]]
    if not parted:  # only which passages are missing differs
        return
    first, *others = parted
    problem = f"this seems to answer {_name(likelier[first])}, not {_name(declared[first])}"
    help = f"write {{from={_name(likelier[first])}}} above it, if so"
    if not likelier[first]:
        help = "join it to the passage that it belongs to, or give both the same {from=…}, if so"
    if _is_swap(stretch):
        after = in_order[others[0]]
        problem += f", and the one at line {after.line} {_name(likelier[others[0]])}: the two are swapped"
        help += f", and {{from={_name(likelier[others[0]])}}} above the other"
    elif moved := _measure_shift([(declared[j], likelier[j]) for j in others]):
        is_last = others[-1] == len(in_order) - 1
        to = "" if is_last else f" to line {in_order[others[-1]].line}"
        problem += f"; from here on{to} all are {_count(abs(moved))} {'late' if moved > 0 else 'early'}"
    passage = in_order[first]
    yield Fault(find_place(translation.source.path, translation.source.text, passage.line), problem, help)


def _is_swap(stretch: Stretch) -> bool:
    return len(stretch.likelier) == 1 and is_swapped(stretch.likelier[0])


def _measure_shift(moves: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> int:
    """Return by how many passages of the source all of these are late (or early, if less than 0); 0 if they differ."""
    shifts = {now[0] - before[0] for before, now in moves if before and now}
    return shifts.pop() if len(shifts) == 1 else 0


def _list_answers(groups: Sequence[Group]) -> dict[int, tuple[int, ...]]:
    """Return the source passages that each passage of the translation answers."""
    found: dict[int, tuple[int, ...]] = {}
    for group in groups:
        sources, targets = group
        for nth, j in enumerate(targets):
            found[j] = (sources[nth],) if is_swapped(group) else sources
    return found


def _name(passages: tuple[int, ...]) -> str:
    if not passages:
        return "no passage of the source"
    return f"p{passages[0] + 1}" if len(passages) == 1 else f"p{passages[0] + 1}-p{passages[-1] + 1}"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


_NUMBERS = ("none", "one", "two", "three", "four", "five")
