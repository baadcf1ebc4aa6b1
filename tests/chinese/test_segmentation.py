"""One shared dictionary, and a new one for each set of added words."""

from __future__ import annotations

from yizhu.chinese.segmentation import find_word_bounds, shared_jieba
from yizhu.chinese.word_boundaries import BoundaryChecker


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
