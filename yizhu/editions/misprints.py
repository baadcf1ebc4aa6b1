"""Find terms around misprints and readings: as the text is printed, and as it is corrected (睜一只眼 with 隻 for 只).

1. find the forms in the printed and in the corrected text
2. move what is found in the corrected text to its place in the printed one
3. drop hits that do not hold the misprints and readings beside them whole; of those that overlap keep the longest
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yizhu.chinese.converted_text import Conversion, Replacement, convert_with_offsets
from yizhu.content.prose import Mark, Prose, Span, SpanSet, select_marks
from yizhu.editions.terms.matcher import Hit, Matcher

_INSIDE = "inside a misprint or a reading, or crossing one"


def find_hits_around(prose: Prose, matcher: Matcher, barred: Sequence[Span]) -> tuple[Hit, ...]:
    """Return all hits in the order of the printed text, rejected ones of the printed text included."""
    misprints = list(_drop_overlaps(select_marks(prose, "sic")))
    whole = [*misprints, *select_marks(prose, "reading")]
    corrections = [Replacement(mark.start, mark.end, mark.get("sic")) for mark in misprints]
    corrected = convert_with_offsets(prose.text, "", corrections)
    moved = [(corrected.new_offset(start), corrected.new_offset(end)) for start, end in barred]
    found = [
        *_move_back(matcher.find(corrected.text, moved), corrected, whole),
        *(_judge_edges(hit, whole) for hit in matcher.find_all(prose.text, barred)),
    ]
    return tuple(sorted(_choose(found), key=lambda hit: (hit.start, hit.start - hit.end, hit.form.owner)))


def _drop_overlaps(marks: Iterable[Mark]) -> Iterator[Mark]:
    end = 0
    for mark in marks:
        if mark.start >= end and mark.start < mark.end:
            yield mark
            end = mark.end


def _move_back(hits: Iterable[Hit], corrected: Conversion, whole: Sequence[Mark]) -> Iterator[Hit]:
    """Yield the hits of the corrected text that have a place in the printed one, there."""
    # Of several offsets of the printed text that became one the last: a misprint's end is where its correction ends.
    back = {new: old for old, new in enumerate(corrected.offsets)}
    for hit in hits:
        start, end = back.get(hit.start), back.get(hit.end)
        if start is not None and end is not None and start < end:
            moved = hit._replace(start=start, end=end)
            if all(_is_apart(moved, mark) or _holds(moved, mark, mark.kind == "sic") for mark in whole):
                yield moved


def _judge_edges(hit: Hit, whole: Iterable[Mark]) -> Hit:
    is_good = all(_is_apart(hit, mark) or _holds(hit, mark, False) for mark in whole)
    return hit if is_good or not hit.is_found else hit._replace(verdict=_INSIDE)


def _is_apart(hit: Hit, mark: Mark) -> bool:
    return hit.end <= mark.start or mark.end <= hit.start


def _holds(hit: Hit, mark: Mark, or_equals: bool) -> bool:
    is_longer = hit.end - hit.start > mark.end - mark.start
    return hit.start <= mark.start and mark.end <= hit.end and (or_equals or is_longer)


def _choose(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that count, the longest first where they overlap, and the rejected ones elsewhere."""
    taken: list[Span] = []
    for hit in sorted(hits, key=lambda hit: (not hit.is_found, hit.start - hit.end)):
        if not SpanSet(taken).overlaps(hit.start, hit.end):
            yield hit
            if hit.is_found:
                taken.append((hit.start, hit.end))
