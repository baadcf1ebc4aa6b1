"""Check lists the terms, senses and forms of the glossary that no article uses."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import check, list_unused_forms
from yizhu.cli import main


@pytest.fixture
def sound(site: Site) -> Site:
    """A site in which everything but some forms is used."""
    site.glossary(
        "- id: d\n  forms: {zh-Hant: [蒸餾, 模型蒸餾, 萃取], en: [distillation, distil, boil down]}\n"
        "  senses:\n"
        "    - {id: model, definition: {zh-Hant: 說, en: so}}\n"
        "    - {id: water, definition: {zh-Hant: 水, en: water}, forms: {en: [still]}}\n"
    )
    site.article("a", "蒸餾，[萃取]{term=d}。", front="rights: 權")
    return site.article("a", "They distilled. Stills.", lang="en", front="status: reviewed")


def unused_forms(site: Site) -> list[str]:
    return [f"{fault.place}: {fault.problem}" for fault in list_unused_forms(site.root / "config.yaml")]


def test_forms_never_found(sound: Site) -> None:
    """They are listed once per term; an inflection is a use of its form, and so is a span that names the term."""
    assert unused_forms(sound) == [
        "content/glossary/terms.yaml:1:7: d: never found in zh-Hant: 模型蒸餾; in en: distillation, boil down"
    ]


def test_unused_forms_are_no_warnings(sound: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Future texts may use them: ``check`` counts them, ``--unused`` lists them, ``--strict`` ignores them."""
    config = ["--config", str(sound.root / "config.yaml")]
    assert main(["check", *config]) == 0
    assert "1 term has forms that no text uses; --unused lists them" in capsys.readouterr().out
    assert main(["check", "--unused", *config]) == 1
    assert "never found in zh-Hant: 模型蒸餾" in capsys.readouterr().out
    assert main(["build", "--strict", *config]) == 0


def test_an_unused_term(sound: Site) -> None:
    """A term that no article uses is one warning, not one for each form."""
    sound.article("a", "字。", front="rights: 權").article("a", "Word.", lang="en", front="status: reviewed")
    assert unused_forms(sound) == []
    problems = [fault.problem for fault in check(sound.root / "config.yaml")]
    assert problems == ["d is used in no article, and no used term refers to it"]


def test_an_unused_sense(sound: Site) -> None:
    """A sense that no article uses is a warning in the line of its id."""
    sound.article("a", "They distilled.", lang="en", front="status: reviewed")
    [fault] = check(sound.root / "config.yaml")
    assert str(fault.place) == "content/glossary/terms.yaml:5:12"
    assert fault.problem == "the sense water of d is used in no article"


def test_a_sense_without_a_definition(sound: Site) -> None:
    """A sense that is not defined in the language of an edition is a warning."""
    file = "content/glossary/terms.yaml"
    sound.write(file, (sound.root / file).read_text("utf-8").replace(", en: water", ""))
    assert [fault.problem for fault in check(sound.root / "config.yaml")] == ["d.water is not defined in en"]


def test_faults_come_first(sound: Site) -> None:
    """If the content has faults, unused forms are not listed."""
    sound.article("a", "[一]{term=nope}")
    assert unused_forms(sound) == []
