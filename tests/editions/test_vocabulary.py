"""The shipped vocabulary, entry by entry."""

from __future__ import annotations

from collections import Counter

import pytest

from yizhu.content.prose import inline_prose, select_marks
from yizhu.editions.localization import localize, localize_text
from yizhu.editions.vocabulary import (
    VocabularyEntry,
    make_localization,
    read_shipped_vocabulary,
    read_vocabulary,
)

ENTRIES = read_vocabulary([read_shipped_vocabulary("taiwan-mainland")])
WAYS = {"zh-Hans": ("zh-Hant", "tw2s"), "zh-Hant": ("zh-Hans", "s2tw")}


def changed_by(lang: str) -> list[VocabularyEntry]:
    """The entries that hold on the way to a language."""
    return [entry for entry in ENTRIES if entry.get("direction", "both") in ("both", lang)]


def test_there_are_enough() -> None:
    """The vocabulary has some three hundred words for each direction."""
    assert len(ENTRIES) >= 300
    assert all(len(changed_by(lang)) >= 200 for lang in WAYS)


def test_each_has_a_source() -> None:
    """Each entry has a source."""
    assert [entry for entry in ENTRIES if not str(entry.get("source", "")).strip()] == []


@pytest.mark.parametrize("lang", WAYS)
def test_a_wording_stands_once(lang: str) -> None:
    """In each direction a word has one replacement."""
    source = WAYS[lang][0]
    wordings = Counter((entry[source], entry.get("after", "")) for entry in changed_by(lang))
    assert [wording for wording, times in wordings.items() if times > 1] == []


def test_a_context_holds_its_word() -> None:
    """An exception contains the word in a direction of the entry."""
    idle = [
        (entry["zh-Hant"], context)
        for entry in ENTRIES
        for context in entry.get("except", ())
        if not any(
            str(entry[source]) in context for lang, (source, _) in WAYS.items() if entry in changed_by(lang)
        )
    ]
    assert idle == []


@pytest.mark.parametrize("lang", WAYS)
def test_each_word_by_itself(lang: str) -> None:
    """A word alone is replaced as its entry says, and is not replaced in its exceptions."""
    source, config = WAYS[lang]
    way = make_localization(source, lang, config, "", (), ENTRIES)
    for entry in changed_by(lang):
        number = "3" if entry.get("after") else ""
        assert localize_text(f"（{number}{entry[source]}）", way) == f"（{number}{entry[lang]}）"
        for context in entry.get("except", ()):
            if str(entry[source]) in context:
                changed = select_marks(localize(inline_prose(f"（{context}）"), way), "changed")
                assert entry[source] not in [mark.get("was") for mark in changed], (entry, context)
