"""zh-TW, zh-HK, zh-CN and zh-SG are Chinese in a script: read, converted, marked and sorted as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site

BODY = """# 標題

**德國之聲：**這個軟體的品質很好，記憶體也夠。他說：「資訊」很重要。後來到了[乾]{zh-Hans=干}淨的地方。

[得]{reading=děi}看蒸餾的結果。
"""
GLOSSARY = """\
- {id: distillation, forms: {zh-Hant: [蒸餾], en: [distillation]}, definition: {zh-Hant: 以大軟體訓練, en: x}, tags: [ai]}
- {id: software, forms: {zh-Hant: [軟體], en: [software]}, definition: {zh-Hant: 軟的, en: y}}
- {id: memory, forms: {zh-Hant: [記憶體], en: [memory]}}
"""
NOTES = """\
- {id: n, quote: 資訊, kind: fact, text: {zh-Hant: 這個軟體, en: N}}
- {id: m, quote: 後來, kind: fact, text: {zh-Hant: 繁, zh-Hans: 简, en: N}}
"""
CONFIG = """\
title: {{zh-Hant: 譯注, zh-Hans: 译注, en: Yizhu}}
base_url: https://example.org/
editions:
  - {{name: one, lang: {0}, readings: tw}}
  - {{name: two, lang: {1}, readings: cn}}
  - {{name: en, lang: en}}
tags: {{ai: {{zh-Hant: 智慧, en: AI}}}}
"""


def built(root: Path, written: str, other: str) -> dict[str, bytes]:
    """The files of a site with one text and an edition in the other script, by these names."""
    site = Site(root, CONFIG.format(written, other))
    front = "rights: 編者撰\ntags: [ai]\nposted: 2024-01-02\nspeakers: {dw: {zh-Hant: 德國之聲, en: DW}}"
    site.article("a", BODY, lang=written, front=front)
    site.article(
        "a",
        "# T\n\n**DW:** This software is good.\n\nLook at distillation.",
        lang="en",
        front="status: draft",
    )
    site.glossary(GLOSSARY).notes("a", NOTES)
    site.write(f"content/pages/about/{written}.md", "---\ntitle: 關於\n---\n\n這個軟體。\n")
    return site.build(jobs=1).files()


def plain(text: bytes, written: str, other: str, names: tuple[str, str]) -> str:
    """A file with the tags of the scripts."""
    shown = text.decode("utf-8", "replace")
    for tag, name in zip((written, other), names, strict=True):
        shown = shown.replace(tag, name).replace(tag.lower(), name.lower())
    return shown


@pytest.mark.parametrize(
    ("written", "other", "names"),
    [
        ("zh-TW", "zh-CN", ("zh-Hant", "zh-Hans")),
        ("zh-TW", "zh-SG", ("zh-Hant", "zh-Hans")),
        ("zh-HK", "zh-CN", ("zh-Hant-HK", "zh-Hans")),
    ],
)
def test_a_region_is_a_script(written: str, other: str, names: tuple[str, str], tmp_path: Path) -> None:
    """A site whose languages are named by region has the same pages as one whose are named by script, but for the names."""
    by_script, by_region = built(tmp_path / "a", *names), built(tmp_path / "b", written, other)
    assert by_script.keys() == by_region.keys()
    pages = [path for path in by_script if path.endswith((".html", ".xml", ".json"))]
    assert len(pages) > 20
    for path in pages:
        if not path.endswith("cite.json"):
            assert plain(by_region[path], written, other, names) == by_script[path].decode(), path
    page = by_region["two/a/index.html"].decode()
    assert f'<html lang="{other}"' in page
    assert "质量" in page or written == "zh-HK"
    assert f'lang="{written}"' in by_region["one/a/index.html"].decode()
