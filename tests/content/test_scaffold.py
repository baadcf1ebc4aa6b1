"""New sites and new articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site, files_in

from yizhu.build.pipeline import Options, build
from yizhu.check.lint import check
from yizhu.content.faults import Faults
from yizhu.content.files import is_slug
from yizhu.content.scaffold import init_site, new_article


def test_a_new_site_builds(tmp_path: Path) -> None:
    """A new site builds without faults and warnings, and has a workflow and .gitignore."""
    written = init_site(tmp_path / "new")
    names = {path.relative_to(tmp_path / "new").as_posix() for path in written}
    assert {"config.yaml", ".gitignore", ".github/workflows/pages.yml"} <= names
    assert all(path.is_file() for path in written)
    build(Options(tmp_path / "new" / "config.yaml"))
    assert (tmp_path / "new" / "site" / "zh-hant" / "hello" / "index.html").is_file()
    assert [str(fault) for fault in check(tmp_path / "new" / "config.yaml")] == []


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    """Nothing is overwritten; an empty folder is accepted."""
    (tmp_path / "x").write_text("mine")
    with pytest.raises(Faults, match="something stands here already"):
        init_site(tmp_path)
    with pytest.raises(Faults):
        init_site(tmp_path / "x")
    (tmp_path / "empty").mkdir()
    assert init_site(tmp_path / "empty")
    assert (tmp_path / "x").read_text() == "mine"


def test_a_new_article_builds_as_a_draft(site: Site) -> None:
    """A new article has a text for each language with texts of its own, and is a draft."""
    written = new_article(site.root / "config.yaml", "my-article")
    assert [path.name for path in written] == ["zh-Hant.md", "en.md"]
    site.build()
    assert not site.has("zh-hant/my-article/")
    assert site.build(drafts=True).has("zh-hant/my-article/")


@pytest.mark.parametrize("slug", ["..", "../x", "A", "a--b", "-a", "a-", "a/b", "", "甲", "a b", "a.b", "."])
def test_slugs_that_are_no_addresses(site: Site, slug: str) -> None:
    """A slug is a-z, 0-9 and single hyphens; nothing is written for any other."""
    before = files_in(site.root)
    with pytest.raises(Faults, match="is no address"):
        new_article(site.root / "config.yaml", slug)
    assert files_in(site.root) == before


def test_a_line_end_is_no_part_of_an_address() -> None:
    """A slug cannot end in a newline."""
    assert not is_slug("a\n")


def test_an_article_that_is_there(site: Site) -> None:
    """An existing article is not overwritten."""
    site.article("a", "一")
    with pytest.raises(Faults, match="this article is there already"):
        new_article(site.root / "config.yaml", "a")
