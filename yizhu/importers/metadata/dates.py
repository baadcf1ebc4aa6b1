"""Parse dates as pages write them into ISO 8601; a date without day, month or year does not count.

``2025年2月6日`` ``民國一一四年二月六日`` ``二〇二五年二月六日`` ``2025/02/06 12:30`` ``6 February 2025`` ``6. Februar 2025``
``06.02.2025``
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june"),
            *("jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        ),
        1,
    )
    for name in names.split()
}
# Whose names of months are looked up in CLDR: languages in which a day stands before its month.
_OTHERS = "de fr es it pt nl sv da nb fi pl cs sk ro tr id ru uk el".split()
_MONTH = r"(?P<name>[^\W\d_]{3,12})\.?"
_NUMERALS = "〇○零一二三四五六七八九十百"
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}  # the year before each began
_EAST = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})?(?:(?<=[國国和成])\s)?(?<!\d)(?P<y>\d{{1,4}}|元|[{_NUMERALS}]{{1,6}})\s?[年년]"
    rf"\s?(?P<m>\d\d?|[{_NUMERALS}]{{1,2}})\s?[月월]\s?(?P<d>\d\d?|[{_NUMERALS}]{{1,3}})(?:\s?(?P<day>[日號号일]))?"
)
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d\d?)\s?(?P=sep)\s?(?P<d>\d\d?)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s+(?P<m>\d\d)\s?[-/]\s?(?P<d>\d\d)(?=\s+\d\d:\d\d)",
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|º)?\.?\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH}\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH}\s+(?P<d>\d\d?)\s+[\d:]+\s+(?:[A-Z]{{3,4}}|[+-]\d{{4}})\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d.])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>(?:19|20)\d\d)(?!\d)",
        # Two figures of a year, if a time of day follows: 25.04.24 | 14:07 Uhr.
        r"(?<![\d.])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<short>\d\d)(?=\s?[|,]?\s?\d\d[:.]\d\d)",
        r"(?<![\d/])(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d\d?)/(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d/])(?P<m>\d\d?)/(?P<d>1[3-9]|2\d|3[01])/(?P<y>(?:19|20)\d\d)(?!\d)",
        r"^(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?$",
    )
)
# Only behind a label: 114-02-06 alone could be anything.
_ROC_BEHIND_LABEL = re.compile(
    r"(?:日期|時間|發布|發佈)\s*[:：]\s*(?P<roc>1[0-4]\d)\s?(?P<sep>[-/.])\s?(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)"
)
# The Central News Agency closes with the year of the Republic: （編輯：林悅）1140206
_ROC_AT_END = re.compile(r"[）)]\s*(?P<roc>1[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\s*$")
_ANY = re.compile(r"\d{4}|\d\.\d\d\.\d\d|[年년]|\d{3}[-/.]\d|[０-９]{3}")
_UTC = re.compile(r"T[\d:.]+(?:Z|[+-]00:?00)$", re.I)
_EPOCH = date(1970, 1, 2)


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date in a text, with its offsets."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> tuple[DateInText, ...]:
    """Return the dates of a text in order."""
    if not _ANY.search(text):
        return ()
    plain = unicodedata.normalize("NFKC", text) if any("０" <= c <= "９" for c in text) else text
    found = list(_find_all(plain))
    first: dict[int, DateInText] = {}
    for dated in sorted(found, key=lambda one: (one.start, -one.end)):
        if not any(other.start <= dated.start < other.end for other in first.values()):
            first[dated.start] = dated
    return tuple(first.values())


def iso_date(stamp: str) -> str:
    """Return the day of a time stamp; empty if there is none."""
    found = find_dates(stamp.strip()[:80])
    return found[0].iso if found else ""


def is_utc(stamp: str) -> bool:
    """Does the stamp give a UTC moment, rather than the publisher's local day?"""
    return bool(_UTC.search(stamp.strip()))


def days_between(first: str, second: str) -> int:
    """Return how many days lie between two ISO dates."""
    return abs((date.fromisoformat(first) - date.fromisoformat(second)) // timedelta(days=1))


def _find_all(text: str) -> Iterator[DateInText]:
    for form in (*_FORMS, _ROC_BEHIND_LABEL, _ROC_AT_END):
        for found in form.finditer(text):
            yield from _make_date(found, _year(found), _month(found), int(found["d"]))
    for found in _EAST.finditer(text):
        yield from _make_date(found, _eastern_year(found), _number(found["m"]), _number(found["d"]))


def _make_date(found: re.Match[str], year: int, month: int, day: int) -> Iterator[DateInText]:
    try:
        found_date = date(year, month, day)
    except ValueError:
        return
    if found_date > _EPOCH:
        yield DateInText(found_date.isoformat(), found.start(), found.end())


def _year(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("short"):
        return 2000 + int(groups["short"])
    return int(groups["roc"]) + _ERAS["民國"] if groups.get("roc") else int(groups["y"])


def _eastern_year(found: re.Match[str]) -> int:
    """Return the year; 0 if it is none. Without an era, 100 to 149 are of the Republic: 114年2月6日."""
    written, era = found["y"], found["era"]
    year = 1 if written == "元" else _number(written)
    if not era and len(written) == 4 and 1900 <= year < 2100:
        return year if found["day"] or found["d"].isdecimal() else 0
    if era or (written.isdecimal() and 100 <= year < 150):
        return _ERAS[era or "民國"] + year if found["day"] and 0 < year < 150 else 0
    return 0


def _month(found: re.Match[str]) -> int:
    """Return the number of the month; 0 if the word is none."""
    groups = found.groupdict()
    if not groups.get("name"):
        return int(groups["m"])
    name = groups["name"].lower()
    return _MONTHS.get(name) or _months_of_others().get(name, 0)


@cache
def _months_of_others() -> dict[str, int]:
    # Here, since it takes a tenth of a second to load.
    from babel import Locale

    return {
        name.lower().rstrip("."): number
        for months in (Locale.parse(lang).months for lang in _OTHERS)
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[use][width].items()
    }


def _number(text: str) -> int:
    """Return the value of figures, of digits in a row (二〇二五), or of a number below 200 (三十一, 一百一十四)."""
    if text.isdecimal():
        return int(text)
    if not re.search("[十百]", text):
        return int("".join(_DIGITS[c] for c in text))
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.strip("〇○零").rpartition("十")
    parts = (hundreds, 100), (tens or ("一" if ten else ""), 10), (ones, 1)
    if not all(len(part) <= 1 and part in _DIGITS | {"": ""} for part, _ in parts):
        return 0
    return sum(int(_DIGITS[part]) * weight for part, weight in parts if part)
