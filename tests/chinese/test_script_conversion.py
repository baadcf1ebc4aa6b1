"""Conversion between scripts, with the new place of every offset."""

from __future__ import annotations

import time

import pytest

from yizhu.chinese.converted_text import Replacement, convert_with_offsets
from yizhu.chinese.script_conversion import convert_text, default_config


@pytest.mark.parametrize(
    ("text", "config", "expected"),
    [
        ("訓練", "tw2s", "训练"),
        ("训练", "s2tw", "訓練"),
        ("頭髮發現", "tw2s", "头发发现"),
        ("头发发现", "s2tw", "頭髮發現"),
        ("軟體", "tw2sp", "软件"),
        ("abc 😀", "tw2s", "abc 😀"),
        ("", "tw2s", ""),
        ("訓練", "", "訓練"),
    ],
)
def test_words(text: str, config: str, expected: str) -> None:
    """Words decide about characters; without a configuration the text is unchanged."""
    assert convert_text(text, config) == expected


def test_offsets_stay_where_lengths_stay() -> None:
    """If lengths are kept, so are offsets."""
    assert convert_with_offsets("網路很快", "tw2s").offsets == (0, 1, 2, 3, 4)


def test_replacements() -> None:
    """Longer and shorter replacements move the offsets after them."""
    converted = convert_with_offsets(
        "用軟體和網路嗎", "tw2s", [Replacement(1, 3, "软件系统"), Replacement(4, 6, "网")]
    )
    assert converted.text == "用软件系统和网吗"
    assert [converted.new_offset(o) for o in range(8)] == [0, 1, 2, 5, 6, 7, 7, 8]


def test_a_replacement_does_not_break_the_context() -> None:
    """Words beside a replacement are converted as if it were not there."""
    assert convert_with_offsets("頭髮很多", "tw2s", [Replacement(2, 3, "真")]).text == "头发真多"
    assert convert_with_offsets("理髮", "tw2s", [Replacement(0, 1, "理")]).text == "理发"


@pytest.mark.parametrize(
    ("text", "config", "words"),
    [
        ("用滑鼠和印表機", "tw2sp", (("滑鼠", "鼠标"), ("印表機", "打印机"))),
        ("網際網路上的程式設計師", "tw2sp", (("網際網路", "互联网"), ("程式設計師", "程序员"))),
        ("在互联网上找程序员", "s2twp", (("互联网", "網際網路"), ("程序员", "程式設計師"))),
        ("輝達的晶片", "tw2sp", (("輝達", "英伟达"), ("晶片", "芯片"))),
    ],
)
def test_edges_of_changed_words(text: str, config: str, words: tuple[tuple[str, str], ...]) -> None:
    """A word replaced by one of another length has its edges at the replacement's edges."""
    converted = convert_with_offsets(text, config)
    for old, new in words:
        start = text.index(old)
        assert converted.text[converted.new_offset(start) : converted.new_offset(start + len(old))] == new


def test_aligning_takes_no_time() -> None:
    """A long passage that repeats itself is aligned as fast as any other."""
    text = "在網際網路上" * 5000
    start = time.process_time()
    converted = convert_with_offsets(text, "tw2sp")
    assert time.process_time() - start < 1
    assert converted.new_offset(len(text)) == len(converted.text) == 5 * 5000
    assert [converted.new_offset(6 * n) for n in range(5000)] == [5 * n for n in range(5000)]


def test_a_chain_of_two() -> None:
    """Taiwan's characters become Hong Kong's, and back, through OpenCC's standard."""
    assert convert_text("裡面的群眾看著", "tw2hk") == "裏面的羣眾看着"
    assert convert_text("裏面的羣眾看着", "hk2tw") == "裡面的群眾看著"


@pytest.mark.parametrize(
    ("source", "lang", "config"),
    [
        ("zh-Hant", "zh-Hans", "tw2s"),
        ("zh-Hans-SG", "zh-Hant-TW", "s2tw"),
        ("zh-Hant-MO", "zh-Hans", "hk2s"),
        ("zh-Hans", "zh-Hans-SG", ""),
        ("en", "zh-Hans", ""),
    ],
)
def test_default_config(source: str, lang: str, config: str) -> None:
    """Scripts decide, also Hong Kong's for Macau; texts in one script need no configuration."""
    assert default_config(source, lang) == config


def test_offsets_where_lengths_change() -> None:
    """If a configuration changes lengths, offsets are aligned, in order, from end to end."""
    converted = convert_with_offsets("用原始碼和印表機", "tw2sp")
    assert converted.text == "用源代码和打印机"
    assert converted.offsets[0] == 0
    assert converted.offsets[-1] == len(converted.text)
    assert list(converted.offsets) == sorted(converted.offsets)
