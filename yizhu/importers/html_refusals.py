"""Refuse a page that shows that it holds no article, and say why; a short article is one."""

from __future__ import annotations

import re
from dataclasses import replace

from yizhu.importers.html.page import HtmlPage
from yizhu.importers.html.selection.extract import ClassifiedBlock
from yizhu.importers.model.draft import NO_ARTICLE, ONLY_NAMED, fault_of

_ENOUGH = 60  # characters of kept text: the shortest news flash has more
_VOTED = 0.5  # of a block: the extractor took it for the article
_STUB = 250  # characters: so little above a wall is only the beginning
_WALL = re.compile(
    r"(?:訂閱|订阅|付費|付费|加入會員|會員專屬|会员专享|登入|登录).{0,12}(?:看|閱讀|阅读|觀看|解鎖|解锁|查看)(?:全文|完整|更多|剩餘|剩余)|"
    r"(?:本文|此文|此|剩餘|剩余|以下).{0,6}(?:為|为|僅限|仅限)?(?:付費|付费|訂戶|訂閱|會員|会员)(?:专享|專屬|限定|內容|内容|文章)|還剩\s*\d+|"
    r"subscribe (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading|(?:already|not) a subscriber\?|"
    r"this (?:article|content|story) is (?:for|only for|reserved for|available to) (?:subscribers|members)|"
    r"この記事は(?:有料|会員)|会員限定",
    re.I,
)
_MEND = "open the article in a browser, wait until it shows, and save that page; or import its text"


def keep_only_named(
    page: HtmlPage, found: tuple[ClassifiedBlock, ...], decided: tuple[ClassifiedBlock, ...]
) -> tuple[tuple[ClassifiedBlock, ...], str]:
    """Return the blocks with the editor's decisions, and a doubt; raise ``Faults`` if they are no article.

    ``found`` is by the rules alone. What an editor keeps by hand is an article, whatever the page looks like; of a list
    of links nothing else is.
    """
    if not page.source.is_kept:
        refuse_no_article(page, decided)
        return decided, ""
    kept = _kept_text(found)
    if _is_article(kept, _length(kept)):
        return decided, ""
    only = tuple(
        replace(one, verdict="drop", why=NO_ARTICLE)
        if one.verdict != "drop" and not _is_named(page, one)
        else one
        for one in decided
    )
    return only, ONLY_NAMED


def _is_named(page: HtmlPage, one: ClassifiedBlock) -> bool:
    decision = page.source.decided(one.block.lines)
    return decision is not None and decision.keep


def _kept_text(found: tuple[ClassifiedBlock, ...]) -> list[ClassifiedBlock]:
    return [one for one in found if one.verdict != "drop" and one.block.kind not in ("heading", "figure")]


def _length(kept: list[ClassifiedBlock]) -> int:
    return sum(len(one.block.text) for one in kept)


def refuse_no_article(page: HtmlPage, found: tuple[ClassifiedBlock, ...]) -> None:
    """Raise ``Faults`` if the kept blocks are not an article: empty page, login, paywall, or a list of links."""
    name = page.source.name
    if page.source.is_kept:
        return
    if not any(block.text for block in page.blocks):
        raise fault_of(name, "the page shows no text: a script would have to fill it first", _MEND)
    kept = _kept_text(found)
    length = _length(kept)
    wall = next(
        (one.block.text for one in found if len(one.block.text) < 400 and _WALL.search(one.block.text)), ""
    )
    if wall and length < _STUB:
        raise fault_of(
            name,
            f"the article is behind a wall: the page shows only the beginning, then “{wall[:60]}”",
            _MEND,
        )
    if length < _ENOUGH and page.root.find(".//input[@type='password']") is not None:
        raise fault_of(name, "the page asks to log in, and shows no article", _MEND)
    if _is_unfilled(page, length):
        raise fault_of(name, "the page shows hardly any text: a script would have to fill it first", _MEND)
    if not _is_article(kept, length) or _is_elsewhere(found, kept):
        problem = f"no article text: {NO_ARTICLE}"
        raise fault_of(name, problem, "give the page of one article; to take lines of this one, --keep them")


def _is_unfilled(page: HtmlPage, length: int) -> bool:
    """Does the page hold a few words, no paragraph or article, and scripts that would write one?"""
    has_article = next(page.root.iter("article", "p", "pre", "blockquote"), None) is not None
    return length < _ENOUGH and not has_article and next(page.root.iter("script"), None) is not None


def _is_article(kept: list[ClassifiedBlock], length: int) -> bool:
    """Is less than half of the text in links, or of what stands outside tables, which may list them?"""
    if _linked(kept) * 2 < length:
        return True
    outside = [one for one in kept if one.block.kind != "table"]
    said = _length(outside)
    return len(outside) < len(kept) and said >= _ENOUGH and _linked(outside) * 2 < said


def _is_elsewhere(found: tuple[ClassifiedBlock, ...], kept: list[ClassifiedBlock]) -> bool:
    """Was nothing of what is kept voted for, but more of what is dropped: one sentence above a list of teasers?"""
    voted = sum(
        len(one.block.text)
        for one in found
        if one.verdict == "drop" and one.score > _VOTED and one.why.startswith("apart")
    )
    return not any(one.verdict == "keep" or one.score for one in kept) and voted > _length(kept)


def _linked(kept: list[ClassifiedBlock]) -> int:
    return sum(
        len("".join(link.itertext()).strip())
        for one in kept
        for link in (*one.block.element.iter("a"), *one.block.element.iterancestors("a"))
    )
