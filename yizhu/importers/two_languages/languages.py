"""Tell the language of one passage, and how likely it is that one passage translates another."""

from __future__ import annotations

import re
from math import log

from yizhu.chinese.han import count_han
from yizhu.importers.sources.language import COMMON_WORDS

LATIN = "latin"  # any language in the alphabet: which one, all its passages tell together
PINYIN = "pinyin"

_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "Cyrillic": re.compile("[\u0400-\u04ff]"),
    "Arabic": re.compile("[\u0600-\u06ff]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Devanagari": re.compile("[\u0900-\u097f]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
}
_SCRIPT_SHARE = 5  # of the characters, one in so many: fewer are words quoted from it
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+(?:['’][a-z]+)?")
_TONE = re.compile("[āēīōūǖǎěǐǒǔǚ]")
_QUOTED = re.compile(
    r"「[^「」]{0,300}」|『[^『』]{0,300}』|《[^《》]{0,300}》|〈[^〈〉]{0,300}〉|“[^“”]{0,300}”|\"[^\"]{0,300}\""
    r"|（[^（）]{0,300}）|\([^()]{0,300}\)"
)
_SAME = re.compile(r"\d[\d.,]*\d|\d|[A-Z][A-Za-z]{2,}")  # what stands alike in either language
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_OF_ONE_HAN = 3.2  # letters of an English translation
_SPREAD = 0.45  # standard deviation of the logarithm of the lengths' ratio
_SHORT = 24  # letters: of so short a passage the length tells little
_FAR = 1.1  # of that logarithm: longer or shorter by more, it is hardly a translation
_WORST = 6.0
_MOST_SHARED = 2


def language_of(text: str) -> str:
    """Return what the letters of a passage tell; empty if it says nothing in any language."""
    whole = len("".join(text.split()))
    for name, letters in _SCRIPTS.items():
        if len(letters.findall(text)) * _SCRIPT_SHARE > whole:
            return name
    said = unquoted(text)
    if not (count_han(said) or _LATIN.search(said)):
        said = text
    han, words = count_han(said), _LATIN.findall(said.lower() if said.isupper() else said)
    if not han:
        return _alphabet(words)
    # Names may outnumber the Chinese words about them; words of grammar are English.
    return "zh" if han >= len(words) or not any(word in COMMON_WORDS for word in words) else LATIN


def _alphabet(words: list[str]) -> str:
    toned = sum(bool(_TONE.search(word)) for word in words)
    return "" if not words else PINYIN if toned * 3 >= len(words) else LATIN


def unquoted(text: str) -> str:
    """Return a passage without what it quotes or puts in brackets."""
    return _QUOTED.sub(" ", text)


def count_grammar(text: str) -> int:
    """Count the words of grammar in the alphabet that a passage does not quote."""
    return sum(word in COMMON_WORDS for word in _LATIN.findall(unquoted(text)))


def count_own_han(text: str) -> int:
    """Count the Han characters that a passage does not quote."""
    return count_han(unquoted(text))


def are_likely(one: str, other: str) -> bool:
    """Are two passages of lengths that a text and its translation have?"""
    sizes = _size(one), _size(other)
    return max(sizes) < _SHORT or abs(_ratio(*sizes)) < _FAR


def cost_of_pair(one: str, other: str) -> float:
    """Return how unlikely it is that one passage translates the other: by lengths, and by numbers and names in both."""
    sizes = _size(one), _size(other)
    by_length = min((_ratio(*sizes) / _SPREAD) ** 2 / 2, _WORST)
    shared = len(set(_SAME.findall(one)) & set(_SAME.findall(other)))
    fewer, more = sorted((one, other), key=count_han)
    shared += sum(quoted in more for quoted in set(_HAN.findall(fewer)))
    return by_length * min(1.0, max(sizes) / (2 * _SHORT)) - min(shared, _MOST_SHARED)


def _size(text: str) -> float:
    """Return a passage's length, as letters of English."""
    han = count_han(text)
    return han * _OF_ONE_HAN + sum(map(str.isalnum, text)) - han


def _ratio(one: float, other: float) -> float:
    return log((one + 1) / (other + 1))
