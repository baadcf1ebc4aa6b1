"""The speakers of an interview in two languages: one and the same person has a name in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yizhu.importers.model.draft import Block, Lines, Speaker
from yizhu.importers.two_languages.pieces import Piece
from yizhu.importers.two_languages.tables import is_language_name


def without_language_labels(blocks: Sequence[Block], speakers: Sequence[Speaker]) -> tuple[Block, ...]:
    """Return the passages; those that a language's name opens (``英：``) are nobody's turns."""
    named = {one.id for one in speakers if is_language_name(one.name)}
    return tuple(
        replace(block, speaker="", label="", role="paragraph", supplied=False)
        if block.speaker in named
        else block
        for block in blocks
    )


def are_turns_in_both(pieces: Sequence[Piece]) -> bool:
    """Does either language have all voices, or none? Where one asks in the one, another answers in the other, none has."""
    voices: dict[str, set[str]] = {}
    for piece in pieces:
        if piece.language:
            block = piece.block
            voice = block.speaker or (block.role if block.role in ("question", "answer") else "")
            voices.setdefault(piece.language, set()).update({voice} if voice else ())
    counts = [len(found) for found in voices.values()]
    return not any(counts) or (min(counts) > 1 and min(counts) == max(counts))


def pair_speakers(
    text: Sequence[Block], translation: Sequence[Block], answers: Sequence[Lines], speakers: Sequence[Speaker]
) -> tuple[tuple[Speaker, ...], tuple[Speaker, ...], tuple[Block, ...]]:
    """Return the speakers of the text and of the translation, and its passages: the same ids in both."""
    met: Counter[tuple[str, str]] = Counter()
    for block, (first, last) in zip(translation, answers, strict=True):
        if block.speaker and first == last and first and text[first - 1].speaker:
            met[block.speaker, text[first - 1].speaker] += 1
    same: dict[str, str] = {}
    for (other, answered), _ in met.most_common():
        if other not in same and answered not in same.values():
            same[other] = answered
    own = {block.speaker for block in text}
    others = {block.speaker for block in translation if block.speaker}
    return (
        tuple(one for one in speakers if one.id in own),
        tuple(replace(one, id=same.get(one.id, one.id)) for one in speakers if one.id in others),
        tuple(replace(block, speaker=same.get(block.speaker, block.speaker)) for block in translation),
    )
