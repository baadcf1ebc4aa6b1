"""How Chinese is read: pinyin and zhuyin of a headword, and the order in which readers look it up."""

from __future__ import annotations

import unicodedata
from functools import cache

from yizhu.han import has_han, is_han
from yizhu.script import convert_words


def pinyin(text: str) -> str:
    """The text in Hanyu Pinyin with tone marks, a syllable for each character, other text as it is.

    Read from the Simplified shadow: pypinyin's phrases are Simplified, and fed 銀行 it reads yín xíng.
    """
    return " ".join(_syllables(text, "TONE")) if has_han(text) else ""


def zhuyin(text: str) -> str:
    """The text in Zhuyin (bopomofo), a syllable for each character."""
    return " ".join(_syllables(text, "BOPOMOFO")) if has_han(text) else ""


def says_the_same(reading: str, text: str) -> bool:
    """Is ``reading`` (pinyin, written by word or by syllable) how ``pinyin`` reads the text?"""
    return _bare(reading) == _bare(pinyin(text))


def heading(headword: str, lang: str) -> str:
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


@cache
def _syllables(text: str, style: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin  # its dictionaries load slowly; only index and cards need them

    return tuple(lazy_pinyin(convert_words(text, "t2s"), style=getattr(Style, style)))
