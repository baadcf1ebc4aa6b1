"""Tell English words that a hyphen makes of a term (add-on, multi-byte, super-model) from its uses (model-based).

A hyphen makes another word, unless what it joins is known to keep the sense: an ending that is a word of its own
(-based, -like), a participle (-driven), who or what deals with it (-maker), or in front a negation (non-, anti-), a number, a
measure or a name (two-, large-, US-).
"""

from __future__ import annotations

import re

_LETTERS = "[A-Za-z\u00c0-\u024f]"
_WORD_AFTER = re.compile(f"-({_LETTERS}+)")
_WORD_BEFORE = re.compile(f"(?<!{_LETTERS})({_LETTERS}+)-$")
_LONGEST_BEFORE = 40  # characters of what is joined in front

# Participles that do not end in -ed or -ing.
_PARTICIPLES = frozenset(
    "led made built borne born bound sent sold bought held kept known grown shown drawn written given taken driven shaped "
    "run".split()
)
_KEEP_AFTER = _PARTICIPLES | frozenset(
    """
    like free less specific agnostic aware heavy rich poor intensive dependent independent friendly ready wide level scale
    size style type class grade time side centric wise related only first capable proof safe secure sensitive neutral
    compatible compliant native conscious hungry happy savvy resistant tolerant equivalent adjacent optional average thin
    deep strong weak maker makers user users owner owners producer producers provider providers builder builders developer
    developers designer designers supplier suppliers buyer buyers seller sellers trainer trainers company companies firm
    firms industry market sector business
    """.split()
)
_NOUNS = frozenset(
    "bed need seed feed weed king ring sing wing string spring thing evening".split()
)  # no participles
_KEEP_BEFORE = (_PARTICIPLES - {"run"}) | frozenset(
    """
    non anti pro ex quasi pan intra inter other own no first second third last next one two three four five six seven eight
    nine ten twelve hundred thousand million billion dozen several many few single large larger small smaller big bigger
    huge new old cheap private public domestic foreign local global national state specific custom commercial proprietary
    government
    """.split()
)


def find_other_word(text: str, start: int, end: int) -> str:
    """Return the word that hyphens make of [start, end) if it is another; else an empty string.

    ``text``: with its capitals, and every hyphen as -.
    """
    after = _WORD_AFTER.match(text, end)
    if after and not _keeps_after(after[1]):
        return text[start : after.end()]
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    if before and not _keeps_before(before[1]):
        return text[before.start() : end]
    return ""


def _keeps_after(word: str) -> bool:
    if word != word.lower():  # a name: chip-A, model-X are kinds of it
        return True
    return word in _KEEP_AFTER or (word.endswith(("ed", "ing", "wide")) and word not in _NOUNS)


def _keeps_before(word: str) -> bool:
    """Does what stands in front keep the sense? Participles do (home-grown model), and names (AI-model, US-chip)."""
    lower = word.lower()
    return (
        (len(word) > 1 and word.isupper())
        or lower in _KEEP_BEFORE
        or (lower.endswith("ed") and lower not in _NOUNS)
    )
