"""Words and names that contain a term but mean something else: 斑馬線 is no zebra, 平安銀行 is not about peace.

The data are in ``data/misleading-words.yaml``, reviewed by hand, in Traditional characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class MisleadingWords:
    """The words of ``data/misleading-words.yaml``, in one script."""

    # Each word, and the offsets where its parts meet (方程｜式: 2). Without offsets no part of the word is meant.
    joints: Mapping[str, tuple[int, ...]]
    name_endings: Mapping[str, tuple[str, ...]]  # by word, what makes a name of it right behind it: 平安 銀行
    name_beginnings: Mapping[str, tuple[str, ...]]  # by word, what makes a name of it right before it
    surnames: frozenset[str]
    ambiguous_surnames: frozenset[str]  # those that are as often another word
    titles: frozenset[str]
    verbs: frozenset[str]  # what people do
    given_names: frozenset[str]
    given_characters: frozenset[str]  # that end given names and are seldom words by themselves

    @property
    def clear_surnames(self) -> frozenset[str]:
        """The surnames that are seldom another word."""
        return self.surnames - self.ambiguous_surnames

    def has_joints(self, word: str) -> bool:
        """Is it known where the parts of the word meet?"""
        return bool(self.joints.get(word))

    def is_misleading(self, word: str, start: int, end: int) -> bool:
        """Is [start, end) no part of the word, or of a listed word inside it?"""
        return any(
            self._is_no_part(word[first:last], start - first, end - first)
            for first in range(start + 1)
            for last in range(end, len(word) + 1)
            if last - first > end - start
        )

    def _is_no_part(self, word: str, start: int, end: int) -> bool:
        joints = self.joints.get(word)
        return joints is not None and (not joints or any(start < joint < end for joint in joints))


def read_misleading_words(convert: Callable[[str], str]) -> MisleadingWords:
    """Read the data file, converted to a script by ``convert``."""
    path = files("yizhu.chinese").joinpath("data/misleading-words.yaml")
    data: dict[str, Any] = yaml.load(convert(path.read_text("utf-8")), Loader=_LOADER)
    persons = {name: frozenset(words.split()) for name, words in data["persons"].items()}
    ambiguous_surnames = frozenset(data["persons"]["surnames_and_words"])
    return MisleadingWords(
        joints=dict(_split_word(word) for group in data["words"].values() for word in group.split()),
        name_endings=_pair_words(data["names"].values()),
        name_beginnings=_pair_words([(word, before) for before, word in data["names_behind"].values()]),
        surnames=frozenset(data["persons"]["surnames"]) - {" "} | ambiguous_surnames,
        ambiguous_surnames=ambiguous_surnames,
        titles=persons["titles"],
        verbs=persons["acts"],
        given_names=persons["given"],
        given_characters=frozenset(data["persons"]["given_characters"]),
    )


def _split_word(word: str) -> tuple[str, tuple[int, ...]]:
    """Return a word written with strokes between its parts (方程/式), without them, and the offsets of the strokes."""
    parts = word.split("/")
    lengths = [len("".join(parts[:count])) for count in range(1, len(parts))]
    return "".join(parts), tuple(lengths)


def _pair_words(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Map each word to the words beside it; a group alternates words and what stands beside all of them."""
    pairs: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for words, neighbours in zip(group[::2], group[1::2], strict=True):
            for word in words.split():
                pairs[word] = (*pairs.get(word, ()), *neighbours.split())
    return pairs
