"""Explain shows why a term is marked where it is."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.explain import explain, explain_notes
from yizhu.content.faults import Faults


@pytest.fixture
def sound(site: Site) -> Site:
    """A site with one term, in an article and its translation."""
    site.glossary(
        "- id: d\n  forms: {zh-Hant: [蒸餾], zh-Hans: [蒸馏], en: [distillation]}\n"
        "  definition: {zh-Hant: 說, en: so}\n"
    )
    site.article("a", "蒸餾。", front="rights: 權")
    site.article("a", "Distillation.", lang="en", front="status: reviewed")
    return site.notes("a", "- {id: n, quote: 蒸餾, kind: fact, text: {zh-Hant: 注, en: note}}")


def test_why_a_term_is_marked(sound: Site) -> None:
    """Each hit and near hit is shown with its line, a caret and the rule that decided."""
    sound.remove("content/articles/a/notes.yaml")
    sound.article("a", "用蒸餾。\n\n`蒸餾`", front="rights: x").article(
        "a", "Distillation.\n\n`x`", lang="en", front="status: draft"
    )
    explained = list(explain(sound.root / "config.yaml", "a"))
    assert explained[0].splitlines() == [
        "content/articles/a/zh-Hant.md:6:2: p1 蒸餾 → d: found",
        "    用蒸餾。",
        "      ^^^^",
    ]
    assert "inside code" in explained[1]
    assert explained[2].startswith("content/articles/a/en.md:6:1: p1 Distillation → d: found")
    assert list(explain(sound.root / "config.yaml", "a", "Distillation")) == explained[2:]


def test_whose_inflection_it_is(sound: Site) -> None:
    """An inflected word is shown with the form in the glossary; a word in its listed form is not."""
    sound.glossary("- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation, distil, AI]}}")
    sound.article("a", "Distilled AI’s AIs, distilling.", lang="en", front="status: reviewed")
    explained = list(explain(sound.root / "config.yaml", "a"))[1:]
    assert [line.split("p1 ")[1].split("\n")[0] for line in explained] == [
        "Distilled, of distil → d: found",
        "AI → d: found",
        "AIs, of AI → d: found",
        "distilling, of distil → d: found",
    ]


def test_no_such_article(sound: Site) -> None:
    """An unknown slug is a fault that names the closest one."""
    sound.article("zero-to-one", "一。", front="rights: x")
    with pytest.raises(Faults, match="there is no such article") as found:
        list(explain(sound.root / "config.yaml", "zero-to-on"))
    assert "did you mean zero-to-one?" in str(found.value)


def test_where_a_note_stands(sound: Site) -> None:
    """Each note is shown with its words in a translation, their place and the rule; with a wording only those that overlap."""
    config = sound.root / "config.yaml"
    (told,) = explain_notes(config, "a", "Distil")
    assert told.startswith("content/articles/a/en.md:6:1: p1 Distillation ← note n, 蒸餾: proposed: alone")
    sound.notes("a", "- {id: n, quote: 蒸餾, quotes: {en: till}, kind: fact, text: {zh-Hant: 注, en: note}}")
    assert list(explain_notes(config, "a")) == [
        "content/articles/a/en.md:6:4: p1 till ← note n, 蒸餾: given by quotes"
    ]
    assert list(explain_notes(config, "a", "x")) == []
