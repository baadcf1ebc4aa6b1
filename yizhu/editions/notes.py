"""Make the notes of an edition, each headed with the words that it is about, in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from yizhu.chinese.han import shorten
from yizhu.content.model import Article, Note, Text
from yizhu.content.parts import is_passage, part_of
from yizhu.content.prose import OBJECT_CHARACTER, Prose, inline_prose, select_marks, slice_prose
from yizhu.content.translations.passage_ids import id_of
from yizhu.editions.locale import Locale, choose_prose
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
            _show_note(note, number, article.source, _find_words(note, text, placer), locale),
            is_placed=placer is None or _is_placed(note, article.source, placer),
        )
        for number, note in enumerate(article.notes, 1)
    )


def _show_note(
    note: Note, number: int, source: Text, words: LocalizedProse | None, locale: Locale
) -> ShownNote:
    prose = part_of(source, note.anchor.passage).prose
    quoted = _keep_formulas(prose, note.anchor.start, note.anchor.end) or inline_prose(note.quote)
    quote = _localize(Localized(quoted, source.lang), locale)
    return NoteOf(
        id=note.id,
        number=number,
        kind=note.kind,
        as_of=note.as_of,
        by=note.by,
        quote=_localize(words, locale) if words else quote,
        text=choose_prose(note.text, locale),
        passage=id_of(source, note.anchor.passage) if is_passage(source, note.anchor.passage) else "",
        checked=note.checked,
        source=quote if words else None,
    )


def _is_placed(note: Note, source: Text, placer: NotePlacer) -> bool:
    # The source is shown in place of passages that a translation lacks, but not in place of footnotes.
    return is_passage(source, note.anchor.passage) or placer.find(note) is not None


def _find_words(note: Note, text: Text | None, placer: NotePlacer | None) -> LocalizedProse | None:
    """Return the words of a translation that a note is about, or their sentence; None: the source's head the note.

    Words that may be others would lead readers astray.
    """
    place = placer.find(note) if placer else None
    if text is None or place is None or place.doubt:
        return None
    prose = part_of(text, place.passage).prose
    names = [mark.end for mark in select_marks(prose, "speaker") if mark.end < place.end]
    if place.has_words and (quoted := _keep_formulas(prose, place.start, place.end)):
        return Localized(quoted, text.lang)
    start = place.start if place.has_words else max(place.start, *names, 0)
    words = prose.text[start : place.end].replace(OBJECT_CHARACTER, "").lstrip(":： ")
    return Localized(inline_prose(words if place.has_words else shorten(words, _HAN, _LATIN)), text.lang)


def _keep_formulas(prose: Prose, start: int, end: int) -> Prose | None:
    """Return quoted words with their formulas, without any other marks; None: there are none, the words will do."""
    words = slice_prose(prose, start, end)
    formulas = select_marks(words, "formula")
    return replace(words, marks=formulas) if formulas and OBJECT_CHARACTER not in words.text else None


def _localize(words: LocalizedProse, locale: Locale) -> LocalizedProse:
    return choose_prose(((words.lang, words.prose),), locale, is_ours=False)
