"""A site with two articles whose translations are stale, by machine and missing in places."""

from __future__ import annotations

import testbed

from yizhu.cli import main

# By article, the language of its source; in "chinese" p2 is stale, p3 by machine and p4 missing, in "english" p2 and p4.
SOURCES = {"chinese": "zh-Hant", "english": "en"}
CHINESE = "# 用途\n\n本模型可以用於商業，只要註明由它製成，並且不收取任何費用。\n\n研究者須註明出處。\n\n意見請寄編輯部。"
ENGLISH = (
    "# Uses\n\nThe model may be used in business, as long as one says that it was used, and at no charge.\n\n"
    "Researchers must name the source.\n\nPlease write to the editors."
)


def write_articles(made: testbed.Site) -> None:
    """Write both articles into a site and sign them off, and then change what they translate."""
    config = str(made.root / "config.yaml")
    for slug, lang, text, other, translation in (
        ("chinese", "zh-Hant", CHINESE, "en", ENGLISH),
        ("english", "en", ENGLISH, "zh-Hant", CHINESE),
    ):
        made.article(slug, text, lang=lang, front="rights: x")
        unfinished = translation.rpartition("\n\n")[0]
        made.article(slug, unfinished, lang=other, front="status: draft\ntranslators: [Anna]")
        accept = ["accept", slug, "--config", config, "--translation", other, "--date", "2026-05-01"]
        assert main(accept) == 0
        assert main([*accept, "--state", "machine", "p3"]) == 0
        changed = text.replace("可以用於", "絕不可以用於").replace("may be used", "must never be used")
        made.article(slug, changed, lang=lang, front="rights: x")
