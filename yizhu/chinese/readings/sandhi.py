"""The tones of 一 and 不 as they are spoken: yí and bú before a fourth tone, yì before the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yizhu.chinese.readings.pinyin import has_fourth_tone
from yizhu.chinese.readings.tagged_text import Readings, TaggedText, tag_words
from yizhu.chinese.script_conversion import to_simplified

# 一 is a figure, and keeps its tone: after another (十一, 第一), before another (一九九七, 一點五), in a date or an ordinal.
_DIGITS = "〇零一二三四五六七八九"
_FIGURES = f"{_DIGITS}十百千万亿"
_IS_FIGURE = re.compile(
    f"一(?:[{_DIGITS}]|点[{_DIGITS}]|月|号|年级|等[奖功品]|流|把手|审|楼|垒|元[论次]|线(?!希望|生机|曙光|阳光|天))"
    "|(?<!级)一级(?!一)"
)
_FIXED = re.compile("(?<=数)一(?=数二)|(?<=说)一(?=不二)|一(?=不做)")
# At the end of a word 一 keeps its tone (統一, 星期一), but not where it counts what follows (這一個).
_COUNTING = "这那每另有某哪近前后上下再又头同"


def find_spoken_tones(text: str, read: Sequence[str]) -> Readings:
    """Return the readings of 一 and 不 that differ when they are spoken, of a text and how it is read."""
    at_hand = [at for at, c in enumerate(text) if c in "一不" and read[at] in ("yī", "bù")]
    if not at_hand:
        return {}
    tagged = tag_words(to_simplified(text, "tw2s"))
    fixed = {hit.start() for hit in _FIXED.finditer(tagged.text)}
    found = ((at, _speak(tagged, read, at)) for at in at_hand if at not in fixed)
    return {at: reading for at, reading in found if reading}


def _speak(tagged: TaggedText, read: Sequence[str], at: int) -> str:
    following = read[at + 1] if at + 1 < len(read) else ""
    is_before_fourth = has_fourth_tone(following) or following == "ge"  # 個 without its tone
    if tagged.text[at] == "不":
        return "bú" if is_before_fourth else ""
    if not following or _is_figure(tagged, at) or _ends_word(tagged, at):
        return ""
    return "yí" if is_before_fourth else "yì"


def _is_figure(tagged: TaggedText, at: int) -> bool:
    before = tagged.text[at - 1] if at else ""
    is_day = before == "月" and tagged.text.startswith("日", at + 1)  # 一月一日, but 一日三餐
    return is_day or _follows_figure(tagged, before, at) or bool(_IS_FIGURE.match(tagged.text, at))


def _follows_figure(tagged: TaggedText, before: str, at: int) -> bool:
    """Is it part of a number that has begun? Not in 唯一一個."""
    if not before or before not in _FIGURES:
        return before in ("第", "初")
    nth = tagged.word_at(at - 1)
    return nth == tagged.word_at(at) or set(tagged.words[nth]) <= set(_FIGURES)


def _ends_word(tagged: TaggedText, at: int) -> bool:
    """Is it the end of a word, or part of a person's name?"""
    nth = tagged.word_at(at)
    word, start = tagged.words[nth], tagged.bounds[nth]
    if tagged.tags[nth] == "nr" and at > start:
        return True
    return len(word) > 1 and at + 1 == tagged.bounds[nth + 1] and word[0] not in _COUNTING
