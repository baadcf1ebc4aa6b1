"""Any input becomes an article or a fault; evaluation/fuzz_import.py tries this at length, with real pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from testbed import REPO, load_evaluation

sys.path.insert(0, str(Path(__file__).parent))

from test_containers import EPUB, TEXT, docx, packed, paragraph

SEED = (REPO / "tests" / "data" / "deepseek-interview.txt").read_text("utf-8")
MARKDOWN = (
    f"---\ntitle: 開源\n---\n\n## 節\n\n{TEXT}[^1]\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n[^1]: 註。\n"
)


def _page() -> str:
    """The seed's lines as a page, with a menu, pictures and a foot."""
    paragraphs = "\n".join(f"<p>{line}</p>" for line in SEED.split("\n")[2:24] if line.strip())
    return (
        '<!DOCTYPE html>\n<html lang="zh-TW"><head><title>中國AI專家看DeepSeek</title>\n'
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "林悅"}}</script></head>\n'
        '<body><ul class="menu"><li><a href="/">首頁</a></li></ul>\n<article><h1>中國AI專家看DeepSeek</h1>\n'
        f'<figure><img src="a.png" onerror="x()"><figcaption>圖</figcaption></figure>\n{paragraphs}\n'
        "<table><tr><th>甲</th></tr><tr><td>乙</td></tr></table></article>\n<footer>版權所有</footer></body></html>\n"
    )


PROGRAM = load_evaluation("fuzz_import")
MATERIAL = [
    (".html", _page().encode()),
    (".html", _page().encode()),
    (".txt", SEED.encode()),
    (".md", MARKDOWN.encode()),
    (".docx", docx(paragraph("開源社區", "Heading1") + paragraph(TEXT) * 4)),
    (".epub", packed(EPUB)),
]


@pytest.mark.parametrize("part", range(8))
def test_whatever_comes_in(part: int) -> None:
    """A page or dump cut, spliced or broken becomes an article that builds can read, or a fault: never a traceback."""
    for number in range(part * 30, part * 30 + 30):
        data, name = PROGRAM.case(MATERIAL, f"1/{number}", 8_000)
        assert PROGRAM.judged(data, name) in ("article", "refused"), f"--case {number}"


def test_what_is_whole_becomes_an_article() -> None:
    """Each kind of source is an article before it is broken."""
    assert {PROGRAM.judged(data, f"a{suffix}") for suffix, data in MATERIAL[:4]} == {"article"}
