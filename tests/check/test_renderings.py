"""Where a translation renders a term by other words than the glossary's."""

from __future__ import annotations

import json

import pytest
from testbed import Site

from yizhu.check.lint import check
from yizhu.check.translations.renderings import format_deviation, list_deviations
from yizhu.cli import main

GLOSSARY = """\
- id: distillation
  forms: {zh-Hant: [蒸餾], en: [distillation, distil]}
- id: training-cost
  forms: {zh-Hant: [訓練成本], en: [training cost]}
- id: training
  forms: {zh-Hant: [訓練], en: [training]}
- id: quantization
  forms: {zh-Hant: [量化], en: [quantization]}
  senses:
    - {id: model, definition: {zh-Hant: 說, en: so}}
    - {id: trading, definition: {zh-Hant: 說, en: so}, forms: {en: [quantitative trading]}}
- id: tax
  forms: {zh-Hant: [碳稅]}
"""


@pytest.fixture
def terms(site: Site) -> Site:
    return site.glossary(GLOSSARY)


def deviations(site: Site, source: str, target: str, *, front: str = "", own: str = "") -> list[str]:
    site.article("a", source, front=f"rights: 權\n{front}\ndraft: true")
    site.article("a", target, lang="en", front=f"status: reviewed\n{own}")
    return [f"{one.term} {one.place}" for one in list_deviations(site.root / "config.yaml")]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("這是蒸餾。", "This is distillation.", ""),
        ("他們蒸餾了它。", "They distilled it.", ""),
        ("這是蒸餾。", "It was Distillation that did it.", ""),
        ("這是蒸餾。", "So [distillation](https://example.org/) is this.", ""),
        ("這是蒸餾。", "This is boiling down.", "distillation"),
        ("這是[蒸餾]{term=none}。", "This is boiling down.", ""),
        ("這是蒸餾。", "This is [distillation]{term=none}.", "distillation"),
        ("這是蒸餾。", "This is [boiling down]{term=distillation}.", ""),
        ("訓練很貴。", "The training cost is high.", ""),  # inside a longer term that nothing asks for
        ("訓練的訓練成本。", "The training cost.", "training"),  # the longer term is asked for itself
        ("這是量化。", "This is quantitative trading.", "quantization"),  # a form of another sense
        ("這是[量化]{term=quantization.trading}。", "This is quantitative trading.", ""),
        ("碳稅很低。", "It is low.", ""),  # the glossary has no word for it in English
    ],
)
def test_what_is_a_rendering(terms: Site, source: str, target: str, found: str) -> None:
    """A form of the term and sense, in any inflection, also in links; a span accepts what is there, or forbids it."""
    assert [one.split()[0] for one in deviations(terms, source, target)] == [found][: bool(found)]


def test_sentence_by_sentence(terms: Site) -> None:
    """A term must be rendered in the sentence beside it, or by a pronoun, or next to it where nothing asks for it."""
    source = "第一句很長，說的是一九九八年的蒸餾和它的歷史。第二句也說蒸餾，說的是二〇一五年的論文。"
    first = "The first sentence is long and speaks of distillation in 1998 and its history. "
    assert deviations(terms, source, first + "The second speaks of the method too, in the paper of 2015.")
    assert not deviations(terms, source, first + "The second speaks of it too, in the paper of 2015.")
    once = source.replace("第二句也說蒸餾", "第二句也說話")
    moved = "The first is long and speaks of 1998 and of history. The second speaks of distillation in the paper of 2015."
    assert not deviations(terms, once, moved)


def test_several_passages_for_one(terms: Site) -> None:
    """Where one passage answers two, its renderings count for both."""
    two = "說的是蒸餾。\n\n說的是訓練成本。"
    assert not deviations(terms, two, "{from=p1-p2}\nDistillation and the training cost.")
    assert deviations(terms, two, "{from=p1-p2}\nDistillation and the bill.") == [
        "training-cost content/articles/a/en.md:8:1"
    ]


@pytest.mark.parametrize("where", ["front", "own"])
def test_accepted_renderings(terms: Site, where: str) -> None:
    """``render:`` in the front matter of the source or of the translation accepts further words, in any inflection."""
    line = "glossary: {render: {distillation: [condense]}}"
    assert not deviations(terms, "蒸餾了它。", "They condensed the thing.", **{where: line})
    assert deviations(terms, "蒸餾了它。", "They shrank the thing.", **{where: line})


def test_unknown_term_in_render(terms: Site) -> None:
    """``render:`` names terms of the glossary."""
    terms.article("a", "蒸餾。", front="rights: 權\nglossary: {render: {distilation: [x]}}")
    told = "\n".join(str(fault) for fault in check(terms.root / "config.yaml"))
    assert "zh-Hant.md:4:21: no term distilation in the glossary" in told
    assert "did you mean distillation?" in told


def test_both_sentences_are_shown(terms: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """``check --terms`` lists the place, both sentences and what to do; ``check`` alone says nothing of it."""
    deviations(terms, "前一段。\n\n這是蒸餾。", "A passage before.\n\nThis is boiling down.")
    (one,) = list_deviations(terms.root / "config.yaml")
    assert format_deviation(one).splitlines() == [
        "content/articles/a/en.md:9:1: 蒸餾 (distillation) is rendered by none of its words: distillation, distil",
        "    This is boiling down.",
        "    content/articles/a/zh-Hant.md:10:3: 這是蒸餾。",
        "    help: write one of them, or accept what is there: [words]{term=distillation}, or render: under glossary: in the front matter",
    ]
    assert not any("rendered" in fault.problem for fault in check(terms.root / "config.yaml"))
    assert main(["check", "--terms", "--json", "--config", str(terms.root / "config.yaml")]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["term"], row["source"]["sentence"]) == ("distillation", "這是蒸餾。")
