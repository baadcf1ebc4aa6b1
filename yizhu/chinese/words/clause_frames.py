"""Tell terms that begin with a word of the clause around: 從挫折中｜學到 is no 中學, 每次都｜更有 no 都更."""

from __future__ import annotations

import re

from yizhu.chinese.words.name_boundaries import SegmentedText
from yizhu.chinese.words.segmentation import Span
from yizhu.chinese.words.word_neighbours import find_kind

_CLAUSE = 12  # characters before a term that are looked at

# 在 or a measure word of events, a noun of what goes on, and nothing between that closes the phrase before 中 does.
_WITHIN = re.compile(
    "[在从于自场次届][^，。！？；：、,.!?;:里上下内间后前时中]{0,10}"
    "(?:会议|大会|过程|访谈|谈判|协商|生活|事件|事故|挫折|失败|经验|故事|演讲|演说|报告|文章|比赛|战争|战役|冲突|危机|梦|历史|课堂|灾难|困境|"
    "旅途|旅行|竞争|战斗|决赛|交流|互动|辩论|采访|声明|判决|行动|活动|对话)\\Z"
)
# Who or what is meant all together, before 都.
_ALL = re.compile(
    "(?:[每各们]|所有|全部|全体|大家|任何|一切|无论|不论|不管|什么|谁|双方|许多|到处)[^，。！？；：、,.!?;:]{0,10}\\Z"
)
_SUBJECTS = frozenset("nvr人他她它我你")  # kinds of words
_DEED = ("v", "a", "d")
_DEEDS = frozenset("有是不会能要很更最去来说做用")


def find_frame(segmented: SegmentedText, start: int, end: int) -> Span | None:
    """Return the first character of a term if the clause around needs it as a word of its own."""
    text = segmented.simplified
    clause = text[max(0, start - _CLAUSE) : start]
    if text[start] == "中" and _WITHIN.search(clause):
        return start, start + 1
    if text[start] == "都" and _ALL.search(clause):
        before, after = segmented.word_before(start), segmented.word_after(end)
        is_subject = before and find_kind(before)[:1] in _SUBJECTS
        if is_subject and (after in _DEEDS or (after and find_kind(after).startswith(_DEED))):
            return start, start + 1
    return None
