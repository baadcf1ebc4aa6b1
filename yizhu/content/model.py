"""The nouns of content/: what its files become. All are frozen and whole when they are born."""

from __future__ import annotations

from dataclasses import dataclass

from yizhu.content.prose import Prose

# What is written once per language: pairs of a BCP 47 tag and the text.
TextByLang = tuple[tuple[str, str], ...]

# Wordings by language tag; the first of a language is the one to show.
Forms = tuple[tuple[str, tuple[str, ...]], ...]


# ---- what stands in content/ -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A text file as read."""

    path: str  # from the site's folder, with /
    text: str


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file beside a text that is no picture, and so cannot be shown."""

    name: str
    why: str
    help: str


@dataclass(frozen=True, slots=True)
class ArticleFolder:
    """The files of an article, as read."""

    slug: str
    path: str  # content/articles/slug
    texts: tuple[tuple[str, Source], ...]  # by language tag
    notes: Source | None
    files: tuple[str, ...]  # the names of the pictures in it
    langs: tuple[str, ...]  # of the editions, in their order
    accepted: Source | None = None  # what the editors signed off
    unusable: tuple[UnusableFile, ...] = ()  # all other files


@dataclass(frozen=True, slots=True)
class PageFolder:
    """The files of a page of content/pages, as read."""

    name: str
    path: str  # content/pages/name
    texts: tuple[tuple[str, Source], ...]
    files: tuple[str, ...] = ()  # the names of the pictures in it
    unusable: tuple[UnusableFile, ...] = ()  # all other files


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who talks in an article."""

    id: str
    names: Forms  # the first is the name, others as printed

    def names_in(self, lang: str) -> tuple[str, ...]:
        """The names in a language; a name without a language of its own serves all."""
        by_lang = dict(self.names)
        return by_lang.get(lang, by_lang.get("", ()))


@dataclass(frozen=True, slots=True)
class ConversionOverride:
    """A name or word of a text, and how converted editions write it."""

    forms: TextByLang  # by language tag; the first is the text's own
    is_name: bool = False  # kept together; where no form is given it is made character by character


@dataclass(frozen=True, slots=True)
class Meta:
    """The front matter of a text."""

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""
    publication_url: str = ""
    republisher: str = ""  # whose page it was taken from, where that is another
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
    exclude: tuple[str, ...] = ()  # term ids that are no terms here
    only: tuple[str, ...] = ()  # if any: the only term ids here
    senses: tuple[tuple[str, str], ...] = ()  # (term id, sense id): what it means here
    translators: tuple[str, ...] = ()
    status: str = ""  # machine draft reviewed
    mark: str = ""  # all section article none; empty: the site's
    writing: str = ""  # horizontal vertical; empty: horizontal
    convert: tuple[ConversionOverride, ...] = ()  # names and words, for converted editions


@dataclass(frozen=True, slots=True)
class Passage:
    """One top-level block of a text."""

    number: int  # from 1
    prose: Prose
    line: int  # of its file, from 1
    last_line: int
    answers: tuple[int, int] | None = None  # {from=p3-p4}: the source passages it answers
    role: str = ""  # bio notice
    speaker: str = ""  # id of who talks
    supplied: bool = False  # the speaker's label is the editors' addition
    after_break: bool = False  # a thematic break stands before it

    @property
    def kind(self) -> str:
        """The HTML element of its block: p h2 ul blockquote table pre …"""
        return self.prose.blocks[0].tag


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that the text itself carries."""

    label: str
    prose: Prose
    line: int = 1  # of its file, from 1
    last_line: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """An article in one language."""

    source: Source
    lang: str
    meta: Meta
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...] = ()

    @property
    def passages_and_footnotes(self) -> tuple[Passage | Footnote, ...]:
        """All that holds prose: the passages, then the footnotes."""
        return (*self.passages, *self.footnotes)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note's quote stands in the source text (W3C Web Annotation: TextPositionSelector)."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """What the editors say about some words of the source text."""

    id: str
    quote: str
    anchor: Anchor
    kind: str  # context source fact language translation
    as_of: str
    by: str
    text: tuple[tuple[str, Prose], ...]  # by language tag


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that an article shows; its bytes are copied beside the pages."""

    path: str  # in content/
    name: str  # as the article calls it


@dataclass(frozen=True, slots=True)
class Article:
    """A source text, its translations, and the notes on it."""

    slug: str
    source: Text
    translations: tuple[Text, ...]
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...] = ()

    def text_in(self, lang: str) -> Text | None:
        """The text in a language."""
        return next((t for t in (self.source, *self.translations) if t.lang == lang), None)


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the meanings of a term."""

    id: str
    definition: tuple[tuple[str, Prose], ...]
    forms: Forms = ()  # special to it
    sources: tuple[str, ...] = ()

    def forms_in(self, lang: str) -> tuple[str, ...]:
        """The forms in a language that always have this meaning."""
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
    exceptions: tuple[str, ...] = ()  # contexts in which it is not this term
    senses: tuple[
        Sense, ...
    ] = ()  # where it has several meanings; an article that chooses none has the first

    @property
    def meanings(self) -> tuple[Term | Sense, ...]:
        """The entry itself and its senses."""
        return (self, *self.senses)

    def forms_in(self, lang: str) -> tuple[str, ...]:
        """Its forms in a language, the headword first; those of one sense only are the sense's."""
        return dict(self.forms).get(lang, ())


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page beside the articles (about, colophon), in its languages."""

    name: str
    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...] = ()
