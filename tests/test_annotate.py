"""Terms are marked in texts, and only where the editor lets them."""

from __future__ import annotations

import pytest
from testbed import Site

TERMS = """
- id: distillation
  forms: {zh-Hant: [蒸餾, 知識蒸餾], en: [distillation]}
- id: model
  forms: {zh-Hant: [模型], en: [model]}
"""


@pytest.fixture
def marked(site: Site) -> Site:
    """A site whose every use of a term is marked."""
    return site.write("config.yaml", "title: x\nbase_url: https://a.org\nmark: all\n").glossary(TERMS)


def ids(site: Site, address: str) -> list[str]:
    return [a.get("data-term") for a in site.select(address, "a.term")]


def test_in_every_edition(marked: Site) -> None:
    """A term is marked in the source, in the other script and in the translation."""
    marked.article("a", "用蒸餾。").article("a", "By distillation.", lang="en").build()
    for edition in ("zh-hant", "zh-hans", "en"):
        assert ids(marked, f"{edition}/a/") == ["distillation", "distillation"]
    marked.shows("zh-hans/a/", ">蒸馏</a>")


def test_terms_that_an_article_leaves_out(marked: Site) -> None:
    """``glossary: exclude`` takes some out, ``only`` lets some in."""
    marked.article("a", "蒸餾模型", front="glossary: {exclude: [model]}")
    marked.article("b", "蒸餾模型", front="glossary: {only: [model]}").build()
    assert ids(marked, "zh-hant/a/") == ["distillation"]
    assert ids(marked, "zh-hant/b/") == ["model"]


def test_what_a_span_says_is_shown_whatever_is_excluded(marked: Site) -> None:
    """A span's own word wins over the front matter."""
    marked.article("a", "蒸餾[模型]{term=model}", front="glossary: {exclude: [model, distillation]}").build()
    assert ids(marked, "zh-hant/a/") == ["model"]


def test_a_region_falls_back_on_its_language(site: Site) -> None:
    """en-GB is read with the forms of en."""
    site.write(
        "config.yaml", "title: x\nbase_url: https://a.org\nmark: all\neditions: [{name: en, lang: en-GB}]\n"
    ).glossary(TERMS).article("a", "A model.", lang="en-GB").build()
    assert ids(site, "en/a/") == ["model"]


def test_unknown_terms(marked: Site) -> None:
    """A span or a list that names no term is a fault in its place."""
    marked.article("a", "一[蒸餾]{term=distilation}", front="glossary: {exclude: [modle]}")
    marked.fails_with(
        "content/articles/a/zh-Hant.md:6:12", "no term distilation", "did you mean distillation?"
    )
    marked.fails_with("content/articles/a/zh-Hant.md:3:22", "no term modle", "did you mean model?")


def test_unknown_terms_on_a_page(marked: Site) -> None:
    """A page's span that names no term is a fault, too."""
    marked.write("content/pages/about/zh-Hant.md", "---\ntitle: x\n---\n\n[一]{term=nope}\n")
    marked.fails_with("content/pages/about/zh-Hant.md:5:10", "no term nope")


def test_unknown_terms_in_a_note(marked: Site) -> None:
    """A note's span that names no term is a fault, too."""
    marked.article("a", "一二")
    marked.notes("a", "- {id: n, quote: 一, kind: fact, text: {zh-Hant: '[二]{term=nope}'}}")
    assert marked.faults()
