"""Aligning sentences with those of the translation."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import load_evaluation

from yizhu.content.prose import inline_prose
from yizhu.editions import alignment
from yizhu.editions.alignment import (
    Pair,
    Side,
    _best_path,
    _Weight,
    align,
    find_counterpart,
    format_sentence_pairs,
)
from yizhu.editions.sentence_anchors import find_anchors
from yizhu.editions.terms.mark_terms import TermSet

SENTENCES = [
    ("他來了。", "He came."),
    ("我們走了很遠的路，一直走到天黑，沒有人說話。", "We walked a long way."),
    ("為什麼？", "Why is that?"),
    ("2024年3月有三百人。", "In March 2024 there were three hundred of them, and more were to come."),
    ("「好。」她說。", "“Good,” she said."),
]


def told(source: str, target: str, **names: tuple[tuple[int, str], ...]) -> list[tuple[str, str]]:
    pairs = align(Side(source, names.get("left", ())), Side(target, names.get("right", ())))
    return [(source[p.source[0] : p.source[1]], target[p.target[0] : p.target[1]]) for p in pairs]


def test_one_to_one() -> None:
    """Equally many sentences of similar lengths are paired in order."""
    assert told("他來了。我們走了很遠的路。", "He came. We walked a very long way.") == [
        ("他來了。", "He came. "),
        ("我們走了很遠的路。", "We walked a very long way."),
    ]


def test_two_for_one() -> None:
    """A long sentence may correspond to two."""
    assert told(
        "他來了，帶著許多書，然後我們一起走了很遠的路，直到天黑。沒有人說話。",
        "He came with many books. Then we walked together a very long way until it was dark. Nobody spoke.",
    ) == [
        (
            "他來了，帶著許多書，然後我們一起走了很遠的路，直到天黑。",
            "He came with many books. Then we walked together a very long way until it was dark. ",
        ),
        ("沒有人說話。", "Nobody spoke."),
    ]


def test_a_shared_name_decides() -> None:
    """If lengths are similar, names in both sentences decide."""
    assert told("很好。他用GPT-4o寫。很多人來。", "He wrote with GPT-4o. Very many people came there.")[
        -1
    ] == (
        "很多人來。",
        "Very many people came there.",
    )


def test_exchanged_neighbours() -> None:
    """Two sentences that the translation has in the other order are paired crosswise, if their words say so."""
    chinese = "她二十歲結婚。老師每天從橋下走過，去學校上課，一直走了四十年。村裡人造了廟。"
    english = "She was married at twenty. The village built a temple. For forty years the teacher walked under the bridge to school every day."
    assert told(chinese, english) == [
        ("她二十歲結婚。", "She was married at twenty. "),
        (
            "老師每天從橋下走過，去學校上課，一直走了四十年。",
            "For forty years the teacher walked under the bridge to school every day.",
        ),
        ("村裡人造了廟。", "The village built a temple. "),
    ]


@pytest.mark.parametrize(
    ("chinese", "english", "shared"),
    [
        ("出席的有十一人。", "Eleven members were present.", "n11"),
        ("損失4.2億美元", "a loss of 420 million dollars", "n420000000"),
        ("三月五日", "5 March", "m3"),
        ("他不知道", "he doesn’t know", "_不"),
        ("我忘了", "I forgot", "_我"),
        ("为什么？", "Why?", "_為什麼"),
        ("“好。”", "“Good.”", "?quote"),
        ("火車停了", "the train stopped", "~火車"),
        ("Jina AI的創辦人", "the founder of Jina AI", "jina"),
    ],
)
def test_anchors(chinese: str, english: str, shared: str) -> None:
    """Numbers, names, common words and signs are the same anchor in both languages and scripts."""
    anchors = find_anchors(chinese) & find_anchors(english)
    assert shared in anchors or f"n{shared}" in anchors


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7), st.data())
def test_every_sentence_is_in_one_pair(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    """The pairs hold each sentence of both texts once, whatever is dropped or exchanged; the source's in their order."""
    others = [pair for pair in data.draw(st.permutations(chosen)) if data.draw(st.booleans())]
    source, target = "".join(one for one, _ in chosen), " ".join(other for _, other in others)
    pairs = align(Side(source), Side(target))
    if target:
        assert "".join(source[p.source[0] : p.source[1]] for p in pairs) == source
        in_order = sorted(pairs, key=lambda pair: pair.target)
        assert "".join(target[p.target[0] : p.target[1]] for p in in_order) == target
        lengths = format_sentence_pairs(inline_prose(source), inline_prose(target), pairs)
        assert all(number.isdigit() for pair in lengths.split() for number in pair.split(":"))


@pytest.mark.parametrize("half", ["development", "held-out"])
def test_aligned_by_hand(half: str) -> None:
    """Of the links between sentences that were made by hand, the aligner finds 97 per cent, and few others."""
    evaluation = load_evaluation("alignment")
    pairs = [(evaluation.find_links(one, TermSet(())), one.links) for one in evaluation.read_examples(half)]
    assert evaluation.measure_f1(evaluation.count(pairs)) >= 0.97


def test_no_sentences_no_pairs() -> None:
    """Without sentences on one side there are no pairs."""
    assert align(Side(""), Side("A.")) == ()
    assert align(Side("一。"), Side(" ")) == ()


def test_find_counterpart() -> None:
    """The pair that contains most of a span is its counterpart; a span outside all pairs has none."""
    pairs = (Pair((0, 4), (0, 9)), Pair((4, 10), (9, 20)))
    assert find_counterpart(pairs, 3, 8) == pairs[1]
    assert find_counterpart(pairs, 0, 3) == pairs[0]
    assert find_counterpart(pairs, 12, 14) is None
    assert find_counterpart((), 0, 1) is None


WEIGHTS = st.tuples(st.floats(0, 60).map(lambda words: round(words, 2)), st.integers(0, 15))


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=6))
def test_shortcut_equals_full_search(pairs: list[tuple[_Weight, _Weight]]) -> None:
    """With equally many sentences on both sides, the shortcut finds what the full search finds."""
    left, right = (tuple(side) for side in zip(*pairs, strict=True))
    short = _best_path(left, right)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_DETOUR", -math.inf)
        assert short == _best_path(left, right)
