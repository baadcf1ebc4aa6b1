"""The syllables of Mandarin: written in pinyin, taken apart from a word, and written in zhuyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# By final, the initials it goes with; - stands for none. w and y are taken for initials, as they are written.
# After 《汉语拼音方案》 (1958) and the headings of 《现代汉语词典》, with the interjections ê, m, n, ng, hm, hng.
_TABLE = """
a - b p m f d t n l g k h zh ch sh z c s y w
o - b p m f y w l
e - m d t n l g k h zh ch sh r z c s y
ai - b p m d t n l g k h zh ch sh z c s w y
ei - b p m f d t n l g k h zh sh z c w
ao - b p m d t n l g k h zh ch sh r z c s y
ou - p m f d t n l g k h zh ch sh r z c s y
an - b p m f d t n l g k h zh ch sh r z c s y w
en - b p m f d n l g k h zh ch sh r z c s w
ang - b p m f d t n l g k h zh ch sh r z c s y w
eng - b p m f d t n l g k h zh ch sh r z c s w
ong d t n l g k h zh ch r z c s y
er -
i b p m d t n l j q x zh ch sh r z c s y
ia d l j q x b n
ie b p m d t n l j q x
iao b p m d t n l j q x f
iu m d n l j q x
ian b p m d t n l j q x
in b p m n l j q x y
iang n l j q x b d
ing b p m d t n l j q x y
iong j q x
u b p m f d t n l g k h zh ch sh r z c s w j q x y
ua g k h zh ch sh r n
uo d t n l g k h zh ch sh r z c s
uai g k h zh ch sh
ui d t g k h zh ch sh r z c s
uan d t n l g k h zh ch sh r z c s j q x y
un d t n l g k h zh ch sh r z c s j q x y
uang g k h zh ch sh
ue j q x y
ü n l
üe n l
ê -
m -
n -
ng -
hm -
hng -
"""
_TONES = {"\u0304": "ˉ", "\u0301": "ˊ", "\u030c": "ˇ", "\u0300": "ˋ"}
_VOWEL = re.compile("[aeiouüê]")
_NEUTRAL = "˙"
# What is written in zhuyin as no initial and final: interjections, and the 兒 of 花兒.
_NO_FINAL = {"m": "ㄇ", "n": "ㄣ", "ng": "ㄫ", "hm": "ㄏㄇ", "hng": "ㄏㄫ", "r": "ㄦ"}


def is_syllable(text: str) -> bool:
    """Is this one syllable of pinyin, with at most one tone mark, in small letters?"""
    bare, _ = _toneless(text)
    return bare in _syllabary() and sum(mark in _TONES for mark in unicodedata.normalize("NFD", text)) < 2


def split_syllables(pinyin: str, many: int) -> tuple[str, ...]:
    """Pinyin written by word or by syllable (zhēngliú, zhēng liú, Xī'ān), taken apart into so many syllables.

    Of several ways the one whose syllables but the first of a word begin with a consonant (the apostrophe is there
    for others), then the one whose first syllables are longest. Empty if there is none.
    """
    words = re.split(r"[^\w\u0300-\u036f]+", unicodedata.normalize("NFC", pinyin.strip().casefold()))
    ways = _ways(tuple(word for word in words if word), many)
    best = min(ways, key=lambda way: (_vowel_led(way), [-len(syllable) for syllable in way]), default=())
    return tuple(syllable.removeprefix("'") for syllable in best)


def syllable_to_zhuyin(syllable: str) -> str:
    """A syllable of pinyin in zhuyin, its tone behind it, the neutral tone's dot before it: ㄏㄤˊ, ˙ㄉㄜ.

    What is no syllable of pinyin stays what it is.
    """
    bare, tone = _toneless(syllable)
    if bare not in _NO_FINAL and bare not in _syllabary():
        return syllable
    letters = _NO_FINAL.get(bare) or _bopomofo(bare)
    return letters + tone.replace("ˉ", "") if tone else _NEUTRAL + letters


@cache
def _bopomofo(bare: str) -> str:
    from pypinyin.style.bopomofo import converter  # loaded already where something was read

    return str(converter.to_bopomofo(bare)).rstrip(_NEUTRAL)


def strip_tone(syllable: str) -> str:
    """The syllable without its tone."""
    return _toneless(syllable)[0]


def _toneless(text: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", text)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), "")
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)), tone


@cache
def _syllabary() -> frozenset[str]:
    rows = (line.split() for line in _TABLE.strip().split("\n"))
    return frozenset(initial.replace("-", "") + final for final, *initials in rows for initial in initials)


def _ways(words: tuple[str, ...], many: int) -> Iterator[tuple[str, ...]]:
    """All ways to take the words apart into so many syllables; one inside a word is marked by ' if a vowel leads it."""
    if not words:
        if many == 0:
            yield ()
        return
    if many < len(words):
        return
    for count in range(1, many - len(words) + 2):
        for head in _cuts(words[0], count):
            for rest in _ways(words[1:], many - count):
                yield (*head, *rest)


def _cuts(word: str, many: int, is_first: bool = True) -> Iterator[tuple[str, ...]]:
    if many == 0:
        if not word:
            yield ()
        return
    for length in range(min(7, len(word)), 0, -1):
        head = word[:length]
        if _may_stand(head, is_first, length == len(word)):
            mark = "'" if not is_first and strip_tone(head)[0] in "aoeê" else ""
            for rest in _cuts(word[length:], many - 1, False):
                yield (mark + head, *rest)


def _may_stand(head: str, is_first: bool, is_last: bool) -> bool:
    """May it be a syllable there? m, n, ng are only by themselves; r, the 兒 of 花兒, is only at a word's end."""
    if not _VOWEL.search(strip_tone(head)):
        return (is_syllable(head) and is_first and is_last) or (head == "r" and is_last and not is_first)
    return is_syllable(head)


def _vowel_led(way: tuple[str, ...]) -> int:
    return sum(syllable.startswith("'") for syllable in way)
