"""What OpenCC is known to convert wrongly is corrected; what no word decides is left as OpenCC has it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from testbed import REPO

from yizhu.chinese.converted_text import convert_with_offsets, convert_words
from yizhu.chinese.doubtful_characters import read_doubtful
from yizhu.chinese.script_conversion import convert_text

TO_TRADITIONAL, TO_SIMPLIFIED = ("s2t", "s2tw", "s2hk"), ("t2s", "tw2s", "hk2s")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("执行复杂任务", "執行複雜任務"),
        ("报告展示了如何做", "報告展示了如何做"),
        ("研究人员想出了如何设计", "研究人員想出了如何設計"),
        ("解释了如下问题", "解釋了如下問題"),
        ("他解释了解决方案", "他解釋了解決方案"),
        ("代码里声明了一个变量", "代碼裡聲明了一個變量"),
        ("这让我了解一切，一目了然", "這讓我瞭解一切，一目瞭然"),
        ("请求将被发送到", "請求將被發送到"),
        ("从里面包含的外面包了一层", "從裡面包含的外面包了一層"),
        ("星露谷物语", "星露谷物語"),  # a longer phrase of OpenCC
        ("传统制造业", "傳統製造業"),
        ("在台风来临前", "在颱風來臨前"),
        ("不是只有一艘船只", "不是只有一艘船隻"),
        ("怒气冲冲地走了", "怒氣沖沖地走了"),  # twice in one word
        ("香港回归后实行免签", "香港回歸後實行免簽"),
        ("李岩反对市场准入", "李岩反對市場准入"),
        ("一个中国的各自表述", "一個中國的各自表述"),
        ("断舍离疗愈了他", "斷捨離療癒了他"),
        ("卡里的银行卡里，名表与译名表", "卡里的銀行卡裡，名錶與譯名表"),
    ],
)
def test_words_that_a_phrase_cuts(simplified: str, traditional: str) -> None:
    """Where OpenCC's phrases cut across words, the words decide."""
    assert convert_words(simplified, "s2tw") == traditional


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("甚麼都好", "什么都好"),
        ("甚至", "甚至"),
        ("土著的原著", "土著的原著"),
        ("牆上掛著書法", "墙上挂着书法"),
        ("帳號", "账号"),
        ("關於潛艇的說明", "关于潜艇的说明"),
        ("他生於倫敦，作家於梨華姓於", "他生于伦敦，作家於梨华姓於"),  # OpenCC knows a name 於倫
    ],
)
def test_into_simplified(traditional: str, simplified: str) -> None:
    """The table decides on the way into Simplified too."""
    assert convert_words(traditional, "tw2s") == simplified


@pytest.mark.parametrize("config", [*TO_TRADITIONAL, *TO_SIMPLIFIED])
def test_every_word_of_the_table(config: str) -> None:
    """Each word of the table becomes what the table says; it has its character, and one counterpart for it."""
    for character, one in read_doubtful(config).items():
        words = [word for _, several in one.counterparts for word in several]
        assert len(words) == len(set(words)), character
        for to, several in one.counterparts:
            for word in several:
                assert convert_words(word, config)[word.index(character)] == to, word


def test_every_misconversion_that_is_known() -> None:
    """No conversion makes what ``check`` lists as the trace of one."""
    text = (REPO / "yizhu/chinese/data/misconversions.yaml").read_text("utf-8")
    for entry in yaml.safe_load(text):
        for wrong, right in entry["corrections"].items() if entry["script"] == "zh-Hant" else ():
            if convert_text(wrong, "t2s") == convert_text(right, "t2s"):
                assert convert_words(convert_text(right, "t2s"), "s2tw") != wrong


@given(
    st.lists(
        st.sampled_from("执行复杂任务 了 如何 被 发送 到 头发 现在 外面 包 里 a 只 有 一 台 风".split())
    ),
    st.sampled_from(TO_TRADITIONAL),
)
def test_only_doubtful_characters_change(words: list[str], config: str) -> None:
    """A correction puts one counterpart of a doubtful character for another, and moves nothing."""
    text = "".join(words)
    converted, plain = convert_with_offsets(text, config), convert_text(text, config)
    assert converted.keeps_offsets
    table = read_doubtful(config)
    for old, new, before in zip(text, converted.text, plain, strict=True):
        assert new == before or new in dict(table[old].counterparts)


def test_with_words_replaced() -> None:
    """Corrections hold where words are replaced too, and the offsets are those of the words."""
    converted = convert_with_offsets("软件声明了一个变量，执行复杂任务", "s2twp")
    assert converted.text == "軟體聲明了一個變數，執行複雜任務"
    assert converted.offsets == tuple(range(17))
