"""Why a term is marked where it is: for each hit and near hit, the rule that decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from yizhu.check.load import find_article, load_checked_content
from yizhu.chinese.han import fold
from yizhu.content.faults import Place, format_caret
from yizhu.content.model import Passage, Text
from yizhu.content.source_map import MappedProse
from yizhu.editions.mark_terms import TermSet, admit_terms, find_hits, find_listed_form
from yizhu.editions.matcher import Hit


def explain(config_file: Path, slug: str, wording: str = "") -> Iterator[str]:
    """For each hit and near hit of a term in an article, the line, a caret and the rule that decided.

    With ``wording``, only those that touch it. Raises ``Faults`` if there is no such article.
    """
    understood = load_checked_content(config_file)
    article = find_article(understood, slug)
    terms = admit_terms(article, TermSet(understood.glossary.terms))
    for text in (article.source, *article.translations):
        for passage in text.passages:
            yield from _explained(text, passage, terms, wording)


# ---- explain -----------------------------------------------------------------------------------------------


def _explained(text: Text, passage: Passage, term_set: TermSet, wording: str) -> Iterator[str]:
    stretch = MappedProse(passage.prose, text.source.path, text.source.text, passage.line, passage.last_line)
    hits = find_hits(passage, term_set.matcher(text.lang))
    inflected = [
        h for h in hits if h.is_found and h.form.text != find_listed_form(h, term_set.terms, text.lang)
    ]
    for hit in hits:
        said = passage.prose.text[hit.start : hit.end]
        if (not wording or wording in said or said in wording) and not _is_stem_of_any(hit, inflected):
            form = find_listed_form(hit, term_set.terms, text.lang)
            is_as_listed = fold(said).text.lower() == fold(form).text.lower()
            told = said if is_as_listed else f"{said}, of {form}"
            place = stretch.place(hit.start, hit.end)
            yield f"{place}: p{passage.number} {told} → {hit.form.owner}: {hit.verdict}\n{_shown(passage, hit)}"


def _is_stem_of_any(hit: Hit, inflected: Sequence[Hit]) -> bool:
    """Is it the beginning of an inflection of its own term (distil of distilled)? It would say nothing new."""
    return not hit.is_found and any(
        found.start == hit.start and hit.end <= found.end and found.form.owner == hit.form.owner
        for found in inflected
    )


def _shown(passage: Passage, hit: Hit) -> str:
    """The words around a hit, and a caret under it."""
    start, end = max(0, hit.start - 16), min(len(passage.prose.text), hit.end + 16)
    line = passage.prose.text[start:end].replace("\n", " ")
    under = format_caret(Place("", 1, hit.start - start + 1, line, hit.end - hit.start))
    return f"    {line}\n    {under}"
