"""Make the notes of an edition, each headed with the words that it is about, in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from yizhu.chinese.han import shorten
from yizhu.content.model import Article, Note, Text
from yizhu.content.parts import is_passage, part_of
from yizhu.content.prose import OBJECT_CHARACTER, Prose, Span, inline_prose, select_marks, slice_prose
from yizhu.content.translations.passage_ids import id_of
from yizhu.editions.locale import Locale, choose_prose
from yizhu.editions.localization import OffsetMap, localize_with_offsets
from yizhu.editions.model import Localized, LocalizedProse, NoteOf, ShownNote
from yizhu.editions.note_places import NotePlacer
from yizhu.editions.overlay import Overlays

_HAN, _LATIN = 32, 80  # characters of a heading that is a whole sentence


def show_notes(
    article: Article, text: Text | None, overlays: Overlays, locale: Locale
) -> tuple[ShownNote, ...]:
    """Return the notes as an edition shows them; ``text``: what it shows of the article, None if only the source."""
    placer = overlays.placer(text) if text and text is not article.source else None
    return tuple(
        replace(
            _show_note(note, number, article.source, _find_words(note, text, placer, locale), locale),
            is_placed=placer is None or _is_placed(note, article.source, placer),
        )
        for number, note in enumerate(article.notes, 1)
    )


def _show_note(
    note: Note, number: int, source: Text, words: LocalizedProse | None, locale: Locale
) -> ShownNote:
    prose = part_of(source, note.anchor.passage).prose
    localized = _localize_span(Localized(prose, source.lang), (note.anchor.start, note.anchor.end), locale)
    quote = replace(localized, prose=_keep_formulas(localized.prose))
    return NoteOf(
        id=note.id,
        number=number,
        kind=note.kind,
        as_of=note.as_of,
        by=note.by,
        quote=words or quote,
        text=choose_prose(note.text, locale),
        passage=id_of(source, note.anchor.passage) if is_passage(source, note.anchor.passage) else "",
        checked=note.checked,
        source=quote if words else None,
    )


def _is_placed(note: Note, source: Text, placer: NotePlacer) -> bool:
    # The source is shown in place of passages that a translation lacks, but not in place of footnotes.
    return is_passage(source, note.anchor.passage) or placer.find(note) is not None


def _find_words(
    note: Note, text: Text | None, placer: NotePlacer | None, locale: Locale
) -> LocalizedProse | None:
    """Return the words of a translation that a note is about, or their sentence; None: the source's head the note.

    Words that may be others would lead readers astray.
    """
    place = placer.find(note) if placer else None
    if text is None or place is None or place.doubt:
        return None
    whole = Localized(part_of(text, place.passage).prose, text.lang)
    if place.has_words:
        words = _localize_span(whole, (place.start, place.end), locale)
        return replace(words, prose=_keep_formulas(words.prose))
    names = [mark.end for mark in select_marks(whole.prose, "speaker") if mark.end < place.end]
    sentence = _localize_span(whole, (max(place.start, *names, 0), place.end), locale)
    heading = sentence.prose.text.replace(OBJECT_CHARACTER, "").lstrip(":： ")
    return replace(sentence, prose=inline_prose(shorten(heading, _HAN, _LATIN)))


def _keep_formulas(words: Prose) -> Prose:
    """Return quoted words with their formulas, without any other marks."""
    formulas = select_marks(words, "formula")
    if formulas and OBJECT_CHARACTER not in words.text:
        return replace(words, marks=formulas)
    return inline_prose(words.text.replace(OBJECT_CHARACTER, ""))


def _localize_span(whole: LocalizedProse, span: Span, locale: Locale) -> LocalizedProse:
    """Return the words of a span as the edition's text has them: its marks and the words around it decide."""
    localization = locale.localization_from(whole.lang)
    if not localization.lang:
        return replace(whole, prose=slice_prose(whole.prose, *span))
    prose, offset_map = localize_with_offsets(whole.prose, localization)
    return Localized(slice_prose(prose, *_widen(span, offset_map)), localization.lang)


def _widen(span: Span, offset_map: OffsetMap) -> Span:
    """Return a span of the original in the localized text, from the beginning of a word that was replaced."""
    start, end = span
    if not offset_map:
        return span
    while start and offset_map(start) == offset_map(start + 1):  # what is over is at its end
        start -= 1
    return offset_map(start), offset_map(end)
