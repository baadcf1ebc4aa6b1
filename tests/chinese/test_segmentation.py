"""One dictionary for all who ask, and one for each set of words that it is taught."""

from __future__ import annotations

from yizhu.chinese.segmentation import jieba, word_bounds
from yizhu.chinese.word_boundaries import Segmenter


def test_what_one_learns_no_other_knows() -> None:
    """A term of one site, or of one article, does not change how another text is cut."""
    taught = Segmenter(["訓練成本"])
    assert taught.against(1, 3, "訓練成本") == "訓練成本"
    assert not jieba().has_word("训练成本")
    assert jieba() is jieba()


def test_bounds_are_where_words_begin_and_the_end() -> None:
    """The words side by side are the text."""
    assert word_bounds(jieba(), "产品和服务") == [0, 2, 3, 5]
    assert word_bounds(jieba(), "") == [0]
