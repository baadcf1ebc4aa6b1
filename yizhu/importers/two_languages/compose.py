"""Put the pieces of a page in two languages in order: the text, and the translation with what each passage answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yizhu.importers.model.draft import Block, Lines
from yizhu.importers.two_languages.pairing import Link
from yizhu.importers.two_languages.pieces import Piece, words_of

_SHOWN = 24  # characters of a passage
_MOST_SHOWN = 6  # passages
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_HEADING = re.compile(r"#{1,6} ")


@dataclass(frozen=True, slots=True)
class Composed:
    """The passages of either language."""

    text: tuple[Block, ...]
    translation: tuple[Block, ...]
    answers: tuple[Lines, ...]
    alone: tuple[int, ...]  # passages of the text without a counterpart, from 1
    merged: tuple[Lines, ...]  # passages of the text that share one of the translation
    parted: tuple[int, ...]  # passages of the text that several of the translation answer
    beside: tuple[str, ...]  # how passages of the translation open that have none

    def doubt(self, own: str, other: str) -> str:
        """Return what an editor must look at: passages that do not answer one for one; empty if all do."""
        alone = [f"p{n} ({_opening(self.text[n - 1])})" for n in self.alone]
        said = (
            _say(f"no {other} beside", alone),
            _say(f"one passage in {other} for", [f"p{first}-p{last}" for first, last in self.merged]),
            _say(f"several passages in {other} for", [f"p{n}" for n in self.parted]),
            _say(f"no {own} beside", list(self.beside)),
        )
        return "; ".join(filter(None, said))


def _say(what: str, passages: list[str]) -> str:
    more = f" and {len(passages) - _MOST_SHOWN} more" if len(passages) > _MOST_SHOWN else ""
    return f"{what} {', '.join(passages[:_MOST_SHOWN])}{more}" if passages else ""


def _opening(block: Block) -> str:
    said = " ".join(block.text.split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def compose(pieces: Sequence[Piece], links: Sequence[Link], own: str, other: str) -> Composed:
    """Return the text in the language ``own``, and its translation."""
    shared = [n for n, piece in enumerate(pieces) if not piece.language and not piece.is_note]
    shared = [n for n in shared if not _is_twin(pieces, n, other)]
    texts = sorted([n for n, piece in enumerate(pieces) if piece.language == own] + shared)
    place = {number: at for at, number in enumerate(texts, 1)}
    answered = _answers(pieces, links, place, other) | {n: (place[n], place[n]) for n in shared}
    others = sorted(answered, key=lambda number: (answered[number], number))
    rules = _rules(pieces, links)
    form = _forms(pieces, links, own)
    linked = {n for link in links if link.first and link.second for n in (*link.first, *link.second)}
    made = [_with_rule(pieces[n].block, n in rules) for n in texts]
    translated = [_with_rule(_in_form(pieces[n].block, form.get(n)), n in rules) for n in others]
    return Composed(
        (*made, *_notes(pieces, made, is_text=True)),
        (*translated, *(notes := _notes(pieces, translated, is_text=False))),
        (*(answered[n] for n in others), *((0, 0) for _ in notes)),
        tuple(place[n] for n in texts if pieces[n].language and n not in linked),
        tuple(dict.fromkeys(answered[n] for n in others if answered[n][0] < answered[n][1])),
        tuple(at for at, n in enumerate(texts, 1) if n in _parted(links)),
        tuple(_opening(pieces[n].block) for n in others if pieces[n].language and n not in linked),
    )


def _parted(links: Sequence[Link]) -> set[int]:
    """Return the pieces that several of the other language answer."""
    sides = [(link.first, link.second) for link in links] + [(link.second, link.first) for link in links]
    return {one[0] for one, other in sides if len(one) == 1 and len(other) > 1}


def _answers(
    pieces: Sequence[Piece], links: Sequence[Link], place: dict[int, int], other: str
) -> dict[int, Lines]:
    """Return which passages of the text each of the translation answers; one without a counterpart, what the last did."""
    answered: dict[int, Lines] = {}
    last = (1, 1)
    for link in links:
        numbers = (*link.first, *link.second)
        texts = sorted(place[n] for n in numbers if n in place)
        last = (texts[0], texts[-1]) if texts else last
        answered |= {n: last for n in numbers if pieces[n].language == other}
    return answered


def _is_twin(pieces: Sequence[Piece], number: int, other: str) -> bool:
    """Does the translation's half of a page repeat what the text's half has shown?"""
    around = (range(number - 1, -1, -1), range(number + 1, len(pieces)))
    near = [next((pieces[n].language for n in side if pieces[n].language), "") for side in around]
    said = pieces[number].block.markdown or pieces[number].block.text
    return near == [other, other] and any(
        not one.language and (one.block.markdown or one.block.text) == said for one in pieces[:number]
    )


def _rules(pieces: Sequence[Piece], links: Sequence[Link]) -> frozenset[int]:
    """Return the pieces below which a rule stands in their language; none between a text and its translation."""
    at = {n: number for number, link in enumerate(links) for n in (*link.first, *link.second)}
    found: set[int] = set()
    for number, piece in enumerate(pieces):
        follows = next((n for n in range(number + 1, len(pieces)) if n in at), None)
        if not piece.has_rule_below or follows is None:
            continue
        if number not in at:
            found.add(number)
        elif at[follows] > at[number]:
            found |= {*links[at[number]].first, *links[at[number]].second}
    return frozenset(found)


def _with_rule(block: Block, has_rule: bool) -> Block:
    return replace(block, markdown=f"{block.markdown}\n\n---") if has_rule and block.markdown else block


def _forms(pieces: Sequence[Piece], links: Sequence[Link], own: str) -> dict[int, Block]:
    """Return for each passage of the translation the passage whose form it takes, where one answers one."""
    pairs = [(*link.first, *link.second) for link in links if len(link.first) == len(link.second) == 1]
    return {
        b if pieces[a].language == own else a: pieces[a if pieces[a].language == own else b].block
        for a, b in pairs
    }


def _in_form(block: Block, source: Block | None) -> Block:
    """Return a passage as a heading or none, as the one that it answers is."""
    marks = [_HEADING.match(one.markdown) if one else None for one in (block, source)]
    if source is None or not block.markdown or {block.role, source.role} - {"heading", "paragraph"}:
        return block
    said = block.markdown[marks[0].end() if marks[0] else 0 :]
    if marks[1] and not marks[0] and "\n" not in said:
        bare = said.removeprefix("**").removesuffix("**")
        return replace(
            block, role="heading", markdown=marks[1].group() + (bare if "**" not in bare else said)
        )
    if marks[0]:
        return replace(block, role=source.role, markdown=(marks[1].group() if marks[1] else "") + said)
    return block


def _notes(pieces: Sequence[Piece], blocks: Sequence[Block], *, is_text: bool) -> list[Block]:
    """Return the notes to which these passages refer; what nothing refers to stays with the text."""
    here = {label for block in blocks for label in _NOTE.findall(block.markdown)}
    everywhere = {label for one in pieces if not one.is_note for label in _NOTE.findall(one.block.markdown)}
    return list(_chosen(pieces, here, everywhere, is_text=is_text))


def _chosen(
    pieces: Sequence[Piece], here: set[str], everywhere: set[str], *, is_text: bool
) -> Iterator[Block]:
    for piece in pieces:
        if not piece.is_note:
            continue
        label = _NOTE.match(piece.block.markdown)
        if label is None or label.group() in here or (is_text and label.group() not in everywhere):
            yield piece.block


def words_of_piece(piece: Piece) -> str:
    """Return what a piece says."""
    return words_of(piece.block.markdown or piece.block.text)
