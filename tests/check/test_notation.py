"""What looks like notation and is none is told with its place and a remedy; what is meant as it stands is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.check.lint import check
from yizhu.content.articles import read_text
from yizhu.content.faults import Fault, Faults
from yizhu.content.markdown.doubts import find_doubts
from yizhu.content.model import Source


def _doubts(body: str) -> list[Fault]:
    source = Source("zh-Hant.md", f"---\ntitle: 題目\n---\n\n{body}\n")
    return list(find_doubts(read_text("zh-Hant", source)))


@pytest.mark.parametrize(
    ("body", "told", "help"),
    [
        ("[甲乙]{reading=jiǎ yǐ}", "{reading=jiǎ yǐ} looks", '{reading="jiǎ yǐ"}'),
        ('[得]{reading="dé}', '{reading="dé} looks', "{reading=dé}"),
        ("[得]{reading=}", "{reading=} looks", "{reading=…}"),
        ("[象是]{sic:像是}", "{sic:像是} looks", "{sic=像是}"),
        ("其$ \\frac12$", "$ \\frac looks like a formula", "\\text{…}"),
        ("$$\n\nx\n$$", "$$ opens a formula", "no empty line"),
        ("其\\(x^2\\)", "\\(x^2\\) looks like a formula", "write $x^2$"),
        ("其$ x $是", "$ x $ looks like a formula", "write $x$"),
        ("其$x + y $，$ f(x)$", "$x + y $ looks like a formula", "write $x + y$"),
        ("其$$x是", "$$ opens a formula", "no empty line"),
        ("其\\(x\\)是", "\\(x\\) looks like a formula", "write $x$"),
        ("\\(a+b\\)", "\\(a+b\\) looks like a formula", "write $a+b$"),
        ("甲\n\n> \\[\n> x\n> \\]", "\\[ looks like a formula", "write $$ for it"),
        ("\\[x\\]", "\\[x\\] looks like a formula", "write $$x$$"),
        ("|a|\n|-|\n|$\\frac{x | y}2$|", "$\\frac looks", "\\vert for |"),
        ("[象是]{sic：像是}", "{sic：像是} looks", "{sic=像是}"),
        ("[象是]{sci:像是}", "{sci:像是} looks", "{sic=像是}"),
        ("[象是] {sic=像是}", "{sic=像是} looks", "no space"),
        ("[象是]{sic=像 是 啊}", "{sic=像 是 啊} looks", '{sic="像 是 啊"}'),
        ("象是（sic=像是）", "（sic=像是） looks", "[words]{sic=像是}"),
        ("[象是]（sic=像是）", "（sic=像是） looks", "{sic=像是}"),
        ("[象是]｛sic=像是｝", "｛sic=像是｝ looks", "{sic=像是}"),
        ("【象是】{sic=像是}", "{sic=像是} looks", "[words]{sic=像是}"),
        ("象是{sic=像是}", "{sic=像是} looks", "[words]{sic=像是}"),
        ("[象是{sic=像是}。", "{sic=像是} looks", "[words]{sic=像是}"),
        ("- 一段。 {from=p3} 又", "{from=p3} looks", "{from=p3}"),
        ("甲{from=p2\n乙", "{from=p2 looks like notation and is not closed", "{from=p2}"),
        ("[象]{sic=像", "{sic=像 looks like notation and is not closed", "{sic=像}"),
        ("![圖](my pic.png)", "looks like a picture", "<my pic.png>"),
        ("[見](那裡 有.html)", "looks like a link", "<那裡 有.html>"),
        ("沒有[^x]。", "[^x] refers to a footnote", "[^x]:"),
        ("註［^1］。", "［^1］ looks", "[^1]"),
        ("#標題", "#標題 looks like a heading", "space"),
        ("＃ 標題", "＃ 標題 looks like a heading", "# 標題"),
        ("甲==乙==丙", "==乙== looks", "*乙*"),
        ("見[[詞條]]。", "[[詞條]] looks", "[詞條](/slug/)"),
        ("<u>甲</u>", "<u> looks like HTML", "Markdown"),
        ('<font color="red">甲', "<font", "Markdown"),
        ("{{< youtube x >}}", "shortcode", "leave it out"),
        ("甲\n\n[^n]: 沒人用。", "nothing refers to the footnote [^n]", "[^n]"),
        ("甲\n\n[記者]: 您好", "only defines a link", "\\[記者]:"),
    ],
)
def test_notation_that_fails_is_told(body: str, told: str, help: str) -> None:
    """The first doubt names what stands there, at its place, and says what to write."""
    fault = _doubts(body)[0]
    assert told in fault.problem
    assert help in fault.help
    assert fault.place.line >= 5
    assert fault.place.column


@pytest.mark.parametrize(
    "body",
    [
        "\\[象是]\\{sic=像是\\}，`[象]{sic=像 是}`",
        "    {sic=像 是}",
        "集合 {甲, 乙}，{a: 1}，f(x)，（注意：這是）",
        "[備註](說明，很長。的 話)，[1]、[甲] (乙)",
        "a < b，b > c，3<5 且 7>2，<https://e.org/>",
        "\\#話題 與 C#、#1",
        "#話題 這是一句完整的話。",
        "1 * 2 ** 3，a == b",
        "$ 5 and $ 6, $5 or $x, $ 賺錢 $，$ 100 + 稅，a $$ b，$$money，US$ a $ 5，$ 5 + $ 6",
        "\\(a\\) 甲、book\\(s\\)、\\(注\\)、\\[T\\]he、\\[x\\] 做了、`\\(x\\)`",
        "有[^1]。\n\n[^1]: 註。",
        "見[甲][b]。\n\n[b]: https://e.org/",
        "見[b]。\n\n[b]: https://e.org/",
        "[象]{sic=像}，[軟件]{zh-Hans=软件}，[得]{reading=dé} {role=bio}",
    ],
)
def test_what_is_meant_is_not_told(body: str) -> None:
    """Escaped signs, code, mathematics, and notation that was read."""
    assert _doubts(body) == []


@pytest.mark.parametrize("sign", ["{sic=像 是}", "[^x]", "==甲==", "[[甲]]", "<u>"])
def test_an_escaped_sign_is_no_doubt(sign: str) -> None:
    """What the help says, a backslash, ends the doubt."""
    assert _doubts(f"甲{sign}乙")
    assert not _doubts("甲\\" + sign.replace("]]", "\\]]") + "乙")


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ("[象]{sci=像}", "no span attribute sci"),
        ("[象]{tem=x}", "no span attribute tem"),
        ("[得]{reading}", "reading has no value"),
        ("[象]{sic}", "sic has no value"),
    ],
)
def test_an_attribute_that_means_nothing_is_a_fault(span: str, told: str) -> None:
    """A name that is no attribute and no language of CLDR's, and a value that is missing."""
    with pytest.raises(Faults, match=told):
        _doubts(span)


def test_every_language_may_have_a_form() -> None:
    """Languages that CLDR names are no mistyped attributes."""
    assert not _doubts(
        "[軟件]{zh-Hans=软件 ja=ソフト de=Software yue=軟件 zh-Hant-HK=軟件 en-x-literal=software}"
    )


def test_check_looks_at_notes_and_pages(tmp_path: Path) -> None:
    """Texts, translations, notes and pages, each at its place."""
    site = (
        Site(tmp_path)
        .article("a", "甲乙。", front="rights: x\ntranslations: none")
        .notes("a", "- {id: n, quote: 甲乙, kind: fact, text: {zh-Hant: '象[是]{sic:像}', zh-Hans: 是}}")
        .write("content/pages/about/zh-Hant.md", "---\ntitle: 關於\n---\n\n沒有[^x]。\n")
    )
    told = [(str(fault.place.path), fault.problem[:9]) for fault in check(site.root / "config.yaml")]
    assert ("content/articles/a/notes.yaml", "{sic:像} l") in told
    assert ("content/pages/about/zh-Hant.md", "[^x] refe") in told


@given(
    st.lists(st.sampled_from('[ ] { } ( ) ( 甲 乙 a = : sic ^1 ![ ]( ~~ ** < > # \n \\ ` " （ ）'.split(" ")))
)
def test_every_text_has_doubts_or_none(pieces: list[str]) -> None:
    """Whatever stands in a text, doubts have places within it, and no two are about the same characters."""
    body = "".join(pieces)
    try:
        found = _doubts(body)
    except Faults:
        return
    lines = f"---\ntitle: 題目\n---\n\n{body}\n".split("\n")
    assert all(1 <= fault.place.line <= len(lines) for fault in found)


def test_notes_have_no_footnotes(tmp_path: Path) -> None:
    """In a note, where a line [^9]: would be a fault, no such line is asked for."""
    site = Site(tmp_path).article("a", "一二。")
    site.notes("a", '- {id: n, kind: fact, quote: 一, text: {en: "See [^9]."}}')
    [help] = [w.help for w in check(site.root / "config.yaml") if "[^9]" in w.problem]
    assert help.startswith("notes have no footnotes")


@pytest.mark.parametrize(
    ("body", "line", "column", "told"),
    [
        ("| a | b |\n|-|-|\n| 1 | 2 | 3 |", 7, 11, "more cells"),
        ("> a|b\n> -|-\n> 1|1|1|", 7, 7, "more cells"),
        ("|a|b|\r\n|-|-|\r\n|1|2|3|\r", 7, 6, "more cells"),
        ("|a|b|\n|-|-|\n|$|x|$|y|\\|z|甲|", 7, 10, "more cells"),
        ("甲\n\n```py\na\n\n乙", 7, 1, "nothing closes"),
        ("- 甲\n\n  ~~~~\n  a\n  ~~~", 7, 3, "nothing closes"),
        ("甲\n\n> ```", 7, 3, "nothing closes"),
    ],
)
def test_what_would_be_lost(body: str, line: int, column: int, told: str) -> None:
    """Cells beyond the headings and a fence that nothing closes are told where they begin."""
    (doubt,) = _doubts(body)
    assert (doubt.place.line, doubt.place.column) == (line, column)
    assert told in doubt.problem


@pytest.mark.parametrize(
    "body",
    [
        "|a|b|\n|-|-|\n|1|2|\n|1|\n|1|2| |  ",
        "|a|b|\n|-|-|\n|$|x|$|1\\|2|<!-- | | -->|",
        "> ```\n> a\n> ```\n\n- ~~~\n  ```\n  ~~~~\n\n```\n| a |\n```",
    ],
)
def test_what_is_not_lost(body: str) -> None:
    """Rows with fewer or empty cells and closed fences are as they should be."""
    assert not _doubts(body)


def test_a_footnote_that_is_defined_twice() -> None:
    """Its second definition is a fault, wherever it stands; the first would be gone, and what it refers to."""
    for second, place in (("[^1]: 後注。", (9, 1)), ("> [^1]: 後注。", (9, 3))):
        with pytest.raises(Faults) as faults:
            _doubts(f"甲[^1]。\n\n[^1]: 前注[^b]。\n\n{second}\n\n[^b]: 乙")
        (fault,) = faults.value.faults
        assert (fault.place.line, fault.place.column) == place
        assert "another label" in fault.help
