"""Find the terms in an article's texts and mark every use of them.

1. Find the forms of the text's language.
2. Respect the spans in which the author marked a term, or forbade one.
3. Add the sense that the term has here.

Marking adds marks and never changes the text. Which uses an edition shows is decided later (``overlay``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.model import Article, Passage, Term, Text
from yizhu.content.prose import Attributes, Mark, Prose
from yizhu.editions.misprints import find_hits_around
from yizhu.editions.terms.inflections import list_other_spellings, vary_spacing
from yizhu.editions.terms.matcher import Form, Hit, Matcher

# No term is found inside these marks.
_BARS = frozenset(("code", "code_block", "link", "image", "term", "lang", "speaker", "keep", "formula"))
_HELD = ("sic", "reading")  # a term may hold these whole


class TermSet:
    """Terms to find in texts, with a matcher for each language, built when it is first used."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._matchers: dict[str, Matcher] = {}

    def matcher(self, lang: str) -> Matcher:
        """Return the matcher that finds the terms in texts of a language."""
        if lang not in self._matchers:
            self._matchers[lang] = Matcher(
                _list_spellings(self.terms, lang), compounds=lang.partition("-")[0] in ("en", "zh")
            )
        return self._matchers[lang]

    def __reduce__(self) -> tuple[type[TermSet], tuple[tuple[Term, ...]]]:
        # Matchers cannot be pickled: another process builds its own.
        return TermSet, (self.terms,)


def mark_terms(article: Article, term_set: TermSet) -> Article:
    """Return the article with its terms marked, in every language.

    A span in which the author named a term becomes a mark ``term``; each form that is found, a mark ``use``.
    """
    senses = choose_senses(article, term_set.terms)
    admitted = admit_terms(article, term_set)
    source, *translations = (
        _mark_text(text, admitted.matcher(text.lang), senses)
        for text in (article.source, *article.translations)
    )
    return replace(article, source=source, translations=tuple(translations))


def admit_terms(article: Article, term_set: TermSet) -> TermSet:
    """Return the terms that the article's front matter admits; the same object if it says nothing about terms."""
    meta = article.source.meta
    if not meta.exclude and not meta.only:
        return term_set
    return TermSet(
        t for t in term_set.terms if t.id not in meta.exclude and (not meta.only or t.id in meta.only)
    )


def choose_senses(article: Article, terms: Iterable[Term]) -> dict[str, str]:
    """Return, for each term with several senses, its sense in the article: from the front matter, or the first."""
    chosen = dict(article.source.meta.senses)
    return {term.id: chosen.get(term.id, term.senses[0].id) for term in terms if term.senses}


def find_hits(passage: Passage, matcher: Matcher) -> tuple[Hit, ...]:
    """Return all hits of a matcher's forms in a passage with their verdicts, rejected ones included."""
    prose = passage.prose
    if _holds_others(prose):
        return find_hits_around(prose, matcher, _bars(prose))
    return matcher.find_all(prose.text, _bars(prose))


def _bars(prose: Prose) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in prose.marks if mark.kind in _BARS]


def _list_spellings(terms: Iterable[Term], lang: str) -> Iterator[Form]:
    """Yield the listed forms of the terms, then their other spellings that are not listed forms themselves.

    A form that only one sense of a term lists has the owner ``id.sense``, as a span writes it.
    """
    listed = [
        Form(form, f"{term.id}.{sense}" if sense else term.id, exceptions)
        for term in terms
        for exceptions in (_list_exceptions(term, lang),)
        for form, sense in list_forms_with_senses(term, lang)
    ]
    yield from listed
    known = {form.text for form in listed}
    for form in listed:
        for spelling in list_other_spellings(form.text, lang):
            if spelling not in known:
                known.add(spelling)
                yield Form(spelling, form.owner, form.exceptions)


def _list_exceptions(term: Term, lang: str) -> tuple[str, ...]:
    """Return the wordings in which the term is not meant, spelled with spaces and with hyphens."""
    varies = lang.partition("-")[0] in ("en", "zh")
    return tuple(dict.fromkeys(s for e in term.exceptions for s in (vary_spacing(e) if varies else (e,))))


def find_listed_form(hit: Hit, terms: Iterable[Term], lang: str) -> str:
    """Return the form, as the glossary lists it, that a hit is a spelling of."""
    id = hit.form.owner.partition(".")[0]
    forms = next(list_forms_with_senses(term, lang) for term in terms if term.id == id)
    spelled = hit.form.text
    return next((f for f, _ in forms if spelled == f or spelled in list_other_spellings(f, lang)), spelled)


def _mark_text(text: Text, matcher: Matcher, senses: Mapping[str, str]) -> Text:
    passages = (replace(p, prose=_mark_passage(p, matcher, senses)) for p in text.passages)
    return replace(text, passages=tuple(passages))


def _mark_passage(passage: Passage, matcher: Matcher, senses: Mapping[str, str]) -> Prose:
    """Return the passage's prose with a ``use`` for each hit; the author's spans become ``term`` or ``no-term``."""
    prose = passage.prose
    spans = tuple(_resolve_span(mark, senses) if mark.kind == "term" else mark for mark in prose.marks)
    uses = [
        Mark(
            hit.start,
            hit.end,
            "use",
            _use_attributes(*hit.form.owner.partition(".")[::2], senses)
            if senses
            else _simple_attributes(hit),
        )
        for hit in _find_found(passage, matcher)
    ]
    if _holds_others(prose):
        # Of marks over the same words the first is outside: a reader who sees the corrected word still has the link.
        return Prose(prose.text, prose.blocks, (*uses, *spans))
    return Prose(prose.text, prose.blocks, (*spans, *uses))


def _holds_others(prose: Prose) -> bool:
    return any(mark.kind in _HELD for mark in prose.marks)


def _find_found(passage: Passage, matcher: Matcher) -> tuple[Hit, ...]:
    if _holds_others(passage.prose):
        return tuple(hit for hit in find_hits(passage, matcher) if hit.is_found)
    return matcher.find(passage.prose.text, _bars(passage.prose))


def _simple_attributes(hit: Hit) -> Attributes:
    """Return the attributes of a use where no term has several senses."""
    return (("term", hit.form.owner),)


def _resolve_span(mark: Mark, senses: Mapping[str, str]) -> Mark:
    if mark.get("term") == "none":
        return replace(mark, kind="no-term")
    return replace(mark, attributes=_use_attributes(mark.get("term"), mark.get("sense"), senses))


def _use_attributes(id: str, sense: str, senses: Mapping[str, str]) -> Attributes:
    """Return the attributes of a use: the term, its sense here, and an ``entry`` if the article means another sense."""
    if id not in senses:
        return (("term", id),)
    entry = (("entry", f"{id}.{sense}"),) if sense and sense != senses[id] else ()
    return (("term", id), ("sense", sense or senses[id]), *entry)
