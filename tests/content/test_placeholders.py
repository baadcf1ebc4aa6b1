"""A passage as words and placeholders: together they are the Markdown again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.model import Source
from yizhu.content.translations.placeholders import Code, MarkedFile, Segment, digest_pieces, write_pieces
from yizhu.content.translations.returned_text import Reference, fill_in, find_wrong_references

FRONT = "---\ntitle: x\n---\n\n"
SIGNS = st.sampled_from(["*", "**", "_", "$", "$$", "$x$", "[", "]", "](a)", "]{sic=x}", "`", "\\", "<", ">", "&amp;", "![", "\n", "  \n", "\n- ", "| ", "^", "<!--", "-->", "{from=p1}"])  # fmt: skip
TEXTS = st.lists(SIGNS | st.text("字，a b1.", min_size=1, max_size=4), min_size=1, max_size=30).map("".join)


def segments(body: str) -> list[Segment]:
    """The passages of a text, each as a segment."""
    source = Source("x.md", FRONT + body)
    text, file = read_text("zh-Hant", source), MarkedFile(source)
    return [file.read([passage]) for passage in text.passages]


def kinds(segment: Segment) -> list[tuple[str, str]]:
    """The placeholders of a segment: name, Markdown."""
    return [(code.name, code.data) for code in segment.codes]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_words_and_placeholders_are_the_markdown_again(body: str) -> None:
    """Whatever is written: each segment is what stands in its place, pairs are closed in order, numbers are used once."""
    try:
        found = segments(body)
    except Faults:
        return
    for segment in found:
        assert write_pieces(segment.pieces) == (FRONT + body)[segment.start : segment.end]
        returned = tuple(p if isinstance(p, str) else Reference(p.id, p.kind) for p in segment.pieces)
        assert list(find_wrong_references(returned, segment, (), False)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a **b** *c*", [("strong", "**"), ("strong", "**"), ("em", "*"), ("em", "*")]),
        ("[x]{term=none}字", [("term", "["), ("term", "]{term=none}")]),
        (
            "[x](https://a.b) <https://c.d>",
            [("link", "["), ("link", "](https://a.b)"), ("link", "<https://c.d>")],
        ),
        ("a\\*b &amp; `c*d`", [("character", "\\*"), ("character", "&amp;"), ("code", "`c*d`")]),
        ("a\nb  \nc", [("break", "\n"), ("br", "  \n")]),
        ("![alt](a.png)", [("image", "!["), ("image", "](a.png)")]),
        ("- a\n- *b*", [("structure", "\n- "), ("em", "*"), ("em", "*")]),
        ("> a\n> b", [("break", "\n> ")]),
        ("| a | b |\n|---|---|\n| c | d |", [("structure", s) for s in (" | ", " |\n|---|---|\n| ", " | ")]),
        ("```\nx\n```", [("block", "```\nx\n```")]),
        ("a <!-- b --> c", [("comment", "<!-- b --> ")]),
        ("a * b_c", []),
    ],
)
def test_what_becomes_a_placeholder(body: str, expected: list[tuple[str, str]]) -> None:
    """Markup, and nothing that only looks like it."""
    (segment,) = segments(body)
    assert kinds(segment) == expected


def test_a_blocks_own_sign_and_attributes_are_outside() -> None:
    """A translator sees the words of a heading, not its sign; nor what is said of the passage."""
    (segment,) = segments("## *Words* {role=notice}")
    assert (segment.before, segment.markdown) == ("## ", "*Words*")


def test_a_placeholder_has_the_number_of_the_one_it_answers() -> None:
    """Whatever their order, and however many the translation has of its own."""
    source = Source(
        "x.md", FRONT + "[x](https://a) **y** [z](https://b)\n\n`q` **b** [v](https://b) [u](https://a)"
    )
    text, file = read_text("en", source), MarkedFile(source)
    one = file.read(text.passages[:1])
    other = file.read(text.passages[1:], one)
    assert [(c.id, c.name) for c in one.codes if c.kind == "open"] == [
        (1, "link"),
        (2, "strong"),
        (3, "link"),
    ]
    assert [(c.id, c.name) for c in other.codes if c.kind != "close"] == [
        (4, "code"), (2, "strong"), (3, "link"), (1, "link"),
    ]  # fmt: skip


def codes(*given: tuple[int, str]) -> tuple[str | Reference, ...]:
    """A text that comes back, of placeholders only."""
    return tuple(Reference(id, kind) for id, kind in given)


@pytest.mark.parametrize(
    ("returned", "told"),
    [
        (codes((1, "open"), (1, "close"), (2, "alone")), []),
        (codes((2, "alone"), (1, "open"), (1, "close")), []),
        (codes((1, "open"), (1, "close")), ["the placeholder 2 (`c`) is lost"]),
        (
            codes(
                (2, "alone"),
            ),
            ["the placeholder 1 (**) is lost"],
        ),
        (codes((1, "open"), (1, "close"), (2, "alone"), (2, "alone")), ["the placeholder 2 stands twice"]),
        (codes((1, "open"), (2, "alone")), ["the placeholder 1 is not closed"]),
        (codes((1, "open"), (1, "close"), (2, "alone"), (7, "alone")), ["no placeholder 7 was exported"]),
        (
            codes((1, "close"), (1, "open"), (2, "alone")),
            ["the placeholder /1 does not close the one that was opened last"],
        ),
    ],
)
def test_wrong_placeholders_are_told(returned: tuple[str | Reference, ...], told: list[str]) -> None:
    """Each once, with its number."""
    (segment,) = segments("**a** `c`")
    assert [problem for _, problem in find_wrong_references(returned, segment, (), False)] == told


def test_spaces_at_the_edges_of_emphasis_go_outside() -> None:
    """A tool's user types them inside, where they would undo it."""
    (segment,) = segments("a **b** c")
    returned = ("x", Reference(1, "open"), " y ", Reference(1, "close"), "z")
    assert write_pieces(fill_in(returned, segment)) == "x **y** z"


def test_the_digest_knows_words_placeholders_and_order() -> None:
    """What is read of a file has the digest of what was written into it."""
    (segment,) = segments("a **b** c")
    (moved,) = segments("**a** b c")
    again = tuple(Code(p.id, p.kind, "", "") if isinstance(p, Code) else p for p in segment.pieces)
    assert digest_pieces(again) == digest_pieces(segment.pieces) != digest_pieces(moved.pieces)
