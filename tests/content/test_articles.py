"""Folders of articles are read into articles."""

from __future__ import annotations

from typing import Any

import pytest

from yizhu.content.articles import read_article, read_text
from yizhu.content.faults import Faults
from yizhu.content.model import Article, ArticleFolder, Source, Text

FRONT = "---\ntitle: 題\n---\n\n"


def folder(notes: str = "", files: tuple[str, ...] = (), **texts: str) -> ArticleFolder:
    sources = tuple(
        (
            tag.replace("_", "-"),
            Source(f"a/{tag.replace('_', '-')}.md", text if text.startswith("---") else FRONT + text),
        )
        for tag, text in texts.items()
    )
    return ArticleFolder(
        "a",
        "a",
        sources,
        Source("a/notes.yaml", notes) if notes else None,
        files,
        ("zh-Hant", "zh-Hans", "en"),
    )


def article(**given: Any) -> Article:
    return read_article(folder(**given))


def fault_of(**given: Any) -> str:
    with pytest.raises(Faults) as found:
        article(**given)
    return str(found.value)


def text(body: str, front: str = "") -> Text:
    return read_text("zh-Hant", Source("a.md", f"---\ntitle: 題\n{front}---\n\n{body}\n"))


def test_front_matter() -> None:
    """Every key of the front matter reaches the article."""
    meta = text(
        "一",
        "subtitle: 副\nauthors: [甲, 乙]\npublication: {name: 報, url: https://a.org}\npublished: 2025-02-03\n"
        "source_url: https://b.org\nrights: 權\nsummary: 摘\ntags: [t]\ndraft: true\n"
        "speakers: {x: 甲, y: {zh-Hant: [乙, 乙博士], en: Yi}}\nglossary: {exclude: [e], only: [o]}\nmark: all\n",
    ).meta
    assert (meta.title, meta.subtitle, meta.authors, meta.publication) == ("題", "副", ("甲", "乙"), "報")
    assert (meta.publication_url, meta.published, meta.source_url) == (
        "https://a.org",
        "2025-02-03",
        "https://b.org",
    )
    assert (meta.rights, meta.summary, meta.tags, meta.draft) == ("權", "摘", ("t",), True)
    assert (meta.exclude, meta.only, meta.mark) == (("e",), ("o",), "all")
    assert [speaker.names_in("zh-Hant") for speaker in meta.speakers] == [("甲",), ("乙", "乙博士")]
    assert meta.speakers[1].names_in("fr") == ()


def test_a_publication_may_be_a_bare_name() -> None:
    """A publication can be given without an address."""
    assert text("一", "publication: 報\n").meta.publication == "報"


@pytest.mark.parametrize("turn", ["**甲：**乙", "**甲**：乙", "**甲:** 乙", "**甲** ： 乙", "**甲博士：**乙"])
def test_a_turn(turn: str) -> None:
    """A paragraph that begins with the bold name of a speaker is that speaker's, the colon inside or behind."""
    passage = text(turn, "speakers: {x: {zh-Hant: [甲, 甲博士]}}\n").passages[0]
    assert passage.speaker == "x"
    assert [mark.kind for mark in passage.prose.marks] == ["speaker"]


@pytest.mark.parametrize("line", ["**丙：**乙", "**甲**乙", "乙**甲：**", "甲：乙"])
def test_no_turn(line: str) -> None:
    """Other bold words, and names without a colon or not at the start, are no turns."""
    assert text(line, "speakers: {x: 甲}\n").passages[0].speaker == ""


def test_the_source_is_the_text_that_nobody_translated() -> None:
    """The source has no translators and no status; of several such texts it is the first edition's."""
    translated = "---\ntitle: x\ntranslators: [T]\n---\n\none"
    assert article(zh_Hant="一", en=translated).source.lang == "zh-Hant"
    assert article(en="one", zh_Hant=translated).source.lang == "en"
    assert article(en="one", zh_Hant="一").source.lang == "zh-Hant"


def test_passages_answer_by_number() -> None:
    """Passage n answers passage n; after {from=} the numbers continue from there."""
    read = article(zh_Hant="一\n\n二\n\n三\n\n四", en="{from=p1-p2}\na\n\n{from=p3}\nb\n\n{from=p3}\nc\n\nd")
    assert [p.answers for p in read.translations[0].passages] == [(1, 2), (3, 3), (3, 3), (4, 4)]


@pytest.mark.parametrize(
    ("source", "translation", "message"),
    [
        ("一", "a\n\nb", "a/en.md:7: this passage answers p2, but the source has 1 passages"),
        ("一\n\n## 二", "a\n\nb", "a/en.md:7: this is a paragraph, but p2 of the source is a heading"),
        ("## 一\n\n二", "### a\n\nb", "a/en.md:5: this is a heading, but p1 of the source is a heading"),
        ("- 一\n\n二", "a\n\nb", "a/en.md:5: this is a paragraph, but p1 of the source is a list"),
        ("一\n\n二", "{from=p2-p1}\na", "a/en.md:6: this passage answers p2"),
        ("一", "{from=p0}\na", "a/en.md:6: this passage answers p0"),
        ("一\n\n## 二", "{from=p2}\na", "a/en.md:6: this is a paragraph, but p2 of the source is a heading"),
        ("一\n\n    碼", "{from=p2}\na", "a/en.md:6: this is a paragraph, but p2 of the source is code"),
        (
            "一\n\n二\n\n三",
            "a\n\nb\n\n{from=p1}\nc",
            "a/en.md:10: this passage answers p1, which is answered already at a/en.md:5",
        ),
    ],
)
def test_where_two_texts_part(source: str, translation: str, message: str) -> None:
    """The first place where a translation does not answer its source is a fault that names the source's line."""
    assert message in fault_of(zh_Hant=source, en=translation)


@pytest.mark.parametrize(
    ("translation", "answers"),
    [
        ("a", [(1, 1)]),
        ("", []),
        ("{from=p3}\na", [(3, 3)]),
        ("a\n\n{from=p3}\nb", [(1, 1), (3, 3)]),
        ("{from=p4}\na\n\n{from=p2}\nb\n\nc", [(4, 4), (2, 2), (3, 3)]),
        ("{from=p1}\n\n{from=p2}\na\n\n{from=p3}\n", [(2, 2)]),
        ("{from=p2-p3}\na\n\n{from=p3-p4}\nb", [(2, 3), (3, 4)]),
        ("{from=p2-p3}\n- a\n\n{from=p2-p3}\nb", [(2, 3), (2, 3)]),
    ],
)
def test_a_translation_may_lack_passages(translation: str, answers: list[tuple[int, int]]) -> None:
    """A translation answers its passages in any order, and leaves out any, or all, of them."""
    read = article(zh_Hant="一\n\n二\n\n三\n\n四", en=FRONT + translation).translations[0]
    assert [p.answers for p in read.passages] == answers


def test_an_empty_slot() -> None:
    """A line of attributes with nothing behind it is a slot; comments around it change nothing."""
    body = (
        "<!-- 一 -->\n{from=p1}\n\n<!-- 二\n\n二 -->\n{from=p2}\n<!-- ? -->\n\na\n<!-- 三 -->\n{from=p3-p4}\n"
    )
    read = article(zh_Hant="一\n\n二\n\n三\n\n四", en=FRONT + body).translations[0]
    assert [(slot.answers, slot.line) for slot in read.slots] == [((1, 1), 6), ((3, 4), 16)]
    assert [(p.prose.text, p.answers) for p in read.passages] == [("a", (2, 2))]


def test_a_list_may_answer_a_paragraph() -> None:
    """Where {from=} says so, or a passage is merged or split, the kinds may differ."""
    assert article(zh_Hant="一\n\n二", en="a\n\n{from=p2}\n- b").translations
    assert article(zh_Hant="## 一\n\n二", en="{from=p1-p2}\na").translations
    assert article(zh_Hant="一", en="{from=p1}\na\n\n{from=p1}\n    code").translations


def test_an_article_without_text() -> None:
    """A folder without a text is a fault that says what to do."""
    assert "a: no text in this article" in fault_of()


def test_front_matter_alone_is_no_article() -> None:
    """A text without a body is a fault."""
    assert "no text below the front matter" in fault_of(zh_Hant=FRONT)


def note(quote: str, more: str = "") -> str:
    return f"- {{id: n, quote: {quote}, kind: fact, {more}text: {{en: x}}}}"


def test_a_note_is_tied_to_its_words() -> None:
    """A note's anchor is the passage and the offsets of its quote in the text without markup."""
    anchor = article(zh_Hant="零\n\n一**二三**四", notes=note("二三四")).notes[0].anchor
    assert (anchor.passage, anchor.start, anchor.end) == (2, 1, 4)


def test_words_behind_choose_among_equal_quotes() -> None:
    """``after`` does so too, alone or with ``before``."""
    for given, at in (("after: 丙, ", 1), ("before: 甲, after: 丁, ", 5), ("after: 乙, ", 8)):
        anchor = article(zh_Hant="甲一丙，甲一丁，一乙", notes=note("一", given)).notes[0].anchor
        assert (anchor.start, anchor.end) == (at, at + 1)


def test_words_before_choose_among_equal_quotes() -> None:
    """``before`` chooses among several equal quotes and is no part of the quote."""
    anchor = article(zh_Hant="甲一，乙一", notes=note("一", "before: 乙, ")).notes[0].anchor
    assert (anchor.start, anchor.end) == (4, 5)


def test_notes_come_in_the_order_of_the_text() -> None:
    """Notes are in the order of the text, not of the file."""
    notes = "- {id: b, quote: 三, kind: fact, text: {en: x}}\n- {id: a, quote: 一, kind: fact, text: {en: x}}"
    assert [n.id for n in article(zh_Hant="一二三", notes=notes).notes] == ["a", "b"]


def test_a_quote_that_is_not_there_or_twice() -> None:
    """A note is never moved silently: the fault names the nearest words, or all places."""
    assert "一二五 does not stand in a/zh-Hant.md" in fault_of(zh_Hant="一二三四", notes=note("一二五"))
    assert "the nearest words are 一二三 (p1)" in fault_of(zh_Hant="一二三四", notes=note("一二五"))
    assert "一 stands 2 times in the source text (p1, p2)" in fault_of(zh_Hant="一\n\n一", notes=note("一"))


def test_two_notes_with_one_id() -> None:
    """An id that two notes have is a fault."""
    assert "two notes have the id n" in fault_of(zh_Hant="一二", notes=note("一") + "\n" + note("二"))


def test_a_year_is_a_date() -> None:
    """``as_of`` may be a year, as its help says."""
    assert article(zh_Hant="一", notes=note("一", "as_of: 2025, ")).notes[0].as_of == "2025"


@pytest.mark.parametrize("date", ["2025-02", "2025-02-03", "'2025'"])
def test_months_and_days_are_dates(date: str) -> None:
    """``as_of`` is a year, a month or a day."""
    assert article(zh_Hant="一", notes=note("一", f"as_of: {date}, ")).notes[0].as_of == date.strip("'")


def test_pictures() -> None:
    """A picture may lie in the article's folder or in a folder below it."""
    read = article(
        zh_Hant="![甲](img/x.png) ![乙](y.png) ![乙](y.png)", files=("img/x.png", "y.png", "z.png")
    )
    assert [(p.path, p.name) for p in read.pictures] == [("a/img/x.png", "img/x.png"), ("a/y.png", "y.png")]


@pytest.mark.parametrize("name", ["圖.png", "a b.png"])
def test_pictures_with_any_name(name: str) -> None:
    """A picture may have a Chinese name, or a space in it."""
    assert article(zh_Hant=f"![甲](<{name}>)", files=(name,)).pictures


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("![x](y.png)", "a/zh-Hant.md:5:6: there is no picture y.png"),
        ("![x](https://a.org/x.png)", "a/zh-Hant.md:5:6: https://a.org/x.png stands on another site"),
        ("![x](../b/x.png)", "a/zh-Hant.md:5:6: there is no picture ../b/x.png"),
    ],
)
def test_pictures_that_are_none(given: str, message: str) -> None:
    """A picture that is not in the article's folder is a fault."""
    assert message in fault_of(zh_Hant=given, files=("x.png",))


def test_a_picture_in_a_footnote() -> None:
    """A picture that a footnote shows must be there as well."""
    assert "there is no picture" in fault_of(zh_Hant="一[^1]\n\n[^1]: ![x](y.png)")


def test_all_texts_tell_their_faults() -> None:
    """A fault in one text hides none in another."""
    message = fault_of(zh_Hant="---\ntitel: x\n---\n\n一", en="---\ntitle: x\npublished: no\n---\n\none")
    assert "a/zh-Hant.md:2:1: unknown key titel" in message
    assert "a/en.md:3:12: no is no date" in message


def test_front_matter_body_and_notes_tell_their_faults_at_once() -> None:
    """Within one article no fault hides another."""
    message = fault_of(zh_Hant="---\ntitle: x\ntitel: y\n---\n\n[一]{tern=x}", notes="- {id: n}")
    assert "unknown key titel" in message
    assert "no span attribute tern" in message
    assert "quote, kind, text is missing" in message
