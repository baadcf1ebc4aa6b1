"""Read texts as on the mainland, each distinct clause once, and all that are new in one pass.

No rule looks beyond a clause: editions and articles share what is known of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise
from typing import NamedTuple

from yizhu.chinese.han import is_han
from yizhu.chinese.readings.context_readings import read_by_context
from yizhu.chinese.readings.dictionary_readings import read_by_dictionary
from yizhu.chinese.readings.grammar_readings import read_by_grammar
from yizhu.chinese.readings.polyphones import read_by_list, read_traditional
from yizhu.chinese.readings.tagged_text import tag_words
from yizhu.chinese.script_conversion import convert_text, to_simplified
from yizhu.chinese.words.segmentation import shared_jieba

_CLAUSE = re.compile("[^，。！？；：\n]+[，。！？；：\n]*|[，。！？；：\n]+")
_RARE_BELOW = 900  # occurrences among the 60 million words from which jieba's dictionary was counted
_KNOWN_CLAUSES, _KNOWN_WORDS = 8192, 16384  # whose reading, and whose rarity, is remembered
RARE, LISTED = 1, 2  # is it part of a rare word? is its reading that of a list, which no other rule changes?
_RARE = bytes([RARE])


class MainlandReading(NamedTuple):  # a tuple is made in half the time, and an article has hundreds of clauses
    """How a text is read on the mainland."""

    syllables: list[str]  # of each character, empty for any but Han characters
    flags: bytes  # of each character: ``RARE``, ``LISTED``


_known: dict[str, MainlandReading] = {}  # by clause, in Simplified characters


def read_mainland(texts: Sequence[str]) -> list[MainlandReading]:
    """Return the reading of each text."""
    simplified = _simplify(texts)
    clauses = [_CLAUSE.findall(text) for text in simplified]
    if len(_known) > _KNOWN_CLAUSES:
        _known.clear()
    new = [clause for clause in dict.fromkeys(chain(*clauses)) if clause not in _known]
    _known.update(zip(new, _read_clauses(new), strict=True))
    return [
        _tell_apart(text, own_simplified, _join([_known[clause] for clause in own]))
        for text, own_simplified, own in zip(texts, simplified, clauses, strict=True)
    ]


def _simplify(texts: Sequence[str]) -> list[str]:
    """Return the texts in Simplified characters, with the same offsets."""
    joined = "\n".join(texts)
    converted = convert_text(joined, "tw2s")
    if len(converted) != len(joined):  # one of them grows
        return [to_simplified(text, "tw2s") for text in texts]
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return [converted[start : start + len(text)] for start, text in zip(starts, texts, strict=False)]


def _tell_apart(text: str, simplified: str, reading: MainlandReading) -> MainlandReading:
    """Read the characters that differ in the Traditional text only, as 鬥 and 斗."""
    if text != simplified:  # in Simplified characters 斗 may be either
        for at, syllable in read_traditional(text).items():
            if not reading.flags[at] & LISTED:
                reading.syllables[at] = syllable
    return reading


def _join(readings: Sequence[MainlandReading]) -> MainlandReading:
    """Return the reading of a text from those of its clauses."""
    syllables = list(chain.from_iterable(own.syllables for own in readings))
    return MainlandReading(syllables, b"".join([own.flags for own in readings]))


def _read_clauses(clauses: Sequence[str]) -> Iterator[MainlandReading]:
    tagged = tag_words("\n".join(clauses))
    listed = read_by_list(tagged)
    syllables = read_by_dictionary(tagged)
    for at, syllable in (read_by_grammar(tagged) | read_by_context(tagged) | listed).items():
        syllables[at] = syllable
    flags = bytearray(len(tagged.text))
    for start, end in compress(pairwise(tagged.bounds), map(_is_rare, tagged.words)):
        flags[start:end] = _RARE * (end - start)
    for at in listed:
        flags[at] |= LISTED
    end = -1
    for clause in clauses:
        start = end + 1
        end = start + len(clause)
        yield MainlandReading(syllables[start:end], bytes(flags[start:end]))


@lru_cache(_KNOWN_WORDS)
def _is_rare(word: str) -> bool:
    """Is this a Chinese word that is met seldom?"""
    return is_han(word[0]) and shared_jieba().suggest_freq(word) < _RARE_BELOW
