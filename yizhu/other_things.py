"""Words and names that hold a term and are another thing, as reviewed by hand in ``vocabulary/other-things.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class OtherThings:
    """What is known of words and names, in one script."""

    words: Mapping[
        str, tuple[int, ...]
    ]  # and where the parts of each meet; nowhere: none of its parts is meant
    before: Mapping[str, tuple[str, ...]]  # what makes a name of a word when it stands right behind it
    behind: Mapping[str, tuple[str, ...]]  # and what does when it stands right before it
    surnames: frozenset[str]
    words_too: frozenset[str]  # those surnames that are as often another word
    titles: frozenset[str]
    acts: frozenset[str]  # what people do
    given: frozenset[str]

    def tells(self, word: str) -> bool:
        """Is it known what the word is made of?"""
        return bool(self.words.get(word))

    def forbids(self, word: str, start: int, end: int) -> bool:
        """Does the word, or one within it, hold [start, end) as no part of its own?"""
        return any(
            self._is_no_part(word[first:last], start - first, end - first)
            for first in range(start + 1)
            for last in range(end, len(word) + 1)
            if last - first > end - start
        )

    def _is_no_part(self, word: str, start: int, end: int) -> bool:
        joints = self.words.get(word)
        return joints is not None and (not joints or any(start < joint < end for joint in joints))


def read_other_things(script: Callable[[str], str]) -> OtherThings:
    """What the file says, in the script that ``script`` writes."""
    path = files("yizhu").joinpath("vocabulary/other-things.yaml")
    told: dict[str, Any] = yaml.load(script(path.read_text("utf-8")), Loader=_LOADER)
    persons = {name: frozenset(words.split()) for name, words in told["persons"].items()}
    words_too = frozenset(told["persons"]["surnames_and_words"])
    return OtherThings(
        dict(_jointed(word) for group in told["words"].values() for word in group.split()),
        _paired(told["names"].values()),
        _paired([(behind, before) for before, behind in told["names_behind"].values()]),
        frozenset(told["persons"]["surnames"]) - {" "} | words_too,
        words_too,
        persons["titles"],
        persons["acts"],
        persons["given"],
    )


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _jointed(word: str) -> tuple[str, tuple[int, ...]]:
    parts = word.split("/")
    lengths = [len("".join(parts[:count])) for count in range(1, len(parts))]
    return "".join(parts), tuple(lengths)


def _paired(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    pairs: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for words, others in zip(group[::2], group[1::2], strict=True):
            for word in words.split():
                pairs[word] = (*pairs.get(word, ()), *others.split())
    return pairs
