"""Noun phrases of an English text that may be terms, by their C-value.

1. cut the text into chunks of words that no function word, verb or sign parts 2. fold the case of words that begin a
sentence 3. count the phrases in the chunks 4. weigh each by the C-value: how often it stands, less how often inside longer
phrases (Frantzi, Ananiadou and Mima, *International Journal on Digital Libraries* 3, 2000), with 1 + log₂ of its length, so that
single words count (Barrón-Cedeño et al., CICLing 2009).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yizhu.check.english_words import (
    ADJECTIVE,
    FUNCTION_WORDS,
    MAY_BEGIN,
    MAY_STAND,
    NO_TERMS,
    NOMINAL,
    NOUNS_IN_LY,
    NOUNS_LIKE_ADJECTIVES,
)

_TOKEN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[-‑'’.&][A-Za-zÀ-ɏ0-9]+)*|\d[\d.,]*|\n|[^\w\s]")
_POSSESSIVE = re.compile("['’]s?$")
_ENDS_SENTENCE = frozenset('.!?:;“"‘(\n[')
_LONGEST = 4  # words of a phrase
_LONGEST_ONCE = 3  # of one that stands once
_NAME_WEIGHT = 1.5  # a name, or an abbreviation, is looked up more than another word
_LONGEST_NOUN_IN_LY = 4  # letters: fly, ally
_LONG_WORD = 10  # letters of a word that is one of few, though it stands twice only
_QUOTED = re.compile('[“"‘]([A-Za-zÀ-ɏ][^“”"‘’.!?;:\n]{2,40})[”"’]')
_QUOTED_WEIGHT = 3.0
_OF = "of"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may be a term."""

    text: str
    count: int
    weight: float
    lines: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    is_first: bool  # of its sentence


def find_phrases(lines: Sequence[tuple[int, str]]) -> list[Phrase]:
    """Return the phrases of numbered lines, the weightiest first."""
    chunks = list(_fold_first_words([list(_list_words(number, text)) for number, text in lines]))
    seen: defaultdict[str, list[int]] = defaultdict(list)
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    whole: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for chunk in chunks:
        for phrase in _list_phrases(chunk):
            text = " ".join(word.text for word in phrase)
            key = fold_phrase(text)
            seen[key].append(phrase[0].line)
            spelled[key][text] += 1
            whole[key] += len(phrase) == len(chunk)
            heads[key] += phrase[-1] is chunk[-1]
    values = _measure_c_values({key: len(lines) for key, lines in seen.items()})
    found = (
        _make_phrase(_choose_spelling(spelled[key]), seen[key], values[key])
        for key in seen
        if _is_likely(key, spelled[key], len(seen[key]), whole[key], heads[key], seen)
    )
    phrases = {fold_phrase(phrase.text): phrase for phrase in found if phrase.weight > 0}
    for quoted in _find_quoted(lines):
        phrases.setdefault(fold_phrase(quoted.text), quoted)
    return sorted(phrases.values(), key=lambda p: (-p.weight, p.text))


def _find_quoted(lines: Iterable[tuple[int, str]]) -> Iterator[Phrase]:
    """Yield what is quoted, if it is a phrase of a few words."""
    for number, text in lines:
        for hit in _QUOTED.finditer(text):
            words = hit[1].strip(" ,").split()
            if len(words) <= _LONGEST and _begins_well(words[0], 2) and _ends_well(words[-1], len(words)):
                yield Phrase(" ".join(words), 1, _QUOTED_WEIGHT, (number,), "quoted")


def _make_phrase(text: str, lines: Sequence[int], value: float) -> Phrase:
    is_name = text != text.lower()
    weight = value * (_NAME_WEIGHT if is_name else 1.0)
    why = "a name" if is_name else "a phrase" if " " in text else "a word that recurs"
    return Phrase(text, len(lines), weight, tuple(dict.fromkeys(lines)), why)


# ---- chunks ------------------------------------------------------------------------------------------------


def _list_words(line: int, text: str) -> Iterator[_Word]:
    """Yield words and signs."""
    is_first = True
    for token in _TOKEN.finditer(text):
        word = token[0]
        yield _Word(_POSSESSIVE.sub("", word) if word[0].isalpha() else word, line, is_first)
        if word[0].isalpha() and _POSSESSIVE.search(word):
            yield _Word("'s", line, False)  # the engine | operations
        is_first = word in _ENDS_SENTENCE


def _fold_first_words(lines: Sequence[Sequence[_Word]]) -> Iterator[list[_Word]]:
    """Yield the chunks. A capital at a sentence's beginning goes, unless the word has it elsewhere too."""
    inside = {word.text for words in lines for word in words if not word.is_first}
    for words in lines:
        chunk: list[_Word] = []
        for nth, word in enumerate(words):
            word = _fold_first(word, inside)
            if _parts(word) and not _joins(words, nth, chunk):
                yield chunk
                chunk = []
            else:
                chunk.append(word)
        yield chunk


def _fold_first(word: _Word, inside: set[str]) -> _Word:
    text = word.text
    is_kept = not word.is_first or text in inside or not text[:1].isupper() or text[1:] != text[1:].lower()
    return word if is_kept else _Word(text[0].lower() + text[1:], word.line, True)


def _parts(word: _Word) -> bool:
    """Does it part two chunks?"""
    text, lower = word.text, word.text.lower()
    if not text[0].isalpha() or lower in FUNCTION_WORDS:
        return True
    return text == lower and ((lower in NO_TERMS and lower not in MAY_BEGIN) or _is_adverb(lower))


def _joins(words: Sequence[_Word], nth: int, chunk: Sequence[_Word]) -> bool:
    """Is it an *of* between two nouns (chain of thought)?"""
    following = words[nth + 1] if nth + 1 < len(words) else None
    return bool(words[nth].text == _OF and chunk and following and not _parts(following))


def _is_adverb(lower: str) -> bool:
    return lower.endswith("ly") and len(lower) > _LONGEST_NOUN_IN_LY and lower not in NOUNS_IN_LY


# ---- phrases -----------------------------------------------------------------------------------------------


def _list_phrases(chunk: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    for length in range(1, min(_LONGEST, len(chunk)) + 1):
        for start in range(len(chunk) - length + 1):
            phrase = chunk[start : start + length]
            heads = [phrase[nth - 1] for nth, word in enumerate(phrase) if nth and word.text == _OF]
            ends = [_ends_well(word.text, length) for word in (*heads, phrase[-1])]
            if _begins_well(phrase[0].text, length) and all(ends):
                yield phrase


def _begins_well(word: str, length: int) -> bool:
    lower = word.lower()
    return word != _OF and (lower not in NO_TERMS or (length > 1 and lower in MAY_BEGIN) or word != lower)


def _ends_well(word: str, length: int) -> bool:
    lower = word.lower()
    if word != lower:
        return True
    is_adjective = ADJECTIVE.search(lower) and lower.rstrip("s") not in NOUNS_LIKE_ADJECTIVES
    is_participle = lower.endswith("ed") and len(lower) > 4
    is_verb = lower in NO_TERMS or (length == 1 and lower in MAY_BEGIN and lower not in MAY_STAND)
    return len(lower) > 2 and not (is_adjective or is_participle or is_verb)


def fold_phrase(text: str) -> str:
    """Return what two spellings of a phrase share: letter case and a plural s do not matter."""
    lower = text.lower().replace("‑", "-").replace("’", "'")
    if lower.endswith("ies") and len(lower) > 4:
        return f"{lower[:-3]}y"
    return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) else lower


def _choose_spelling(spelled: Counter[str]) -> str:
    """Return the commonest spelling, of equals the shortest; one without capitals if there is one."""
    small = [text for text in spelled if text == text.lower()]
    return min(small or spelled, key=lambda text: (-spelled[text], len(text), text))


def _measure_c_values(counts: Mapping[str, int]) -> dict[str, float]:
    longer: defaultdict[str, list[int]] = defaultdict(list)  # the counts of the phrases that hold it
    for key, count in counts.items():
        words = key.split()
        for length in range(1, len(words)):
            for start in range(len(words) - length + 1):
                longer[fold_phrase(" ".join(words[start : start + length]))].append(count)
    return {
        key: (1 + math.log2(len(key.split())))
        * (count - (sum(longer[key]) / len(longer[key]) if key in longer else 0.0))
        for key, count in counts.items()
    }


def _is_likely(
    key: str, spelled: Counter[str], count: int, whole: int, heads: int, seen: Mapping[str, Sequence[int]]
) -> bool:
    """Is it more than words that happen to stand together?"""
    words = key.split()
    text = _choose_spelling(spelled)
    is_name = text != text.lower()
    if len(words) == 1:
        is_frequent = count > 2 or (count > 1 and len(key) >= _LONG_WORD)
        return heads * 2 >= count and ((is_name and len(key) > 1) or (len(key) > 3 and is_frequent))
    if count > 1:
        return whole > 0 or is_name
    head_recurs = len(seen.get(fold_phrase(words[-1]), ())) > 1
    is_nominal = bool(NOMINAL.search(words[-1]))
    return whole > 0 and len(words) <= _LONGEST_ONCE and (is_name or is_nominal or head_recurs)
