"""New sites and new articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site, files_in

from yizhu.build.pipeline import Options, build
from yizhu.check.lint import check
from yizhu.cli import main
from yizhu.content.commands.rename import rename_article
from yizhu.content.commands.scaffold import init_site, new_article
from yizhu.content.faults import Faults
from yizhu.content.files.read import is_slug


def test_a_new_site_builds(tmp_path: Path) -> None:
    """A new site builds without faults and warnings, and has a workflow and .gitignore."""
    written = init_site(tmp_path / "new").written
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
    assert init_site(tmp_path / "empty").written
    assert (tmp_path / "x").read_text() == "mine"


def test_a_new_repository(tmp_path: Path) -> None:
    """A site can begin in a folder that has what a new repository has; nothing there is overwritten."""
    for name in (".git/config", ".github/workflows/pages.yml", "README.md", "LICENSE", ".gitignore"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"mine: {name}")
    site = init_site(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in site.kept) == [
        ".github/workflows/pages.yml", ".gitignore"
    ]  # fmt: skip
    for name in (".git/config", ".github/workflows/pages.yml", "README.md", "LICENSE", ".gitignore"):
        assert (tmp_path / name).read_text() == f"mine: {name}"
    assert (tmp_path / "config.yaml").is_file()
    with pytest.raises(Faults, match="something stands here already: a site"):
        init_site(tmp_path)


def test_what_is_told_in_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was kept is told, with what it lacks."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("site\n")
    monkeypatch.chdir(tmp_path)
    assert main(["init", ".", "--from", "0.1.0"]) == 0
    out, told = capsys.readouterr()
    assert out.endswith("next: yizhu build\n")
    assert told == ".gitignore was there already, and is unchanged: add .yizhu/ to it\n"
    assert main(["build", "--strict"]) == 0


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


@pytest.mark.parametrize("slug", ["tags", "series", "page-2", "glossary", "search", "about"])
def test_addresses_that_others_have(site: Site, slug: str) -> None:
    """Neither a new article nor a renamed one takes the address of a list or a page; nothing is written."""
    site.article("a", "一").write("content/pages/about/en.md", "---\ntitle: About\n---\n\nText\n")
    before = files_in(site.root)
    config = site.root / "config.yaml"
    for command in (lambda: new_article(config, slug), lambda: rename_article(config, "a", slug)):
        with pytest.raises(Faults, match=r"is also claimed|there already"):
            command()
    assert files_in(site.root) == before


def test_a_line_end_is_no_part_of_an_address() -> None:
    """A slug cannot end in a newline."""
    assert not is_slug("a\n")


def test_an_article_that_is_there(site: Site) -> None:
    """An existing article is not overwritten."""
    site.article("a", "一")
    with pytest.raises(Faults, match="this article is there already"):
        new_article(site.root / "config.yaml", "a")
