"""List the other spellings of an English form: plural, -ed, -ing, with a hyphen or a space.

The spellings are listed before the search, so that finding them costs nothing. They come from rules, not from a
dictionary: ``beginned`` does no harm, for no text contains it; irregular forms (``began``) are listed in the glossary.
A possessive needs no spelling: the mark on ``DeepSeek's`` ends before the apostrophe. Nor does a plural *s*: the
matcher accepts it after every Latin form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

# Between parts of a Latin compound, but not between two numbers: 10-20 is not 10 20.
_GAP = re.compile(
    "(?<=[A-Za-z])[ \u00a0\u2010\u2011-](?=[A-Za-z0-9])|(?<=[0-9])[ \u00a0\u2010\u2011-](?=[A-Za-z])"
)
_MOST_GAPS = 2  # longer forms get no mixtures of hyphens and spaces: there would be thousands
_LAST_WORD = re.compile(r"(?<![^\s\u2010\u2011-])[A-Za-z]{2,}$")
# chains of thought, biases in values: the noun in front of the preposition has the plural.
_HEAD_NOUN = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,})(?=[ -](?:of|in|from|for|with|to)[ -])")
# A single consonant after a single vowel doubles: chip, chipped; quiz, quizzing.
_DOUBLING = re.compile(r"(?:[^aeiou]|qu)[aeiouy][^aeiouhwxy]$")
_SHORTEST = 3  # letters of a word that takes -ed and -ing: AI is no verb, nor is ad


def list_other_spellings(form: str, lang: str) -> tuple[str, ...]:
    """Return the spellings besides the listed form: inflections in English, hyphens or spaces also in Chinese.

    Other languages have none: English inflections would make other words of theirs.
    """
    match lang.partition("-")[0]:
        case "en":
            return inflect(form)
        case "zh":
            return vary_spacing(form)[1:]
        case _:
            return ()


def inflect(form: str) -> tuple[str, ...]:
    """Return the other spellings of an English form; a form with a capital gets its plurals only."""
    wordings = [form]
    head, last = _HEAD_NOUN.search(form), _LAST_WORD.search(form)
    if head:
        plurals = (head[0] + "s", *_plurals(head[0]))
        wordings += [form[: head.start()] + plural + form[head.end() :] for plural in plurals]
    if last:
        stem, word = form[: last.start()], last[0]
        wordings += [stem + plural for plural in _plurals(word)]
        if not head and form.islower() and len(word) >= _SHORTEST:
            wordings += [stem + verb for verb in _verb_forms(word)]
    return tuple(dict.fromkeys(s for wording in wordings for s in vary_spacing(wording) if s != form))


def vary_spacing(wording: str) -> tuple[str, ...]:
    """Return the wording, then with hyphens and spaces between its Latin words: ``chain-of-thought``."""
    parts = _GAP.split(wording)
    gaps = len(parts) - 1
    if not gaps:
        return (wording,)
    mixtures = product(" -", repeat=gaps) if gaps <= _MOST_GAPS else ((c,) * gaps for c in " -")
    made = ("".join(map("".join, zip(parts, (*mixture, ""), strict=True))) for mixture in mixtures)
    return tuple(dict.fromkeys((wording, *made)))


def _plurals(word: str) -> Iterator[str]:
    """Yield plurals (or a verb's third person) that need more than an s after the word."""
    if word.endswith("sis"):
        yield word[:-2] + "es"
    elif re.search(r"(?:s|x|z|ch|sh|o)$", word, re.I):
        yield word + "es"
        if word.endswith("z") and _DOUBLING.search(word):
            yield word + "zes"
    elif re.search(r"[^aeiou]y$", word):
        yield word[:-1] + "ies"


def _verb_forms(word: str) -> Iterator[str]:
    """Yield the past tense and the present participle."""
    if word.endswith("ie"):
        yield from (word + "d", word[:-2] + "ying")
    elif re.search("[eoy]e$", word):
        yield from (word + "d", word + "ing")
    elif word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")
    elif re.search("[^aeiou]y$", word):
        yield from (word[:-1] + "ied", word + "ing")
    elif word.endswith("ic"):
        yield from (word + "ked", word + "king")
    else:
        yield from _consonant_verb_forms(word)


def _consonant_verb_forms(word: str) -> Iterator[str]:
    doubles = bool(_DOUBLING.search(word))
    # In a word of one syllable it always doubles: hoping is from hope, not from hop. In longer words stress and country
    # decide: distilled and labelled, opened and labeled.
    if not doubles or len(re.findall("qu[aeiouy]|[aeiouy]+", word)) > 1:
        yield from (word + "ed", word + "ing")
    if doubles:
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
