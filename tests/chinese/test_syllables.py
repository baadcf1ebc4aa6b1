"""Syllables of Mandarin, taken apart and spelled."""

from __future__ import annotations

import pytest

from yizhu.chinese.pinyin import is_syllable, split_syllables, strip_tone, syllable_to_zhuyin


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
    """By word or by syllable; nothing, where the number cannot be."""
    assert " ".join(split_syllables(pinyin, many)) == expected


@pytest.mark.parametrize(
    ("syllable", "expected"),
    [("háng", "ㄏㄤˊ"), ("de", "˙ㄉㄜ"), ("yī", "ㄧ"), ("lǜ", "ㄌㄩˋ"), ("xué", "ㄒㄩㄝˊ"), ("quán", "ㄑㄩㄢˊ"),
     ("shì", "ㄕˋ"), ("ér", "ㄦˊ"), ("wèng", "ㄨㄥˋ"), ("jiǒng", "ㄐㄩㄥˇ"), ("yuè", "ㄩㄝˋ"), ("GPU", "GPU")],
)  # fmt: skip
def test_zhuyin(syllable: str, expected: str) -> None:
    """Initial, final and tone; what is no syllable stays."""
    assert syllable_to_zhuyin(syllable) == expected


def test_syllables_are_told_from_other_words() -> None:
    """One tone mark at the most, and a final that goes with its initial."""
    assert is_syllable("zhōng")
    assert is_syllable("lüè")
    assert not is_syllable("zhōóng")
    assert not is_syllable("bong")
    assert strip_tone("lǜ") == "lü"
