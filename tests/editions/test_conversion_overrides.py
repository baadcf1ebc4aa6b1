"""What an article says of its own names and words, for converted editions."""

from __future__ import annotations

import pytest
from testbed import PNG, Site

from yizhu.chinese.script_conversion import convert_name

FROM_SIMPLIFIED = (
    "title: x\nbase_url: https://a.org\neditions:\n"
    "- {name: zh-hans, lang: zh-Hans}\n- {name: zh-hant, lang: zh-Hant, from: zh-Hans}\n"
)


def told(site: Site, address: str, passage: str = "p1") -> str:
    return site.text_of(address, f"#{passage} .text").strip()


def test_words_of_the_article_win(site: Site) -> None:
    """A word of the article wins over the site's, and that over the shipped one; another article keeps the usual one."""
    site.write(
        "content/vocabulary/own.yaml", "- {zh-Hant: 川普, zh-Hans: 川普}\n- {zh-Hant: 捷運, zh-Hans: 轨道}"
    )
    site.article("a", "川普與捷運與網路", front="convert: {words: {川普: 特朗普, 網路: 网络世界}}")
    site.article("b", "川普與捷運與網路").build()
    assert told(site, "zh-hans/a/") == "特朗普与轨道与网络世界"
    assert told(site, "zh-hans/b/") == "川普与轨道与网络"


def test_they_hold_in_all_of_the_article(site: Site) -> None:
    """They apply everywhere: before and after their line, in the title, notes, footnotes and picture descriptions."""
    front = "summary: 川普來了\nconvert: {words: {川普: 唐纳德}}"
    site.article("a", "川普。[^1]\n\n![川普](x.png)\n\n[^1]: 川普", title="川普", front=front)
    site.write("content/articles/a/x.png", PNG)
    site.notes("a", "- {id: n, quote: 川普。, kind: fact, text: {zh-Hant: 說川普}}").build()
    site.lacks("zh-hans/a/", "川普</", "川普来了", 'alt="川普"', "说川普")
    site.shows("zh-hans/a/", "唐纳德来了", 'alt="唐纳德"', "说")


def test_a_span_wins_over_the_article(site: Site) -> None:
    """The article's words do not change a span that gives a form, is kept, or is no term."""
    body = "川普，[川普]{zh-Hans=川大爷}，[川普]{keep}，[川普]{term=none}，`川普`"
    site.article("a", body, front="convert: {words: {川普: 特朗普}}").build()
    assert told(site, "zh-hans/a/") == "特朗普，川大爷，川普，川普，川普"


def test_an_article_protects_its_words(site: Site) -> None:
    """No vocabulary changes a word that the article protects: it is converted as given, without a mark."""
    site.write("content/vocabulary/own.yaml", "- {zh-Hant: 工作, zh-Hans: 任务作}")
    site.article("a", "許多工作，工作", front="convert: {words: {許多工作: 许多工作}}").build()
    assert told(site, "zh-hans/a/") == "许多工作，任务作"
    assert [e.text for e in site.select("zh-hans/a/", "#p1 .changed")] == ["任务作"]


def test_the_longest_wording_wins(site: Site) -> None:
    """In whatever order they are written."""
    front = "convert: {words: {川普: 特朗普, 川普大樓: 川普大厦}}"
    site.article("a", "川普在川普大樓", front=front).build()
    assert told(site, "zh-hans/a/") == "特朗普在川普大厦"


def test_latin_words_are_found_whole(site: Site) -> None:
    """AI is not in AIDS."""
    site.article("a", "AI與AIDS", front="convert: {words: {AI: 人工智能}}").build()
    assert told(site, "zh-hans/a/") == "人工智能与AIDS"


def test_names_are_kept_together(site: Site) -> None:
    """No word takes a part of a name: neither a vocabulary's nor the article's."""
    site.write("content/vocabulary/own.yaml", "- {zh-Hant: 和偉, zh-Hans: 伟大}")
    front = "convert: {names: [于和偉, 乾隆, 李乾], words: {等于和: 大于}}"
    site.article("a", "等于和偉大，和偉，乾隆，李乾，乾的", front=front).build()
    assert told(site, "zh-hans/a/") == "等于和伟大，伟大，乾隆，李乾，干的"


def test_names_from_simplified(site: Site) -> None:
    """于 is a surname and no 於, in a name only."""
    site.write("config.yaml", FROM_SIMPLIFIED)
    site.article(
        "a", "于和伟在于北京，范文，钟楚红", lang="zh-Hans", front="convert: {names: [于和伟, 钟楚红]}"
    ).build()
    assert told(site, "zh-hant/a/") == "于和偉在於北京，範文，鍾楚紅"
    assert site.select("zh-hant/a/", "#p1 .changed") == []


def test_a_name_with_its_other_form(site: Site) -> None:
    """A name may give its form in the other script."""
    site.write("config.yaml", FROM_SIMPLIFIED)
    site.article(
        "a", "宁浩与肖战", lang="zh-Hans", front="convert: {names: [{宁浩: 甯浩}, {肖战: 蕭戰}]}"
    ).build()
    assert told(site, "zh-hant/a/") == "甯浩與蕭戰"


def test_both_ways(site: Site) -> None:
    """The wordings of a text also apply in the other direction: to a note written in the other script."""
    notes = "- {id: n, quote: 川普, kind: fact, text: {zh-Hant: 說川普和于和偉}}"
    front = "convert: {words: {川普普: 川普}, names: [于和伟]}"
    site.article("a", "川普，于和伟", lang="zh-Hans").notes("a", notes)
    site.article("b", "川普普", lang="zh-Hans", front=front).notes(
        "b", notes.replace("川普,", "川普普,")
    ).build()
    assert "说特朗普和于和伟" in site.text_of("zh-hans/a/", "#note-n")
    assert "说川普普和于和伟" in site.text_of("zh-hans/b/", "#note-n")


def test_a_translation_in_chinese_says_its_own(site: Site) -> None:
    """A Chinese translation of an English source uses its own ``convert:``."""
    site.article("a", "Trump said.", lang="en")
    site.article("a", "川普說。", front="status: draft\nconvert: {words: {川普: 懂王}}").build()
    assert told(site, "zh-hans/a/") == "懂王说。"


def test_by_region(site: Site) -> None:
    """A form for readers of one region is theirs alone."""
    site.write(
        "config.yaml",
        "title: x\nbase_url: https://a.org\neditions:\n- {name: tw, lang: zh-Hant}\n"
        "- {name: cn, lang: zh-Hans, from: zh-Hant}\n- {name: hk, lang: zh-Hant-HK, from: zh-Hant}\n",
    )
    front = "convert: {words: {川普: {zh-Hans: 懂王, zh-Hant-HK: 特朗普}, 捷運: 地铁}}"
    site.article("a", "川普搭捷運", front=front).build()
    assert told(site, "cn/a/") == "懂王搭地铁"
    assert told(site, "hk/a/") == "特朗普搭捷運"


def test_speakers_and_authors_are_names(site: Site) -> None:
    """Speakers and authors in the front matter are names without being listed."""
    site.write(
        "content/vocabulary/own.yaml", "- {zh-Hant: 路明, zh-Hans: 通明}\n- {zh-Hant: 川普, zh-Hans: 特朗普}"
    )
    front = "authors: [路明珠／李乾]\nspeakers: {a: 網路明, b: 川普, c: {zh-Hant: 蕭茲, zh-Hans: 舒尔茨}}"
    site.article("a", "**網路明：**路明珠與路明、李乾、川普、蕭茲", front=front).build()
    assert told(site, "zh-hans/a/") == "网路明：路明珠与通明、李乾、特朗普、舒尔茨"
    site.shows("zh-hans/a/", "路明珠／李乾")


def test_a_single_character_is_no_name(site: Site) -> None:
    """問 and 答 as speakers do not cut words."""
    site.article("a", "**網：**網路", front="speakers: {a: 網}").build()
    assert told(site, "zh-hans/a/") == "网：网络"


def test_pages_too(site: Site) -> None:
    """A page's front matter says the same for the page."""
    text = "---\ntitle: 關於\nconvert: {words: {川普: 懂王}}\n---\n\n川普\n"
    site.write("content/pages/about/zh-Hant.md", text).build()
    site.shows("zh-hans/about/", "懂王")


@pytest.mark.parametrize(
    ("front", "place", "words"),
    [
        ("convert: {nams: [甲]}", "3:11", ("unknown key nams", "names")),
        ("convert: {names: [true]}", "3:19", ("is not a name",)),
        ("convert: {words: {甲: [乙]}}", "3:22", ("甲 is not text",)),
        ("convert: {words: {甲: {fr-x: 乙}}}", "3:22", ("甲 is not text",)),
        ("convert: {words: [甲]}", "3:18", ("words must be a mapping",)),
        ("convert: {names: [甲乙], words: {甲乙: 丙}}", "3:32", ("甲乙 stands twice in convert", "3:19")),
        ("convert: {words: {甲: {zh-Hant: 乙}}}", "3:19", ("甲 is already the form in zh-Hant",)),
        ('convert: {words: {"": 乙}}', "3:18", ("is not a wording",)),
    ],
)
def test_faults(site: Site, front: str, place: str, words: tuple[str, ...]) -> None:
    """An unknown or duplicate wording in convert is a fault at its line."""
    site.article("a", "甲", front=front).fails_with(f"content/articles/a/zh-Hant.md:{place}", *words)


def test_it_is_of_chinese(site: Site) -> None:
    """In another language there is nothing to convert."""
    site.article("a", "一").article("a", "one", lang="en", front="status: draft\nconvert: {names: [x]}")
    site.fails_with("content/articles/a/en.md:4:1", "nothing is converted from en")


def test_a_change_is_noticed(site: Site) -> None:
    """A cached article is not used after its convert: changes."""
    site.article("a", "川普").build()
    site.article("a", "川普", front="convert: {words: {川普: 懂王}}").build()
    assert told(site, "zh-hans/a/") == "懂王"


@pytest.mark.parametrize(
    ("name", "config", "expected"),
    [
        ("于和伟", "s2tw", "于和偉"),
        ("范冰冰", "s2twp", "范冰冰"),
        ("余秋雨", "s2hk", "余秋雨"),
        ("钟楚红", "s2tw", "鍾楚紅"),
        ("乾隆", "tw2s", "乾隆"),
        ("李乾", "tw2sp", "李乾"),
        ("陳著", "tw2s", "陈著"),
        ("周杰倫", "tw2s", "周杰伦"),
        ("游戏葡萄社", "s2tw", "遊戲葡萄社"),
        ("川普", "tw2s", "川普"),
        ("Elon Musk", "tw2s", "Elon Musk"),
        ("于", "s2tw", "於"),
    ],
)
def test_names(name: str, config: str, expected: str) -> None:
    """Names are converted character by character, surnames as surnames; a longer one is a phrase."""
    assert convert_name(name, config) == expected
