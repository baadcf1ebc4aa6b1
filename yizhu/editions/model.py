"""The data of an edition's pages. Templates read these fields: they are part of the theme's contract.

Some of it is generic: what an edition is made of holds its texts as ``Prose``, what pages are made of, as HTML (``str``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from yizhu.content.model import Forms, Meta
from yizhu.content.prose import Prose, Span

_Text = TypeVar("_Text", Prose, str)


@dataclass(frozen=True, slots=True)
class Localized(Generic[_Text]):
    """A text and the language it is in."""

    prose: _Text
    lang: str


LocalizedProse = Localized[Prose]
LocalizedHtml = Localized[str]


class SourceChange(NamedTuple):
    """How the source of a stale translation has changed: (before, after), alike where nothing has; … for more of it."""

    lang: str
    pieces: tuple[tuple[str, str], ...]


class Pair(NamedTuple):  # a tuple is made in half the time, and an article has hundreds
    """A span of the source and the span of the translation that corresponds to it."""

    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class RowOf(Generic[_Text]):
    """A row of an edition: the text and the counterpart of one source passage, or of several."""

    id: str  # p12, or p12kfqw
    also: tuple[
        str, ...
    ]  # other ids that lead to this row: of the other source passages in it, and of merged ones
    kind: str
    role: str
    speaker: str
    supplied: bool
    after_break: bool
    text: tuple[Localized[_Text], ...]
    counterpart: tuple[Localized[_Text], ...]
    told_in: str = ""  # the row that already holds this passage's translation
    pairs: str = ""  # lengths of the sentence pairs: see alignment.format_sentence_pairs
    sentences: tuple[Pair, ...] = ()  # the sentence pairs themselves, if it has one text and one counterpart
    line: int = 0  # of its text's file, from 1; 0: none, or the source's words in its place
    state: str = (
        ""  # missing: not yet translated, the text is the source's; stale machine draft; empty: sound
    )
    changes: tuple[SourceChange, ...] = ()  # of a stale row, if it is known what was translated
    withdrawn: tuple[
        str, ...
    ] = ()  # ids of passages that stood behind this row, and are no longer in the source


Row = RowOf[Prose]


@dataclass(frozen=True, slots=True)
class NoteOf(Generic[_Text]):
    """A note as an edition shows it."""

    id: str
    number: int
    kind: str
    as_of: str  # of what time the facts speak
    by: str
    quote: Localized[_Text]  # the words that it is about, in the edition's text, or else in the source
    text: Localized[_Text]
    passage: str  # p12; empty: it is about the title or a footnote
    checked: str = ""  # when somebody last looked
    source: Localized[_Text] | None = None  # the words of the source, if the quote is of a translation
    is_placed: bool = True  # does its number stand in the text? Not if a translation lacks the footnote


ShownNote = NoteOf[Prose]


@dataclass(frozen=True, slots=True)
class Emendation:
    """A misprint of the source, kept and marked."""

    id: str
    printed: str
    corrected: str
    passage: str
    lang: str


@dataclass(frozen=True, slots=True)
class ShownSense:
    """One of the meanings of a term as an edition shows it."""

    id: str
    number: int  # from 1
    definition: LocalizedProse
    forms: Forms  # forms of this sense only
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term as an edition shows it."""

    id: str
    headword: str
    letter: str  # its heading in the edition's index: ㄓ or Z
    lang: str  # of the headword
    reading: str
    zhuyin: str
    others: tuple[tuple[str, str], ...]  # other languages' headwords: (tag, form)
    variants: Forms
    definition: LocalizedProse  # of a term with several senses: all of them, numbered; in an article, the one it has there
    see: tuple[tuple[str, str], ...]  # (id, headword)
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    common: LocalizedProse  # the definition common to all senses; the whole definition if there are none
    senses: tuple[ShownSense, ...]
    as_of: str = ""  # of what time its facts speak
    checked: str = ""  # when somebody last looked


@dataclass(frozen=True, slots=True)
class MarkedTerm:
    """A term that an edition of an article marks, in one of its senses, and where."""

    id: str
    sense: str  # empty if the term has one meaning only
    entry: str  # its entry in the article's list: the id, or id.sense if the article means another sense
    passages: tuple[str, ...]


class TermUse(NamedTuple):
    """A term in a sentence of an article, and the other language's sentence. A tuple, since there are hundreds."""

    id: str
    sense: str  # of the term, if it has several
    passage: str
    text: LocalizedProse  # the passage
    span: Span  # the sentence in it
    counterpart: LocalizedProse | None
    counterpart_span: Span


@dataclass(frozen=True, slots=True)
class Use:
    """A term in a sentence of an article, with the other language's sentence, as its own page shows them."""

    slug: str
    title: str
    passage: str
    sentence: LocalizedHtml
    counterpart: LocalizedHtml | None
    sense: str = ""  # of the term, if it has several


@dataclass(frozen=True, slots=True)
class FootnoteOf(Generic[_Text]):
    """A footnote of the text as an edition shows it."""

    id: str
    number: int  # in its text
    words: Localized[_Text]
    lang: str  # of its text, as written
    is_beside: bool = False  # is its text the counterpart?


ShownFootnote = FootnoteOf[Prose]


@dataclass(frozen=True, slots=True)
class Headline:
    """Title, subtitle and summary of an article in one language."""

    lang: str
    title: str
    subtitle: str
    summary: str


@dataclass(frozen=True, slots=True)
class EditionOf(Generic[_Text]):
    """An article as one edition shows it."""

    name: str
    lang: str
    slug: str
    head: Headline
    counterpart_head: Headline | None
    source_lang: str
    meta: Meta  # the source's
    translators: tuple[str, ...]
    status: str  # of the translation; empty if there is none
    speakers: tuple[tuple[str, str], ...]  # id, name in this edition
    rows: tuple[RowOf[_Text], ...]
    notes: tuple[NoteOf[_Text], ...]
    footnotes: tuple[FootnoteOf[_Text], ...]
    emendations: tuple[Emendation, ...]
    terms: tuple[MarkedTerm, ...]  # in the order of the text
    minutes: int
    is_text_missing: bool  # not yet translated into this edition's language
    file: str = ""  # its text's file: content/articles/slug/en.md
    converted_from: str = ""  # the language of the text in another script that it was converted from
    han: int = 0  # Han characters of the text
    words: int = 0  # words of other scripts in it
    state: str = ""  # eight hexadecimal digits that change with title, text, counterpart and notes
    title: tuple[str, ...] = ()  # in pieces: every second one is a word that no line break may cut
    noted_title: Localized[_Text] | None = None  # its title with the numbers of notes on it, if there are any
    uses: tuple[TermUse, ...] = ()  # of each term in each sentence of the text; pages are not given them
    translated: int = (
        0  # how many of the source's passages the translation answers that is shown, as text or beside it
    )
    passages: int = 0  # of the source; 0 if no translation is shown
    is_translation: bool = False  # is that its text, also if no passage of it is there yet?
    is_wanted: bool = (
        True  # is what the translation lacks still to come? Not if the source asks for no such translation
    )

    @property
    def footnotes_by_text(self) -> tuple[tuple[bool, tuple[FootnoteOf[_Text], ...]], ...]:
        """The footnotes of each text that is shown; is it the original?"""
        by_lang: dict[str, list[FootnoteOf[_Text]]] = {}
        for footnote in self.footnotes:
            by_lang.setdefault(footnote.lang, []).append(footnote)
        return tuple((lang == self.source_lang, tuple(found)) for lang, found in by_lang.items())

    @property
    def is_unfinished(self) -> bool:
        """Does the translation that is shown lack any passages?"""
        return self.translated < self.passages

    stale: int = 0  # how many of the source's passages have changed since they were translated
    by_machine: int = 0  # how many are translated by machine, as far as state.yaml says so
    in_draft: int = 0  # how many are drafts, as far as state.yaml says so

    @property
    def has_chinese(self) -> bool:
        """Is its text or its counterpart in Chinese?"""
        langs = {words.lang for row in self.rows for words in row.text + row.counterpart}
        return any(lang.startswith("zh") for lang in langs)


Edition = EditionOf[Prose]


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an article."""

    slug: str
    title: str
    pieces: tuple[str, ...]  # of the title: every second one is a word that no line break may cut
    subtitle: str
    summary: str
    lang: str
    other_title: str
    other_lang: str
    published: str
    posted: str  # on this site; the original's date if none is given
    publication: str
    tags: tuple[str, ...]
    minutes: int
    notes: int
    terms: int
    status: str
    is_text_missing: bool
    han: int = 0  # in hundreds
    words: int = 0  # in hundreds
    source_lang: str = ""
    translators: tuple[str, ...] = ()
    translated: int = 0  # passages, of
    passages: int = 0  # all those of the source; 0 if no translation is shown
    is_wanted: bool = True  # is what is not translated still to come?
