"""Terms are marked in texts, where the editor allows it."""

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
    """``glossary: exclude`` leaves out terms, ``only`` leaves out all others."""
    marked.article("a", "蒸餾模型", front="glossary: {exclude: [model]}")
    marked.article("b", "蒸餾模型", front="glossary: {only: [model]}").build()
    assert ids(marked, "zh-hant/a/") == ["distillation"]
    assert ids(marked, "zh-hant/b/") == ["model"]


def test_what_a_span_says_is_shown_whatever_is_excluded(marked: Site) -> None:
    """A span wins over the front matter."""
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


SENSES = """
- id: quantization
  forms: {zh-Hant: [量化], en: [quantization]}
  senses:
    - {id: model, definition: {zh-Hant: 省位元, en: fewer bits}}
    - {id: trading, definition: {zh-Hant: 買賣, en: by models}, forms: {zh-Hant: [量化交易], en: [quant]}}
"""


@pytest.fixture
def sensed(site: Site) -> Site:
    """A term of two senses, every use of it marked."""
    return site.write("config.yaml", "title: x\nbase_url: https://a.org\nmark: all\n").glossary(SENSES)


def senses(site: Site, address: str) -> list[tuple[str, str, str]]:
    """The marked uses: the words, the sense, the target of the link."""
    links = site.select(address, ".text a.term")
    assert all(a.get("data-term") == "quantization" for a in links)
    return [(a.text_content(), a.get("data-sense"), a.get("href")) for a in links]


def test_the_first_sense_is_the_default(sensed: Site) -> None:
    """It is used if an article chooses none."""
    sensed.article("a", "量化。").build()
    assert senses(sensed, "zh-hant/a/") == [("量化", "model", "#g-quantization")]
    assert sensed.text_of("zh-hant/a/", "#g-quantization .definition") == "省位元"


def test_an_article_chooses_a_sense(sensed: Site) -> None:
    """The sense is used in all its texts and editions, and in the article's glossary."""
    sensed.article("a", "量化。", front="glossary: {sense: {quantization: trading}}")
    sensed.article("a", "Quantization.", lang="en", front="status: draft").build()
    for edition, words, told in (
        ("zh-hant", "量化", "買賣"),
        ("zh-hans", "量化", "买卖"),
        ("en", "Quantization", "by models"),
    ):
        assert senses(sensed, f"{edition}/a/") == [(words, "trading", "#g-quantization")]
        assert sensed.text_of(f"{edition}/a/", "#g-quantization .definition") == told


def test_a_span_chooses_a_sense(sensed: Site) -> None:
    """Its link leads to an entry of that sense, next to the entry of the article's sense."""
    sensed.article("a", "[量化]{term=quantization.trading}，量化，[化]{term=quantization}。").build()
    assert senses(sensed, "zh-hant/a/") == [
        ("量化", "trading", "#g-quantization.trading"),
        ("量化", "model", "#g-quantization"),
        ("化", "model", "#g-quantization"),
    ]
    entries = sensed.select("zh-hant/a/", "#glossary div.entry")
    assert [e.get("id") for e in entries] == ["g-quantization.trading", "g-quantization"]


def test_a_form_of_one_sense_chooses_it(sensed: Site) -> None:
    """It does so whatever sense the article chose, and in its inflections too."""
    sensed.article("a", "量化交易與量化。").article(
        "a", "Quants, quantization.", lang="en", front="status: draft"
    )
    sensed.build()
    assert [sense for _, sense, _ in senses(sensed, "zh-hant/a/")] == ["trading", "model"]
    assert [sense for _, sense, _ in senses(sensed, "en/a/")] == ["trading", "model"]


def test_another_sense_is_marked_where_the_first_was(sensed: Site) -> None:
    """With ``mark: section``, the first use of each sense."""
    sensed.write("config.yaml", "title: x\nbase_url: https://a.org\nmark: section\n")
    sensed.article("a", "量化，量化交易，量化，量化交易。").build()
    assert [words for words, _, _ in senses(sensed, "zh-hant/a/")] == ["量化", "量化交易"]


def test_a_term_of_one_meaning_has_no_sense(marked: Site) -> None:
    """Without ``senses:`` nothing changes."""
    marked.article("a", "蒸餾。").build()
    marked.lacks("zh-hant/a/", "data-sense").shows("zh-hant/a/", 'href="#g-distillation"')


def test_a_sense_on_a_page(sensed: Site) -> None:
    """It leads to the sense on the term's page."""
    sensed.write(
        "content/pages/about/zh-Hant.md", "---\ntitle: x\n---\n\n[量化]{term=quantization.trading}\n"
    ).build()
    sensed.shows("zh-hant/about/", 'data-sense="trading" href="../glossary/quantization/#sense-trading"')


def test_unknown_senses(sensed: Site) -> None:
    """A span or front matter that names no sense of the term is a fault in its place, with the nearest."""
    sensed.article(
        "a", "一[量化]{term=quantization.tradng}", front="glossary: {sense: {quantization: modle}}"
    )
    path = "content/articles/a/zh-Hant.md"
    sensed.fails_with(f"{path}:6:12", "quantization has no sense tradng", "did you mean trading?")
    sensed.fails_with(f"{path}:3:20", "quantization has no sense modle", "did you mean model?")
    sensed.article("a", "一", front="glossary: {sense: {quantisation: model}}")
    sensed.fails_with(f"{path}:3:20", "no term quantisation", "did you mean quantization?")


def test_a_sense_of_a_term_that_has_none(marked: Site) -> None:
    """A span that names a sense of a term without senses is a fault."""
    marked.article("a", "[一]{term=model.fast}")
    marked.fails_with("content/articles/a/zh-Hant.md:5:10", "model has no sense fast", "one meaning")
    marked.article("a", "[一]{term=none.fast}")
    marked.fails_with("content/articles/a/zh-Hant.md:5:10", "none has no sense fast")


MISPRINTS = """
- {id: blind-eye, forms: {zh-Hant: [睜一隻眼閉一隻眼], en: [turn a blind eye]}}
- {id: deepseek, forms: {zh-Hant: [DeepSeek], en: [DeepSeek]}}
- {id: eye, forms: {zh-Hant: [眼], en: [eye]}}
- {id: printed, forms: {zh-Hant: [一只眼睛], en: [x]}}
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("睜一[只]{sic=隻}眼閉一隻眼", ["blind-eye"]),  # by its corrected form
        ("[睜一只]{sic=睜一隻}眼閉一[只]{sic=隻}眼", ["blind-eye"]),
        ("一[只]{sic=隻}眼睛", ["printed"]),  # by its printed form
        ("[DeepSee]{sic=DeepSeek}", ["deepseek"]),
        ("用[DeepSee公司]{sic=DeepSeek公司}", []),  # only part of the misprint
        ("[用DeepSeck]{sic=用DeepSeek}", []),
        ("眼[DeepSee]{sic=DeepSeek}", ["eye", "deepseek"]),
        ("[眼]{reading=yǎn}", []),
        ("[眼睛]{reading=yǎnjīng}", []),  # a reading is that of all its characters
        ("睜一隻[眼]{reading=yǎn}閉一隻眼", ["blind-eye"]),
    ],
)
def test_terms_with_misprints(marked: Site, text: str, found: list[str]) -> None:
    """A term is found by its printed and by its corrected form, around misprints and readings, and its page lists it."""
    marked.glossary(MISPRINTS).article("a", text).build()
    assert ids(marked, "zh-hant/a/") == found
    for term in found:
        assert marked.select(f"zh-hant/glossary/{term}/", ".use, .uses li")
