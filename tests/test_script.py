"""Conversion between scripts, with the way of every offset."""

from __future__ import annotations

import pytest

from yizhu.script import Piece, convert, convert_words


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
    """Characters by their words; without a configuration the text stays."""
    assert convert_words(text, config) == expected


def test_offsets_stay_where_lengths_stay() -> None:
    """A character for a character: every offset is its own."""
    assert convert("網路很快", "tw2s").offsets == (0, 1, 2, 3, 4)


def test_pieces_become_what_they_say() -> None:
    """Pieces longer and shorter than what they replace move what stands behind them."""
    converted = convert("用軟體和網路嗎", "tw2s", [Piece(1, 3, "软件系统"), Piece(4, 6, "网")])
    assert converted.text == "用软件系统和网吗"
    assert [converted.moved(o) for o in range(8)] == [0, 1, 2, 5, 6, 7, 7, 8]


def test_a_piece_does_not_break_the_context() -> None:
    """What stands beside a piece is converted as if it were not there."""
    assert convert("頭髮很多", "tw2s", [Piece(2, 3, "真")]).text == "头发真多"
    assert convert("理髮", "tw2s", [Piece(0, 1, "理")]).text == "理发"


def test_offsets_where_lengths_change() -> None:
    """Where a configuration changes lengths, offsets are found by aligning, in order, from end to end."""
    converted = convert("用原始碼和印表機", "tw2sp")
    assert converted.text == "用源代码和打印机"
    assert converted.offsets[0] == 0
    assert converted.offsets[-1] == len(converted.text)
    assert list(converted.offsets) == sorted(converted.offsets)
