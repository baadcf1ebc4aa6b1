"""The written article says what the draft says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.content.markdown.parser import read_prose
from yizhu.importers.markdown.writer import escape_markdown

MARKUP = st.text(
    st.sampled_from("中字aZ19 ,:*_`[](){}<>\\#-+=~|!&;.^$/\"'@%？。「」"), min_size=1, max_size=30
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 第一", r"1\. 第一"),
        ("2025.1", "2025.1"),
        ("1) 第一", r"1\) 第一"),
        ("# 標籤", r"\# 標籤"),
        ("第# 號", "第# 號"),
        ("- 一", r"\- 一"),
        ("> 一", r"\> 一"),
        ("a*b_c`d", r"a\*b\_c\`d"),
        ("[一]{term=二}", r"\[一\]\{term=二\}"),
        ("AT&T &amp; &#65;", r"AT&T \&amp; \&#65;"),
        ("<b>", r"\<b>"),
        ("C:\\n", r"C:\\n"),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    """A backslash is before what would be markup, and before nothing else."""
    assert escape_markdown(text) == expected


@given(MARKUP.map(str.strip).filter(bool))
def test_text_survives(text: str) -> None:
    """The text read from the Markdown is the text of the source."""
    assert read_prose(escape_markdown(text)).text == text
