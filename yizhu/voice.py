"""An edition's voice: its language, and how words that are written in another script are put into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yizhu.rewording import Rewording, reword
from yizhu.shown import Words
from yizhu.tree import Prose, unmarked


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of an edition, and what else may stand in where it has no words."""

    name: str  # of the edition
    lang: str
    rewording: Rewording  # empty where the edition has texts of its own
    langs: tuple[str, ...]  # of all editions with texts of their own, in their order


def words_in(given: Sequence[tuple[str, Prose]], voice: Voice) -> Words:
    """What is written once per language, in the edition's: as given, or converted, or in another language."""
    by_lang = dict(given)
    if voice.lang in by_lang:
        return Words(by_lang[voice.lang], voice.lang)
    if voice.rewording.source_lang in by_lang:
        converted = reword(by_lang[voice.rewording.source_lang], voice.rewording)
        return Words(
            unmarked(converted, "changed"), voice.lang
        )  # no source to be true to: the words are ours
    lang = next((lang for lang in voice.langs if lang in by_lang), given[0][0] if given else voice.lang)
    return Words(by_lang.get(lang, Prose("")), lang)
