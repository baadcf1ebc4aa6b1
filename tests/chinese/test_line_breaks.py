"""Splitting titles: no word is cut, nothing is added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese.line_breaks import find_words, split_title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "「做量化交易的公司，做起AI更加腳踏實地」中國AI專家看DeepSeek",
            "「做[量化][交易的][公司]，[做起]AI[更加][腳踏實地]」[中國]AI[專家]看DeepSeek",
        ),
        ("把草稿纸交出来", "把[草稿纸]交[出来]"),
        ("從0到1之後", "[從0到1][之後]"),
        ("A quiet year", "A quiet year"),
        ("", ""),
    ],
)
def test_what_stays_whole(title: str, expected: str) -> None:
    """Words stay whole with their clinging characters, figures with what they count."""
    shown = (f"[{piece}]" if n % 2 and piece else piece for n, piece in enumerate(split_title(title)))
    assert "".join(shown) == expected


@given(st.text())
def test_nothing_is_added(title: str) -> None:
    """The pieces are the title."""
    assert "".join(split_title(title)) == title


def test_words_are_spans_of_more_than_one_character() -> None:
    """Single characters and other scripts are left out."""
    assert find_words("產品和服務 API") == ((0, 2), (3, 5))
