"""The tones of 一 and 不 as they are spoken."""

from __future__ import annotations

import pytest

from yizhu.chinese.readings.sandhi import find_spoken_tones
from yizhu.chinese.readings.transcription import read_syllables, transcribe

SPOKEN = """
一樣 yí yàng · 一定 yí dìng · 一天 yì tiān · 一年 yì nián · 一起 yì qǐ · 一個 yí gè · 一个人 yí gè rén · 一切 yí qiè · 一百 yì bǎi
一萬 yí wàn · 一半 yí bàn · 一日三餐 yí rì sān cān · 一周一次 yì zhōu yí cì · 這一個 zhè yí gè · 每一次 měi yí cì
一心一意 yì xīn yí yì · 另一方面 lìng yì fāng miàn · 一帶一路 yí dài yí lù · 一線希望 yí xiàn xī wàng · 一級一級 yì jí yì jí
不是 bú shì · 不對 bú duì · 不會 bú huì · 決不會 jué bú huì · 不來 bù lái · 不好 bù hǎo · 不要 bú yào · 不一樣 bù yí yàng
""".replace("\n", " · ").strip(" ·")
KEPT = """
第一個 dì yī gè · 第一次 dì yī cì · 統一的 tǒng yī de · 唯一一個 wéi yī yí gè · 萬一下雨 wàn yī xià yǔ · 十一個 shí yī gè
二〇一九 èr líng yī jiǔ · 一九九七年 yī jiǔ jiǔ qī nián · 一月一日 yī yuè yī rì · 星期一早上 xīng qī yī zǎo shàng
一年級 yī nián jí · 一等獎 yī děng jiǎng · 一號 yī hào · 百分之一的人 bǎi fēn zhī yī de rén · 三點一四 sān diǎn yī sì
數一數二 shǔ yī shǔ èr · 不 bù · 一 yī · 一，二 yī，èr · 絕不。對 jué bù。duì · 他們不。 tā men bù。 · 初一 chū yī
""".replace("\n", " · ").strip(" ·")


@pytest.mark.parametrize("case", f"{SPOKEN} · {KEPT}".split(" · "))
def test_yi_and_bu_as_they_are_spoken(case: str) -> None:
    """Yí and bú before a fourth tone, yì before others; a figure, and 一 at a word's end, keep their tone."""
    text, _, reading = case.partition(" ")
    assert transcribe(text, sandhi="spoken") == reading


def test_citation_form_is_the_usual_one() -> None:
    """Nothing changes unless it is asked for; other tones never change; zhuyin has the same tones."""
    assert transcribe("一樣不是") == "yī yàng bù shì"
    assert transcribe("你好", sandhi="spoken") == "nǐ hǎo"
    assert transcribe("一個不是", "tw", "zhuyin", "spoken") == "ㄧˊ ㄍㄜˋ ㄅㄨˊ ㄕˋ"


def test_only_yi_and_bu_change() -> None:
    """Of any text no other character is read otherwise."""
    text = "他不怕一萬，只怕萬一；一個也不少，不要緊。"
    assert {text[at] for at in find_spoken_tones(text, read_syllables(text))} == {"一", "不"}
