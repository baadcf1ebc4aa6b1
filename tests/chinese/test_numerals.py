"""Numbers as values, however they are written."""

from __future__ import annotations

import pytest

from yizhu.chinese.numerals import find_numbers


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("花了五百多萬", "a little over five million"),
        ("一百二十萬", "1.2 million"),
        ("120万", "1,200,000"),
        ("3.6萬", "36,000"),
        ("3億", "three hundred million"),
        ("三成以上", "three"),
        ("二十三個人", "twenty-three people"),
        ("1990年代", "in the 1990s"),
        ("一九四七年", "1947"),
        ("民國113年", "2024"),
        ("2025年1月", "January 2025"),
        ("十二月", "December"),
        ("30%", "30 percent"),
        ("百分之三十", "30 percent"),
    ],
)
def test_one_value(chinese: str, english: str) -> None:
    """A number in Chinese and the same one in English are one value."""
    assert find_numbers(english)
    assert find_numbers(chinese) >= find_numbers(english)


@pytest.mark.parametrize("text", ["一個", "兩個人", "一下", "one of the two", "a book", "三四天", ""])
def test_no_number(text: str) -> None:
    """One and two count for nothing, nor does what is not sure."""
    assert find_numbers(text) == set()
