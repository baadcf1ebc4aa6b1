"""Words that a dictionary lacks, known beside it: the text is cut as if it had them."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from yizhu.lexicon import TOTAL, Lexicon

OWN = {"训练成本": 10, "大模型": 10, "硬碟": 300, "网路": 300, "资讯": 10, "关系人": 300}
TEXT = st.lists(
    st.sampled_from([*OWN, "的", "模型", "训练", "成本", "大", "服务", "和", "产品", "T恤", "GPT4", "，", "人", "碟", " "])
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """A lexicon with words of its own."""
    made = Lexicon()
    for word, often in OWN.items():
        made.learn(word, often)
    return made


@pytest.fixture(scope="module")
def taught() -> rjieba.Jieba:
    """Jieba itself, with the same words in its dictionary."""
    made = rjieba.Jieba()
    for word, often in OWN.items():
        made.add_word(word, often, "n")
    return made


@given(text=TEXT)
def test_it_cuts_as_jieba_does_with_these_words(lexicon: Lexicon, taught: rjieba.Jieba, text: str) -> None:
    """The bounds are those that jieba finds when it has learned them, or as probable (人人｜人, 人｜人人)."""
    words = [text[start:end] for start, end in pairwise(lexicon.bounds(text))]
    others = taught.cut(text, False)
    assert words == others or _unlikeness(taught, words) == pytest.approx(_unlikeness(taught, others))


def _unlikeness(taught: rjieba.Jieba, words: list[str]) -> float:
    """-ln of how likely a text is as these words."""
    return sum(math.log(TOTAL / max(1, taught.suggest_freq(word) - 1)) for word in words)


@pytest.mark.parametrize("word", [*OWN, "服务", "产品和服务", "模型训练", "网路资讯"])
def test_how_often_a_word_occurs(lexicon: Lexicon, taught: rjieba.Jieba, word: str) -> None:
    """As jieba suggests it, but for one, and for what its own words add to the whole."""
    assert lexicon.frequency(word) == pytest.approx(taught.suggest_freq(word), abs=1, rel=0.001)


def test_the_dictionary_is_left_as_it_is(lexicon: Lexicon) -> None:
    """What one lexicon learns no other knows."""
    lexicon.bounds("训练成本")
    assert not Lexicon().has("训练成本")
    assert not rjieba.has_word("训练成本")
