"""The folder of an article is written whole or not at all, and nothing in it is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhu.content.faults import Faults
from yizhu.importers import Draft, article_folder, draft_from, write_article

SEED = Path(__file__).parents[1] / "data" / "deepseek-interview.txt"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_from(SEED, name="deepseek-interview.txt")


def test_what_is_written(draft: Draft, tmp_path: Path) -> None:
    """The text, its source byte for byte, and the receipt are written, and named in the answer."""
    folder = article_folder(tmp_path / "content" / "articles", "deepseek-quant-interview")
    written = write_article(draft, folder)
    names = [path.relative_to(folder).as_posix() for path in written]
    assert names == ["source/page.txt", "source/import.yaml", "zh-Hant.md"]
    assert (folder / "source" / "page.txt").read_bytes() == SEED.read_bytes()
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(written)


def test_a_text_is_never_overwritten(draft: Draft, tmp_path: Path) -> None:
    """An existing text is left as it is, and nothing else is written."""
    text = tmp_path / "slug" / "zh-Hant.md"
    text.parent.mkdir()
    text.write_text("mine")
    with pytest.raises(Faults, match="has a text already"):
        write_article(draft, text.parent)
    assert text.read_text() == "mine"
    assert list(text.parent.iterdir()) == [text]


def test_a_second_import(draft: Draft, tmp_path: Path) -> None:
    """Imported twice is a fault; with the text moved away the same source may be imported anew."""
    write_article(draft, tmp_path / "slug")
    with pytest.raises(Faults):
        write_article(draft, tmp_path / "slug")
    (tmp_path / "slug" / "zh-Hant.md").unlink()
    write_article(draft, tmp_path / "slug")
    assert (tmp_path / "slug" / "zh-Hant.md").exists()


def test_another_source_is_never_overwritten(draft: Draft, tmp_path: Path) -> None:
    """A source that is not this one stays, too."""
    kept = tmp_path / "slug" / "source" / "page.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("another")
    with pytest.raises(Faults, match="a different file is here"):
        write_article(draft, tmp_path / "slug")
    assert kept.read_text() == "another"
    assert not (tmp_path / "slug" / "zh-Hant.md").exists()


def test_other_files_are_no_obstacle(draft: Draft, tmp_path: Path) -> None:
    """Translations and notes may be there before the source text."""
    (tmp_path / "slug").mkdir()
    (tmp_path / "slug" / "en.md").write_text("mine")
    write_article(draft, tmp_path / "slug")
    assert (tmp_path / "slug" / "en.md").read_text() == "mine"


@pytest.mark.parametrize(
    "slug", ["", "..", ".", "a/b", "/etc", "Ab", "a--b", "-a", "a-", "a_b", "文", "a\n", "a.b"]
)
def test_slugs(slug: str, draft: Draft, tmp_path: Path) -> None:
    """A slug is a-z, 0-9 and single hyphens: none leads out of content/articles."""
    with pytest.raises(Faults, match="not a valid name for an article's folder"):
        article_folder(tmp_path, slug)


def test_no_way_out(draft: Draft, tmp_path: Path) -> None:
    """Neither .. nor a link takes the article out of its folder, and a file in the way is a fault."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "source").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "a" / "..", tmp_path / "linked", tmp_path / "half", tmp_path / "file"):
        with pytest.raises(Faults):
            write_article(draft, folder)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_articles_that_lie_elsewhere(draft: Draft, tmp_path: Path) -> None:
    """content/articles being a link to another place, or leading there by any folder, nothing is written through it."""
    elsewhere, site = tmp_path / "elsewhere", tmp_path / "site"
    elsewhere.mkdir()
    (site / "content").mkdir(parents=True)
    (site / "content" / "articles").symlink_to(elsewhere)
    with pytest.raises(Faults, match="link"):
        write_article(draft, site / "content" / "articles" / "slug")
    (site / "content" / "articles").unlink()
    (site / "content").rmdir()
    (site / "content").symlink_to(elsewhere)
    with pytest.raises(Faults, match="link"):
        write_article(draft, site / "content" / "articles" / "slug", root=site)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("file", ["source/page.txt", "source/import.yaml", "zh-Hant.md"])
@pytest.mark.parametrize("over", [False, True])
def test_files_that_are_links(file: str, over: bool, draft: Draft, tmp_path: Path) -> None:
    """A file of the article being a link, what it leads to is never written."""
    mine = tmp_path / "mine"
    mine.write_text("mine")
    link = tmp_path / "slug" / file
    link.parent.mkdir(parents=True)
    link.symlink_to(mine)
    try:
        write_article(draft, tmp_path / "slug", over=over)
    except Faults:
        assert link.is_symlink()
    assert mine.read_text() == "mine"
