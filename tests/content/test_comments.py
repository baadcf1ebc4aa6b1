"""Comments: kept in the file, never published, never counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.content.faults import Faults, Place
from yizhu.content.markdown.parser import read_markdown, read_prose
from yizhu.content.source_map import MappedProse


def texts(source: str) -> list[str]:
    return [passage.prose.text for passage in read_markdown("a.md", source).passages]


@pytest.mark.parametrize(
    ("source", "passages"),
    [
        ("<!-- a -->", []),
        ("<!-- a -->\n\n甲", ["甲"]),
        ("<!-- a\n\n# b\n```\n-->\n甲", ["甲"]),
        ("<!-- a --> <!-- b -->\n甲", ["甲"]),
        ("<!-- a --> 甲", ["甲"]),
        ("<!-- a\n\nb --> 甲\n乙", ["甲乙"]),
        ("<!-- a --> # One", ["One"]),
        ("One <!-- a --> two", ["One two"]),
        ("One<!-- a --> two", ["One two"]),
        ("甲<!-- a -->乙", ["甲乙"]),
        ("One <!-- a --> <!-- b --> two <!-- c -->", ["One two"]),
        ("One\n<!-- a -->\ntwo", ["One two"]),
        ("One\n<!-- a\nb -->\ntwo", ["One two"]),
        ("One\n<!-- a -->\n\ntwo", ["One", "two"]),
        ("One\n<!-- a -->\n{from=p2}\ntwo", ["One", "two"]),
        ("One\n<!-- a\n\nb -->\ntwo", ["One", "two"]),
        ("- one <!-- a -->\n- two\n  <!-- b -->\n- three", ["one\ntwo\nthree"]),
        ("> one\n> <!-- b -->\n> two", ["one two"]),
        ("# One <!-- a -->", ["One"]),
        ("| a <!-- x --> |\n|---|\n| b |\n<!-- c -->\n\nd", ["a\nb", "d"]),
        # in tables
        ("| a | b |\n|---|---|\n| c <!-- x | y --> | d |", ["a\nb\nc\nd"]),
        ("| a <!-- x | y --> | b |\n|---|---|\n| c | d |", ["a\nb\nc\nd"]),
        ("| a | b |\n|---|---|\n<!-- | x | y | -->\n| c | d |", ["a\nb\nc\nd"]),
        ("| a | b |\n|---|---|\n| c | d |\n<!-- | x |\n| y | -->\n| e | f |", ["a\nb\nc\nd\ne\nf"]),
        ("| a | b |\n|---|---|\n| c | d |\n<!-- | x\n- y | -->\n\ne", ["a\nb\nc\nd", "e"]),
        ("| a | b |\n|---|---|\n<!-- | --> <!-- | --> | c | d |", ["a\nb\nc\nd"]),
        ("| a | b |\n|---|---|\n<!-- | -->\n\nc", ["a\nb", "c"]),
        ("> | a | b |\n> |---|---|\n> <!-- | -->\n> | c <!-- | --> | d |", ["a\nb\nc\nd"]),
        ("- | a | b |\n  |---|---|\n  | c <!-- | --> | d |", ["a\nb\nc\nd"]),
        ("| a | b |\n|---|---|\n| `<!--` | `-->` |", ["a\nb\n<!--\n-->"]),
        ("| a | b |\n|---|---|\n| \\<!-- | --> |", ["a\nb\n<!--\n-->"]),
        ("| a | b |\n|---|---|\n| `c <!--` | --> |", ["a\nb\nc <!--\n-->"]),
        ("[One <!-- a -->](https://a.org) *two<!-- b -->*", ["One two"]),
        ("<!--> 甲", ["甲"]),
        ("<!---> 甲", ["甲"]),
        ("<!-- a > -- b --->甲", ["甲"]),
        # code is code, and what is escaped is text
        ("`<!-- a -->`", ["<!-- a -->"]),
        ("`a\n<!-- b -->\nc`", ["a <!-- b --> c"]),
        ("    <!-- a -->", ["<!-- a -->"]),
        ("```\n<!-- a\n```", ["<!-- a"]),
        ("\\<!-- a -->", ["<!-- a -->"]),
        ("a --> b", ["a --> b"]),
    ],
)
def test_what_is_left(source: str, passages: list[str]) -> None:
    """A comment leaves no text, no space and no passage; in code it is code."""
    assert texts(source) == passages


def test_attributes_around_a_comment() -> None:
    """A comment may stand between an attribute line and its passage, and behind attributes at its end."""
    read = read_markdown(
        "a.md", "{from=p2}\n<!-- 甲 -->\n乙\n\nc {from=p3-p4} <!-- d -->\n\ne {role=bio}\n<!-- f -->"
    )
    assert [(p.prose.text, p.answers, p.role) for p in read.passages] == [
        ("乙", (2, 2), ""),
        ("c", (3, 4), ""),
        ("e", None, "bio"),
    ]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("<!-- a\n\n甲", "a.md:1:1"),
        ("甲\n\n乙 <!-- b --> 丙\n丁 <!-- e\n\n--> 己", "a.md:4:3"),
        ("甲\n<!-- b", "a.md:2:1"),
        ("- 甲\n  <!-- b\n\n乙 -->", "a.md:2:3"),
        ("{from=p1}\n<!-- a", "a.md:2:1"),
    ],
)
def test_one_that_is_not_closed(source: str, place: str) -> None:
    """An unclosed comment is a fault at its place: else it would swallow the text, or be published."""
    with pytest.raises(Faults) as found:
        read_markdown("a.md", source)
    assert [(str(f.place), f.problem) for f in found.value.faults] == [(place, "this comment is not closed")]


def test_in_a_short_text() -> None:
    """Notes and definitions may hold comments, too."""
    assert read_prose("<!-- a -->\n\n甲 <!-- b --> 乙").text == "甲 乙"
    with pytest.raises(Faults):
        read_prose("甲 <!-- b", Place("notes.yaml", 3))


def test_no_page_shows_one(site: Site) -> None:
    """No file of the site holds a word of a comment, and no term is found in it."""
    site.glossary("- {id: net, forms: {zh-Hant: [網路], en: [net]}, definition: {en: x}}")
    site.article("a", "一。<!-- 祕密的網路 -->\n\n<!--\nsecret\n\n網路\n-->\n\n二。")
    site.article(
        "a", "One.<!-- secret net -->\n\n<!-- secret -->\n\nTwo.", lang="en", front="status: draft"
    ).build()
    assert not [name for name, raw in site.files().items() if b"secret" in raw or "祕密".encode() in raw]
    assert not site.select("zh-hant/a/", "a.term")


def test_places_behind_a_comment() -> None:
    """The characters of a comment are not taken for those of the text."""
    source = "甲 <!-- 乙丙 -->\n乙丙"
    passage = read_markdown("a.md", source).passages[0]
    assert passage.prose.text == "甲 乙丙"
    assert str(MappedProse(passage.prose, "a.md", source, 1, 2).place(2, 4)) == "a.md:2:1"


WORDS = st.lists(
    st.sampled_from(["one", "two", "**three**", "四", "`five`", "[six](https://a.org)"]),
    min_size=1,
    max_size=4,
)
COMMENT = st.sampled_from(["<!-- a -->", "<!-- # a\nb -->", "<!---->", "<!-- a --> <!-- b -->"])


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5), st.data())
def test_a_comment_changes_nothing(lines: list[str], data: st.DataObject) -> None:
    """Wherever comments are put between the words and lines of a text, the passages say the same."""
    plain = "\n\n".join(lines)
    with_comments = ""
    for piece in plain.replace("\n\n", " \n\n ").split(" "):
        comment = data.draw(COMMENT) if data.draw(st.booleans()) else ""
        if piece == "\n\n":
            with_comments = with_comments.rstrip(" ") + "\n\n" + (comment + "\n" if comment else "")
        else:
            with_comments += (comment + " " if comment else "") + piece + " "
    assert texts(with_comments) == texts(plain)


@pytest.mark.parametrize(
    "text", ["- a\n- <!-- | -->b", "> a <!-- | -->b", "# a <!-- | -->b", "a[^1]\n\n[^1]: <!-- | -->b"]
)
def test_bars_in_comments(text: str) -> None:
    """A bar in a comment is part of it, also in lists, quotes, headings and footnotes."""
    assert every_text(text) == every_text(text.replace("<!-- | -->", ""))


def every_text(source: str) -> list[str]:
    read = read_markdown("a.md", source)
    return [stretch.prose.text for stretch in (*read.passages, *read.footnotes)]
