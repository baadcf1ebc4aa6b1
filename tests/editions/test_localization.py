"""Localizing a text across its markup."""

from __future__ import annotations

from typing import Any

import pytest
from testbed import Case, Judge

from yizhu.chinese.quotation_marks import choose_quote_style
from yizhu.content.articles import read_text
from yizhu.content.markdown.parser import read_markdown
from yizhu.content.model import Article, Source, Term
from yizhu.content.prose import inline_prose
from yizhu.editions.localization import Localization, localize, localize_text
from yizhu.editions.rewrites import Rewrite, select_rewrites
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.editions.vocabulary import make_localization, read_shipped_vocabulary
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html, render_inline

WORDS = read_shipped_vocabulary("taiwan-mainland")


def way(terms: tuple[Term, ...] = (), words: Any = (), to: str = "zh-Hans") -> Localization:
    """The localization between the two scripts, as a site has it."""
    source, config = ("zh-Hant", "tw2s") if to == "zh-Hans" else ("zh-Hans", "s2tw")
    quotes = choose_quote_style(source, to)
    return make_localization(
        source_lang=source, lang=to, config=config, quotes=quotes, terms=terms, words=words
    )


SHIPPED = way(words=WORDS)
BACK = way(words=WORDS, to="zh-Hant")


def converted(text: str, by: Localization = SHIPPED) -> str:
    """The passages of a text in the other script."""
    source = read_text(by.source_lang, Source("a.md", f"---\ntitle: x\n---\n\n{text}\n"))
    known = (Term("net", (("en", ("net",)),)),)
    passages = mark_terms(Article("a", source, (), ()), TermSet(known)).source.passages
    return "\n".join(str(render_inline(localize(passage.prose, by), LinkContext())) for passage in passages)


@pytest.mark.cases("conversion")
def test_conversion(case: Case, judge: Judge) -> None:
    """Converted as the case says."""
    judge.case(case, converted)


@pytest.mark.cases("conversion-back")
def test_conversion_back(case: Case, judge: Judge) -> None:
    """From Simplified, converted as the case says."""
    judge.case(case, lambda text: converted(text, BACK))


def test_no_language_no_change() -> None:
    """An edition with its own texts shows them unchanged."""
    prose = inline_prose("網路")
    assert localize(prose, Localization()) is prose
    assert localize_text("網路", Localization()) == "網路"


def test_given_forms_win_over_the_vocabulary() -> None:
    """The glossary's form wins over the shipped vocabulary's."""
    term = Term("net", (("zh-Hant", ("網路",)), ("zh-Hans", ("互联网络",))))
    assert localize_text("網路與軟體", way((term,), WORDS)) == "互联网络与软件"


def test_an_exception_of_a_term_holds_in_conversion_too() -> None:
    """Inside an exception of the term its form is not used."""
    term = Term("a", (("zh-Hant", ("程式",)), ("zh-Hans", ("编程",))), exceptions=("方程式",))
    assert localize_text("方程式、程式", way((term,))) == "方程式、编程"


def test_a_text_that_has_the_other_regions_word() -> None:
    """A word within the word that would replace it is left alone."""
    words = ({"zh-Hant": "演算法", "zh-Hans": "算法"},)
    assert localize_text("排序演算法，排序算法", way(words=words, to="zh-Hant")) == "排序演算法，排序演算法"


def test_a_foreign_name() -> None:
    """A foreign name has the one dot of Simplified text, except where the text is kept; 甚麼 is 什么."""
    words = ({"zh-Hant": "賈伯斯", "zh-Hans": "乔布斯"},)
    assert localize_text("甚麼都好。史蒂夫‧賈伯斯。", way(words=words)) == "什么都好。史蒂夫·乔布斯。"
    prose = read_markdown("a.md", "[史蒂夫‧賈伯斯]{keep}，`甲‧乙`，卡爾．馬克思").passages[0].prose
    assert localize(prose, way()).text == "史蒂夫‧賈伯斯，甲‧乙，卡尔·马克思"


def test_what_characters_do_by_themselves_is_no_rewrite() -> None:
    """Only words that OpenCC would convert wrongly become rewrites; of two for one word the first."""
    pairs = [
        Rewrite("軟體", "软件"),
        Rewrite("軟體", "软体"),
        Rewrite("模型", "模型"),
        Rewrite("訓練", "训练"),
    ]
    assert select_rewrites(pairs, "tw2s") == (Rewrite("軟體", "软件"),)


def test_direction_of_a_word() -> None:
    """A word that is good in one direction only is not used in the other."""
    words = ({"zh-Hant": "網路", "zh-Hans": "网络", "direction": "zh-Hans"},)
    assert localize_text("網路", way(words=words)) == "网络"
    assert localize_text("网络", way(words=words, to="zh-Hant")) == "網絡"


def test_blocks_keep_their_shape() -> None:
    """A list converted is the same list."""
    prose = read_markdown("a.md", "- 網路\n- 軟體很**好**").passages[0].prose
    assert (
        render_html(localize(prose, way()), LinkContext())
        == "<ul><li>网路</li><li>软体很<strong>好</strong></li></ul>"
    )
