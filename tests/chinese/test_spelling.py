"""Headwords in pinyin as GB/T 16159 has it, and in zhuyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.chinese.readings.spelling import adapt_reading, is_usual, spell_word, spell_zhuyin
from yizhu.chinese.readings.transcription import read_syllables


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


DIVIDED = """
北京大學 Běijīng Dàxué · 北京市 Běijīng Shì · 長江 Cháng Jiāng · 泰山 Tài Shān · 黃河流域 Huáng Hé liúyù · 黑龍江 Hēilóngjiāng
中華人民共和國 Zhōnghuá Rénmín Gònghéguó · 李老師 Lǐ lǎoshī · 二十一 èrshíyī · 三百六十五 sānbǎi liùshíwǔ · 三個人 sān gè rén
第一 dì-yī · 第二次 dì-èr cì · 百分之一 bǎi fēn zhī yī · 一些 yīxiē · 清清楚楚 qīngqīngchǔchǔ · 研究研究 yánjiū yánjiū
看了 kànle · 孩子們 háizimen · 副部長 fùbùzhǎng · 研究者 yánjiūzhě · 我的書 wǒ de shū · 愚公移山 yúgōng-yíshān · 黑龙江 Hēilóngjiāng
""".replace("\n", " · ").strip(" ·")


@pytest.mark.parametrize("case", DIVIDED.split(" · "))
def test_words_are_divided(case: str) -> None:
    """Names, numbers, doubled words, particles, prefixes and suffixes, in either script."""
    word, _, spelled = case.partition(" ")
    assert spell_word(word) == spelled


@pytest.mark.parametrize(
    ("name", "spelled"),
    [("梁文鋒", "Liáng Wénfēng"), ("王小明", "Wáng Xiǎomíng"), ("諸葛亮", "Zhūgě Liàng"), ("高通", "Gāotōng"), ("馬斯克", "Mǎsīkè"),
     ("華為", "Huáwéi"), ("阿里巴巴", "Ālǐbābā"), ("清華大學", "Qīnghuá Dàxué"), ("德國之聲", "Déguó zhī Shēng"),
     ("第二次世界大戰", "Dì-èr Cì Shìjiè Dàzhàn")],
)  # fmt: skip
def test_each_word_of_a_name_has_a_capital(name: str, spelled: str) -> None:
    """Surname and given name apart; a firm, or a name from abroad, is one word."""
    assert spell_word(name, is_name=True) == spelled


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
