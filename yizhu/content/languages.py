"""Languages by their BCP 47 tags: those that a site usually has, what each calls itself, and which are the same."""

from __future__ import annotations

from functools import cache, lru_cache

from yizhu.chinese.script_conversion import default_config, find_script

USUAL_TAGS = ("zh-Hant", "zh-Hans", "en")  # suggested where a tag is unknown
# A language's own name in full, and the short one that tells it from others in a list of editions. CLDR's short names
# of the scripts are those of English; and a site of the usual editions need not load it.
_NAMES = {
    "zh-Hant": ("繁體中文", "繁體"),
    "zh-Hans": ("简体中文", "简体"),
    "zh-Hant-HK": ("繁體中文（香港）", "香港"),
    "en": ("English", "English"),
}


def language_name(tag: str) -> str:
    """Return what a language calls itself, in full; the tag for a language that nobody knows."""
    return _NAMES[_script_of(tag)][0] if _script_of(tag) in _NAMES else _look_up_name(tag)


def short_language_name(tag: str) -> str:
    """Return the same in one word, as the label of an edition."""
    return _NAMES[_script_of(tag)][1] if _script_of(tag) in _NAMES else _look_up_name(tag)


def _script_of(tag: str) -> str:
    """Return the script that a region's tag means: zh-Hant for zh-TW; a tag with a part for private use has its own."""
    return tag if "-x-" in tag else find_script(tag)


@cache
def _look_up_name(tag: str) -> str:
    """Return a language's own name as CLDR has it; behind the name, what the tag has for private use (en-x-literal)."""
    from babel import Locale, UnknownLocaleError  # loads slowly, and the usual editions need none of it

    plain, _, private = tag.partition("-x-")
    name = _NAMES.get(plain, ("",))[0]
    try:
        own = Locale.parse(plain, sep="-") if not name else None
    except (UnknownLocaleError, ValueError):
        return tag
    if own:
        name = own.languages.get(plain.replace("-", "_")) or own.get_display_name() or plain
    return f"{name} ({private})" if private else name


def primary_subtag(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region: zh of zh-Hant-TW."""
    return tag.partition("-")[0]


@lru_cache(maxsize=4096)  # asked for every text, note and definition
def is_same_language(one: str, other: str) -> bool:
    """Do two tags name one language in one script, such as en and en-GB, or zh-Hant and zh-TW?"""
    return one == other or _language_and_script(one) == _language_and_script(other)


def _language_and_script(tag: str) -> tuple[str, str]:
    language, *rest = find_script(tag).split("-")
    if language == "zh":
        return language, "-".join(rest)
    return language, next((part for part in rest[:1] if len(part) == _SCRIPT), "")


_SCRIPT = len("Hant")


def serves(written: str, lang: str) -> bool:
    """Does a text in the language ``written`` serve readers of ``lang``: in their language, or converted from its other script?"""
    return is_same_language(written, lang) or bool(default_config(written, lang))
