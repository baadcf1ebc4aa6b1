"""A translation as a list of units, for translators' tools: each a source text and what answers it.

1. a unit for each field of the front matter that readers see, each run of passages that answer the same, each source
   passage without any, and each footnote
2. read the words of both, with placeholders for their markup
3. add what is known of it: its state, and digests by which a later import sees what has changed meanwhile
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from yizhu.content.model import Article, Passage, Text
from yizhu.content.prose import Span
from yizhu.content.translations.comparison import TranslatedPassage, judge_translation
from yizhu.content.translations.front_matter_units import find_front_matter, is_still_to_write
from yizhu.content.translations.passage_ids import format_span
from yizhu.content.translations.placeholders import MarkedFile, Segment, digest_pieces
from yizhu.content.translations.slots import list_entries


@dataclass(frozen=True, slots=True)
class Unit:
    """A source text of one or more passages, and its translation."""

    id: str  # p12, p3-p4; fn-1 for the footnote [^1]; title subtitle summary
    source: Segment
    target: Segment | None  # None: not translated
    answers: Span | None = None  # None: a footnote, or front matter
    state: str = ""  # machine draft reviewed; empty: not translated
    is_stale: bool = False
    slot_line: int = 0  # of the translation's file: where its words are to stand; 0: there is no slot
    speaker: str = ""  # id of who talks in the source
    value: Span | None = None  # where the value of front matter stands in the translation's file

    @property
    def source_digest(self) -> str:
        """Return the digest of the source's words and placeholders."""
        return digest_pieces(self.source.pieces)

    @property
    def target_digest(self) -> str:
        """Return the digest of the translation's; empty: there is none."""
        return digest_pieces(self.target.pieces) if self.target else ""


def list_units(article: Article, translation: Text) -> tuple[Unit, ...]:
    """Return the units of a translation in the order of the source."""
    source_file, target_file = MarkedFile(article.source.source), MarkedFile(translation.source)
    units = [*_list_passages(article, translation, source_file, target_file)]
    units.sort(key=lambda unit: unit.answers or (0, 0))
    return (
        *_list_front_matter(article, translation),
        *_with_own_ids(units),
        *_list_footnotes(article, translation, source_file, target_file),
    )


def _list_front_matter(article: Article, translation: Text) -> Iterator[Unit]:
    for name, own, other in find_front_matter(article.source, translation):
        target = None if is_still_to_write(other) else other
        state = (translation.meta.status or "draft") if target else ""
        yield Unit(name, own, target, state=state, value=(other.start, other.end))


def _list_passages(
    article: Article, translation: Text, source_file: MarkedFile, target_file: MarkedFile
) -> Iterator[Unit]:
    judged = {passage.answers: passage for passage in judge_translation(article, translation).passages}
    for answers, run in groupby(translation.passages, key=lambda passage: passage.answers):
        if answers:
            yield _translated(article, answers, tuple(run), judged[answers], source_file, target_file)
    slots = {e.answers: e.line for e in list_entries(translation) if e.passage is None}
    answered = translation.answered
    waiting = [
        s
        for s in slots
        if not answered & set(range(s[0], s[1] + 1)) and 0 < s[0] <= s[1] <= len(article.source.passages)
    ]
    covered = answered | {number for first, last in waiting for number in range(first, last + 1)}
    missing = [(p.number, p.number) for p in article.source.passages if p.number not in covered]
    for answers in (*waiting, *missing):
        passages = article.source.passages[answers[0] - 1 : answers[1]]
        yield Unit(
            format_span(article.source, answers), source_file.read(passages), None, answers, slot_line=slots.get(answers, 0),
            speaker=passages[0].speaker,
        )  # fmt: skip


def _translated(
    article: Article,
    answers: Span,
    run: Sequence[Passage],
    judged: TranslatedPassage,
    source_file: MarkedFile,
    target_file: MarkedFile,
) -> Unit:
    passages = article.source.passages[answers[0] - 1 : answers[1]]
    source = source_file.read(passages)
    target = target_file.read(run, source)
    return Unit(
        format_span(article.source, answers),
        source,
        target,
        answers,
        judged.state,
        judged.is_stale,
        0,
        passages[0].speaker,
    )


def _with_own_ids(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units; where two have one id, because others stand between, the second gets another."""
    seen: dict[str, int] = {}
    for unit in units:
        count = seen[unit.id] = seen.get(unit.id, 0) + 1
        yield unit if count == 1 else _renamed(unit, f"{unit.id}.{count}")


def _renamed(unit: Unit, id: str) -> Unit:
    return Unit(
        id, unit.source, unit.target, unit.answers, unit.state, unit.is_stale, unit.slot_line, unit.speaker
    )


def _list_footnotes(
    article: Article, translation: Text, source_file: MarkedFile, target_file: MarkedFile
) -> Iterator[Unit]:
    translated = {footnote.label: footnote for footnote in translation.footnotes}
    for footnote in article.source.footnotes:
        source = source_file.read([footnote])
        answer = translated.get(footnote.label)
        target = target_file.read([answer], source) if answer else None
        state = (translation.meta.status or "draft") if target else ""
        yield Unit(f"fn-{footnote.label}", source, target, state=state)
