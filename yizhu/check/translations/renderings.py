"""List where a translation renders a term of its source by none of the words that the glossary gives for it.

1. pair the sentences of each passage with those that translate it 2. find the terms in both, those of the source as marked,
those of the translation in any inflection, also inside links and longer terms 3. for each term in a sentence of the source,
look for a rendering in the sentence beside it.

A sentence's border may be the alignment's mistake: a rendering in the neighbouring sentence counts if nothing there asks
for it. So does an English pronoun for a term that the sentence before renders, and what the article accepts: a span
``{term=id}``, and ``render:`` in its front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.check.load import find_article, load_checked_content
from yizhu.content.faults import Fault, Place, find_place
from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.model import Article, Passage, Text
from yizhu.content.prose import Prose, Span, select_marks
from yizhu.content.terminal import print_found, print_json
from yizhu.editions.alignment import align, make_side
from yizhu.editions.terms.inflections import list_other_spellings
from yizhu.editions.terms.mark_terms import TermSet, admit_terms
from yizhu.editions.terms.matcher import Form, Hit, Matcher

_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|this|these|those|ones?)\b", re.I)
_SHOWN = 5  # renderings in a message
_WORDS = 24  # characters of a sentence by which its line is found


@dataclass(frozen=True, slots=True)
class Deviation:
    """A term of the source that is rendered by none of its forms in the sentence that translates it."""

    term: str
    wording: str  # in the source
    renderings: tuple[str, ...]  # that the glossary gives
    place: Place  # of the sentence in the translation
    sentence: str
    source_place: Place
    source_sentence: str


def list_deviations(config_file: Path, slug: str = "") -> list[Deviation]:
    """Return the deviations of all articles or of one, by file and line. Raises ``Faults``."""
    checked = load_checked_content(config_file)
    term_set = TermSet(checked.glossary.terms)
    articles = [find_article(checked, slug)] if slug else checked.articles
    found = [one for article in articles for one in find_deviations(article, admit_terms(article, term_set))]
    return sorted(found, key=lambda one: (one.place.path, one.place.line, one.place.column))


def find_deviations(article: Article, term_set: TermSet) -> Iterator[Deviation]:
    """Yield the deviations in an article whose terms are marked; ``term_set``: the terms that it admits."""
    for translation in article.translations:
        finder = _Finder(article.source, translation, term_set)
        for sources, targets in _pair_passages(article.source, translation):
            yield from finder.find(sources, targets)


def _pair_passages(source: Text, translation: Text) -> Iterator[tuple[list[Passage], list[Passage]]]:
    """Yield the passages of the translation with those of the source that they answer, those that share some together."""
    groups: list[tuple[set[int], list[Passage]]] = []
    for passage in sorted(translation.passages, key=lambda p: (p.answers or (0, 0), p.number)):
        first, last = passage.answers or (0, -1)
        numbers = set(range(first, last + 1))
        if groups and groups[-1][0] & numbers:
            groups[-1][0].update(numbers)
            groups[-1][1].append(passage)
        elif numbers:
            groups.append((numbers, [passage]))
    for numbers, targets in groups:
        yield [source.passages[n - 1] for n in sorted(numbers) if n <= len(source.passages)], targets


@dataclass(frozen=True, slots=True)
class _Use:
    """A term in a text."""

    start: int
    end: int
    term: str
    sense: str  # "" if it may be any
    longer: str = ""  # the term of whose form it is a part


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence or more of the source, and those of the translation beside them."""

    source: Passage
    source_span: Span
    uses: tuple[_Use, ...]
    target: Passage
    target_span: Span
    renderings: tuple[_Use, ...]

    @property
    def sentence(self) -> str:
        """The sentence of the translation."""
        return self.target.prose.text[slice(*self.target_span)]

    def asks_for(self, term: str) -> bool:
        """Does the source use the term here?"""
        return any(use.term == term for use in self.uses)

    def has(self, term: str, sense: str) -> bool:
        """Is the term rendered here?"""
        asked = {use.term for use in self.uses}
        return any(
            use.term == term and use.longer not in asked and (not sense or use.sense in ("", sense))
            for use in self.renderings
        )


class _Finder:
    """Finds deviations in the passages of two texts."""

    def __init__(self, source: Text, translation: Text, term_set: TermSet) -> None:
        self._source, self._translation = source, translation
        self._terms = {term.id: term for term in term_set.terms}
        self._matcher = term_set.matcher(translation.lang)
        self._accepted = _match_accepted((source, translation), translation.lang)

    def find(self, sources: Sequence[Passage], targets: Sequence[Passage]) -> Iterator[Deviation]:
        """Yield the deviations in passages that answer each other."""
        if len(sources) == len(targets) == 1:
            stretches = self._list_stretches(sources[0], targets[0])
            for at, stretch in enumerate(stretches):
                for use in self._list_askers(stretch.uses):
                    if not _is_rendered(use, stretches, at):
                        yield self._describe(use, stretch)
            return
        rendered = {use.term for target in targets for use in self._find_renderings(target.prose)}
        for source in sources:  # sentences of several passages are not aligned
            for use in self._list_askers(_list_uses(source.prose)):
                if use.term not in rendered:
                    whole = (0, len(source.prose.text)), targets[0], (0, len(targets[0].prose.text))
                    yield self._describe(use, _Stretch(source, whole[0], (), whole[1], whole[2], ()))

    def _list_askers(self, uses: Iterable[_Use]) -> Iterable[_Use]:
        """Return the first use of each term that has forms in the translation's language."""
        firsts: dict[str, _Use] = {}
        for use in uses:
            if use.term in self._terms and self._list_forms(use.term):
                firsts.setdefault(use.term, use)
        return firsts.values()

    def _list_forms(self, term: str) -> tuple[str, ...]:
        return tuple(form for form, _ in list_forms_with_senses(self._terms[term], self._translation.lang))

    def _list_stretches(self, source: Passage, target: Passage) -> list[_Stretch]:
        uses, renderings = _list_uses(source.prose), self._find_renderings(target.prose)
        pairs = align(make_side(source.prose), make_side(target.prose))
        return [
            _Stretch(
                source, p.source, _within(uses, p.source), target, p.target, _within(renderings, p.target)
            )
            for p in pairs
        ]

    def _find_renderings(self, prose: Prose) -> tuple[_Use, ...]:
        """Return the terms in a passage of the translation, also those in links and in longer terms."""
        bars = [
            (mark.start, mark.end) for mark in select_marks(prose, "no-term", "code", "code_block", "formula")
        ]
        hits = self._matcher.find_all(prose.text, bars)
        found = [_to_use(hit) for hit in hits if hit.is_found]
        parts = [
            replace(use, longer=holder.term)
            for use in (_to_use(hit) for hit in hits if not hit.is_found)
            for holder in found
            if holder.start <= use.start and use.end <= holder.end
        ]
        accepted = [_to_use(hit) for hit in self._accepted.find(prose.text, bars)]
        return (*found, *parts, *accepted, *_list_uses(prose))

    def _describe(self, use: _Use, stretch: _Stretch) -> Deviation:
        source, target = stretch.source, stretch.target
        wording = source.prose.text[use.start : use.end]
        sentence = " ".join((stretch.sentence or target.prose.plain).split())
        return Deviation(
            term=use.term,
            wording=wording,
            renderings=self._list_forms(use.term),
            place=_place_of(self._translation, target, sentence[:_WORDS]),
            sentence=sentence,
            source_place=_place_of(self._source, source, wording),
            source_sentence=" ".join(source.prose.text[slice(*stretch.source_span)].split()),
        )


def _is_rendered(use: _Use, stretches: Sequence[_Stretch], at: int) -> bool:
    """Is the term rendered beside it, or in a neighbouring sentence where nothing asks for it, or by a pronoun?"""
    if stretches[at].has(use.term, use.sense):
        return True
    before, after = stretches[max(0, at - 1) : at], stretches[at + 1 : at + 2]
    if any(one.has(use.term, use.sense) and not one.asks_for(use.term) for one in (*before, *after)):
        return True
    return any(one.has(use.term, use.sense) for one in before) and bool(
        _PRONOUN.search(stretches[at].sentence)
    )


def _list_uses(prose: Prose) -> tuple[_Use, ...]:
    marks = select_marks(prose, "term", "use")
    return tuple(_Use(m.start, m.end, m.get("term"), m.get("sense")) for m in marks)


def _within(uses: Iterable[_Use], span: Span) -> tuple[_Use, ...]:
    return tuple(use for use in uses if span[0] <= use.start < span[1])


def _to_use(hit: Hit) -> _Use:
    id, _, sense = hit.form.owner.partition(".")
    return _Use(hit.start, hit.end, id, sense)


def _match_accepted(texts: Iterable[Text], lang: str) -> Matcher:
    """Return a matcher of the further renderings that the article accepts."""
    accepted = {(id, wording) for text in texts for id, wordings in text.meta.render for wording in wordings}
    return Matcher(
        Form(spelling, id)
        for id, wording in sorted(accepted)
        for spelling in (wording, *list_other_spellings(wording, lang))
    )


def _place_of(text: Text, passage: Passage, words: str) -> Place:
    return find_place(text.source.path, text.source.text, passage.line, words, passage.last_line)


# ---- output ------------------------------------------------------------------------------------------------


def print_deviations(config_file: Path, slug: str, as_json: bool) -> bool:
    """Print the deviations of all articles or of one; are there any?"""
    found = list_deviations(config_file, slug)
    if as_json:
        print_json([deviation_to_row(one) for one in found])
        return bool(found)
    print_found(map(format_deviation, found), len(found), "place")
    return bool(found)


def format_deviation(one: Deviation) -> str:
    """Return a deviation for a reader: the place, both sentences, and what to do."""
    renderings = ", ".join(one.renderings[:_SHOWN]) + (", …" if len(one.renderings) > _SHOWN else "")
    place = Place(one.place.path, one.place.line, one.place.column)
    problem = f"{one.wording} ({one.term}) is rendered by none of its words: {renderings}"
    help = f"write one of them, or accept what is there: [words]{{term={one.term}}}, or render: under glossary: in the front matter"
    head, _, tail = str(Fault(place, problem, help)).partition("\n")
    return f"{head}\n    {one.sentence}\n    {one.source_place}: {one.source_sentence}\n{tail}"


def deviation_to_row(one: Deviation) -> dict[str, object]:
    """Return a deviation as JSON values, for programs."""
    return {
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "term": one.term,
        "wording": one.wording,
        "renderings": list(one.renderings),
        "sentence": one.sentence,
        "source": {
            "path": one.source_place.path,
            "line": one.source_place.line,
            "column": one.source_place.column,
            "sentence": one.source_sentence,
        },
    }
