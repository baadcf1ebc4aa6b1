"""Mark questions and answers in an interview that prints no names, where a dump has lost the bold type of its questions.

A question is a paragraph that asks; what tells an interview from an essay that asks its readers is that the questions
speak to somebody (您, you) and the answers speak of themselves (我, I).
"""

from __future__ import annotations

import re
from dataclasses import replace

from yizhu.importers.model.draft import Block

_ASKS = re.compile(r"[?？]$")
_QUOTED = re.compile(r"[「『“\"«„]")
_YOU = re.compile(
    r"[您你妳]|あなた|さん(?:は|が|の|に|も)|\b(?:you|your|sie|ihnen|ihre?\w?|vous|votre|vos|usted|ustedes|tu|lei|você|jij)\b",
    re.I,
)
_I = re.compile(
    r"[我]|私|僕|\b(?:i|i['’]\w+|my|we|our|ich|mein\w*|wir|uns\w*|je|j['’]\w+|mon|ma|nous|yo|mi|nosotros|io|noi|eu|minha|ik|wij)\b",
    re.I,
)
_DASH = re.compile(r"^\s*(?:[—―─–-]+)\s*\S")
_LETTER = re.compile(r"^(?:(?P<q>[問问Q]|質問)|(?P<a>[答A]|回答))[\s、.]+\S")  # 問 or Q before a space
_ENDS_ASKING = re.compile(r"(?:[?？]|か[。？]?|[嗎吗呢])[」』”\"）)]*$")
_QUESTIONS = 3
_LONGEST = 400  # characters of a question
_ANSWER = 8  # paragraphs of one, on the average: an essay asks more rarely


def mark_unnamed_turns(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks, questions and answers marked if they are an interview's; who speaks is unknown."""
    return _mark_lettered(blocks) or _mark_dashed(blocks) or _mark_asking(blocks)


def _mark_lettered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks if some open with 問 and 答, or Q and A, and a space in place of the colon."""
    found = [_LETTER.match(block.text) if block.role == "paragraph" else None for block in blocks]
    asked = [n for n, one in enumerate(found) if one and one["q"]]
    answered = [n for n, one in enumerate(found) if one and one["a"]]
    if min(len(asked), len(answered)) < _QUESTIONS - 1 or abs(len(asked) - len(answered)) > 1:
        return ()
    return tuple(_mark(block, n, asked) for n, block in enumerate(blocks))


def _mark_dashed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks if a dash opens each question and no answer, as Japanese and Chinese papers set them."""
    asked = [n for n, block in enumerate(blocks) if block.role == "paragraph" and _DASH.match(block.text)]
    asks = sum(bool(_ENDS_ASKING.search(blocks[n].text)) for n in asked)
    is_answered = all(n + 1 < len(blocks) and n + 1 not in asked for n in asked)
    if len(asked) < _QUESTIONS or asks * 3 < len(asked) * 2 or not is_answered:
        return ()
    return tuple(_mark(block, n, asked) for n, block in enumerate(blocks))


def _mark_asking(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks; a question asks somebody (you), and who answers speaks of himself (I)."""
    asked = [n for n, block in enumerate(blocks) if _is_question(block)]
    answered = [n for n in asked if n + 1 < len(blocks) and _is_answer(blocks[n + 1])]
    if len(answered) < _QUESTIONS or len(blocks) - asked[0] > (_ANSWER + 1) * len(answered):
        return blocks
    spoken_to = sum(bool(_YOU.search(blocks[n].text)) for n in asked)
    spoken = sum(bool(_I.search(_answer_to(n, blocks))) for n in answered)
    if spoken_to * 2 < len(asked) or spoken * 2 < len(answered):
        return blocks
    return tuple(_mark(block, n, asked) for n, block in enumerate(blocks))


def _is_question(block: Block) -> bool:
    is_short = len(block.text) <= _LONGEST and not _QUOTED.match(block.text)
    return block.role == "paragraph" and is_short and bool(_ASKS.search(block.text))


def _is_answer(block: Block) -> bool:
    return block.role == "paragraph" and not _is_question(block)


def _answer_to(number: int, blocks: tuple[Block, ...]) -> str:
    """Return the text from below a question to the next one."""
    texts: list[str] = []
    for block in blocks[number + 1 :]:
        if not _is_answer(block):
            break
        texts.append(block.text)
    return "\n".join(texts)


def _mark(block: Block, number: int, asked: list[int]) -> Block:
    if number in asked:
        return replace(block, role="question", why="a paragraph that asks somebody, as others here do")
    if block.role == "paragraph" and number > asked[0]:
        return replace(block, role="answer", why="stands below a question; the page names nobody")
    return block
