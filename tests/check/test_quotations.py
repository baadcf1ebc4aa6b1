"""Quotations that are tied to a passage stand there."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import check

SOURCE = "**甲：**蒸餾很便宜。\n\n他說：「開源不等於便宜，也不等於長久。」"
TARGET = "Distillation is very cheap.\n\nHe said: “Open source need not be cheap, and need not last.”"


def told(site: Site, text: str, lang: str = "en") -> str:
    """What check says of the quotations in a note's text."""
    site.article("a", SOURCE, front="rights: 權\ndraft: true")
    site.article("a", TARGET, lang="en", front="status: reviewed")
    site.notes("a", f"- id: n\n  quote: 蒸餾\n  kind: fact\n  text:\n    {lang}: >-\n      {text}\n")
    faults = check(site.root / "config.yaml")
    return "\n".join(str(fault) for fault in faults if "says nothing in" not in fault.problem)


@pytest.mark.parametrize(
    "text",
    [
        "[「開源不等於便宜」]{quote=p2}",
        "「[開源不等於便宜]{quote=p2}」",
        "“[open source need not be cheap]{quote=p2}”",
        "[“Open source … need not last.”]{quote=p2}",
        "[開源 ... 長久]{quote=p2}",
        "[开源不等于便宜]{quote=p2}",
        "[便宜他說]{quote=p1-p2}",
        "[「開源不等於便宜」]{quote=a#p2}",
        "「誰也沒有說過」",
    ],
)
def test_words_that_stand_there(site: Site, text: str) -> None:
    """In the source or in a translation, whatever the script, case and punctuation; what is left out is passed over."""
    assert told(site, text) == ""


@pytest.mark.parametrize(
    ("text", "words", "help"),
    [
        (
            "[「開源不等於免費」]{quote=p2}",
            "these words do not stand in p2",
            "the nearest words are 開源不等於便宜",
        ),
        (
            "[need not be cheep]{quote=p2}",
            "these words do not stand in p2",
            "the nearest words are need not be cheap",
        ),
        ("[蒸餾很便宜]{quote=p2}", "these words do not stand in p2", "they stand in p1"),
        ("[長久 … 開源]{quote=p2}", "these words do not stand in p2", "help"),
        ("[開源]{quote=p9}", "there is no passage p9 in a", "they stand in p2"),
        ("[開源]{quote=b#p2}", "there is no article b", "help"),
        ("[開源]{quote=two}", "quote=two names no passage", "write quote=p2"),
    ],
)
def test_words_that_do_not(site: Site, text: str, words: str, help: str) -> None:
    """What does not stand there is told at its place, with the nearest words or the passage that has it."""
    found = told(site, text)
    assert found.startswith("content/articles/a/notes.yaml:6:"), found
    assert words in found
    assert help in found


def test_definitions_name_the_article(site: Site) -> None:
    """A definition's quotation names its article."""
    site.glossary(
        "- id: d\n  forms: {zh-Hant: [蒸餾], en: [distillation]}\n  definition:\n"
        "    zh-Hant: 他說「[很便宜]{quote=p1}」。\n    en: He said “[very cheap]{quote=a#p1}”.\n"
    )
    found = told(site, "x")
    assert found.startswith("content/glossary/terms.yaml:4:")
    assert "quote=p1 names no passage of an article" in found
    assert found.count("help:") == 1


def test_readers_see_only_the_words(site: Site) -> None:
    """The span leaves no trace in a page."""
    told(site, "[「開源不等於便宜」]{quote=p2}", "zh-Hant")
    page = site.build(drafts=True).page("zh-hant/a/")
    assert "「開源不等於便宜」" in page
    assert "quote=" not in page


@pytest.mark.parametrize("value", ["1", "p9", "p1"])
def test_a_quotation_is_told_at_its_own_place(site: Site, value: str) -> None:
    """Not where the same words stand before it."""
    body = f"二三\n\n大模型\n\n又大模型[「大模型」]{{quote={value}}}\n"
    site.article("b", body)
    [fault] = [
        w
        for w in check(site.root / "config.yaml")
        if "quote=" in w.place.text and w.place.path.startswith("content/articles/b/")
    ]
    assert (fault.place.text[: fault.place.column - 1], fault.place.length) == ("又大模型[「", 3)
