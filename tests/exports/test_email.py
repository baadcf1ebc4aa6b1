from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from test_epub import GLOSSARY, NOTES, PIXEL, SOURCE, TRANSLATION
from testbed import Site

from yizhu.cli import main
from yizhu.exports.email import message


@pytest.fixture
def letters(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose article has all that a text can have, a picture too."""
    monkeypatch.chdir(site.root)
    front = "speakers: {a: 甲}\nsource_url: https://a.example/1\nrights: 公版\nauthors: [王]"
    site.article("one", SOURCE, title="題目 {# 1", front=front)
    site.notes("one", NOTES)
    site.article(
        "one", TRANSLATION, lang="en", title="One & {{ two }}", front="speakers: {a: A}\ntranslators: [B]"
    )
    site.article("two", "另一篇")
    picture = site.root / "content/articles/one/img/a b.png"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    return site.glossary(GLOSSARY.replace("見[", "詳" * 200 + "見["))


def export() -> tuple[str, str]:
    assert main(["export", "email", "one", "--edition", "zh-hant"]) == 0
    return Path("export/one.zh-hant.html").read_text("utf-8"), Path("export/one.zh-hant.txt").read_text(
        "utf-8"
    )


def test_a_message_is_whole_in_itself(letters: Site) -> None:
    """Nothing runs or is loaded but pictures of the site; every link leads to the site or to a place that is there."""
    text, _ = export()
    page = html.document_fromstring(text)
    assert page.xpath("//script|//link|//math|//@srcset|//@onclick") == []
    assert page.xpath("//img/@src") == ["https://example.org/yizhu/assets/articles/one/img/a%20b.png"]
    assert page.xpath("//img/@alt") == ["一圖"]
    assert page.xpath("//img/@width") == ["50%"]
    assert [code.text for code in page.iter("code")][:1] == ["x^2"]
    hrefs, ids = page.xpath("//@href"), page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in hrefs if href.startswith("#")}
    assert {"note-so", "nr-so", "g-distillation", "p2"} <= inside == set(ids)
    assert [href for href in hrefs if not href.startswith(("#", "https://"))] == []
    assert "DeepSee [DeepSeek]" in page.text_content()


def test_no_command_for_a_mailing_program_is_left(letters: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Words in double braces stay words in HTML; of the plain text, which has no escapes, it is told."""
    text, plain = export()
    assert re.findall(r"\{[{%#]", text) == []
    assert html.document_fromstring(text).findtext(".//title") == "題目 {# 1"
    assert "One & {{ two }}" in html.document_fromstring(text).text_content()
    assert "One & {{ two }}" in plain
    assert "doubt: export/one.zh-hant.txt: what stands between {{ and }}" in capsys.readouterr().err


def test_the_plain_text_has_the_same_words(letters: Site) -> None:
    """Numbers of notes in brackets, the counterpart quoted, addresses behind their words, code in its lines."""
    _, plain = export()
    for words in (
        "2. 甲：蒸餾用於模型，DeepSee [DeepSeek]如此[1]。[1]\n\n> A: Distillation serves the model",
        "見此處 <https://a.example/?a=1&b=2>，又見另一篇 <https://example.org/yizhu/zh-hant/two/>。",
        "code < & >",
        "甲 | 乙\n\n一 | 二",
        "[1] 查核：如此",
        "[1] 註腳。",
    ):
        assert words in plain, plain


def test_what_a_long_message_leaves_out_is_told(
    letters: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """First the definitions, then the counterpart, then both; in the message, and to whoever exports it."""
    shorter, _ = export()
    for told, gone in (("definitions", "見模型"), ("counterpart", "Distillation serves")):
        monkeypatch.setattr(message, "MOST", len(shorter.encode()))
        capsys.readouterr()
        shorter, plain = export()
        assert re.search(rf"doubt: export/one.zh-hant.html: .*{told}.* left out", capsys.readouterr().err)
        assert "此信為精簡版" in shorter
        assert gone not in html.document_fromstring(shorter).text_content()
        assert gone in plain.replace(" <https://example.org/yizhu/zh-hant/glossary/model/>", "")
