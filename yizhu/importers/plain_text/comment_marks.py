"""Know the lines that stand about each comment of a thread."""

from __future__ import annotations

import re

# What stands about each comment: the link to answer it, when it was written, its number, who says it.
_REPLY = re.compile(
    r"^\W*(?:(?:\d+\s?)?(?:repl(?:y|ies)|upvotes?|downvotes?|points?|likes?|permalink|flag|report|quote|antworten?|melden|zitieren|"
    r"link kopieren|répondre|signaler|responder|contestar|denunciar|rispondi|segnala|svara|svar|anmäl|reageren|odpowiedz|"
    r"回覆|回复|回應|回应|檢舉|举报|舉報|引用|讚|赞|顶|踩|支持|反对|返信|通報|いいね|답글|신고)(?:\W*\d*\W*)|"
    r"(?:查看|展开|展開|收起|共).{0,8}(?:回覆|回复|回應|回应|评论|評論|留言)|"
    r"(?:[#＃]\s?\d{1,4}|\d{1,4}\s?[樓楼Ff]|[沙板地]发|樓主|楼主|[Bb]\d{1,3})|"
    r"\d{1,3}\s?(?:秒|分鐘|分钟|分|小時|小时|時間|天|日|週|周|個月|个月|年)(?:以)?前|"
    r"(?:about |vor |hace |il y a |há )?(?:an?|\d{1,3}|einem|einer|un[ae]?)\s?(?:s|m|h|d|w|y|mins?|hrs?|minut\w+|hours?|days?|weeks?|"
    r"months?|years?|stunden?|tag(?:en)?|wochen?|monat\w*|jahr\w*|horas?|días?|dias?|semanas?|heures?|jours?)(?: ago)?)\W*$|"
    r"\b(?:says|said|wrote|writes|schrieb|schreibt|a écrit|dice|escribió)\s?:?$|"
    r"(?:^|\s)(?:發表於|发表于|發佈於|发布于|回覆於|回复于|posted (?:by|on|at)|joined:|beiträge:|posts:|注册时间|積分|积分)",
    re.I,
)
_REPLY_LONGEST = 80  # characters


def is_reply_mark(text: str) -> bool:
    """Does the line belong to a comment: a link to answer it, its time, its number?"""
    return len(text) <= _REPLY_LONGEST and bool(_REPLY.search(text))
