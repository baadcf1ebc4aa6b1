"""Why a term is marked where it is: each hit and near hit, with the rule that decided; and where notes stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from yizhu.check.load import find_article, load_checked_content
from yizhu.chinese.han import fold, shorten
from yizhu.content.faults import Place, format_caret
from yizhu.content.model import Passage, Text
from yizhu.content.parts import name_part, part_of
from yizhu.content.source_map import MappedProse
from yizhu.content.translations.passage_ids import id_of
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.note_places import GIVEN, SENTENCE, WORDS, NotePlacer
from yizhu.editions.terms.mark_terms import TermSet, admit_terms, find_hits, find_listed_form
from yizhu.editions.terms.matcher import Hit

_CONTEXT = 16  # characters that are shown on each side of a hit


def explain(config_file: Path, slug: str, wording: str = "") -> Iterator[str]:
    """Return for each hit and near hit of a term in an article its place, the rule that decided, and a caret.

    With ``wording``, only the hits that contain it or are part of it. Raises ``Faults`` if there is no such article.
    """
    checked = load_checked_content(config_file)
    article = find_article(checked, slug)
    term_set = admit_terms(article, TermSet(checked.glossary.terms))
    for text in (article.source, *article.translations):
        for passage in text.passages:
            first = (passage.answers or (passage.number,))[0]
            yield from _explain_passage(text, passage, id_of(article.source, first), term_set, wording)


def _explain_passage(text: Text, passage: Passage, id: str, term_set: TermSet, wording: str) -> Iterator[str]:
    mapped = MappedProse(passage.prose, text.source.path, text.source.text, passage.line, passage.last_line)
    hits = find_hits(passage, term_set.matcher(text.lang))
    forms = {hit: find_listed_form(hit, term_set.terms, text.lang) for hit in hits}
    inflected = [hit for hit in hits if hit.is_found and hit.form.text != forms[hit]]
    for hit in hits:
        found = passage.prose.text[hit.start : hit.end]
        if (not wording or wording in found or found in wording) and not _is_stem_of_any(hit, inflected):
            is_as_listed = fold(found).text.lower() == fold(forms[hit]).text.lower()
            named = found if is_as_listed else f"{found}, of {forms[hit]}"
            place = f"{mapped.place(hit.start, hit.end)}: {id}"
            yield f"{place} {named} → {hit.form.owner}: {hit.verdict}\n{_show_hit(passage, hit)}"


def _is_stem_of_any(hit: Hit, inflected: Sequence[Hit]) -> bool:
    """Is it the beginning of an inflected hit of its own term, as distil of distilled? It would tell nothing new."""
    return not hit.is_found and any(
        found.start == hit.start and hit.end <= found.end and found.form.owner == hit.form.owner
        for found in inflected
    )


def _show_hit(passage: Passage, hit: Hit) -> str:
    """Return the words around a hit, and below them a caret."""
    start, end = max(0, hit.start - _CONTEXT), min(len(passage.prose.text), hit.end + _CONTEXT)
    line = passage.prose.text[start:end].replace("\n", " ")
    caret = format_caret(Place("", 1, hit.start - start + 1, line, hit.end - hit.start))
    return f"    {line}\n    {caret}"


# ---- notes -------------------------------------------------------------------------------------------------


def explain_notes(config_file: Path, slug: str, wording: str = "") -> Iterator[str]:
    """Say where each note of an article stands in each translation, and which rule put it there.

    With ``wording``, only the notes whose words contain it or are part of it. Raises ``Faults`` if there is no such article.
    """
    article = find_article(load_checked_content(config_file), slug)
    for text in article.translations:
        placer = NotePlacer(article, text, PassageAligner())
        for note in article.notes:
            place = placer.find(note)
            if place is None:
                continue
            passage = part_of(text, place.passage)
            words = passage.prose.text[place.start : place.end]
            if wording and not any(wording in found or found in wording for found in (words, note.quote)):
                continue
            mapped = MappedProse(
                passage.prose, text.source.path, text.source.text, passage.line, passage.last_line
            )
            told = f"{_RULES[place.rule]}{f'; not sure: {place.doubt}' if place.doubt else ''}"
            where = (
                f"{mapped.place(place.start, place.end)}: {name_part(article.source, note.anchor.passage)}"
            )
            yield f"{where} {shorten(words, 24, 48)} ← note {note.id}, {note.quote}: {told}"


_RULES = {
    GIVEN: "given by quotes",
    WORDS: "proposed: alone in its sentence as in that of the quote",
    SENTENCE: "proposed: the sentence that answers that of the quote",
}
