"""One shared dictionary, and words that are taught without another."""

from __future__ import annotations

import rjieba
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese.words.segmentation import TaughtDictionary, find_word_bounds, shared_jieba
from yizhu.chinese.words.word_boundaries import BoundaryChecker

TAUGHT = {"训练成本": 10, "和服": 400, "品和": 10, "服务器群": 300, "作者": 9000, "成本和服务": 10}


def test_added_words_stay_in_their_dictionary() -> None:
    """A term of one site, or of one article, does not change how another text is cut."""
    taught = BoundaryChecker(["訓練成本"])
    assert taught.find_conflict(1, 3, "訓練成本") == "訓練成本"
    assert not shared_jieba().has_word("训练成本")
    assert shared_jieba() is shared_jieba()


def test_bounds_are_where_words_begin_and_the_end() -> None:
    """Each word begins at a bound, and the last bound is the end of the text."""
    assert find_word_bounds(shared_jieba(), "产品和服务") == [0, 2, 3, 5]
    assert find_word_bounds(shared_jieba(), "") == [0]


TEACHER = rjieba.Jieba()
for _word, _frequency in TAUGHT.items():
    TEACHER.add_word(_word, _frequency, "n")
HERE = TaughtDictionary(TAUGHT)


@given(
    st.lists(st.sampled_from([*TAUGHT, *"产品和服务工作训练成本，。A1 了", "服务器", "卡拉OK"]), max_size=12)
)
def test_a_text_is_cut_as_by_a_jieba_that_was_taught(pieces: list[str]) -> None:
    """Taught words are found wherever they are more probable than others (no piece twice: 本本本 is cut either way)."""
    text = "".join(pieces)
    assert HERE.find_bounds(text) == find_word_bounds(TEACHER, text)
