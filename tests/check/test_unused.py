"""What the glossary holds and no text uses is told to the editor."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import check, unfound
from yizhu.cli import main


@pytest.fixture
def sound(site: Site) -> Site:
    """A site in which everything is used but some forms."""
    site.glossary(
        "- id: d\n  forms: {zh-Hant: [蒸餾, 模型蒸餾, 萃取], en: [distillation, distil, boil down]}\n"
        "  senses:\n"
        "    - {id: model, definition: {zh-Hant: 說, en: so}}\n"
        "    - {id: water, definition: {zh-Hant: 水, en: water}, forms: {en: [still]}}\n"
    )
    site.article("a", "蒸餾，[萃取]{term=d}。", front="rights: 權")
    return site.article("a", "They distilled. Stills.", lang="en", front="status: reviewed")


def told(site: Site) -> list[str]:
    return [f"{fault.place}: {fault.problem}" for fault in unfound(site.root / "config.yaml")]


def test_forms_never_found(sound: Site) -> None:
    """In one line for a term; an inflection is a find, and so is a span that names the term."""
    assert told(sound) == [
        "content/glossary/terms.yaml:1:7: d: never found in zh-Hant: 模型蒸餾; in en: distillation, boil down"
    ]


def test_they_are_no_doubts(sound: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """For texts to come may hold them: ``check`` says how many, ``--unused`` lists them, ``--strict`` passes them."""
    config = ["--config", str(sound.root / "config.yaml")]
    assert main(["check", *config]) == 0
    assert "forms that no text holds: in 1 term; --unused lists them" in capsys.readouterr().out
    assert main(["check", "--unused", *config]) == 1
    assert "never found in zh-Hant: 模型蒸餾" in capsys.readouterr().out
    assert main(["build", "--strict", *config]) == 0


def test_a_term_that_nobody_uses_is_told_as_such(sound: Site) -> None:
    """Not form by form."""
    sound.article("a", "字。", front="rights: 權").article("a", "Word.", lang="en", front="status: reviewed")
    assert told(sound) == []
    problems = [fault.problem for fault in check(sound.root / "config.yaml")]
    assert problems == ["d is used in no article, and no term points at it"]


def test_a_sense_that_nobody_uses(sound: Site) -> None:
    """Is a doubt, like a term that nobody uses, in the line of its id."""
    sound.article("a", "They distilled.", lang="en", front="status: reviewed")
    [fault] = check(sound.root / "config.yaml")
    assert str(fault.place) == "content/glossary/terms.yaml:5:12"
    assert fault.problem == "d has the sense water in no article"


def test_a_sense_that_a_language_does_not_define(sound: Site) -> None:
    """Is a doubt, like a term that it does not define."""
    file = "content/glossary/terms.yaml"
    sound.write(file, (sound.root / file).read_text("utf-8").replace(", en: water", ""))
    assert [fault.problem for fault in check(sound.root / "config.yaml")] == ["d.water is not defined in en"]


def test_faults_come_first(sound: Site) -> None:
    """Of content that is faulty nothing more is said."""
    sound.article("a", "[一]{term=nope}")
    assert told(sound) == []
