"""What check lists: the faults of a site, or its warnings."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import check


def warnings(site: Site) -> str:
    return "\n".join(str(fault) for fault in check(site.root / "config.yaml"))


@pytest.fixture
def sound(site: Site) -> Site:
    """A site without warnings."""
    site.glossary(
        "- id: d\n  forms: {zh-Hant: [蒸餾], zh-Hans: [蒸馏], en: [distillation]}\n"
        "  definition: {zh-Hant: 說, en: so}\n"
    )
    site.article("a", "蒸餾。", front="rights: 權")
    site.article("a", "Distillation.", lang="en", front="status: reviewed")
    return site.notes("a", "- {id: n, quote: 蒸餾, kind: fact, text: {zh-Hant: 注, en: note}}")


def test_nothing_to_look_at(sound: Site) -> None:
    """A sound site has no warnings."""
    assert warnings(sound) == ""


def test_each_warning(sound: Site) -> None:
    """Each thing that an editor should look at is listed with its place."""
    sound.article("a", "蒸餾。").article("a", "Distillation.", lang="en").article(
        "b", "蒸餾。", front="rights: 權"
    )
    sound.notes("a", "- {id: n, quote: 蒸餾, kind: fact, text: {zh-Hant: 注}}")
    sound.glossary(
        "- {id: d, forms: {zh-Hant: [蒸餾]}}\n- {id: unused, forms: {en: [zzz], zh-Hant: [嗚呼]}, definition: {en: x, zh-Hant: x}}\n"
    )
    listed = warnings(sound)
    for words in (
        "content/articles/a/zh-Hant.md:1: nothing is said about rights",
        "content/articles/a/en.md:1: the translation has no status",
        "content/articles/b/zh-Hant.md: no translation into en",
        "content/articles/a/notes.yaml:1:8: the note n says nothing in en",
        "content/glossary/terms.yaml:1:8: d has no form in en",
        "content/glossary/terms.yaml:1:8: d is not defined in zh-Hant",
        "content/glossary/terms.yaml:2:8: unused is used in no article",
    ):
        assert words in listed, listed


def test_faults_come_first(sound: Site) -> None:
    """If a build would stop at faults, check lists them and nothing else."""
    sound.article("a", "[一]{tern=x}")
    assert "no span attribute tern" in warnings(sound)


def test_every_warning_has_help(sound: Site) -> None:
    """Each warning has help, and check writes no file."""
    sound.article("b", "一。")
    found = check(sound.root / "config.yaml")
    assert found
    assert all(fault.help for fault in found)
    assert not sound.out.exists()


def test_check_finds_what_a_build_finds(sound: Site) -> None:
    """Both read an article by the same function: a sense of a term that has no senses is a fault in both."""
    sound.article("a", "[蒸餾]{term=d.x}。", front="rights: 權")
    assert "d has no sense x in the glossary" in warnings(sound)
    sound.fails_with("content/articles/a/zh-Hant.md:6:11", "d has no sense x in the glossary")


def test_an_unfinished_translation(sound: Site) -> None:
    """Each unfinished translation has one line, at the slot of the next passage or else where the text ends."""
    sound.article("a", "蒸餾。\n\n一。\n\n二。\n\n三。", front="rights: 權")
    sound.article("a", "Distillation.\n\n{from=p3}\nTwo.\n", lang="en", front="status: draft")
    assert warnings(sound) == (
        "content/articles/a/en.md:9: 2 of 4 passages are translated; the next is p2\n"
        "    Two.\n"
        "    help: p2 stands at content/articles/a/zh-Hant.md:8: 一。"
    )
    sound.article("a", "{from=p3}\nTwo.\n\n{from=p1-p2}\n", lang="en", front="status: draft")
    assert "en.md:9: 1 of 4 passages are translated; the next is p1\n    {from=p1-p2}" in warnings(sound)
    sound.article("a", "", lang="en", front="status: draft")
    assert "0 of 4 passages are translated; the next is p1" in warnings(sound)


def test_translations_that_nobody_wants(sound: Site) -> None:
    """``translations:`` in the source says which are wanted; nobody asks for others, nor for notes in their language."""
    sound.article("b", "一。\n\n二。", front="rights: 權\ntranslations: none")
    sound.notes("b", "- {id: n, quote: 一, kind: fact, text: {zh-Hant: 注}}")
    assert warnings(sound) == ""
    sound.article("b", "One.", lang="en", front="status: draft")
    assert warnings(sound) == ""
    sound.article("b", "一。\n\n二。", front="rights: 權\ntranslations: [de]")
    assert (
        warnings(sound)
        == "content/articles/b/zh-Hant.md: no translation into de\n    help: write de.md beside it, and add an edition with lang: de to config.yaml, or take de out"
    )
    sound.article("b", "一。\n\n二。", front="rights: 權\ntranslations: [en]")
    assert "1 of 2 passages are translated" in warnings(sound)
    assert "the note n says nothing in en" in warnings(sound)


def test_which_translations_there_can_be(sound: Site) -> None:
    """``translations:`` is none or a list of language tags."""
    sound.article("b", "一。", front="rights: 權\ntranslations: all")
    assert "content/articles/b/zh-Hant.md:4:15:" in warnings(sound)
