"""Weigh anew the lines of a dump whose form misleads: torn sentences, code, and offers amid an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yizhu.importers.plain_text.line_features import count_units

_SOME = 0.6  # evidence
_SENTENCE = 10  # units: so long is what is left of a torn sentence
_TORN = re.compile(r"^[)\]]\W*$|^[,;.]$")
_OPEN = re.compile(r"[(\[]$")
_CODE = re.compile(
    r"^(?:import [\w.]+(?: as \w+)?;?|from [\w.]+ import .+|def \w+\(.*|class \w[^:{]*[:{]|return\b.*[^.!?。]|try:|else:|finally:|"
    r"(?:if|elif|for|while|with|except)\b.*:|(?:const|let|var|function|public|private|static|package|using) .*[;{(]|"
    r"#include ?<.*|\$ \w+ .*|>>> .*)$|[{};]$|^[})\]][;,})\]]*$|^[\w.]+(?:\[[^\]]*\])? ?[-+]?= ?\S|^[\w.]+\(.*\)[;:]?$"
)
_NO_CODE = re.compile(
    r"\(\d+\)$|\{[|*]|[|*]\}|\{\{"
)  # how many articles a category has; what a template left
_CODE_NEAR, _CODE_LINES = 4, 3  # of so many lines of code within so many lines
_TEXT_NEAR = 12  # lines of code below text
_OFFER_HEAD = re.compile(
    r"\breserved for (?:our )?subscribers|\b(?:subscribe|register|sign in)\b.{0,20}\b(?:to (?:unlock|read|continue)|for) .{0,8}(?:articles?|reading)",
    re.I,
)
_OFFER = re.compile(
    r"\b(?:subscri\w+|unlimited|e-?paper|puzzles?|newsletters?|journalism|account|sign in|email updates|join the conversation)\b|"
    r"\b(?:enjoy|share|get|access|exclusive|additional|daily)\b.{0,20}\b(?:articles?|news|content|comics)\b",
    re.I,
)
_OFFER_LINES, _OFFER_LONGEST = 12, 160  # lines below the head; characters


def weigh_anew(texts: Sequence[str], evidence: Sequence[float]) -> list[float]:
    """Return how much speaks for each line, that of the misleading ones mended."""
    worth = list(evidence)
    for at in (*_find_torn(texts), *_find_code(texts, evidence)):
        worth[at] = max(worth[at], _SOME)
    for at in find_offers(texts):
        worth[at] = min(worth[at], -_SOME)
    return worth


def is_code_line(text: str) -> bool:
    """Does the line look like one of a program?"""
    return bool(_CODE.search(text)) and not _NO_CODE.search(text)


def find_offers(texts: Sequence[str]) -> frozenset[int]:
    """Return the lines of offers to subscribe, which their headings tell."""
    return frozenset(_find_offers(texts))


def _find_torn(texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of a sentence that a note's number, on a line of its own, has torn apart."""
    for at, (text, below) in enumerate(zip(texts, [*texts[1:], ""], strict=True)):
        if count_units(text) >= _SENTENCE and (_OPEN.search(text) or _TORN.match(below)):
            yield at


def _find_code(texts: Sequence[str], evidence: Sequence[float]) -> Iterator[int]:
    """Yield the lines of code that stand below text: several near each other."""
    code = list(map(is_code_line, texts))
    text_at = -_TEXT_NEAR - 1
    for at, is_code in enumerate(code):
        is_near = sum(code[max(0, at - _CODE_NEAR) : at + _CODE_NEAR + 1]) >= _CODE_LINES
        if evidence[at] > 1:
            text_at = at
        elif is_near and at - text_at <= _TEXT_NEAR and (is_code or count_units(texts[at]) <= 2 * _SENTENCE):
            text_at = at
            yield at


def _find_offers(texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of an offer amid the article, which its heading tells."""
    left = 0
    for at, text in enumerate(texts):
        is_head = len(text) <= _OFFER_LONGEST and bool(_OFFER_HEAD.search(text))
        left = _OFFER_LINES if is_head else left - 1
        if is_head or (left > 0 and len(text) <= _OFFER_LONGEST and _OFFER.search(text)):
            yield at
