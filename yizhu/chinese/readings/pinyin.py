"""The syllables of Mandarin: recognize them in pinyin, split words into them, convert them to zhuyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

# By final, the initials that it goes with; - means none. w and y count as initials, as they are written.
# After 《汉语拼音方案》 (1958) and the headings of 《现代汉语词典》, with the interjections ê, m, n, ng, hm, hng.
_INITIALS_BY_FINAL = """
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
_KNOWN = 8192  # syllables, and pieces of words that might be some, of which the tone is remembered
_VOWEL = re.compile("[aeiouüê]")
_NEUTRAL = "˙"
# Syllables without a final: interjections, and the 兒 of 花兒.
_NO_FINAL = {"m": "ㄇ", "n": "ㄣ", "ng": "ㄫ", "hm": "ㄏㄇ", "hng": "ㄏㄫ", "r": "ㄦ"}


def is_syllable(text: str) -> bool:
    """Is the text one syllable of pinyin in lower case, with at most one tone mark?"""
    bare, _ = _separate_tone(text)
    return (
        bare in _list_syllables() and sum(mark in _TONES for mark in unicodedata.normalize("NFD", text)) < 2
    )


def split_syllables(pinyin: str, count: int) -> tuple[str, ...]:
    """Split pinyin, written by word or by syllable (zhēngliú, zhēng liú, Xī'ān), into ``count`` syllables.

    Prefers splits in which syllables inside a word begin with a consonant (others need an apostrophe), then those with
    the longest first syllables. Returns an empty tuple if there is no such split.
    """
    words = re.split(r"[^\w\u0300-\u036f]+", unicodedata.normalize("NFC", pinyin.strip().casefold()))
    splits = _list_splits(tuple(word for word in words if word), count)
    best = min(
        splits,
        key=lambda split: (_count_vowel_led(split), [-len(syllable) for syllable in split]),
        default=(),
    )
    return tuple(syllable.removeprefix("'") for syllable in best)


@lru_cache(_KNOWN)
def syllable_to_zhuyin(syllable: str) -> str:
    """Convert a syllable of pinyin to zhuyin, with its tone after it, or the dot of the neutral tone before it.

    ㄏㄤˊ, ˙ㄉㄜ. Text that is not a syllable of pinyin is returned unchanged.
    """
    bare, tone = _separate_tone(syllable)
    if bare not in _NO_FINAL and bare not in _list_syllables():
        return syllable
    letters = _NO_FINAL.get(bare) or _letters_in_zhuyin(bare)
    return letters + tone.replace("ˉ", "") if tone else _NEUTRAL + letters


@cache
def _letters_in_zhuyin(bare: str) -> str:
    from pypinyin.style.bopomofo import converter  # loaded already if something was read

    return str(converter.to_bopomofo(bare)).rstrip(_NEUTRAL)


def strip_tone(syllable: str) -> str:
    """Return the syllable without its tone."""
    return _separate_tone(syllable)[0]


def has_fourth_tone(syllable: str) -> bool:
    """Is it a syllable in the fourth tone?"""
    return _separate_tone(syllable)[1] == "ˋ"


@lru_cache(_KNOWN)
def _separate_tone(text: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", text)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), "")
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)), tone


@cache
def _list_syllables() -> frozenset[str]:
    rows = (line.split() for line in _INITIALS_BY_FINAL.strip().split("\n"))
    return frozenset(initial.replace("-", "") + final for final, *initials in rows for initial in initials)


def _list_splits(words: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Yield all splits of the words; a syllable inside a word gets a leading ' if it begins with a vowel."""
    if not words:
        if count == 0:
            yield ()
        return
    if count < len(words):
        return
    for first_count in range(1, count - len(words) + 2):
        for head in _split_word(words[0], first_count):
            for rest in _list_splits(words[1:], count - first_count):
                yield (*head, *rest)


def _split_word(word: str, count: int, is_first: bool = True) -> Iterator[tuple[str, ...]]:
    if count == 0:
        if not word:
            yield ()
        return
    for length in range(min(7, len(word)), 0, -1):
        head = word[:length]
        if _is_possible(head, is_first, length == len(word)):
            mark = "'" if not is_first and strip_tone(head)[0] in "aoeê" else ""
            for rest in _split_word(word[length:], count - 1, False):
                yield (mark + head, *rest)


def _is_possible(head: str, is_first: bool, is_last: bool) -> bool:
    """Can ``head`` be a syllable here? m, n, ng only by themselves; r, the 兒 of 花兒, only at the end of a word."""
    if not _VOWEL.search(strip_tone(head)):
        return (is_syllable(head) and is_first and is_last) or (head == "r" and is_last and not is_first)
    return is_syllable(head)


def _count_vowel_led(split: tuple[str, ...]) -> int:
    return sum(syllable.startswith("'") for syllable in split)
