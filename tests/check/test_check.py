"""What would trip a reader or an editor, and why a term is marked where it is."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.explain import explain
from yizhu.check.lint import check
from yizhu.content.faults import Faults


def doubts(site: Site) -> str:
    return "\n".join(str(fault) for fault in check(site.root / "config.yaml"))


@pytest.fixture
def sound(site: Site) -> Site:
    """A site without a doubt."""
    site.glossary(
        "- id: d\n  forms: {zh-Hant: [蒸餾], zh-Hans: [蒸馏], en: [distillation]}\n"
        "  definition: {zh-Hant: 說, en: so}\n"
    )
    site.article("a", "蒸餾。", front="rights: 權")
    site.article("a", "Distillation.", lang="en", front="status: reviewed")
    return site.notes("a", "- {id: n, quote: 蒸餾, kind: fact, text: {zh-Hant: 注, en: note}}")


def test_nothing_to_mend(sound: Site) -> None:
    """A site without a doubt has none."""
    assert doubts(sound) == ""


def test_each_doubt(sound: Site) -> None:
    """Each thing that would trip someone is told, with its place."""
    sound.article("a", "蒸餾。").article("a", "Distillation.", lang="en").article(
        "b", "蒸餾。", front="rights: 權"
    )
    sound.notes("a", "- {id: n, quote: 蒸餾, kind: fact, text: {zh-Hant: 注}}")
    sound.glossary(
        "- {id: d, forms: {zh-Hant: [蒸餾]}}\n- {id: unused, forms: {en: [zzz], zh-Hant: [嗚呼]}, definition: {en: x, zh-Hant: x}}\n"
    )
    told = doubts(sound)
    for words in (
        "content/articles/a/zh-Hant.md:1: nothing is said about rights",
        "content/articles/a/en.md:1: the translation has no status",
        "content/articles/b/zh-Hant.md: no translation into en",
        "content/articles/a/notes.yaml:1:8: the note n says nothing in en",
        "content/glossary/terms.yaml:1:8: d has no form in en",
        "content/glossary/terms.yaml:1:8: d is not defined in zh-Hant",
        "content/glossary/terms.yaml:2:8: unused is used in no article",
    ):
        assert words in told, told


def test_faults_are_told_first(sound: Site) -> None:
    """What no build lets pass is what check tells."""
    sound.article("a", "[一]{tern=x}")
    assert "no span attribute tern" in doubts(sound)


def test_every_doubt_has_a_mend(sound: Site) -> None:
    """And none changes a file."""
    sound.article("b", "一。")
    found = check(sound.root / "config.yaml")
    assert found
    assert all(fault.help for fault in found)
    assert not sound.out.exists()


def test_why_a_term_is_marked(sound: Site) -> None:
    """Each hit and near hit with its line, a caret and the rule that decided."""
    sound.remove("content/articles/a/notes.yaml")
    sound.article("a", "用蒸餾。\n\n`蒸餾`", front="rights: x").article(
        "a", "Distillation.\n\n`x`", lang="en", front="status: draft"
    )
    told = list(explain(sound.root / "config.yaml", "a"))
    assert told[0].splitlines() == [
        "content/articles/a/zh-Hant.md:6:2: p1 蒸餾 → d: found",
        "    用蒸餾。",
        "      ^^^^",
    ]
    assert "inside code" in told[1]
    assert told[2].startswith("content/articles/a/en.md:6:1: p1 Distillation → d: found")
    assert list(explain(sound.root / "config.yaml", "a", "Distillation")) == told[2:]


def test_whose_inflection_it_is(sound: Site) -> None:
    """An inflected word says which form of the glossary it is of; a word as it is listed does not."""
    sound.glossary("- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation, distil, AI]}}")
    sound.article("a", "Distilled AI’s AIs, distilling.", lang="en", front="status: reviewed")
    told = list(explain(sound.root / "config.yaml", "a"))[1:]
    assert [line.split("p1 ")[1].split("\n")[0] for line in told] == [
        "Distilled, of distil → d: found",
        "AI → d: found",
        "AIs, of AI → d: found",
        "distilling, of distil → d: found",
    ]


def test_no_such_article(sound: Site) -> None:
    """The nearest is named."""
    sound.article("zero-to-one", "一。", front="rights: x")
    with pytest.raises(Faults, match="there is no such article") as found:
        list(explain(sound.root / "config.yaml", "zero-to-on"))
    assert "did you mean zero-to-one?" in str(found.value)
