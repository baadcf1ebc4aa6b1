"""The shortcuts through the Markdown parser change nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from testbed import REPO

from yizhu.content.faults import Faults, Place
from yizhu.content.markdown import dialect, parser

_PIECES = st.sampled_from(
    [
        *(
            "字",
            "「引」",
            "，",
            "。",
            "a",
            " b",
            "Words",
            ".",
            "1.",
            "2)",
            "!",
            '"',
            "(",
            ")",
            ":",
            "=",
            "|",
            "~",
        ),
        *(
            "*",
            "**",
            "_",
            "`",
            "[",
            "]",
            "](",
            "]{",
            "}",
            "![",
            "<",
            ">",
            "&amp;",
            "&",
            "\\",
            "#",
            "-",
            "+",
            "---",
        ),
        *(
            "[x](/y/)",
            "[x]{term=t}",
            "[x]{lang=en}",
            "[x]{tern=t}",
            "**粗**",
            "**bold**",
            "**問：**",
            "**Q:**",
            "<https://a.org>",
            "[r]",
            "$x$",
            "$$",
            "$",
            "[^1]",
        ),
        *(
            " {from=p1}",
            "{from=p1-p2}",
            "{role=bio}",
            "{form=x}",
            "{",
            "\\{a}",
            "\u3000",
            "\xa0",
            "\u2028",
            "\x0b",
        ),
        *("\x00", "\x01", "\ufffc", "\uffff", "葛\U000e0100", " ", "  ", "    ", "\t", "\r"),
    ]
)
_STARTS = st.sampled_from(
    [
        "**甲：**",
        "**A:** ",
        "",
        "",
        "",
        "> ",
        "- ",
        "1. ",
        "# ",
        "## ",
        "    ",
        "[r]: /u ",
        "[^1]: ",
        "```",
        "~~~",
        "| a |",
    ]
)
_LINES = st.one_of(
    st.just(""),
    st.builds("{}{}".format, _STARTS, st.lists(_PIECES, max_size=6).map("".join)),
    st.sampled_from(["| --- |", "===", "***", "   ", "字句。", "A plain line."]),
)
_TEXTS = st.lists(_LINES, max_size=9).map("\n".join)


def _outcome(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Faults as found:
        return found.faults


def _outcomes(text: str) -> tuple[Any, Any]:
    return (
        _outcome(lambda: parser.read_markdown("a.md", "head\n" + text, 2)),
        _outcome(lambda: parser.read_prose(text, Place("a.yaml", 1))),
    )


def _without_shortcuts(text: str) -> tuple[Any, Any]:
    plain = dialect.make_parser()
    with (
        patch.object(parser, "get_quick_parser", lambda: plain),
        patch.object(parser, "read_plain_block", lambda _: None),
    ):
        return _outcomes(text)


@given(_TEXTS)
@example("字\n   ")
@example("字\n\u3000\n字")
@example("# \r字")
@example("- 字\n\n字\n\n- 字")
@example("[^1]: 字\n\n字[^1]\n\n    字")
@example("```\n字\n\n字")
def test_shortcuts_change_nothing(text: str) -> None:
    """With and without shortcuts, a text has the same passages, footnotes, marks and faults."""
    assert _outcomes(text) == _without_shortcuts(text)


def test_shortcuts_change_nothing_of_real_texts() -> None:
    """The same holds for all texts and documents of this repository."""
    paths = [path for folder in ("content", "docs", "tests/cases") for path in (REPO / folder).rglob("*.md")]
    assert paths
    for path in paths:
        text = path.read_text("utf-8")
        assert _outcomes(text) == _without_shortcuts(text), path
