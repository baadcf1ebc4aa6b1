"""Files of content/ whose names say what they are meant as, but which nothing reads: what to call them, or where to put them."""

from __future__ import annotations

import re

from yizhu.content.languages import USUAL_TAGS
from yizhu.content.markdown.attributes import is_lang

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdwn|mdx|qmd|rmd|md\.txt|markdown\.txt)$", re.I)
_YAML = re.compile(r"\.(?:ya?ml|yam|yaml\.txt|yml\.txt)$", re.I)
_DATA = re.compile(r"\.(?:json|toml|csv|tsv|tbx|xlsx?|ods|xml|tmx|md|markdown|txt|docx)$", re.I)
_FOR_PEOPLE = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|todo)(?:[-.].*)?|.*~|thumbs\.db|desktop\.ini", re.I
)
_NAMES = {
    "notes.yaml": ("note", "notes", "annotations", "annotation", "footnotes", "comments"),
    "accepted.yaml": ("accept", "accepted", "signoffs"),
    "state.yaml": ("state", "states", "status"),
}
_LANGUAGES = {"chinese": "zh-Hant", "english": "en", "cn": "zh-Hans", "tw": "zh-Hant", "hk": "zh-Hant-HK", "jp": "ja",
              "japanese": "ja", "german": "de", "french": "fr", "traditional": "zh-Hant", "simplified": "zh-Hans",
              "hant": "zh-Hant", "hans": "zh-Hans", "eng": "en", "deutsch": "de", "繁體": "zh-Hant", "简体": "zh-Hans",
              "英文": "en", "中文": "zh-Hant"}  # fmt: skip


def is_for_people(name: str) -> bool:
    """Is it a file that nobody expects to be read: README, LICENSE, an editor's backup?"""
    return bool(_FOR_PEOPLE.fullmatch(name.rpartition("/")[2]))


def is_text(name: str) -> bool:
    """Is it a Markdown file, by whatever ending?"""
    return bool(_MARKDOWN.search(name))


def find_tag(stem: str) -> str:
    """Return the language tag that a file's name means: zh-TW for zh_tw; empty if it means none."""
    parts = re.split(r"[-_. ]", stem.strip())
    tag = "-".join(
        part.lower() if place == 0 else part.title() if len(part) == 4 else part.upper()
        for place, part in enumerate(parts)
    )
    known = _LANGUAGES.get(stem.casefold(), "")
    if known or (is_lang(tag) and (len(parts) > 1 or tag in USUAL_TAGS or tag != stem)):
        return known or tag
    return ""


def explain_article_file(name: str, folder: str) -> str:
    """Return the help for a file in an article's or page's folder that was meant to be read; empty if none was.

    ``name``: its path in the folder, which is not a text's or another file's that is read; ``folder``: where that is.
    """
    parent, _, own = name.rpartition("/")
    if is_for_people(name):
        return ""
    if is_text(own):
        stem = _MARKDOWN.sub("", own)
        text = f"{stem if is_lang(stem) else find_tag(stem) or 'zh-Hant'}.md"
        if not parent:
            return f"rename it to {text}"
        return f"texts stand in the article's folder itself: move it to {folder}/{text}"
    stem = _YAML.sub("", own)
    if stem == own and not (own.endswith(".json") and _meant_name(own[:-5])):
        return ""
    return f"did you mean {_meant_name(stem.removesuffix('.json')) or 'notes.yaml'}?"


def _meant_name(stem: str) -> str:
    return next((name for name, stems in _NAMES.items() if stem.casefold() in stems), "")


def explain_data_file(name: str, *, is_flat: bool) -> str:
    """Return the help for a file in glossary/ or vocabulary/ that was meant to be read; empty if none was.

    ``is_flat``: files in folders below are not read.
    """
    if is_for_people(name):
        return ""
    if _YAML.search(name):
        right = f"{_YAML.sub('', name)}.yaml"
        if is_flat and "/" in right:
            return f"move it out of its folder, to {right.rpartition('/')[2]}"
        return f"rename it to {right}"
    return "write it anew as YAML, in a file that ends in .yaml" if _DATA.search(name) else ""
