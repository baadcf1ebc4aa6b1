"""Which terms an edition marks, every use of a term in its sentence, and which terms meet in one passage."""

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

# ---- terms -------------------------------------------------------------------------------------------------


def list_marked_terms(rows: Sequence[Row]) -> tuple[MarkedTerm, ...]:
    """The terms that the page marks, in the order of the text, and the passages that mark them."""
    where: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows:
        for words in (*row.text, *row.counterpart):
            for mark in select_marks(words.prose, "term"):
                id, sense = mark.get("term"), mark.get("sense")
                where.setdefault((id, sense, mark.get("entry", id)), {})[row.id] = None
    return tuple(MarkedTerm(*which, tuple(passages)) for which, passages in where.items())


def find_uses(slug: str, title: str, rows: Sequence[Row]) -> Iterator[tuple[str, Use]]:
    """Every use of every term in the edition's text, in its sentence, with the sentence that answers it."""
    for row in rows:
        for words in row.text:
            marks = select_marks(words.prose, "term", "use")
            if not marks:
                continue
            beside, text = _answers(words, row), _Sentences(words.prose)
            for start, end in split_sentences(words.prose.text):
                for id, sense in _terms_in(marks, start, end):
                    sentence = LocalizedProse(text.sentence(start, end, id, sense), words.lang)
                    yield id, Use(slug, title, row.id, sentence, beside(start, end, id), sense)


def _terms_in(marks: Sequence[Mark], start: int, end: int) -> tuple[tuple[str, str], ...]:
    """The terms of a sentence, of marks in the order of the text."""
    first, last = (bisect_left(marks, at, key=attrgetter("start")) for at in (start, end))
    return tuple(dict.fromkeys((m.get("term"), m.get("sense")) for m in marks[first:last] if m.end <= end))


def _answers(words: LocalizedProse, row: Row) -> Callable[[int, int, str], LocalizedProse | None]:
    """A function from a sentence of ``words`` to the sentence that answers it in the row's counterpart."""
    if not row.counterpart:
        return lambda start, end, id: None
    other = row.counterpart[0]
    one_to_one = len(row.text) == len(row.counterpart) == 1
    pairs = align(make_side(words.prose), make_side(other.prose)) if one_to_one else ()
    whole = Pair((0, len(words.prose.text)), (0, len(other.prose.text)))
    text = _Sentences(other.prose)

    def beside(start: int, end: int, id: str) -> LocalizedProse | None:
        pair = find_counterpart(pairs, start, end) if one_to_one else whole
        if pair is None or pair.target[0] == pair.target[1]:
            return None
        return LocalizedProse(text.sentence(*pair.target, id, ""), other.lang)

    return beside


class _Sentences:
    """A text, sentence by sentence."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._grid = SpanIndex([(mark.start, mark.end) for mark in prose.marks])

    def sentence(self, start: int, end: int, id: str, sense: str) -> Prose:
        """A sentence by itself, the term's uses in it, or those in one sense, marked as the hits they are."""
        text = self._prose.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        marks = []
        for nth in self._grid.near(start, end):
            mark = self._prose.marks[nth]
            if mark.start < end and start < mark.end:
                kind = "hit" if _is_use(mark, id, sense) else mark.kind
                if kind in _IN_USES:
                    begin, stop = max(mark.start, start) - start, min(mark.end, end) - start
                    marks.append(Mark(begin, stop, kind, mark.attributes))
        return Prose(self._prose.text[start:end], (Block("span", 0, end - start),), tuple(marks))


_IN_USES = frozenset(("hit", "strong", "em", "code", "lang", "reading", "changed"))


def _is_use(mark: Mark, id: str, sense: str) -> bool:
    return mark.kind in ("term", "use") and mark.get("term") == id and sense in ("", mark.get("sense"))


TermPair = tuple[str, str]  # ids of terms, in their order
# Of more terms than this a passage is a list: to stand in it together says little, and their pairs would be thousands.
_CROWD = 64


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """How often an edition of an article uses terms, and pairs of them, counted in passages."""

    passages: tuple[tuple[str, int], ...]
    together: tuple[tuple[TermPair, int], ...]


def count_cooccurrences(edition: Edition) -> Cooccurrence:
    """Which terms stand in one passage."""
    here: dict[str, set[str]] = {}
    for id, use in edition.uses:
        here.setdefault(use.passage, set()).add(id)
    often: Counter[str] = Counter()
    together: Counter[TermPair] = Counter()
    for ids in here.values():
        often.update(ids)
        if len(ids) <= _CROWD:
            together.update(combinations(sorted(ids), 2))
    return Cooccurrence(tuple(sorted(often.items())), tuple(sorted(together.items())))
