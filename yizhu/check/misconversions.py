"""Traces of a bad conversion in a text: 復雜 for 複雜, ㄧ for 一, characters of the other script.

1. wordings of a reviewed list 2. signs that only look like Han characters 3. characters that the text's script does not
have. What a span calls a misprint or keeps, and code, are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from yizhu.chinese.han import HAN
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.faults import Fault, Place
from yizhu.content.prose import Prose, select_marks
from yizhu.content.source_map import MappedProse
from yizhu.content.yaml_document import read_document
from yizhu.editions.matcher import FOUND, Form, Matcher, find_addresses

_BARS = ("code", "code_block", "sic", "keep", "lang", "image")
# Written as text in bopomofo, ㄧ stands beside other bopomofo or a tone; for 一 it stands beside Han characters.
_LONE_YI = re.compile("(?<![\u3100-\u312f\u31a0-\u31bfˊˇˋ˙])ㄧ(?![\u3100-\u312f\u31a0-\u31bfˊˇˋ˙])")
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Radicals by themselves that Unicode gives no decomposition: the characters that PDF files show by them
# (Unicode's EquivalentUnifiedIdeograph.txt).
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# Good text of either script has these too: for other words (岩 丰 价), in names (恒 淀), by choice (雇 拚).
_BOTH = frozenset("恒着群峰床污啟凈晒栖岩凶尸筑丰涌杠价跖膻荐淀腌帘挂虱苧雇咨蚝蝎亘拚捱")
# So many different characters of the other script, and the text is one of that script: that is one thing to say.
_A_TEXT_OF_ITS_OWN = 40


def misconversions_in(stretches: Iterable[MappedProse], lang: str) -> Iterator[Fault]:
    """A doubt for each scar of a text in a script of Chinese: the first place, and how often it stands there."""
    if not lang.startswith(("zh-Hant", "zh-Hans")):
        return
    found: dict[tuple[str, str], list[Place]] = {}
    strange: dict[str, Place] = {}
    for stretch in stretches:
        for start, end, problem, help in _found_in(stretch.prose, lang):
            place = stretch.place(start, end)
            found.setdefault((problem, help), []).append(place)
            if problem.endswith(_STRANGE):
                strange.setdefault(problem, place)
    if len(strange) > _A_TEXT_OF_ITS_OWN:
        first = next(iter(strange.values()))
        help = "name the file by the script it is in, or convert it"
        yield Fault(first, f"{len(strange)} different characters of this text are of the other script", help)
    for (problem, help), places in found.items():
        if problem not in strange or len(strange) <= _A_TEXT_OF_ITS_OWN:
            more = f", and {len(places) - 1} more" if len(places) > 1 else ""
            yield Fault(places[0], problem + more, help)


Found = tuple[int, int, str, str]
_STRANGE = ", and this text is not"


def _found_in(prose: Prose, lang: str) -> Iterator[Found]:
    text = prose.text
    bars = [(mark.start, mark.end) for mark in select_marks(prose, *_BARS)] + find_addresses(text)
    several = [*_wordings(text, lang, bars), *_lookalikes(text), *_of_the_other_script(text, lang)]
    taken: list[tuple[int, int]] = list(bars)
    for start, end, problem, help in several:
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield start, end, problem, help


def _wordings(text: str, lang: str, bars: list[tuple[int, int]]) -> Iterator[Found]:
    script = "-".join(lang.split("-")[:2])
    mends = _mends(script)
    for hit in _matcher(script).find_all(text, bars):
        if hit.verdict == FOUND:
            help, why = mends[hit.form.text]
            if lang == "zh-Hant-HK":
                help = convert_text(convert_text(help, "tw2t"), "t2hk")
            said = text[hit.start : hit.end]
            problem = f"{said} may be the trace of a conversion: {why}"
            yield hit.start, hit.end, problem, f"write {help}, or mark it [{said}]{{sic={help}}} or {{keep}}"


def _lookalikes(text: str) -> Iterator[Found]:
    for found in _LONE_YI.finditer(text):
        around = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
        if re.search(HAN, around):
            yield *found.span(), "ㄧ is a letter of bopomofo, not the character 一", "write 一"
    for found in _LOOKALIKE.finditer(text):
        sign = found[0]
        meant = _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
        if meant != sign:
            what = "a radical" if sign < "\u3000" else "a duplicate for old character sets"
            problem = f"{sign} (U+{ord(sign):04X}) is {what}, not the character {meant}"
            yield *found.span(), problem, f"write {meant}, or mark it {{keep}}"


def _of_the_other_script(text: str, lang: str) -> Iterator[Found]:
    ways = ("s2t", "s2tw", "s2hk") if lang.startswith("zh-Hant") else ("t2s",)
    other = "Simplified" if lang.startswith("zh-Hant") else "Traditional"
    for at, character in enumerate(text):
        meant = _meant(character, ways)
        if meant:
            problem = f"{character} is {other}{_STRANGE}"
            yield at, at + 1, problem, f"write {meant}, or mark it [{character}]{{keep}}"


@cache
def _meant(character: str, ways: tuple[str, ...]) -> str:
    """What a character is in the text's script; empty if that script has it, by any of OpenCC's ways."""
    if character < "\u3400" or character in _BOTH or character in _doubtful():
        return ""
    made = [convert_text(character, way) for way in ways]
    return made[-1] if character not in made else ""


# ---- the lists ---------------------------------------------------------------------------------------------


def _shipped(name: str) -> Any:
    text = files("yizhu.chinese").joinpath(f"data/{name}.yaml").read_text("utf-8")
    return read_document(f"yizhu/chinese/data/{name}.yaml", text, name).value


@cache
def _doubtful() -> frozenset[str]:
    """Characters that both scripts have, for different words."""
    return frozenset(to for entry in _shipped("doubtful") for to in (entry["character"], *entry["becomes"]))


@cache
def _entries(script: str) -> tuple[dict[str, Any], ...]:
    return tuple(entry for entry in _shipped("scars") if entry["script"] == script)


@cache
def _mends(script: str) -> dict[str, tuple[str, str]]:
    """By scar: what should stand there, and why."""
    return {scar: (help, entry["why"]) for entry in _entries(script) for scar, help in entry["scars"].items()}


@cache
def _matcher(script: str) -> Matcher:
    # A longer word that holds it may be another thing (抑制作用 is no 制作): then nothing is said, rather than too much.
    return Matcher(
        Form(scar, scar, (*_contexts(scar, entry), *entry.get("except", ())))
        for entry in _entries(script)
        for scar in entry["scars"]
    )


def _contexts(scar: str, entry: dict[str, Any]) -> Iterator[str]:
    yield from (before + scar for before in entry.get("not_after", ""))
    yield from (scar + after for after in entry.get("not_before", ""))
