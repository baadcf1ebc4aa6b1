"""The files of the glossary are read into terms."""

from __future__ import annotations

import pytest

from yizhu.content.faults import Faults
from yizhu.content.glossary import Glossary, list_forms_with_senses, read_glossary
from yizhu.content.model import Source

LANGS = ("zh-Hant", "zh-Hans", "en")


def terms(*texts: str) -> Glossary:
    return read_glossary([Source(f"g/{n}.yaml", text) for n, text in enumerate(texts)], LANGS)


def fault_of(*texts: str) -> str:
    with pytest.raises(Faults) as found:
        terms(*texts)
    return str(found.value)


def test_terms_come_by_id_whatever_file_they_stand_in() -> None:
    """All files together make up the glossary, sorted by id."""
    glossary = terms(
        "- {id: b, forms: {en: [b]}}", "", "- {id: a, forms: {en: [a]}}\n- {id: c, forms: {en: [c]}}"
    )
    assert glossary.ids == ("a", "b", "c")


def test_forms_in_a_script_that_is_not_given_are_made() -> None:
    """Forms are converted from Traditional to Simplified and back."""
    term = terms("- {id: a, forms: {zh-Hant: [訓練, 訓練模型]}}").terms[0]
    assert term.forms_in("zh-Hans") == ("训练", "训练模型")
    assert terms("- {id: a, forms: {zh-Hans: [训练]}}").terms[0].forms_in("zh-Hant") == ("訓練",)
    assert term.forms_in("en") == ()


def test_a_given_form_wins() -> None:
    """Forms that are given for a script are not converted."""
    assert terms("- {id: a, forms: {zh-Hant: [網路], zh-Hans: [互联网]}}").terms[0].forms_in("zh-Hans") == (
        "互联网",
    )


def test_exceptions_hold_in_both_scripts() -> None:
    """An exception in one script holds in the other."""
    assert terms("- {id: a, forms: {zh-Hant: [訓練]}, except: [軍事訓練]}").terms[0].exceptions == (
        "軍事訓練",
        "军事训练",
    )


def test_definitions_are_markdown() -> None:
    """A definition may have emphasis and links."""
    term = terms("- {id: a, forms: {en: [a]}, definition: {en: 'so **much**'}}").terms[0]
    assert term.definition[0][1].plain == "so much"


def test_an_id_stands_once() -> None:
    """An id that stands twice, even in two files, is a fault that names the first place."""
    message = fault_of("- {id: a, forms: {en: [a]}}", "- {id: a, forms: {en: [b]}}")
    assert message.startswith("g/1.yaml:1:8: the id a stands twice")
    assert "g/0.yaml:1:8" in message


def test_see_leads_somewhere() -> None:
    """An unknown term is a fault that names the closest one."""
    message = fault_of("- {id: distillation, forms: {en: [a]}, see: [distilation]}")
    assert message.startswith("g/0.yaml:1:46: no term distilation in the glossary")
    assert "did you mean distillation?" in message


def test_more_forms_in_one_script_than_in_the_other() -> None:
    """Forms of the two scripts pair by their order."""
    assert "2 forms in zh-Hans for 1 in zh-Hant" in fault_of(
        "- {id: a, forms: {zh-Hant: [網], zh-Hans: [网, 互联网]}}"
    )


def test_all_faults_of_all_files() -> None:
    """The faults of all files are reported."""
    message = fault_of("- {id: A, forms: {en: [a]}}", "- {id: b}", "- {id: c, forms: {}}")
    assert all(name in message for name in ("g/0.yaml:1:8", "g/1.yaml:1:3", "g/2.yaml:1:18"))


def test_a_form_of_two_terms_is_a_doubt() -> None:
    """A form that two terms claim goes to the first id, and the editor is told."""
    clashes = terms("- {id: b, forms: {en: [x]}}\n- {id: a, forms: {en: [x]}}").form_clashes
    assert [clash.problem for clash in clashes] == ["x is a form of a already; a gets it"]
    assert str(clashes[0].place).startswith("g/0.yaml:1:")


def test_a_made_form_of_two_terms_is_a_doubt_too() -> None:
    """Forms that differ only in Traditional (髮 發) clash in Simplified."""
    assert terms("- {id: a, forms: {zh-Hant: [頭髮]}}\n- {id: b, forms: {zh-Hans: [头发]}}").form_clashes


def test_made_forms_pair_with_those_they_are_made_from() -> None:
    """Two forms that become equal by conversion stay two, because the lists pair by order."""
    term = terms("- {id: a, forms: {zh-Hant: [內卷, 內捲, 內卷化]}}").terms[0]
    assert term.forms_in("zh-Hans") == ("内卷", "内卷", "内卷化")


SENSES = """
- id: quantization
  forms: {zh-Hant: [量化], en: [quantization]}
  senses:
    - {id: model, definition: {en: fewer *bits*}, sources: ["https://a.org"]}
    - {id: trading, definition: {en: by models}, forms: {zh-Hant: [量化交易], en: [quant, quantization]}}
"""


def test_senses() -> None:
    """An entry may have several meanings, each with a definition, and with forms and sources of its own."""
    term = terms(SENSES).terms[0]
    model, trading = term.senses
    assert (model.id, model.definition[0][1].plain, model.sources) == (
        "model",
        "fewer bits",
        ("https://a.org",),
    )
    assert trading.forms_in("zh-Hans") == ("量化交易",)
    assert term.forms_in("zh-Hans") == ("量化",)


def test_a_form_of_one_sense_has_that_sense() -> None:
    """A form that exactly one sense lists belongs to it, even if the entry lists it; one that two list belongs to none."""
    assert list_forms_with_senses(terms(SENSES).terms[0], "en") == (
        ("quantization", "trading"),
        ("quant", "trading"),
    )
    both = SENSES.replace("{id: model,", "{id: model, forms: {en: [quant]},")
    assert list_forms_with_senses(terms(both).terms[0], "en") == (("quantization", "trading"), ("quant", ""))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (SENSES.replace("id: trading", "id: model"), "g/0.yaml:6:12: quantization has two senses model"),
        (SENSES.replace("definition: {en: by models}, ", ""), "g/0.yaml:6:7: definition is missing"),
        (SENSES.replace("sources", "source"), "g/0.yaml:5:51: unknown key source"),
        (SENSES.replace("id: model", "id: Model"), "g/0.yaml:5:12: id is not an id"),
        (
            SENSES.replace("en: [quant,", "zh-Hans: [量, 化], en: [quant,"),
            "2 forms in zh-Hans for 1 in zh-Hant",
        ),
    ],
)
def test_faults_of_senses(given: str, message: str) -> None:
    """Each fault of a sense has its place."""
    assert message in fault_of(given)


def test_a_sense_may_claim_a_form_of_another_term() -> None:
    """A form of a sense that another term claims is reported like any form."""
    clashes = terms(SENSES, "- {id: a, forms: {en: [quant]}}").form_clashes
    assert [clash.problem for clash in clashes] == ["quant is a form of a already; a gets it"]
