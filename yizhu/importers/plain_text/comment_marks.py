"""Know the lines that stand about each comment of a thread, and where the comments under an article begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What stands about each comment: the link to answer it, its number, its votes, who says it.
_REPLY = re.compile(
    r"^\W*(?:(?:\d+\s?)?(?:repl(?:y|ies)|(?:up|down)?votes?|points?|likes?|permalink|flag|report|quote|antworten?|melden|zitieren|"
    r"link kopieren|répondre|signaler|responder|contestar|denunciar|rispondi|segnala|svara|svar|anmäl|reageren|odpowiedz|"
    r"回覆|回复|回應|回应|檢舉|举报|舉報|引用|讚|赞|顶|踩|支持|反对|返信|通報|いいね|답글|신고)(?:\W*\d*\W*)|"
    r"(?:rating|score)\W+\d+(?: votes?)?|"
    r"(?:查看|展开|展開|收起|共).{0,8}(?:回覆|回复|回應|回应|评论|評論|留言)|"
    r"(?:[#＃]\s?\d{1,4}|\d{1,4}\s?[樓楼Ff]|[沙板地]发|樓主|楼主|[Bb]\d{1,3}))\W*$|"
    r"\b(?:says|said|wrote|writes|schrieb|schreibt|a écrit|dice|escribió)\s?:?$|"
    r"(?:^|\s)(?:發表於|发表于|發佈於|发布于|回覆於|回复于|posted (?:by|on|at)|joined:|beiträge:|posts:|注册时间|積分|积分)",
    re.I,
)
# When it was written; the entries of a live report have that, too.
_TIME = re.compile(
    r"^\W*(?:\d{1,3}\s?(?:秒|分鐘|分钟|分|小時|小时|時間|天|日|週|周|個月|个月|年)(?:以)?前|"
    r"(?:about |vor |hace |il y a |há )?(?:an?|\d{1,3}|einem|einer|un[ae]?)\s?(?:s|m|h|d|w|y|mins?|hrs?|minut\w+|hours?|days?|weeks?|"
    r"months?|years?|stunden?|tag(?:en)?|wochen?|monat\w*|jahr\w*|horas?|días?|dias?|semanas?|heures?|jours?)"
    r"(?: ago(?: at \d{1,2}:\d\d(?: ?[ap]m)?)?)?)\W*$",
    re.I,
)
_LONGEST = 80  # characters
_MARKS = 3  # of answers: so many make a thread
_BESIDE = 8  # lines from a comment's time to the link to answer it
_HEAD = 12  # lines above the text in which the first post of a thread has its marks
_ARTICLE = 150  # units


def is_reply_mark(text: str) -> bool:
    """Does the line belong to a comment: a link to answer it, its time, its number?"""
    return len(text) <= _LONGEST and bool(_REPLY.search(text) or _TIME.search(text))


def find_comments(texts: Sequence[str], running: Sequence[int], first: int) -> int | None:
    """Return the line at which the comments under an article begin; None if there are none, or if all is one thread.

    ``running`` has the length of each line that is a sentence, and 0 for the others; the article begins at ``first``.
    """
    answers = [at for at, text in enumerate(texts) if len(text) <= _LONGEST and _REPLY.search(text)]
    below = [at for at in answers if at > first]
    if len(below) < _MARKS or any(first - _HEAD <= at <= first for at in answers):
        return None
    near = range(max(first, below[0] - _BESIDE), below[0])
    start = next((at for at in near if is_reply_mark(texts[at])), below[0])
    last = below[_MARKS - 1]
    kinds = {re.sub(r"\W|\d", "", texts[at]) for at in range(start, last + 1) if is_reply_mark(texts[at])}
    # A post amid the article has one link each, to report it; comments have a day, an author or votes as well.
    is_thread = last - below[0] <= _MARKS * _BESIDE * 2 and any(running[below[0] : last]) and len(kinds) > 1
    return start if is_thread and sum(running[first:start]) >= _ARTICLE else None
