"""Where words end, and what is known of other things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese import word_boundaries as crossings
from yizhu.chinese.han import is_han
from yizhu.chinese.line_breaks import find_words
from yizhu.chinese.word_boundaries import BoundaryChecker, read_lexicon

THINGS = read_lexicon(lambda text: text)
SEGMENTER = BoundaryChecker()


@pytest.mark.parametrize(
    ("text", "term", "word"),
    [
        ("產品和服務", "和服", "服務"),
        ("工作者", "作者", "工作者"),
        ("斑馬線", "斑馬", "斑馬線"),
        ("平安銀行", "平安", "平安銀行"),
        ("資料夾", "資料", ""),
        ("洛陽紙貴", "洛陽", "洛陽紙貴"),
        ("空氣污染", "空氣", ""),
        ("主角由李子維飾演", "李子", "李子維"),
        ("李國防簽下合約", "國防", "李國防"),
        ("這張地圖說明", "地圖", ""),
        ("工程師張力文", "張力", "張力文"),
    ],
)
def test_what_speaks_against_a_term_is_told(text: str, term: str, word: str) -> None:
    """The word, as it stands in the text."""
    start = text.index(term)
    assert BoundaryChecker([term]).find_conflict(start, start + len(term), text) == word


def test_words_that_hold_a_term_may_be_let_be() -> None:
    """With ``within=False`` only words that cross the edge count."""
    segmenter = BoundaryChecker()
    assert segmenter.find_conflict(0, 2, "斑馬線") == "斑馬線"
    assert segmenter.find_conflict(0, 2, "斑馬線", within=False) == ""
    assert segmenter.find_conflict(2, 4, "產品和服務", within=False) == "服務"


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand articles in one process take no more memory than some."""
    monkeypatch.setattr(crossings, "_MOST_KNOWN", 8)
    segmenter = BoundaryChecker()
    for number in range(100):
        assert segmenter.find_conflict(2, 4, f"產品和服務{number}") == "服務"
        segmenter.find_conflict(0, 2, f"資料{chr(0x4E00 + number)}夾")
    assert len(segmenter._cuts) <= 8
    assert len(segmenter._within) <= 8
    assert len(segmenter._costs) <= 64 + 1


def test_other_things_are_chinese_words_that_may_hold_a_term() -> None:
    """A word that holds no term of two characters says nothing; its parts meet within it."""
    assert THINGS.words
    for word, joints in THINGS.words.items():
        assert len(word) > 2, word
        assert all(map(is_han, word)), word
        assert all(0 < joint < len(word) for joint in joints), word


def test_names_are_made_of_chinese_words() -> None:
    """On both sides."""
    for made in (THINGS.before, THINGS.behind):
        for word, additions in made.items():
            assert all(map(is_han, word)), word
            assert all(addition and all(map(is_han, addition)) for addition in additions), word


def test_people_are_called_by_two_characters() -> None:
    """A surname is one, and so is no title."""
    assert all(len(surname) == 1 and is_han(surname) for surname in THINGS.surnames)
    assert all(len(name) == 2 for name in THINGS.given)
    assert THINGS.words_too < THINGS.surnames


@given(
    st.text(
        st.sampled_from("和服務產品\n\r\t a1.,-，。\u3000\ufffc\u200d\U00020000😀é\u00a0\x00"), max_size=40
    )
)
def test_words_cover_any_text(text: str) -> None:
    """Whatever stands between the words of Chinese, their offsets are the text's."""
    spaced = f"{text}產品和服務{text}"
    start = len(text) + 2
    assert all(0 <= a < b <= len(spaced) for a, b in find_words(spaced))
    assert SEGMENTER._cut_of(spaced).bounds[-1] == len(spaced)
    SEGMENTER.find_conflict(start, start + 2, spaced)
