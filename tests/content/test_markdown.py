"""Markdown into passages: our notation, and CommonMark's own examples."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from testbed import REPO, Case, Judge, as_xml

from yizhu.content.faults import Faults, Place
from yizhu.content.markdown.dialect import get_parser
from yizhu.content.markdown.parser import read_markdown, read_prose
from yizhu.content.model import Passage
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html


def shown(text: str) -> str:
    """Format a text as the cases show it."""
    body = read_markdown("a.md", text)
    lines = [line for passage in body.passages for line in _shown(passage)]
    lines += [f"[^{note.label}]: {render_html(note.prose, LinkContext())}" for note in body.footnotes]
    return "\n".join(lines)


def _shown(passage: Passage) -> Iterator[str]:
    if passage.after_break:
        yield "***"
    said = [
        f"{{from=p{passage.answers[0]}-p{passage.answers[1]}}}" if passage.answers else "",
        f"{{role={passage.role}}}" if passage.role else "",
        "{supplied=speaker}" if passage.supplied else "",
    ]
    if any(said):
        yield " ".join(word for word in said if word)
    yield str(render_html(passage.prose, LinkContext(ids=True)))


@pytest.mark.cases("markdown")
def test_notation(case: Case, judge: Judge) -> None:
    """Our notation is shown as the case says."""
    judge.case(case, shown)


def test_passages_know_their_lines() -> None:
    """A passage knows its first and last line, counted in the whole file."""
    passages = read_markdown("a.md", "---\ntitle: x\n---\n\n一\n二\n\n三\n", 4).passages
    assert [(p.number, p.line, p.last_line) for p in passages] == [(1, 5, 6), (2, 8, 8)]


def test_text_is_apart_from_its_marks() -> None:
    """The text holds no markup; marks are spans of it."""
    prose = read_markdown("a.md", "網**路** `x` [y]{term=t}").passages[0].prose
    assert prose.text == "網路 x y"
    assert [(m.kind, prose.text[m.start : m.end]) for m in prose.marks] == [
        ("strong", "路"),
        ("code", "x"),
        ("term", "y"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("{form=p1}\n甲", "a.md:1:2", "no block attribute form"),
        ("甲\n\n[乙]{tern=x}", "a.md:3:5", "no span attribute tern"),
        ("甲\n乙 [丙]{zh-hans=x}", "a.md:2:7", "no span attribute zh-hans"),
        ("{from=3}\n甲", "a.md:1:7", "3 names no passages"),
    ],
)
def test_attributes_that_nobody_knows(text: str, place: str, problem: str) -> None:
    """An unknown attribute is a fault at its place that names the closest one."""
    with pytest.raises(Faults) as found:
        read_markdown("a.md", text)
    assert [(str(f.place), f.problem) for f in found.value.faults] == [(place, problem)]
    assert found.value.faults[0].help


def test_attributes_that_nobody_knows_in_a_short_text() -> None:
    """Notes and definitions have the same attributes as texts."""
    with pytest.raises(Faults):
        read_prose("[乙]{tern=x}", Place("notes.yaml", 3))


# ---- CommonMark --------------------------------------------------------------------------------------------


def _spec() -> list[tuple[int, str]]:
    """Return the examples of CommonMark's specification: number and Markdown."""
    tools = os.environ.get("YIZHU_TOOLS")
    roots = [Path(tools)] if tools else []
    roots += [REPO / ".ci" / "cache", Path("/usr/lib")]
    spec = next(
        (p for root in roots if (p := root / "node_modules" / "commonmark-spec" / "spec.txt").is_file()), None
    )
    if spec is None:
        pytest.skip("CommonMark's spec is not here: npm i --prefix .ci/cache commonmark-spec")
    fence = "`" * 32
    found = re.finditer(rf"^{fence} example\n(.*?)^\.\n.*?^{fence}$", spec.read_text("utf-8"), re.S | re.M)
    return [(n, e[1].replace("→", "\t")) for n, e in enumerate(found, 1)]


# Examples that our rules mean to change, by number, and why. No example has spans, tables, footnotes or CJK.
_OURS = dict.fromkeys((177, 179, 183, 308, 309, 625, 626), "a comment is not published")


def test_commonmark_is_kept() -> None:
    """Every example of CommonMark's specification is rendered as by markdown-it-py, except those we change on purpose."""
    plain = MarkdownIt("commonmark", {"html": False})
    differing = {
        number: (text, plain.render(text), get_parser().render(text))
        for number, text in _spec()
        if get_parser().render(text) != plain.render(text)
    }
    assert set(differing) == set(_OURS), json.dumps(differing, ensure_ascii=False, indent=1)


def test_nothing_of_commonmark_is_lost() -> None:
    """The passages of an example hold all of its text, but for comments."""
    lost: dict[int, tuple[str, str, str]] = {}
    plain = MarkdownIt("commonmark", {"html": False})
    for number, text in _spec():
        prose = read_prose(text, Place("a.md"))
        page = str(render_html(prose, LinkContext()))
        as_xml(page)
        page = re.sub("<figcaption>.*?</figcaption>", "", page)  # the titles of pictures
        if number not in _OURS and _words(page) != _words(plain.render(text)):
            lost[number] = (text, _words(plain.render(text)), _words(page))
    assert not lost, json.dumps(lost, ensure_ascii=False, indent=1)


def _words(page: str) -> str:
    if not page.strip():
        return ""
    return "".join(lxml_html.fromstring(f"<div>{page}</div>").text_content().split())


@pytest.mark.parametrize("opening", ["> ", "- ", "1. ", "> - "])
def test_nothing_that_lies_too_deep_is_lost_in_silence(opening: str) -> None:
    """Quotes and lists nested deeper than the parser goes are a fault at their place, in texts and notes."""
    for read in (lambda text: read_markdown("a.md", text), lambda text: read_prose(text, Place("a.md", 1))):
        assert read(opening * 5 + "字")
        with pytest.raises(Faults, match="too deep") as found:
            read(opening * 100_000 + "字")
        assert str(found.value).startswith("a.md:1")


@pytest.mark.parametrize("sign", ["*", "_", "[", "![", "`", "(", "<", "[x](", "[a]{", "\\"])
def test_long_rows_of_signs_are_text(sign: str) -> None:
    """Long and deep inputs are read without recursion and without loss."""
    assert read_markdown("a.md", sign * 1000 + "字").passages


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("這是~~「刪」~~後面", "<p>這是<del>「刪」</del>後面</p>"),
        ("~~a~~ b，~c~ ~~~~d", "<p><del>a</del> b，~c~ ~~~~d</p>"),
        ("- [ ] 待辦\n- [x] 完成\n- [y] 無", "<ul><li>☐ 待辦</li><li>☑ 完成</li><li>[y] 無</li></ul>"),
        ("蒸餾\n: 一種\n: 二種", "<dl><dt>蒸餾</dt><dd>一種</dd><dd>二種</dd></dl>"),
        ("> [!NOTE]\n> 甲", '<blockquote data-callout="note"><p>甲</p></blockquote>'),
        ("> [!note]\n>\n> 甲", '<blockquote data-callout="note"><p>甲</p></blockquote>'),
        ("> [!note]\n> - 甲", '<blockquote data-callout="note"><ul><li>甲</li></ul></blockquote>'),
        (
            "> [!tip] 標題\n> 甲",
            '<blockquote data-callout="tip"><p><strong>標題</strong><br>\n甲</p></blockquote>',
        ),
        ("> [!x] 甲", "<blockquote><p>[!x] 甲</p></blockquote>"),
    ],
)
def test_markdown_that_people_bring_along(text: str, html: str) -> None:
    """Deleted words, also beside Chinese punctuation; tasks, definition lists, callouts."""
    assert str(render_html(read_prose(text), LinkContext())) == html


def test_a_note_may_stand_in_the_text() -> None:
    """``^[note]`` is a footnote at its place, with a label that no other footnote can have."""
    read = read_markdown("a.md", "甲^[註在*這*裡]，又[^1]。\n\n乙^[二]。\n\n[^1]: 一。\n")
    assert [mark.get("label") for passage in read.passages for mark in passage.prose.marks] == [
        "^1",
        "1",
        "^3",
    ]
    assert [(note.label, note.prose.text, note.line) for note in read.footnotes] == [
        ("^1", "註在這裡", 1),
        ("1", "一。", 5),
        ("^3", "二", 3),
    ]
