"""Read Chinese by pypinyin's tables alone: the longest phrases from the left, else each character's first reading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from itertools import compress, count
from operator import add

from yizhu.chinese.han import is_han
from yizhu.chinese.readings.tagged_text import TaggedText

_KNOWN_WORDS = 16384  # whose reading is remembered
_WITHOUT_SANDHI = {"不": "bù", "一": "yī"}


def read_by_dictionary(tagged: TaggedText) -> list[str]:
    """Return the syllable of each character, in the longest phrases from the left that end no word of the segmenter
    halfway (門將 in 部門|將).
    """
    read = read_phrases(tagged.text, tagged.bounds)
    for start, end in tagged.spans("ns"):
        # Phrases are taken from the left: 看中 in 看中國. So place names are read by themselves.
        read[start:end] = _read_place(tagged.text[start:end])
    return read


@lru_cache(_KNOWN_WORDS)
def _read_place(name: str) -> tuple[str, ...]:
    return tuple(read_phrases(name))


def read_phrases(simplified: str, bounds: Sequence[int] = ()) -> list[str]:
    """Return what ``lazy_pinyin`` of pypinyin returns, but for tone sandhi. That takes twenty times as long.

    ``bounds``: where words begin; no phrase begins inside one and ends behind it.
    """
    phrases, lengths = load_phrases()
    read = list(map(_CHARACTERS.__getitem__, simplified))
    possible = list(map(lengths.get, map(add, simplified, simplified[1:])))
    begins: Container[int] = frozenset(bounds) if bounds else range(len(simplified))
    end = 0
    for at in compress(count(), possible):
        if at < end:
            continue
        for length in possible[at] or ():
            phrase = simplified[at : at + length]
            if phrase in phrases and (at in begins or bounds[bisect_left(bounds, at)] >= at + length):
                end = at + len(phrase)
                read[at:end] = _read_phrase(phrase)
                break
    return read


@cache
def load_phrases() -> tuple[dict[str, list[list[str]]], dict[str, list[int]]]:
    """Return pypinyin's phrases, and by two characters the lengths of the phrases that they begin, the longest first."""
    from pypinyin.constants import PHRASES_DICT  # loads slowly, and only some pages need it

    lengths: dict[str, list[int]] = {}
    for phrase in PHRASES_DICT:
        begin, length = phrase[:2], len(phrase)
        known = lengths.setdefault(begin, [])
        if length not in known:
            known.append(length)
    for known in lengths.values():
        known.sort(reverse=True)
    return PHRASES_DICT, lengths


@lru_cache(_KNOWN_WORDS)
def _read_phrase(phrase: str) -> tuple[str, ...]:
    # A few phrases have tone sandhi, which is not written.
    readings = load_phrases()[0][phrase]
    return tuple(_WITHOUT_SANDHI.get(c, own[0]) for c, own in zip(phrase, readings, strict=True))


class _Characters(dict[str, str]):
    """The first reading of each character that was asked for; nothing for what is no Han character."""

    def __missing__(self, character: str) -> str:
        self[character] = read = _read_character(character)
        return read


_CHARACTERS = _Characters()


def _read_character(character: str) -> str:
    """Return the first reading of a Han character; the character itself if none is known."""
    from pypinyin.constants import PINYIN_DICT, RE_HANS

    if not is_han(character):
        return ""
    known = PINYIN_DICT.get(ord(character), character) if RE_HANS.match(character) else character
    return _WITHOUT_SANDHI.get(character, str(known).partition(",")[0])
