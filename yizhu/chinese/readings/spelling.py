"""Spell Chinese words in pinyin as GB/T 16159 has it: syllables of a word joined, words apart, names with a capital."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from yizhu.chinese.han import has_han, unify_name_dots
from yizhu.chinese.readings.pinyin import strip_tone, syllable_to_zhuyin
from yizhu.chinese.readings.tagged_text import tag_words
from yizhu.chinese.readings.transcription import read_syllables
from yizhu.chinese.readings.word_division import ORDINAL, PLACE, divide_words
from yizhu.chinese.script_conversion import to_simplified

_NAMES = ("ns", "nt")  # jieba's tags of places and bodies; those that it takes for persons are often none
_HALF = 2  # characters of each half of an idiom of four
_KNOWN = 16384  # words whose spelling is remembered

Given = tuple[tuple[int, int, str], ...]  # readings that somebody wrote, as ``read_syllables`` takes them


@lru_cache(_KNOWN)  # every article of every edition asks for its terms
def spell_word(text: str, region: str = "cn", *, is_name: bool | None = None, is_whole: bool = True) -> str:
    """Return a headword in pinyin, by words.

    ``is_name``: does it begin with a capital? None: nobody knows. ``is_whole``: do its other words, too?
    """
    if "·" in (unified := unify_name_dots(text)):  # a foreign person's name: each part is one word
        return "·".join(spell_word(part, region, is_name=True) for part in unified.split("·"))
    syllables = read_syllables(text, region)
    pieces: list[str] = []
    for start, end, tag in divide_words(tag_words(to_simplified(text, "tw2s")), bool(is_name)):
        piece = _join(syllables[start:end], tag) if syllables[start] else text[start:end]
        # Each word of a name has a capital (Běijīng Dàxué), but 的 and its kin.
        is_place = tag == PLACE or (tag.startswith(_NAMES) and end - start > 1)
        is_first = is_name and not pieces
        is_capital = is_first or (
            not tag.startswith("u") if is_name and is_whole else is_name is not False and is_place
        )
        pieces.append(piece[:1].upper() + piece[1:] if is_capital and syllables[start] else piece)
    return " ".join("".join(_space(pieces)).split())


@lru_cache(_KNOWN)
def adapt_reading(reading: str, text: str, region: str) -> str:
    """Return a reading that an editor gave, with the region's syllables where it has the mainland's usual ones."""
    if region == "cn" or not is_usual(reading, text):
        return reading
    written = read_syllables(text, given=((0, len(text), reading),))
    adapted, at = unicodedata.normalize("NFC", reading), 0
    for old, new in zip(written, read_syllables(text, region), strict=True):
        found = adapted.casefold().find(old, at) if old else -1
        if found >= 0:
            new = new.capitalize() if adapted[found].isupper() else new
            adapted = adapted[:found] + new + adapted[found + len(old) :]
            at = found + len(new)
    return adapted


@lru_cache(_KNOWN)
def is_usual(reading: str, text: str) -> bool:
    """Is a reading that somebody wrote the mainland's usual one, but for tones that are neutral in one of the two?"""
    written = read_syllables(text, given=((0, len(text), reading),))
    pairs = list(zip(written, read_syllables(text), strict=True))
    return all(a == b or (strip_tone(a) == strip_tone(b) and strip_tone(a) in (a, b)) for a, b in pairs)


@lru_cache(_KNOWN)
def spell_zhuyin(text: str, region: str = "tw", given: Given = ()) -> str:
    """Return a headword in zhuyin, a syllable for each Han character, with all else as it is (ㄘㄨㄥˊ 0 ㄉㄠˋ 1)."""
    if not has_han(text):
        return ""
    read = read_syllables(text, region, given)
    pieces = (f" {syllable_to_zhuyin(s)} " if s else c for c, s in zip(text, read, strict=True))
    return " ".join("".join(pieces).split())


def _space(pieces: list[str]) -> Iterator[str]:
    """Yield the pieces with a space between them, but none before a mark that closes."""
    for piece in pieces:
        yield piece if piece[:1] in "，。！？；：、」』”’）》" else f" {piece}"


def _join(syllables: tuple[str, ...], tag: str) -> str:
    if tag == ORDINAL:
        return f"{syllables[0]}-{_join(syllables[1:], '')}"
    if tag == "i" and len(syllables) == 2 * _HALF:
        return f"{_join(syllables[:_HALF], '')}-{_join(syllables[_HALF:], '')}"
    marked = (f"'{s}" if nth and strip_tone(s)[0] in "aoe" else s for nth, s in enumerate(syllables) if s)
    return "".join(marked)
