"""Markdown written from a page's nodes is read back to the same words, marks and blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from testbed import Case, Judge

from yizhu.content.markdown.dialect import get_parser
from yizhu.content.markdown.parser import read_markdown
from yizhu.content.prose import Block, Mark, Prose
from yizhu.importers.html.formats import FormatContext
from yizhu.importers.html.nodes import make_nodes
from yizhu.importers.html.notes import find_notes
from yizhu.importers.html.to_markdown import markdown_each
from yizhu.importers.markdown.blocks import markdown_of_nodes
from yizhu.importers.markdown.tree import Node

BASE = "https://example.org/a/b.html"


def body_of(text: str) -> HtmlElement:
    """The body of a page, parsed as browsers do."""
    page = f'<html lang="zh-Hant"><body>{text}</body></html>'.encode()
    body = document_fromstring(page, parser=HTMLParser(encoding="utf-8", huge_tree=True)).find("body")
    assert body is not None
    return body


def markdown_of(element: HtmlElement, base: str = "", lang: str = "") -> str:
    """Return one element of a page, with all its content, as Markdown."""
    return "".join(markdown_each([element], base, lang))


# ---- both sides in one shape -------------------------------------------------------------------------------


def said(
    text: str, marks: Sequence[Mark], as_read: Callable[[str, str], str] = lambda _, value: value
) -> Any:
    """A line's text and marks; marks of one kind that adjoin are one."""
    found: list[tuple[int, int, str, tuple[tuple[str, str], ...]]] = []
    for mark in sorted(marks, key=lambda m: (m.kind, m.attributes, m.start, m.end)):
        attributes = tuple((name, as_read(name, value)) for name, value in mark.attributes)
        last = found[-1] if found else None
        if (
            last
            and last[1] == mark.start
            and (last[2], last[3]) == (mark.kind, attributes)
            and mark.kind not in ("br", "reading")
        ):
            found[-1] = (last[0], mark.end, *last[2:])
        else:
            found.append((mark.start, mark.end, mark.kind, attributes))
    return text, sorted(found)


def _as_read(name: str, value: str) -> str:
    """An address as our parser gives it."""
    if name not in ("href", "src"):
        return value
    normal = get_parser().normalizeLink(value)
    return unquote(normal) if name == "src" else normal


def given_shape(nodes: Sequence[Node]) -> list[Any]:
    """The blocks that a page makes."""
    return [_given(node) for node in nodes if node.tag != "hr"]


def _given(node: Node) -> Any:
    attributes = tuple(pair for pair in node.attributes)
    if node.tag == "table":
        rows = [
            [(c.tag, c.attributes, said(c.words.text, c.words.marks, _as_read)) for c in row.children]
            for row in node.children
        ]
        return ("table", rows)
    if node.children:
        return (node.tag, attributes, given_shape(node.children))
    words = node.words
    if node.tag.startswith("h"):
        words = Prose(words.text, (), tuple(m for m in words.marks if m.kind != "br"))
    return (node.tag, attributes, said(words.text, words.marks if node.tag != "pre" else (), _as_read))


def read_shape(source: str) -> list[Any]:
    """The blocks that our parser reads."""
    body = read_markdown("a.md", source)
    found = [_read(block, p.prose) for p in body.passages for block in p.prose.blocks]
    notes = [
        ("note", (("label", n.label),), [_read(b, n.prose) for b in n.prose.blocks]) for n in body.footnotes
    ]
    return found + notes


def _read(block: Block, prose: Prose) -> Any:
    tag = block.tag or "p"
    if tag == "table":
        rows = [row for part in block.children for row in part.children]
        return ("table", [[(c.tag, c.attributes, _leaf(c, prose)) for c in row.children] for row in rows])
    if tag == "pre":
        return ("pre", block.attributes, (_leaf(block, prose)[0], []))
    if tag in ("li", "blockquote") and not block.children:
        return (tag, block.attributes, [("p", (), _leaf(block, prose))])
    if block.children:
        return (tag, block.attributes, [_read(child, prose) for child in block.children])
    return (tag, block.attributes, _leaf(block, prose))


def _leaf(block: Block, prose: Prose) -> Any:
    inside = [m for m in prose.marks if block.start <= m.start and m.end <= block.end]
    moved = [Mark(m.start - block.start, m.end - block.start, m.kind, m.attributes) for m in inside]
    return said(prose.text[block.start : block.end], moved)


def assert_round_trip(body: HtmlElement) -> None:
    """Page → Markdown → the same."""
    nodes = make_nodes(body, FormatContext(BASE, "zh-Hant", "zh-Hant"), find_notes([body], BASE))
    ordered = [n for n in nodes if n.tag != "note"] + [n for n in nodes if n.tag == "note"]
    source = markdown_of(body, BASE, "zh-Hant")
    notes = sorted((s for s in given_shape(ordered) if s[0] == "note"), key=str)
    read = read_shape(source)
    assert [s for s in read if s[0] != "note"] == [s for s in given_shape(ordered) if s[0] != "note"], source
    assert sorted((s for s in read if s[0] == "note"), key=str) == notes, source


# ---- made-up pages -----------------------------------------------------------------------------------------

LETTERS = "中字譯「」，。（）《》abZé19 ,.:;!?*_`[](){}<>\\#-+=~|&^$/\"'@%—…“”\u3000\u00a0\n😀①²ŕ한か"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=8).map(escape)
ODD = st.sampled_from(
    [
        "$x$",
        "$$",
        "5$ ",
        "$y",
        "1. 一",
        "- 一",
        "# 題",
        "&amp;amp;",
        "[^1]",
        "[a](b)",
        "{role=bio}",
        "a_b_c",
        "***",
        "---",
        "| a | b |",
        "```",
        "    碼",
        "===",
        "![x](y)",
        "&lt;https://a.b&gt;",
        "!",
        "(a)",
        "1)",
        "+",
        ":--",
        "~~~",
        "[x]: /y",
        "> 引",
        "<br>",
        "　　",
        "<wbr>",
        "\u200b",
    ]
)
ADDRESSES = st.sampled_from(
    ["https://e.org/", "x_(化學)", "../a b", "https://e.org/(", "https://e.org/?a=1&amp;copy;=2", "/甲/乙", "javascript:x()", "data:text/html,x", "#p1", "mailto:a@b.org", "https://e.org/*a*_b_", "https://e.org/a|b\\c", "https://e.org/]("]
)  # fmt: skip
TAGS = ("b", "i", "em", "strong", "code", "del", "sup", "sub", "span", "cite", "kbd", "mark", "u", "q")


def _tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    plain = st.tuples(st.sampled_from(TAGS), inner).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>")
    links = st.tuples(ADDRESSES, inner).map(lambda t: f'<a href="{t[0]}">{t[1]}</a>')
    langs = st.tuples(st.sampled_from(["ja", "en", "zh-Hans", "x"]), inner).map(
        lambda t: f'<span lang="{t[0]}">{t[1]}</span>'
    )
    rubies = st.tuples(TEXTS, TEXTS).map(lambda t: f"<ruby>{t[0]}<rp>(</rp><rt>{t[1]}</rt><rp>)</rp></ruby>")
    pictures = st.tuples(ADDRESSES, TEXTS).map(lambda t: f'<img src="{t[0]}" alt="{t[1]}">')
    return st.lists(
        st.one_of(inner, plain, plain, links, langs, rubies, pictures), min_size=1, max_size=4
    ).map("".join)


INLINE = st.recursive(st.one_of(TEXTS, TEXTS, ODD), _tagged, max_leaves=8)
LEAVES = st.one_of(
    INLINE.map(lambda t: f"<p>{t}</p>"),
    INLINE,
    st.tuples(st.integers(1, 6), INLINE).map(lambda t: f"<h{t[0]}>{t[1]}</h{t[0]}>"),
    st.tuples(TEXTS, st.sampled_from(["", ' class="language-c++"'])).map(
        lambda t: f"<pre><code{t[1]}>{t[0]}</code></pre>"
    ),
    st.just("<hr>"),
    st.lists(st.lists(INLINE, min_size=2, max_size=3), min_size=1, max_size=3).map(
        lambda rows: (
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
            + "</table>"
        )
    ),
    st.tuples(INLINE, INLINE).map(lambda t: f"<dl><dt>{t[0]}</dt><dd>{t[1]}</dd></dl>"),
    st.tuples(INLINE, INLINE).map(
        lambda t: f'<figure><img src="x.png" alt="y">{t[0]}<figcaption>{t[1]}</figcaption></figure>'
    ),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(st.sampled_from(["ul", "ol", 'ol start="3"']), several).map(
            lambda t: f"<{t[0]}>" + "".join(f"<li>{i}</li>" for i in t[1]) + f"</{t[0][:2]}>"
        ),
        several.map(lambda s: f"<blockquote>{''.join(s)}</blockquote>"),
        several.map(lambda s: f"<div>{''.join(s)}</div>"),
        several.map(lambda s: f"<b>{''.join(s)}</b>"),
        several.map("".join),
    )


PAGES = st.recursive(LEAVES, _nested, max_leaves=6)


@given(INLINE)
@example("*")
@settings(suppress_health_check=list(HealthCheck))
def test_words_come_back(text: str) -> None:
    """Any words and tags within a line are read back as the same text with the same marks."""
    assert_round_trip(body_of(f"<p>{text}</p>"))


@given(PAGES)
@settings(suppress_health_check=list(HealthCheck))
def test_blocks_come_back(text: str) -> None:
    """Any nesting of blocks is read back as the same blocks."""
    assert_round_trip(body_of(text))


@given(st.lists(PAGES, min_size=1, max_size=4))
@settings(suppress_health_check=list(HealthCheck))
def test_blocks_stand_apart(texts: list[str]) -> None:
    """Blocks written one by one and put together are read as if they had been written at once."""
    body = body_of("".join(f"<section>{text}</section>" for text in texts))
    apart = "\n\n".join(one for one in markdown_each(list(body), BASE, "zh-Hant") if one)
    assert read_shape(apart) == read_shape(markdown_of(body, BASE, "zh-Hant"))


STRAYS = st.tuples(
    st.sampled_from(["ul", "ol", "dl", "table", "tr", "figure", "blockquote", "section", "ruby", "picture", "center", "details"]), st.lists(st.one_of(TEXTS, PAGES), max_size=3)
).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>")  # fmt: skip


@given(st.lists(st.one_of(PAGES, STRAYS), min_size=1, max_size=3).map("".join))
@settings(suppress_health_check=list(HealthCheck))
def test_no_letter_is_lost(text: str) -> None:
    """Whatever the nesting, every letter of the page is in the Markdown."""
    body = body_of(text)
    shown = "".join(
        one for one in body.xpath(".//text()[not(ancestor::rt or ancestor::rp or ancestor::ruby)]")
    )
    read = read_markdown("a.md", markdown_of(body, BASE, "zh-Hant"))
    told = "".join(one.prose.text for one in (*read.passages, *read.footnotes))
    assert Counter(_letters(shown)) <= Counter(_letters(told))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(st.text(max_size=200))
@settings(suppress_health_check=list(HealthCheck))
def test_any_source(text: str) -> None:
    """Any source, with tags or without, gives Markdown that can be read, without scripts."""
    body = body_of(text.replace("\x00", ""))
    source = markdown_of(body, BASE, "zh-Hant")
    read_markdown("a.md", source)
    assert "](javascript:" not in source
    assert markdown_of_nodes([]) == ()


@pytest.mark.parametrize(
    "text", ["", "<p></p>", "<p> \n</p>", "<script>x</script>", "<ul><li></li></ul>", "<table></table>"]
)
def test_nothing_is_nothing(text: str) -> None:
    """An element without text gives no Markdown."""
    assert markdown_of(body_of(text)) == ""


# ---- cases -------------------------------------------------------------------------------------------------


@pytest.mark.cases("../importers/cases/html-to-markdown")
def test_cases(case: Case, judge: Judge) -> None:
    """Elements become the Markdown that the case shows, and that comes back."""
    judge.case(case, lambda text: markdown_of(body_of(text), BASE, "zh-Hant"))
    assert_round_trip(body_of(case.given))


def test_a_formula_that_its_neighbours_would_undo() -> None:
    """Beside a digit, a sign of money or another formula it is written as code."""
    math = '<math alttext="x"></math>'
    assert markdown_of(body_of(f"<p>{math}5</p>")) == "`x`5"
    assert markdown_of(body_of(f"<p>{math}{math}</p>")) == "`x`$x$"
    assert markdown_of(body_of(f"<p>{math}$y</p>")) == "`x`$y"
