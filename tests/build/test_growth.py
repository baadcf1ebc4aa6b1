"""Whatever a site holds much of, a build's time grows with it and not with its square (evaluation/growth.py measures it).

Most of these take a blink, and would take minutes if one thing looked through all the others.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest
from testbed import Site

from yizhu.build.pipeline import Options, build
from yizhu.chinese.han import split_sentences
from yizhu.chinese.quotation_marks import CORNER, convert_quotes
from yizhu.chinese.readings.grammar_readings import _read_wei
from yizhu.chinese.readings.tagged_text import TaggedText
from yizhu.chinese.words.segmentation import TaughtDictionary
from yizhu.content.markdown.dialect import get_parser
from yizhu.content.markdown.inlines import read_inlines
from yizhu.content.model import Term
from yizhu.content.prose import Block, Mark, Prose
from yizhu.content.yaml.document import read_document
from yizhu.editions import alignment
from yizhu.editions.alignment import Pair
from yizhu.editions.terms.mark_terms import TermSet
from yizhu.editions.terms.matcher import Form, Matcher
from yizhu.site import readings_json as spoken
from yizhu.site.article_pages import make_term_page
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html
from yizhu.site.jobs import TermJob

MANY = 20_000


@pytest.mark.parametrize("piece", ["...", "…，", ".”", ". ", "。", "?!", "A."])
def test_marks_that_end_sentences(piece: str) -> None:
    """However many marks stand in a row, each is looked at a few times; the sentences cover the text."""
    text = "字" + piece * 5 * MANY + "字"
    spans = split_sentences(text)
    assert (spans[0][0], spans[-1][1]) == (0, len(text))


def _read_weights(
    many: int, seed: int
) -> tuple[tuple[alignment._Weight, ...], tuple[alignment._Weight, ...]]:
    """A passage and a translation that divides, drops and, by the seed, leaves out a part or lacks one."""
    chance = Random(seed)
    left: list[alignment._Weight] = []
    right: list[alignment._Weight] = []
    for number in range(many):
        words, anchors = chance.uniform(5, 40), 7 << 3 * number if chance.random() < 0.2 else 0
        left.append((words, anchors))
        how = chance.random()
        if how < 0.1:
            right += [(words * 0.5, anchors), (words * 0.5, 0)]
        elif how > 0.13:
            right.append((words * chance.uniform(0.8, 1.2), anchors))
    if seed % 3 == 0:
        del right[20:50]
    if seed % 3 == 1:
        left[40:40] = [(20.0, 0)] * 25
    return tuple(left), tuple(right)


@pytest.mark.parametrize("seed", range(6))
def test_a_long_passage_is_aligned_as_if_all_ways_were_looked_at(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the way through the halves says where to look, the cheapest way is not missed."""
    left, right = _read_weights(70, seed)
    best = alignment._best_path
    monkeypatch.setattr(alignment, "_SMALL", 1_000_000)
    every = best(left, right)
    monkeypatch.setattr(alignment, "_SMALL", 400)
    assert best(left, right) == every


def test_so_many_pairs_of_sentences_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a passage four times as long, some four times as many pairs of stretches are compared."""
    compared = 0
    compare = alignment._compare_lengths

    def counted(words: float, others: float) -> float:
        nonlocal compared
        compared += 1
        return compare(words, others)

    monkeypatch.setattr(alignment, "_compare_lengths", counted)
    counts = []
    for many in (150, 600):
        compared = 0
        alignment._best_path(*_read_weights(many, 2))
        counts.append(compared)
    assert counts[1] < 6 * counts[0]


def test_answers_are_found_among_many_pairs() -> None:
    """The sentence that answers another is looked up, not looked for."""
    pairs = tuple(Pair((4 * nth, 4 * nth + 4), (10 * nth, 10 * nth + 10)) for nth in range(MANY))
    assert all(alignment.find_counterpart(pairs, *pair.source) == pair for pair in pairs)


def test_marks_of_a_list() -> None:
    """Each item of a list is set with its own marks only."""
    blocks = tuple(Block("li", 2 * nth, 2 * nth + 1) for nth in range(MANY))
    marks = tuple(Mark(2 * nth, 2 * nth + 1, "strong") for nth in range(MANY))
    html = render_html(Prose("字\n" * MANY, (Block("ul", 0, 2 * MANY, blocks),), marks), LinkContext())
    assert html.count("<li><strong>字</strong></li>") == MANY


def test_marks_that_cross_links() -> None:
    """A mark is held against the links that it touches only, and a number is set where it stands."""
    marks: list[Mark] = []
    for at in range(0, 4 * MANY, 4):
        marks += [
            Mark(at, at + 2, "strong"),
            Mark(at + 1, at + 3, "link", (("href", "#"),)),
            Mark(at + 3, at + 3, "note-ref", (("note", "n"), ("number", "1"))),
        ]
    html = render_html(Prose("甲乙丙，" * MANY, (Block("p", 0, 4 * MANY),), tuple(marks)), LinkContext())
    link = '<strong>甲</strong><a href="#"><strong>乙</strong>丙</a><sup'
    assert html.count(link) == MANY


class _Unsliced(list[object]):
    """A list of which nobody may take a copy."""

    def __getitem__(self, at: object) -> object:  # type: ignore[override]
        assert not isinstance(at, slice)
        return super().__getitem__(at)  # type: ignore[call-overload]


def test_lines_of_a_paragraph() -> None:
    """To see what follows a line's end, what follows is not copied."""
    tokens = get_parser().parseInline("\n".join("字" * 50))[0].children
    text, _ = read_inlines(_Unsliced(tokens or []), 0)  # type: ignore[arg-type]
    assert text == "字" * 50


class _Counted(str):
    """A text that counts how often it is split."""

    splits = 0

    def split(self, *given: object) -> list[str]:
        _Counted.splits += 1
        return str(self).split("\n")


def test_places_in_a_long_file() -> None:
    """A file is not parted into its lines for each place in it."""
    entry = "- id: n{}\n  quote: 字\n  kind: context\n  text: {{en: Note.}}\n"
    document = read_document("notes.yaml", _Counted("".join(entry.format(nth) for nth in range(50))), "notes")
    assert [document.place(nth, "id").line for nth in range(50)] == [4 * nth + 1 for nth in range(50)]
    assert _Counted.splits < 5


def test_bars_and_exceptions() -> None:
    """A hit is held against what stands beside it: bars, and contexts in which it is not meant."""
    matcher = Matcher([Form("GPU", "gpu", ("GPU fan",))])
    text = "GPU fan, GPU x, GPU y; " * MANY
    bars = [(at + 9, at + 12) for at in range(0, len(text), 23)]
    assert [hit.start % 23 for hit in matcher.find(text, bars)] == [16] * MANY


def test_words_of_many_blocks() -> None:
    """A text of many blocks is cut block by block, by a dictionary that was taught a word."""
    dictionary = TaughtDictionary({"甲乙丙": 1000})
    assert dictionary.find_bounds("甲乙丙。" * MANY)[-3:] == [4 * MANY - 4, 4 * MANY - 1, 4 * MANY]


def test_words_of_a_clause() -> None:
    """What decides how 為 is read is looked for once in each clause."""
    tagged = TaggedText("为" * MANY, ["为"] * MANY, ["p"] * MANY, range(MANY + 1))
    assert set(_read_wei(tagged).values()) == {"wéi"}


def test_quotations_in_quotations() -> None:
    """However deep quotations lie in each other, what stands around them is looked at once."""
    assert convert_quotes("“" * MANY + "字" + "”" * MANY, CORNER) == "「" * MANY + "字" + "」" * MANY


def test_readings_of_terms_are_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many articles ask for the readings of the glossary's terms, they are found once."""
    asked: list[str] = []

    def fits(reading: str, word: str) -> bool:
        asked.append(word)
        return True

    monkeypatch.setattr(spoken, "has_syllable_per_character", fits)
    terms = TermSet([Term("t", (("zh-Hant", ("蒸餾",)),), "zhēngliú")])
    assert spoken.term_readings(terms) == spoken.term_readings(terms)
    assert asked == ["蒸餾"]


class _Unwalked(tuple[object, ...]):
    """Terms that nobody may look through."""

    def __iter__(self) -> NoReturn:
        raise AssertionError("the terms are looked through")


def test_a_term_page_asks_for_its_own_terms(tmp_path: Path) -> None:
    """A term's page is made without looking through the glossary, and names those that point at it."""
    site = Site(tmp_path)
    site.write("content/articles/a/zh-Hant.md", "---\ntitle: 題\nrights: 編者撰\n---\n\n字。\n")
    entry = "- id: {}\n  forms: {{zh-Hant: [{}]}}\n  see: [{}]\n"
    site.write("content/glossary/t.yaml", entry.format("a", "蒸餾", "b") + entry.format("b", "開源", "a"))
    shop = build(Options(tmp_path / "config.yaml")).context
    first = replace(shop.site.editions[0], terms=_Unwalked(shop.site.editions[0].terms))  # type: ignore[arg-type]
    outline = replace(shop.site, editions=(first, *shop.site.editions[1:]))
    body = make_term_page(outline, TermJob(0, "a", 0, 0, ()), ()).body
    assert body.seen_from == (("b", "開源"),)  # type: ignore[union-attr]
