"""Where a note belongs in a translation, and what heads it."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import check
from yizhu.check.load import load_checked_content
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.note_places import NotePlace, NotePlacer

GLOSSARY = (
    "- {id: model, forms: {zh-Hant: [模型], en: [model]}}\n- {id: cost, forms: {zh-Hant: [成本], en: [cost]}}"
)


def place(site: Site, chinese: str, english: str, quote: str) -> tuple[str, NotePlace]:
    """The proposed words of the only note, and their place."""
    site.glossary(GLOSSARY).article("a", chinese).article("a", english, lang="en", front="status: draft")
    site.notes("a", f"- {{id: n, quote: {quote}, kind: fact, text: {{en: x}}}}")
    article = load_checked_content(site.root / "config.yaml").articles[0]
    found = NotePlacer(article, article.translations[0], PassageAligner()).find(article.notes[0])
    assert found
    return article.translations[0].passages[found.passage - 1].prose.text[found.start : found.end], found


@pytest.mark.parametrize(
    ("chinese", "english", "quote", "words"),
    [
        ("人稱「神秘力量」。他笑了。", "They call it “the power”. He laughed.", "神秘力量", "the power"),
        ("這是模型。成本很高。", "This is a model. It is dear.", "模型", "model"),
        ("他用ChatGPT。他笑了。", "He uses ChatGPT. He laughed.", "ChatGPT", "ChatGPT"),
    ],
)
def test_words_in_quotation_marks_terms_and_names(
    site: Site, chinese: str, english: str, quote: str, words: str
) -> None:
    """Words that are in quotation marks, a term or a name on both sides, and once, are the words themselves."""
    assert place(site, chinese, english, quote)[0] == words


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [("走了很久", "We walked for a very long time in the rain."), ("五百萬", "It cost five million.")],
)
def test_one_of_several_sentences(site: Site, quote: str, sentence: str) -> None:
    """If a sentence became several, its clauses and what both sides name tell which one."""
    chinese = "那一天我們在雨裡走了很久，花了五百萬。"
    english = "We walked for a very long time in the rain. It cost five million."
    found, where = place(site, chinese, english, quote)
    assert (found, where.doubt) == (sentence, "")


def test_a_merged_passage_is_aligned_too(site: Site) -> None:
    """In a passage that answers several of the source, the sentence is found as in any other."""
    found, where = place(
        site, "他來了。\n\n我們走了很遠的路。", "{from=p1-p2}\nHe came. We walked a very long way.", "很遠"
    )
    assert (found, where.doubt) == ("We walked a very long way.", "")


def test_a_split_passage_is_aligned_too(site: Site) -> None:
    """Of several passages that answer one of the source, the right one is found."""
    english = "{from=p1}\nHe came.\n\n{from=p1}\nWe walked a very long way."
    found, where = place(site, "他來了。我們走了很遠的路。", english, "很遠")
    assert (found, where.passage) == ("We walked a very long way.", 2)


def doubts(site: Site) -> list[str]:
    found = check(site.root / "config.yaml")
    return [str(fault) for fault in found if "is not sure" in fault.problem]


def test_a_doubt_is_told_and_mended(site: Site) -> None:
    """What is proposed without being sure is listed with its place, the words and the line to write, until it is given."""
    place(site, "他說甲和乙。", "He says this. He says that.", "甲")
    (told,) = doubts(site)
    assert "content/articles/a/notes.yaml:1:18: which words of en the note n is about is not sure" in told
    assert 'write below it quotes: {en: "He says' in told
    site.notes("a", "- {id: n, quote: 甲, quotes: {en: says this}, kind: fact, text: {en: x}}")
    assert doubts(site) == []


def test_words_for_no_text_are_told(site: Site) -> None:
    """Words for a language in which there is no text are shown nowhere, and ``check`` says so."""
    site.article("a", "一。").notes(
        "a", "- {id: n, quote: 一, quotes: {zh-Hans: 一}, kind: fact, text: {en: x}}"
    )
    assert any(
        "there is no translation zh-Hans.md" in str(fault) for fault in check(site.root / "config.yaml")
    )


# ---- on the page -------------------------------------------------------------------------------------------


def test_number_and_heading_are_at_the_given_words(site: Site) -> None:
    """The number stands behind the words of the translation and the points after them; they head the note, the source's beside."""
    site.article("a", "他來了，又走了。").article("a", "He came, and left.", lang="en", front="status: draft")
    site.notes("a", "- {id: n, quote: 來, quotes: {en: came}, kind: fact, text: {en: x}}").build()
    site.shows("en/a/", 'came,<sup class="note-mark">')
    head = '<q class="quote" lang="en">came</q> <span class="other" lang="zh-Hant">來</span>'
    site.shows("en/a/", head)
    site.shows("zh-hant/a/", '<q class="quote" lang="zh-Hant">來</q></p>', 'came,<sup class="note-mark">')
    site.shows("zh-hans/a/", '<q class="quote" lang="zh-Hans">来</q></p>')
    site.shows("en/feed.xml", "came", "來")


def test_an_apostrophe_is_no_point(site: Site) -> None:
    """A number never stands inside a word or number that the words begin."""
    site.article("a", "他的。").article("a", "Zhang’s 1,000.", lang="en", front="status: draft")
    site.notes("a", "- {id: n, quote: 他, quotes: {en: Zhang}, kind: fact, text: {en: x}}").build()
    site.shows("en/a/", "Zhang<sup")


def test_a_sentence_heads_the_note_where_no_words_are_known(site: Site) -> None:
    """A proposed sentence heads the note, cut if it is long; a doubtful one does not: the source's words do."""
    site.article("a", "他來了。我們走了很遠。").article(
        "a", "He came. We walked far.", lang="en", front="status: draft"
    )
    site.notes("a", "- {id: n, quote: 很遠, kind: fact, text: {en: x}}").build()
    site.shows(
        "en/a/",
        '<q class="quote" lang="en">We walked far.</q> <span class="other" lang="zh-Hant">很遠</span>',
    )
    place(site, "他說甲和乙。", "He says this. He says that.", "甲")
    site.build().shows("en/a/", '<q class="quote" lang="zh-Hant">甲</q></p>')


def test_a_speakers_name_is_no_part_of_the_heading(site: Site) -> None:
    """A sentence that begins a turn heads a note without the name of who speaks."""
    site.article("a", "**甲：**他來了。", front="speakers: {x: 甲}").article(
        "a", "**A:** He came.", lang="en", front="status: draft\nspeakers: {x: A}"
    )
    site.notes("a", "- {id: n, quote: 來了, kind: fact, text: {en: x}}").build()
    site.shows("en/a/", '<q class="quote" lang="en">He came.</q>')


def test_a_missing_passage_keeps_the_sources_words(site: Site) -> None:
    """Where the source is shown for a passage that is not yet translated, its words head the note, and have the number."""
    site.article("a", "零。\n\n一二。").article("a", "{from=p1}\nZero.", lang="en", front="status: draft")
    site.notes("a", "- {id: n, quote: 一, quotes: {en: the one}, kind: fact, text: {en: x}}").build()
    site.shows("en/a/", '<q class="quote" lang="zh-Hant">一</q></p>')
    assert [a.get("data-note") for a in site.select("en/a/", "#p2 .text a.note-ref")] == ["n"]


def test_a_translation_in_another_script_is_converted(site: Site) -> None:
    """The words of a Traditional translation head the note of its Simplified edition in Simplified."""
    site.article("a", "One. Two.", lang="en").article("a", "一。這是二。", front="status: draft")
    site.notes("a", "- {id: n, quote: Two, quotes: {zh-Hant: 這是二}, kind: fact, text: {en: x}}").build()
    site.shows(
        "zh-hans/a/", '<q class="quote" lang="zh-Hans">这是二</q> <span class="other" lang="en">Two</span>'
    )


def test_both_dates_are_shown(site: Site) -> None:
    """A note and a term say of what time they speak, and when somebody last looked."""
    site.article("a", "一").notes(
        "a", "- {id: n, quote: 一, kind: fact, as_of: 2025-05, checked: 2026-11, text: {en: x}}"
    )
    site.glossary("- {id: d, forms: {zh-Hant: [一]}, as_of: 2025-05, checked: 2026-11-02}").build()
    dates = '<time datetime="2025-05">as of May 2025</time> · <time datetime="2026-11">checked November 2026</time>'
    site.shows("en/a/", dates).shows("en/feed.xml", "as of May 2025 · checked November 2026")
    site.shows(
        "en/glossary/d/",
        "checked 2 November 2026",
        '"temporalCoverage":"2025-05","lastReviewed":"2026-11-02"',
    )
    site.shows("zh-hant/a/", "截至2025年5月", "2026年11月查核")
