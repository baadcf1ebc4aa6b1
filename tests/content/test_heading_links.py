"""A link to a heading, named as other programs name it, leads to its passage; one that names none is a readable fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.content.links.heading_links import name_heading


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("組件庫", "組件庫"),
        ("What is AI?", "what-is-ai"),
        ("1.2  甲、乙", "12-甲乙"),
        ("a_b-c", "a-b-c"),
        ("！", ""),
    ],
)
def test_the_name_of_a_heading(words: str, name: str) -> None:
    """Small letters, hyphens for spaces, no punctuation."""
    assert name_heading(words) == name


@given(st.text())
def test_a_name_names_itself(words: str) -> None:
    """What was named once is named the same again."""
    assert name_heading(name_heading(words)) == name_heading(words)


def test_links_to_headings_lead_to_passages(tmp_path: Path) -> None:
    """In the source, its conversion and the translation, each by its own headings."""
    site = (
        Site(tmp_path)
        .article("a", "[目錄](#組件庫)[二](#p1)\n\n## 組件庫\n\n甲。")
        .article("a", "[Contents](#the-library)\n\n## The library\n\nA.", lang="en", front="translators: [x]")
    )
    site.build()
    site.shows("zh-hant/a/", 'href="#p2"').shows("zh-hans/a/", 'href="#p2"').shows("en/a/", 'href="#p2"')


def test_headings_of_pages_have_names(tmp_path: Path) -> None:
    """Pages have no passages: their headings are the targets themselves."""
    site = Site(tmp_path).write(
        "content/pages/about/zh-Hant.md", "---\ntitle: 關於\n---\n\n[見](#組件-庫)\n\n## 組件 庫\n"
    )
    site.build()
    site.shows("zh-hant/about/", '<h2 id="組件-庫">', 'href="#組件-庫"')


def test_a_heading_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The fault says the name in letters, not in codes."""
    site = Site(tmp_path).article("a", "[目錄](#組件)\n\n## 組件庫")
    site.fails_with("content/articles/a/zh-Hant.md:5:6", "there is no heading 組件")
