from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import tools
from testbed import Site

from yizhu.cli import main
from yizhu.exports.pdf.document import date_as_article

NOTES = "- {id: so, quote: 如此, kind: fact, text: {zh-Hant: 真的。}}\n"


@pytest.fixture
def paper(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(site.root)
    text = "[蒸餾]{term=distillation}[如此]{sic=如是}。見[此處](../two/)。\n\n![圖](a.png)"
    site.article("one", text, title="題目<1>", front="posted: 2025-03-01")
    site.article("one", "Distillation is so.\n\n![picture](a.png)", lang="en", title="One")
    site.article("two", "另一篇")
    site.notes("one", NOTES)
    (site.root / "content/articles/one/a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return site.glossary("- {id: distillation, forms: {zh-Hant: [蒸餾]}, definition: {zh-Hant: 釋義}}\n")


def test_a_printed_article_has_words_heads_bookmarks_tags_and_its_own_day(paper: Site) -> None:
    """Text and counterpart side by side, notes, terms with their passages, the address; and no clock in the bytes."""
    tools.chromium()
    assert main(["export", "pdf", "one", "--edition", "zh-hant"]) == 0
    printed = Path("export/one.zh-hant.pdf")
    raw = printed.read_bytes()
    assert set(re.findall(rb"/(?:Creation|Mod)Date \(D:(\d+)", raw)) == {b"20250301000000"}
    for part in (
        b"/Outlines",
        b"/StructTreeRoot",
        b"/MarkInfo",
        b"/URI (https://example.org/yizhu/zh-hant/two/)",
    ):
        assert part in raw
    ran = subprocess.run([tools.pdftotext(), "-layout", printed, "-"], capture_output=True, check=True)
    text = ran.stdout.decode()
    assert re.search(r"蒸餾如此.*Distillation is so", text)
    for words in ("題目<1>", "真的。", "釋義", "第1段", "https://example.org/yizhu/zh-hant/one/"):
        assert words in text


def test_without_chromium_there_is_a_fault_with_help(
    paper: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/chromium")
    assert main(["export", "pdf", "one"]) == 1
    told = capsys.readouterr().err
    assert "the variable CHROMIUM names no program: /no/chromium" in told
    assert "help: install Chromium" in told
    assert not Path("export").exists()


def test_a_date_that_is_put_in_moves_no_byte() -> None:
    """A PDF says at which byte each of its parts begins."""
    before = b"/CreationDate (D:20261130210543+00'00')\n/ModDate (D:20261130210543+00'00')>>"
    for day in ("2025-03-01", "2025-03", "2025", ""):
        after = date_as_article(before, day)
        assert len(after) == len(before)
        assert re.findall(rb"D:(\d{14})", after)[0][:4] in (b"2025", b"2000")
