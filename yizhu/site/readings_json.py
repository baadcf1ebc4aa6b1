"""Makes an article's ``readings.json``: how each Chinese passage is read. The page loads it when a reader asks for it.

1. collect the readings that editors wrote: of terms, then of spans 2. read the other words 3. mark the rare words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from yizhu.chinese.readings.pinyin import syllable_to_zhuyin
from yizhu.chinese.readings.transcription import has_syllable_per_character, read_passages
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.prose import Prose
from yizhu.editions.model import Edition, LocalizedProse
from yizhu.editions.terms.mark_terms import TermSet
from yizhu.site.page_model import File

# Of each term: its id, its headword in Simplified characters, its reading in pinyin.
TermReadings = tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=2)  # every article of a build asks for them, once per edition
def term_readings(term_set: TermSet) -> TermReadings:
    """Return the readings that the glossary gives for Chinese headwords; those that do not fit are left out."""
    terms = term_set.terms
    headwords = ((term, next((f[0] for tag, f in term.forms if tag.startswith("zh")), "")) for term in terms)
    return tuple(
        (term.id, convert_text(word, "t2s"), term.reading)
        for term, word in headwords
        if has_syllable_per_character(term.reading, word)
    )


def readings_used_in(edition: Edition, terms: TermReadings) -> TermReadings:
    """Return the readings of the terms that the edition uses: other terms must not change its file."""
    used = {use.id for use in edition.uses}
    return tuple(term for term in terms if term[0] in used)


def make_readings_file(edition: Edition, terms: TermReadings, region: str, sandhi: str = "citation") -> File:
    """Return ``readings.json`` of an article; docs/reference.md describes its format.

    ``terms``: the readings of the terms that the edition uses; ``region``: whose pronunciation, cn or tw;
    ``sandhi``: citation or spoken.
    """
    numbers: defaultdict[str, int] = defaultdict()  # by syllable, in the order in which they are met
    numbers.default_factory = numbers.__len__
    sides: dict[str, dict[str, list[int]]] = {"text": {}, "counterpart": {}}
    rare: dict[str, dict[str, list[int]]] = {"text": {}, "counterpart": {}}
    readings_by_word = {word: reading for _, word, reading in terms}
    passages = list(_chinese_passages(edition))
    texts = [words.prose.text for _, _, words in passages]
    given = [tuple(_given_readings(words.prose, readings_by_word)) for _, _, words in passages]
    for (side, id, _), reading in zip(passages, read_passages(texts, region, given, sandhi), strict=True):
        # The passages of one row are read one after the other, as they stand on the page.
        row = sides[side].setdefault(id, [])
        before = len(row)
        rare[side].setdefault(id, []).extend(map(before.__add__, reading.rare))
        row += map(numbers.__getitem__, filter(None, reading.syllables))
    content = {
        "region": region,
        "pinyin": list(numbers),
        "zhuyin": [syllable_to_zhuyin(syllable) for syllable in numbers],
        **sides,
        "rare": rare,
    }
    return File(f"{edition.name}/{edition.slug}/readings.json", msgspec.json.encode(content))


def _chinese_passages(edition: Edition) -> Iterator[tuple[str, str, LocalizedProse]]:
    """Yield text or counterpart, the row's id, and the passage."""
    for row in edition.rows:
        for side, passages in (("text", row.text), ("counterpart", row.counterpart)):
            for words in passages:
                if words.lang.startswith("zh"):
                    yield side, row.id, words


def _given_readings(prose: Prose, terms: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, reading): first those of the glossary, then those of the text itself, which win."""
    for mark in prose.marks:
        if mark.kind in ("term", "use"):
            reading = terms.get(_simplify_word(prose.text[mark.start : mark.end]), "")
            if reading:
                yield mark.start, mark.end, reading
    for mark in prose.marks:
        if mark.kind == "reading":
            yield mark.start, mark.end, mark.get("reading")


@lru_cache(maxsize=4096)  # articles repeat their terms
def _simplify_word(word: str) -> str:
    return convert_text(word, "t2s")
