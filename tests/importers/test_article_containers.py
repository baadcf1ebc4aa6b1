"""Where a page says that its article stands: short, linked and odd paragraphs in it are kept."""

from __future__ import annotations

import pytest

from yizhu.content.faults import Faults
from yizhu.importers import Decision, EditorDecisions, draft_from
from yizhu.importers.model.draft import Draft

PROSE = "第一段在此，講的是這座城市如何在三十年之間變成今日的模樣，記者走訪了許多人。"


def draft(body: str, *keep: tuple[int, int]) -> Draft:
    page = (
        '<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><title>城市的三十年</title></head><body>'
        f'<nav><a href="/">首頁</a></nav>{body}<footer>關於我們</footer></body></html>'
    )
    decided = EditorDecisions(now=tuple(Decision(lines, True) for lines in keep))
    return draft_from(page.encode(), name="page.html", decided=decided)


def texts(found: Draft) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    "inside",
    [
        ["市府今天宣布，恢復停車收費。", "每小時三十元。"],
        ["春眠不覺曉，<br>處處聞啼鳥。", "夜來風雨聲，<br>花落知多少。"],
        ["子曰：「學而時習之，不亦說乎？」", "有朋自遠方來，不亦樂乎？"],
        ["他來了嗎？", "還沒。", "那我們等他。"],
        [f"這一段有二十個字說明來由，{n}。" for n in "一二三四五六七八九十"],
    ],
)
@pytest.mark.parametrize(
    "about",
    [
        "<article>{}</article>",
        '<div itemprop="articleBody">{}</div>',
        "<main>{}</main>",
        "<div>{}</div>",
        '<div class="post entry-content">{}</div>',
    ],
)
def test_short_paragraphs_are_an_article(inside: list[str], about: str) -> None:
    """News in brief, verse, sayings and dialogue are kept whole: no paragraph is too short for an article."""
    body = about.format("<h1>城市的三十年</h1>" + "".join(f"<p>{one}</p>" for one in inside))
    assert texts(draft(body)) == [one.replace("<br>", " ") for one in inside]


def test_text_without_paragraphs() -> None:
    """Where a page names no container and has no paragraph, its lines of text are the article."""
    assert texts(
        draft("<div><h1>城市的三十年</h1><div>市府今天宣布時間。</div><div>明天起實施。</div></div>")
    ) == [*("市府今天宣布時間。", "明天起實施。")]


@pytest.mark.parametrize(
    "odd",
    [
        '<p><a href="https://e.example/live"><strong>兩名男子週五在法院否認了所有的指控。</strong></a></p>',
        '<p>見<a href="https://e.example/live">這份報告</a></p>',
        "<h3>小標題</h3>",
        "<ul><li>白菜兩斤</li><li>豆腐三塊</li></ul>",
        "<pre><code>make all</code></pre>",
        "<table><tr><th>年</th><th>人</th></tr><tr><td>1990</td><td>三</td></tr></table>",
        "<div>沒有段落的一行</div>",
    ],
)
def test_nothing_in_an_article_goes_for_its_looks(odd: str) -> None:
    """What is short, linked or of another kind stays within <article>; at most it is unsure."""
    for body in (f"<p>{PROSE}</p>{odd}<p>{PROSE}再說。</p>", f"{odd}<p>{PROSE}</p><p>{PROSE}再說。</p>"):
        found = draft(f"<article><h1>城市的三十年</h1>{body}</article>")
        assert len(found.blocks) == 3, texts(found)


def test_furniture_in_an_article_goes() -> None:
    """Boxes, tools and pointers that stand in <article> are still none of it."""
    furniture = (
        '<aside>訂閱電子報</aside><p><a href="/2">延伸閱讀：北城的米店也要關了</a></p><p>分享到 臉書</p>'
    )
    found = draft(f"<article><h1>城市的三十年</h1><p>{PROSE}</p>{furniture}<p>{PROSE}再說。</p></article>")
    assert texts(found) == [PROSE, f"{PROSE}再說。"]


KEPT_WHOLE = {
    "the only prose is a disclaimer's": (
        f'<div class="js-article-content"><h2>一</h2><p>{PROSE}</p><p>再說。</p></div>'
        f'<div class="site-disclaimer">{f"<p>本站的文字不構成任何投資建議，讀者請自行判斷，並向專業人士請教。{PROSE}</p>" * 9}</div>',
        ["一", PROSE, "再說。"],
    ),
    "names that paragraphs bear themselves": (
        f'<article><p>{PROSE}</p><p class="teaser">市府今天宣布。</p><ul class="teaser"><li>{PROSE}</li><li>{PROSE}再說。</li></ul></article>',
        [PROSE, "市府今天宣布。", PROSE],
    ),
    "a table of links": (
        f"<article><p>{PROSE}</p><table><tr><th>年</th><th>報告</th></tr>"
        + "".join(
            f'<tr><td>{n}</td><td><a href="/{n}">這一年的報告全文在此，請點選</a></td></tr>'
            for n in range(40)
        )
        + f"</table><p>{PROSE}再說。</p></article>",
        [PROSE, "年", f"{PROSE}再說。"],
    ),
    "a table of contents": (
        f'<article><ul><li><a href="#a">一、從前</a></li><li><a href="#b">二、如今</a><ul><li><a href="#c">其後</a></li></ul></li></ul><h2 id="a">一、從前</h2><p>{PROSE}</p>'
        f'<h2><a name="b"></a>二、如今</h2><p>{PROSE}再說。</p><h3 id="c">其後</h3><p>再說。</p></article>',
        ["一、從前", PROSE, "二、如今", f"{PROSE}再說。", "其後", "再說。"],
    ),
}


@pytest.mark.parametrize(("body", "kept"), KEPT_WHOLE.values(), ids=KEPT_WHOLE)
def test_what_stands_about_an_article_does_not_win(body: str, kept: list[str]) -> None:
    """Neither length, nor links, nor the name of a class takes the article's place; its contents are not its text."""
    found = texts(draft(body))
    assert [one[: len(wanted)] for one, wanted in zip(found, kept, strict=True)] == kept


def test_one_sentence_above_teasers_is_no_article() -> None:
    """A page whose only loose sentence says what the site is about is a list, and refused."""
    card = '<div><article><a href="/{0}"><h3>{1}</h3><p>{2}</p></a><div><a href="/tag">城市</a> <span>{0}月1日</span></div></article></div>'
    long = "記者走訪了許多人，問這座城市如何在三十年之間變成今日的模樣，又往何處去，與誰同去，為了什麼，要多少年。"
    cards = "".join(card.format(n, f"第{n}篇的標題", f"第{n}次，{long}") for n in range(1, 5))
    first = card.format(9, "開頭的一篇", f"{long}{long}")
    body = f"<main><h1>城市的三十年</h1><p>本站講述這座城市的從前與如今，由住在其中的人寫成。</p><section><h2>精選</h2><div>{first}</div></section><section><h2>近期</h2><div>{cards}</div></section></main>"
    with pytest.raises(Faults, match="little but links"):
        draft(body)


def test_the_editor_lifts_every_refusal() -> None:
    """Lines given with --keep are an article, whatever the page looks like."""
    links = "\n".join(f"<li><h3><a href='/{n}'>第{n}則新聞的標題在這裡</a></h3></li>" for n in range(30))
    wall = f"<p>{PROSE}</p>\n<div>本文為訂閱會員專屬內容，登入後閱讀全文</div>"
    login = "<h1>登入</h1>\n<form><p>請登入。</p><input type=password></form>"
    for body, line in ((links, 2), (wall, 1), (login, 2)):
        with pytest.raises(Faults):
            draft(body)
        assert draft(body, (line, line)).blocks
