"""Files reach site/ whole, and only when all is well; what no build made is never touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from output_sites import built, recorded, write
from testbed import Site, files_in

from yizhu.build.output.folder import RECORD, OutputFolder, check_output_folder
from yizhu.build.output.staging import Delivery, close_staging, move_in, open_staging, stage, sweep
from yizhu.content.faults import Faults
from yizhu.site.page_model import File


def put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("mine")


def test_what_is_written_kept_and_removed(tmp_path: Path) -> None:
    """What differs is written, what is the same is left alone, what nothing claims is removed."""
    site = tmp_path / "site"
    write(site, {"a/index.html": b"1", "b/index.html": b"1", "c/d/e": b"1"})
    assert recorded(site) == ["a/index.html", "b/index.html", "c/d/e"]
    before = (site / "a/index.html").stat()
    done = write(site, {"a/index.html": b"1", "b/index.html": b"2"})
    assert (done.made, done.kept, done.removed) == (("b/index.html",), 1, ("c/d/e",))
    assert built(site) == {"a/index.html": b"1", "b/index.html": b"2"}
    assert recorded(site) == ["a/index.html", "b/index.html"]
    assert (site / "a/index.html").stat().st_ino == before.st_ino
    assert (site / "a/index.html").stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(os.listdir(site)) == [RECORD, "a", "b"]


def test_an_edit_leaves_the_record_alone(tmp_path: Path) -> None:
    """The record says which files there are, so that new words in one of them do not change it."""
    site = tmp_path / "site"
    write(site, {"a": b"1"})
    before = (site / RECORD).stat()
    write(site, {"a": b"2"})
    assert (site / RECORD).stat().st_ino == before.st_ino


def test_a_staging_folder_that_was_left_is_swept(tmp_path: Path) -> None:
    """What a build staged that was cut short never reaches the site; what another stages now, or is no build's, stays."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    put(tmp_path, f".yizhu-staging-{gone.pid}/yizhu", f".yizhu-staging-{os.getppid()}/yizhu")
    put(tmp_path, ".yizhu-staging-999999999/thesis", ".yizhu-staging-mine/yizhu")
    sweep(tmp_path)
    kept = [f".yizhu-staging-{os.getppid()}", ".yizhu-staging-999999999", ".yizhu-staging-mine"]
    assert sorted(folder.name for folder in tmp_path.iterdir()) == sorted(kept)


# ---- whose folder it is ------------------------------------------------------------------------------------

CHECKOUT = (".git/config", ".git/objects/ab/cdef", "CNAME", ".well-known/x", "google123.html")


@pytest.mark.parametrize("signs", [(), (".nojekyll", "robots.txt", "sitemap.xml", "index.html")])
def test_a_folder_of_others_is_not_written_to(site: Site, signs: tuple[str, ...]) -> None:
    """A folder without our record that holds files is refused, whatever it looks like, and stays as it is."""
    out = site.article("a", "一。").root / "checkout"
    put(out, *CHECKOUT, *signs)
    before = files_in(out)
    for options in ({}, {"prune": True}, {"clean": True}):
        [fault] = site.faults(out=out, **options)
        assert "holds files that Yizhu did not make: google123.html" in fault.problem
        assert fault.help
    assert files_in(out) == before


def test_an_empty_checkout_can_be_built_into(site: Site) -> None:
    """Hidden entries and a host's CNAME do not make a folder another's; they are left alone, also by --prune."""
    out = site.article("a", "一。").root / "checkout"
    put(out, *CHECKOUT[:4])
    site.build(out=out)
    assert (out / "zh-hant/a/index.html").is_file()
    site.article("b", "二。").build(out=out, prune=True)
    assert {path: "mine" for path in CHECKOUT[:4] if path != "CNAME"} == {
        path: (out / path).read_text() for path in CHECKOUT[:4] if path != "CNAME"
    }


def test_what_no_build_made_stays_and_is_told(site: Site) -> None:
    """A file in the site that is not in the record is neither removed nor replaced; the summary names it."""
    site.article("a", "一。").article("b", "二。").build()
    put(site.out, *CHECKOUT, "zh-hant/b/mine.txt")
    site.remove("content/articles/b").build()
    assert all((site.out / path).read_text() == "mine" for path in (*CHECKOUT, "zh-hant/b/mine.txt"))
    assert not site.has("zh-hant/b/")
    assert site.built is not None
    assert site.built.written.strays == ("CNAME", "google123.html", "zh-hant/b/mine.txt")
    assert (
        "3 files made by no build: CNAME, google123.html, zh-hant/b/mine.txt"
        in site.built.counts.format_summary(0, 0, 0)
    )


def test_prune_removes_what_no_build_made(site: Site) -> None:
    """With ``prune`` the site is what a build makes; what is hidden stays all the same."""
    before = site.article("a", "一。").build().files()
    put(site.out, "CNAME", "x/y/z.txt", ".git/config")
    site.build(prune=True)
    assert site.built is not None
    assert site.built.written.removed == ("CNAME", "x/y/z.txt")
    assert site.files() == before | {".git/config": b"mine"}


@pytest.mark.parametrize("path", ["zh-hant/b/index.html", "zh-hant/b", "zh-hant/b/index.html/deep"])
def test_a_foreign_file_where_a_page_belongs(site: Site, path: str) -> None:
    """It is a fault that names the file; nothing is changed. With ``prune`` the page takes its place."""
    site.article("a", "一。").build()
    put(site.out, path)
    before = site.files()
    site.article("b", "二。").fails_with(f"site/{path}", "no build made this file", "--prune")
    assert site.files() == before
    assert site.build(prune=True).has("zh-hant/b/")


def test_the_same_bytes_are_no_hindrance(site: Site) -> None:
    """A file that is already what the build makes becomes the build's."""
    site.article("a", "一。").article("b", "二。").build()
    page = site.page("zh-hant/b/")
    site.remove("content/articles/b").build()
    site.write("site/zh-hant/b/index.html", page.encode())
    site.article("b", "二。").build()
    assert "zh-hant/b/index.html" in recorded(site.out)


@pytest.mark.parametrize(
    "text",
    [b"", b"x\n", b"Yizhu made these files", "../../x", "/etc/passwd", "a//b", ".git/config", "a/../../x"],
)
def test_a_record_that_is_none(tmp_path: Path, text: str | bytes) -> None:
    """A record that names files elsewhere, or is damaged, is a fault; nothing is removed."""
    site = tmp_path / "site"
    write(site, {"a": b"1"})
    record = site / RECORD
    record.write_bytes(text if isinstance(text, bytes) else record.read_bytes() + f"{text}\n".encode())
    before = files_in(tmp_path)
    with pytest.raises(Faults, match="no record of what was built here"):
        write(site, {"b": b"1"}, prune=True)
    assert files_in(tmp_path) == before


def test_a_name_with_a_line_in_it(tmp_path: Path) -> None:
    """The record holds any name that a file can have."""
    site = tmp_path / "site"
    for _ in range(2):
        write(site, {"a\nb": b"1", "c%0Ad": b"1", "e\\f": b"1"})
    assert write(site, {"c": b"1"}).removed == ("a\nb", "c%0Ad", "e\\f")


@pytest.mark.parametrize("target", ["content", "content/x", ".", ".yizhu", ".yizhu/x", "content/../content"])
def test_the_content_is_safe(site: Site, target: str) -> None:
    """Nothing is written into, over or around what is read or remembered."""
    [fault] = site.article("a", "一。").faults(out=site.root / target)
    assert "this folder holds or lies in " in fault.problem


def test_a_file_is_no_folder(site: Site) -> None:
    """The site is a folder."""
    site.article("a", "一。").write("site", "x").fails_with("site", "a file, not a folder")


@pytest.mark.parametrize("name", ["x" * 300, "/".join(["x" * 200] * 30), "file/below", "loop/x"])
def test_a_folder_that_cannot_be(site: Site, name: str) -> None:
    """A name that the system does not take is a fault with a place and a help text."""
    (site.root / "file").write_text("x")
    (site.root / "loop").symlink_to("loop")
    [fault] = site.article("a", "一。").faults(out=site.root / name)
    assert name in str(fault.place) or name in fault.problem
    assert fault.help


# ---- links -------------------------------------------------------------------------------------------------


def test_a_link_to_the_content_is_the_content(site: Site) -> None:
    """A symbolic link does not get around it."""
    site.article("a", "一。").out.symlink_to(site.root / "content")
    site.fails_with("site", "holds or lies in content/")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_project_leads_no_build_out_of_it(
    site: Site, tmp_path_factory: pytest.TempPathFactory, is_there: bool
) -> None:
    """site/ may be a link within the project; one that leads out of it is a fault."""
    elsewhere = tmp_path_factory.mktemp("home")
    site.article("a", "一。").out.symlink_to(elsewhere if is_there else elsewhere / "new")
    site.fails_with("site", "a symbolic link leads elsewhere", str(elsewhere))
    assert not list(elsewhere.iterdir())
    site.remove("site").out.symlink_to("public")
    assert (site.build().root / "public/index.html").is_file()


def test_a_link_in_the_place_of_out(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """``--out`` names the folder itself, wherever it is."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "link").symlink_to("folder")
    [fault] = site.article("a", "一。").faults(out=elsewhere / "link")
    assert f"--out {elsewhere.resolve() / 'folder'}" in fault.help
    assert site.build(out=elsewhere / "folder").built


@pytest.mark.parametrize("link", ["zh-hant", "zh-hant/a", "zh-hant/a/index.html", "assets", RECORD])
def test_a_link_within_the_site(site: Site, tmp_path_factory: pytest.TempPathFactory, link: str) -> None:
    """Nothing is written, removed or compared through a link in site/: a fault, or the link itself is replaced."""
    site.article("a", "一。").build()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x"
    (site.out / link).rename(elsewhere)
    (site.out / link).symlink_to(elsewhere)
    before = elsewhere.read_bytes() if elsewhere.is_file() else files_in(elsewhere)
    for body in ("一。", "二。", None):
        if body is None:
            site.remove("content/articles/a")
        else:
            site.article("a", body)
        if found := site.faults():
            assert f"site/{link}" in str(found[0]) or "symbolic link" in found[0].problem
        assert (elsewhere.read_bytes() if elsewhere.is_file() else files_in(elsewhere)) == before
    assert link != "zh-hant/a/index.html" or not (site.out / link).is_symlink()


def test_two_builds_at_once(tmp_path: Path) -> None:
    """A build that began before another had ended takes the other's files for what they are."""
    site = tmp_path / "site"
    first, second = (check_output_folder(site, "site", tmp_path, []) for _ in range(2))
    for target, raw in ((first, b"1"), (second, b"2")):
        staging, made = open_staging(target)
        assert stage(File("a", raw), target, staging)
        move_in(target, Delivery(staging, ("a",), frozenset("a"), frozenset()))
        close_staging(staging, made)
    assert built(site) == {"a": b"2"}


def test_a_target_says_whose_it_is(tmp_path: Path) -> None:
    """A folder that is not there has no record; one that was built has all of its files in it."""
    site = tmp_path / "site"
    assert check_output_folder(site, "site", tmp_path, []) == OutputFolder(site.resolve(), "site", None)
    write(site, {"a": b"1"})
    assert check_output_folder(site, "site", tmp_path, []).recorded == {"a"}
