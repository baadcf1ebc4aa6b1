"""A page of HTML as a draft: what is kept, what is dropped, and that no line is lost."""

from __future__ import annotations

import pytest

from yizhu.content.faults import Faults
from yizhu.importers import as_json, draft_from
from yizhu.importers.html.page import parse_page
from yizhu.importers.html.selection.extract import classify_blocks
from yizhu.importers.markdown.writer import article_markdown, receipt
from yizhu.importers.model.draft import Draft, find_unaccounted
from yizhu.importers.model.profiles import Profile
from yizhu.importers.sources.decode import read_source

# A page in the manner of a news site; every sentence is ours.
PARAGRAPHS = (
    "南城的老茶行在上個月關上了門，掌櫃說，最後一位客人走的時候，外面正好下起了雨。",
    "他在這條街上賣了四十年的茶，街坊都叫他阿伯，沒有人記得他姓什麼。",
    "關門那天，他把剩下的茶葉分給了鄰居，一家一包，誰也不收錢。",
    "「茶放著會老，人也是。」他說完笑了笑，把鑰匙交給了房東。",
)
PAGE = """<!DOCTYPE html>
<html lang="zh-Hant">
<head><title>老茶行關門 | 南城日報</title>
<script>
var ads = "不是文章";
</script></head>
<body>
<nav><ul><li><a href="/">首頁</a></li><li><a href="/city">城市</a></li></ul></nav>
<div class="main"><h1>老茶行關門</h1>
<div class="tool">分享到 臉書 字級</div>
<div class="text">
<p>{}</p>
<p>{}</p>
<p><a href="/a/2">延伸閱讀：北城的米店也要關了</a></p>
<figure><img src="/a.jpg"><figcaption>老茶行的門口。（圖／南城日報）</figcaption></figure>
<h2>最後一天</h2>
<p>{}</p>
<p>{}</p>
<p>（責任編輯：王小明）</p>
</div>
<h3>相關新聞</h3>
<ul><li><a href="/3">東城的書店搬家了</a></li><li><a href="/4">西城的橋修好了</a></li></ul>
</div>
<footer>版權所有 未經授權不得轉載</footer>
</body></html>
""".format(*PARAGRAPHS)


def draft(page: str, **given: str) -> Draft:
    return draft_from(page.encode(), name="page.html", **given)


def texts(page: str) -> list[str]:
    return [block.text for block in draft(page).blocks if block.role == "paragraph"]


def test_the_article_is_kept_and_nothing_else() -> None:
    """Menus, tools, pointers to other articles, editors' lines, lists of news and the foot are dropped."""
    found = draft(PAGE)
    assert [(block.role, block.text) for block in found.blocks] == [
        ("paragraph", PARAGRAPHS[0]),
        ("paragraph", PARAGRAPHS[1]),
        ("figure", "老茶行的門口。（圖／南城日報）"),
        ("heading", "最後一天"),
        ("paragraph", PARAGRAPHS[2]),
        ("paragraph", PARAGRAPHS[3]),
    ]
    assert found.meta.title == "老茶行關門"
    assert found.language.tag == "zh-Hant"


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("\n", "")])
def test_each_line_is_accounted_for(page: str) -> None:
    """Each line is in a field, a block or a dropped stretch, none both kept and dropped; even on one line."""
    found = draft(page)
    assert not find_unaccounted(found)
    said = [item["text"] for item in as_json(found)["dropped"]] + [item.text for item in found.beside]
    assert any("東城的書店搬家了" in text for text in said)


def test_what_is_dropped_has_a_reason() -> None:
    """The receipt names the rule for each."""
    why = {item.text: item.why for item in draft(PAGE).dropped}
    assert why["（責任編輯：王小明）"].startswith("words of a menu, a tool or a foot")
    assert why["首頁 城市"] == "stands in a box named <nav>"
    assert why["延伸閱讀：北城的米店也要關了"] == "links, and little else"


def test_the_markup_of_the_page_is_kept() -> None:
    """Links, bold and pictures come from the page's own nodes; scripts never do."""
    page = PAGE.replace("掌櫃說", "<b>掌櫃</b><a href='/z' onclick='x()'>說</a><script>alert(1)</script>")
    text = article_markdown(draft(page, url="https://a.example/b/"))
    assert "**掌櫃**[說](https://a.example/z)" in text
    assert "![" in text
    assert "alert" not in text


def test_an_interview_has_turns() -> None:
    """Names that open turns are found in paragraphs, bold or not, and removed from the text."""
    talk = "".join(
        f"<p><strong>記者：</strong>第{n}個問題，您覺得這條街以後會變成什麼樣子呢？</p>"
        f"<p><b>陳阿伯：</b>第{n}個回答，我<i>想</i>它會一直在這裡，只是賣的東西不一樣了。</p>"
        for n in "一二三四"
    )
    page = PAGE.replace(f"<p>{PARAGRAPHS[1]}</p>", talk)
    found = draft(page)
    turns = [block for block in found.blocks if block.role in ("question", "answer")]
    assert [turn.role for turn in turns[:4]] == ["question", "answer"] * 2
    assert turns[1].text == "第一個回答，我想它會一直在這裡，只是賣的東西不一樣了。"
    assert "**陳阿伯：**第一個回答，我*想*它" in article_markdown(found)


def _bold(*asked: str) -> str:
    answers = "".join(f"<p><strong>{one}</strong></p><p>{ANSWER}</p><p>{ANSWER}</p>" for one in asked)
    return f'<html lang="zh-Hant"><head><title>米店的老闆</title></head><body><h1>米店的老闆</h1><article>{answers}</article></body></html>'


ANSWER = "我十六歲就來店裡幫忙，那時候一天要扛五十包米，到了晚上連筷子也拿不動，可是沒有人喊累。"


def test_questions_told_only_by_bold_type() -> None:
    """Three or more bold questions, each with an answer below, are turns without a speaker's name."""
    page = _bold(
        "這家店開了六十年，最難的是哪一年？", "年輕人現在都在網路上買米嗎？", "您打算把店交給誰來接手呢？"
    )
    found = draft(page)
    assert [block.role for block in found.blocks] == ["question", "answer", "answer"] * 3
    assert not any(block.speaker or block.label for block in found.blocks)
    assert not found.meta.speakers
    for few in (_bold("這家店開了六十年，最難的是哪一年？"), _bold("為什麼？", "怎麼辦？", "然後呢？")):
        assert {block.role for block in draft(few).blocks} == {"paragraph"}


@pytest.mark.parametrize("below", [1, 2, 5])
def test_a_box_of_links_within_the_article_does_not_end_it(below: int) -> None:
    """A marker nested deeper than the paragraphs around it is a box."""
    side = '<div class="x"><div><h3>熱門文章</h3><ul><li><a href="/1">另一篇文章的標題在這裡</a></li><li><a href="/2">再一篇的標題</a></li></ul></div></div>'
    above = "".join(f"<p>第{n}段：{ANSWER}</p>" for n in range(4))
    rest = "".join(f"<p>後{n}段：{ANSWER}</p>" for n in range(below))
    page = f'<html lang="zh-Hant"><head><title>米店的老闆</title></head><body><h1>米店的老闆</h1><div class="text">{above}{side}{rest}</div></body></html>'
    kept = texts(page)
    assert len(kept) == 4 + below
    assert kept[-1].startswith("後")


@pytest.mark.parametrize("notice", ["- 閱讀更多 -", "阅读全文", "- 廣告，請繼續往下閱讀 -", "繼續閱讀"])
def test_a_notice_to_read_on_is_no_part_of_the_article(notice: str) -> None:
    """It goes, and the text below it stays, in a page and in its dump."""
    text = [f"第{n}段：{ANSWER}" for n in range(4)]
    lines = [*text[:2], notice, *text[2:]]
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<html lang="zh-Hant"><head><title>米店的老闆</title></head><body><h1>米店的老闆</h1><div>{paragraphs}</div></body></html>'
    assert texts(page) == text
    menu = ["首頁", "新聞", "生活", "旅遊", "登入", "會員中心"]
    dump = "\n".join([*menu, "老街米店的最後一個秋天", *lines, "關於我們", "聯絡我們"])
    assert [block.text for block in draft_from(dump.encode(), name="page.txt").blocks] == text


def test_an_offer_of_a_subscription_ends_the_article() -> None:
    """An offer and what follows are dropped; inside the article it is part of the text."""
    text = "".join(f"<p>第{n}段：{ANSWER}</p>" for n in range(8))
    offer = "<p>立即訂閱電子報，看更多好文章。</p><p>本活動至年底為止，詳情請見活動網頁上的說明文字。</p>"
    page = f'<html lang="zh-Hant"><head><title>米店的老闆</title></head><body><h1>米店的老闆</h1><div>{text}{offer}</div></body></html>'
    assert [one[:1] for one in texts(page)] == ["第"] * 8


def test_what_is_unsure_is_kept_and_flagged() -> None:
    """Prose amid the article that was not voted for stays, and the receipt says so."""
    found = draft(PAGE)
    unsure = [block for block in found.blocks if block.unsure]
    assert ("unsure:" in receipt(found)) == bool(unsure)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div id=app></div><script>load()</script>", "no text"),
        ("<h1>登入</h1><form><input type=password><button>登入</button></form>", "log in"),
        (
            "".join(f"<li><h3><a href='/{n}'>第{n}則新聞的標題在這裡</a></h3></li>" for n in range(30)),
            "little but links",
        ),
        (
            f"<article><h1>題</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
            "<div>本文為訂閱會員專屬內容，登入後閱讀全文</div></article>",
            "a wall",
        ),
    ],
)
def test_what_is_no_article_is_refused(body: str, reason: str) -> None:
    """An empty shell, a login, a list of headlines and the beginning above a wall, each with its reason."""
    with pytest.raises(Faults, match=reason):
        draft(f"<!DOCTYPE html><html lang=zh-Hant><title>題目</title><body>{body}")


def test_paragraphs_of_old_pages_are_found() -> None:
    """Text that only breaks and indents part, in a table for layout and a font tag."""
    body = "<br>\n".join(f"　　{text}" for text in PARAGRAPHS)
    page = (
        "<html><head><title>老茶行關門</title></head><body><table><tr><td><a href=/>首頁</a></td></tr>"
        f"<tr><td><h1>老茶行關門</h1><font size=3>{body}</font></td></tr></table></body></html>"
    )
    assert texts(page) == list(PARAGRAPHS)


def test_a_profile_says_where_articles_stand() -> None:
    """What a profile's selectors name is the article, or is dropped, against all other evidence."""
    page = parse_page(read_source(PAGE.encode(), "a.html"))
    rules = Profile("a", ("zh",), content=("div.tool",), drop=("h2",))
    found = {one.block.text: one for one in classify_blocks(page, rules)}
    assert found["最後一天"].why == "the profile drops h2"
    assert found[PARAGRAPHS[2]].verdict == "drop"


def test_the_byline_of_a_short_article() -> None:
    """What only says the author again goes, also where no paragraph is long."""
    body = "<p>文／林悅</p><p>夜裡下了雨，路上沒有人。</p><p>他說：「明天再走吧。」於是大家留了下來。</p>"
    page = f"<html lang='zh-TW'><title>夜行</title><body><article><h1>夜行</h1>{body}</article>"
    found = draft_from(page.encode(), name="page.html")
    assert found.meta.authors == ("林悅",)
    assert [block.text[:2] for block in found.blocks] == ["夜裡", "他說"]
