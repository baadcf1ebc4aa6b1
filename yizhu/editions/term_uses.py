"""List the terms that an edition marks, the sentences that use them, and the terms that occur in one passage."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from yizhu.chinese.han import split_sentences
from yizhu.content.prose import Block, Mark, Prose, SpanIndex, select_marks
from yizhu.editions.alignment import Pair, align, find_counterpart, make_side
from yizhu.editions.model import Edition, LocalizedProse, MarkedTerm, Row, Use

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


def find_uses(slug: str, title: str, rows: Sequence[Row]) -> Iterator[tuple[str, Use]]:
    """Yield (term id, use) for each sentence of the edition's text and each term in it."""
    for row in rows:
        for words in row.text:
            marks = select_marks(words.prose, "term", "use")
            if not marks:
                continue
            find_counterpart_of, cutter = _make_counterpart_finder(words, row), _SentenceCutter(words.prose)
            for start, end in split_sentences(words.prose.text):
                for id, sense in _list_terms(marks, start, end):
                    sentence = LocalizedProse(cutter.cut(start, end, id, sense), words.lang)
                    yield id, Use(slug, title, row.id, sentence, find_counterpart_of(start, end, id), sense)


def _list_terms(marks: Sequence[Mark], start: int, end: int) -> tuple[tuple[str, str], ...]:
    """Return the terms (id, sense) in [start, end); the marks are in the order of the text."""
    first, last = (bisect_left(marks, at, key=attrgetter("start")) for at in (start, end))
    return tuple(dict.fromkeys((m.get("term"), m.get("sense")) for m in marks[first:last] if m.end <= end))


def _make_counterpart_finder(
    words: LocalizedProse, row: Row
) -> Callable[[int, int, str], LocalizedProse | None]:
    """Return a function that finds the counterpart of a sentence in the row's counterpart."""
    if not row.counterpart:
        return lambda start, end, id: None
    other = row.counterpart[0]
    one_to_one = len(row.text) == len(row.counterpart) == 1
    pairs = align(make_side(words.prose), make_side(other.prose)) if one_to_one else ()
    whole = Pair((0, len(words.prose.text)), (0, len(other.prose.text)))
    cutter = _SentenceCutter(other.prose)

    def find_counterpart_of(start: int, end: int, id: str) -> LocalizedProse | None:
        pair = find_counterpart(pairs, start, end) if one_to_one else whole
        if pair is None or pair.target[0] == pair.target[1]:
            return None
        return LocalizedProse(cutter.cut(*pair.target, id, ""), other.lang)

    return find_counterpart_of


class _SentenceCutter:
    """Cuts sentences out of a text, with their marks."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._grid = SpanIndex([(mark.start, mark.end) for mark in prose.marks])

    def cut(self, start: int, end: int, id: str, sense: str) -> Prose:
        """Return [start, end) by itself, the uses of a term (in one sense, or in any if it is empty) marked ``hit``."""
        text = self._prose.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        marks = []
        for nth in self._grid.find_near(start, end):
            mark = self._prose.marks[nth]
            if mark.start < end and start < mark.end:
                kind = "hit" if _is_use(mark, id, sense) else mark.kind
                if kind in _KINDS_IN_USES:
                    begin, stop = max(mark.start, start) - start, min(mark.end, end) - start
                    marks.append(Mark(begin, stop, kind, mark.attributes))
        return Prose(self._prose.text[start:end], (Block("span", 0, end - start),), tuple(marks))


_KINDS_IN_USES = frozenset(("hit", "strong", "em", "code", "lang", "reading", "changed"))


def _is_use(mark: Mark, id: str, sense: str) -> bool:
    return mark.kind in ("term", "use") and mark.get("term") == id and sense in ("", mark.get("sense"))


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
    for id, use in edition.uses:
        ids_by_passage.setdefault(use.passage, set()).add(id)
    passages: Counter[str] = Counter()
    together: Counter[TermPair] = Counter()
    for ids in ids_by_passage.values():
        passages.update(ids)
        if len(ids) <= _MOST_TERMS_PAIRED:
            together.update(combinations(sorted(ids), 2))
    return Cooccurrence(tuple(sorted(passages.items())), tuple(sorted(together.items())))
