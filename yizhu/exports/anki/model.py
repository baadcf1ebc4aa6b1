"""What a deck of cards holds."""

from __future__ import annotations

from dataclasses import dataclass

# The fields of a note, in their order: people build card templates of their own on these names. They stay as they are:
# of a type of notes with other fields Anki refuses all updates, unless the learner has it merge types.
FIELDS = (
    "Headword",
    "Reading",
    "Sentence",
    "Counterpart",
    "Definition",
    "Other",
    "Link",
    "Source",
    "Lang",
    "OtherLang",
    "SentenceLang",
    "CounterpartLang",
    "DefinitionLang",
    "Level",
)


@dataclass(frozen=True, slots=True)
class CardNote:
    """A term in one of its senses, from which Anki makes its cards."""

    key: str  # what it is known again by, whatever its words: address of the site, edition, term, sense
    fields: tuple[str, ...]  # HTML, as FIELDS names them
    tags: tuple[str, ...]
    can_recall: bool  # is there anything to recall the headword from?


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck of cards."""

    key: str  # its address
    name: str  # :: between it and the deck that holds it
    description: str  # HTML
    notes: tuple[CardNote, ...]
