"""Mistakes of a bad conversion are found, with the correct wording; correct text is left alone."""

from __future__ import annotations

import pytest
from testbed import REPO, Site

from yizhu.check.conversion.misconversions import _read_corrections, find_misconversions
from yizhu.check.lint import check
from yizhu.content.articles import read_text
from yizhu.content.model import Source
from yizhu.content.source_map import map_text


def find(body: str, lang: str = "zh-Hant") -> list[str]:
    """Return each misconversion of a text with its help."""
    text = read_text(lang, Source(f"a/{lang}.md", f"---\ntitle: 一\n---\n\n{body}\n"))
    return [
        f"{f.place.line}:{f.place.column} {f.problem}; {f.help}"
        for f in find_misconversions(map_text(text), lang)
    ]


@pytest.mark.parametrize(
    ("body", "wrong", "correct"),
    [
        ("非常復雜的關係", "復雜", "複雜"),
        ("這在未來會象是水電一樣", "會象是", "會像是"),
        ("睜一只眼閉一只眼", "睜一只眼閉一只眼", "睜一隻眼閉一隻眼"),
        ("他在里面洗頭發", "里面", "裡面"),
        ("我國髮展很快", "髮展", "發展"),
        ("惡性迴圈", "惡性迴圈", "惡性循環"),
        ("司法程式", "司法程式", "司法程序"),
    ],
)  # fmt: skip
def test_traditional(body: str, wrong: str, correct: str) -> None:
    """The wrong one of two characters, or a word of another field, is found with the correct one."""
    assert any(f"{wrong} may be the trace" in text and f"write {correct}" in text for text in find(body))


@pytest.mark.parametrize(
    ("body", "wrong", "correct"),
    [
        ("公布后又有许多任务作要做", "许多任务作", "许多工作"),
        ("总统的公开进程", "公开进程", "公开行程"),
        ("内核价值", "内核价值", "核心价值"),
        ("这是着名的原着", "着名", "著名"),
        ("接著乾杯", "接著", "接着"),
    ],
)
def test_simplified(body: str, wrong: str, correct: str) -> None:
    """The same for Simplified text."""
    assert any(
        f"{wrong} may be the trace" in text and f"write {correct}" in text for text in find(body, "zh-Hans")
    )


@pytest.mark.parametrize(
    "body",
    [
        "皇后面前，太后來到，影后來了。",
        "餅乾涉及衛生，限制造成不便，抑制劑是管制品，有抑制作用，舉手表決。",
        "表面條紋，下面包含三項，對面包廂。",
        "這一只有三人，統一只是時間問題，一只手機。",
        "我頭發昏，從頭發展，回頭發現。",
        "對象是人，大象是動物，現象是真的，就象牙而言。",
        "明白術語，高手表示，選手表演，線上遊戲。",
        "答復、回覆與回復都好，周末也是週末，台灣與臺灣，裡面與裏面。",
        "岩石、恒生、丰采、喆與海淀。",
        "ㄧ、ㄨ、ㄩ是介音，ㄒㄧㄠˇ。",
        "衣服乾了才乾淨，海裡有魚，三天後要去。",
    ],
)
def test_good_traditional_text(body: str) -> None:
    """Where the characters meet by chance, or both spellings are correct, nothing is found."""
    assert find(body) == []


def test_good_simplified_text() -> None:
    """Nothing is found in correct Simplified text."""
    assert (
        find("乾隆与乾坤，著作与著名，瞭望，慰藉，批阅公文，许多任务，信息公开进程，拚命，锺书。", "zh-Hans")
        == []
    )


def test_what_an_editor_has_seen() -> None:
    """Marked misprints, words that a span keeps, code and other languages are left out."""
    assert find("[復雜]{sic=複雜}，[复杂]{keep}，`復雜`，[复]{lang=ja}") == []


def test_signs_that_look_like_characters() -> None:
    """Bopomofo, radicals and duplicates for old character sets are found."""
    assert [text.split(";")[0] for text in find("第ㄧ名，⽇本的⼀⻔，\uf914器")] == [
        "5:2 ㄧ is a letter of bopomofo, not the character 一",
        "5:5 ⽇ (U+2F47) is a radical, not the character 日",
        "5:8 ⼀ (U+2F00) is a radical, not the character 一",
        "5:9 ⻔ (U+2ED4) is a radical, not the character 门",
        "5:11 \uf914 (U+F914) is a duplicate for old character sets, not the character 樂",
    ]


def test_characters_of_the_other_script() -> None:
    """Each is listed once, with how many more there are; a whole text of them gives one warning."""
    assert [text.split(";")[0] for text in find("个个都說这話。")] == [
        "5:1 个 is Simplified, but this text is Traditional, and 1 more",
        "5:5 这 is Simplified, but this text is Traditional",
    ]
    assert find("這是书。", "zh-Hans")[0].startswith("5:1 這 is Traditional")
    source = (REPO / "content/articles/deepseek-quant-interview/zh-Hant.md").read_text("utf-8")
    body = source.split("---\n", 2)[2]
    text = read_text("zh-Hans", Source("a.md", f"---\ntitle: 一\n---\n{body}".replace("{role=", "{role=")))
    found = [f.problem for f in find_misconversions(map_text(text), "zh-Hans")]
    assert any("different characters of this text are of the other script" in problem for problem in found)
    assert not any("is Traditional" in problem for problem in found)


def test_hong_kong() -> None:
    """The correct wording is written as in Hong Kong."""
    assert "write 裏面" in find("在里面", "zh-Hant-HK")[0]


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans"])
def test_the_whole_list(lang: str) -> None:
    """Each wrong wording of the list is found by itself; the correct one is not."""
    for wrong, (correct, _) in _read_corrections(lang).items():
        assert any(f" {wrong} may be" in text for text in find(f"「{wrong}」", lang)), wrong
        assert find(f"「{correct}」", lang) == [], correct


def test_texts_and_notes_are_checked(site: Site) -> None:
    """A misconversion is listed with its place in the file."""
    site.article("a", "很復雜。", front="rights: x").article("a", "One.", lang="en", front="status: draft")
    site.notes("a", "- {id: n, quote: 很, kind: fact, text: {zh-Hant: 以后, en: x}}")
    places = [(str(f.place), f.problem) for f in check(site.root / "config.yaml") if "trace" in f.problem]
    assert places == [
        (
            "content/articles/a/notes.yaml:1:49",
            "以后 may be the trace of a conversion: 后 for 後, after and behind",
        ),
        (
            "content/articles/a/zh-Hant.md:6:2",
            "復雜 may be the trace of a conversion: 復 for 複, double or manifold",
        ),
    ]


def test_the_list_has_no_wording_twice() -> None:
    """A wrong wording has one correction."""
    from yizhu.check.conversion.misconversions import _read_entries

    for lang in ("zh-Hant", "zh-Hans"):
        wordings = [wrong for entry in _read_entries(lang) for wrong in entry["corrections"]]
        assert len(wordings) == len(set(wordings))
