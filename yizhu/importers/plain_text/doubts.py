"""Say what makes one doubt that the lines found in a dump are its article, or all of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yizhu.importers.plain_text.comment_marks import is_reply_mark
from yizhu.importers.plain_text.line_features import count_units, has_day

_LITTLE = 1.2  # evidence of a sentence, its length left out, on the average: an article's has 2.6
_SENTENCES = 0.6  # of the text
_COMMENTS = 3  # marks of comments amid the lines
_SHORT = 400  # units: a longer text is not what a wall lets one read
_FEW, _LINES = 150, 3  # units of an article that is doubted if the page has so many times as many lines
_MINUTE = 80  # units that even a slow reader reads in one
_WITHIN = 12  # lines about the article's beginning, where its reading time is said
_LABEL = 60  # characters
# Of what stands about each of several texts: its units; how many lines stand together about both of two, within how
# many lines, and so many apart; how often one stands about many, and about what share of their sentences.
_SAID, _AGAIN, _TOGETHER, _APART, _OFTEN, _EACH = 4, 3, 14, 20, 4, 0.6
_WALL = re.compile(
    r"\b(?:java\s?script|ad\s?block\w*)\b|\b(?:subscribers?|members?)[- ]only\b|\bfor subscribers\b|"
    r"\b(?:subscribe|sign in|log ?in|register) (?:now )?to (?:continue|keep|read|unlock)|\bcontinue reading (?:with|by|this)|"
    r"\bthis (?:article|content|story) is (?:only |exclusively )?(?:available )?(?:for|to) (?:our )?(?:subscribers|members|premium)|"
    r"\b(?:nur für|exklusiv für) abonnent|\bjetzt (?:weiterlesen|freischalten)|\bweiterlesen mit\b|\bmit .{2,12}\+ weiterlesen|"
    r"réservée?s? (?:à nos|aux) abonnés|\bpour lire la suite|"
    r"(?:exclusiv[ao]s?|solo) (?:para|de) (?:nuestros )?(?:suscriptores|assinantes|abonados)|\b(?:riservat\w|solo) (?:agli|per gli) abbonati|"
    r"有料会員|会員限定|会員登録.{0,12}(?:続き|全文)|続きを読むには|この記事は有料|"
    r"(?:付費|付费|訂閱|订阅|登入|登录|登錄|會員|会员|購買|购买|解鎖|解锁).{0,8}(?:閱讀|阅读|查看|觀看|解鎖|解锁).{0,4}(?:全文|全部|完整|更多|本文)|"
    r"(?:剩餘|剩余).{0,12}(?:未讀|未读|內容|内容)|(?:訂戶|订户|會員|会员|訂閱者|订阅者)(?:專享|专享|限定|專屬|专属)|本文(?:為|为)(?:付費|付费)",
    re.I,
)
_MINUTES = re.compile(
    r"(?:閱讀|阅读|読了|読む)\D{0,8}(\d{1,2})\s?(?:分鐘|分钟|分)|lesezeit\D{0,6}(\d{1,2})|^(\d{1,2}) ?min\.?$|"
    r"\b(\d{1,2})[\s-]?min(?:ute)?s?\.?[\s-](?:read\b|lesezeit|de lectura|de lecture|di lettura|de leitura)",
    re.I,
)
_MINUTES_BEHIND_DAY = re.compile(r"\s(\d{1,2}) ?min\.?$")


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line from the first to the last of the article."""

    text: str
    evidence: float  # its length left out
    is_sentence: bool
    is_kept: bool


def find_doubt(found: Sequence[FoundLine]) -> str:
    """Return why the lines may be no article, by their form; empty: nothing says so."""
    kept = [(line, max(1, count_units(line.text))) for line in found if line.is_kept]
    whole = sum(size for _, size in kept) or 1
    if sum(is_reply_mark(line.text) for line in found) >= _COMMENTS:
        return "holds marks of comments or answers: is it the article, or what several people wrote?"
    if said := find_recurring([line.text for line in found], [line.is_sentence for line in found]):
        return f"says “{said}” again below: is it one article, or several?"
    if sum(size for line, size in kept if line.is_sentence) < _SENTENCES * whole:
        return "most of it is no sentences but rows, entries or links: is it the article?"
    if sum((line.evidence - _LITTLE) * size for line, size in kept if line.is_sentence) < 0:
        return "little speaks for these lines: are they the article?"
    return ""


def find_recurring(texts: Sequence[str], sentences: Sequence[bool]) -> str:
    """Return what stands about each of several texts, as the tools of a page do; empty: nothing does."""
    times = Counter(text for text, is_sentence in zip(texts, sentences, strict=True) if not is_sentence)
    many = max(_OFTEN, _EACH * sum(sentences))
    often = next((text for text, n in times.items() if n >= many and count_units(text) >= _SAID), "")
    return often or _find_second(texts, sentences)


def _find_second(texts: Sequence[str], sentences: Sequence[bool]) -> str:
    """Return the first of several lines, a sentence among them, that stand together here and once more below."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        if count_units(text) >= _SAID:
            places.setdefault(text, []).append(at)
    again = [(row[0], row[1]) for row in places.values() if len(row) > 1 and row[1] - row[0] >= _APART]
    for one, last in zip(again, again[_AGAIN - 1 :], strict=False):
        is_near = last[0] - one[0] <= _TOGETHER and 0 < last[1] - one[1] <= _TOGETHER
        if is_near and any(sentences[at] for at, _ in again if one[0] <= at <= last[0]):
            return texts[one[0]]
    return ""


def find_missing(lines: Sequence[str], kept: Sequence[str]) -> str:
    """Return why the dump may lack the rest of the article: the page says so; empty: nothing says so."""
    size = sum(map(count_units, kept))
    if size < _SHORT and (said := next((found.group() for found in map(_WALL.search, lines) if found), "")):
        return f"is short, and the page says “{said}”: is it all of the article?"
    if size < _FEW and len(lines) > _LINES * len(kept):
        return f"is short, {len(kept)} of the page's {len(lines)} lines: is it all of the article?"
    at = next((n for n, text in enumerate(lines) if text in kept), 0)
    minutes = _find_minutes(lines[max(0, at - _WITHIN) : at + 2])
    if minutes > 2 and size < minutes * _MINUTE:
        return f"is short for {minutes} minutes of reading, which the page says: is it all of the article?"
    return ""


def _find_minutes(lines: Iterable[str]) -> int:
    """Return how many minutes the lines say that reading takes."""
    said = (found for text in lines if len(text) <= _LABEL and (found := _search_minutes(text)))
    return max((int(next(filter(None, found.groups()))) for found in said), default=0)


def _search_minutes(text: str) -> re.Match[str] | None:
    return _MINUTES.search(text) or (_MINUTES_BEHIND_DAY.search(text) if has_day(text) else None)
