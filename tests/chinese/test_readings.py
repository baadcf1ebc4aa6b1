"""Readings of texts and headwords, and the order of an index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from yizhu.chinese.han import is_han
from yizhu.chinese.readings.dictionary_readings import read_phrases
from yizhu.chinese.readings.pinyin import syllable_to_zhuyin
from yizhu.chinese.readings.polyphones import _load_surnames
from yizhu.chinese.readings.transcription import (
    find_index_letter,
    has_syllable_per_character,
    read_passages,
    read_syllables,
    sort_key,
    to_pinyin,
    transcribe,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("蒸餾", "zhēng liú"), ("銀行", "yín háng"), ("银行", "yín háng"), ("重慶", "chóng qìng"), ("GPU", "")],
)
def test_pinyin(text: str, expected: str) -> None:
    """Words are read as words, in either script; what is not Chinese has no pinyin."""
    assert to_pinyin(text) == expected


def test_zhuyin() -> None:
    """Zhuyin of the same syllables."""
    assert transcribe("銀行", style="zhuyin") == "ㄧㄣˊ ㄏㄤˊ"


def test_phrases_are_read_as_pypinyin_reads_them() -> None:
    """Each of its phrases, by itself and beside others, but for 不 and 一, whose tone sandhi is not written."""
    phrases = [phrase for phrase in list(PHRASES_DICT)[::40] if not set(phrase) & set("不一")]
    for text in (*phrases, "，".join(phrases)):
        syllables = lazy_pinyin(text, style=Style.TONE)
        assert read_phrases(text) == ["" if s == "，" else s for s in syllables]


@pytest.mark.parametrize(
    ("headword", "lang", "letter"),
    [("蒸餾", "zh-Hant", "ㄓ"), ("蒸馏", "zh-Hans", "Z"), ("蒸餾", "en", "Z"), ("ethics", "en", "E"),
     ("éclat", "en", "E"), ("0到1", "zh-Hant", "0–9"), ("「引」", "zh-Hant", "0–9")],
)  # fmt: skip
def test_the_letter_of_an_index(headword: str, lang: str, letter: str) -> None:
    """ㄅㄆㄇ for readers of Traditional, Latin letters for others."""
    assert find_index_letter(headword, lang) == letter


def test_the_order_of_an_index() -> None:
    """The orders of zhuyin and pinyin differ; figures come first; Latin and pinyin share one alphabet."""
    words = ["蒸餾", "八卦", "0到1", "開源", "AI"]
    assert sorted(words, key=lambda w: sort_key(w, "zh-Hant")) == ["0到1", "AI", "八卦", "開源", "蒸餾"]
    words = ["蒸馏", "芯片", "量化", "AI", "Zebra", "0到1"]
    assert sorted(words, key=lambda w: sort_key(w, "zh-Hans")) == [
        "0到1",
        "AI",
        "量化",
        "芯片",
        "Zebra",
        "蒸馏",
    ]


def test_homophones_have_an_order() -> None:
    """Two headwords never tie unless they are the same."""
    assert sort_key("事實", "zh-Hant") != sort_key("史實", "zh-Hant")
    assert sort_key("", "en") < sort_key("a", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他得走了", "tā děi zǒu le"),
        ("跑得快", "pǎo de kuài"),
        ("慢慢地走", "màn màn de zǒu"),
        ("田地裡", "tián dì lǐ"),
        ("看中國", "kàn zhōng guó"),
        ("看中了", "kàn zhòng le"),
        ("兩隻貓只能等", "liǎng zhī māo zhǐ néng děng"),
        ("任先生的任務", "rén xiān shēng de rèn wù"),
        ("一不做", "yī bù zuò"),
    ],
)
def test_polyphones(text: str, expected: str) -> None:
    """Words, grammar and names decide how polyphones are read."""
    assert to_pinyin(text) == expected


def test_regions_read_otherwise() -> None:
    """Taiwan has its own table, also for readings that come from a phrase."""
    assert transcribe("垃圾分類", "tw") == "lè sè fēn lèi"
    assert transcribe("研究期間的品質", "tw") == "yán jiù qí jiān de pǐn zhí"
    assert transcribe("人質", "tw") == "rén zhì"
    assert transcribe("研究期間的品質") == "yán jiū qī jiān de pǐn zhì"


def test_what_is_no_chinese_stays() -> None:
    """Other words, figures and marks keep their places, and no mark is separated from its word."""
    assert transcribe("DeepSeek的成本，「不高」？") == "DeepSeek de chéng běn，「bù gāo」？"
    assert transcribe("第一行\n第二行") == "dì yī háng\ndì èr háng"


def test_what_somebody_wrote_wins() -> None:
    """A given reading, by word or by syllable, is used for its characters; one that does not fit is ignored."""
    assert read_syllables("行了", given=[(0, 2, "hángle")]) == ("háng", "le")
    assert read_syllables("行", given=[(0, 1, "háng xíng")]) == ("xíng",)
    assert read_syllables("A行", given=[(0, 2, "háng")]) == ("", "háng")


def test_has_syllable_per_character() -> None:
    """A reading fits if it has a syllable for each Han character."""
    assert has_syllable_per_character("zhēngliú", "蒸餾")
    assert has_syllable_per_character("líng dào yī", "零到一")
    assert has_syllable_per_character("dào", "0到1")
    assert has_syllable_per_character("cóng líng dào yī", "從0到1")
    assert read_syllables("從1到10", given=((0, 5, "cóng yī dào shí"),)) == ("cóng", "", "dào", "", "")
    assert has_syllable_per_character("shēngchéngshì AI", "生成式AI")
    assert not has_syllable_per_character("zhēng", "蒸餾")


def test_rare_words_are_words_of_the_text() -> None:
    """A learner is shown 捋 and 搭訕, not 我們."""
    text = "我們捋清楚再搭訕"
    rare = "".join(text[number] for number in read_passages([text], "cn", [()])[0].rare)
    assert "捋" in rare
    assert "搭訕" in rare
    assert not set(rare) & set("我們")


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_syllable_for_each_character(text: str) -> None:
    """Any text gets one item for each character, empty if the character is not Han."""
    read = read_syllables(text)
    assert len(read) == len(text)
    assert all(not syllable or is_han(character) for character, syllable in zip(text, read, strict=True))


@given(st.lists(st.sampled_from("銀行長得地著為了的人質發髮後後麵"), max_size=12))
def test_zhuyin_and_pinyin_agree(characters: list[str]) -> None:
    """The same syllables in either spelling."""
    text = "".join(characters)
    assert transcribe(text, style="zhuyin").split() == [
        syllable_to_zhuyin(s) for s in to_pinyin(text).split()
    ]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("华为公司", "huá wéi gōng sī"),
        ("对花生过敏", "duì huā shēng guò mǐn"),
        ("已经解密了", "yǐ jīng jiě mì le"),
        ("华裔", "huá yì"),
        ("查明真相", "chá míng zhēn xiàng"),
        ("任重道远", "rèn zhòng dào yuǎn"),
        ("曾几何时", "céng jǐ hé shí"),
        ("穿着华丽", "chuān zhe huá lì"),
        ("环境宁静", "huán jìng níng jìng"),
        ("作风朴素", "zuò fēng pǔ sù"),
        ("盖子", "gài zi"),
        ("盖章", "gài zhāng"),
        ("单身汉", "dān shēn hàn"),
        ("燕麦", "yàn mài"),
        ("几行字", "jǐ háng zì"),
        ("查尔斯", "chá ěr sī"),
        ("应邀赴宴", "yìng yāo fù yàn"),
        ("解方程", "jiě fāng chéng"),
    ],
)
def test_words_that_begin_like_a_surname(text: str, reading: str) -> None:
    """A word has its own reading, although its first character is a surname with another."""
    assert transcribe(text) == reading


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("任正非", "rén zhèng fēi"),
        ("解振华", "xiè zhèn huá"),
        ("曾志伟", "zēng zhì wěi"),
        ("华国锋", "huà guó fēng"),
        ("葛优", "gě yōu"),
        ("解先生", "xiè xiān shēng"),
    ],
)
def test_names_of_persons(name: str, reading: str) -> None:
    """A name has its surname's reading."""
    assert transcribe(name) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("這個人得看醫生", "zhè ge rén děi kàn yī shēng"),
        ("病人得住院", "bìng rén děi zhù yuàn"),
        ("他得癌症", "tā dé ái zhèng"),
        ("跑得很快", "pǎo de hěn kuài"),
        ("做得到", "zuò de dào"),
        ("得到獎", "dé dào jiǎng"),
        ("頭髮很長", "tóu fa hěn cháng"),
        ("時間不長", "shí jiān bù cháng"),
        ("這條路長五公里", "zhè tiáo lù cháng wǔ gōng lǐ"),
        ("他長著鬍子", "tā zhǎng zhe hú zi"),
        ("長得真快", "zhǎng de zhēn kuài"),
        ("船長三十米", "chuán cháng sān shí mǐ"),
        ("他種地為生", "tā zhòng dì wéi shēng"),
        ("農民種水稻", "nóng mín zhòng shuǐ dào"),
        ("他種三種樹", "tā zhòng sān zhǒng shù"),
        ("這種花", "zhè zhǒng huā"),
        ("两行代码", "liǎng háng dài mǎ"),
        ("排成一行", "pái chéng yī háng"),
        ("一行人抵達", "yī xíng rén dǐ dá"),
        ("五行", "wǔ xíng"),
        ("士大夫與大夫", "shì dà fū yǔ dài fu"),
        ("捨不得", "shě bù de"),
    ],
)
def test_polyphones_by_syntax(text: str, reading: str) -> None:
    """得 長 種 行 are read by the words beside them."""
    assert transcribe(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("替他盛湯", "tì tā chéng tāng"),
        ("用秤來量", "yòng chèng lái liáng"),
        ("高考中的数学", "gāo kǎo zhōng de shù xué"),
        ("前锋射中门柱", "qián fēng shè zhòng mén zhù"),
        ("市長率團參訪", "shì zhǎng shuài tuán cān fǎng"),
        ("失業率下降", "shī yè lǜ xià jiàng"),
        ("卫生部门将提供", "wèi shēng bù mén jiāng tí gōng"),
        ("气得说不出话", "qì de shuō bù chū huà"),
        ("背着父母", "bèi zhe fù mǔ"),
        ("他任校长三年", "tā rèn xiào zhǎng sān nián"),
        ("解教練", "xiè jiào liàn"),
        ("清清楚楚", "qīng qīng chǔ chǔ"),
    ],
)
def test_polyphones_by_what_stands_beside(text: str, reading: str) -> None:
    """A verb of one character has its own reading before its object; a phrase never takes half of a word."""
    assert transcribe(text) == reading


def test_neutral_tones_are_of_the_region() -> None:
    """A word loses its last tone where the dictionary of the region says so."""
    assert transcribe("便宜的衣服") == "pián yi de yī fu"
    assert transcribe("便宜的衣服", "tw") == "pián yí de yī fú"


# Words whose first character is a surname, and that we read otherwise than pypinyin, with what decides.
OTHERWISE = {
    "华氏温度计": "华氏 is huá shì",
    "宁死不辱": "宁 that would rather is nìng",
    "应付帐款": "应付 is yìng fù",
}


def test_no_word_changes_by_a_surname() -> None:
    """A word of the dictionary that begins with a surname's character is read as the dictionary reads it."""
    surnames = _load_surnames()
    begins = {*surnames.known, *surnames.double}
    words = [word for word in PHRASES_DICT if word[0] in begins or word[:2] in begins]
    otherwise = {
        word
        for word in words
        if read_syllables(word)[0] != {"一": "yī", "不": "bù"}.get(word[0], PHRASES_DICT[word][0][0])
    }
    assert len(words) > 800
    assert otherwise <= set(OTHERWISE)
