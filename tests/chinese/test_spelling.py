"""Headwords in pinyin as GB/T 16159 has it, and in zhuyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese.readings import read_syllables
from yizhu.chinese.spelling import adapt_reading, is_usual, spell_word, spell_zhuyin


@pytest.mark.parametrize(
    ("word", "is_name", "spelled"),
    [
        ("芯片", None, "xīnpiàn"),
        ("云服务器", None, "yún fúwùqì"),
        ("人工智能", None, "réngōng zhìnéng"),
        ("道聽途說", None, "dàotīng-túshuō"),
        ("大廠", None, "dàchǎng"),
        ("意大利", None, "Yìdàlì"),
        ("西安", None, "Xī'ān"),
        ("英伟达", True, "Yīngwěidá"),
        ("紅海", False, "hónghǎi"),
        ("生成式AI", None, "shēngchéngshì AI"),
        ("查爾斯．巴貝奇", None, "Chá'ěrsī·Bābèiqí"),
    ],
)
def test_words_are_joined(word: str, is_name: bool | None, spelled: str) -> None:
    """Syllables of a word are joined, words are not; an idiom has a hyphen, a name a capital, 西安 an apostrophe."""
    assert spell_word(word, is_name=is_name) == spelled


def test_zhuyin_of_mixed_words() -> None:
    """What is no Han character stays as it is."""
    assert spell_zhuyin("從0到1") == "ㄘㄨㄥˊ 0 ㄉㄠˋ 1"
    assert spell_zhuyin("生成式AI") == "ㄕㄥ ㄔㄥˊ ㄕˋ AI"
    assert spell_zhuyin("GPU") == ""


def test_a_given_reading_in_taiwan() -> None:
    """The usual reading of the mainland becomes Taiwan's, word by word; another one stays."""
    assert adapt_reading("zhīshi qièqǔ", "知識竊取", "tw") == "zhīshì qièqǔ"
    assert adapt_reading("Wéijī", "危機", "tw") == "Wéijī"
    assert adapt_reading("Yǎkǎ’ěr", "雅卡爾", "tw") == "Yǎkǎ’ěr"
    assert adapt_reading("zhīshi", "知識", "cn") == "zhīshi"
    assert is_usual("zhīshi", "知識")
    assert not is_usual("zhǐshì", "知識")


@given(st.text("銀行長得地人質識晶片從到1AI·，", max_size=10), st.sampled_from(("cn", "tw")))
def test_spelling_keeps_every_syllable(text: str, region: str) -> None:
    """However words are joined, the letters are those of the syllables, in their order."""
    letters = "".join(c for c in spell_word(text, region).casefold() if c.isalpha())
    expected = "".join(s or c for s, c in zip(read_syllables(text, region), text, strict=True)).casefold()
    assert letters == "".join(c for c in expected if c.isalpha())
