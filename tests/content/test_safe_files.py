"""Only files inside of their folder are read and written."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from testbed import PNG, Site

from yizhu.check.conversion.review import accept
from yizhu.check.suggest import Suggestion, add_entries
from yizhu.content.commands.scaffold import init_site, new_article
from yizhu.content.faults import Faults
from yizhu.content.files.safe import read_file, write_file, write_text


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Create a folder outside of the site, with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "mine.yaml").write_text("mine")
    return folder


def unchanged(outside: Path) -> bool:
    return {p.name: p.read_text() for p in outside.iterdir()} == {"mine.yaml": "mine"}


# ---- reading -----------------------------------------------------------------------------------------------


def place_pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def place_socket(path: Path, _: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's address is short
    socket.socket(socket.AF_UNIX).bind(path.name)
    os.chdir(here)


def place_device(path: Path, _: Path) -> None:
    path.symlink_to("/dev/zero")


def place_link_out(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "mine.yaml")


def place_folder_out(path: Path, _: Path) -> None:
    path.symlink_to("/usr")


def place_loop(path: Path, _: Path) -> None:
    path.symlink_to(path.name)


def place_own_folder(path: Path, _: Path) -> None:
    path.symlink_to(".")


def place_dangling(path: Path, _: Path) -> None:
    path.symlink_to("nothing")


ODD = [
    place_pipe, place_socket, place_device, place_link_out, place_folder_out, place_loop, place_own_folder, place_dangling,
]  # fmt: skip
SPOTS = [
    "content/articles/a/x.png",
    "content/articles/a/ja.md",
    "content/articles/a/notes.yaml",
    "content/articles/a/accepted.yaml",
    "content/articles/a/img/deep.png",
    "content/articles/b",
    "content/glossary/more.yaml",
    "content/pages/about/en.md",
    "content/vocabulary/words.yaml",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("spot", SPOTS)
def test_only_files_inside_are_content(site: Site, outside: Path, odd: object, spot: str) -> None:
    """A pipe, a socket, a device, and a link that leads out or in a circle are faults; the program never waits for them."""
    site.article("a", "一")
    path = site.root / spot
    path.parent.mkdir(parents=True, exist_ok=True)
    odd(path, outside)  # type: ignore[operator]
    if spot.endswith("/b") and odd is place_own_folder:
        assert site.faults()  # an article within which all others lie: it has no text
        return
    assert spot in [fault.place.path for fault in site.faults()]
    assert not site.has("zh-hant/a/")


@pytest.mark.parametrize("part", ["articles", "glossary", "pages", "vocabulary"])
def test_the_parts_of_the_content_are_folders_of_its_own(site: Site, outside: Path, part: str) -> None:
    """A linked content/articles, or a file in its place, is a fault."""
    (site.root / "content" / part).symlink_to(outside)
    site.fails_with(f"content/{part}", "leads out of its folder")
    site.remove(f"content/{part}").write(f"content/{part}", "x")
    site.fails_with(f"content/{part}", "not a folder")


@pytest.mark.parametrize("odd", [place_pipe, place_device])
def test_a_configuration_that_is_no_file(site: Site, outside: Path, odd: object) -> None:
    """A pipe is a fault; the program does not wait for it."""
    site.remove("config.yaml")
    odd(site.root / "config.yaml", outside)  # type: ignore[operator]
    site.fails_with("config.yaml", "not a file")


def test_links_inside_lead_to_files(site: Site) -> None:
    """A link to another article's picture is followed; when that one changes, so does the page's copy."""
    site.article("a", "![x](x.png)").article("b", "二").write("content/articles/b/y.png", PNG + b"1")
    (site.root / "content/articles/a/x.png").symlink_to("../b/y.png")
    site.build()
    site.write("content/articles/b/y.png", PNG + b"2").build()
    assert site.files()["assets/articles/a/x.png"] == PNG + b"2"


def test_a_linked_content_folder_is_seen_to_change(site: Site, tmp_path: Path) -> None:
    """content/ itself may be a link; an edit there is built."""
    (site.root / "content").rename(tmp_path / "elsewhere")
    (site.root / "content").symlink_to(tmp_path / "elsewhere")
    site.article("a", "一").build()
    site.article("a", "二三四").build().shows("zh-hant/a/", "二三四")


def test_a_text_of_a_gigabyte_is_a_fault(site: Site) -> None:
    """A file that is too large is a fault, and is not read whole."""
    site.article("a", "一")
    with open(site.root / "content/articles/a/zh-Hant.md", "ab") as file:
        file.truncate(1_000_000_000)
    site.fails_with("content/articles/a/zh-Hant.md", "larger than 32 MB")


def test_hidden_files_are_nobodys_business(site: Site) -> None:
    """Hidden files are neither read nor published."""
    site.article("a", "一").write("content/articles/a/.git/config", "x").write("content/.env", "x")
    os.mkfifo(site.root / "content/articles/a/.pipe")
    site.build()


def test_a_name_that_is_no_utf8_is_a_fault(site: Site) -> None:
    """A name that is not UTF-8 is a fault that can be printed."""
    site.article("a", "一")
    (site.root / "content/articles/a" / os.fsdecode(b"\xff.png")).write_bytes(PNG)
    faults = site.faults()
    assert "no UTF-8" in str(faults[0])
    assert "\\xff.png" in str(faults[0])


# ---- writing -----------------------------------------------------------------------------------------------


def test_signing_off_writes_through_no_link(site: Site, outside: Path) -> None:
    """accepted.yaml is not written through a link."""
    site.article("a", "一").build()
    target = site.root / "content/articles/a/accepted.yaml"
    target.symlink_to(outside / "mine.yaml")
    with pytest.raises(Faults):
        accept(site.root / "config.yaml", "a")
    assert unchanged(outside)
    assert target.is_symlink()


def content_elsewhere(site: Site, outside: Path) -> None:
    (site.root / "content").rename(outside.parent / "content-elsewhere")
    (site.root / "content").symlink_to(outside.parent / "content-elsewhere")


def test_commands_write_into_no_linked_content(site: Site, outside: Path) -> None:
    """new and suggest --accept refuse a content folder that is a link, or that the configuration names outside of the project."""
    site.article("a", "一")
    content_elsewhere(site, outside)
    there = outside.parent / "content-elsewhere"
    before = sorted(there.rglob("*"))
    config = site.root / "config.yaml"
    for write in (
        lambda: new_article(config, "b"),
        lambda: add_entries(config, "a", (Suggestion("一", 1, 1.0, (5,), "x"),)),
    ):
        with pytest.raises(Faults, match="link"):
            write()
    assert sorted(there.rglob("*")) == before
    site.write("config.yaml", f"title: x\nbase_url: https://example.org/\ncontent: {there}\n")
    with pytest.raises(Faults, match="outside of the project"):
        new_article(config, "b")


@pytest.mark.parametrize("spot", ["content/articles", "content/articles/b", "content/glossary"])
def test_new_files_land_inside(site: Site, outside: Path, spot: str) -> None:
    """Nothing is written behind a link in any part of the path."""
    path = site.root / spot
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside)
    with pytest.raises(Faults):
        write_file(path / "x.yaml", site.root, b"x", "x.yaml")
    if spot != "content/glossary":
        with pytest.raises(Faults):
            new_article(site.root / "config.yaml", "b")
    assert unchanged(outside)


def test_a_new_site_is_made_behind_no_dangling_link(tmp_path: Path) -> None:
    """init reports a link or a file that is in its way."""
    (tmp_path / "new").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Faults, match="something stands here already"):
        init_site(tmp_path / "new")
    (tmp_path / "file").write_text("x")
    with pytest.raises(Faults, match="cannot be made"):
        init_site(tmp_path / "file" / "new")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full, the old file stays and nothing is left beside it."""
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o640)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Faults, match="No space left"):
            write_file(path, tmp_path, b"new", "a.yaml")
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]
    assert path.read_text() == "old"
    write_file(path, tmp_path, b"new", "a.yaml")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_may_not_be_overwritten(tmp_path: Path) -> None:
    """Without ``overwrite`` an existing file stays; nothing is left beside it."""
    write_file(tmp_path / "a" / "b", tmp_path, b"1", "b", overwrite=False)
    write_file(tmp_path / "a" / "b", tmp_path, b"2", "b", overwrite=False)
    assert (tmp_path / "a" / "b").read_bytes() == b"1"
    write_file(tmp_path / "a" / "b", tmp_path, b"3", "b")
    assert (tmp_path / "a" / "b").read_bytes() == b"3"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file is renamed into its place there, and an existing one stays."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "b", tmp_path, b"1", "b", overwrite=False)
    write_file(tmp_path / "b", tmp_path, b"2", "b", overwrite=False)
    assert (tmp_path / "b").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_link_in_the_way_of_a_new_file(tmp_path: Path) -> None:
    """No folder on the way is opened through a link, even one that was put there since the check."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / ".yizhu").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Faults, match="cannot be written"):
        write_file(tmp_path / "site" / ".yizhu" / "import.html", tmp_path / "site", b"x", "import.html")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_put_in_while_reading_is_not_followed(
    tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that becomes a link between the check and the opening is not followed."""
    inside = tmp_path / "in"
    (inside / "sub").mkdir(parents=True)
    (inside / "sub" / "mine.yaml").write_text("inside")
    real = os.path.realpath

    def exchanging(path: object) -> str:
        found = real(path)  # type: ignore[call-overload]
        if (inside / "sub").is_dir() and not (inside / "sub").is_symlink() and str(path) == str(inside):
            (inside / "sub").rename(inside / "old")
            (inside / "sub").symlink_to(outside)
        return str(found)

    monkeypatch.setattr(os.path, "realpath", exchanging)
    with pytest.raises(Faults):
        read_file(inside / "sub" / "mine.yaml", inside, "mine.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\r\nb\r\n", b"c\r\nd\r\n"),
        (b"\xef\xbb\xbfa\r\nb\nc\r\n", b"\xef\xbb\xbfc\r\nd\r\n"),
        (b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfc\nd\n"),
        (b"a\r\nb\nc\n", b"c\nd\n"),
        (b"", b"c\nd\n"),
        (None, b"c\nd\n"),
    ],
)
def test_line_endings_stay(tmp_path: Path, before: bytes | None, after: bytes) -> None:
    """A text that is written anew keeps the byte order mark and the line endings that the file had."""
    file = tmp_path / "a.md"
    if before is not None:
        file.write_bytes(before)
    write_text(file, tmp_path, "c\nd\n", "a.md")
    assert file.read_bytes() == after
