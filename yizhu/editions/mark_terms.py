"""Terms are found in a text, and every use of them is marked.

1. look for the forms of the language 2. heed what a span says outright 3. say in which sense. Marking adds marks; the text stays what it is.
Which uses a reader is shown is an edition's own choice (``layers.lay_over``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.model import Article, Passage, Term, Text
from yizhu.content.prose import Attributes, Mark, Prose
from yizhu.editions.inflections import list_other_spellings, vary_spacing
from yizhu.editions.matcher import Form, Hit, Matcher

# Nothing is found inside these: they say themselves what they are.
_BARS = frozenset(
    ("code", "code_block", "link", "image", "sic", "reading", "term", "lang", "speaker", "keep")
)


class TermSet:
    """Terms to find in texts, with the matcher of each language, which is made when it is first asked for."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._matchers: dict[str, Matcher] = {}

    def matcher(self, lang: str) -> Matcher:
        """Return what finds the terms in texts of a language."""
        if lang not in self._matchers:
            self._matchers[lang] = Matcher(_spelled_out(self.terms, lang))
        return self._matchers[lang]

    def __reduce__(self) -> tuple[type[TermSet], tuple[tuple[Term, ...]]]:
        # Another process makes its own matchers: they cannot be sent.
        return TermSet, (self.terms,)


def mark_terms(article: Article, term_set: TermSet) -> Article:
    """Return the article with its terms marked, in every language.

    A span that names its term becomes a mark ``term``, each form that is found a mark ``use``.
    """
    own = choose_senses(article, term_set.terms)
    admitted = admit_terms(article, term_set)
    source, *translations = (
        _annotated(text, admitted.matcher(text.lang), own) for text in (article.source, *article.translations)
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
    """What the terms that have several senses mean in an article: what its front matter says, or the first."""
    chosen = dict(article.source.meta.senses)
    return {term.id: chosen.get(term.id, term.senses[0].id) for term in terms if term.senses}


def find_hits(passage: Passage, matcher: Matcher) -> tuple[Hit, ...]:
    """All hits and near hits of a matcher's forms in a passage, each with the rule that decided."""
    return matcher.find_all(passage.prose.text, _bars(passage.prose))


def _bars(prose: Prose) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in prose.marks if mark.kind in _BARS]


def _spelled_out(terms: Iterable[Term], lang: str) -> Iterator[Form]:
    """What to look for: the forms of the terms, then their other spellings, which yield to any form as listed.

    A form that only one sense of a term lists is that sense's: its owner is ``id.sense``, as a span writes it.
    """
    listed = [
        Form(form, f"{term.id}.{sense}" if sense else term.id, exceptions)
        for term in terms
        for exceptions in (_exceptions(term, lang),)
        for form, sense in list_forms_with_senses(term, lang)
    ]
    yield from listed
    known = {form.text for form in listed}
    for form in listed:
        for spelling in list_other_spellings(form.text, lang):
            if spelling not in known:
                known.add(spelling)
                yield Form(spelling, form.owner, form.exceptions)


def _exceptions(term: Term, lang: str) -> tuple[str, ...]:
    """The contexts in which it is not this term: as listed, and with a hyphen for a space where a form may have one."""
    varies = lang.partition("-")[0] in ("en", "zh")
    return tuple(dict.fromkeys(s for e in term.exceptions for s in (vary_spacing(e) if varies else (e,))))


def find_listed_form(hit: Hit, terms: Iterable[Term], lang: str) -> str:
    """The form, as the glossary lists it, that a hit is a spelling of."""
    id = hit.form.owner.partition(".")[0]
    forms = next(list_forms_with_senses(term, lang) for term in terms if term.id == id)
    spelled = hit.form.text
    return next((f for f, _ in forms if spelled == f or spelled in list_other_spellings(f, lang)), spelled)


def _annotated(text: Text, matcher: Matcher, own: Mapping[str, str]) -> Text:
    passages = (replace(p, prose=_with_uses(p, matcher, own)) for p in text.passages)
    return replace(text, passages=tuple(passages))


def _with_uses(passage: Passage, matcher: Matcher, own: Mapping[str, str]) -> Prose:
    """The passage with a ``use`` for each hit; a span's own word is a ``term`` already, or is kept from being one."""
    prose = passage.prose
    said = tuple(_said(mark, own) if mark.kind == "term" else mark for mark in prose.marks)
    uses = [
        Mark(
            hit.start, hit.end, "use", _which(*hit.form.owner.partition(".")[::2], own) if own else _bare(hit)
        )
        for hit in matcher.find(prose.text, _bars(prose))
    ]
    return Prose(prose.text, prose.blocks, (*said, *uses))


def _bare(hit: Hit) -> Attributes:
    """As ``_which``, where no term has several senses."""
    return (("term", hit.form.owner),)


def _said(mark: Mark, own: Mapping[str, str]) -> Mark:
    if mark.get("term") == "none":
        return replace(mark, kind="no-term")
    return replace(mark, attributes=_which(mark.get("term"), mark.get("sense"), own))


def _which(id: str, sense: str, own: Mapping[str, str]) -> Attributes:
    """The term, the sense it has here, and for a sense that is not the article's the entry of its own."""
    if id not in own:
        return (("term", id),)
    aside = (("entry", f"{id}.{sense}"),) if sense and sense != own[id] else ()
    return (("term", id), ("sense", sense or own[id]), *aside)
