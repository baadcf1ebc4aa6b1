"""Makes readings.json: the readings of an article's passages, in a file of their own."""

from __future__ import annotations

import json

from testbed import Site

from yizhu.check.lint import check


def test_each_passage_is_read(site: Site) -> None:
    """A syllable for each Han character, in pinyin and zhuyin; spans and the glossary say theirs."""
    site.write(
        "config.yaml",
        "title: x\nbase_url: https://x.example/\neditions:\n"
        "  - {name: zh-hant, lang: zh-Hant, readings: tw}\n  - {name: en, lang: en}\n",
    )
    site.write(
        "content/articles/a/zh-Hant.md", "---\ntitle: 題\n---\n\n[行]{reading=hàng}家的垃圾\n\nGPU 蒸餾\n"
    )
    site.write("content/glossary/g.yaml", "- id: d\n  forms: {zh-Hant: [蒸餾]}\n  reading: zhēngliù\n")
    site.build()
    told = json.loads((site.out / "zh-hant/a/readings.json").read_text("utf-8"))
    spelled = {id: [told["pinyin"][n] for n in numbers] for id, numbers in told["text"].items()}
    assert spelled == {"p1": ["hàng", "jia", "de", "lè", "sè"], "p2": ["zhēng", "liù"]}
    assert len(told["zhuyin"]) == len(told["pinyin"])
    assert not (site.out / "en/a/readings.json").exists()


def test_a_reading_that_does_not_fit_is_a_doubt(site: Site) -> None:
    """In a span and in the glossary, each with its place."""
    site.write(
        "config.yaml",
        "title: x\nbase_url: https://x.example/\neditions:\n  - {name: zh-hant, lang: zh-Hant}\n",
    )
    site.write(
        "content/articles/a/zh-Hant.md", "---\ntitle: 題\nrights: r\n---\n\n[行家]{reading=háng}說蒸餾\n"
    )
    site.write(
        "content/glossary/g.yaml",
        "- id: d\n  forms: {zh-Hant: [蒸餾]}\n  definition: {zh-Hant: 說}\n  reading: zhēng\n",
    )
    found = "\n".join(str(fault) for fault in check(site.root / "config.yaml"))
    assert "zh-Hant.md:6:14: the reading háng does not fit 行家" in found
    assert "the reading zhēng does not fit 蒸餾" in found
