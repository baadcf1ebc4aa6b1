"""Terms are found in a text, and every use of them is marked.

1. look for the forms of the language 2. heed what a span says outright. Marking adds marks; the text stays what it is.
Which uses a reader is shown is an edition's own choice (``layers.lay_over``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from yizhu.fault import Fault, did_you_mean, place_in
from yizhu.inflections import other_spellings, spaced
from yizhu.matching import Form, Hit, Matcher
from yizhu.memo import Recent
from yizhu.model import Article, Passage, Term, Text
from yizhu.tree import Mark, Prose, marks_of

# Nothing is found inside these: they say themselves what they are.
_BARS = frozenset(
    ("code", "code_block", "link", "image", "sic", "reading", "term", "lang", "speaker", "keep")
)


@dataclass(frozen=True, slots=True)
class Marking:
    """An article and the terms to find in it."""

    article: Article
    terms: tuple[Term, ...]


def annotate(marking: Marking) -> Article:
    """The article with its terms marked, in every language: ``term`` where a span says so, ``use`` where one is found."""
    article = marking.article
    source, *translations = (
        _annotated(text, article, marking) for text in (article.source, *article.translations)
    )
    return replace(article, source=source, translations=tuple(translations))


def terms_for(article: Article, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms that the article's front matter lets in; the same tuple where it says nothing of terms."""
    meta = article.source.meta
    if not meta.exclude and not meta.only:
        return terms
    return tuple(t for t in terms if t.id not in meta.exclude and (not meta.only or t.id in meta.only))


def hits_in(passage: Passage, matcher: Matcher) -> tuple[Hit, ...]:
    """All hits and near hits of a matcher's forms in a passage, each with the rule that decided."""
    return matcher.hits(passage.prose.text, _bars(passage.prose))


def _bars(prose: Prose) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in prose.marks if mark.kind in _BARS]


def matcher_for(terms: tuple[Term, ...], lang: str) -> Matcher:
    """What finds the terms in texts of a language."""
    return _matchers(terms, lang)


@lru_cache(maxsize=64)
def _made_matcher(terms: tuple[Term, ...], lang: str) -> Matcher:
    return Matcher(_spelled_out(terms, lang))


_matchers = Recent(_made_matcher)


def _spelled_out(terms: Iterable[Term], lang: str) -> Iterator[Form]:
    """What to look for: the forms of the terms, then their other spellings, which yield to any form as listed."""
    listed = [
        Form(form, term.id, exceptions)
        for term in terms
        for exceptions in (_exceptions(term, lang),)
        for form in dict.fromkeys(forms_in(term, lang))
    ]
    yield from listed
    known = {form.text for form in listed}
    for form in listed:
        for spelling in other_spellings(form.text, lang):
            if spelling not in known:
                known.add(spelling)
                yield Form(spelling, form.owner, form.exceptions)


def _exceptions(term: Term, lang: str) -> tuple[str, ...]:
    """The contexts in which it is not this term: as listed, and with a hyphen for a space where a form may have one."""
    varies = lang.partition("-")[0] in ("en", "zh")
    return tuple(dict.fromkeys(s for e in term.exceptions for s in (spaced(e) if varies else (e,))))


def form_of(hit: Hit, terms: Iterable[Term], lang: str) -> str:
    """The form, as the glossary lists it, that a hit is a spelling of."""
    forms = next(forms_in(term, lang) for term in terms if term.id == hit.form.owner)
    spelled = hit.form.text
    return next((f for f in forms if spelled == f or spelled in other_spellings(f, lang)), spelled)


def forms_in(term: Term, lang: str) -> tuple[str, ...]:
    """The forms in a language, or in the language without its region and script."""
    parts = lang.split("-")
    for length in range(len(parts), 0, -1):
        if forms := term.forms_in("-".join(parts[:length])):
            return forms
    return ()


def _annotated(text: Text, article: Article, marking: Marking) -> Text:
    # Asked once for a text: to find it among the remembered ones takes longer than a passage does.
    matcher = matcher_for(terms_for(article, marking.terms), text.lang)
    passages = (replace(p, prose=_with_uses(p, matcher)) for p in text.passages)
    return replace(text, passages=tuple(passages))


def _with_uses(passage: Passage, matcher: Matcher) -> Prose:
    """The passage with a ``use`` for each hit; a span's own word is a ``term`` already, or is kept from being one."""
    prose = passage.prose
    said = tuple(
        replace(m, kind="no-term") if m.kind == "term" and m.get("term") == "none" else m for m in prose.marks
    )
    uses = [
        Mark(hit.start, hit.end, "use", (("term", hit.form.owner),))
        for hit in matcher.found(prose.text, _bars(prose))
    ]
    return replace(prose, marks=(*said, *uses))


def unknown_terms(texts: Iterable[Text], known: Sequence[str]) -> list[Fault]:
    """A fault for each span, and each line of front matter, that names a term the glossary does not have."""
    return [fault for text in texts for fault in _unknown(text, known)]


def _unknown(text: Text, known: Sequence[str]) -> list[Fault]:
    faults = [
        _no_such_term(text, passage.line, passage.last_line, mark.get("term"), known)
        for passage in text.passages
        for mark in marks_of(passage.prose, "term")
        if mark.get("term") not in (*known, "none")
    ]
    named = (*text.meta.exclude, *text.meta.only)
    return faults + [
        _no_such_term(text, 1, text.passages[0].line, id, known) for id in named if id not in known
    ]


def _no_such_term(text: Text, line: int, last: int, id: str, known: Sequence[str]) -> Fault:
    place = place_in(text.source.path, text.source.text, line, id, last)
    return Fault(place, f"no term {id} in the glossary", did_you_mean(id, known, "add it to the glossary"))
