"""Aligning sentences with those of the translation."""

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


WEIGHTS = st.tuples(
    st.floats(0, 60).map(lambda words: round(words, 2)), st.frozensets(st.sampled_from("abcd"), max_size=2)
)


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=6))
def test_shortcut_equals_full_search(pairs: list[tuple[_Weight, _Weight]]) -> None:
    """With equally many sentences on both sides, the shortcut finds what the full search finds."""
    left, right = (tuple(side) for side in zip(*pairs, strict=True))
    short = _best_path(left, right)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_DETOUR", -math.inf)
        assert short == _best_path(left, right)
