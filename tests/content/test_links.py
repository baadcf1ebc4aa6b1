"""Every link that an author wrote leads somewhere."""

from __future__ import annotations

import pytest
from testbed import Site

DEAD = [
    ("[x](#p9)", "there is no passage p9", "the passages are p1 to p1"),
    ("[x](/b/)", "/b/ leads nowhere", "help:"),
    ("[x](/a)", "/a leads nowhere", "did you mean /a/?"),
    ("[x](b.md)", "b.md leads nowhere", "help:"),
    ("[x](//evil.org/)", "leads nowhere", "help:"),
    ("[x](/a/#p2)", "there is no passage p2", "p1 to p1"),
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
    site.glossary("- {id: t, forms: {en: [t]}}")
    site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\nWell.\n")
    return site.article("a", f"看{markdown}。")


@pytest.mark.parametrize(("markdown", "problem", "help"), DEAD)
def test_dead_links(site: Site, markdown: str, problem: str, help: str) -> None:
    """A link that leads nowhere is a fault under its address."""
    linked(site, markdown).fails_with("content/articles/a/zh-Hant.md:5:6", problem, help)


@pytest.mark.parametrize("href", ALIVE)
def test_links_that_lead_somewhere(site: Site, href: str) -> None:
    """To a passage, an article, a term, a page, the front page, or out of the site."""
    linked(site, f"[x]({href})").build()


def test_the_front_page_from_below(site: Site) -> None:
    """``../`` is the edition's front page."""
    linked(site, "[x](../)").build().shows("zh-hant/a/", 'href="../"')


@pytest.mark.parametrize("where", ["footnote", "note", "definition"])
def test_dead_links_everywhere(site: Site, where: str) -> None:
    """A link in a footnote, a note or a definition leads somewhere, too."""
    linked(site, "甲")
    if where == "footnote":
        site.article("a", "一[^1]\n\n[^1]: [x](/nope/)")
    elif where == "note":
        site.notes("a", "- {id: n, quote: 甲, kind: fact, text: {en: '[x](/nope/)'}}")
    else:
        site.glossary("- {id: t, forms: {en: [t]}, definition: {en: '[x](/nope/)'}}")
    assert any("/nope/" in str(fault) for fault in site.faults())


def test_links_of_pages(site: Site) -> None:
    """Pages beside the articles are held to the same."""
    site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\n[x](/nope/)\n")
    site.fails_with("content/pages/about/en.md:5:5", "/nope/ leads nowhere")
