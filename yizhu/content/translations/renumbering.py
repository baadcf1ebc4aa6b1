"""Find where the source passages of a state.yaml stand now: numbers move when a passage is put in, taken out or moved.

1. passages whose words are the same are the same
2. between two of these, the most alike are the same
3. so are the most alike of all that are left: they were reworded and moved
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.4  # of 1: texts that share less are not versions of one passage
_MAX_COMPARED = 4000  # characters: longer texts are compared by their beginnings
_MAX_GAP = 60  # passages on each side; more are paired by their order alone


@dataclass(frozen=True, slots=True)
class NumberedWords:
    """A passage's number, the digest of its words, and the words, if they are known."""

    number: int
    digest: str
    words: str = ""


def find_numbers(before: Sequence[NumberedWords], now: Sequence[NumberedWords]) -> dict[int, int]:
    """Return the number now for each number before; one that is gone is not in it."""
    found = _pair_same(before, now)
    found |= dict(_pair_alike(*_list_left(before, now, found), found))
    old, new = _list_left(before, now, found)
    return found | dict(_pair_most_alike(old, new))


def _list_left(
    before: Sequence[NumberedWords], now: Sequence[NumberedWords], found: Mapping[int, int]
) -> tuple[list[NumberedWords], list[NumberedWords]]:
    taken = set(found.values())
    return [w for w in before if w.number not in found], [w for w in now if w.number not in taken]


def measure_likeness(before: str, now: str) -> float:
    """Return how alike two texts are, from 0 to 1; 0 if it is less than versions of one passage would be."""
    before, now = before.strip()[:_MAX_COMPARED], now.strip()[:_MAX_COMPARED]
    compared = SequenceMatcher(None, before, now, autojunk=False)
    if compared.real_quick_ratio() < ALIKE or compared.quick_ratio() < ALIKE:
        return 0.0
    ratio = compared.ratio()
    return ratio if ratio >= ALIKE else 0.0


def _pair_same(before: Sequence[NumberedWords], now: Sequence[NumberedWords]) -> dict[int, int]:
    """Pair passages with the same words: in order where they can be, then those that were moved."""
    compared = SequenceMatcher(None, [w.digest for w in before], [w.digest for w in now], autojunk=False)
    found = {
        before[block.a + nth].number: now[block.b + nth].number
        for block in compared.get_matching_blocks()
        for nth in range(block.size)
    }
    taken, left = set(found.values()), dict[str, list[int]]()
    for words in reversed(now):
        if words.number not in taken:
            left.setdefault(words.digest, []).append(words.number)
    for words in before:
        if words.number not in found and left.get(words.digest):
            found[words.number] = left[words.digest].pop()
    return found


def _pair_alike(
    old: Sequence[NumberedWords], new: Sequence[NumberedWords], found: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Pair the most alike of those that stand between the same passages."""
    gaps: dict[int, tuple[list[NumberedWords], list[NumberedWords]]] = {}
    by_now = {now: before for before, now in found.items()}
    numbers, numbers_now = sorted(found), sorted(by_now)
    for words in old:
        gaps.setdefault(_previous(words.number, numbers), ([], []))[0].append(words)
    for words in new:
        last = _previous(words.number, numbers_now)
        gaps.setdefault(by_now.get(last, 0), ([], []))[1].append(words)
    for before, now in gaps.values():
        yield from _pair_gap(before, now)


def _previous(number: int, known: Sequence[int]) -> int:
    nth = bisect_left(known, number)
    return known[nth - 1] if nth else 0


def _pair_gap(before: list[NumberedWords], now: list[NumberedWords]) -> Iterator[tuple[int, int]]:
    if len(before) == len(now) and (len(now) > _MAX_GAP or not all(words.words for words in before)):
        yield from ((old.number, new.number) for old, new in zip(before, now, strict=True))
    else:
        yield from _pair_most_alike(before, now)


def _pair_most_alike(before: list[NumberedWords], now: list[NumberedWords]) -> Iterator[tuple[int, int]]:
    likeness = sorted(
        (-measure_likeness(old.words, new.words), old.number, new.number)
        for old in before[:_MAX_GAP]
        for new in now[:_MAX_GAP]
    )
    taken: set[int] = set()
    paired: set[int] = set()
    for score, old_number, new_number in likeness:
        if score < 0 and old_number not in paired and new_number not in taken:
            paired.add(old_number)
            taken.add(new_number)
            yield old_number, new_number
