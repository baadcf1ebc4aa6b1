"""Which sentences answer which."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.editions import alignment
from yizhu.editions.alignment import Pair, Side, _best_path, _Weight, align, find_counterpart


def told(source: str, target: str, **names: tuple[tuple[int, str], ...]) -> list[tuple[str, str]]:
    pairs = align(Side(source, names.get("left", ())), Side(target, names.get("right", ())))
    return [(source[p.source[0] : p.source[1]], target[p.target[0] : p.target[1]]) for p in pairs]


def test_one_to_one() -> None:
    """As many sentences of like lengths pair in order."""
    assert told("他來了。我們走了很遠的路。", "He came. We walked a very long way.") == [
        ("他來了。", "He came. "),
        ("我們走了很遠的路。", "We walked a very long way."),
    ]


def test_two_for_one() -> None:
    """A long sentence may be answered by two."""
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
    """Between like lengths, what both sides name decides."""
    assert told("很好。他用GPT-4o寫。很多人來。", "He wrote with GPT-4o. Very many people came there.")[
        -1
    ] == (
        "很多人來。",
        "Very many people came there.",
    )


def test_no_sentences_no_pairs() -> None:
    """A side that says nothing answers nothing."""
    assert align(Side(""), Side("A.")) == ()
    assert align(Side("一。"), Side(" ")) == ()


def test_answering_a_stretch() -> None:
    """The pair that holds most of a stretch answers it; a stretch outside all pairs has no answer."""
    pairs = (Pair((0, 4), (0, 9)), Pair((4, 10), (9, 20)))
    assert find_counterpart(pairs, 3, 8) == pairs[1]
    assert find_counterpart(pairs, 0, 3) == pairs[0]
    assert find_counterpart(pairs, 12, 14) is None
    assert find_counterpart((), 0, 1) is None


WEIGHTS = st.tuples(
    st.floats(0, 60).map(lambda words: round(words, 2)), st.frozensets(st.sampled_from("abcd"), max_size=2)
)


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=6))
def test_the_straight_way_is_taken_only_where_it_is_cheapest(pairs: list[tuple[_Weight, _Weight]]) -> None:
    """As many sentences on both sides: the short cut answers what the full search answers."""
    left, right = (tuple(side) for side in zip(*pairs, strict=True))
    short = _best_path.__wrapped__(left, right)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_DETOUR", -math.inf)
        assert short == _best_path.__wrapped__(left, right)
