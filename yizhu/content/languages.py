"""Languages by their tags: those that a site usually has, and what each calls itself."""

from __future__ import annotations

USUAL_TAGS = ("zh-Hant", "zh-Hans", "en")  # offered where a tag is not understood
# Its name in full, and in a list of editions, where one word tells it from the others.
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
    """What a language calls itself, in full; the tag, where we do not know it."""
    return _NAMES.get(tag, (tag, tag))[0]


def short_language_name(tag: str) -> str:
    """The same in one word, as an edition is called."""
    return _NAMES.get(tag, (tag, tag))[1]
