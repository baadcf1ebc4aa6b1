"""Laws that hold for every imported page."""

from __future__ import annotations

import contextlib
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.model import Source
from yizhu.importers import article_markdown, as_json, draft_from, receipt
from yizhu.importers.model.draft import find_unaccounted

SEED = (Path(__file__).parents[1] / "data" / "deepseek-interview.txt").read_text("utf-8").split("\n")
ODD = [
    *("", "  ", "\u200b", "\u3000", "(相關報導:", ")", "|", "更多文章", "贊助風傳媒", "德國之聲:", "肖涵博士:"),
    *("首頁 新聞", "1. 一", "# 題", "{role=bio}", "---", "肖涵,博士。", "(相關報導:一)", "Q: why?", "A: so."),
    *("記者:會嗎? 會。", "一個普通的段落,它說了些什麼,然後就結束了,沒有別的。", "A plain English sentence, for once."),
]  # fmt: skip
PAGES = st.lists(st.sampled_from([*SEED, *ODD]), max_size=40)
SPLICES = st.tuples(st.integers(0, 55), st.integers(0, 55), PAGES).map(
    lambda t: [*SEED[: t[0]], *t[2], *SEED[t[1] :]]
)


@given(st.one_of(PAGES, SPLICES))
@example(SEED)
@example([*SEED[:5], "\u200b", *SEED[5:]])
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_line_is_accounted_for(page: list[str]) -> None:
    """Each line that is not empty is kept or dropped, never both, or the page is refused."""
    try:
        draft = draft_from("\n".join(page).encode(), name="page.txt")
    except Faults:
        return
    shown = as_json(draft)
    kept = {
        n
        for a, b in [*shown["fields"].values(), *(x["lines"] for x in shown["blocks"])]
        for n in range(a, b + 1)
    }
    dropped = [n for item in shown["dropped"] for n in range(item["lines"][0], item["lines"][1] + 1)]
    assert len(dropped) == len(set(dropped))
    assert not kept & set(dropped)
    assert {n for n, line in enumerate(page, 1) if line.strip()} <= kept | set(dropped)


@given(st.one_of(PAGES, SPLICES))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_written_is_read(page: list[str]) -> None:
    """The Markdown written has as many passages as the draft has blocks, with the same text."""
    try:
        draft = draft_from("\n".join(page).encode(), name="page.txt")
    except Faults:
        return
    text = read_text(draft.language.tag, Source("page.md", article_markdown(draft)))
    assert len(text.passages) == len(draft.blocks)
    for passage, block in zip(text.passages, draft.blocks, strict=True):
        gap = "" if block.label.endswith("：") or not block.label else " "
        assert passage.prose.text == block.label + gap + block.text
        assert not block.label or passage.speaker == block.speaker
    assert receipt(draft)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    """Any bytes give a draft or faults, never another error."""
    with contextlib.suppress(Faults):
        assert not find_unaccounted(draft_from(data, name="page.txt"))
