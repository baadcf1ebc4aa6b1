"""Files of content/ whose names say what they are meant as, but which nothing reads: what to call them, or where to put them."""

from __future__ import annotations

import re
from collections.abc import Collection

from yizhu.content.language_tags import correct_region
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
    before, _, last = stem.strip().rpartition(".")
    if before and (own := last if is_lang(last) else find_tag(last)):  # index.zh-tw, zh-Hant.en
        return own
    parts = re.split(r"[-_. ]", stem.strip())
    tag = "-".join(
        part.lower() if place == 0 else part.title() if len(part) == 4 else part.upper()
        for place, part in enumerate(parts)
    )
    tag = correct_region(tag)
    known = _LANGUAGES.get(stem.casefold(), "")
    if known or (is_lang(tag) and (len(parts) > 1 or tag in USUAL_TAGS or tag != stem)):
        return known or tag
    return ""


def explain_article_file(name: str, folder: str, texts: Collection[str] = ()) -> str:
    """Return the help for a file in an article's or page's folder that was meant to be read; empty if none was.

    ``name``: its path in the folder, which is not a text's or another file's that is read; ``folder``: where that is;
    ``texts``: the names of the texts that are read there.
    """
    parent, _, own = name.rpartition("/")
    if is_for_people(name):
        return ""
    if is_text(own):
        inner = parent.rpartition("/")[2]
        stem = inner if is_of_lists(own) and (is_lang(inner) or find_tag(inner)) else _MARKDOWN.sub("", own)
        text = f"{stem if is_lang(stem) else find_tag(stem) or 'zh-Hant'}.md"
        if not parent:
            return f"rename it to {text}"
        if texts and text not in texts:
            return f"texts stand in the article's folder itself: move it to {folder}/{text}"
        home = folder.rpartition("/")[0]
        return f"each has a folder of its own: move it to {home}/{suggest_slug(inner)}/{text}"
    stem = _YAML.sub("", own)
    if stem == own and not (own.endswith(".json") and _meant_name(own[:-5])):
        return ""
    meant = _meant_name(stem.removesuffix(".json"))
    if not meant and stem.casefold() in _FRONT_MATTER:
        return "write it as front matter at the beginning of the text, between two lines ---"
    if not meant and stem.casefold() in ("glossary", "terms", "vocabulary"):
        return f"move it to {folder.split('/')[0]}/{'vocabulary' if stem.casefold() == 'vocabulary' else 'glossary'}/"
    return f"did you mean {meant or 'notes.yaml'}?"


_FRONT_MATTER = (
    "meta",
    "metadata",
    "front",
    "frontmatter",
    "front-matter",
    "config",
    "info",
    "index",
    "_category_",
)
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?=.)")  # Jekyll's, before a slug


def suggest_slug(name: str) -> str:
    """Return a slug that a name may become: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", _DAY.sub("", name).lower()).strip("-") or "my-article"


def is_of_lists(name: str) -> bool:
    """Is it what other programs call the page of a folder: index.md, _index.md?"""
    return bool(re.fullmatch(r"_?index(?:\.[\w-]+)?\.(?:md|markdown|html?)", name, re.I))


LISTS_HELP = (
    "delete it: front pages and lists are made from the articles; a page of its own is {}/pages/about/en.md"
)


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
