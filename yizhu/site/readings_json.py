"""How an article's passages are read, in a file that its page loads when a reader asks for it.

1. gather the readings that somebody wrote: of terms, then of spans 2. read the rest 3. say which words are rare.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yizhu.chinese.han import is_han
from yizhu.chinese.pinyin import syllable_to_zhuyin
from yizhu.chinese.readings import find_rare_words, has_syllable_per_character, read_syllables
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.prose import Prose
from yizhu.editions.mark_terms import TermSet
from yizhu.editions.model import Edition, LocalizedProse
from yizhu.site.page_model import File

# The ids of terms, their headwords in Simplified, and how the editors read them.
TermReadings = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SpokenJob:
    """An article as an edition shows it, whose readings are wanted."""

    edition: Edition
    terms: TermReadings
    region: str  # cn tw


@lru_cache(maxsize=2)  # asked for every article of a build, and for each edition
def term_readings(term_set: TermSet) -> TermReadings:
    """Return the readings that the glossary gives, for Chinese headwords."""
    terms = term_set.terms
    headwords = ((term, next((f[0] for tag, f in term.forms if tag.startswith("zh")), "")) for term in terms)
    return tuple(
        (term.id, convert_text(word, "t2s"), term.reading)
        for term, word in headwords
        if has_syllable_per_character(term.reading, word)
    )


def terms_of(edition: Edition, terms: TermReadings) -> TermReadings:
    """Those of the terms that the edition uses: a reading elsewhere is none of its business."""
    used = {id for id, _ in edition.uses}
    return tuple(term for term in terms if term[0] in used)


def speak(job: SpokenJob) -> File:
    """``readings.json`` of an article: its format is in docs/reference.md."""
    known: dict[str, int] = {}
    sides: dict[str, dict[str, list[int]]] = {"text": {}, "counterpart": {}}
    rare: dict[str, dict[str, list[int]]] = {"text": {}, "counterpart": {}}
    terms = {word: reading for _, word, reading in job.terms}
    for side, id, words in _chinese(job.edition):
        # What a row holds of several passages is read one behind the other, as it stands on the page.
        read, are_rare = _read(words.prose, job.region, terms)
        before = len(sides[side].setdefault(id, []))
        sides[side][id] += [known.setdefault(syllable, len(known)) for syllable in read]
        rare[side].setdefault(id, []).extend(before + n for n, is_rare in enumerate(are_rare) if is_rare)
    told = {
        "region": job.region,
        "pinyin": list(known),
        "zhuyin": [syllable_to_zhuyin(syllable) for syllable in known],
        **sides,
        "rare": rare,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return File(f"{job.edition.name}/{job.edition.slug}/readings.json", text.encode())


def _chinese(edition: Edition) -> Iterator[tuple[str, str, LocalizedProse]]:
    for row in edition.rows:
        for side, pieces in (("text", row.text), ("counterpart", row.counterpart)):
            for words in pieces:
                if words.lang.startswith("zh"):
                    yield side, row.id, words


def _read(prose: Prose, region: str, terms: Mapping[str, str]) -> tuple[list[str], list[bool]]:
    """The syllables of the Han characters, and for each whether it stands in a rare word."""
    read = read_syllables(prose.text, region, tuple(_written(prose, terms)))
    rare = {at for start, end in find_rare_words(prose.text) for at in range(start, end)}
    stand = [at for at, character in enumerate(prose.text) if is_han(character)]
    return [read[at] for at in stand], [at in rare for at in stand]


def _written(prose: Prose, terms: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """What the glossary and, nearer, the text itself says of readings."""
    for mark in prose.marks:
        said = prose.text[mark.start : mark.end]
        if mark.kind in ("term", "use"):
            reading = terms.get(convert_text(said, "t2s"), "")
            if reading:
                yield mark.start, mark.end, reading
    for mark in prose.marks:
        if mark.kind == "reading":
            yield mark.start, mark.end, mark.get("reading")
