"""The types that the files of content/ are read into. All are frozen and complete when they are made."""

from __future__ import annotations

from dataclasses import dataclass

from yizhu.chinese.script_conversion import find_script
from yizhu.content.prose import Mark, Prose

# A text in several languages: pairs of a BCP 47 tag and the text.
TextByLang = tuple[tuple[str, str], ...]

# The forms of a name or term by language tag; the first of a language is the one to show.
Forms = tuple[tuple[str, tuple[str, ...]], ...]


# ---- files --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A text file as read."""

    path: str  # from the site's folder, with /
    text: str


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file beside a text that is no picture, and therefore cannot be shown."""

    name: str
    why: str
    help: str


@dataclass(frozen=True, slots=True)
class LargePicture:
    """The size of a large picture, and the smaller ones that are made of it."""

    name: str  # of the file, as it lies in the folder
    width: int  # as it is shown
    height: int
    widths: tuple[int, ...] = ()  # of the smaller ones
    kind: str = ""  # their file extension


@dataclass(frozen=True, slots=True)
class ArticleFolder:
    """The files of an article, as read."""

    slug: str
    path: str  # content/articles/slug
    texts: tuple[tuple[str, Source], ...]  # by language tag
    notes: Source | None
    files: tuple[str, ...]  # the names of the pictures in it
    langs: tuple[str, ...]  # of the editions, in their order
    accepted: Source | None = None  # accepted.yaml: the changes that the editors signed off
    unusable: tuple[UnusableFile, ...] = ()  # all other files
    large: tuple[LargePicture, ...] = ()  # the pictures of them that are large
    state: Source | None = None  # state.yaml: what the translations were made from


@dataclass(frozen=True, slots=True)
class PageFolder:
    """The files of a page of content/pages, as read."""

    name: str
    path: str  # content/pages/name
    texts: tuple[tuple[str, Source], ...]
    files: tuple[str, ...] = ()  # the names of the pictures in it
    unusable: tuple[UnusableFile, ...] = ()  # all other files
    large: tuple[LargePicture, ...] = ()  # the pictures of them that are large


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who talks in an article."""

    id: str
    names: Forms  # the first of a language is shown; the others occur in the text

    def names_in(self, lang: str) -> tuple[str, ...]:
        """Return the names in a language; a name without a language serves for all, one in zh-Hant for zh-TW."""
        by_lang = dict(self.names)
        same = next((tag for tag in by_lang if tag and find_script(tag) == find_script(lang)), "")
        return by_lang.get(lang, by_lang.get(same, ()))


@dataclass(frozen=True, slots=True)
class ConversionOverride:
    """A name or word of a text, and how converted editions write it (``convert:``)."""

    forms: TextByLang  # by language tag; the first is the text's own
    is_name: bool = False  # never split; converted character by character where no form is given


@dataclass(frozen=True, slots=True)
class Meta:
    """The front matter of a text."""

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""
    publication_url: str = ""
    republisher: str = ""  # whose page the text was taken from, if not the publication's
    published: str = ""  # ISO 8601 date: of the original
    modified: str = ""  # ISO 8601 date: the original's last change
    posted: str = ""  # ISO 8601 date: on this site
    source_url: str = ""
    rights: str = ""  # the line to show
    rights_status: str = ""  # licensed public-domain permission quotation unknown; empty: not said
    summary: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    speakers: tuple[Speaker, ...] = ()
    exclude: tuple[str, ...] = ()  # ids of terms that are not marked here
    only: tuple[str, ...] = ()  # if any: ids of the only terms that are marked here
    senses: tuple[tuple[str, str], ...] = ()  # (term id, sense id): what it means here
    render: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # (term id, wordings): further renderings that are right here
    translators: tuple[str, ...] = ()
    status: str = ""  # machine draft reviewed
    mark: str = ""  # all section article none; empty: the site's
    writing: str = ""  # horizontal vertical; empty: horizontal
    convert: tuple[ConversionOverride, ...] = ()  # names and words, for converted editions
    is_ours: bool = (
        False  # did the site's editors write the text? Converted editions then localize it further
    )
    translations: tuple[str, ...] | None = None  # tags of those that are wanted; None: one for each edition
    aliases: tuple[str, ...] = ()  # further addresses that lead here
    tag_keys: tuple[str, ...] = ()  # of an edition: for each tag, the source's own; empty: the tags are these
    pinned: bool = False  # in front of newer articles
    series: str = ""  # the id of a series that it is a part of
    part: int = 0  # which one

    @property
    def is_translation(self) -> bool:
        """Is it the front matter of a translation? A source text has neither translators nor a status."""
        return bool(self.translators or self.status)


@dataclass(frozen=True, slots=True)
class Passage:
    """One top-level block of a text."""

    number: int  # from 1
    prose: Prose
    line: int  # of its file, from 1
    last_line: int
    answers: tuple[int, int] | None = None  # the source passages it answers, by their numbers
    role: str = ""  # bio notice
    speaker: str = ""  # id of who talks
    supplied: bool = False  # the speaker's label is the editors' addition
    after_break: bool = False  # a thematic break stands before it
    id: str = (
        ""  # p12: its published address, of a source's passage (``content/translations/passage_ids.py``)
    )
    also: tuple[str, ...] = ()  # ids of passages that were merged into it, and lead to it
    named: tuple[str, str] | None = None  # {from=p3-p4}, as written: the ids of what it answers

    @property
    def kind(self) -> str:
        """The HTML element of its block: p h2 ul blockquote table pre …"""
        return self.prose.blocks[0].tag


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the text itself."""

    label: str
    prose: Prose
    line: int = 1  # of its file, from 1
    last_line: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A line ``{from=p12}`` with nothing behind it: what a translator has still to write."""

    answers: tuple[int, int]  # the source passages that it waits for, by their numbers
    line: int  # of its file, from 1
    named: tuple[str, str] = ("", "")  # their ids, as written


@dataclass(frozen=True, slots=True)
class Text:
    """An article in one language."""

    source: Source
    lang: str
    meta: Meta
    passages: tuple[Passage, ...]  # a translation may lack any, or all
    footnotes: tuple[Footnote, ...] = ()
    slots: tuple[Slot, ...] = ()
    title_marks: tuple[Mark, ...] = ()  # of the notes on its title, once these are laid over it
    withdrawn: tuple[
        tuple[str, int], ...
    ] = ()  # ids, each with the number of the passage behind which it stood

    @property
    def first_line(self) -> int:
        """The line of the file where the first passage stands; the last one if there is none."""
        return self.passages[0].line if self.passages else self.source.text.count("\n") + 1

    @property
    def last_line(self) -> int:
        """The line of the file where the last passage ends; the last of all if there is none."""
        return self.passages[-1].last_line if self.passages else self.first_line

    @property
    def answered(self) -> frozenset[int]:
        """The numbers of the source passages that its passages answer."""
        spans = [passage.answers for passage in self.passages if passage.answers]
        return frozenset(number for first, last in spans for number in range(first, last + 1))

    @property
    def passages_and_footnotes(self) -> tuple[Passage | Footnote, ...]:
        """All parts that hold prose: the passages, then the footnotes."""
        return (*self.passages, *self.footnotes)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note's quote stands in a text (W3C Web Annotation: TextPositionSelector)."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The words of a translation that a note is about, as notes.yaml gives them."""

    lang: str
    quote: str
    anchor: Anchor | None  # None: there is no such text, or it lacks the passage


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the editors on some words of the source text."""

    id: str
    quote: str
    anchor: Anchor
    kind: str  # context source fact language translation
    as_of: str  # of what time the facts speak; a year, month or day
    by: str
    text: tuple[tuple[str, Prose], ...]  # by language tag
    checked: str = ""  # when somebody last looked
    words: tuple[NoteWords, ...] = ()  # those given for translations

    def words_in(self, lang: str) -> NoteWords | None:
        """Return the words given for a text."""
        return next((words for words in self.words if words.lang == lang), None)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that an article shows; its file is published with the pages."""

    path: str  # in content/
    name: str  # as the article names it
    widths: tuple[int, ...] = ()  # of the smaller ones that are made of it, if it is large
    smaller_kind: str = ""  # their file extension


@dataclass(frozen=True, slots=True)
class SignedPassage:
    """A line of state.yaml: what a passage of a translation was made from, and who says what of it."""

    lang: str  # of the translation
    answers: tuple[
        int, int
    ]  # the source passages: their numbers now; if no ids are recorded, when it was written
    state: str  # machine draft reviewed
    source: tuple[str, ...]  # digests of the words of these source passages
    own: str = ""  # digest of the translation's words; empty: there were none yet
    by: str = ""
    date: str = ""  # ISO 8601 date
    line: int = 0  # of the file; 0: it is not written yet
    name: str = ""  # the source passages as written: p12, or p3-p4; empty: it is not written yet

    @property
    def id(self) -> str:
        """Return p12, or p3-p4."""
        return self.name or format_answers(self.answers)

    @property
    def is_signed(self) -> bool:
        """Does somebody stand for it, or was only noted what it was made from?"""
        return bool(self.own and (self.by or self.date or self.state == "reviewed"))


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A line of state.yaml: the id of a source passage, and the words that it had when the line was written."""

    id: str
    words: str  # their digest
    merged_into: str = ""  # the id of the passage that holds its words
    is_withdrawn: bool = False
    line: int = 0  # of the file; 0: it is not written yet


@dataclass(frozen=True, slots=True)
class ArticleState:
    """What state.yaml says of an article's passages and of its translations."""

    passages: tuple[SignedPassage, ...] = ()
    words: tuple[tuple[str, str], ...] = ()  # of source passages, by their digests
    file: Source | None = None  # None: not written yet
    records: tuple[PassageRecord, ...] = ()  # in the order of the source; none: ids are not fixed yet

    def passages_of(self, lang: str) -> tuple[SignedPassage, ...]:
        """Return what it says of the translation into a language."""
        return tuple(signed for signed in self.passages if signed.lang == lang)


def format_answers(answers: tuple[int, int]) -> str:
    """Return the id of some source passages: p12, or p3-p4."""
    first, last = answers
    return f"p{first}" if first == last else f"p{first}-p{last}"


@dataclass(frozen=True, slots=True)
class Article:
    """A source text, its translations, and the notes on it."""

    slug: str
    source: Text
    translations: tuple[Text, ...]
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...] = ()
    state: ArticleState | None = None  # None: no command has written one

    def text_in(self, lang: str) -> Text | None:
        """Return the text in a language, if there is one."""
        return next((t for t in (self.source, *self.translations) if t.lang == lang), None)


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the meanings of a term."""

    id: str
    definition: tuple[tuple[str, Prose], ...]
    forms: Forms = ()  # that always have this meaning
    sources: tuple[str, ...] = ()

    def forms_in(self, lang: str) -> tuple[str, ...]:
        """Return the forms in a language that always have this meaning."""
        return dict(self.forms).get(lang, ())


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    forms: Forms  # the first is the headword
    reading: str = ""
    definition: tuple[tuple[str, Prose], ...] = ()
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()  # contexts in which its forms are not this term
    senses: tuple[Sense, ...] = ()  # if it has several meanings; the first is the default
    as_of: str = ""  # of what time its facts speak; a year, month or day
    checked: str = ""  # when somebody last looked
    aliases: tuple[str, ...] = ()  # further addresses that lead to its page

    @property
    def meanings(self) -> tuple[Term | Sense, ...]:
        """The entry itself and its senses."""
        return (self, *self.senses)

    def forms_in(self, lang: str) -> tuple[str, ...]:
        """Return its forms in a language, the headword first; forms of one sense only belong to that sense."""
        return dict(self.forms).get(lang, ())


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page beside the articles (about, colophon), in its languages."""

    name: str
    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...] = ()
