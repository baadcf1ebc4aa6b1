"""Syllables of Mandarin in pinyin and zhuyin."""

from __future__ import annotations

import pytest

from yizhu.chinese.readings.pinyin import is_syllable, split_syllables, strip_tone, syllable_to_zhuyin


@pytest.mark.parametrize(
    ("pinyin", "many", "expected"),
    [
        ("zhēngliú", 2, "zhēng liú"),
        ("Xī'ān", 2, "xī ān"),
        ("xiān", 1, "xiān"),
        ("fāngàn", 2, "fān gàn"),
        ("nǚ'ér", 2, "nǚ ér"),
        ("Běijīng Dàxué", 4, "běi jīng dà xué"),
        ("zhēngliú", 3, ""),
        ("blah blah", 2, ""),
        ("", 1, ""),
    ],
)
def test_pinyin_is_taken_apart(pinyin: str, many: int, expected: str) -> None:
    """Pinyin by word or by syllable is split; the result is empty if the number is impossible."""
    assert " ".join(split_syllables(pinyin, many)) == expected


@pytest.mark.parametrize(
    ("syllable", "expected"),
    [("háng", "ㄏㄤˊ"), ("de", "˙ㄉㄜ"), ("yī", "ㄧ"), ("lǜ", "ㄌㄩˋ"), ("xué", "ㄒㄩㄝˊ"), ("quán", "ㄑㄩㄢˊ"),
     ("shì", "ㄕˋ"), ("ér", "ㄦˊ"), ("wèng", "ㄨㄥˋ"), ("jiǒng", "ㄐㄩㄥˇ"), ("yuè", "ㄩㄝˋ"), ("GPU", "GPU")],
)  # fmt: skip
def test_zhuyin(syllable: str, expected: str) -> None:
    """Initial, final and tone are converted; other text is unchanged."""
    assert syllable_to_zhuyin(syllable) == expected


def test_is_syllable() -> None:
    """A syllable has at most one tone mark, and a final that goes with its initial."""
    assert is_syllable("zhōng")
    assert is_syllable("lüè")
    assert not is_syllable("zhōóng")
    assert not is_syllable("bong")
    assert strip_tone("lǜ") == "lü"
