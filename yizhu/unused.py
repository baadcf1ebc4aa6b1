"""What no text uses: senses and forms of the glossary, files beside the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.annotate import form_of, hits_in, matcher_for, terms_for
from yizhu.document import Document
from yizhu.fault import Fault, Place
from yizhu.han import fold
from yizhu.model import Article, ArticleFolder, PageFolder, Picture, Term, Text
from yizhu.tree import marks_of
from yizhu.wordings import wordings_in


@dataclass(frozen=True, slots=True)
class Shelf:
    """The glossary, and the articles that may use it."""

    articles: tuple[Article, ...]  # annotated
    terms: tuple[Term, ...]
    documents: tuple[Document, ...]  # the files of the terms

    @property
    def texts(self) -> Iterator[tuple[Article, Text]]:
        """Every text of every article."""
        for article in self.articles:
            yield from ((article, text) for text in (article.source, *article.translations))

    def places(self) -> dict[str, tuple[Document, int]]:
        """For each term its file and its number in it."""
        return {e["id"]: (d, n) for d in self.documents for n, e in enumerate(d.value or ())}


def used_terms(shelf: Shelf) -> frozenset[tuple[str, str]]:
    """The terms that the texts use, each with the sense it has there."""
    return frozenset(
        (mark.get("term"), mark.get("sense"))
        for _, text in shelf.texts
        for passage in text.passages
        for mark in marks_of(passage.prose, "term", "use")
    )


def unused_senses(shelf: Shelf) -> Iterator[Fault]:
    """A doubt for each sense of a used term that no text uses the term in."""
    used, places = used_terms(shelf), shelf.places()
    ids = {id for id, _ in used}
    for term in shelf.terms:
        for number, sense in enumerate(term.senses):
            if term.id in ids and (term.id, sense.id) not in used:
                document, index = places[term.id]
                problem = f"{term.id} has the sense {sense.id} in no article"
                mend = f"choose it (glossary: {{sense: {{{term.id}: {sense.id}}}}}, {{term={term.id}.{sense.id}}}), or take it out"
                yield Fault(document.place(index, "senses", number, "id"), problem, mend)


def unfound_forms(shelf: Shelf) -> Iterator[Fault]:
    """For each used term the forms that no text of their language holds, in its inflections neither."""
    langs = tuple(dict.fromkeys(text.lang for _, text in shelf.texts))
    used, places, found = {id for id, _ in used_terms(shelf)}, shelf.places(), _found_forms(shelf)
    for term in shelf.terms:
        lacking = {lang: _lacking(term, lang, found) for lang in langs} if term.id in used else {}
        told = "; ".join(f"in {lang}: {', '.join(forms)}" for lang, forms in lacking.items() if forms)
        if told:
            document, index = places[term.id]
            mend = "take out what no reader would write, or keep it for texts to come"
            yield Fault(document.place(index, "id"), f"{term.id}: never found {told}", mend)


def unused_files(folder: ArticleFolder | PageFolder, shown: Iterable[Picture]) -> Iterator[Fault]:
    """A doubt for each file beside the texts that none of them shows: it is not published."""
    names = {picture.name for picture in shown}
    for name in sorted({*folder.files, *(one.name for one in folder.unfit)} - names):
        mend = "show it as a picture, keep it in source/, or take it out"
        yield Fault(Place(f"{folder.path}/{name}"), "no text shows this file, and it is not published", mend)


def _lacking(term: Term, lang: str, found: frozenset[tuple[str, str, str]]) -> Sequence[str]:
    return [form for form, _ in wordings_in(term, lang) if (term.id, lang, _key(form)) not in found]


def _found_forms(shelf: Shelf) -> frozenset[tuple[str, str, str]]:
    """Term, language and form, as listed: of every hit, and of every span that names its term."""
    return frozenset(
        (id, text.lang, _key(form))
        for article, text in shelf.texts
        for id, form in (*_hits(text, terms_for(article, shelf.terms)), *_spans(text))
    )


def _hits(text: Text, terms: tuple[Term, ...]) -> Iterable[tuple[str, str]]:
    matcher = matcher_for(terms, text.lang)
    for passage in text.passages:
        for hit in hits_in(passage, matcher):
            if hit.is_found:
                yield hit.form.owner.partition(".")[0], form_of(hit, terms, text.lang)


def _spans(text: Text) -> Iterable[tuple[str, str]]:
    for passage in text.passages:
        for mark in marks_of(passage.prose, "term"):
            yield mark.get("term"), passage.prose.text[mark.start : mark.end]


def _key(form: str) -> str:
    return fold(form).text.lower()
