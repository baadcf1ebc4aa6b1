"""Formatted text as HTML."""

from __future__ import annotations

import pytest
from testbed import Case, Judge, as_xml

from yizhu.content.markdown.parser import read_markdown
from yizhu.content.prose import Block, Mark, Prose, inline_prose
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html, render_inline


def read_prose(text: str) -> Prose:
    """The first passage of a text."""
    return read_markdown("a.md", text).passages[0].prose


PAGE = LinkContext(terms="#g-", ids=True, home="../", pictures="../../assets/articles/a/")


def nested(given: str) -> str:
    """A case's marks as HTML."""
    text, *lines = given.splitlines()
    page = str(render_html(Prose(text, (Block("", 0, len(text)),), tuple(map(_mark, lines))), PAGE))
    as_xml(page)
    return page


def _mark(line: str) -> Mark:
    kind, span, *attributes = line.split(" ")
    start, _, end = span.partition("-")
    return Mark(int(start), int(end), kind, tuple(tuple(a.split("=", 1)) for a in attributes))  # type: ignore[misc]


@pytest.mark.cases("nesting")
def test_nesting(case: Case, judge: Judge) -> None:
    """Marks nest as the case says, and what comes out is well-formed."""
    judge.case(case, nested)


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("/a/", "../a/"),
        ("../a/", "../a/"),
        ("#p2", "#p2"),
        ("https://a.org/", "https://a.org/"),
        ("mailto:a@b.org", "mailto:a@b.org"),
    ],
)
def test_where_links_lead(href: str, shown: str) -> None:
    """Links of the site are told from the page that shows them; others are left as they are."""
    assert f'href="{shown}"' in render_html(read_prose(f"[x]({href})"), PAGE)


def test_links_out_of_the_site_say_so() -> None:
    """A link to another site carries rel=external."""
    assert 'rel="external"' in render_html(read_prose("<https://a.org>"), PAGE)
    assert "rel=" not in render_html(read_prose("[x](/a/)"), PAGE)


def test_terms_by_page() -> None:
    """A term leads to the page's own glossary, to its page, or nowhere."""
    prose = read_prose("[x]{term=t}")
    assert 'href="#g-t"' in render_html(prose, PAGE)
    assert 'href="../glossary/t/"' in render_html(prose, LinkContext(terms="../glossary/", after_term="/"))
    assert "href" not in render_html(prose, LinkContext())


def test_pictures_are_found_from_the_page() -> None:
    """A picture's name is behind the way to the article's pictures, and it is loaded late."""
    page = render_html(read_prose("![一圖](x.png)"), PAGE)
    assert 'src="../../assets/articles/a/x.png" alt="一圖"' in page
    assert 'loading="lazy"' in page


def test_only_one_showing_carries_ids() -> None:
    """A second showing of a text on one page has no ids."""
    prose = Prose("一", (Block("p", 0, 1),), (Mark(1, 1, "note-ref", (("note", "n"), ("number", "1"))),))
    assert 'id="nr-n"' in render_html(prose, PAGE)
    assert " id=" not in render_html(prose, LinkContext(terms="#g-"))


def test_ids_of_footnotes_hold_their_language() -> None:
    """Text and counterpart can both carry the ids of their footnotes: each says which text it is of."""
    marks = (Mark(1, 2, "footnote", (("label", "1"), ("id", "en-1"), ("number", "1"))),)
    assert 'id="fnr-en-1"' in render_html(
        Prose("一\ufffc", (Block("p", 0, 2),), marks), LinkContext(terms="#g-")
    )


def test_a_point_is_shown_once() -> None:
    """A note's number at the end of a list item is not shown again in an empty one behind it."""
    prose = read_prose("- 甲\n-\n- 乙")
    marked = Prose(prose.text, prose.blocks, (Mark(1, 1, "note-ref", (("note", "n"), ("number", "1"))),))
    assert str(render_html(marked, PAGE)).count("note-ref") == 1


def test_inline_leaves_the_blocks_out() -> None:
    """A heading or a sentence has no elements of blocks."""
    assert render_inline(read_prose("> 一\n>\n> 二 **三**"), LinkContext()) == "一 二 <strong>三</strong>"
    assert render_inline(inline_prose("<甲>"), LinkContext()) == "&lt;甲&gt;"
