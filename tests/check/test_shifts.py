"""Where a translation's passages answer others of the source than they say."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import check

SOURCE = """\
一九九八年，開源一詞首次用來指軟體：原始碼公開，誰都可以用。

提爾（Peter Thiel）的書賣出三百萬本，書裡談到打字機與文書處理機。

他在訪談裡問：「Windows賣多少錢，Linux又賣多少錢？」

DeepSeek公布的訓練成本是557萬美元，只計最後一次。

德國汽車在2005年被拆過十二回，工程師們把零件排在地上，一件一件量過，再畫成圖紙，最後才造出自己的第一台樣車。

科技部的文件要求五個部門在2020年1月以前交出方案。

Google的研究者2017年提出的架構，後來成了GPT的最後一個字母。"""
TARGET = [
    "In 1998 “open source” was first said of software: the source code is public and anyone may use it.",
    "The book by Thiel (Peter Thiel) sold three million copies; it speaks of typewriters and word processors.",
    "In the interview he asks: “How much is Windows, and how much is Linux?”",
    "The training cost that DeepSeek published is 5.57 million dollars and covers the last run only.",
    "In 2005 German cars were taken apart twelve times. The engineers laid the parts out on the floor, measured them one by one, made drawings and only then built the first prototype of their own.",
    "The ministry’s paper asks five departments to hand in their plans by January 2020.",
    "The architecture that researchers at Google put forward in 2017 became the last letter of GPT.",
]
SPLIT = TARGET[4].split(". ", 1)


def warnings(site: Site, target: list[str], source: str = SOURCE) -> str:
    site.article("a", source, front="rights: 權\ndraft: true")  # a draft needs no signed conversions
    site.article("a", "\n\n".join(target), lang="en", front="status: reviewed")
    return "\n".join(str(fault) for fault in check(site.root / "config.yaml"))


def test_sound_translation(site: Site) -> None:
    """A translation whose passages answer the source has no warning."""
    assert warnings(site, TARGET) == ""


def test_merged_and_split(site: Site) -> None:
    """Where two are merged and later one is split, the first place is told, once, and where it ends."""
    target = [TARGET[0], f"{TARGET[1]} {TARGET[2]}", TARGET[3], f"{SPLIT[0]}.", SPLIT[1], *TARGET[5:]]
    told = warnings(site, target)
    assert "content/articles/a/en.md:8: this seems to answer p2-p3, not p2; from here on to line 12" in told
    assert "all are one late" in told
    assert "help: write {from=p2-p3} above it" in told
    assert told.count("this seems to answer") == 1


def test_swapped(site: Site) -> None:
    """Two neighbours that stand the other way round are told as such."""
    told = warnings(site, [*TARGET[:2], TARGET[3], TARGET[2], *TARGET[4:]])
    assert "content/articles/a/en.md:10: this seems to answer p4, not p3, and line 12 p3" in told
    assert "the two are swapped" in told


def test_swapped_apart(site: Site) -> None:
    """So are two that stand apart."""
    target = list(TARGET)
    target[1], target[5] = target[5], target[1]
    told = warnings(site, target)
    assert (
        "content/articles/a/en.md:8: this seems to answer p6, not p2, and line 16 p2: the two are swapped"
        in told
    )
    assert told.count("seems to answer") == 1


def test_moved(site: Site) -> None:
    """One that was moved is told with where it belongs, and how the others stand."""
    told = warnings(site, [*TARGET[:1], TARGET[4], *TARGET[1:4], *TARGET[5:]])
    assert "content/articles/a/en.md:8: this seems to answer p5, not p2; from here on to line 14" in told
    assert "all are one early" in told
    assert told.count("seems to answer") == 1


def test_declared_pairing_is_the_measure(site: Site) -> None:
    """What ``{from=…}`` says is the declared pairing: if it is right there is no warning, if it is wrong there is one."""
    merged = [TARGET[0], "{from=p2-p3}\n" + f"{TARGET[1]} {TARGET[2]}", *TARGET[3:]]
    assert warnings(site, merged) == ""
    wrong = [f"{{from=p{n}}}\n{text}" for n, text in zip((1, 2, 3, 5, 4, 6, 7), TARGET, strict=True)]
    assert "seems to answer p5, not p4" in warnings(site, wrong)


@pytest.mark.parametrize("index", range(1, 6))
def test_dropped(site: Site, index: int) -> None:
    """Whatever follows a passage that has no translation is told as late, from the first on."""
    source = SOURCE + "\n\n最後一段在電影院裡結束，2031個觀眾都哭了。"
    target = [
        *TARGET[:index],
        *TARGET[index + 1 :],
        "The last part ends in a cinema, where 2,031 people wept.",
        "(The translator thanks his family.)",
    ]
    told = warnings(site, target, source)
    line = 7 + 2 * index
    assert f"en.md:{line - 1}: this seems to answer p{index + 2}, not p{index + 1}" in told


@pytest.mark.parametrize("kept", [(), (4,), (0, 1, 2), (6,), (2, 5), (5, 2)])
def test_missing_passages_are_no_shift(site: Site, kept: tuple[int, ...]) -> None:
    """A translation that lacks passages, and says which it has, in any order, has no warning."""
    target = [f"{{from=p{nth + 1}}}\n{TARGET[nth]}" for nth in kept]
    assert "seems to answer" not in warnings(site, target or ["{from=p1}"])
