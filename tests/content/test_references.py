"""Every link of an author leads somewhere, and no address is claimed twice."""

from __future__ import annotations

import pytest
from testbed import Site

PAGE = "---\ntitle: x\n---\n\nx\n"
DEAD = [
    ("[x](#p9)", "there is no passage p9", "the passages are p1 to p1"),
    ("[x](/b/)", "/b/ leads nowhere", "help:"),
    ("[x](/a)", "/a leads nowhere", "did you mean /a/?"),
    ("[x](b.md)", "b.md leads nowhere", "help:"),
    ("[x](//evil.org/)", "leads nowhere", "help:"),
    ("[x](/a/#p2)", "there is no passage p2", "p1 to p1"),
    ("[字](sic=寫)", "sic=寫 leads nowhere", "write braces for an attribute: [words]{sic=寫}"),
    ("[x](../glossary/nope/)", "leads nowhere", "help:"),
]
ALIVE = [
    "#p1",
    "/a/",
    "/a/#p1",
    "../a/",
    "/",
    "/glossary/",
    "../glossary/t/",
    "/about/",
    "https://x.org",
    "mailto:a@b.c",
]


def linked(site: Site, markdown: str) -> Site:
    site.glossary("- {id: t, forms: {en: [t], zh-Hant: [蒸餾]}}")
    site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\nWell.\n")
    return site.article("a", f"看{markdown}。")


@pytest.mark.parametrize(("markdown", "problem", "help"), DEAD)
def test_dead_links(site: Site, markdown: str, problem: str, help: str) -> None:
    """A link that leads nowhere is a fault at its place."""
    linked(site, markdown).fails_with("content/articles/a/zh-Hant.md:5:6", problem, help)


@pytest.mark.parametrize("href", ALIVE)
def test_links_that_lead_somewhere(site: Site, href: str) -> None:
    """A link may lead to a passage, an article, a term, a page, the front page, or out of the site."""
    linked(site, f"[x]({href})").build()


def test_the_front_page_from_below(site: Site) -> None:
    """``../`` is the edition's front page."""
    linked(site, "[x](../)").build().shows("zh-hant/a/", 'href="../"')


@pytest.mark.parametrize("where", ["footnote", "note", "definition"])
def test_dead_links_everywhere(site: Site, where: str) -> None:
    """A dead link in a footnote, a note or a definition is a fault, too."""
    linked(site, "甲")
    if where == "footnote":
        site.article("a", "一[^1]\n\n[^1]: [x](/nope/)")
    elif where == "note":
        site.notes("a", "- {id: n, quote: 甲, kind: fact, text: {en: '[x](/nope/)'}}")
    else:
        site.glossary("- {id: t, forms: {en: [t]}, definition: {en: '[x](/nope/)'}}")
    assert any("/nope/" in str(fault) for fault in site.faults())


def test_links_of_pages(site: Site) -> None:
    """A dead link in a page is a fault, too."""
    site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\n[x](/nope/)\n")
    site.fails_with("content/pages/about/en.md:5:5", "/nope/ leads nowhere")


# ---- addresses that two claim --------------------------------------------------------------------------------


def test_an_article_and_a_page(site: Site) -> None:
    """An article and a page with the same name are a fault."""
    site.article("about", "一").write("content/pages/about/en.md", PAGE)
    site.fails_with("content/pages/about", "/about/ is also claimed by content/articles/about")


@pytest.mark.parametrize("kind", ["articles", "pages"])
def test_the_glossary(site: Site, kind: str) -> None:
    """No article and no page may be called glossary."""
    site.write(f"content/{kind}/glossary/en.md", PAGE)
    site.fails_with(f"content/{kind}/glossary", "also claimed by the glossary")


def test_the_search_page(site: Site) -> None:
    """No article may be called search."""
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


def test_a_term_by_its_form(site: Site) -> None:
    """Who names a term by one of its forms is told its id."""
    linked(site, "[字]{term=蒸餾}").fails_with(
        "content/articles/a/zh-Hant.md:5:11", "write t, the id of the term that has this form"
    )
