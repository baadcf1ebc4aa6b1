"""Wordings of an article that may be terms, and entries for them in the glossary: ``yizhu suggest``.

Of a text in English these are the noun phrases of ``english_terms``. Of any other text: 1. collect candidates: what is quoted, Latin text, figures, words, compounds 2. weigh each by how often the article has
it and how rare it is in Chinese 3. drop what the glossary has, and parts of longer candidates 4. with ``--accept``,
append an entry for each to a file of the glossary.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

import yaml

from yizhu.check.english_terms import find_phrases, fold_phrase
from yizhu.check.load import find_article, load_checked_content
from yizhu.chinese.han import has_han, is_han
from yizhu.chinese.readings.transcription import to_pinyin
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.words.segmentation import TOTAL_FREQUENCY, shared_jieba
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, raise_if
from yizhu.content.files.safe import write_text
from yizhu.content.yaml.document import read_document

DEFAULT_FILE = "suggested.yaml"

_QUOTED = re.compile(r"[「『“‘《]([^「」『』“”‘’《》\n，。！？；：]{2,12})[」』”’》]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+]*(?:[ \-][A-Za-z0-9.+]*[A-Za-z0-9])*")
_FIGURES = re.compile(r"[從从]?(?<!\d)\d+[到比]\d+")  # 從0到1, and the like
_CLAUSE = re.compile(r"[\w·]+")
# Rarities are -ln of a word's probability in Chinese. A word of this rarity weighs nothing: one in 8,000 words.
_COMMON = 9.0
_NEW_WORD = 13.0  # the rarity of a word that jieba joins but does not list
_MOST = 200  # suggestions of an article
_RECURS = 2.0  # is added to the rarity of a compound that the article has more than once
# The rarity of wordings that the article itself sets off, by the reason.
_SET_OFF = {"quoted": 18.0, "figures": 16.0, "Latin text in Chinese": 14.0}
# jieba's word classes of words that can be a term; and of these, the classes that seldom are.
_TERM_CLASSES = ("n", "v", "a", "b", "j", "l", "i", "eng", "z")
_NOT_TERMS = ("nr", "ns", "vd", "ad", "vg")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording that may be a term."""

    text: str
    count: int
    weight: float
    lines: tuple[int, ...]  # of the text's file, from 1
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text."""

    number: int
    text: str


def suggest_for_article(config_file: Path, slug: str) -> tuple[Suggestion, ...]:
    """Return the wordings of an article that may be terms and are not in the glossary, the weightiest first.

    Raises ``Faults`` if there is no such article.
    """
    checked = load_checked_content(config_file)
    article = find_article(checked, slug)
    meanings = [meaning for term in checked.glossary.terms for meaning in term.meanings]
    forms = [form for meaning in meanings for _, forms in meaning.forms for form in forms]
    lines = [Line(passage.line, passage.prose.plain) for passage in article.source.passages]
    if article.source.lang.partition("-")[0] == "en":
        return suggest_english_terms(lines, forms)
    return suggest_terms(lines, forms)


def suggest_english_terms(
    lines: Sequence[Line], known: Iterable[str], most: int = 200
) -> tuple[Suggestion, ...]:
    """Return the noun phrases that may be terms, the weightiest first, without the ``known`` forms and their parts."""
    forms = sorted({form.lower() for form in known if form.isascii()}, key=len, reverse=True)
    folded = set(map(fold_phrase, forms))
    whole = "\n".join(line.text.lower() for line in lines)
    found = (
        Suggestion(phrase.text, phrase.count, phrase.weight, phrase.lines, phrase.why)
        for phrase in find_phrases([(line.number, line.text) for line in lines])
        if fold_phrase(phrase.text) not in folded and not _is_only_inside(phrase.text.lower(), forms, whole)
    )
    return tuple(islice(found, most))


def suggest_terms(lines: Sequence[Line], known: Iterable[str]) -> tuple[Suggestion, ...]:
    """Return the wordings that may be terms, the weightiest first, without the ``known`` forms and their parts."""
    forms = sorted(set(known), key=len, reverse=True)
    folded = {form.casefold() for form in forms}
    found: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        for text, why in _find_candidates(line.text):
            found.setdefault(text, []).append((line.number, why))
    whole = "\n".join(line.text for line in lines)
    weighed = (_weigh(text, seen, whole) for text, seen in found.items() if text.casefold() not in folded)
    ranked = sorted((s for s in weighed if s.weight > 0), key=lambda s: (-s.weight, s.text))
    return tuple(s for s in _drop_parts(ranked) if not _is_only_inside(s.text, forms, whole))[:_MOST]


def select_suggestions(found: Sequence[Suggestion], only: Sequence[str], most: int) -> tuple[Suggestion, ...]:
    """Return the suggestions that an editor asks for. Raises ``Faults`` for a wording that is not suggested.

    ``only``: these wordings; empty: all. ``most``: so many at most.
    """
    wordings = [suggestion.text for suggestion in found]
    help = "run yizhu suggest without --only to see the suggestions"
    raise_if(
        [
            Fault(Place(word), "this wording is not suggested", did_you_mean(word, wordings, help))
            for word in only
            if word not in wordings
        ]
    )
    return tuple(suggestion for suggestion in found if not only or suggestion.text in only)[:most]


def add_entries(
    config_file: Path, slug: str, suggestions: Sequence[Suggestion], file_name: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Append an entry for each suggestion to a file of the glossary. Return the file's path and the new ids.

    What the file has is kept as it is. Raises ``Faults`` and writes nothing if the glossary cannot have a file of this
    name, or if entries cannot be appended to it.
    """
    checked = load_checked_content(config_file)
    path = f"{checked.config.content}/glossary/{_check_name(file_name or DEFAULT_FILE)}"
    before = next((s.text for s in checked.files.glossary if s.path == path), "")
    text = find_article(checked, slug).source
    ids = _make_ids([suggestion.text for suggestion in suggestions], checked.glossary.ids)
    entries = [
        _format_entry(id, text.lang, text.source.path, s) for id, s in zip(ids, suggestions, strict=True)
    ]
    after = "\n".join([before.rstrip("\n"), *entries] if before.strip() else entries)
    _check_appended(path, before, after, len(entries))
    if entries:
        write_text(checked.root / path, checked.root, after, path)
    return path, tuple(ids)


def make_id(wording: str) -> str:
    """Return an id of the wording's Latin letters and digits, and of its Chinese in pinyin without tones."""
    spelled = unicodedata.normalize("NFD", (to_pinyin(wording) or wording).lower()).replace("u\u0308", "v")
    plain = "".join(character for character in spelled if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "term"


# ---- candidates --------------------------------------------------------------------------------------------


Candidate = tuple[str, str]  # the wording, and why it may be a term
Token = tuple[int, int, str]  # start, end and word class


def _find_candidates(text: str) -> Iterator[Candidate]:
    for quoted in _QUOTED.finditer(text):
        yield quoted[1].strip(), "quoted"
    if has_han(text):
        for latin in _LATIN.finditer(text):
            if len(latin[0]) > 1:
                yield latin[0], "Latin text in Chinese"
    for figures in _FIGURES.finditer(text):
        yield figures[0], "figures"
    for clause in _CLAUSE.finditer(text):
        yield from _find_words(clause[0])


def _find_words(clause: str) -> Iterator[Candidate]:
    """Return the clause's words, listed or new, and runs of two or three words that can be one."""
    simplified = to_simplified(clause)
    tokens = _locate(shared_jieba().tag(simplified, True))
    for start, end, tag in tokens:
        word = simplified[start:end]
        if end - start > 1 and all(map(is_han, word)) and _can_be_term(tag):
            yield clause[start:end], "a rare word" if shared_jieba().has_word(word) else "a new word"
    for length in (2, 3):
        for at in range(len(tokens) - length + 1):
            run = tokens[at : at + length]
            start, end = run[0][0], run[-1][1]
            if 3 <= end - start <= 7 and all(_can_join(tag) for _, _, tag in run) and _is_compound(run):
                yield clause[start:end], "a compound"


def _locate(tagged: Iterable[tuple[str, str]]) -> list[Token]:
    """Return each word's start and end instead of the word."""
    tokens: list[Token] = []
    at = 0
    for word, tag in tagged:
        tokens.append((at, at + len(word), tag))
        at += len(word)
    return tokens


def _can_be_term(tag: str) -> bool:
    return (tag.startswith(_TERM_CLASSES) and tag not in _NOT_TERMS) or tag == "x"


def _can_join(tag: str) -> bool:
    return tag.startswith(("n", "vn", "b", "v")) and tag not in ("nr", "vd")


def _is_compound(run: Sequence[Token]) -> bool:
    """Does it end in a noun, and has it at most one word of a single character?"""
    begins_well = not run[0][2].startswith("v") or run[0][2] == "vn" or len(run) == 2
    ends_well = run[-1][2].startswith(("n", "vn"))
    return begins_well and ends_well and sum(end - start > 1 for start, end, _ in run) >= len(run) - 1


# ---- weights -----------------------------------------------------------------------------------------------


def _weigh(text: str, seen: Sequence[tuple[int, str]], whole: str) -> Suggestion:
    """Return the suggestion for a candidate that was ``seen`` on these lines for these reasons."""
    count = len(seen) if text.isascii() else max(whole.count(text), 1)
    lines = tuple(dict.fromkeys(number for number, _ in seen))
    reasons = Counter(why for _, why in seen)
    why = next((w for w in _SET_OFF if w in reasons), reasons.most_common(1)[0][0])
    weight = (1 + math.log(count)) * (_measure_rarity(text, why, count) - _COMMON)
    return Suggestion(text, count, weight, lines, why)


def _measure_rarity(text: str, why: str, count: int) -> float:
    """Return -ln of the wording's probability in Chinese; of a compound, the mean of its words."""
    if why in _SET_OFF:
        return _SET_OFF[why]
    simplified = to_simplified(text)
    if shared_jieba().has_word(simplified):
        return _measure_word(simplified)
    if why == "a new word":
        return _NEW_WORD
    rarities = [_measure_word(word) for word in shared_jieba().cut(simplified, False) if len(word) > 1]
    mean = sum(rarities) / len(rarities) if rarities else 0.0
    return mean + (_RECURS if count > 1 else 0.0)


def _measure_word(word: str) -> float:
    return math.log(TOTAL_FREQUENCY / shared_jieba().suggest_freq(word))


def _is_only_inside(text: str, forms: Sequence[str], whole: str) -> bool:
    """Does the article have the wording only inside forms of the glossary?"""
    for form in forms:
        if text in form:
            whole = whole.replace(form, "\n")
    return text not in whole


def _drop_parts(ranked: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Return the suggestions without those that occur only inside one that ranks before them."""
    kept: list[Suggestion] = []
    for suggestion in ranked:
        if not any(suggestion.text in other.text and suggestion.count <= other.count for other in kept):
            kept.append(suggestion)
            yield suggestion


# ---- entries of the glossary -------------------------------------------------------------------------------


def _make_ids(wordings: Sequence[str], taken: Collection[str]) -> list[str]:
    """Return an id for each wording that no other term has."""
    ids: list[str] = []
    for wording in wordings:
        id = first = make_id(wording)
        number = 2
        while id in taken or id in ids:
            id, number = f"{first}-{number}", number + 1
        ids.append(id)
    return ids


def _format_entry(id: str, lang: str, path: str, suggestion: Suggestion) -> str:
    lines = ", ".join(map(str, suggestion.lines))
    form = yaml.safe_dump([suggestion.text], allow_unicode=True, default_flow_style=True, width=1 << 30)
    return (
        f"# {suggestion.count} × {suggestion.why}, {path}, line {lines}\n"
        f"- id: {id}\n  forms:\n    {lang}: {form}  # definition: to be written\n"
    )


def _check_name(file_name: str) -> str:
    """Return the name if the glossary can have such a file: relative, below its folder, .yaml. Raises ``Faults``."""
    path = PurePosixPath(file_name)
    if path.is_absolute() or ".." in path.parts or path.suffix != ".yaml" or "\\" in file_name:
        help = f"name a .yaml file in the glossary's folder, such as {DEFAULT_FILE}"
        raise Faults([Fault(Place(file_name), "this is not a file of the glossary", help)])
    return str(path)


def _check_appended(path: str, before: str, after: str, count: int) -> None:
    """Raise ``Faults`` if ``after`` is not ``before`` with so many entries more: a list in brackets takes none."""
    old = len(read_document(path, before, "glossary").value or ())
    try:
        new = len(read_document(path, after, "glossary").value or ())
    except Faults:
        new = -1
    if new != old + count:
        help = (
            f"write its entries as lines that begin with -, or name another file with --into {DEFAULT_FILE}"
        )
        raise Faults([Fault(Place(path), "no entry can be appended to this file", help)])
