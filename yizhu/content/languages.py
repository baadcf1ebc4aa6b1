"""Languages by their BCP 47 tags: those that a site usually has, and what each calls itself."""

from __future__ import annotations

from yizhu.chinese.script_conversion import default_config, find_script

USUAL_TAGS = ("zh-Hant", "zh-Hans", "en")  # suggested where a tag is unknown
# A language's own name in full, and the short one that tells it from others in a list of editions.
_NAMES = {
    "zh-Hant": ("繁體中文", "繁體"),
    "zh-Hans": ("简体中文", "简体"),
    "zh-Hant-HK": ("繁體中文（香港）", "香港"),
    "en": ("English", "English"),
    "ja": ("日本語", "日本語"),
    "de": ("Deutsch", "Deutsch"),
    "fr": ("français", "français"),
}


def language_name(tag: str) -> str:
    """Return what a language calls itself, in full; the tag for a language that is not listed."""
    return _names(tag)[0]


def short_language_name(tag: str) -> str:
    """Return the same in one word, as the label of an edition."""
    return _names(tag)[1]


def _names(tag: str) -> tuple[str, str]:
    """Return both names: of the tag itself, else of its script (zh-TW: zh-Hant), else the tag."""
    return _NAMES.get(tag) or _NAMES.get(find_script(tag), (tag, tag))


def primary_subtag(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region: zh of zh-Hant-TW."""
    return tag.partition("-")[0]


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
