"""Parse dates as pages write them into ISO 8601; a date without day, month or year does not count.

``2025年2月6日`` ``民國114年2月6日`` ``二〇二五年二月六日`` ``2025/02/06 12:30`` ``6 February 2025`` ``06.02.2025``
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d\d?)\s?(?P=sep)\s?(?P<d>\d\d?)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日?",
        r"(?:民國|民国)\s?(?P<roc>\d{2,3})\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日",
        r"(?<!\d)(?P<roc>1[0-4]\d)\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s+(?P<m>\d\d)\s?[-/]\s?(?P<d>\d\d)(?=\s+\d\d:\d\d)",
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH}\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH}\s+(?P<d>\d\d?)\s+[\d:]+\s+[A-Z]{{3,4}}\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d.])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>(?:19|20)\d\d)(?!\d)",
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
_NUMERAL_YEAR = re.compile(
    r"(?P<y>[一二][〇○零一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_ANY = re.compile(r"\d{4}|\d\d年|[一二][〇○零一二三四五六七八九]{3}年|民[國国]|\d{3}[-/.]\d|[０-９]{3}")
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
    for found in _NUMERAL_YEAR.finditer(text):
        year = int("".join(_DIGITS[c] for c in found["y"]))
        yield from _make_date(found, year, _numeral(found["m"]), _numeral(found["d"]))


def _make_date(found: re.Match[str], year: int, month: int, day: int) -> Iterator[DateInText]:
    try:
        found_date = date(year, month, day)
    except ValueError:
        return
    if found_date > _EPOCH:
        yield DateInText(found_date.isoformat(), found.start(), found.end())


def _year(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return int(groups["roc"]) + 1911 if groups.get("roc") else int(groups["y"])


def _month(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return _MONTHS.index(groups["name"][:3].lower()) + 1 if groups.get("name") else int(groups["m"])


def _numeral(text: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in text))
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
