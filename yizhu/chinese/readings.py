"""How Chinese is read: pinyin and zhuyin of a headword, and the order in which readers look it up."""

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


def read_syllables(
    text: str, region: str = "cn", given: Sequence[tuple[int, int, str]] = ()
) -> tuple[str, ...]:
    """The text in Hanyu Pinyin with tone marks: one for each character, empty for what is no Han character.

    ``region``: cn (《普通话异读词审音表》) or tw (教育部《國語一字多音審訂表》). ``given``: readings that somebody wrote, as
    (start, end, pinyin); of two for one stretch the later. Tone sandhi is not written: 一 yī, 不 bù.

    Read from the Simplified shadow: pypinyin's phrases are Simplified, and fed 銀行 it reads yín xíng.
    """
    shadow = to_simplified(text, "tw2s")
    read = [s if is_han(c) else "" for c, s in zip(text, _plainly(shadow), strict=True)]
    for at, syllable in read_polyphones(text, shadow).items():
        read[at] = syllable
    read = [to_region_reading(c, s, region) for c, s in zip(text, read, strict=True)]
    for at, syllable in read_region_words(text, region).items():
        read[at] = syllable
    for start, end, pinyin in given:
        read[start:end] = _laid_on(text[start:end], pinyin) or read[start:end]
    return tuple(read)


def has_syllable_per_character(reading: str, text: str) -> bool:
    """Has the reading a syllable of pinyin for each Han character of the text?"""
    return bool(_laid_on(text, reading))


def _laid_on(text: str, pinyin: str) -> list[str]:
    """The syllables on their characters, nothing on others; an empty list if they are more or fewer.

    Figures may be read, as one (從1到10 cóng yī dào shí) or one by one, or not; Latin words stand in a reading as in
    the text.
    """
    for word in _LATIN.findall(text):
        pinyin = pinyin.replace(word, " ", 1)
    for figures in (r"(?!)", r"\d+", r"\d"):
        stand = [one.start() for one in re.finditer(f"{HAN}|{figures}", text)]
        if written := split_syllables(pinyin, len(stand)):
            laid = {at: s for at, s in zip(stand, written, strict=True) if is_han(text[at])}
            return [laid.get(at, "") for at in range(len(text))]
    return []


_LATIN = re.compile("[A-Za-z]+")


def find_rare_words(text: str) -> tuple[tuple[int, int], ...]:
    """The words of a text that are met less than 15 times in a million, by jieba's dictionary, as (start, end).

    A learner looks these up; what is left covers some nine tenths of a newspaper's words.
    """
    return find_infrequent_words(to_simplified(text, "tw2s"), _OFTEN)


_OFTEN = 900  # of the 60 million words that jieba's dictionary was counted from


def transcribe(text: str, region: str = "cn", style: str = "pinyin") -> str:
    """The text as it is read (pinyin or zhuyin), a syllable for each character, spaces between, all else as it is."""
    read = read_syllables(text, region)
    spelled = [syllable_to_zhuyin(s) if style == "zhuyin" and s else s for s in read]
    pieces = [f" {s} " if s else c for c, s in zip(text, spelled, strict=True)]
    return _spaced("".join(pieces))


def _spaced(text: str) -> str:
    """One space where there are several, none before a closing mark, none at an end of a line."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(_BEFORE_MARK.sub("", _BEHIND_MARK.sub("", line)) for line in lines)


_BEFORE_MARK = re.compile(r"(?<! ) +(?=[，。！？；：、」』”’）》〉】…—])")
_BEHIND_MARK = re.compile(r"(?<=[「『“‘（《〈【，。！？；：、」』”’）》〉】…—]) +")


def to_pinyin(text: str) -> str:
    """The text in Hanyu Pinyin with tone marks, a syllable for each character, other text as it is."""
    return transcribe(text) if has_han(text) else ""


def to_zhuyin(text: str) -> str:
    """The text in Zhuyin (bopomofo), a syllable for each character."""
    return transcribe(text, style="zhuyin") if has_han(text) else ""


def is_default_reading(reading: str, text: str) -> bool:
    """Is ``reading`` (pinyin, written by word or by syllable) how ``pinyin`` reads the text?"""
    return _bare(reading) == _bare(to_pinyin(text))


def find_index_letter(headword: str, lang: str) -> str:
    """The letter under which an index puts the headword: ㄅ (zh-Hant), B (zh-Hans and others)."""
    first = headword[:1]
    if is_han(first) and lang.startswith("zh-Hant"):
        return _syllables(headword, "BOPOMOFO")[0][:1]
    if is_han(first):
        return _letter(_syllables(headword, "TONE")[0])
    return _letter(first) if first.isalpha() else "0–9"


def sort_key(headword: str, lang: str) -> tuple[int, str, str]:
    """The headword's place in an index: figures, Latin letters, then Zhuyin or Pinyin as the edition's readers sort."""
    if not headword or not is_han(headword[0]):
        return (0 if not headword[:1].isalpha() else 1, _bare(headword), headword)
    if lang.startswith("zh-Hant"):
        return (2, " ".join(_syllables(headword, "BOPOMOFO")), headword)
    return (1, " ".join(_bare(s) + s for s in _syllables(headword, "TONE3")), headword)


def _letter(text: str) -> str:
    return unicodedata.normalize("NFD", text)[:1].upper()


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalnum())


def _plainly(shadow: str) -> list[str]:
    """What pypinyin reads, one for each character."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries load slowly; only index and cards need them

    each: Any = list  # other text too comes one by one
    read: list[str] = lazy_pinyin(shadow, style=Style.TONE, errors=each)
    for start, end in find_place_names(shadow):
        # Its phrases are found from the left: 看中 in 看中國.
        read[start:end] = lazy_pinyin(shadow[start:end], style=Style.TONE)
    # A few of its phrases are written as spoken: tone sandhi is the reader's own.
    return [_UNCHANGED.get(character, syllable) for character, syllable in zip(shadow, read, strict=True)]


_UNCHANGED = {"不": "bù", "一": "yī"}


@cache
def _syllables(text: str, style: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(convert_text(text, "t2s"), style=getattr(Style, style)))
