"""``yizhu rename`` moves an article, leaves an alias, and changes no line but those that name the old slug."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site, yizhu

from yizhu.content.articles import read_text
from yizhu.content.commands.rename import add_alias, rename_article
from yizhu.content.faults import Faults
from yizhu.content.model import Source


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = (
        Site(tmp_path)
        .article("old", "字。\n\n見[自己](/old/#p1)。")
        .article("old", "Word.\n\nSee [it](/old/#p1).", lang="en", front="status: draft")
    )
    site.article(
        "b", "見[那](/old/#p1)、[表](../old/sheet/)、[別的](/older/)。\n\n[r]: /old/\n\n再[r]。"
    ).article("older", "字。")
    site.notes("b", '- {id: n, kind: fact, quote: 再, text: {en: "[it](/old/)"}}')
    return site.glossary('- {id: d, forms: {zh-Hant: [蒸餾]}, definition: {en: "[it](/old/#p1)"}}')


def test_an_article_gets_another_slug(site: Site) -> None:
    """Its folder moves, the old address leads on, and links in all texts, notes and definitions are turned."""
    before = site.build().page("zh-hant/b/index.html")
    told = yizhu("rename", "old", "new", cwd=site.root)
    assert told.stdout.splitlines() == [
        "content/articles/old → content/articles/new",
        "content/articles/new/zh-Hant.md: the old address is an alias",
        "content/articles/b/notes.yaml: links in line 1",
        "content/articles/b/zh-Hant.md: links in line 5, 7",
        "content/articles/new/en.md: links in line 8",
        "content/articles/new/zh-Hant.md: links in line 8",
        "content/glossary/terms.yaml: links in line 1",
    ]
    site.build()
    assert "url=../../en/new/" in site.page("en/old/index.html")
    assert site.page("zh-hant/b/index.html").replace("/new/", "/old/") == before


def test_it_can_be_renamed_back(site: Site) -> None:
    """Then the slug in between is the alias, and the first one no more."""
    for names in (("old", "new"), ("new", "newer"), ("newer", "new"), ("new", "old")):
        rename_article(site.root / "config.yaml", *names)
    site.build()
    assert "aliases: [new, newer]" in (site.root / "content/articles/old/zh-Hant.md").read_text()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("old", "b", "content/articles/b: this is there already"),
        ("old", "about", "content/pages/about: this is there already"),
        ("old", "New", "New is no address"),
        ("old", "../x", "../x is no address"),
        ("old", "glossary", "is also claimed"),
        ("odl", "x", "there is no such article"),
        ("../old", "x", "there is no such article"),
    ],
)
def test_what_cannot_be_renamed_stays_as_it_is(site: Site, old: str, new: str, problem: str) -> None:
    """A taken or impossible name is a fault, and nothing changes."""
    site.write("content/pages/about/zh-Hant.md", "---\ntitle: 關於\n---\n\n字。")
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    with pytest.raises(Faults, match=problem):
        rename_article(site.root / "config.yaml", old, new)
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: t", "title: t\naliases: [old]"),
        ("title: t\naliases: []", "title: t\naliases: [old]"),
        ("aliases: [a]  # c\ntitle: t", "aliases: [a, old]  # c\ntitle: t"),
        ("aliases: [a, 'b',]\ntitle: t", "aliases: [a, 'b', old,]\ntitle: t"),
        ("aliases:\n- a\n- b # c\ntitle: t", "aliases:\n- a\n- b # c\n- old\ntitle: t"),
        ("aliases:\n    - a\n\ntitle: t", "aliases:\n    - a\n    - old\n\ntitle: t"),
        ("aliases: [\n  a,\n  b\n]\ntitle: t", "aliases: [\n  a,\n  b, old\n]\ntitle: t"),
        ("aliases: [new, a]\ntitle: t", "aliases: [old, a]\ntitle: t"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_lines_of_aliases_change(before: str, after: str, end: str, mark: str) -> None:
    """Comments, quotes, the order of keys, line ends and a byte order mark stay."""

    def text(front: str) -> str:
        return mark + f"---\n{front}\n---\n\n字。\n".replace("\n", end)

    assert add_alias("zh-Hant.md", text(before), "old", "new") == text(after)


def test_an_alias_that_is_a_word_of_yaml_is_quoted() -> None:
    """A slug may be called null or true."""
    text = add_alias("zh-Hant.md", "---\ntitle: t\n---\n\n字。\n", "null", "new")
    assert read_text("zh-Hant", Source("zh-Hant.md", text)).meta.aliases == ("null",)
