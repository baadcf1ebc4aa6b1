"""Chinese characters; folding, sentences and counts of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese.han import (
    count_han_and_words,
    estimate_reading_minutes,
    fold,
    has_han,
    is_cjk,
    is_digit,
    is_han,
    is_latin,
    split_sentences,
    unify_name_dots,
)


@pytest.mark.parametrize("character", "蒸鎏々〇㐀𠀀𫠝𰀀⼀豈")
def test_han_of_every_block(character: str) -> None:
    """Han is Han in every extension, as a radical, an iteration mark or a zero."""
    assert is_han(character)
    assert is_cjk(character)
    assert not is_latin(character)


@pytest.mark.parametrize("character", "。「，：（！あアㄅ가・")
def test_cjk_that_is_not_han(character: str) -> None:
    """Punctuation, kana, bopomofo and Hangul are full-width but not Han."""
    assert is_cjk(character)
    assert not is_han(character)
    assert not has_han(character)


@pytest.mark.parametrize("character", "aZé9ßЖ")
def test_latin_is_what_has_spaces_around_its_words(character: str) -> None:
    """Letters and digits of alphabets are word characters."""
    assert is_latin(character)
    assert not is_cjk(character)


@pytest.mark.parametrize("character", "😀 -.\n")
def test_neither(character: str) -> None:
    """Emoji, spaces and ASCII punctuation are neither."""
    assert not is_latin(character)
    assert not is_han(character)


def test_digits_of_both_widths() -> None:
    """０ is a digit as 0 is; 一 is none, ² is none."""
    assert is_digit("0")
    assert is_digit("９")
    assert not is_digit("一")
    assert not is_digit("²")


@pytest.mark.parametrize("written", ["0到1", "０到１", "0 到 1", "０　到 １", "0\u00a0到\u20091"])
def test_width_and_spacing_are_folded(written: str) -> None:
    """Full-width, half-width and spacing variants are one."""
    assert fold(written).text == "0到1"


def test_spaces_between_latin_words_stay() -> None:
    """Only spaces beside Chinese are dropped."""
    assert fold("open source 模型 is open").text == "open source模型is open"


def test_letter_case_and_length_are_kept() -> None:
    """Folding does not change letter case."""
    assert fold("ＧＰＵ").text == "GPU"


@given(st.text(alphabet="蒸餾 　aＢ0９-‑’😀𠀀\u00a0\n", max_size=30))
def test_folding_knows_where_each_character_stood(text: str) -> None:
    """Each folded character comes from one in the text, in order, and each span has its span in the text."""
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(end == start + 1 for start, end in spans)
    assert spans == sorted(set(spans))
    for at, (start, end) in enumerate(spans):
        assert fold(text[start:end]).text == folded.text[at]


@given(st.text(alphabet="一二。！？」”.!? ,aDr\n", max_size=40))
def test_sentences_cover_the_text(text: str) -> None:
    """Sentences adjoin, none is empty, and together they are the text."""
    found = split_sentences(text)
    assert "".join(text[a:b] for a, b in found) == (text if text.strip() else "")
    assert all(text[a:b].strip() for a, b in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一。二！三？", ["一。", "二！", "三？"]),
        ("他說：「走吧。」她走了。", ["他說：「走吧。」", "她走了。"]),
        ("「走吧。」，他說。", ["「走吧。」，他說。"]),
        ("Dr. Xiao said so. Then he left.", ["Dr. Xiao said so. ", "Then he left."]),
        ("It cost 3.5 million. Really?", ["It cost 3.5 million. ", "Really?"]),
        ("He said “go.” She went.", ["He said “go.” ", "She went."]),
        ("J. Smith came.", ["J. Smith came."]),
        ("一……二", ["一……", "二"]),
        ("", []),
        ("  ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    """A Chinese sentence ends with 。！？… and closing marks, an English one with a full stop before a space."""
    assert [text[a:b] for a, b in split_sentences(text)] == expected


def test_counting() -> None:
    """Han characters and words of other scripts are counted apart."""
    assert count_han_and_words("DeepSeek-V3的成本，it’s 5 million") == (3, 4)


def test_reading_time() -> None:
    """300 characters or 230 words a minute, and never less than a minute."""
    assert estimate_reading_minutes(0, 0) == 1
    assert estimate_reading_minutes(900, 0) == 3
    assert estimate_reading_minutes(0, 460) == 2


@pytest.mark.parametrize("dot", "‧•．・·")
def test_dots_in_names_are_one(dot: str) -> None:
    """The dots of foreign names are one dot; numbers and other scripts keep theirs."""
    assert unify_name_dots(f"史蒂夫{dot}賈伯斯") == "史蒂夫·賈伯斯"
    assert fold(f"史蒂夫{dot}賈伯斯").text == "史蒂夫·賈伯斯"
    for other in ("一．前言。三．結論", f"a{dot}乙", f"{dot}甲"):
        assert unify_name_dots(other) == other
    assert unify_name_dots(f"甲{dot}乙", [(1, 2)]) == f"甲{dot}乙"
