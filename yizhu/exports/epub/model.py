"""What a book is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A place in a chapter that the table of contents leads to."""

    title: str
    lang: str
    id: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document of the book, in the order of reading."""

    name: str  # the file's, without ending
    title: str
    lang: str
    body: str  # XHTML: the children of <body>
    headings: tuple[Heading, ...] = ()
    has_formulas: bool = False


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file that chapters show."""

    path: str  # in the book: images/slug/img/a.png
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Book:
    """A book before it is packed."""

    name: str  # the file's, without ending
    address: str  # of the same on the site; its id is made from it
    title: str
    lang: str
    chapters: tuple[Chapter, ...]
    files: tuple[BookFile, ...]
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    publisher: str = ""
    description: str = ""
    sources: tuple[str, ...] = ()  # addresses of the originals
    rights: str = ""
    issued: str = ""  # ISO 8601 day
    modified: str = ""  # ISO 8601 day
    is_vertical: bool = False
    has_rubies: bool = False
    has_undescribed_pictures: bool = False
    further: tuple[tuple[str, bytes], ...] = ()  # other files, by path: what our own import reads
