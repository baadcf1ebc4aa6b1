"""Pages in the manner of Chinese papers, and what each states."""

from __future__ import annotations

from typing import Any

Case = tuple[str, str, str, dict[str, Any]]
P = "這是一段夠長的正文，談到各種政策與影響，內容至少有四十五個字，好讓它被當成文章的段落，而不是標題或連結。"
PS = (
    "这是一段够长的正文，谈到各种政策与影响，内容至少有四十五个字，好让它被当成文章的段落，而不是标题或链接。"
)
NAV = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{x}">{x}</a></li>' for x in ["首頁", "政治", "國際", "財經", "生活"])
    + "</ul></nav>"
)
REL = '<div class="related"><h3>相關新聞</h3><ul><li><a href="/1">另一篇文章的標題在這裡</a><span>2025-01-01</span><span class="author">王小華</span></li><li><a href="/2">又一篇文章 記者陳大明</a> 2024/12/31 10:00</li></ul></div>'


def page(head: str, body: str, lang: str = "zh-Hant-TW") -> str:
    """A page: the head, the menu, the body."""
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{NAV}{body}</body></html>'


CASES: list[Case] = []


def case(name: str, html: str, url: str = "", **stated: Any) -> None:
    """One page, and what it states."""
    CASES.append((name, html, url, stated))
