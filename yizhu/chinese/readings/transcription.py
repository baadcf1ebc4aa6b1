"""Read Chinese: pinyin and zhuyin of texts and headwords, and the order of headwords in an index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, count

from yizhu.chinese.han import HAN, has_han, is_han
from yizhu.chinese.readings.mainland_readings import RARE, read_mainland
from yizhu.chinese.readings.pinyin import split_syllables, syllable_to_zhuyin
from yizhu.chinese.readings.polyphones import read_in_taiwan
from yizhu.chinese.readings.sandhi import find_spoken_tones
from yizhu.chinese.script_conversion import convert_text, find_script

_LATIN = re.compile("[A-Za-z]+")
_BEFORE_MARK = re.compile(r"(?<! ) +(?=[，。！？；：、」』”’）》〉】…—])")
_AFTER_MARK = re.compile(r"(?<=[「『“‘（《〈【，。！？；：、」』”’）》〉】…—]) +")
_ARE_RARE = bytes(flags & RARE for flags in range(256))
_KNOWN_WORDS = 16384  # whose reading, written by somebody, is remembered by syllables


Given = Sequence[tuple[int, int, str]]  # readings that somebody wrote: start, end, pinyin; the later wins


@dataclass(frozen=True, slots=True)
class PassageReading:
    """How a passage is read."""

    syllables: Sequence[str]  # pinyin with its tone mark of each character, empty for any but Han characters
    flags: bytes  # of each character

    @property
    def rare(self) -> Iterator[int]:
        """The numbers of the characters of rare words among the Han characters, of which the first is 0."""
        return compress(count(), compress(self.flags.translate(_ARE_RARE), self.syllables))


def read_passages(
    texts: Sequence[str], region: str, given: Sequence[Given], sandhi: str = "citation"
) -> list[PassageReading]:
    """Return the reading of each passage, as ``read_syllables`` reads it; ``given``: of each what somebody wrote.

    ``sandhi``: 一 and 不 in their citation form, or as they are ``spoken``.

    Many are read together in less time than one by one. Rare are words that occur less than 15 times in a million, by
    jieba's dictionary. A learner looks these up; the other words cover some nine tenths of a newspaper.
    """
    return [
        PassageReading(_read_in_region(text, reading.syllables, region, own, sandhi), reading.flags)
        for text, reading, own in zip(texts, read_mainland(texts), given, strict=True)
    ]


def read_syllables(text: str, region: str = "cn", given: Given = ()) -> tuple[str, ...]:
    """Return a syllable of pinyin with its tone mark for each character, empty for any but Han characters.

    ``region`` is cn (《普通话异读词审音表》) or tw (教育部《國語一字多音審訂表》). Tone sandhi is not written: 一 yī, 不 bù.

    The text is converted to Simplified first: pypinyin's phrases are Simplified, and it reads 銀行 as yín xíng.
    """
    return tuple(read_passages([text], region, [given])[0].syllables)


def _read_in_region(text: str, read: list[str], region: str, given: Given, sandhi: str) -> list[str]:
    if region == "tw":
        for at, syllable in read_in_taiwan(text, read).items():
            read[at] = syllable
    if sandhi == "spoken":
        for at, syllable in find_spoken_tones(text, read).items():
            read[at] = syllable
    for start, end, pinyin in given:
        read[start:end] = _place_syllables(text[start:end], pinyin) or read[start:end]
    return read


def has_syllable_per_character(reading: str, text: str) -> bool:
    """Does the reading have a syllable of pinyin for each Han character of the text?"""
    return bool(_place_syllables(text, reading))


@lru_cache(_KNOWN_WORDS)
def _place_syllables(text: str, pinyin: str) -> tuple[str, ...]:
    """Return the syllable of each character, empty for any but Han characters; none if the numbers differ.

    A reading may read figures, a number at once (從1到10 cóng yī dào shí) or digit by digit, or leave them out. Latin
    words are the same in the reading and in the text.
    """
    for word in _LATIN.findall(text):
        pinyin = pinyin.replace(word, " ", 1)
    for figures in (r"(?!)", r"\d+", r"\d"):
        stand = [one.start() for one in re.finditer(f"{HAN}|{figures}", text)]
        if written := split_syllables(pinyin, len(stand)):
            laid = {at: s for at, s in zip(stand, written, strict=True) if is_han(text[at])}
            return tuple(laid.get(at, "") for at in range(len(text)))
    return ()


def transcribe(text: str, region: str = "cn", style: str = "pinyin", sandhi: str = "citation") -> str:
    """Return the text with each Han character as a syllable (style: pinyin or zhuyin), separated by spaces."""
    read = read_passages([text], region, [()], sandhi)[0].syllables
    spelled = [syllable_to_zhuyin(s) if style == "zhuyin" and s else s for s in read]
    pieces = [f" {s} " if s else c for c, s in zip(text, spelled, strict=True)]
    return _normalize_spaces("".join(pieces))


def _normalize_spaces(text: str) -> str:
    """Reduce spaces to one; remove those before closing marks, after opening marks and at the ends of lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(_BEFORE_MARK.sub("", _AFTER_MARK.sub("", line)) for line in lines)


def to_pinyin(text: str) -> str:
    """Return the text in Hanyu Pinyin, a syllable for each Han character; empty if it has none."""
    return transcribe(text) if has_han(text) else ""


def find_index_letter(headword: str, lang: str) -> str:
    """Return the letter of an index under which the headword goes: ㄅ (zh-Hant), B (zh-Hans and others)."""
    first = headword[:1]
    if is_han(first) and find_script(lang).startswith("zh-Hant"):
        return _headword_syllables(headword, "BOPOMOFO")[0][:1]
    if is_han(first):
        return _first_letter(_headword_syllables(headword, "TONE")[0])
    return _first_letter(first) if first.isalpha() else "0–9"


def sort_key(headword: str, lang: str) -> tuple[int, str, str]:
    """Return the sort key of an index: figures, Latin letters, then Chinese by zhuyin (zh-Hant) or pinyin."""
    if not headword or not is_han(headword[0]):
        return (0 if not headword[:1].isalpha() else 1, _letters_of(_without_accents(headword)), headword)
    if find_script(lang).startswith("zh-Hant"):
        return (2, " ".join(_headword_syllables(headword, "BOPOMOFO")), headword)
    return (1, " ".join(_letters_of(s) + s for s in _headword_syllables(headword, "TONE3")), headword)


def _first_letter(text: str) -> str:
    return unicodedata.normalize("NFD", text)[:1].upper()


def _without_accents(text: str) -> str:
    """Return the text without marks on its letters: ä goes with a, as in DIN 5007."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _letters_of(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalnum())


@cache
def _headword_syllables(text: str, style: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(convert_text(text, "t2s"), style=getattr(Style, style)))
