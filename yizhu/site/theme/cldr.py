"""How a language writes dates and numbers, and how it counts: the data of CLDR, by way of Babel.

Chinese and English go a short way, which a test holds equal to CLDR: a site of the usual editions need not load it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache

_MONTHS = "January February March April May June July August September October November December".split()
_PLURALS = ("zero", "one", "two", "few", "many")  # CLDR's categories, but for "other"


@lru_cache(maxsize=4096)
def format_date(text: str, lang: str) -> str:
    """Format an ISO date, month or year as a language writes it."""
    year, month, day = [*text.split("-"), "", ""][:3]
    if lang.startswith(("zh", "ja")):
        return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    if lang.partition("-x-")[0] == "en":  # as in Britain
        words = [str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year]
        return " ".join(word for word in words if word)
    from babel import dates

    moment = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    if day:
        return dates.format_date(moment.date(), "long", _babel_tag(lang))
    return dates.format_skeleton("yMMMM" if month else "y", moment, locale=_babel_tag(lang))


def format_number(number: int, lang: str) -> str:
    """Format a whole number with the marks that a language groups its figures by."""
    if lang.startswith(("zh", "ja", "en")):
        return f"{number:,}"
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_babel_tag(lang))


def choose_plural(strings: Mapping[str, str], name: str, number: int, lang: str) -> str:
    """Return the string for so many things: ``notes_1``, ``notes_few``, else ``notes_n``, whichever the language has."""
    if number == 1 and f"{name}_1" in strings:
        return strings[f"{name}_1"]
    if any(f"{name}_{category}" in strings for category in _PLURALS):
        from babel import Locale

        category = Locale.parse(_babel_tag(lang)).plural_form(number)
        return strings.get(f"{name}_{category}", strings[f"{name}_n"])
    return strings[f"{name}_n"]


def is_plural(name: str, model: Mapping[str, str]) -> bool:
    """Is it the name of a string for one of CLDR's plural categories, beside a string for any number?"""
    stem, _, category = name.rpartition("_")
    return category in _PLURALS and f"{stem}_n" in model


@cache
def _babel_tag(lang: str) -> str:
    """Return the nearest language that CLDR knows, as Babel names it; British English if there is none."""
    from babel import Locale, UnknownLocaleError

    parts = lang.partition("-x-")[0].split("-")
    for length in range(len(parts), 0, -1):
        try:
            return str(Locale.parse("_".join(parts[:length])))
        except (UnknownLocaleError, ValueError):
            continue
    return "en_GB"
