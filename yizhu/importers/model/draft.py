"""The data types of an import: the source, its draft, and what became of each line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from yizhu.content.faults import Fault, Faults, Place

Lines = tuple[int, int]  # first and last line of the decoded source, from 1, both included

GIVEN = "given by the editor"  # why a language is what it is

NO_ARTICLE = "the page holds little but links, headlines or teasers"
ONLY_NAMED = f"{NO_ARTICLE}: only what --keep names was kept"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the decoded source that is not empty; or a label alone on its line joined with the next line."""

    number: int  # from 1
    text: str  # without white space at either end
    more: int = 0  # how many lines further down its last line is

    @property
    def lines(self) -> Lines:
        """The first and the last of its lines."""
        return self.number, self.number + self.more


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """A picture that came with the source."""

    name: str  # of the file it would be written to
    data: bytes
    origin: str  # where in the source it stood


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided about a range of lines of the source."""

    lines: Lines
    keep: bool  # False: it is no part of the article

    @property
    def word(self) -> str:
        """What the editor did, for a reason."""
        return "kept" if self.keep else "dropped"


@dataclass(frozen=True, slots=True)
class Received:
    """The source as it came in, and its text."""

    name: str  # as the editor typed it: for the places of faults
    data: bytes  # kept byte for byte beside the article
    encoding: str
    text: str  # decoded, every line end a \n
    declared: str = ""  # the encoding that a server or the page itself names
    url: str = ""  # where it was fetched from, redirects followed
    form: str = "txt"  # what the bytes are, as the end of a file's name: txt html md docx epub mhtml
    pictures: tuple[EmbeddedPicture, ...] = ()  # those that came with it
    decisions: tuple[Decision, ...] = ()  # of the editor, the later ones win
    is_broken: bool = False  # some bytes could not be decoded; the text has U+FFFD for them
    title: str = ""  # what the editor states, whatever the page says
    authors: tuple[str, ...] = ()

    def decided(self, lines: Lines) -> Decision | None:
        """The last decision about any of these lines."""
        about = [one for one in self.decisions if one.lines[0] <= lines[1] and lines[0] <= one.lines[1]]
        return about[-1] if about else None

    @property
    def is_kept(self) -> bool:
        """Did the editor say of any line that it is the article's?"""
        return any(one.keep for one in self.decisions)

    def lines(self) -> tuple[SourceLine, ...]:
        """The lines that are not empty."""
        numbered = enumerate(self.text.split("\n"), 1)
        return tuple(SourceLine(number, text.strip()) for number, text in numbered if text.strip())


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a page, and how it was found."""

    tag: str  # BCP 47
    why: str
    is_doubtful: bool = False  # nothing but the alphabet speaks for it

    @property
    def is_given(self) -> bool:
        """Did the editor say what it is?"""
        return self.why == GIVEN

    @property
    def is_chinese(self) -> bool:
        """May the rules for Chinese text fire?"""
        return self.tag.lower().split("-")[0] == "zh"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or paper that takes turns in an interview."""

    id: str  # ASCII, for the front matter
    name: str
    labels: tuple[str, ...] = ()  # as printed before a turn, where that is not the name


@dataclass(frozen=True, slots=True)
class Block:
    """One passage of the draft."""

    role: str  # heading, question, answer, paragraph, quote, list, table, figure, code, bio or notice
    text: str  # without the speaker's label; punctuation restored
    lines: Lines
    why: str  # the reason for the role
    speaker: str = ""  # a speaker's id; empty: none, or unknown
    label: str = ""  # the printed label with its colon; empty: no label
    supplied: bool = False  # the label is ours: the page leaves it out
    markdown: str = ""  # the text with the page's own markup; empty: it has none
    unsure: bool = False  # kept, but an editor should look


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the source that is not part of the article, with the reason."""

    lines: Lines
    text: str  # as in the source
    why: str


@dataclass(frozen=True, slots=True)
class Field:
    """A front matter field, and the lines that gave it."""

    name: str
    lines: Lines
    why: str = ""  # the rule that found it; empty: the source states it as such


@dataclass(frozen=True, slots=True)
class Meta:
    """The front matter: only what the page or the editor states."""

    title: str
    publication: str = ""
    source_url: str = ""
    speakers: tuple[Speaker, ...] = ()
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publication_url: str = ""
    republisher: str = ""
    published: str = ""  # ISO 8601 date
    modified: str = ""
    rights: str = ""  # in the page's own words


@dataclass(frozen=True, slots=True)
class MatchedProfile:
    """A profile whose rules were used, and why."""

    profile: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A picture of the article: the file written beside it, or why there is none."""

    address: str  # as the draft's text has it
    origin: str  # where it came from
    file: str = ""  # its name beside the article; empty: it was not taken
    data: bytes = b""
    why: str = ""  # it was not taken


@dataclass(frozen=True, slots=True)
class Translation:
    """The passages of a page's second language."""

    language: Language
    title: str
    blocks: tuple[Block, ...]
    answers: tuple[
        Lines, ...
    ]  # of each: the first and last passage of the text that it answers, from 1; 0: none
    speakers: tuple[Speaker, ...] = ()  # with the ids that they have in the text


@dataclass(frozen=True, slots=True)
class Draft:
    """An article to be written, with an account of every line of its source."""

    received: Received
    language: Language
    profiles: tuple[MatchedProfile, ...]
    meta: Meta
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]  # in the order of the source
    restored: tuple[tuple[str, int], ...]  # half-width mark → how many were made full-width again
    beside: tuple[Dropped, ...] = ()  # dropped from lines of which something else was kept
    written: str = ""  # the article's text, where the source is one already
    given: dict[str, Any] = field(default_factory=dict)  # and its front matter
    pictures: tuple[DraftPicture, ...] = ()  # those that were asked for
    doubt: str = ""  # why something else of the source may be the article, or more
    translation: Translation | None = None  # of a page in two languages


def fault_at(name: str, line: SourceLine, problem: str, help: str) -> Faults:
    """Return the fault of one line of a source."""
    return Faults([Fault(Place(name, line.number, 0, line.text), problem, help)])


def fault_of(name: str, problem: str, help: str) -> Faults:
    """Return the fault of a source as a whole."""
    return Faults([Fault(Place(name), problem, help)])


def drop_line(line: SourceLine, why: str) -> Dropped:
    """Return one line as a dropped stretch."""
    return Dropped((line.number, line.number), line.text, why)


def find_unaccounted(draft: Draft) -> tuple[int, ...]:
    """Return the lines in no field, block or dropped stretch, or both kept and dropped; should be empty."""
    blocks = (*draft.blocks, *(draft.translation.blocks if draft.translation else ()))
    kept = _covered(field.lines for field in draft.fields) | _covered(block.lines for block in blocks)
    dropped = _covered(item.lines for item in draft.dropped)
    numbers = {line.number for line in draft.received.lines()}
    return tuple(sorted((numbers - kept - dropped) | (numbers & kept & dropped)))


def _covered(stretches: Iterable[Lines]) -> set[int]:
    return {number for first, last in stretches for number in range(first, last + 1)}
