"""Warnings about notes: words of a translation that are only guessed, and words given for a text that is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from yizhu.check.load import CheckedContent
from yizhu.chinese.han import shorten
from yizhu.content.faults import Fault, Place
from yizhu.content.model import Article, ArticleFolder, Note, Text
from yizhu.content.parts import part_of
from yizhu.content.yaml.document import Document, read_document
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.note_places import NotePlace, NotePlacer


def check_notes(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each note whose words in a translation are doubtful."""
    for article, folder in zip(checked.articles, checked.folders, strict=True):
        places = NoteEntries(folder)
        yield from _find_words_without_text(article, places)
        for text in article.translations:
            placer = NotePlacer(article, text, PassageAligner())
            for note in article.notes:
                place = placer.find(note)
                if place and place.doubt:
                    yield _doubt_fault(note, text, place, places.place(note, "quote"))


class NoteEntries:
    """The places of notes in the notes.yaml of an article, read when first asked for."""

    def __init__(self, folder: ArticleFolder) -> None:
        self._folder = folder
        self._document: Document | None = None
        self._entries: dict[str, int] = {}

    def place(self, note: Note, *keys: str) -> Place:
        """Return the place of a note, or of one of its keys."""
        file = self._folder.notes
        if file is None:
            return Place(self._folder.path)
        if self._document is None:
            self._document = read_document(file.path, file.text, "notes")
            self._entries = {entry["id"]: n for n, entry in enumerate(self._document.value or ())}
        return self._document.place(self._entries[note.id], *keys)


def _doubt_fault(note: Note, text: Text, place: NotePlace, where: Place) -> Fault:
    words = part_of(text, place.passage).prose.plain[place.start : place.end]
    problem = f"which words of {text.lang} the note {note.id} is about is not sure ({place.doubt}): {shorten(words, 40, 100)}"
    line = f"{text.lang}: {json.dumps(words, ensure_ascii=False)}"
    return Fault(
        where, problem, f"write below it quotes: {{{line}}}, with these words or those that are meant"
    )


def _find_words_without_text(article: Article, places: NoteEntries) -> Iterator[Fault]:
    for note in article.notes:
        for words in note.words:
            if article.text_in(words.lang) is None:
                problem = f"there is no translation {words.lang}.md: nothing shows these words"
                help = "remove them: an edition made by conversion shows the converted quote"
                yield Fault(places.place(note, "quotes", words.lang), problem, help)
