"""What sentences are known again by in their translation: names, numbers, common words, words of grammar, how they end.

An anchor is a string; its first character says of what kind it is, and so how much it says that two sentences share it.
"""

from __future__ import annotations

import re
from functools import cache

from yizhu.chinese.han import has_han
from yizhu.chinese.numerals import NUMBER_WORDS, find_numbers
from yizhu.chinese.words.common_words import WordList, common_words

COMMON, FUNCTION, SIGN = "~", "_", "?"
_NAMES = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]|\d+(?:[.,/]\d+)*")
_I, _DIGIT = re.compile(r"\bI\b"), re.compile(r"\d")
_HAN_NUMERALS = frozenset("三四五六七八九十百千萬万億亿0123456789")

# Words of grammar, in Traditional characters, and what they become in English.
_WORDS = """
我們 咱們: we us our ours ourselves
我: i me my mine myself
你們 您 你: you your yours
他們 她們 它們 牠們: they them their theirs
他: he him his himself
她: she her hers herself
不 沒 無 未 別 勿: not no never nobody none nothing nor neither without cannot
也 亦: too also
如果 要是 若 假如 倘: if
因為 由於: because since for as
但是 可是 但 不過 然而 卻 可: but however yet though although
所以 因此 於是 因而: so therefore thus hence
為什麼 為何: why
什麼 甚麼: what whatever
誰: who whom whose
哪: where which
怎: how
第一 首先 一是: first
第二 其次 二是: second secondly
第三 三是: third
第四: fourth
最後: last finally end
今天 現在 如今: now today
昨天: yesterday
明天: tomorrow
去年: last
以後 之後 後來: after later then
以前 之前: before earlier
另 別的 其他: another other others
一樣 同: same
只 僅: only merely
都 全 所有 每: all every everybody everything whole each
如 例如 比如: example instance
相反: contrary contrast
越: more
應該 應 須 必: must should ought
"""


@cache
def _function_words() -> WordList:
    return WordList(_WORDS)


_WORTH = {COMMON: 2, FUNCTION: 1, SIGN: 1}


def measure_worth(anchor: str) -> int:
    """Return how much it says that two sentences have this anchor: 3 for names, numbers and terms."""
    return _WORTH.get(anchor[0], 3)


def find_anchors(text: str) -> frozenset[str]:
    """Return the anchors of a sentence in Chinese or in English."""
    folded = text.lower()
    found = set(_NAMES.findall(folded))
    if text.isascii() or not has_han(text):
        found |= _find_english(text, found)
    else:
        found |= _find_chinese(text)
    if "?" in text or "？" in text:
        found.add(SIGN + "ask")
    if "“" in text or "「" in text or '"' in text:
        found.add(SIGN + "quote")
    return frozenset(found)


def _find_chinese(text: str) -> set[str]:
    found = {COMMON + word for word in common_words().find_chinese(text)}
    found |= {FUNCTION + word for word in _function_words().find_chinese(text)}
    if not _HAN_NUMERALS.isdisjoint(text):
        found |= {f"n{number}" for number in find_numbers(text)}
    return found


def _find_english(text: str, words: set[str]) -> set[str]:
    found = {COMMON + word for word in common_words().find_english(words)}
    found |= {FUNCTION + word for word in _function_words().find_english(words)}
    if "n’t" in text or "n't" in text:
        found.add(FUNCTION + "不")
    if _I.search(text):
        found.add(FUNCTION + "我")
    if not words.isdisjoint(NUMBER_WORDS) or _DIGIT.search(text):
        found |= {f"n{number}" for number in find_numbers(text)}
    return found
