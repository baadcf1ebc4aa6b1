"""The few lines that an import prints."""

from __future__ import annotations

import pytest

from yizhu.importers import article_markdown, draft_from, summarize

TEXT = "他說，開源社區的價格越來越便宜，大家都可以用，這是沒有疑問的，只是還要再看。"
FACTS = '<meta name="author" content="林悅"><meta property="article:published_time" content="2025-02-06">'


def said(head: str, body: str) -> str:
    page = f"<html><head><title>開源會是未來趨勢</title>{head}</head><body><article><h1>開源會是未來趨勢</h1>{body}"
    return summarize(draft_from(f"{page}</article></body></html>".encode(), name="a.html"))


def test_what_the_page_states_and_what_not() -> None:
    """Fields that the page states are shown, those that it does not are named."""
    title, stated, _ = said(FACTS, f"<p>{TEXT}</p>" * 3).split("\n")
    assert title == "zh-Hant: 開源會是未來趨勢"
    assert stated == "authors: 林悅; published: 2025-02-06; not stated: publication, source_url"


def test_pictures_left_elsewhere() -> None:
    """Pictures that a build would miss are counted, and how to take them is said."""
    picture = '<p><img src="https://news.example/a.jpg"></p>'
    assert "pictures not taken: 1 (--pictures takes them)" in said(
        "", f"<p>{TEXT}</p>{picture}<p>{TEXT}</p>" * 2
    )
    assert "pictures" not in said("", f"<p>{TEXT}</p>" * 3)


@pytest.mark.parametrize("at", ["a.png", "../x/a.png", "/x/a.png"])
def test_pictures_that_are_not_there(at: str) -> None:
    """A picture without a file and a page without an address: it keeps its place, its words and its address."""
    page = f'<article><h1>開源會是未來趨勢</h1><p>{TEXT}<p><img src="{at}" alt="圖"><p>{TEXT}</article>'
    draft = draft_from(page.encode(), name="a.html")
    assert f"![圖]({at})" in article_markdown(draft)
    assert "pictures not taken: 1" in summarize(draft)


@pytest.mark.parametrize(
    ("embed", "told"),
    [
        ('<iframe src="https://video.example/1"></iframe>', "https://video.example/1"),
        ('<video><source src="v.mp4"></video>', "v.mp4"),
        ('<object data="x.pdf">甲</object>', "x.pdf"),
        ("<svg><text>甲圖</text></svg>", "甲圖"),
        ('<iframe src="about:blank"></iframe>', ""),
        ('<iframe src="https://count.example/" width="1"></iframe>', ""),
    ],
)
def test_what_an_article_embeds_is_told(embed: str, told: str) -> None:
    """What no text holds stands in the receipt with its address or its words."""
    page = f"<article><h1>開源會是未來趨勢</h1><p>{TEXT}{embed}</p><p>{TEXT}</p></article>"
    for at in (page, page.replace(f"{embed}</p>", f"</p>{embed}")):
        beside = [one.text for one in draft_from(at.encode(), name="a.html").beside if "title" not in one.why]
        assert beside == ([told] if told else [])
