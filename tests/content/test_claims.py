"""Two inputs that claim one address are a fault naming both."""

from __future__ import annotations

import pytest
from testbed import Site

PAGE = "---\ntitle: x\n---\n\nx\n"


def test_an_article_and_a_page(site: Site) -> None:
    """An article and a page of one name."""
    site.article("about", "一").write("content/pages/about/en.md", PAGE)
    site.fails_with("content/pages/about", "/about/ is also claimed by content/articles/about")


@pytest.mark.parametrize("kind", ["articles", "pages"])
def test_the_glossary(site: Site, kind: str) -> None:
    """Nothing else may be called glossary."""
    site.write(f"content/{kind}/glossary/en.md", PAGE)
    site.fails_with(f"content/{kind}/glossary", "also claimed by the glossary")


def test_the_search_page(site: Site) -> None:
    """Nothing else may be called search."""
    site.article("search", "一。").fails_with("content/articles/search", "also claimed by the search page")


def test_a_term_and_nothing_else(site: Site) -> None:
    """Terms have their addresses below glossary/, so they never meet an article."""
    site.glossary("- {id: a, forms: {en: [x]}}").article("a", "一").build()
    assert site.has("en/a/")
    assert site.has("en/glossary/a/")


def test_two_assets(site: Site) -> None:
    """Two files of a theme that would be one asset are a fault."""
    site.write("theme/img/yizhu.css", "x").article("a", "一")
    assert site.faults()
