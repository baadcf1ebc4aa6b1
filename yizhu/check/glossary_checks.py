"""Warnings about the glossary: terms, senses and forms that no article uses; missing definitions; wrong readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yizhu.check.load import CheckedContent
from yizhu.chinese.han import fold, has_han
from yizhu.chinese.readings.transcription import has_syllable_per_character
from yizhu.content.faults import Fault, Place
from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.languages import serves
from yizhu.content.model import Article, Sense, Term, Text
from yizhu.content.prose import select_marks
from yizhu.content.yaml.document import Document, read_document
from yizhu.editions.terms.mark_terms import TermSet, admit_terms, find_hits, find_listed_form

READING_HELP = "write pinyin with tone marks, a syllable for each character: zhēngliú or zhēng liú"


def check_glossary(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each thing in the glossary that an editor should look at."""
    terms, entries = checked.glossary.terms, find_entries(checked)
    used = find_used_terms(checked)
    yield from _find_wrong_readings(terms, entries)
    yield from checked.glossary.form_clashes
    yield from _find_unused_terms(terms, used, entries)
    yield from _find_unused_senses(terms, used, entries)
    yield from _find_missing_words(checked, entries)


def find_unused_forms(checked: CheckedContent) -> Iterator[Fault]:
    """Return for each used term the forms that no text of their language contains, not even inflected."""
    langs = tuple(dict.fromkeys(text.lang for _, text in _list_texts(checked)))
    used, entries, found = find_used_terms(checked), find_entries(checked), _find_used_forms(checked)
    ids = {id for id, _ in used}
    for term in checked.glossary.terms:
        unused = {lang: _list_unused(term, lang, found) for lang in langs} if term.id in ids else {}
        listed = "; ".join(f"in {lang}: {', '.join(forms)}" for lang, forms in unused.items() if forms)
        if listed:
            help = "remove the forms that nobody writes, or keep them for future texts"
            yield Fault(entries[term.id].place("id"), f"{term.id}: never found {listed}", help)


def find_used_terms(checked: CheckedContent) -> frozenset[tuple[str, str]]:
    """Return the ids of the terms that the texts use, each with the sense it has there; the sense may be empty."""
    return frozenset(
        (mark.get("term"), mark.get("sense"))
        for _, text in _list_texts(checked)
        for passage in text.passages
        for mark in select_marks(passage.prose, "term", "use")
    )


# ---- the checks --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry of a term in a file of the glossary."""

    document: Document
    index: int

    def place(self, *keys: str | int) -> Place:
        """Return the place of the entry, or of one of its keys."""
        return self.document.place(self.index, *keys)


def find_entries(checked: CheckedContent) -> dict[str, Entry]:
    """Return the entry of each term, by id."""
    documents = [read_document(s.path, s.text, "glossary") for s in checked.files.glossary]
    return {e["id"]: Entry(d, n) for d in documents for n, e in enumerate(d.value or ())}


def _find_wrong_readings(terms: Sequence[Term], entries: dict[str, Entry]) -> Iterator[Fault]:
    """Return a warning for each ``reading`` that has more or fewer syllables than its headword has characters."""
    for term in terms:
        headword = next((forms[0] for tag, forms in term.forms if tag.startswith("zh")), "")
        if term.reading and has_han(headword) and not has_syllable_per_character(term.reading, headword):
            place = entries[term.id].place("id")
            yield Fault(place, format_wrong_reading(term.reading, headword), READING_HELP)


def format_wrong_reading(reading: str, wording: str) -> str:
    """Say that a reading does not have one syllable for each character."""
    return f"the reading {reading} does not fit {wording}, syllable by syllable"


def _find_unused_terms(
    terms: Sequence[Term], used: frozenset[tuple[str, str]], entries: dict[str, Entry]
) -> Iterator[Fault]:
    ids = {id for id, _ in used}
    referred_to = {id for term in terms if term.id in ids for id in term.see}
    for term in terms:
        if term.id not in ids and term.id not in referred_to:
            problem = f"{term.id} is used in no article, and no used term refers to it"
            help = "add a form that the texts use, or remove the term"
            yield Fault(entries[term.id].place("id"), problem, help)


def _find_unused_senses(
    terms: Sequence[Term], used: frozenset[tuple[str, str]], entries: dict[str, Entry]
) -> Iterator[Fault]:
    """Return a warning for each sense that no article uses, of the terms that are used."""
    ids = {id for id, _ in used}
    for term in terms:
        for number, sense in enumerate(term.senses):
            if term.id in ids and (term.id, sense.id) not in used:
                problem = f"the sense {sense.id} of {term.id} is used in no article"
                help = (
                    f"choose it for an article (glossary: {{sense: {{{term.id}: {sense.id}}}}}) or for a word "
                    f"({{term={term.id}.{sense.id}}}), or remove it"
                )
                yield Fault(entries[term.id].place("senses", number, "id"), problem, help)


def _find_missing_words(checked: CheckedContent, entries: dict[str, Entry]) -> Iterator[Fault]:
    """Return a warning for each term without a form or a definition in the language of an edition."""
    for term in checked.glossary.terms:
        place = entries[term.id].place("id")
        for lang in checked.text_langs:
            if not term.forms_in(lang):
                yield Fault(place, f"{term.id} has no form in {lang}", f"add {lang}: to its forms")
            bare = [f"{term.id}.{s.id}" for s in term.senses if not _is_defined(s, lang)]
            for name in bare if term.senses else [] if _is_defined(term, lang) else [term.id]:
                yield Fault(place, f"{name} is not defined in {lang}", f"add {lang}: to its definition")


def _is_defined(meaning: Term | Sense, lang: str) -> bool:
    return any(serves(written, lang) for written, _ in meaning.definition)


# ---- forms -------------------------------------------------------------------------------------------------


def _list_texts(checked: CheckedContent) -> Iterator[tuple[Article, Text]]:
    for article in checked.articles:
        yield from ((article, text) for text in (article.source, *article.translations))


def _list_unused(term: Term, lang: str, found: frozenset[tuple[str, str, str]]) -> list[str]:
    return [
        form for form, _ in list_forms_with_senses(term, lang) if (term.id, lang, _fold(form)) not in found
    ]


def _find_used_forms(checked: CheckedContent) -> frozenset[tuple[str, str, str]]:
    """Return id, language and folded form of every hit, and of every span that names its term."""
    term_set = TermSet(checked.glossary.terms)
    return frozenset(
        (id, text.lang, _fold(form))
        for article, text in _list_texts(checked)
        for id, form in (*_find_in_text(text, admit_terms(article, term_set)), *_find_in_spans(text))
    )


def _find_in_text(text: Text, term_set: TermSet) -> Iterator[tuple[str, str]]:
    matcher = term_set.matcher(text.lang)
    for passage in text.passages:
        for hit in find_hits(passage, matcher):
            if hit.is_found:
                yield hit.form.owner.partition(".")[0], find_listed_form(hit, term_set.terms, text.lang)


def _find_in_spans(text: Text) -> Iterator[tuple[str, str]]:
    for passage in text.passages:
        for mark in select_marks(passage.prose, "term"):
            yield mark.get("term"), passage.prose.text[mark.start : mark.end]


def _fold(form: str) -> str:
    return fold(form).text.lower()
