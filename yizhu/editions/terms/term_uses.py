"""List the terms that an edition marks, the sentences that use them, and the terms that occur in one passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from yizhu.chinese.han import split_sentences
from yizhu.content.prose import Mark, Span, hold_formulas, select_marks
from yizhu.editions.alignment import find_counterpart
from yizhu.editions.model import Edition, LocalizedProse, MarkedTerm, Row, TermUse

# ---- marked terms and uses ---------------------------------------------------------------------------------


def list_marked_terms(rows: Sequence[Row]) -> tuple[MarkedTerm, ...]:
    """Return the terms that the page marks, in the order of the text, each with the passages that mark it."""
    passages_by_term: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows:
        for words in (*row.text, *row.counterpart):
            for mark in select_marks(words.prose, "term"):
                id, sense = mark.get("term"), mark.get("sense")
                passages_by_term.setdefault((id, sense, mark.get("entry", id)), {})[row.id] = None
    return tuple(MarkedTerm(*term, tuple(passages)) for term, passages in passages_by_term.items())


def find_uses(rows: Sequence[Row]) -> Iterator[TermUse]:
    """Yield each term in each sentence of the edition's text, with the sentence of the counterpart."""
    for row in rows:
        if row.state == "missing":  # the words are another edition's, and listed there
            continue
        for words in row.text:
            marks = select_marks(words.prose, "term", "use")
            if not marks:
                continue
            for span, terms in _terms_by_sentence(hold_formulas(words.prose), marks):
                counterpart = _find_counterpart(row, span)
                for id, sense in terms:
                    yield TermUse(id, sense, row.id, words, span, *(counterpart or (None, (0, 0))))


def _terms_by_sentence(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Span, Iterable[tuple[str, str]]]]:
    """Yield the sentences that use terms, each with its terms (id, sense); the marks are in the order of the text."""
    at = 0
    for start, end in split_sentences(text):
        terms: dict[tuple[str, str], None] = {}
        while at < len(marks) and marks[at].start < end:
            mark = marks[at]
            at += 1
            if mark.start >= start and mark.end <= end:
                terms[mark.get("term"), mark.get("sense")] = None
        if terms:
            yield (start, end), terms


def _find_counterpart(row: Row, span: Span) -> tuple[LocalizedProse, Span] | None:
    """Return the counterpart of a sentence of the row's text: the whole passage if the row pairs several."""
    if not row.counterpart:
        return None
    other = row.counterpart[0]
    if not len(row.text) == len(row.counterpart) == 1:
        return other, (0, len(other.prose.text))
    pair = find_counterpart(row.sentences, *span)
    return (other, pair.target) if pair and pair.target[0] < pair.target[1] else None


# ---- co-occurrence -----------------------------------------------------------------------------------------

TermPair = tuple[str, str]  # term ids, sorted
# A passage with more terms is a list: occurring in it together says little, and it would have thousands of pairs.
_MOST_TERMS_PAIRED = 64


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """In how many passages of an edition each term, and each pair of terms, occurs."""

    passages: tuple[tuple[str, int], ...]
    together: tuple[tuple[TermPair, int], ...]


def count_cooccurrences(edition: Edition) -> Cooccurrence:
    """Count the passages of an edition in which terms, and pairs of terms, occur."""
    ids_by_passage: dict[str, set[str]] = {}
    for use in edition.uses:
        ids_by_passage.setdefault(use.passage, set()).add(use.id)
    passages: Counter[str] = Counter()
    together: Counter[TermPair] = Counter()
    for ids in ids_by_passage.values():
        passages.update(ids)
        if len(ids) <= _MOST_TERMS_PAIRED:
            together.update(combinations(sorted(ids), 2))
    return Cooccurrence(tuple(sorted(passages.items())), tuple(sorted(together.items())))
