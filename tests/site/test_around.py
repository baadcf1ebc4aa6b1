"""What stands around a text: lists, contents, related articles, pre-reading sheets, the map of the terms."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from testbed import CONFIG, Site

from yizhu.chinese.han import shorten
from yizhu.content.prose import Mark, Prose
from yizhu.editions.model import Localized, Row, RowOf
from yizhu.site.page_model import TermMapBody
from yizhu.site.table_of_contents import list_questions
from yizhu.site.term_map import TermRelations, draw_term_map, order_terms

TERMS = """
- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation]}, definition: {zh-Hant: 教小模型。不是釀酒。}, see: [c], tags: [ai]}
- {id: c, forms: {zh-Hant: [思維鏈], en: [chain]}, definition: {zh-Hant: 寫出步驟。}, tags: [ai]}
- {id: o, forms: {zh-Hant: [開源], en: [open source]}, tags: [business]}
- {id: h, forms: {zh-Hant: [幻方], en: [High-Flyer]}, tags: [people-and-firms, business]}
"""


@pytest.fixture
def three(site: Site) -> Site:
    """Three articles: a and b share a rare term, all share a common one."""
    site.glossary(TERMS)
    site.article(
        "a",
        "蒸餾、思維鏈與開源。\n\n蒸餾與思維鏈，還有幻方。",
        title="甲",
        front="posted: 2025-03-01\nrights: {status: public-domain, basis: 1843年刊}",
    )
    site.article("b", "蒸餾和開源。", title="乙", front="posted: 2025-02-01")
    site.article("c", "開源。", title="丙", front="posted: 2025-01-01")
    return site.build()


# ---- lists and heads ---------------------------------------------------------------------------------------


def test_length_in_the_text_s_own_measure(site: Site) -> None:
    """Chinese is counted in characters, English in words; a list says about how many, the article how many."""
    site.article("a", "字" * 1234).article("a", "word " * 777, lang="en", front="status: draft").build()
    site.shows("zh-hant/", "約1,200字").shows("zh-hant/a/", "1,234字").shows("en/", "about 800 words")
    site.shows("en/a/", "777 words")


def test_whose_translation(site: Site) -> None:
    """Lists and heads say who translated and how; a machine's work is marked."""
    site.article("a", "一").article("a", "x", lang="en", front="translators: [M]\nstatus: machine").build()
    assert site.text_of("zh-hant/", ".machine") == "譯文：M、機器翻譯，未經審校"
    assert site.text_of("en/a/", ".machine") == "M, by machine, unreviewed"


def test_older_articles_by_year(site: Site) -> None:
    """Thirteen articles stand on the front page with their summaries, those before with date and title."""
    for day in range(1, 16):
        site.article(f"a{day}", "一", title=f"第{day}篇", front=f"posted: 2024-01-{day:02}")
    site.build()
    assert len(site.select("zh-hant/", "article.card")) == 13
    assert [a.text for a in site.select("zh-hant/", "ul.addresses a")] == ["第2篇", "第1篇"]


def test_the_version(site: Site) -> None:
    """An article's version changes with what it says, and not with how that is marked up."""
    bodies = ("甲乙", "**甲**乙", "甲丙")
    first, marked, other = (site.article("a", b).build().text_of("zh-hant/a/", "code") for b in bodies)
    assert first == marked != other


# ---- contents ----------------------------------------------------------------------------------------------


def _turn(number: int, speaker: str, said: str) -> Row:
    text = f"{speaker}：{said}"
    prose = Prose(text, (), (Mark(0, len(speaker) + 1, "speaker"),))
    return RowOf(f"p{number}", (), "p", "", speaker, False, False, (Localized(prose, "zh-Hant"),), ())


def test_questions_of_an_interview() -> None:
    """Each turn of whoever asks, by its last question; the name in front is none of it."""
    turns = [
        ("甲", "真的嗎？我想知道。"),
        ("乙", "真的。"),
        ("甲", "為什麼？"),
        ("乙", "不為什麼。"),
        ("甲", "幾時？"),
    ]
    rows = [_turn(number, *turn) for number, turn in enumerate(turns, 1)]
    assert list_questions(rows) == (("p1", "真的嗎？"), ("p3", "為什麼？"), ("p5", "幾時？"))


def test_a_long_question_is_cut_at_its_beginning() -> None:
    """It is at its end that a sentence asks."""
    long = "很長的開場白" * 9 + "，您怎麼看？"
    rows = [_turn(n, "甲", long) for n in (1, 3, 5)] + [_turn(2, "乙", "不知道。")]
    assert list_questions(rows)[0] == ("p1", "…您怎麼看？")


def test_nobody_asks() -> None:
    """A talk without questions, or with one speaker, has no list of them."""
    assert list_questions([_turn(n, "甲" if n % 2 else "乙", "是。") for n in range(1, 9)]) == ()
    assert list_questions([_turn(n, "甲", "是嗎？") for n in range(1, 9)]) == ()


def test_no_word_is_cut() -> None:
    """What is shortened ends with a whole word, and not with a comma."""
    assert shorten("one two, three four", 99, 12) == "one two…"
    assert shorten("一二三，四五六", 5, 99) == "一二三…"
    assert shorten("一二三", 3, 3) == "一二三"


# ---- related articles --------------------------------------------------------------------------------------


def test_related_by_rare_terms(three: Site) -> None:
    """The nearest is the article that shares what few others use; the page says which terms."""
    onward = [a.text for a in three.select("zh-hant/a/", "nav.onward a")]
    assert onward[:4] == ["乙", "蒸餾", "開源", "丙"]


# ---- the pre-reading sheet ---------------------------------------------------------------------------------


def test_what_a_sheet_holds(three: Site) -> None:
    """Terms with their first sentence in the order of the text, names apart, source and rights, its own address."""
    three.shows(
        "zh-hant/a/sheet/", "蒸餾", "教小模型。", "思維鏈", "https://example.org/yizhu/zh-hant/a/sheet/"
    )
    three.lacks("zh-hant/a/sheet/", "不是釀酒")
    assert "公有領域：1843年刊" in three.text_of("zh-hant/a/sheet/", "footer")
    words = [b.text for b in three.select("zh-hant/a/sheet/", "dl b")]
    assert words == ["蒸餾", "思維鏈", "開源"]
    assert "幻方" in three.text_of("zh-hant/a/sheet/", ".sheet")
    assert [a.get("href") for a in three.select("zh-hant/a/", "a") if "sheet" in a.get("href")] == [
        "sheet/"
    ] * 2
    three.shows("zh-hant/a/sheet/", 'hreflang="en" href="https://example.org/yizhu/en/a/sheet/"')
    three.shows("sitemap.xml", "zh-hant/a/sheet/")


def test_a_sheet_of_an_interview_asks_what_was_asked(site: Site) -> None:
    """Three of its questions, from the first to the last, and one of the reader's own."""
    turns = "\n\n".join(f"**甲：**第{n}問是什麼？\n\n**乙：**答。" for n in range(1, 6))
    site.article("a", turns, front="speakers: {x: 甲, y: 乙}").build()
    asked = [a.get("href") for a in site.select("zh-hant/a/sheet/", "ol a")]
    assert asked == ["../#p1", "../#p5", "../#p9"]


# ---- the glossary ------------------------------------------------------------------------------------------


def test_tags_in_the_reader_s_words(site: Site) -> None:
    """Tags are called as config.yaml says, converted where an edition has no words of its own."""
    site.write("config.yaml", CONFIG + "tags: {ai: {zh-Hant: 人工智慧與網路, en: AI}}\n")
    site.glossary(TERMS).article("a", "蒸餾").build()
    told = {e: site.text_of(f"{e}/glossary/", ".sift") for e in ("zh-hant", "zh-hans", "en")}
    assert "人工智慧與網路" in told["zh-hant"]
    assert "网络" in told["zh-hans"]
    assert {"AI", "business"} <= set(told["en"].split())


# ---- the map -----------------------------------------------------------------------------------------------


def test_the_map_says_what_its_table_says(three: Site) -> None:
    """A line for each reference and each pair that two passages use; the table has the same."""
    assert len(three.select("zh-hant/glossary/map/", "path.see")) == 1
    assert len(three.select("zh-hant/glossary/map/", "path.use")) == 2
    rows = three.select("zh-hant/glossary/map/", "tbody tr")
    assert {row[0].text_content(): row[2].text_content() for row in rows}["蒸餾"] == "思維鏈 2、開源 2"


def test_a_definition_does_not_touch_the_map(three: Site) -> None:
    """The map depends on headwords, references and counts only."""
    before = three.page("zh-hant/glossary/map/")
    three.glossary(TERMS.replace("教小模型", "改了定義")).build()
    assert three.page("zh-hant/glossary/map/") == before


@pytest.mark.parametrize("kind", ["- {id: map, forms: {en: [map]}}", "- id: map\n  forms: {en: [map]}"])
def test_a_term_called_map(site: Site, kind: str) -> None:
    """It would stand where the map stands."""
    site.glossary(kind)
    assert "also claimed by the glossary's own map" in str(site.faults()[0])


def test_links_to_sheet_and_map(three: Site) -> None:
    """An author may link to both."""
    three.article("d", "[一](/a/sheet/) [二](/glossary/map/)").build()


PAIRS = some.dictionaries(
    some.tuples(*[some.integers(0, 30)] * 2).filter(lambda p: p[0] < p[1]), some.integers(1, 6), max_size=60
)


@given(PAIRS, some.randoms())
def test_a_series(pairs: dict[tuple[int, int], int], chance: random.Random) -> None:
    """Everything once; the order in which the ties are told does not matter."""
    names = [f"{n:02}" for n in range(31)]
    ties = {(names[a], names[b]): strength for (a, b), strength in pairs.items()}
    row = order_terms(names, ties)
    assert sorted(row) == names
    shuffled = list(ties.items())
    chance.shuffle(shuffled)
    assert order_terms(names, dict(shuffled)) == row


def test_a_chain_is_found() -> None:
    """Terms that are tied in a chain stand in its order, whatever their names."""
    chain = list("dagcfbe")
    row = order_terms(sorted(chain), dict.fromkeys(pairwise(chain), 1))
    assert list(row) in (chain, chain[::-1])


def test_a_picture_has_an_end() -> None:
    """Of very many terms those used most are drawn, and it is said how many are not."""
    ids = [f"t{n:03}" for n in range(120)]
    terms = tuple((id, id, "en") for id in ids)
    known = TermRelations(terms, tuple(pairwise(ids)), tuple((id, n) for n, id in enumerate(ids, 1)), ())
    body: TermMapBody = draw_term_map(known)
    assert (len(body.terms), body.left_out) == (96, 24)
    assert draw_term_map(TermRelations((), (), (), ())).terms == ()
