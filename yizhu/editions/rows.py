"""Pair an edition's text with its counterpart in rows: each source passage stands in one of them.

The text decides where a row ends: it may merge source passages, split one, or lack some. What it lacks is shown in the
source's words, and the row says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from typing import NamedTuple

from yizhu.content.model import Passage, Text
from yizhu.content.prose import Mark, Prose, Span
from yizhu.content.translations.passage_ids import id_of
from yizhu.editions.alignment import PassageAligner, format_sentence_pairs
from yizhu.editions.localization import OffsetMap
from yizhu.editions.model import Localized, LocalizedProse, Pair, Row, RowOf

MISSING = "missing"  # the state of a row whose text is not yet translated


class ShownText(NamedTuple):
    """A text as an edition shows it, and where its passages come from."""

    text: Text
    original: Text  # in the script in which it was written
    offset_maps: tuple[OffsetMap, ...]  # by passage, from offsets of the original; none if it is the same


def make_rows(
    source: Text,
    text: ShownText | None,
    counterpart: ShownText | None,
    stand_in: ShownText | None,
    aligner: PassageAligner,
) -> tuple[Row, ...]:
    """Pair the text and its counterpart, passage by passage, in the order of the source.

    ``stand_in``: the passages of the source that the text lacks, as the edition shows them.
    """
    leading = text or counterpart
    assert leading is not None  # an article has a source
    lacking = [(passage.number, passage.number) for passage in stand_in.text.passages] if stand_in else []
    answered = _join_overlapping(p.answers for p in leading.text.passages if p.answers)
    maker = _RowMaker(source, text, counterpart, stand_in, aligner)
    spans = sorted([*answered, *lacking])
    rows = tuple(maker.make(covered) for covered in spans)
    return _add_withdrawn(rows, spans, source.withdrawn) if source.withdrawn else rows


def _add_withdrawn(
    rows: Sequence[Row], spans: Sequence[Span], withdrawn: Sequence[tuple[str, int]]
) -> tuple[Row, ...]:
    """Return the rows with the ids of the withdrawn passages that stood behind each, or before the first."""
    lasts = [last for _, last in spans[:-1]]
    by_row: dict[int, list[str]] = {}
    for id, number in withdrawn:
        by_row.setdefault(bisect_left(lasts, number), []).append(id)
    return tuple(replace(row, withdrawn=tuple(by_row.get(nth, ()))) for nth, row in enumerate(rows))


def _join_overlapping(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that share a passage as one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


class _ShownPassage(NamedTuple):
    """A passage as an edition shows it, and where it comes from."""

    position: int  # in its text
    words: LocalizedProse
    lang: str  # of the original
    original: Passage
    offset_map: OffsetMap


class _PassageIndex:
    """The passages of a text, or of none, by the source passages that they cover."""

    def __init__(self, shown: ShownText | None) -> None:
        self.has_text = shown is not None
        self._by_first: dict[int, list[_ShownPassage]] = {}
        self._earlier_rows: dict[int, int] = {}
        for passage in _list_passages(shown) if shown else ():
            first, last = passage.original.answers or (0, 0)
            self._by_first.setdefault(first, []).append(passage)
            for number in range(first + 1, last + 1):
                self._earlier_rows.setdefault(number, first)

    def find(self, covered: Span) -> list[_ShownPassage]:
        """Return the passages that begin to cover one of these source passages, in the order of the text."""
        first, last = covered
        found = [passage for number in range(first, last + 1) for passage in self._by_first.get(number, ())]
        return sorted(found, key=lambda passage: passage.position) if len(found) > 1 else found

    def earlier_row(self, source: Text, number: int) -> str:
        """Return the id of the earlier row that already holds the words for a source passage, or an empty string."""
        return id_of(source, self._earlier_rows[number]) if number in self._earlier_rows else ""


def _list_passages(shown: ShownText) -> Iterator[_ShownPassage]:
    """Yield the passages that answer any of the source."""
    maps = shown.offset_maps or repeat(None)
    passages = zip(shown.text.passages, shown.original.passages, maps)  # noqa: B905 (one has no end)
    for position, (passage, original, offset_map) in enumerate(passages):
        if passage.answers:
            words = Localized(passage.prose, shown.text.lang)
            yield _ShownPassage(position, words, shown.original.lang, original, offset_map)


class _RowMaker:
    """Makes the rows of an edition."""

    def __init__(
        self,
        source: Text,
        text: ShownText | None,
        counterpart: ShownText | None,
        stand_in: ShownText | None,
        aligner: PassageAligner,
    ) -> None:
        self._source, self._aligner = source, aligner
        self._texts, self._counterparts = _PassageIndex(text), _PassageIndex(counterpart)
        self._stand_ins = _PassageIndex(stand_in)
        self._is_beside_source = counterpart is not None and counterpart.original.lang == source.lang

    def make(self, covered: Span) -> Row:
        """Return the row of the source passages from the first to the last."""
        text, counterpart = self._texts.find(covered), self._counterparts.find(covered)
        if not self._texts.has_text or text:
            return self._row(covered, text, counterpart)
        # The source is not shown twice in a row.
        beside = [] if self._is_beside_source else counterpart
        return self._row(covered, list(map(_as_stand_in, self._stand_ins.find(covered))), beside, MISSING)

    def _row(
        self, covered: Span, text: list[_ShownPassage], counterpart: list[_ShownPassage], state: str = ""
    ) -> Row:
        first = covered[0]
        passage = self._source.passages[first - 1]
        is_pair = len(text) == len(counterpart) == 1
        sentences = _align(text[0], counterpart[0], self._aligner) if is_pair else ()
        return RowOf(
            id=passage.id,
            also=self._other_ids(covered),
            kind=passage.kind,
            role=passage.role,
            speaker=passage.speaker,
            supplied=passage.supplied,
            after_break=passage.after_break,
            text=tuple(shown.words for shown in text),
            counterpart=tuple(shown.words for shown in counterpart),
            told_in=self._counterparts.earlier_row(self._source, first) if self._texts.has_text else "",
            pairs=format_sentence_pairs(text[0].words.prose, counterpart[0].words.prose, sentences)
            if len(sentences) > 1
            else "",
            sentences=sentences,
            line=text[0].original.line if text and not state else 0,
            state=state,
        )

    def _other_ids(self, covered: Span) -> tuple[str, ...]:
        """Return all ids that lead to a row but its own."""
        first, *others = self._source.passages[covered[0] - 1 : covered[1]]
        return (*first.also, *(id for passage in others for id in (passage.id, *passage.also)))


def _as_stand_in(shown: _ShownPassage) -> _ShownPassage:
    """Return a passage of the source with ids of its misprints that none of the text's own has."""
    prose = shown.words.prose
    if not any(mark.kind == "sic" for mark in prose.marks):
        return shown
    marks = tuple(_rename_misprint(mark) if mark.kind == "sic" else mark for mark in prose.marks)
    return shown._replace(words=Localized(Prose(prose.text, prose.blocks, marks), shown.words.lang))


def _rename_misprint(mark: Mark) -> Mark:
    others = tuple(pair for pair in mark.attributes if pair[0] != "nth")
    return replace(mark, attributes=(*others, ("nth", f"source-{mark.get('nth')}")))


def _align(text: _ShownPassage, counterpart: _ShownPassage, aligner: PassageAligner) -> tuple[Pair, ...]:
    """Return the sentence pairs of two passages, with the offsets of what the edition shows."""
    pairs = aligner.pairs(text.lang, text.original, counterpart.lang, counterpart.original)
    if not text.offset_map and not counterpart.offset_map:
        return pairs
    return tuple(
        Pair(_move(pair.source, text.offset_map), _move(pair.target, counterpart.offset_map))
        for pair in pairs
    )


def _move(span: Span, offset_map: OffsetMap) -> Span:
    return (offset_map(span[0]), offset_map(span[1])) if offset_map else span
