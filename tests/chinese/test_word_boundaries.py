"""The words that speak against a term, and the list of misleading words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese.han import is_han
from yizhu.chinese.line_breaks import find_words
from yizhu.chinese.words import word_boundaries
from yizhu.chinese.words.misleading_words import read_misleading_words
from yizhu.chinese.words.word_boundaries import BoundaryChecker

MISLEADING = read_misleading_words(lambda text: text)
CHECKER = BoundaryChecker()


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
        # What goes beside what decides where single words are as likely either way.
        ("他長期待在實驗室裡", "期待", "長期"),
        ("這些訊號來自由三顆衛星組成的系統", "自由", "來自"),
        ("衛生單位嚴格管控輸血管道", "血管", "管道"),
        ("他們長期期待和平", "期待", ""),
        ("人人都有言論自由的權利", "自由", ""),
        # A clause that needs the term's first character as a word of its own.
        ("她從挫折中學到謙卑", "中學", "中"),
        ("他在台北中學任教", "中學", ""),
        ("每個人都會犯錯", "都會", "都"),
        ("各大都會發展迅速", "都會", ""),
        # Streets, stops, persons at the beginning of a clause, numbers.
        ("他住在創新路二段", "創新", "創新路二段"),
        ("創新路線獲得支持", "創新", ""),
        ("捷運忠孝復興站人潮擁擠", "忠孝", "忠孝復興站"),
        ("捷運科學車站", "科學", ""),
        ("中山東路封閉", "山東", "中山東路"),
        ("許可馨奪下冠軍", "許可", "許可馨"),
        ("許可證書過期", "許可", ""),
        ("第五代戰機亮相", "五代", "第五代"),
    ],
)
def test_find_conflict(text: str, term: str, word: str) -> None:
    """The word that speaks against a term is returned as the text writes it."""
    start = text.index(term)
    assert BoundaryChecker([term]).find_conflict(start, start + len(term), text) == word


def test_words_that_contain_a_term_may_be_ignored() -> None:
    """With ``within=False`` only words that cross the edge count."""
    checker = BoundaryChecker()
    assert checker.find_conflict(0, 2, "斑馬線") == "斑馬線"
    assert checker.find_conflict(0, 2, "斑馬線", within=False) == ""
    assert checker.find_conflict(2, 4, "產品和服務", within=False) == "服務"


def test_caches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand articles in one process take no more memory than a few."""
    monkeypatch.setattr(word_boundaries, "_CACHED_TEXTS", 8)
    monkeypatch.setattr(word_boundaries, "_CACHED_WORDS", 64)
    checker = BoundaryChecker()
    for number in range(100):
        assert checker.find_conflict(2, 4, f"產品和服務{number}") == "服務"
        checker.find_conflict(0, 2, f"資料{chr(0x4E00 + number)}夾")
    for cache, size in ((checker._segment, 8), (checker._means_another, 8), (checker._cost, 64)):
        assert cache.cache_info().maxsize == size
    assert checker._segment.cache_info().currsize == 8


def test_misleading_words_can_contain_a_term() -> None:
    """They are Chinese words of more than two characters, and their parts meet inside them."""
    assert MISLEADING.joints
    for word, joints in MISLEADING.joints.items():
        assert len(word) > 2, word
        assert all(map(is_han, word)), word
        assert all(0 < joint < len(word) for joint in joints), word


def test_names_are_made_of_chinese_words() -> None:
    """A word and what makes a name of it are Han characters."""
    for names in (MISLEADING.name_endings, MISLEADING.name_beginnings):
        for word, additions in names.items():
            assert all(map(is_han, word)), word
            assert all(addition and all(map(is_han, addition)) for addition in additions), word


def test_lengths_of_names() -> None:
    """A surname has one character, a given name two."""
    assert all(len(surname) == 1 and is_han(surname) for surname in MISLEADING.surnames)
    assert all(len(name) == 2 for name in MISLEADING.given_names)
    assert MISLEADING.ambiguous_surnames < MISLEADING.surnames


@given(
    st.text(
        st.sampled_from("和服務產品\n\r\t a1.,-，。\u3000\ufffc\u200d\U00020000😀é\u00a0\x00"), max_size=40
    )
)
def test_words_cover_any_text(text: str) -> None:
    """The offsets of words are those of the text, whatever characters are between them."""
    spaced = f"{text}產品和服務{text}"
    start = len(text) + 2
    assert all(0 <= a < b <= len(spaced) for a, b in find_words(spaced))
    assert CHECKER._segment(spaced).bounds[-1] == len(spaced)
    CHECKER.find_conflict(start, start + 2, spaced)
