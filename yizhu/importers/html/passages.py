"""Turn the kept blocks of a page into passages: role, speaker of a turn, and Markdown."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml.html import HtmlElement

from yizhu.importers.html.normalization.loose_text import SILENT_TAGS
from yizhu.importers.html.page import HtmlPage
from yizhu.importers.html.selection.extract import ClassifiedBlock
from yizhu.importers.html.to_markdown import markdown_each
from yizhu.importers.interview.speaker_labels import find_recurring_names
from yizhu.importers.interview.speakers import Cast, find_cast
from yizhu.importers.interview.turns import (
    find_introduced,
    has_speaker_label,
    join_labels,
    split_turns,
)
from yizhu.importers.model.draft import Block, Language, SourceLine, Speaker
from yizhu.importers.model.profiles import Profile, find_opening

_ROLES = {"other": "paragraph"}
_ASKS = re.compile(r"[?？][」』”’\"）)]*$")
_QUESTION = 12  # characters, on the average: a heading that asks is shorter
_QUESTIONS = 3  # in bold, each with an answer below: fewer are a writer's emphasis


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a passage is written from."""

    element: HtmlElement  # a copy, if it is a part of its block only
    origin: HtmlElement  # the block's own


def make_passages(
    page: HtmlPage, kept: tuple[ClassifiedBlock, ...], rules: Profile, language: Language
) -> tuple[tuple[Block, ...], tuple[Speaker, ...]]:
    """Return the passages in order, and the speakers."""
    plain = tuple(_plain(one, rules) for one in kept)
    blocks, written_from, speakers = _find_turns(kept, plain, rules, "：" if language.is_chinese else ":")
    elements, origins = [one.element for one in written_from], [one.origin for one in written_from]
    written = _with_rules(page, origins, markdown_each(elements, page.url, language.tag))
    passages = tuple(replace(block, markdown=text) for block, text in zip(blocks, written, strict=True))
    return tuple(block for block in passages if block.markdown), speakers


def _with_rules(page: HtmlPage, origins: list[HtmlElement], written: tuple[str, ...]) -> tuple[str, ...]:
    """Return the Markdown of the blocks, with a rule below those that the page parts by one from the next."""
    places = {block.element: number for number, block in enumerate(page.blocks)}
    ruled = {number for number, block in enumerate(page.blocks) if block.has_rule_below}
    result = list(written)
    for at, (element, following) in enumerate(pairwise(origins)):
        first, last = places.get(element), places.get(following)
        if first is None or last is None or not written[at] or ruled.isdisjoint(range(first, last)):
            continue
        if not all(text.startswith("[^") for text in written[at + 1 :] if text):
            result[at] = f"{written[at]}\n\n---"
    return tuple(result)


def _plain(one: ClassifiedBlock, rules: Profile) -> Block:
    """Return the block with the role given by its tag or its first words."""
    role, why = _ROLES.get(one.block.kind, one.block.kind), one.why
    if role == "paragraph" and (start := find_opening(one.block.text, rules.notices)):
        role, why = "notice", f"opens with {start}, a disclaimer"
    elif role == "paragraph" and (start := find_opening(one.block.text, rules.bios)):
        role, why = "bio", f"opens with {start}"
    return Block(role, one.block.text, one.block.lines, why, unsure=one.verdict == "unsure")


def _find_turns(
    kept: tuple[ClassifiedBlock, ...], plain: tuple[Block, ...], rules: Profile, colon: str
) -> tuple[list[Block], list[_Place], tuple[Speaker, ...]]:
    """Return the blocks with turns marked, where each is written from, and the speakers."""
    # Here a line's number is that of its block: one line of the source may hold several blocks.
    lines = tuple(SourceLine(n, block.text) for n, block in enumerate(plain) if _may_speak(block))
    names = find_recurring_names(lines, rules)
    joined = join_labels(lines, names, colon)
    cast = find_cast(joined, rules, names)
    if cast is None:
        places = [_Place(one.block.element, one.block.element) for one in kept]
        return _mark_bold_questions(kept, plain), places, ()
    plain = _mark_bios(plain, cast)
    lines = tuple(SourceLine(n, block.text) for n, block in enumerate(plain) if _may_speak(block))
    turns = split_turns(join_labels(lines, names, colon), cast, rules, colon)
    in_turns = {number for turn in turns for number in range(turn.lines[0], turn.lines[1] + 1)}
    at = {number: [turn for turn in turns if turn.lines[1] == number] for number in in_turns}
    blocks: list[Block] = []
    places = []
    for number, block in enumerate(plain):
        for turn in at.get(number, [] if number in in_turns else [block]):
            blocks.append(_turn(turn, plain) if number in in_turns else block)
            origin = kept[number].block.element
            places.append(_Place(_element(origin, block.text, turn.text), origin))
    return blocks, places, cast.everyone


def _mark_bios(plain: tuple[Block, ...], cast: Cast) -> tuple[Block, ...]:
    """Return the blocks; those below the last turn that a speaker's name opens, without a colon, are his bio."""
    last = max(
        (n for n, block in enumerate(plain) if has_speaker_label(block.text, cast)), default=len(plain)
    )
    names = [find_introduced(block.text, cast) if n > last else "" for n, block in enumerate(plain)]
    why = "stands below the turns and opens with the name of {}"
    return tuple(
        replace(block, role="bio", why=why.format(name)) if name and block.role == "paragraph" else block
        for block, name in zip(plain, names, strict=True)
    )


def _mark_bold_questions(kept: tuple[ClassifiedBlock, ...], plain: tuple[Block, ...]) -> list[Block]:
    """Return the blocks with questions marked by bold type alone; who asks is unknown."""
    bold = [n for n, one in enumerate(kept) if plain[n].role == "paragraph" and _is_bold(one.block.element)]
    asked = [n for n in bold if _ASKS.search(plain[n].text)]
    answered = [
        n for n in asked if n + 1 < len(plain) and n + 1 not in bold and plain[n + 1].role == "paragraph"
    ]
    length = sum(len(plain[n].text) for n in asked) / max(1, len(asked))
    if len(answered) < _QUESTIONS or len(asked) * 2 < len(bold) or length < _QUESTION:
        return list(plain)
    return [_mark_bold_question(n, block, asked, bold) for n, block in enumerate(plain)]


def _mark_bold_question(number: int, block: Block, asked: list[int], bold: list[int]) -> Block:
    if number in asked:
        return replace(block, role="question", why="all in bold, and asks, as others here do")
    if block.role == "paragraph" and number > asked[0] and number not in bold:
        return replace(block, role="answer", why="stands below a question in bold")
    return block


def _is_bold(element: HtmlElement) -> bool:
    whole = len("".join("".join(element.itertext()).split()))
    outer = (one for one in element.iter("strong", "b") if one.getparent().tag not in ("strong", "b"))
    bold = sum(len("".join("".join(one.itertext()).split())) for one in outer)
    return 0 < whole <= bold


def _may_speak(block: Block) -> bool:
    return bool(block.text) and block.role in ("paragraph", "heading", "quote", "list")


def _turn(turn: Block, plain: tuple[Block, ...]) -> Block:
    first, last = plain[turn.lines[0]], plain[turn.lines[1]]
    lines = (first.lines[0], last.lines[1])
    if not turn.label and last.role != "paragraph":
        return replace(last, lines=lines)
    if turn.role not in ("question", "answer"):
        return replace(last, text=turn.text, lines=lines)
    return replace(turn, lines=lines, unsure=last.unsure)


def _element(element: HtmlElement, whole: str, text: str) -> HtmlElement:
    """Return the element; if it holds more than the turn, a copy with the turn only."""
    start = whole.find(text)
    if start < 0 or (start == 0 and len(text) == len(whole)):
        return element
    before = len("".join(whole[:start].split()))
    copied = deepcopy(element)
    copied.tail = None
    _keep_characters(copied, before, before + len("".join(text.split())))
    copied.tag = "p"  # a heading that names the speaker opens his turn
    return copied


def _keep_characters(element: HtmlElement, first: int, last: int) -> None:
    """Keep only these characters of the element's text; white space does not count."""
    _trim_texts(element, 0, first, last)


def _trim_texts(element: HtmlElement, count: int, first: int, last: int) -> int:
    element.text, count = _slice_text(element.text, count, first, last)
    for child in element:
        if child.tag not in SILENT_TAGS:
            count = _trim_texts(child, count, first, last)
        child.tail, count = _slice_text(child.tail, count, first, last)
    return count


def _slice_text(text: str | None, count: int, first: int, last: int) -> tuple[str | None, int]:
    kept = []
    for character in text or "":
        if first <= count < last:
            kept.append(character)
        count += not character.isspace()
    return "".join(kept) or None, count
