"""A theme may write the rows of an article itself, field by field, as docs/theme.md shows it."""

from __future__ import annotations

import re
from pathlib import Path

from testbed import REPO, Site

GLOSSARY = "- {id: a, forms: {zh-Hant: [蒸餾], en: [distillation]}, definition: {en: To distil.}}"


def _rows_of_the_manual() -> str:
    text = Path(REPO / "docs/theme.md").read_text("utf-8")
    return re.findall(r"```html[^\n]*\n({% for row in e\.rows %}.*?)```", text, re.S)[0]


def test_rows_of_a_theme_show_the_same_texts(site: Site) -> None:
    """Its template gets the rows as HTML, with terms, numbers and both languages, in each edition."""
    site.glossary(GLOSSARY).article("a", "蒸餾[網路]{sic=網絡}。\n\n第二段。").article(
        "a", "Distillation.\n\nTwo.", lang="en"
    )
    site.build()
    before = {
        edition: site.select(f"{edition}/a/", ".text, .counterpart")
        for edition in ("zh-hant", "zh-hans", "en")
    }
    texts = {edition: [element.text_content() for element in found] for edition, found in before.items()}
    site.write("theme/templates/parts/rows.html", _rows_of_the_manual()).build()
    for edition, expected in texts.items():
        found = site.select(f"{edition}/a/", ".text, .counterpart")
        assert [element.text_content() for element in found] == expected
        assert site.select(f"{edition}/a/", ".passage .text a.term, .passage .counterpart a.term")
    assert site.select("zh-hant/a/", "#e-1")
