"""The shipped vocabulary, entry by entry."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from yizhu.content.prose import Prose, inline_prose, select_marks
from yizhu.content.yaml.schema_violations import find_violations
from yizhu.editions.localization import Localization, localize, localize_text
from yizhu.editions.rewrites import WHOLE, Rewrite, Rewrites
from yizhu.editions.vocabulary import (
    VocabularyEntry,
    is_editorial,
    make_localization,
    read_shipped_vocabulary,
)

ENTRIES = read_shipped_vocabulary("taiwan-mainland")
WAYS = {"zh-Hans": ("zh-Hant", "tw2s"), "zh-Hant": ("zh-Hans", "s2tw")}


def changed_by(lang: str) -> list[VocabularyEntry]:
    """The entries that hold on the way to a language."""
    return [entry for entry in ENTRIES if entry.get("direction", "both") in ("both", lang)]


def test_there_are_enough() -> None:
    """Each reach has some hundred words for each direction, the editors' some six hundred in all."""
    assert sum(map(is_editorial, ENTRIES)) >= 600
    for reach in (True, False):
        assert all(sum(is_editorial(e) is reach for e in changed_by(lang)) >= 300 for lang in WAYS)


def test_each_has_a_source() -> None:
    """Each entry has a source."""
    assert [entry for entry in ENTRIES if not str(entry.get("source", "")).strip()] == []


@pytest.mark.parametrize("lang", WAYS)
def test_a_wording_stands_once(lang: str) -> None:
    """In each direction a word has one replacement."""
    source = WAYS[lang][0]
    wordings = Counter((entry[source], entry.get("after", "")) for entry in changed_by(lang))
    assert [wording for wording, times in wordings.items() if times > 1] == []


def test_a_context_holds_its_word() -> None:
    """An exception contains the word in a direction of the entry."""
    idle = [
        (entry["zh-Hant"], context)
        for entry in ENTRIES
        for context in entry.get("except", ())
        if not any(
            str(entry[source]) in context for lang, (source, _) in WAYS.items() if entry in changed_by(lang)
        )
    ]
    assert idle == []


ON_TOPIC = {"": "", "computing": "GPU：", "games": "RPG：", "typesetting": "排版："}


def convert(entry: VocabularyEntry, lang: str, text: str) -> Prose:
    """Convert a text as the entry asks: by the editors if it is editorial, on its topic."""
    way = localization(lang)
    topic = ON_TOPIC[entry.get("topic", "")]
    return localize(inline_prose(topic + text), way.for_ours() if is_editorial(entry) else way)


@cache
def localization(lang: str) -> Localization:
    """Return the way to a language by the shipped vocabulary."""
    source, config = WAYS[lang]
    return make_localization(source, lang, config, "", (), ENTRIES)


@pytest.mark.parametrize("lang", WAYS)
def test_each_word_by_itself(lang: str) -> None:
    """A word alone is replaced as its entry says, and is not replaced in its exceptions."""
    source = WAYS[lang][0]
    wrong = []
    for entry in changed_by(lang):
        number = "3" if entry.get("after") else ""
        if not convert(entry, lang, f"（{number}{entry[source]}）").text.endswith(
            f"（{number}{entry[lang]}）"
        ):
            wrong.append((entry[source], convert(entry, lang, f"（{number}{entry[source]}）").text))
        for context in entry.get("except", ()):
            if str(entry[source]) in context:
                changed = select_marks(convert(entry, lang, f"（{context}）"), "changed")
                if entry[source] in [mark.get("was") for mark in changed]:
                    wrong.append((entry[source], context))
    assert wrong == []


@pytest.mark.parametrize("lang", WAYS)
def test_nothing_is_converted_twice(lang: str) -> None:
    """What a word becomes stays as it is when it is converted again, alone and in a sentence."""
    frames = ("（{}）", "這是{}的用法。" if lang == "zh-Hans" else "我们说{}。")
    moved = []
    for entry in changed_by(lang):
        number, topic = "3" if entry.get("after") else "", ON_TOPIC[entry.get("topic", "")]
        for frame in frames:
            once = convert(entry, lang, frame.format(number + entry[WAYS[lang][0]])).text
            again = convert(entry, lang, once.removeprefix(topic)).text
            moved += [(once, again)] if once != again else []
    assert moved == []


OURS = [
    ("zh-Hans", "使用者透過電腦執行程式。", "用户通过电脑运行程序。"),
    ("zh-Hans", "檔案存在電腦裡，歷史檔案在館裡。", "文件存在电脑里，历史档案在馆里。"),
    ("zh-Hans", "館裡有許多檔案與資料。", "馆里有许多档案与资料。"),  # not on the topic
    ("zh-Hans", "法院暫停執行ChatGPT的禁令。", "法院暂停执行ChatGPT的禁令。"),
    ("zh-Hans", "他說：「使用者要付費。」使用者不肯。", "他说：「使用者要付费。」用户不肯。"),
    ("zh-Hans", "臺灣稱資訊，中國大陸稱「信息」。", "台湾称资讯，中国大陆称「信息」。"),
    ("zh-Hant", "用户通过网络发送文件。", "使用者透過網路發送檔案。"),
    ("zh-Hant", "法案获得通过，水平面上升。", "法案獲得通過，水平面上升。"),
    ("zh-Hans", "封包遺失，伺服器回應逾時，函式的引數與回傳值", "丢包，服务器响应超时，函数的参数与返回值"),
    ("zh-Hans", "創業者與業者簽合約，智慧合約除外，組合約三十人", "创业者与企业签合同，智能合约除外，组合约三十人"),
    ("zh-Hans", "重製版遊戲不得重製、改作；請假處分的事", "重制版游戏不得复制、改编；请假处分的事"),
    ("zh-Hans", "電腦播放影片與投影片，重新檢視政策", "电脑播放视频与幻灯片，重新检视政策"),
    ("zh-Hans", "紙本設色的畫，紙本書有紙本版", "纸本设色的画，纸质书有纸质版"),
    ("zh-Hant", "资源管理器的选项卡里，网页加载超时", "檔案總管的索引標籤裡，網頁載入逾時"),
    ("zh-Hant", "劳动合同与邮箱，会合同学，这只基金跑赢大盘", "勞動契約與信箱，會合同學，這檔基金優於大盤"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "ours", "localized"), OURS)
def test_our_own_words_are_localized(lang: str, ours: str, localized: str) -> None:
    """Editorial words are replaced in what the editors write, outside its quotations, and in no source."""
    way = localization(lang)
    assert localize_text(ours, way.for_ours()) == localized
    assert "用户" not in localize_text(ours, way)
    assert "使用者" not in localize_text(ours, way) or "使用者" in ours


@pytest.mark.parametrize(
    ("lang", "text", "converted"),
    [
        ("zh-Hans", "《人工智慧基本法》談人工智慧", "《人工智慧基本法》谈人工智能"),
        ("zh-Hans", "〈軟體的一生〉由數位發展部出資", "〈软体的一生〉由数位发展部出资"),
        ("zh-Hans", "《生成式人工智慧服務管理暫行辦法》", "《生成式人工智能服务管理暂行办法》"),
        ("zh-Hans", "《富比士》報導了一般資料保護規則", "《福布斯》报道了一般资料保护规则"),
        ("zh-Hant", "《新一代人工智能发展规划》与国家互联网信息办公室", "《新一代人工智能發展規劃》與國家互聯網信息辦公室"),
        ("zh-Hant", "个人信息保护法保护信息", "個人信息保護法保護資訊"),
    ],
)  # fmt: skip
def test_titles_and_names_keep_their_words(lang: str, text: str, converted: str) -> None:
    """A word within a title or the name of a law or body is not replaced, unless its entry says so."""
    assert localize_text(text, localization(lang)) == converted


def test_terms_in_titles() -> None:
    """A term of the glossary is replaced in a title if it is the whole of it."""
    pairs = (Rewrite("熱錢", "热钱流", in_titles=WHOLE),)
    way = Localization("zh-Hant", "zh-Hans", "tw2s", Rewrites(pairs))
    assert localize_text("《熱錢》，《熱錢的故事》，熱錢", way) == "《热钱流》，《热钱的故事》，热钱流"


def test_the_shipped_vocabulary_is_one_that_a_site_could_have() -> None:
    """The shipped entries keep to the schema for a site's own."""
    violations = list(find_violations("vocabulary", [dict(entry) for entry in ENTRIES]))
    assert violations == []
