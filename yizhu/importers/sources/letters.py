"""Tell a language by letters that it alone has; of a script that several share, say which it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHARE = 0.5  # of the letters of a text are of the script that it is in
_OWN = 0.003  # of them tell a language: fewer are in names


@dataclass(frozen=True, slots=True)
class _Script:
    """A script and the languages that are told apart in it, each with letters or words that only it has."""

    name: str
    letters: str
    languages: tuple[
        tuple[str, str], ...
    ]  # tags and patterns; one that matches anything if the script is its own
    example: str  # a tag


_ANY = ""
_SCRIPTS = (
    _Script("Greek", "\u0370-\u03ff\u1f00-\u1fff", (("el", _ANY),), "el"),
    _Script("Hebrew", "\u0590-\u05ff", (("he", _ANY),), "he"),
    _Script("Thai", "\u0e00-\u0e7f", (("th", _ANY),), "th"),
    _Script("Georgian", "\u10a0-\u10ff", (("ka", _ANY),), "ka"),
    _Script("Armenian", "\u0530-\u058f", (("hy", _ANY),), "hy"),
    _Script(
        "Cyrillic",
        "\u0400-\u04ff",
        (("uk", "[їєґЇЄҐ]"), ("be", "[ўЎ]"), ("mk", "[ѓќѕЃЌЅ]"), ("sr", "[ђћЂЋ]"), ("ru", "[ыэёЫЭЁ]"), ("kk", "[қғұҚҒҰ]")),
        "ru",
    ),
    _Script(
        "Arabic",
        "\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff",
        (("ur", "[ٹڈڑےں]"), ("fa", "[پچژگ]"), ("ar", "[ةىإ]")),
        "ar",
    ),
    _Script("Devanagari", "\u0900-\u097f", (("hi", "हैं?"), ("mr", "आहे")), "hi"),
)  # fmt: skip
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)
_VIETNAMESE_SHARE = 0.05


def tell_by_letters(text: str) -> tuple[str, str]:
    """Return the language that the letters tell, and the script that most of them are of; empty if unknown."""
    whole = sum(map(str.isalpha, text)) or 1
    if len(_VIETNAMESE.findall(text)) > _VIETNAMESE_SHARE * whole:
        return "vi", "Latin"
    for script in _SCRIPTS:
        own = len(re.findall(f"[{script.letters}]", text))
        if own > _SHARE * whole:
            return _tell(script, text, own), script.name
    return "", ""


def example_of(script: str) -> str:
    """Return the tag of a language in a script, for a help."""
    return next((one.example for one in _SCRIPTS if one.name == script), "zh-Hant")


def _tell(script: _Script, text: str, letters: int) -> str:
    if len(script.languages) == 1:
        return script.languages[0][0]
    counts = {tag: len(re.findall(own, text)) for tag, own in script.languages}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > _OWN * letters else ""
