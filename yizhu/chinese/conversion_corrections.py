"""Correct what OpenCC converts wrongly where its phrases cut across words (執行復雜任務, 被髮送, 展示瞭如何).

OpenCC takes the longest phrase from the left and knows no words. What may be wrong is found in the converted text by one
automaton, so that a text without mistakes costs next to nothing; only there words are looked at:

1. a word of the table of doubtful characters with another counterpart than the table says (復雜)
2. a counterpart that a character becomes only in phrases (髮: 发 alone becomes 發), if the word around it, converted
   alone, has the other one (發酵 in 縮短發酵)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from yizhu.chinese.doubtful_characters import Table, becomes_alone, find_expected, read_doubtful
from yizhu.chinese.script_conversion import convert_text
from yizhu.chinese.words.segmentation import Span

Correction = tuple[int, str]  # the offset of a character, and what it becomes


def find_corrections(old: str, new: str, config: str) -> list[Correction]:
    """Return the corrections of a converted text; ``config`` converts it character by character."""
    suspects = _load_suspects(config)
    if suspects is None or len(old) != len(new):
        return []
    corrections = []
    for at in suspects.find(old, new):
        right = _choose(suspects, old, new, at, config)
        if right:
            corrections.append((at, right))
    return corrections


def correct(text: str, corrections: list[Correction]) -> str:
    """Return the text with these characters in place of its own."""
    characters = list(text)
    for at, character in corrections:
        characters[at] = character
    return "".join(characters)


# What a pattern says of one character in it: no word of the table has it here, it stands only in phrases, it is right.
_WRONG, _PHRASE, _RIGHT = range(3)
Pattern = tuple[str, int, int]  # in the converted text; the offset of the character; what is said of it


@dataclass(frozen=True, slots=True)
class _Suspects:
    """What may be wrong in a converted text, and the automaton that finds it."""

    table: Table
    alone: dict[str, str]  # what each character of the table becomes by itself
    automaton: AhoCorasick
    places: tuple[list[tuple[int, int]], ...]  # by pattern: the offsets in it, and what is said of each

    def find(self, old: str, new: str) -> list[int]:
        """Return the offsets that are suspect, in order."""
        found: tuple[set[int], set[int], set[int]] = set(), set(), set()
        for nth, start, _ in self.automaton.find_matches_as_indexes(new, overlapping=True):
            for inside, kind in self.places[nth]:
                found[kind].add(start + inside)
        wrong, phrases, right = found
        return sorted(at for at in wrong | (phrases - right) if old[at] in self.table)


def _choose(suspects: _Suspects, old: str, new: str, at: int, config: str) -> str:
    """Return what the character at an offset becomes; empty if nothing decides."""
    character, alone = suspects.table[old[at]], suspects.alone[old[at]]
    right, word = find_expected(character, old, at)
    if not right and new[at] != alone:
        right, word = becomes_alone(old, at, config)
        right = right if right == alone else ""
    if not right or right == new[at]:
        return ""
    is_better = character.only or _is_in_short_phrase(old, new[at], at, word, config)
    return right if is_better else ""


def _is_in_short_phrase(old: str, became: str, at: int, word: Span, config: str) -> bool:
    """Does the character become this in a phrase of OpenCC no longer than the word that says otherwise?

    A longer phrase knows more: 星露谷物语 is 星露谷 and 物语, not 谷物. A phrase that contains the character shows
    itself if it is converted alone (被发 in 被发送); one before it by what it leaves of the word (行复 in 执行复杂).
    """
    start, end = word
    length = end - start
    around = [(first, first + length) for first in range(at + 1 - length, at + 1)]
    before = [(first, end) for first in range(start + 1 - length, start + 1)]
    is_alone = convert_text(old[at], config) == became
    return any(
        convert_text(old[first:last], config)[at - first : at - first + 1] == became
        for first, last in (before if is_alone else around)
        if first >= 0
    )


@cache
def _load_suspects(config: str) -> _Suspects | None:
    table = read_doubtful(config)
    if not table:
        return None
    alone = dict(zip(table, convert_text("\n".join(table), config).split("\n"), strict=True))
    places: dict[str, list[tuple[int, int]]] = {}
    for pattern, inside, kind in (*_list_words(table, config), *_list_phrase_only(table, alone, config)):
        places.setdefault(pattern, []).append((inside, kind))
    return _Suspects(table, alone, AhoCorasick(list(places)), tuple(places.values()))


def _list_words(table: Table, config: str) -> Iterator[Pattern]:
    """Yield each word of the table as it would be with every counterpart."""
    listed = [
        (word, character, to)
        for character, one in table.items()
        for to, words in one.counterparts
        for word in words
    ]
    converted = convert_text("\n".join(word for word, *_ in listed), config).split("\n")
    for (word, character, to), new in zip(listed, converted, strict=True):
        for inside in (at for at, one in enumerate(word) if one == character):  # 怒气冲冲 has it twice
            for other, _ in table[character].counterparts:
                if not (other == to and table[character].only):
                    yield new[:inside] + other + new[inside + 1 :], inside, _RIGHT if other == to else _WRONG


def _list_phrase_only(table: Table, alone: dict[str, str], config: str) -> Iterator[Pattern]:
    """Yield the counterparts that characters become only in phrases."""
    for character, one in table.items():
        for to, _ in one.counterparts:
            if to == one.only or (to != alone[character] and (one.only or config.startswith("s2"))):
                yield to, 0, _PHRASE
