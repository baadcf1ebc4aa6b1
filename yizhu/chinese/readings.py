"""Read Chinese: pinyin and zhuyin of texts and headwords, and the order of headwords in an index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from yizhu.chinese.han import HAN, has_han, is_han
from yizhu.chinese.pinyin import split_syllables, syllable_to_zhuyin
from yizhu.chinese.polyphones import (
    find_infrequent_words,
    find_place_names,
    read_polyphones,
    read_region_words,
    to_region_reading,
)
from yizhu.chinese.script_conversion import convert_text, to_simplified

_LATIN = re.compile("[A-Za-z]+")
_RARE_BELOW = 900  # occurrences among the 60 million words from which jieba's dictionary was counted
_BEFORE_MARK = re.compile(r"(?<! ) +(?=[，。！？；：、」』”’）》〉】…—])")
_AFTER_MARK = re.compile(r"(?<=[「『“‘（《〈【，。！？；：、」』”’）》〉】…—]) +")
_WITHOUT_SANDHI = {"不": "bù", "一": "yī"}


def read_syllables(
    text: str, region: str = "cn", given: Sequence[tuple[int, int, str]] = ()
) -> tuple[str, ...]:
    """Return a syllable of pinyin with its tone mark for each character, empty for any but Han characters.

    ``region`` is cn (《普通话异读词审音表》) or tw (教育部《國語一字多音審訂表》). ``given`` are readings that somebody wrote:
    (start, end, pinyin); the later wins. Tone sandhi is not written: 一 yī, 不 bù.

    The text is converted to Simplified first: pypinyin's phrases are Simplified, and it reads 銀行 as yín xíng.
    """
    simplified = to_simplified(text, "tw2s")
    read = [s if is_han(c) else "" for c, s in zip(text, _read_with_pypinyin(simplified), strict=True)]
    for at, syllable in read_polyphones(text, simplified).items():
        read[at] = syllable
    read = [to_region_reading(c, s, region) for c, s in zip(text, read, strict=True)]
    for at, syllable in read_region_words(text, region).items():
        read[at] = syllable
    for start, end, pinyin in given:
        read[start:end] = _place_syllables(text[start:end], pinyin) or read[start:end]
    return tuple(read)


def has_syllable_per_character(reading: str, text: str) -> bool:
    """Does the reading have a syllable of pinyin for each Han character of the text?"""
    return bool(_place_syllables(text, reading))


def _place_syllables(text: str, pinyin: str) -> list[str]:
    """Return the syllable of each character, empty for any but Han characters; an empty list if the numbers differ.

    A reading may read figures, a number at once (從1到10 cóng yī dào shí) or digit by digit, or leave them out. Latin
    words are the same in the reading and in the text.
    """
    for word in _LATIN.findall(text):
        pinyin = pinyin.replace(word, " ", 1)
    for figures in (r"(?!)", r"\d+", r"\d"):
        stand = [one.start() for one in re.finditer(f"{HAN}|{figures}", text)]
        if written := split_syllables(pinyin, len(stand)):
            laid = {at: s for at, s in zip(stand, written, strict=True) if is_han(text[at])}
            return [laid.get(at, "") for at in range(len(text))]
    return []


def find_rare_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of words that occur less than 15 times in a million words, by jieba's dictionary.

    A learner looks these up; the other words cover some nine tenths of a newspaper.
    """
    return find_infrequent_words(to_simplified(text, "tw2s"), _RARE_BELOW)


def transcribe(text: str, region: str = "cn", style: str = "pinyin") -> str:
    """Return the text with each Han character as a syllable (style: pinyin or zhuyin), separated by spaces."""
    read = read_syllables(text, region)
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


def to_zhuyin(text: str) -> str:
    """Return the text in zhuyin (bopomofo), a syllable for each Han character; empty if it has none."""
    return transcribe(text, style="zhuyin") if has_han(text) else ""


def is_default_reading(reading: str, text: str) -> bool:
    """Is ``reading`` (pinyin, by word or by syllable) the same as ``to_pinyin(text)``?"""
    return _letters_of(reading) == _letters_of(to_pinyin(text))


def find_index_letter(headword: str, lang: str) -> str:
    """Return the letter of an index under which the headword goes: ㄅ (zh-Hant), B (zh-Hans and others)."""
    first = headword[:1]
    if is_han(first) and lang.startswith("zh-Hant"):
        return _headword_syllables(headword, "BOPOMOFO")[0][:1]
    if is_han(first):
        return _first_letter(_headword_syllables(headword, "TONE")[0])
    return _first_letter(first) if first.isalpha() else "0–9"


def sort_key(headword: str, lang: str) -> tuple[int, str, str]:
    """Return the sort key of an index: figures, Latin letters, then Chinese by zhuyin (zh-Hant) or pinyin."""
    if not headword or not is_han(headword[0]):
        return (0 if not headword[:1].isalpha() else 1, _letters_of(headword), headword)
    if lang.startswith("zh-Hant"):
        return (2, " ".join(_headword_syllables(headword, "BOPOMOFO")), headword)
    return (1, " ".join(_letters_of(s) + s for s in _headword_syllables(headword, "TONE3")), headword)


def _first_letter(text: str) -> str:
    return unicodedata.normalize("NFD", text)[:1].upper()


def _letters_of(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalnum())


def _read_with_pypinyin(simplified: str) -> list[str]:
    """Return pypinyin's syllable for each character."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries load slowly, and only some pages need them

    each: Any = list  # other text too comes one by one
    read: list[str] = lazy_pinyin(simplified, style=Style.TONE, errors=each)
    for start, end in find_place_names(simplified):
        # It takes phrases from the left: 看中 in 看中國. So place names are read by themselves.
        read[start:end] = lazy_pinyin(simplified[start:end], style=Style.TONE)
    # A few of its phrases have tone sandhi, which is not written.
    return [
        _WITHOUT_SANDHI.get(character, syllable) for character, syllable in zip(simplified, read, strict=True)
    ]


@cache
def _headword_syllables(text: str, style: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(convert_text(text, "t2s"), style=getattr(Style, style)))
