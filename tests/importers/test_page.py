"""The blocks of a page of HTML."""

from __future__ import annotations

import re

import pytest

from yizhu.content.faults import Faults
from yizhu.importers.html.page import HtmlPage, parse_page
from yizhu.importers.model.draft import Received
from yizhu.importers.sources.sniff import is_html


def page(body: str) -> HtmlPage:
    return parse_page(Received("a.html", body.encode(), "utf-8", body), "")


def told(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in page(body).blocks]


def test_text_in_no_paragraph_gets_one() -> None:
    """Text beside blocks, and text parted by two breaks, are paragraphs of their own."""
    assert told("<div>甲。<br><br>乙<b>丙</b>。<ul><li>一<li>二</ul>丁</div>") == [
        ("paragraph", "甲。"),
        ("paragraph", "乙丙。"),
        ("list", "一 二"),
        ("paragraph", "丁"),
    ]


def test_an_indent_parts_paragraphs() -> None:
    """One break above an ideographic space is a new paragraph; other single breaks are lines of one."""
    assert [text for _, text in told("<p>　　甲<br>　　乙<br>　　丙</p><p>詩<br>歌</p>")] == [
        "甲",
        "乙",
        "丙",
        "詩 歌",
    ]


def test_breaks_behind_sentences_part_paragraphs() -> None:
    """Where each line is a long sentence, the single breaks are the ends of paragraphs."""
    line = "這是一句相當長的話，說的是同一件事情，說完了才換行，換行以後又是另一句話了。"
    assert len(told(f"<div>{line}<br>{line}<br><font>{line}</font></div>")) == 3


def test_a_font_about_paragraphs_holds_them() -> None:
    """Inline tags about breaks or blocks are looked into, as old pages need it."""
    assert [text for _, text in told("<font>甲<br><br>乙<p>丙</font>")] == ["甲", "乙", "丙"]


def test_a_layout_table_is_no_table() -> None:
    """A table of one column, or with headings in its cells, lays out the page."""
    assert told("<table><tr><td><h2>甲</h2><p>乙</table>") == [("heading", "甲"), ("paragraph", "乙")]
    assert told("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == [("table", "a b c d")]


def test_a_list_of_cards_is_no_list() -> None:
    """Items with headings of their own are blocks of the page."""
    assert [kind for kind, _ in told("<ul><li><h3>甲</h3>乙</ul>")] == ["heading", "paragraph"]


def test_a_picture_is_a_figure() -> None:
    """Also a picture alone in its paragraph, without a caption."""
    assert told("<p><img src=a.png></p><figure><img src=b.png><figcaption>圖</figcaption></figure>") == [
        ("figure", ""),
        ("figure", "圖"),
    ]


def test_nothing_runs() -> None:
    """Scripts, handlers and addresses that are programs are gone from the tree; linked data is not."""
    body = (
        "<script>alert(1)</script><script type='application/ld+json'>{}</script>"
        "<p onclick='x()'><a href=' java&#10;script:x()'>a</a><a href='javascript:x()'>b</a></p>"
        "<iframe srcdoc='<b>'></iframe>"
    )
    from lxml.html import tostring

    out = tostring(page(body).root, encoding="unicode")
    assert "alert" not in out
    assert "onclick" not in out
    assert "srcdoc" not in out
    assert "{}" in out
    assert not re.search(r"java\s*script:", out.replace("&#10;", "\n"))


def test_blocks_have_the_lines_of_the_source() -> None:
    """From the first text to the line above the next block: each line below the head is some block's."""
    body = "<html>\n<body\n class=a>\n<p>\n甲\n</p>\n<div\n>\n乙<br>\n<br>丙\n</div></body>\n</html>"
    assert [(block.text, block.lines) for block in page(body).blocks] == [
        ("甲", (5, 8)),
        ("乙", (9, 9)),
        ("丙", (10, 12)),
    ]


def test_every_text_is_in_one_block() -> None:
    """Whatever the nesting, even 3,000 tags deep, no text is lost and none occurs twice."""
    deep = "<div>甲<span>" * 900 + "底" + "</span>乙</div>" * 900
    texts = "".join(text for _, text in told(deep))
    assert texts.replace(" ", "") == "甲" * 900 + "底" + "乙" * 900


@pytest.mark.parametrize("body", ["<!-- -->", "<div>" * 5000])
def test_what_is_no_page_is_refused(body: str) -> None:
    """A page without elements, and one nested so deep that its end would be lost."""
    with pytest.raises(Faults):
        page(body)


def test_html_is_told_from_text() -> None:
    """HTML is recognized by its first tag, even below other text; a tag within a text is not enough."""
    assert is_html('<?xml version="1.0"?>\n<!-- saved -->\n<!DOCTYPE html>')
    assert is_html("<div>" + "<p>甲</p>" * 6 + "</div>")
    assert not is_html("A text on <html> and <p>.")
    assert not is_html("寫網頁的人用 <p> 和 </p> 來標示段落，" * 10 + "<a><b>" * 3)


def test_characters_that_no_tree_holds() -> None:
    """Control characters, as such or by number, are white space; other numbers are what they say."""
    blocks = page("<p>甲&#27;乙&#x1B;丙&#0;丁&#xFFFF;戊&#10;己&#80;&#xE9;</p>").blocks
    assert blocks[0].text == "甲 乙 丙 丁 戊 己Pé"


@pytest.mark.parametrize("tag", ["noscript", "object", "svg"])
def test_what_is_not_shown_parts_nothing(tag: str) -> None:
    """A counter within a sentence, with paragraphs and breaks of its own, leaves the sentence whole."""
    assert told(f"<div>甲<{tag}><p>一</p>二<br><br>三</{tag}>乙</div>") == [("other", "甲乙")]
