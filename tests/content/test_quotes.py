"""A quote is found as it is written, or else across what stands between its words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhu.chinese.han import is_latin
from yizhu.content.articles import read_text
from yizhu.content.model import Source, Text
from yizhu.content.quotes import QuoteFinder, list_windows


def text_of(body: str) -> Text:
    return read_text("zh-Hant", Source("a.md", f"---\ntitle: x\n---\n\n{body}\n\n[^1]: 注。\n"))


def found(body: str, quote: str, before: str = "", after: str = "") -> list[str]:
    """Return what of the text each place of the quote holds."""
    text = text_of(body)
    places = QuoteFinder(text.passages, [(before, quote, after)]).find((before, quote, after))
    return [text.passages[number - 1].prose.text[start:end] for number, start, end in places]


@pytest.mark.parametrize(
    ("body", "quote", "words"),
    [
        ("甲乙[^1]丙丁", "乙丙", "乙￼丙"),
        ("甲乙[^1]\n丙丁", "乙丙", "乙￼丙"),
        ("甲乙\n丙丁", "乙丙", "乙丙"),
        ("甲乙  \n丙丁", "乙丙", "乙\n丙"),
        ("甲乙<!-- c -->丙", "乙丙", "乙丙"),
        ("甲乙 <!-- c --> 丙", "乙丙", "乙 丙"),
        ("甲乙![圖](a.png)丙", "乙丙", "乙￼丙"),
        ("甲[乙]{reading=yǐ}[丙]{term=a}", "乙丙", "乙丙"),
        ("甲**乙**丙", "乙 丙", "乙丙"),  # folded over two lines in notes.yaml
        ("so very[^1] good\nthings", "very good things", "very￼ good things"),
        ("so very ![x](a.png) good", "very good", "very ￼ good"),
        ("甲乙[^1]丙丁", "乙", "乙"),  # as written: what stands behind it does not belong to it
    ],
)
def test_across_what_stands_between(body: str, quote: str, words: str) -> None:
    """Footnotes' numbers, pictures, comments, line ends, readings and terms do not hide a quote."""
    assert found(body, quote) == [words]


def test_spaces_beside_latin_words() -> None:
    """Between two Latin words there is a space, whether or not ``before`` and ``after`` are written with it."""
    assert found("one for all, all for one", "all", before="for") == ["all"]
    assert found("one for all, all for one", "one", after="for") == ["one"]
    assert found("so very[^1] good", "good", before="very") == ["good"]
    assert found("a for word", "word", before="fore") == []
    assert found("用for為", "for", before="用", after="為") == ["for"]


def test_as_written_first() -> None:
    """A quote that stands as it is written is found there, and not across a footnote too."""
    assert found("乙丙，乙[^1]丙", "乙丙") == ["乙丙"]
    assert found("甲乙[^1]丙，丁乙[^1]丙", "乙丙", before="丁") == ["乙￼丙"]
    assert len(found("甲乙[^1]丙，丁乙[^1]丙", "乙丙")) == 2
    assert found("乙丙丁，乙[^1]丙戊", "乙丙", after="戊") == ["乙￼丙"]


@given(st.text("甲乙a b", min_size=3, max_size=10), st.data())
def test_words_on_both_sides(words: str, data: st.DataObject) -> None:
    """With the words before and behind it, a part of a text is found where it was, and nowhere that they do not stand."""
    body = f"丁{words}丁".replace("  ", " ")
    text = text_of(body).passages[0].prose.text
    start = data.draw(st.integers(1, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text) - 1))
    given = text[:start], text[start:end], text[end:]
    places = QuoteFinder(text_of(body).passages, [given]).find(given)
    assert places == [(1, start, end)]


@settings(max_examples=300)
@given(st.text("甲乙a b\n￼", min_size=1, max_size=12), st.data())
def test_every_part_of_a_text_is_found(words: str, data: st.DataObject) -> None:
    """Whatever is cut out of a text, without its footnotes and pictures, is found where it was."""
    body = "丁" + words.replace("\n", " ").replace("￼", "[^1]") + "丁"
    text = text_of(body).passages[0].prose.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end].replace("￼", "").strip()
    if quote:
        assert quote in [place.replace("￼", "") for place in found(body, quote)] or quote.replace(
            " ", ""
        ) in [place.replace("￼", "").replace(" ", "") for place in found(body, quote)]


@given(st.text("ab甲 é,", max_size=12), st.integers(1, 6))
def test_nearest_words_are_whole(text: str, size: int) -> None:
    """No window of a text begins or ends within a Latin word."""
    for window in list_windows(text, size):
        assert window
        starts = [at for at in range(len(text)) if text.startswith(window, at)]
        assert any(
            not (at and is_latin(text[at - 1]) and is_latin(window[0]))
            and not (is_latin(window[-1]) and is_latin(text[at + len(window) : at + len(window) + 1] or " "))
            for at in starts
        )
