"""Numbers as values, however they are written: 一百二十萬, 120万, 1.2 million and 1,200,000 are one.

Only what is surely a number counts: one and two are left out (一 is also "a", "at once" and part of hundreds of words).
"""

from __future__ import annotations

import re

_DIGITS = {
    c: n
    for n, pair in enumerate(("零〇", "一壹", "二兩两", "三", "四", "五", "六", "七", "八", "九"))
    for c in pair
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "廿": 20}
_LARGE = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_NUMERAL = "零〇一二兩两三四五六七八九十百千廿"
_HAN_NUMBER = re.compile(
    rf"(?P<roc>民國|民国)?\s?(?:(?P<figures>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>[百千]?[多餘余]?[萬万億亿兆]{{0,2}})"
    rf"|(?P<numeral>[{_NUMERAL}]+)[多餘余]?(?P<large>[萬万億亿兆]{{0,2}}))(?P<month>\s?月)?"
)
_UNITS = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "one": 1, "two": 2, "a": 1, "half": 0.5,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_LATIN_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?P<figures>\d[\d,]*(?:\.\d+)?)(?:[ -](?P<scale>(?:{_SCALE})s?))?(?!\d)"
    rf"|(?P<words>(?:{_UNIT})(?:[ -](?:{_UNIT}|{_SCALE}))*|(?:{_SCALE}))(?![\w]))",
    re.I,
)
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")\b")
NUMBER_WORDS = frozenset((*_UNITS, *_SCALES, *(month.lower() for month in _MONTHS))) - {"a", "one", "two"}
_ROC = 1911  # the year before the first of the Republic


def find_numbers(text: str) -> set[str]:
    """Return the numbers of a text from three up, and its months (``m1``), each in one spelling."""
    if text.isascii() or not re.search("[\u4e00-\u9fff]", text):
        return _find_latin_numbers(text)
    return set(filter(None, map(_read_han_number, _HAN_NUMBER.finditer(text))))


def _find_latin_numbers(text: str) -> set[str]:
    months = {f"m{_MONTHS.index(month) + 1}" for month in _MONTH.findall(text)}
    return months | set(filter(None, map(_read_latin_number, _LATIN_NUMBER.finditer(text))))


def _read_latin_number(found: re.Match[str]) -> str:
    if figures := found["figures"]:
        value = _read_figures(figures)
        scale = (found["scale"] or "").lower().rstrip("s")
        return _format(value * _SCALES.get(scale, 1))
    total, part = 0.0, 0.0
    for word in re.split(r"[ -]", found["words"].lower()):
        if word in _SCALES:
            part = (part or 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, part = total + part, 0.0
        else:
            part += _UNITS[word]
    return _format(total + part)


def _read_han_number(found: re.Match[str]) -> str:
    scale = found["scale"] or found["large"] or ""
    value = _read_figures(found["figures"]) if found["figures"] else _read_numeral(found["numeral"])
    for sign in scale:
        value *= _LARGE.get(sign) or _SMALL.get(sign, 1)
    if found["month"] and not scale:
        return f"m{value:.0f}" if 1 <= value <= 12 else ""
    if found["roc"] and value < 200:
        value += _ROC
    return _format(value)


def _read_figures(figures: str) -> float:
    return float(figures.replace(",", "") or 0)


def _read_numeral(numeral: str) -> float:
    if not any(sign in _SMALL for sign in numeral):  # 一九九〇
        digits = "".join(str(_DIGITS[sign]) for sign in numeral)
        # 三四 and 五六 are "three or four": no number, but 一九四七 is a year.
        return float(digits) if len(digits) == 1 or len(digits) == 4 else 0.0
    total, digit = 0, 0
    for sign in numeral:
        if sign in _SMALL:
            total, digit = total + (digit or 1) * _SMALL[sign], 0
        else:
            digit = _DIGITS[sign]
    return float(total + digit)


def _format(value: float) -> str:
    return f"{value:.10g}" if value >= 3 or value % 1 > 0 else ""
