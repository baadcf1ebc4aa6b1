"""Languages by their BCP 47 tags: those that a site usually has, and what each calls itself."""

from __future__ import annotations

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
    return _NAMES.get(tag, (tag, tag))[0]


def short_language_name(tag: str) -> str:
    """Return the same in one word, as the label of an edition."""
    return _NAMES.get(tag, (tag, tag))[1]
