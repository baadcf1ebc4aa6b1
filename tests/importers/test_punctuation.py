"""Half-width punctuation in Chinese becomes full-width again, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhu.importers.model.punctuation import count_marks, restore_punctuation, to_half_width

ALPHABET = st.text(st.sampled_from("中文字aZ09 ,:;?!()，。「」\"'./@-"), max_size=40)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("首先,這是;對嗎?好!", "首先，這是；對嗎？好！"),
        ("即使是Google,OpenAI發明的算法", "即使是Google,OpenAI發明的算法"),
        ("共5,095格,3:2領先", "共5,095格，3:2領先"),
        ("8:30開始", "8:30開始"),
        ("提到開源社區, DeepSeek便宜", "提到開源社區， DeepSeek便宜"),
        ("知道 ,比如", "知道 ，比如"),
        (
            "Altman(OpenAI CEO)和Amodei(Anthropic CEO)反應",
            "Altman（OpenAI CEO）和Amodei（Anthropic CEO）反應",
        ),
        ("pick up line (搭訕)原理", "pick up line （搭訕）原理"),
        ("f(x) and (b)", "f(x) and (b)"),
        ("看(外文(foreign),編者按),但", "看（外文（foreign），編者按），但"),
        ("一個) 兩個(", "一個) 兩個("),
        ("見http://a.b/?x=1,2;y,然後", "見http://a.b/?x=1,2;y，然後"),
        ("寄到a,b@c.tw,謝謝", "寄到a,b@c.tw，謝謝"),
        ("什麼?!真的", "什麼？！真的"),
        ("您怎麼看DeepSeek?", "您怎麼看DeepSeek？"),
        ("他說過。Do you like 譯注 or not?", "他說過。Do you like 譯注 or not?"),
        ('他說"你好",OpenAI答', '他說"你好"，OpenAI答'),
        ("Hello, world! (really?)", "Hello, world! (really?)"),
        ("", ""),
    ],
)
def test_cases(source: str, expected: str) -> None:
    """Marks change beside Chinese only: not in Latin runs, numbers, times or addresses; brackets change in pairs."""
    assert restore_punctuation(source).text == expected


def test_the_marks_are_counted() -> None:
    """The receipt can say how many of each mark were changed."""
    assert count_marks(restore_punctuation("一,二,三(四)?").marks) == ((",", 2), ("?", 1), ("(", 1), (")", 1))


@given(ALPHABET)
def test_only_marks_change(source: str) -> None:
    """Put back to half width, the text is the same as before, and each change is counted."""
    new = restore_punctuation(source)
    assert to_half_width(new.text) == to_half_width(source)
    assert len(new.marks) == sum(a != b for a, b in zip(source, new.text, strict=True))


@given(ALPHABET)
def test_brackets_change_in_pairs(source: str) -> None:
    """As many brackets open as close among those that were changed."""
    marks = restore_punctuation(source).marks
    assert marks.count("(") == marks.count(")")


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_text_without_chinese(source: str) -> None:
    """Text without Chinese stays as it is."""
    assert restore_punctuation(source).text == source
