"""Find where a note belongs in a text: at its quoted words, or at what answers them in a translation.

1. The source has the quoted words themselves, and notes.yaml may give those of a translation.
2. Else the sentences are aligned: one or more answer the sentence of the quote.
3. Of several, clauses and what both sides name (numbers, Latin names, terms) tell the one.
4. In it, the words in quotation marks, the term or the name are those that the quote is. Else the sentence is proposed.

What is proposed without being sure says why; ``check`` lists it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, combinations_with_replacement, pairwise
from operator import itemgetter
from typing import NamedTuple

from yizhu.chinese.han import count_han_and_words, has_han, split_sentences
from yizhu.chinese.numerals import find_numbers
from yizhu.content.model import Article, Note, Passage, Text
from yizhu.content.parts import find_answers, part_of
from yizhu.content.prose import Span, hold_formulas, select_marks
from yizhu.editions.alignment import PassageAligner, Side, align, find_counterpart
from yizhu.editions.model import Pair

GIVEN, WORDS, SENTENCE = "given", "words", "sentence"  # how a place was found

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]|\d+(?:[.,/]\d+)*")
_CLAUSE_END = re.compile(r"[，；：。？！,;:?!]|\s[–—-]\s|—+")
_MOST_CLAUSES = 30  # of a sentence that are told apart: the ways to divide them are counted out
_QUOTED = re.compile('「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|"([^"]+)"')
_QUOTATION_MARKS = "「」『』“”‘’《》〈〉\"' "
_WORDS_PER_HAN = 0.62  # English words for a Han character
_SHARED = 4.0  # what something named on both sides takes off the cost of a division
_MARGIN = 2.0  # by how much the best division must beat those that give another sentence
_SHORT = -2.0  # how much shorter than its source a sentence may be, in words by the square root of their mean
_WHOLE = 0.75  # of a quote that must be a term, a name or in quotation marks to be just that


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a note belongs in a text."""

    passage: int  # its number in the text, or that of the title or a footnote
    start: int
    end: int
    rule: str  # given, words or sentence
    doubt: str = ""  # why it may be another; empty: it is sure

    @property
    def has_words(self) -> bool:
        """Are these the very words, and surely?"""
        return self.rule != SENTENCE and not self.doubt


class NotePlacer:
    """Finds where the notes of an article belong in one of its texts."""

    def __init__(self, article: Article, text: Text, aligner: PassageAligner) -> None:
        self._source, self._text, self._aligner = article.source, text, aligner
        self._answers: dict[int, Sequence[Passage]] = {}  # by the number of the source's part
        self._pairs: dict[tuple[int, ...], _PassagePair] = {}  # by the numbers of the translation's passages

    def find(self, note: Note) -> NotePlace | None:
        """Return a note's place; None if the translation lacks the passage: the source is shown in its stead."""
        if self._text.lang == self._source.lang:
            return NotePlace(note.anchor.passage, note.anchor.start, note.anchor.end, GIVEN)
        words = note.words_in(self._text.lang)
        if words and words.anchor:
            return NotePlace(words.anchor.passage, words.anchor.start, words.anchor.end, GIVEN)
        answers = self._find_answers(note.anchor.passage)
        return self._pair(answers, note.anchor.passage).propose(note) if answers else None

    def _find_answers(self, number: int) -> Sequence[Passage]:
        if number not in self._answers:
            self._answers[number] = find_answers(self._source, self._text, number)
        return self._answers[number]

    def _pair(self, answers: Sequence[Passage], number: int) -> _PassagePair:
        """Return parts of the translation with those of the source that they answer, the one of this number among them."""
        key = tuple(passage.number for passage in answers)
        if key not in self._pairs:
            spans = [passage.answers for passage in answers if passage.answers]
            sources, targets = _Joined([part_of(self._source, number)]), _Joined(answers)
            if spans:
                first, last = min(span[0] for span in spans), max(span[1] for span in spans)
                sources = _Joined(self._source.passages[first - 1 : last])
            self._pairs[key] = _PassagePair(sources, targets, self._align(sources, targets))
        return self._pairs[key]

    def _align(self, sources: _Joined, targets: _Joined) -> tuple[Pair, ...]:
        if len(sources.passages) == len(targets.passages) == 1:
            lang, other = self._source.lang, self._text.lang
            return self._aligner.pairs(lang, sources.passages[0], other, targets.passages[0])
        return align(sources.side, targets.side)


class _Joined:
    """Passages as one text, with offsets of its own."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self._starts: list[int] = []
        self.terms: list[tuple[int, int, str]] = []  # in the order of the text
        text = ""
        for passage in passages:
            text += "\n" if self._starts else ""
            marks = select_marks(passage.prose, "term", "use")
            self.terms += [(len(text) + m.start, len(text) + m.end, m.get("term")) for m in marks]
            self._starts.append(len(text))
            text += hold_formulas(passage.prose)
        self.text = text
        self.side = Side(text, tuple((start, term) for start, _, term in self.terms))
        self.sentences = split_sentences(text) or ((0, len(text)),)
        self._sentence_starts = [start for start, _ in self.sentences]
        self._named: dict[Span, frozenset[str]] = {}

    def terms_in(self, span: Span) -> Sequence[tuple[int, int, str]]:
        """Return the terms that begin in a stretch of the text."""
        first, last = (bisect_left(self.terms, at, key=itemgetter(0)) for at in span)
        return self.terms[first:last]

    def sentences_in(self, span: Span) -> Sequence[Span]:
        """Return the sentences that begin in a stretch of the text."""
        first, last = (bisect_left(self._sentence_starts, at) for at in span)
        return self.sentences[first:last]

    def sentence_at(self, at: int) -> Span:
        """Return the sentence at an offset."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, at) - 1)]

    @cached_property
    def naming(self) -> dict[str, list[Span]]:
        """The sentences that name something, by what they name."""
        found: dict[str, list[Span]] = {}
        for sentence in self.sentences:
            for name in self.names_in(sentence):
                found.setdefault(name, []).append(sentence)
        return found

    def names_in(self, span: Span) -> frozenset[str]:
        """Return the terms, numbers and Latin names in a stretch of the text."""
        if span not in self._named:
            text = self.text[slice(*span)]
            terms = (f"#{term}" for _, _, term in self.terms_in(span))
            names = (name.lower() for name in _NAME.findall(text))
            numbers = (f"={number}" for number in find_numbers(text))
            self._named[span] = frozenset((*terms, *names, *numbers))
        return self._named[span]

    def span(self, number: int, start: int, end: int) -> Span:
        """Return where the characters [start, end) of a passage stand in the whole."""
        numbers = [passage.number for passage in self.passages]
        offset = self._starts[numbers.index(number)]
        return offset + start, offset + end

    def place(self, span: Span, rule: str, doubt: str) -> NotePlace:
        """Return a span of the whole as a place in a passage, without the spaces around it."""
        nth = max(n for n, start in enumerate(self._starts) if start <= span[0])
        passage, offset = self.passages[nth], self._starts[nth]
        start, end = span[0] - offset, min(span[1] - offset, len(passage.prose.text))
        written = passage.prose.text[start:end]
        lead = len(written) - len(written.lstrip())
        return NotePlace(passage.number, start + lead, start + len(written.rstrip()), rule, doubt)


class _Clause(NamedTuple):
    """A stretch of text: where it ends, its length in English words, and what it names."""

    end: int
    words: float
    names: frozenset[str]


_Division = tuple[tuple[int, ...], float]  # where the part for each sentence ends, and the cost


class _PassagePair:
    """Passages of the source, what answers them, and their sentence pairs."""

    def __init__(self, source: _Joined, target: _Joined, pairs: tuple[Pair, ...]) -> None:
        self._source, self._target, self._pairs = source, target, pairs
        self._divisions: dict[Pair, list[_Division]] = {}

    def propose(self, note: Note) -> NotePlace:
        """Return the words or the sentence that seem to answer a note's quote."""
        quote = self._source.span(note.anchor.passage, note.anchor.start, note.anchor.end)
        sentence, doubt = self._find_sentence(quote)
        if words := self._find_words(quote, sentence):
            return self._target.place(words, WORDS, doubt)
        return self._target.place(sentence, SENTENCE, doubt)

    def _find_sentence(self, quote: Span) -> tuple[Span, str]:
        """Return the sentence that answers the quote, and why it may be another."""
        sentences = self._target.sentences
        if len(sentences) == 1:
            return sentences[0], ""
        pair = find_counterpart(self._pairs, *quote)
        beside = self._target.sentences_in(pair.target) if pair else ()
        named = self._source.names_in(quote)
        if not pair or not beside:
            at = quote[0] * len(self._target.text) // max(1, len(self._source.text))
            alone = [
                found[0] for name in sorted(named) if len(found := self._target.naming.get(name, [])) == 1
            ]
            return next(iter(alone), self._target.sentence_at(at)), "no sentence answers that of the quote"
        is_beside = any(named & self._target.names_in(sentence) for sentence in beside)
        if not is_beside and any(name in self._target.naming for name in named):
            return beside[-1], "what the quote names stands in another sentence"
        sentence, margin = self._choose(pair, beside, quote)
        if margin < _MARGIN:
            return sentence, f"{len(beside)} sentences answer that of the quote"
        return sentence, self._find_gap(pair)

    def _find_gap(self, pair: Pair) -> str:
        """Say why something of a stretch of the source may be missing in what is aligned with it; empty: it is all there."""
        if len(self._source.sentences) == len(self._target.sentences) == len(self._pairs):
            return ""  # sentence for sentence
        asked, answer = _weigh(self._source, pair.source), _weigh(self._target, pair.target)
        # A Latin word is a name where the text is Chinese; in English any word is Latin.
        names = (
            asked.names if has_han(self._source.text) else frozenset(n for n in asked.names if n[0] in "#=")
        )
        if len(names - answer.names) > len(names & answer.names):
            return "most of what its sentence names is not in the one that seems to answer it"
        length = (answer.words - asked.words) / math.sqrt(max(1.0, (asked.words + answer.words) / 2))
        asking = self._source.sentences_in(pair.source)
        return "a sentence may be missing" if length < (_SHORT if len(asking) == 1 else 0.0) else ""

    def _choose(self, pair: Pair, sentences: Sequence[Span], quote: Span) -> tuple[Span, float]:
        """Return the sentence whose part of the source holds most of the quote, and by how much it beats another."""
        if len(sentences) == 1:
            return sentences[0], math.inf
        if pair not in self._divisions:
            self._divisions[pair] = list(self._divide(pair.source, sentences))
        best = dict.fromkeys(range(len(sentences)), math.inf)
        for ends, cost in self._divisions[pair]:
            parts = list(zip((pair.source[0], *ends), ends, strict=False))
            nth = max(range(len(parts)), key=lambda n: _overlap(parts[n], quote))
            best[nth] = min(best[nth], cost)
        first, second = sorted(best, key=lambda n: best[n])[:2]
        return sentences[first], best[second] - best[first]

    def _divide(self, span: Span, sentences: Sequence[Span]) -> Iterable[_Division]:
        """Yield each way to divide a stretch of the source among sentences, by clauses, and what it costs."""
        clauses = [_weigh(self._source, clause) for clause in _split_clauses(self._source.text, span)]
        answers = [_weigh(self._target, sentence) for sentence in sentences]
        for cuts in _list_cuts(len(clauses), len(answers)):
            bounds = (0, *cuts, len(clauses))
            parts = [clauses[i:j] for i, j in pairwise(bounds)]
            ends = tuple(clauses[bound - 1].end if bound else span[0] for bound in bounds[1:])
            yield ends, sum(map(_compare, parts, answers))

    def _find_words(self, quote: Span, sentence: Span) -> Span | None:
        """Return the words of a sentence that are surely the quote's: in quotation marks, a term, a name.

        Only what the sentence has once counts, and what is most of the quote.
        """
        source, target = self._source, self._target
        quote = _strip(source.text, quote)
        asking = source.sentence_at((quote[0] + quote[1]) // 2)
        quoted, answers = _list_quoted(source.text, asking), _list_quoted(target.text, sentence)
        if len(quoted) == len(answers) == 1 and _are_same(quote, quoted[0]):
            return answers[0]
        for start, end, term in source.terms_in((asking[0], quote[1])):
            if _are_same(quote, (start, end)):
                found = [(start, end) for start, end, id in target.terms_in(sentence) if id == term]
                return found[0] if len(found) == 1 else None
        name = source.text[slice(*quote)]
        places = [found.span() for found in _NAME.finditer(target.text, *sentence) if found[0] == name]
        return places[0] if len(places) == 1 else None


def _weigh(joined: _Joined, span: Span) -> _Clause:
    han, words = count_han_and_words(joined.text[slice(*span)])
    return _Clause(span[1], han * _WORDS_PER_HAN + words, joined.names_in(span))


def _compare(part: Sequence[_Clause], answer: _Clause) -> float:
    """Return how unlike some clauses of the source and a sentence are, in length and in what they name."""
    words = sum(clause.words for clause in part)
    shared = frozenset[str]().union(*(clause.names for clause in part)) & answer.names
    return (words - answer.words) ** 2 / max(1.0, words + answer.words) - _SHARED * len(shared)


def _split_clauses(text: str, span: Span) -> list[Span]:
    ends = [found.end() for found in _CLAUSE_END.finditer(text, *span)]
    ends = [end for end in ends[:: len(ends) // _MOST_CLAUSES + 1] if text[end : span[1]].strip()]
    return list(zip((span[0], *ends), (*ends, span[1]), strict=True))


def _list_cuts(clauses: int, parts: int) -> Iterable[tuple[int, ...]]:
    """Return each way to cut so many clauses into parts; a part is empty only if there are too few clauses."""
    if clauses >= parts:
        return combinations(range(1, clauses), parts - 1)
    return combinations_with_replacement(range(clauses + 1), parts - 1)


def _overlap(span: Span, other: Span) -> int:
    return min(span[1], other[1]) - max(span[0], other[0])


def _are_same(span: Span, other: Span) -> bool:
    """Do two stretches of a text share most of both?"""
    return _overlap(span, other) >= _WHOLE * max(span[1] - span[0], other[1] - other[0])


def _strip(text: str, span: Span) -> Span:
    """Return a span without the quotation marks at its ends."""
    words = text[slice(*span)]
    lead = len(words) - len(words.lstrip(_QUOTATION_MARKS))
    return span[0] + lead, max(span[0] + lead, span[0] + len(words.rstrip(_QUOTATION_MARKS)))


def _list_quoted(text: str, span: Span) -> list[Span]:
    """Return what stands in quotation marks."""
    return [found.span(found.lastindex or 0) for found in _QUOTED.finditer(text, *span)]
