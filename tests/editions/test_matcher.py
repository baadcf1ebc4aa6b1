"""Where the forms of terms are found, and the verdict on each hit."""

from __future__ import annotations

import re

import pytest
from testbed import Case, Judge

from yizhu.content.articles import read_text
from yizhu.content.model import Article, Source, Term
from yizhu.content.prose import Prose, select_marks
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.editions.terms.matcher import FOUND, Form, Matcher


def found_in(given: str, lang: str = "zh-Hant") -> str:
    """A case's text, in this language, with what is found in brackets."""
    listed, _, text = given.partition("\n\n")
    terms = tuple(sorted((_term(line, lang) for line in listed.splitlines()), key=lambda term: term.id))
    told = (*terms, Term("b", (("zh-Hant", ("乙乙乙乙",)),))) if all(t.id != "b" for t in terms) else terms
    source = read_text(lang, Source("a.md", f"---\ntitle: x\n---\n\n{text}\n"))
    marked = mark_terms(Article("a", source, (), ()), TermSet(told)).source
    return "\n".join(_bracketed(passage.prose) for passage in marked.passages)


def _term(line: str, lang: str) -> Term:
    id, _, told = line.partition(": ")
    forms, *exceptions = told.split(" !")
    return Term(id, ((lang, tuple(forms.split(", "))),), exceptions=tuple(exceptions))


def _bracketed(prose: Prose) -> str:
    text = prose.text
    for mark in reversed(select_marks(prose, "term", "use")):
        text = f"{text[: mark.start]}[{text[mark.start : mark.end]}]{{{mark.get('term')}}}{text[mark.end :]}"
    return re.sub("\ufffc", "", text)


@pytest.mark.cases("matching")
def test_where_terms_are_found(case: Case, judge: Judge) -> None:
    """Found where the case says, and nowhere else."""
    judge.case(case, found_in)


@pytest.mark.cases("inflections")
def test_where_english_terms_are_found(case: Case, judge: Judge) -> None:
    """A headword is found in its inflections, with hyphens or spaces, and not in words that only look like them."""
    judge.case(case, lambda given: found_in(given, "en"))


@pytest.mark.parametrize("lang", ["de", "fr", "zh-Hant", "ja"])
def test_english_inflections_are_for_english(lang: str) -> None:
    """Other languages get none, but a plural s may follow any Latin form."""
    assert found_in("a: model\n\nmodels, modelled, modelling", lang) == "[models]{a}, modelled, modelling"


def test_hyphen_or_space_in_chinese() -> None:
    """A Latin name is found with either in Chinese text, and only as listed in German."""
    assert found_in("a: DeepSeek-V3\n\n用DeepSeek V3訓練") == "用[DeepSeek V3]{a}訓練"
    assert found_in("a: E-Mail\n\nE Mail", "de") == "E Mail"


@pytest.mark.parametrize(
    ("form", "text", "verdict"),
    [
        ("蒸餾", "蒸餾", FOUND),
        ("AI", "MAI", "Latin words are found whole"),
        ("May", "may", "a form with a capital is found as written only"),
        ("0到1", "0到10", "a number goes on beside it"),
    ],
)
def test_verdicts(form: str, text: str, verdict: str) -> None:
    """Each hit, rejected or not, names the rule that decided."""
    hits = Matcher([Form(form, "a", ("蒸餾水",))]).find_all(text)
    assert [hit.verdict for hit in hits] == [verdict]


def test_rejected_hits_name_their_reason() -> None:
    """An exception, a longer form and a barred span are named."""
    matcher = Matcher([Form("蒸餾", "a", ("蒸餾水",)), Form("知識蒸餾", "b")])
    hits = matcher.find_all("蒸餾水，知識蒸餾，蒸餾", [(9, 11)])
    assert [(hit.form.owner, hit.verdict) for hit in hits] == [
        ("a", "an exception of the term: 蒸餾水"),
        ("b", FOUND),
        ("a", "part of the longer 知識蒸餾"),
        ("a", "inside code, an address, a link or another mark"),
    ]


def test_no_forms_find_nothing() -> None:
    """An empty glossary is no fault."""
    assert Matcher([]).find_all("蒸餾") == ()


def test_a_form_of_nothing_but_spaces_is_found_nowhere() -> None:
    """Nor is it found everywhere."""
    assert Matcher([Form(" ", "a"), Form("蒸餾", "b")]).find(" 蒸餾 ，")[0].form.owner == "b"
    assert len(Matcher([Form(" ", "a"), Form("蒸餾", "b")]).find(" 蒸餾 ，")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "add: add-on, add-ons, add-in", "byte: multi-byte, byte-code", "model: super-model, role-model, pre-model",
        "start: start-up", "thought: train-of-thought", "law: mother-in-law", "chip: micro-chip, chip-shop",
        "training: pre-training", "mother: mother-in-law", "learning: meta-learning", "source: open-source",
    ],
)  # fmt: skip
def test_a_hyphen_makes_another_word(words: str) -> None:
    """None of these is the term."""
    form, _, text = words.partition(": ")
    assert found_in(f"a: {form}\n\n{text}", "en") == text


@pytest.mark.parametrize(
    "text",
    [
        "[model]-based", "[models]-driven", "[byte]-level", "non-[model]", "anti-[chip] law",
        "[chip]-making and [chip]-makers", "two-[chip] and 32-[bit]", "large-[model] vendors", "home-grown-[model]",
        "AI-[model], [chip]-A", "[chip]- and [model]-makers", "a [model] - on paper", "the [model]—on paper",
    ],
)  # fmt: skip
def test_a_hyphen_may_keep_the_sense(text: str) -> None:
    """Endings and beginnings that keep it, numbers, names, and hyphens that join nothing."""
    forms = "a: model\nb: byte\nc: chip\nd: bit"
    found = found_in(f"{forms}\n\n{text.replace('[', '').replace(']', '')}", "en")
    assert re.sub(r"\{\w\}", "", found) == text
