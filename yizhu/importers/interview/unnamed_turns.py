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
_QUESTIONS = 3
_LONGEST = 400  # characters of a question
_ANSWER = 8  # paragraphs of one, on the average: an essay asks more rarely


def mark_unnamed_turns(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks, questions and answers marked if they are an interview's; who speaks is unknown."""
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
