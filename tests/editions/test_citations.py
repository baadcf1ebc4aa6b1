"""An article's citation: the page and its original apart, in the formats that reference managers read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from yizhu.content.model import Meta
from yizhu.editions.citations import (
    Citation,
    cite_edition,
    format_bibtex,
    format_csl,
    format_ris,
    list_highwire_tags,
)
from yizhu.editions.model import EditionOf, Headline

_ORIGINAL = Meta(
    title="模型",
    authors=("王小明",),
    publication="某報",
    published="2025-02-03",
    posted="2026-05",
    source_url="https://e.org/a",
)
_PAGE = "https://site.org/en/a/"


def _edition(meta: Meta = _ORIGINAL, lang: str = "en", status: str = "reviewed") -> EditionOf[str]:
    return EditionOf(
        name=lang.lower(), lang=lang, slug="a", head=Headline(lang, "The Model", "A study", "Short."),
        counterpart_head=None, source_lang="zh-Hant", meta=meta, translators=("Anna",), status=status, speakers=(),
        rows=(), notes=(), footnotes=(), emendations=(), terms=(), minutes=1, is_text_missing=False,
    )  # fmt: skip


def test_a_translation_and_its_original_are_cited_apart() -> None:
    """The page has the translator and this site, the original its own title, date, publication and address."""
    page, original = cite_edition(_edition(), "Yizhu", _PAGE)
    assert (page.title, page.translators, page.container, page.issued, page.url) == (
        "The Model: A study", ("Anna",), "Yizhu", "2026-05", _PAGE,
    )  # fmt: skip
    assert (original.title, original.translators, original.container, original.issued, original.url) == (
        "模型", (), "某報", "2025-02-03", "https://e.org/a",
    )  # fmt: skip
    assert (page.original, page.relation) == (original.key, "translationof")


def test_what_the_site_itself_published_has_no_other_original() -> None:
    """A page in the language of an article that appeared nowhere else is cited alone; its translation is not."""
    own = replace(_ORIGINAL, publication="Yizhu", source_url="")
    assert len(cite_edition(_edition(own, "zh-Hant", ""), "Yizhu", _PAGE)) == 1
    _, original = cite_edition(_edition(own), "Yizhu", _PAGE, "https://site.org/zh-hant/a/")
    assert (original.container, original.url) == ("Yizhu", "https://site.org/zh-hant/a/")


def test_no_machine_is_a_translator() -> None:
    """Only persons are cited as translators."""
    assert cite_edition(_edition(status="machine"), "Yizhu", _PAGE)[0].translators == ()


def test_highwire_tags_say_what_is_known_only() -> None:
    """A page's tags name title, each author, date, language and address; what is not stated has no tag."""
    page = cite_edition(_edition(), "Yizhu", _PAGE)[0]
    assert list_highwire_tags(page) == (
        ("citation_title", "The Model: A study"),
        ("citation_author", "王小明"),
        ("citation_publication_date", "2026/05"),
        ("citation_language", "en"),
        ("citation_public_url", _PAGE),
    )
    assert list_highwire_tags(Citation("k", "T", "")) == (("citation_title", "T"),)


def test_the_formats_hold_both() -> None:
    """CSL-JSON, RIS and BibTeX list the page first, then the original, with partial dates as they are."""
    cited = cite_edition(_edition(), "Yizhu", _PAGE)
    items = json.loads(format_csl(cited))
    assert [item["title"] for item in items] == ["The Model: A study", "模型"]
    assert items[0]["issued"] == {"date-parts": [[2026, 5]]}
    assert items[0]["original-publisher"] == "某報"
    assert format_ris(cited).count("TY  - ELEC\r\n") == format_ris(cited).count("ER  - \r\n") == 2
    assert "DA  - 2026/05//\r\n" in format_ris(cited)
    assert "relatedtype = {translationof}" in format_bibtex(cited)


@given(st.text())
def test_no_text_breaks_a_format(text: str) -> None:
    """Whatever a title holds, RIS stays one line a field, BibTeX's braces balance, and its TeX is escaped."""
    cited = (Citation("k", text, "en", authors=(text,), abstract=text, url="https://e.org/{}\\"),)
    assert all(
        re.match(r"[A-Z][A-Z0-9]  - ", line) for line in format_ris(cited).removesuffix("\r\n").split("\r\n")
    )
    assert json.loads(format_csl(cited))[0].get("title", "") == text
    written = format_bibtex(cited)
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in written))
    assert min(depths) >= 0
    assert depths[-1] == 0
