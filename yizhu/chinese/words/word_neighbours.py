"""Tell how likely kinds of words stand side by side: 到 after a verb, 的 after a noun, but no noun after 很.

A kind is a frequent character that is a word by itself, or else jieba's part of speech. How much more often than by
chance two kinds are neighbours is in ``data/word-neighbours.txt``, counted by ``evaluation/neighbours.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from yizhu.chinese.han import is_han
from yizhu.chinese.words.segmentation import shared_jieba

PAUSE, LATIN = "|", "x"  # kinds of what is not Han: punctuation, or a beginning or end; letters and figures
_UNKNOWN = "n"  # the kind of a word that the dictionary lacks
_SAME_KINDS = {"zg": "n", "nrt": "nr", "nrfg": "nr"}

# In the data each pair is one digit of base 36: 18 is as often as by chance, one more or less a factor of e ** 0.25.
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CHANCE, _STEP = 18, 0.25


def name_kind(word: str, tag: str) -> str:
    """Return the kind of a word by its part of speech."""
    return _SAME_KINDS.get(tag, tag[:2]) + ("1" if len(word) == 1 else "")


@lru_cache(16384)
def find_kind(word: str) -> str:
    """Return the kind of a word in Simplified characters, or of what is not Han."""
    if not word or not is_han(word[0]):
        return LATIN if word.isalnum() else PAUSE
    if word in _read_attractions():
        return word
    tagged = shared_jieba().tag(word, False)
    return name_kind(word, tagged[0][1] if len(tagged) == 1 else _UNKNOWN)


def measure_attraction(before: str, after: str) -> float:
    """Return the logarithm of how much more often than by chance a word of the second kind follows the first."""
    return _read_attractions().get(before, {}).get(after, 0.0)


def write_attractions(attractions: Mapping[tuple[str, str], float], kinds: list[str]) -> str:
    """Return the text of the data file."""
    return "\n".join(
        f"{before} " + "".join(_write_digit(attractions[before, after]) for after in kinds)
        for before in kinds
    )


def _write_digit(attraction: float) -> str:
    return _DIGITS[min(max(round(attraction / _STEP) + _CHANCE, 0), len(_DIGITS) - 1)]


@cache
def _read_attractions() -> dict[str, dict[str, float]]:
    text = files("yizhu.chinese").joinpath("data/word-neighbours.txt").read_text("utf-8")
    rows = [line.split(" ") for line in text.splitlines()]
    kinds = [kind for kind, _ in rows]
    values = {digit: (index - _CHANCE) * _STEP for index, digit in enumerate(_DIGITS)}
    return {kind: dict(zip(kinds, map(values.__getitem__, row), strict=True)) for kind, row in rows}
