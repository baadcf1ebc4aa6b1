"""The house style of our own texts (docs/house-style.md), as far as a program can hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from testbed import REPO

CONTENT = REPO / "content"
# A source's words are its own: only what stands in translations, notes, entries and pages is ours.
OWN_ARTICLES = ("distillation-and-chain-of-thought", "zero-to-one-and-open-source")


def load(pattern: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each entry of the files, with a name for messages."""
    for path in sorted(CONTENT.glob(pattern)):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            yield f"{path.relative_to(CONTENT)}: {entry['id']}", entry


TERMS, NOTES = dict(load("glossary/*.yaml")), dict(load("articles/*/notes.yaml"))


def read_ours() -> Iterator[tuple[str, str, str]]:
    """Place, language and text of all that we write."""
    for place, term in TERMS.items():
        yield from ((place, lang, text) for lang, text in term["definition"].items())
    for place, note in NOTES.items():
        yield from ((place, lang, text) for lang, text in note["text"].items())
    for path in sorted([*CONTENT.glob("articles/*/*.md"), *CONTENT.glob("pages/*/*.md")]):
        _, meta, body = path.read_text("utf-8").split("---\n", 2)
        if "translators" in meta or path.parent.name in OWN_ARTICLES or path.parent.parent.name == "pages":
            yield str(path.relative_to(CONTENT)), path.stem, body


OURS = list(read_ours())


@pytest.mark.parametrize("kind", ["terms", "notes"])
def test_everything_says_when_somebody_looked(kind: str) -> None:
    """Entries and notes have a date of their check; entries have sources."""
    entries = TERMS if kind == "terms" else NOTES
    assert [place for place, entry in entries.items() if "checked" not in entry] == []
    assert [place for place, term in TERMS.items() if not term.get("sources")] == []


def test_a_definition_stands_alone() -> None:
    """It is shown under every article that uses its term, so it points at none."""
    pointing = re.compile(
        r"本文|(?<!中)文(?:中|裡|里)|本篇|[Tt]his (?:article|interview)|\b[Tt]he (?:article|interview)(?!er)\b"
    )
    definitions = ((place, text) for place, term in TERMS.items() for text in term["definition"].values())
    assert [(place, found[0]) for place, text in definitions if (found := pointing.search(text))] == []


FORBIDDEN = {
    "zh": re.compile(r"(?<!國立)臺灣|[〇一二三四五六七八九]{4}年|[\u4e00-\u9fff][\"“][^a-zA-Z\n]"),
    "en": re.compile(r"\d ?%(?!\w)|(?<=\w)'(?=\w)|(?<![=\\])\"(?=\w)|\d(?:st|nd|rd|th) of [A-Z]"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_signs_and_figures(lang: str) -> None:
    """台灣 and Arabic years in Chinese; curly quotation marks and “per cent” in English."""
    texts = [(place, text) for place, tag, text in OURS if tag.startswith(lang) and tag != "zh-Hans"]
    assert len(texts) > 70
    bare = [(place, re.sub(r"\]\([^)]*\)|\{[^}]*\}", "", text)) for place, text in texts]
    assert [(place, found[0]) for place, text in bare if (found := FORBIDDEN[lang].search(text))] == []
