"""The words of a translation that a note is about: found where they are said to stand, or a fault."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.content.articles import read_article
from yizhu.content.faults import Faults
from yizhu.content.model import ArticleFolder, NoteWords, Source
from yizhu.content.notes import read_notes, read_notes_file

SOURCE = "---\ntitle: 題\n---\n\n"
TRANSLATION = "---\ntitle: T\nstatus: draft\n---\n\n"


def read(chinese: str, english: str, quotes: str, quote: str = "一") -> NoteWords:
    """The words given for English, read with the whole article."""
    texts = [("zh-Hant", Source("a/zh-Hant.md", SOURCE + chinese))]
    if english:
        texts.append(("en", Source("a/en.md", TRANSLATION + english)))
    notes = f"- id: n\n  quote: {quote}\n  quotes: {quotes}\n  kind: fact\n  text: {{en: x}}\n"
    folder = ArticleFolder("a", "a", tuple(texts), Source("a/notes.yaml", notes), (), ("zh-Hant", "en"))
    return read_article(folder).notes[0].words[0]


def fault(*given: str) -> str:
    with pytest.raises(Faults) as found:
        read(*given)
    return str(found.value)


def placed(words: NoteWords) -> tuple[int, int, int]:
    assert words.anchor
    return words.anchor.passage, words.anchor.start, words.anchor.end


def test_words_are_tied_to_the_passage_that_answers() -> None:
    """They are looked for in what answers the quoted passage, in the text without markup; elsewhere they may stand, too."""
    words = read("零\n\n一", "one\n\nnumber *one* it is", "{en: number one}")
    assert placed(words) == (2, 0, 10)
    assert placed(read("零\n\n一", "one\n\nonly one", "{en: one}")) == (2, 5, 8)


def test_words_around_choose_among_several() -> None:
    """``before`` and ``after`` choose among equal words and are no part of them."""
    assert placed(read("一", "one and one", "{en: {before: 'and ', quote: one}}")) == (1, 8, 11)
    assert placed(read("一", "one and one", "{en: {quote: one, after: ' and'}}")) == (1, 0, 3)
    assert placed(read("一", "a one or one b", "{en: {before: 'or ', quote: one, after: ' b'}}")) == (
        1,
        9,
        12,
    )


def test_words_of_merged_and_split_passages() -> None:
    """They may stand in any of the passages that answer the quoted one."""
    assert placed(read("零\n\n一", "{from=p1-p2}\nzero, one", "{en: one}")) == (1, 6, 9)
    split = read("零\n\n一", "{from=p1}\nzero\n\n{from=p2}\na\n\n{from=p2}\nthe one", "{en: one}")
    assert placed(split) == (3, 4, 7)


def test_words_that_are_not_there_or_twice() -> None:
    """The fault stands at the words, with a caret, and says which are nearest, or where they stand."""
    message = fault("一", "The number one.", "{en: nuber one}")
    assert "a/notes.yaml:3:16: nuber one does not stand in what answers p1 in a/en.md" in message
    assert "^^^^^" in message
    assert "help: the nearest words are number one" in message
    assert "it stands in what answers p1" in fault("零\n\n一", "zero\n\none", "{en: zero}")
    twice = fault("一", "one and one", "{en: one}")
    assert "one stands 2 times in what answers p1" in twice
    assert "write en: {before: …, quote: …, after: …}" in twice


def test_words_in_the_sources_own_language() -> None:
    """These are the quote itself."""
    assert "is in zh-Hant, the source's own language" in fault("一", "one", "{zh-Hant: 一}")


@pytest.mark.parametrize("english", ["", "{from=p1}\nzero", "{from=p1}\nzero\n\n{from=p2}\n"])
def test_what_is_not_yet_translated_is_no_fault(english: str) -> None:
    """Words for a passage that the translation lacks, or for a translation that is not there, wait for it."""
    assert read("零\n\n一", english, "{en: the one}").anchor is None


@given(
    st.lists(st.text("ab ", min_size=1).filter(str.strip), min_size=1, max_size=3), st.text("ab ", min_size=1)
)
def test_words_are_found_or_a_fault(sentences: list[str], wanted: str) -> None:
    """Whatever words are given for whatever translation: where they stand once they are found, all else is a fault.

    Several spaces are one.
    """
    lines = [" ".join(sentence.split()) for sentence in sentences]
    body = "\n\n".join(lines)
    texts = [("zh-Hant", SOURCE + "\n\n".join("一二三"[: len(lines)])), ("en", TRANSLATION + body)]
    folder = ArticleFolder(
        "a", "a", tuple((lang, Source(f"a/{lang}.md", text)) for lang, text in texts), None, (), ("zh-Hant",)
    )
    article = read_article(folder)
    notes = f"- {{id: n, quote: 一, quotes: {{en: '{wanted}'}}, kind: fact, text: {{en: x}}}}"
    document, _ = read_notes_file(Source("a/notes.yaml", notes))
    found, faults = read_notes(document, article.source, article.translations)
    first = article.translations[0].passages[0].prose.text
    wanted = re.sub(" +", " ", wanted)
    times = sum(first.startswith(wanted, at) for at in range(len(first)))
    assert len(found) == (times == 1)
    assert len(faults) == (times != 1)
    for note in found:
        _, start, end = placed(note.words[0])
        assert first[start:end] == wanted


# ---- dates -------------------------------------------------------------------------------------------------


def notes_with(dates: str) -> list[str]:
    """What is wrong with a note that has these dates."""
    notes = f"- {{id: n, quote: 一, kind: fact, {dates}, text: {{en: x}}}}"
    folder = ArticleFolder(
        "a", "a", (("zh-Hant", Source("a/zh-Hant.md", SOURCE + "一")),), Source("a/notes.yaml", notes), (), ()
    )
    try:
        read_article(folder)
    except Faults as found:
        return [str(fault) for fault in found.faults]
    return []


@pytest.mark.parametrize(
    "dates",
    [
        "checked: 2026",
        "as_of: 2025, checked: 2025",
        "as_of: 2026-05, checked: 2026",
        "as_of: 2025-05-02, checked: 2026-05",
    ],
)
def test_checked_after_what_the_facts_speak_of(dates: str) -> None:
    """``checked`` is a year, month or day, not surely before ``as_of``."""
    assert notes_with(dates) == []


@pytest.mark.parametrize("dates", ["as_of: 2026, checked: 2025", "as_of: 2026-05, checked: 2026-04-30"])
def test_checked_before_what_the_facts_speak_of(dates: str) -> None:
    """Nobody can have looked before that: a fault at ``checked``."""
    (message,) = notes_with(dates)
    assert "before the time that it speaks of" in message
    assert "a/notes.yaml:1:" in message
