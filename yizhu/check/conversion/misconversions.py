"""Mistakes that a bad conversion leaves in a text: 復雜 for 複雜, ㄧ for 一, characters of the other script.

1. wordings of a reviewed list (yizhu/chinese/data/misconversions.yaml) 2. signs that only look like Han characters
3. characters that the text's script does not have. Misprints that a span marks, words that it keeps, and code are left
out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from yizhu.check.data_files import read_data_file
from yizhu.check.load import CheckedContent
from yizhu.chinese.han import HAN
from yizhu.chinese.script_conversion import convert_text, find_script
from yizhu.content.faults import Fault, Place
from yizhu.content.model import Article
from yizhu.content.prose import Prose, select_marks
from yizhu.content.source_map import MappedProse, map_notes, map_text
from yizhu.editions.terms.matcher import FOUND, Form, Matcher, find_addresses

_SKIPPED = ("code", "code_block", "sic", "keep", "lang", "image", "formula")
# In bopomofo, ㄧ has other bopomofo or a tone beside it; where it is used for 一 it has Han characters beside it.
_YI = re.compile("(?<![\u3100-\u312f\u31a0-\u31bfˊˇˋ˙])ㄧ(?![\u3100-\u312f\u31a0-\u31bfˊˇˋ˙])")
_LOOKALIKES = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Radicals without a decomposition in Unicode, and the characters that PDF files show by them (Unicode's
# EquivalentUnifiedIdeograph.txt).
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# Correct text of either script has these: in other words (岩 丰 价), in names (恒 淀), by choice (雇 拚).
_IN_BOTH_SCRIPTS = frozenset("恒着群峰床污啟凈晒栖岩凶尸筑丰涌杠价跖膻荐淀腌帘挂虱苧雇咨蚝蝎亘拚捱")
# A text with more different characters of the other script is a text in that script: one warning is enough.
_OTHER_SCRIPT_FROM = 40


def check_misconversions(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each misconversion in the texts and notes of the articles."""
    for article in checked.articles:
        yield from _check_article(checked, article)


def _check_article(checked: CheckedContent, article: Article) -> Iterator[Fault]:
    notes = checked.folder(article.slug).notes
    for text in (article.source, *article.translations):
        yield from find_misconversions(map_text(text), text.lang)
    for lang in dict.fromkeys(lang for note in article.notes for lang, _ in note.text):
        yield from find_misconversions(map_notes(article, notes, lang), lang)


def find_misconversions(proses: Iterable[MappedProse], lang: str) -> Iterator[Fault]:
    """Return a warning for each misconversion of a text: its first place, and how many more there are.

    Nothing if the language is not a script of Chinese (zh-Hant or zh-Hans, with or without a region).
    """
    lang = find_script(lang)
    if not lang.startswith(("zh-Hant", "zh-Hans")):
        return
    places: dict[_Finding, list[Place]] = {}
    for mapped in proses:
        for start, end, finding in _find_in_prose(mapped.prose, lang):
            places.setdefault(finding, []).append(mapped.place(start, end))
    of_other_script = [finding for finding in places if finding.is_other_script]
    if len(of_other_script) > _OTHER_SCRIPT_FROM:
        first = places[of_other_script[0]][0]
        problem = f"{len(of_other_script)} different characters of this text are of the other script"
        yield Fault(first, problem, "name the file by the script it is in, or convert it")
    for finding, found in places.items():
        if not finding.is_other_script or len(of_other_script) <= _OTHER_SCRIPT_FROM:
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            yield Fault(found[0], finding.problem + more, finding.help)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is wrong with a wording, wherever it is found."""

    problem: str
    help: str
    is_other_script: bool = False


Located = tuple[int, int, _Finding]  # start and end in the text


def _find_in_prose(prose: Prose, lang: str) -> Iterator[Located]:
    """Return what is found in a passage; of findings that overlap, only the first kind."""
    text = prose.text
    skipped = [(mark.start, mark.end) for mark in select_marks(prose, *_SKIPPED)] + find_addresses(text)
    taken = list(skipped)
    for start, end, finding in (
        *_find_wordings(text, lang, skipped),
        *_find_lookalikes(text),
        *_find_other_script(text, lang),
    ):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield start, end, finding


# ---- the three kinds ---------------------------------------------------------------------------------------


def _find_wordings(text: str, lang: str, skipped: list[tuple[int, int]]) -> Iterator[Located]:
    script = "-".join(lang.split("-")[:2])
    corrections = _read_corrections(script)
    for hit in _make_matcher(script).find_all(text, skipped):
        if hit.verdict == FOUND:
            correct, why = corrections[hit.form.text]
            if lang == "zh-Hant-HK":
                correct = convert_text(convert_text(correct, "tw2t"), "t2hk")
            wording = text[hit.start : hit.end]
            problem = f"{wording} may be the trace of a conversion: {why}"
            help = f"write {correct}, or mark it [{wording}]{{sic={correct}}} or {{keep}}"
            yield hit.start, hit.end, _Finding(problem, help)


def _find_lookalikes(text: str) -> Iterator[Located]:
    for found in _YI.finditer(text):
        neighbours = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
        if re.search(HAN, neighbours):
            problem = "ㄧ is a letter of bopomofo, not the character 一"
            yield *found.span(), _Finding(problem, "write 一")
    for found in _LOOKALIKES.finditer(text):
        sign = found[0]
        character = _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
        if character != sign:
            kind = "a radical" if sign < "\u3000" else "a duplicate for old character sets"
            problem = f"{sign} (U+{ord(sign):04X}) is {kind}, not the character {character}"
            yield *found.span(), _Finding(problem, f"write {character}, or mark it {{keep}}")


def _find_other_script(text: str, lang: str) -> Iterator[Located]:
    script, other = (
        ("Traditional", "Simplified") if lang.startswith("zh-Hant") else ("Simplified", "Traditional")
    )
    for at, character in enumerate(text):
        if counterpart := _find_counterpart(character, script):
            problem = f"{character} is {other}, but this text is {script}"
            help = f"write {counterpart}, or mark it [{character}]{{keep}}"
            yield at, at + 1, _Finding(problem, help, is_other_script=True)


# Into the script from the other one, by OpenCC's configurations; the last gives the counterpart.
_CONVERSIONS = {"Traditional": ("s2t", "s2tw", "s2hk"), "Simplified": ("t2s",)}


@cache
def _find_counterpart(character: str, script: str) -> str:
    """Return what a character is in the script; empty if the script has the character itself."""
    if character < "\u3400" or character in _IN_BOTH_SCRIPTS or character in _read_doubtful():
        return ""
    converted = [convert_text(character, config) for config in _CONVERSIONS[script]]
    return converted[-1] if character not in converted else ""


# ---- the lists ---------------------------------------------------------------------------------------------


@cache
def _read_doubtful() -> frozenset[str]:
    """Return the characters that both scripts have, for different words."""
    entries = read_data_file("doubtful")
    # 个 becomes another character whatever its word is.
    own = {entry["character"] for entry in entries if "only" not in entry}
    return frozenset(own | {to for entry in entries for to in entry["becomes"]})


@cache
def _read_entries(script: str) -> tuple[dict[str, Any], ...]:
    return tuple(entry for entry in read_data_file("misconversions") if entry["script"] == script)


@cache
def _read_corrections(script: str) -> dict[str, tuple[str, str]]:
    """Return for each wrong wording the correct one and the reason."""
    return {
        wrong: (correct, entry["why"])
        for entry in _read_entries(script)
        for wrong, correct in entry["corrections"].items()
    }


@cache
def _make_matcher(script: str) -> Matcher:
    # A longer word around it may be correct (抑制作用 does not contain 制作): then it is not reported.
    return Matcher(
        Form(wrong, wrong, (*_list_contexts(wrong, entry), *entry.get("except", ())))
        for entry in _read_entries(script)
        for wrong in entry["corrections"]
    )


def _list_contexts(wrong: str, entry: dict[str, Any]) -> Iterator[str]:
    """Return the contexts in which the wording is correct."""
    yield from (before + wrong for before in entry.get("not_after", ""))
    yield from (wrong + after for after in entry.get("not_before", ""))
