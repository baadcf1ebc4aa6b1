"""The whole way: what is remembered, why a page is made anew, and that drafts and faults stay out."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.load import load_checked_content
from yizhu.content.faults import Faults


@pytest.fixture
def two(site: Site) -> Site:
    """Two articles with a term."""
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation]}, definition: {en: so}}")
    return site.article("a", "蒸餾一。", title="甲").article("b", "蒸餾二。", title="乙").build()


def made(site: Site) -> set[str]:
    assert site.built is not None
    return set(site.built.written.made)


def test_what_a_build_tells(two: Site) -> None:
    """How many pages, articles and terms there are."""
    assert two.built is not None
    assert (two.built.counts.articles, two.built.counts.terms) == (2, 1)
    assert two.built.counts.pages == len(
        [name for name in two.files() if name.endswith((".html", ".xml", ".txt"))]
    )


def test_nothing_changed_nothing_written(two: Site) -> None:
    """A second build writes nothing."""
    assert made(two.build()) == set()


def test_an_edit_touches_only_what_shows_it(two: Site) -> None:
    """Editing a body without its terms makes the article's own pages and feeds anew, no list and no other article."""
    two.article("a", "蒸餾一。另加一句。", title="甲").build()
    assert {"zh-hant/a/index.html", "zh-hans/a/index.html", "zh-hant/feed.xml"} <= made(two)
    assert not {path for path in made(two) if "/b/" in path or path in ("index.html", "sitemap.xml")}
    assert "zh-hant/index.html" not in made(two)


def test_why_a_page_was_made_anew(two: Site) -> None:
    """``why`` names what changed, in an editor's words; of an unchanged site nothing."""
    assert two.built is not None
    assert ("zh-hant/a/index.html", "a new page") in two.built.why
    two.build()
    assert two.built.why == ()
    two.article("a", "蒸餾三。", title="甲").build()
    assert "its text" in dict(two.built.why)["zh-hant/a/index.html"]
    assert "zh-hant/b/index.html" not in dict(two.built.why)


def test_an_article_that_is_gone_leaves_no_page(two: Site) -> None:
    """Pages, lists, feeds and terms forget it."""
    two.remove("content/articles/a").build()
    assert not any(
        "甲".encode() in content for name, content in two.files().items() if "/assets/" not in name
    )
    assert not two.has("zh-hant/a/")


def test_clean_forgets_and_makes_the_same(two: Site) -> None:
    """``clean`` makes everything anew, and it is the same."""
    before = two.files()
    two.build(clean=True)
    assert two.files() == before


def test_another_folder(two: Site) -> None:
    """``out`` is written instead of site/, the same bytes."""
    before = two.files()
    two.build(out=two.root / "elsewhere")
    from testbed import files_in

    assert files_in(two.root / "elsewhere") == before


def test_folders_by_other_names(site: Site) -> None:
    """content, theme and site are where config.yaml says."""
    site.remove("content")
    site.write(
        "config.yaml", "title: x\nbase_url: https://a.org\ncontent: texts\ntheme: look\nsite: public\n"
    )
    site.write("texts/articles/a/en.md", "---\ntitle: x\n---\n\nOne.\n").write(
        "look/img/own.svg", "<svg/>"
    ).build()
    assert (site.root / "public/en/a/index.html").is_file()
    assert (site.root / "public/assets/own.svg").is_file()
    assert not (site.root / "site").exists()


def test_a_fault_changes_nothing(two: Site) -> None:
    """A build that fails leaves the site byte for byte, and is remembered by nobody."""
    before = two.files()
    with pytest.raises(Faults):
        two.article("a", "[一]{tern=x}").build()
    assert two.files() == before
    two.article("a", "蒸餾一。", title="甲").build()
    assert two.files() == before


def test_check_builds_nothing(two: Site) -> None:
    """``check`` reads all content and writes no site."""
    two.remove("site")
    checked = load_checked_content(two.root / "config.yaml")
    assert [article.slug for article in checked.articles] == ["a", "b"]
    assert not two.out.exists()


def test_no_articles_folder(site: Site) -> None:
    """A content folder that is not there is a fault with a help text."""
    site.remove("content").fails_with("content", "there is no such folder", "help")


def test_files_that_nothing_reads(site: Site) -> None:
    """A misnamed folder is told, not passed over."""
    site.write("content/artices/a/en.md", "x").fails_with("content/artices", "did you mean articles?")


def test_an_article_is_a_folder(site: Site) -> None:
    """A file where a folder belongs is told where to go."""
    site.write("content/articles/hello.md", "x")
    site.fails_with("content/articles/hello.md", "an article is a folder", "hello/zh-Hant.md")


def test_a_text_is_named_by_its_language(site: Site) -> None:
    """Another name is no text."""
    site.write("content/articles/a/zh-hant.md", "x")
    site.fails_with("content/articles/a/zh-hant.md", "no language tag", "did you mean zh-Hant?")


def test_hidden_files_are_nobodys(site: Site) -> None:
    """What an editor or a system hides is passed over."""
    site.write("content/.DS_Store", "x").write("content/articles/.git/x.md", "x").article("a", "一").build()
    assert site.has("zh-hant/a/")
