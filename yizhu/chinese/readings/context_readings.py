"""Read polyphones by the characters right beside them, as ``data/contexts.yaml`` lists them (盛湯, 射中, 切成)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from yizhu.chinese.han import is_han
from yizhu.chinese.readings.dictionary_readings import load_phrases
from yizhu.chinese.readings.tagged_text import Readings, TaggedText, any_of

_SINCE = 10  # characters before it that are looked at
_END = "$"  # in the data: the clause ends


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way to tell a reading: what is empty asks for nothing."""

    reading: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    not_before: tuple[str, ...]
    since: tuple[str, ...]
    ends: frozenset[str]  # what may stand between the character and the end of the clause


def read_by_context(tagged: TaggedText) -> Readings:
    """Return the readings that the characters beside a polyphone tell."""
    rules = _load_rules()
    found: Readings = {}
    for hit in _find_characters().finditer(tagged.text):
        at = hit.start()
        rule = next((rule for rule in rules[hit[0]] if _holds(rule, tagged, at)), None)
        if rule:
            found[at] = rule.reading
    return found


def _holds(rule: _Rule, tagged: TaggedText, at: int) -> bool:
    text = tagged.text
    if (rule.before and not text.endswith(rule.before, 0, at)) or not _is_followed(rule, text, at + 1):
        return False
    if rule.not_before and text.endswith(rule.not_before, 0, at):
        return False
    if rule.since and not any(word in text[max(0, at - _SINCE) : at] for word in rule.since):
        return False
    return _is_free(rule, tagged, at)


def _is_free(rule: _Rule, tagged: TaggedText, at: int) -> bool:
    """Is the character no part of a known word, and does it stand where the rule's words need it?

    What has an object begins a word of the segmenter, what follows a verb ends one (效率|團 is none, nor 高考|中).
    """
    nth = tagged.word_at(at)
    start, end, word = tagged.bounds[nth], tagged.bounds[nth + 1], tagged.words[nth]
    if rule.before:
        begins = [at - len(before) for before in rule.before if tagged.text.endswith(before, 0, at)]
        is_after_word = any(begin in (start, tagged.bounds[nth - 1]) for begin in begins)
        if not is_after_word or (not rule.after and at + 1 != end):
            return False
    elif at != start:
        return False
    return len(word) == 1 or word not in load_phrases()[0]


def _is_followed(rule: _Rule, text: str, end: int) -> bool:
    """Does one of the rule's words stand here, or the end of a clause that it allows?"""
    if not rule.after and not rule.ends:
        return True
    return text.startswith(rule.after, end) or any(
        text.startswith(last, end) and not is_han(text[end + len(last) : end + len(last) + 1])
        for last in rule.ends
    )


@cache
def _load_rules() -> dict[str, Sequence[_Rule]]:
    data = files("yizhu.chinese").joinpath("data/contexts.yaml").read_text("utf-8")
    table: dict[str, list[dict[str, str]]] = yaml.load(
        data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return {character: [_read_rule(rule) for rule in rules] for character, rules in table.items()}


def _read_rule(rule: dict[str, str]) -> _Rule:
    before, after, not_before, since = (
        tuple(rule.get(key, "").split()) for key in ("before", "after", "not_before", "since")
    )
    return _Rule(
        rule["reads"],
        before,
        tuple(word for word in after if not word.endswith(_END)),
        not_before,
        since,
        frozenset(word.removesuffix(_END) for word in after if word.endswith(_END)),
    )


@cache
def _find_characters() -> re.Pattern[str]:
    return any_of(_load_rules())
