"""Notation whose value cannot be meant, or whose signs are those of a Chinese keyboard, is told."""

from __future__ import annotations

import pytest

from yizhu.content.articles import read_text
from yizhu.content.faults import Fault
from yizhu.content.markdown.doubts import find_doubts
from yizhu.content.model import Source


def doubts(body: str) -> list[Fault]:
    return list(find_doubts(read_text("zh-Hant", Source("zh-Hant.md", f"---\ntitle: 題目\n---\n\n{body}\n"))))


@pytest.mark.parametrize(
    ("body", "column", "help"),
    [
        ("他[象是]{sic='像是}。", 3, "write {sic=像是}"),
        ("他[象是]{sic='像是'}。", 3, "write {sic=像是}"),
        ("他[象是]{sic=“像是”}。", 3, "write {sic=像是}"),
        ("他[得]{reading=‘děi’}。", 3, "write {reading=děi}"),
        ("他[象是]{sic=像是,term=none}。", 3, "write a space between attributes: {sic=像是 term=none}"),
        ("他[象是]{sic=像是，keep}。", 3, "write a space between attributes: {sic=像是 keep}"),
        ("他[象是]{sic=象是}。", 3, "write the corrected form"),
        ("他[]{sic=像是}。", 2, "write the words in its brackets"),
        ("他[象是]{reading=像是}。", 3, "write how it is said, or {sic=像是}"),
        ("他[象是]{zh_Hans=像是}。", 6, "write {zh-Hans=像是}"),
        ("他[象是]{}。", 6, "name one, such as {sic=…}"),
        ("[丁]（https://a.b）", 1, "write [丁](https://a.b)"),
        ("[己] (https://a.b)", 1, "write [己](https://a.b)"),
        ("【戊】(https://a.b)", 1, "write [戊](https://a.b)"),
        ("［戊］（mailto:a@b.c）", 1, "write [戊](mailto:a@b.c)"),
        ("[庚]()", 2, "write one, such as https://…"),
        ("[辛](#)", 2, "write one, such as https://…"),
        ("[巳](https://)", 2, "write the whole address"),
        ("- [] 未", 3, "write a space in it: - [ ] words"),
        ("> [! note]\n> 字", 3, "write > [!note]"),
        ("> 【!note】\n> 字", 3, "write > [!note]"),
        ("> ［！Warning］\n> 字", 3, "write > [!warning]"),
        ("字\n\n＊＊＊\n\n字", 1, "write *** on a line of its own"),
        ("他說＊＊不＊＊是。", 3, "write **不**"),
        ("這樣。{role=bio}", 4, "write a space before {role=bio}"),
        ("這樣。{from=p1}", 4, "write a space before {from=p1}"),
        ("這樣。{role=author}", 4, "one of bio, notice"),
    ],
)
def test_values_that_cannot_be_meant(body: str, column: int, help: str) -> None:
    """Each is told once, at its place, with what to write instead."""
    [doubt] = doubts(body)
    assert (doubt.place.column, doubt.help[: len(help)]) == (column, help)


@pytest.mark.parametrize(
    "body",
    [
        "[dont]{sic=don't}",
        "[像是]{sic=“像是”}",
        "[til]{sic=’til}",
        "[象,是]{sic=像,是}",
        "[得]{reading=都郎切}",
        "[今日]{reading=きょう}",
        "[得]{reading=釘}",
        "[1] (https://a.b)",
        "見【戊】（第一章）。",
        "`[]{sic=像是}` 與 `[象是]{}`",
        "\\[丁]（https://a.b）",
        "[字](https://a.b) [字](#p1) [字](mailto:a@b.c)",
        "他＊說。",
        "> [!note]\n> 字",
        "- [ ] 未",
        "這樣。 {role=bio}",
    ],
)
def test_what_only_looks_like_them(body: str) -> None:
    """Sound values, code, escaped signs and plain words are let alone."""
    assert doubts(body) == []
