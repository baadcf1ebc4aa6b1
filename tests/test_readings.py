"""How headwords are read, and in which order readers find them."""

from __future__ import annotations

import pytest

from yizhu.readings import heading, pinyin, says_the_same, sort_key, zhuyin


@pytest.mark.parametrize(
    ("text", "expected"),
    [("蒸餾", "zhēng liú"), ("銀行", "yín háng"), ("银行", "yín háng"), ("重慶", "chóng qìng"), ("GPU", "")],
)
def test_pinyin(text: str, expected: str) -> None:
    """Words are read as words, in either script; what is not Chinese has no pinyin."""
    assert pinyin(text) == expected


def test_zhuyin() -> None:
    """Zhuyin of the same syllables."""
    assert zhuyin("銀行") == "ㄧㄣˊ ㄏㄤˊ"
    assert zhuyin("GPU") == ""


def test_a_reading_by_word_or_by_syllable_is_one() -> None:
    """Spacing and capitals of a reading say nothing."""
    assert says_the_same("zhēngliú", "蒸餾")
    assert says_the_same("Zhēng liú", "蒸餾")
    assert not says_the_same("zhèng liú", "蒸餾")


@pytest.mark.parametrize(
    ("headword", "lang", "letter"),
    [("蒸餾", "zh-Hant", "ㄓ"), ("蒸馏", "zh-Hans", "Z"), ("蒸餾", "en", "Z"), ("ethics", "en", "E"),
     ("éclat", "en", "E"), ("0到1", "zh-Hant", "0–9"), ("「引」", "zh-Hant", "0–9")],
)  # fmt: skip
def test_the_letter_of_an_index(headword: str, lang: str, letter: str) -> None:
    """ㄅㄆㄇ for readers of Traditional, Latin letters for others."""
    assert heading(headword, lang) == letter


def test_the_order_of_an_index() -> None:
    """Zhuyin order and Pinyin order differ; figures come first; Latin and Pinyin stand under one alphabet."""
    words = ["蒸餾", "八卦", "0到1", "開源", "AI"]
    assert sorted(words, key=lambda w: sort_key(w, "zh-Hant")) == ["0到1", "AI", "八卦", "開源", "蒸餾"]
    words = ["蒸馏", "芯片", "量化", "AI", "Zebra", "0到1"]
    assert sorted(words, key=lambda w: sort_key(w, "zh-Hans")) == [
        "0到1",
        "AI",
        "量化",
        "芯片",
        "Zebra",
        "蒸馏",
    ]


def test_homophones_have_an_order() -> None:
    """Two headwords never tie unless they are the same."""
    assert sort_key("事實", "zh-Hant") != sort_key("史實", "zh-Hant")
    assert sort_key("", "en") < sort_key("a", "en")
