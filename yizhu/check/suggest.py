"""Proposed terms become entries of the glossary, for an editor to fill in: ``suggest --accept``."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from yizhu.check.load import find_article, load_checked_content
from yizhu.chinese.han import has_han, is_han
from yizhu.chinese.readings import to_pinyin
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.segmentation import TOTAL_FREQUENCY, shared_jieba
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, raise_if
from yizhu.content.safe_files import choose_root, write_file
from yizhu.content.yaml_document import read_document

_QUOTED = re.compile(r"[「『“‘《]([^「」『』“”‘’《》\n，。！？；：]{2,12})[」』”’》]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+]*(?:[ \-][A-Za-z0-9.+]*[A-Za-z0-9])*")
_FIGURES = re.compile(r"[從从]?(?<!\d)\d+[到比]\d+")  # 從0到1, and the like
_CLAUSE = re.compile(r"[\w·]+")
_COMMON = 9.0  # -ln of how likely a word is that nobody looks up: once in 8,000 words
# What the text sets off by itself counts as if it were so rare.
_SET_OFF = {"quoted": 18.0, "figures": 16.0, "Latin text in Chinese": 14.0}
_CONTENT = (
    "n",
    "v",
    "a",
    "b",
    "j",
    "l",
    "i",
    "eng",
    "z",
)  # classes of words that can be a term, or part of one
_EMPTY = ("nr", "ns", "vd", "ad", "vg")  # of these, those that seldom are


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


def suggest(lines: Sequence[Line], known: Iterable[str], most: int = 200) -> tuple[Suggestion, ...]:
    """The wordings that are worth a look, the weightiest first; those in ``known``, and their parts, are left out."""
    forms = sorted(set(known), key=len, reverse=True)
    skipped = {form.casefold() for form in forms}
    found: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        for text, why in _candidates(line.text):
            found.setdefault(text, []).append((line.number, why))
    joined = "\n".join(line.text for line in lines)
    weighed = (_weighed(text, seen, joined) for text, seen in found.items() if text.casefold() not in skipped)
    ranked = sorted((s for s in weighed if s.weight > 0), key=lambda s: (-s.weight, s.text))
    return tuple(s for s in _without_parts(ranked) if not _is_told(s.text, forms, joined))[:most]


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    for quoted in _QUOTED.finditer(text):
        yield quoted[1].strip(), "quoted"
    if has_han(text):
        for latin in _LATIN.finditer(text):
            if len(latin[0]) > 1:
                yield latin[0], "Latin text in Chinese"
    for figures in _FIGURES.finditer(text):
        yield figures[0], "figures"
    for clause in _CLAUSE.finditer(text):
        yield from _words(clause[0])


def _words(clause: str) -> Iterator[tuple[str, str]]:
    """The clause's words, new words, and runs of two or three that can be one."""
    shadow = to_simplified(clause)
    tagged = _placed(shared_jieba().tag(shadow, True))
    for start, end, tag in tagged:
        word = shadow[start:end]
        if end - start > 1 and all(map(is_han, word)) and _can_be_term(tag):
            yield clause[start:end], "a rare word" if shared_jieba().has_word(word) else "a new word"
    for length in (2, 3):
        for at in range(len(tagged) - length + 1):
            run = tagged[at : at + length]
            start, end = run[0][0], run[-1][1]
            if 3 <= end - start <= 7 and all(_can_join(tag) for _, _, tag in run) and _is_compound(run):
                yield clause[start:end], "a compound"


def _placed(tagged: Iterable[tuple[str, str]]) -> list[tuple[int, int, str]]:
    placed: list[tuple[int, int, str]] = []
    at = 0
    for word, tag in tagged:
        placed.append((at, at + len(word), tag))
        at += len(word)
    return placed


def _can_be_term(tag: str) -> bool:
    return (tag.startswith(_CONTENT) and tag not in _EMPTY) or tag == "x"


def _can_join(tag: str) -> bool:
    return tag.startswith(("n", "vn", "b", "v")) and tag not in ("nr", "vd")


def _is_compound(run: Sequence[tuple[int, int, str]]) -> bool:
    """Does it end in a noun, and not consist of single characters?"""
    begins_well = not run[0][2].startswith("v") or run[0][2] == "vn" or len(run) == 2
    ends_well = run[-1][2].startswith(("n", "vn"))
    return begins_well and ends_well and sum(end - start > 1 for start, end, _ in run) >= len(run) - 1


def _weighed(text: str, seen: Sequence[tuple[int, str]], whole: str) -> Suggestion:
    count = len(seen) if text.isascii() else max(whole.count(text), 1)
    lines = tuple(dict.fromkeys(number for number, _ in seen))
    reasons = Counter(why for _, why in seen)
    why = next((w for w in _SET_OFF if w in reasons), reasons.most_common(1)[0][0])
    weight = (1 + math.log(count)) * (_rarity(text, why, count) - _COMMON)
    return Suggestion(text, count, weight, lines, why)


def _rarity(text: str, why: str, count: int) -> float:
    """-ln of how likely the wording is in Chinese at large; compounds must recur to weigh much."""
    if why in _SET_OFF:
        return _SET_OFF[why]
    shadow = to_simplified(text)
    if shared_jieba().has_word(shadow):
        return math.log(TOTAL_FREQUENCY / shared_jieba().suggest_freq(shadow))
    if why == "a new word":
        return 13.0
    parts = [word for word in shared_jieba().cut(shadow, False) if len(word) > 1]
    rarities = [math.log(TOTAL_FREQUENCY / shared_jieba().suggest_freq(part)) for part in parts]
    mean = sum(rarities) / len(rarities) if rarities else 0.0
    return mean + (2.0 if count > 1 else 0.0)


def _is_told(text: str, forms: Sequence[str], whole: str) -> bool:
    """Does the wording stand only inside forms that the glossary has?"""
    for form in forms:
        if text in form:
            whole = whole.replace(form, "\n")
    return text not in whole


def _without_parts(ranked: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions without those that stand only inside a longer one that is proposed before them."""
    taken: list[Suggestion] = []
    for suggestion in ranked:
        inside = any(suggestion.text in t.text and suggestion.count <= t.count for t in taken)
        if not inside:
            taken.append(suggestion)
            yield suggestion


FILE = "suggested.yaml"


def chosen(found: Sequence[Suggestion], only: Sequence[str], most: int) -> tuple[Suggestion, ...]:
    """The proposals an editor asked for, the weightiest first. Raises ``Faults`` for a wording that is not proposed."""
    known = [suggestion.text for suggestion in found]
    raise_if(
        [
            Fault(Place(word), "this is not proposed", did_you_mean(word, known, "see what suggest prints"))
            for word in only
            if word not in known
        ]
    )
    return tuple(suggestion for suggestion in found if not only or suggestion.text in only)[:most]


def write_stubs(
    config_file: Path, slug: str, found: Sequence[Suggestion], into: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Append an entry for each proposal to a file of the glossary; its path and the new ids.

    ``into`` is the file's name in the glossary's folder. What stands in the file stays as it is. Raises ``Faults``: a
    name that no glossary has, a file that entries cannot be appended to; then nothing is written.
    """
    understood = load_checked_content(config_file)
    path = f"{understood.config.content}/glossary/{_name(into or FILE)}"
    before = next((s.text for s in understood.content.glossary if s.path == path), "")
    text = find_article(understood, slug).source
    ids = _ids_for([suggestion.text for suggestion in found], understood.glossary.ids)
    stubs = [_stub(id, text.lang, text.source.path, s) for id, s in zip(ids, found, strict=True)]
    after = "\n".join([before.rstrip("\n"), *stubs] if before.strip() else stubs)
    _check(path, before, after, len(stubs))
    if stubs:
        root = choose_root(config_file.parent, understood.config.content)
        write_file(config_file.parent / path, root, after.encode(), path)
    return path, tuple(ids)


def id_for(wording: str) -> str:
    """An id of the wording's Latin letters and digits, Chinese read in pinyin without tones."""
    spelt = unicodedata.normalize("NFD", (to_pinyin(wording) or wording).lower()).replace("u\u0308", "v")
    plain = "".join(character for character in spelt if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "term"


def _ids_for(wordings: Sequence[str], taken: Collection[str]) -> list[str]:
    """An id for each wording that no other term has."""
    ids: list[str] = []
    for wording in wordings:
        id = first = id_for(wording)
        number = 2
        while id in taken or id in ids:
            id, number = f"{first}-{number}", number + 1
        ids.append(id)
    return ids


def _stub(id: str, lang: str, path: str, suggestion: Suggestion) -> str:
    lines = ", ".join(map(str, suggestion.lines))
    form = yaml.safe_dump([suggestion.text], allow_unicode=True, default_flow_style=True, width=1 << 30)
    return (
        f"# {suggestion.count} × {suggestion.why}, {path}, line {lines}\n"
        f"- id: {id}\n  forms:\n    {lang}: {form}  # definition: to be written\n"
    )


def _name(into: str) -> str:
    """The file's name, if it is one of the glossary's: relative, in no other folder, .yaml."""
    path = PurePosixPath(into)
    if path.is_absolute() or ".." in path.parts or path.suffix != ".yaml" or "\\" in into:
        help = f"name a file of the glossary's folder, such as {FILE}"
        raise Faults([Fault(Place(into), "this is no file of the glossary", help)])
    return str(path)


def _check(path: str, before: str, after: str, many: int) -> None:
    """A list in brackets, or a document that ends, takes no more entries at its end."""
    held = len(read_document(path, before, "glossary").value or ())
    try:
        now = len(read_document(path, after, "glossary").value or ())
    except Faults:
        now = -1
    if now != held + many:
        help = f"write its entries as lines that begin with -, or name another file with --into {FILE}"
        raise Faults([Fault(Place(path), "no entry can be appended to this file", help)])
