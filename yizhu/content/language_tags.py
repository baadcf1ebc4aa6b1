"""Tell a language tag from what only looks like one: ``jp``, ``English``, ``en-UK`` are none."""

from __future__ import annotations

import re
from functools import lru_cache

# Subtags that need no look-up: Babel takes a while to load.
_USUAL_LANGUAGES = frozenset(
    ("zh", "en", "de", "fr", "ja", "ko", "la", "el", "ru", "es", "it", "pt", "sa", "lzh")
)
_USUAL_SCRIPTS = frozenset(("", "Hant", "Hans", "Latn"))
_USUAL_REGIONS = frozenset(("", "TW", "HK", "MO", "CN", "SG", "GB", "US", "DE", "JP"))

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|"
    r"x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}",
    re.I | re.A,
)


@lru_cache(maxsize=256)
def explain_tag(tag: str) -> str:
    """Return the help for what is no BCP 47 tag of a language, script and region that are known; empty for one that is."""
    found = _TAG.fullmatch(tag)
    if found and (not found["language"] or not _find_wrong_part(found)):
        return ""
    meant = _find_meant(tag, found)
    return f"did you mean {meant}?" if meant else "write a language tag, such as zh-Hant, en or ja"


def correct_region(tag: str) -> str:
    """Return the tag with its region by the usual name: en-GB for en-UK; the tag itself if nothing is wrong with that."""
    found = _TAG.fullmatch(tag)
    if not found or not found["region"] or _find_wrong_part(found) != "region":
        return tag
    return _find_meant(tag, found)


def _find_wrong_part(found: re.Match[str]) -> str:
    """Return the name of the group whose subtag nobody has given; empty if all are known."""
    language = found["language"].lower()
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    if language not in _USUAL_LANGUAGES and not _is_language(language):
        return "language"
    if script not in _USUAL_SCRIPTS and not _is_script(script):
        return "script"
    return "region" if region not in _USUAL_REGIONS and not _is_region(region) else ""


def _is_language(subtag: str) -> bool:
    from babel import Locale
    from babel.core import get_global

    if subtag in ("und", "mul", "mis", "zxx"):
        return True
    return any(
        subtag in known
        for known in (Locale("en").languages, get_global("likely_subtags"), get_global("language_aliases"))
    )


def _is_script(subtag: str) -> bool:
    from babel import Locale

    return subtag in Locale("en").scripts or "Qaaa" <= subtag <= "Qabx"


def _is_region(subtag: str) -> bool:
    from babel import Locale

    return subtag in Locale("en").territories and subtag != "ZZ"


def _find_meant(tag: str, found: re.Match[str] | None) -> str:
    """Return the tag that is meant by what is none, by its country or its name; empty if nobody can tell."""
    from babel.core import get_global

    if "_" in tag and not explain_tag(tag.replace("_", "-")):
        return tag.replace("_", "-")
    wrong = _find_wrong_part(found) if found else ""
    if found and wrong == "region":
        known = get_global("territory_aliases").get(found["region"].upper(), ())
        return (
            f"{tag[: found.start('region')]}{known[0]}{tag[found.end('region') :]}"
            if known
            else found["language"]
        )
    if found and wrong == "script":
        return found["language"]
    return _find_by_name(tag)


def _find_by_name(word: str) -> str:
    """Return the language of a country (``jp``), or that has a name in English, Chinese or itself (``German``, ``德語``)."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    if len(word) == 2 and word.isascii():
        likely: str = get_global("likely_subtags").get(f"und_{word.upper()}", "")
        return likely.partition("_")[0]
    for names in (Locale("en"), Locale("zh", script="Hant"), Locale("zh")):
        for subtag, name in names.languages.items():
            if name.casefold() == word.casefold():
                return str(subtag).replace("_", "-")
    usual = sorted(_USUAL_LANGUAGES)
    for subtag in usual:
        try:
            if str(Locale(subtag).get_language_name()).casefold() == word.casefold():
                return subtag
        except UnknownLocaleError:  # Babel has no data in it
            continue
    return ""
