"""Page dumps of other kinds: what comes out of each, and which are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yizhu.content.faults import Faults
from yizhu.importers import Draft, article_markdown, as_json, draft_from
from yizhu.importers.model.draft import find_unaccounted

SEED_LINES = (Path(__file__).parents[1] / "data" / "deepseek-interview.txt").read_text("utf-8").split("\n")

NAMED = """專訪王小明談開源
本報記者日前專訪了開源社區的推動者王小明教授,請他談談這些年來的觀察。
記者:您認為開源會是未來的趨勢嗎? 為什麼?
王小明教授:會的。開源讓更多人參與,這一點沒有人能否認。

王小明說起話來不急不徐,這個問題他顯然想過許多次了。
記者:那麼商業公司呢? 他們也願意嗎?
王小明教授:他們願不願意,其實並不重要。
記者:謝謝您接受採訪。
王小明教授:不客氣,歡迎常來。
王小明,國立某某大學資訊工程學系教授。
"""

NEWS = """首頁 新聞 颱風接近 氣象署:週三起全台有雨
颱風接近 氣象署:週三起全台有雨
中央氣象署今天表示,颱風預計於週三(2日)接近台灣東部海面,中心氣壓985百帕。
氣象署提醒民眾:山區應防豪雨、落石,詳情請見 https://www.cwa.gov.tw/V8/C/?a=1,b=2 的說明。
時間:週三上午8:30,地點:台北。
相關新聞
歷年颱風一覽
"""

HANS = """开源模型的成本为什么这么低?
记者:这个模型的训练成本真的这么低吗? 我觉得这只是一次训练的费用,没有算上失败的实验。
记者:那么开源会不会改变这个行业呢? 会的,价格会越来越便宜,这是没有问题的。
李明,某某大学计算机系教授。
"""

ENGLISH = """A conversation about open models
DW: Is it possible, as some say (the sceptics aside), to train so cheaply?
Han Xiao: Yes, it is; the word 譯注, by the way, means "translated and annotated".
DW: And does that change the market? Some doubt it.
Han Xiao: It does: prices fall (again), and users gain.
延伸閱讀
"""


def draft_of(text: str, **given: str) -> Draft:
    draft = draft_from(text.encode(), name="page.txt", **given)
    assert find_unaccounted(draft) == ()
    return draft


def refused(data: bytes) -> str:
    with pytest.raises(Faults) as found:
        draft_from(data, name="page.txt")
    for fault in found.value.faults:
        assert fault.place.path == "page.txt"
        assert fault.help
    return str(found.value)


def test_a_name_before_each_turn() -> None:
    """Where every turn is named nothing is cut or supplied, and a line without a name goes on with its turn."""
    draft = draft_of(NAMED)
    kinds = [(block.role, block.label) for block in draft.blocks]
    assert kinds == [
        ("paragraph", ""),
        ("question", "記者："),
        ("answer", "王小明教授："),
        ("answer", ""),
        ("question", "記者："),
        ("answer", "王小明教授："),
        ("question", "記者："),
        ("answer", "王小明教授："),
        ("bio", ""),
    ]
    assert draft.blocks[1].text == "您認為開源會是未來的趨勢嗎？ 為什麼？"
    assert draft.blocks[3].speaker == "wang-xiaoming"
    assert as_json(draft)["meta"]["speakers"]["wang-xiaoming"] == {"zh-Hant": ["王小明", "王小明教授"]}


def test_names_on_lines_of_their_own() -> None:
    """A label alone on its line belongs to the line below it, and the block has the lines of both."""
    named = [line for line in NAMED.split("\n") if line]
    draft = draft_of("\n".join([*named[:2], *(line.replace(":", ":\n\n", 1) for line in named[2:])]))
    turns = [(block.role, block.lines) for block in draft.blocks if block.label]
    assert turns[:2] == [("question", (3, 5)), ("answer", (6, 8))]
    assert draft.blocks[1].text == "您認為開源會是未來的趨勢嗎？ 為什麼？"


def test_a_name_torn_from_its_turn() -> None:
    """A dropped line between a label and its turn is a fault: the turn's lines would contain it."""
    text = NAMED.replace("記者:那麼", "記者:\n(相關報導:\n某某\n)\n那麼")
    assert "page.txt:7: the text of this speaker does not follow the name directly" in refused(text.encode())


def test_news_without_turns() -> None:
    """A page without turns becomes paragraphs; labels such as 時間: are not speakers."""
    draft = draft_of(NEWS)
    assert [block.role for block in draft.blocks] == ["paragraph"] * 3
    assert "speakers" not in as_json(draft)["meta"]
    assert draft.meta.title == "颱風接近 氣象署：週三起全台有雨"
    assert [item.lines for item in draft.dropped] == [(1, 1), (6, 6), (7, 7)]
    assert "https://www.cwa.gov.tw/V8/C/?a=1,b=2 的說明" in draft.blocks[1].text
    assert draft.blocks[2].text == "時間：週三上午8:30，地點：台北。"


def test_a_simplified_page() -> None:
    """A Simplified page is detected by its characters; an answerer without a label is not invented."""
    draft = draft_of(HANS)
    assert draft.language.tag == "zh-Hans"
    assert [(block.role, block.speaker, block.label) for block in draft.blocks] == [
        ("question", "ji-zhe", "记者："),
        ("answer", "", ""),
        ("question", "ji-zhe", "记者："),
        ("answer", "", ""),
        ("answer", "", ""),
    ]
    assert draft.blocks[0].text == "这个模型的训练成本真的这么低吗？"


def test_no_rule_for_chinese_fires_on_an_english_page() -> None:
    """On an English page with Chinese words nothing is restored, cut or dropped."""
    draft = draft_of(ENGLISH)
    assert draft.language.tag == "en"
    assert draft.restored == ()
    assert draft.dropped == ()
    assert [one.profile for one in draft.profiles] == ["en"]
    assert [block.text for block in draft.blocks if block.label == "Han Xiao:"] == [
        'Yes, it is; the word 譯注, by the way, means "translated and annotated".',
        "It does: prices fall (again), and users gain.",
    ]
    assert "**Han Xiao:** Yes, it is;" in article_markdown(draft)


def test_the_language_given_wins() -> None:
    """With --lang the editor decides, and Chinese rules stay silent on a page said to be English."""
    assert draft_of(NEWS, lang="en").restored == ()
    assert draft_of(HANS, lang="zh-Hans-CN").language.why == "given by the editor"


def test_a_page_with_its_punctuation_keeps_it() -> None:
    """Where full-width marks are the rule, the half-width ones are somebody's choice."""
    text = NEWS.translate(str.maketrans(",:", "，：")).replace("https：", "https:")
    draft = draft_of(text)
    assert draft.restored == ()
    assert "(2日)" in draft.blocks[0].text


def test_a_marker_in_brackets_is_no_end() -> None:
    """The interview goes on below an insert that holds an end marker."""
    draft = draft_of("\n".join(SEED_LINES[:27]))
    assert draft.blocks[-1].lines == (23, 23)


def test_an_article_that_goes_on_below_an_end_marker() -> None:
    """If a speaker continues below an end marker, the import fails: half an article would be wrong."""
    text = "\n".join([*SEED_LINES[:10], "更多文章", *SEED_LINES[10:27]])
    assert "page.txt:13: 德國之聲 continues to speak below the end marker 更多文章" in refused(text.encode())


def test_an_insert_takes_no_text_with_it() -> None:
    """An insert ends where its bracket does: text on that line, or prose within, is never dropped with it."""
    for bad in (
        "(相關報導:\n某某\n) 這一句話是文章的,不能丟掉,也不能不說。",
        "(相關報導:\n這一句話是文章的,不能丟掉,也不能不說。\n)",
    ):
        text = NEWS.replace("氣象署提醒", bad + "\n氣象署提醒")
        assert "page.txt:4: the insert (相關報導: is not closed" in refused(text.encode())


def test_the_same_page_without_its_end_markers() -> None:
    """Without an end marker, teasers at a page's foot are recognized by their form."""
    without = [*SEED_LINES[:23], *SEED_LINES[27:]]
    draft = draft_of("\n".join(without))
    assert len(draft.blocks) == 18
    assert sum(item.why.startswith("teaser") for item in draft.dropped) == 28


def test_the_breadcrumb_gives_the_title_if_nothing_else_does() -> None:
    """Without a line of its own the title is read from behind the breadcrumb, which is then kept, not dropped."""
    draft = draft_of("\n".join([SEED_LINES[0], *SEED_LINES[2:23]]))
    assert draft.meta.title.endswith("中國AI專家看DeepSeek")
    assert draft.meta.title.startswith("「做量化")
    assert draft.fields[0].lines == (1, 1)


def test_two_answerers_and_no_names() -> None:
    """Where either of two people may have answered, no name is put before the answer."""
    text = """圓桌:開源與閉源的未來
主持人:兩位認為開源會是未來嗎? 王小明教授:會的,我一直這麼認為,這沒有什麼疑問。
主持人:李大華博士怎麼看? 李大華博士:我看未必,還要等一等。
主持人:那麼價格呢? 價格當然會越來越低,這一點大家都同意。
主持人:最後一個問題,誰會贏? 這個誰也不知道。
"""
    draft = draft_of(text)
    unnamed = [block for block in draft.blocks if block.role == "answer" and not block.label]
    assert [(block.speaker, block.supplied) for block in unnamed] == [("", False)] * 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        ("\u3000\n".encode(), "nothing but white space"),
        ("\n".join(SEED_LINES[27:]).encode(), "no article text"),
        ("\n".join(["今日焦點新聞", *SEED_LINES[27:]]).encode(), "no article text"),
        ("\n".join(re.split("[。,]", "".join(SEED_LINES[27:40]))).encode(), "no article text"),
        ("\n".join(SEED_LINES[23:]).encode(), "no article text"),
        ("\n".join([*SEED_LINES[1:2], *SEED_LINES[22:]]).encode(), "no article text"),
        ("\n".join(SEED_LINES[2:]).encode(), "no title was found above this line"),
        (
            "\n".join([*SEED_LINES[:8], *SEED_LINES[9:]]).encode(),
            "page.txt:5: the insert (相關報導: is not closed",
        ),
        (b"<!DOCTYPE html><html><p>Hello.</p></html>", "no title was found on the page"),
        ("Привет, мир. Тут она.".encode(), "cannot be told: several are written in Cyrillic"),
        ("日本人。山川。".encode(), "do not tell Traditional from Simplified"),
    ],
)
def test_what_is_refused(data: bytes, problem: str) -> None:
    """A source without an article is refused with its place and a help text; no bad article is made of it."""
    assert problem in refused(data)


def test_wrong_options() -> None:
    """A language that would lead out of the folder, an invalid address and a missing file are faults."""
    for given in ({"lang": "../en"}, {"lang": "zh_TW"}, {"url": "storm.mg"}, {"url": "javascript:alert(1)"}):
        with pytest.raises(Faults):
            draft_from(NEWS.encode(), name="page.txt", **given)
    with pytest.raises(Faults, match="there is no such file"):
        draft_from(Path("/nowhere/page.txt"), name="page.txt")
    with pytest.raises(Faults, match="cannot be read"):
        draft_from(Path(__file__).parent, name="importers")
