"""Readings that an editor wrote and that do not fit their characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yizhu.fault import Fault, Place, place_in
from yizhu.han import has_han
from yizhu.model import Article, Term
from yizhu.readings import fits
from yizhu.tree import marks_of

_MEND = "write pinyin with tone marks, a syllable for each character: zhēngliú or zhēng liú"


def misread_terms(terms: Sequence[Term], places: Mapping[str, Place]) -> Iterator[Fault]:
    """A doubt for each `reading` of the glossary that has more or fewer syllables than its headword has characters."""
    for term in terms:
        headword = next((forms[0] for tag, forms in term.forms if tag.startswith("zh")), "")
        if term.reading and has_han(headword) and not fits(term.reading, headword):
            problem = f"{term.reading} is no reading of {headword}, syllable by syllable"
            yield Fault(places[term.id], problem, _MEND)


def misread_spans(article: Article) -> Iterator[Fault]:
    """A doubt for each `{reading=…}` in pinyin that has more or fewer syllables than its span has characters."""
    for text in (article.source, *article.translations):
        for passage in text.passages:
            for mark in marks_of(passage.prose, "reading"):
                reading, said = mark.get("reading"), passage.prose.text[mark.start : mark.end]
                is_pinyin = reading[:1].isalpha() and not has_han(reading) and reading[0] < "\u3100"
                if is_pinyin and has_han(said) and not fits(reading, said):
                    source = text.source
                    place = place_in(source.path, source.text, passage.line, reading, passage.last_line)
                    problem = f"{reading} is no reading of {said}, syllable by syllable"
                    yield Fault(place, problem, _MEND)
