"""Files of static/ are published as they are, and claim their addresses like everybody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from testbed import Site

from yizhu.content.faults import Faults


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path).article("a", "字。")


def problems(site: Site) -> list[str]:
    with pytest.raises(Faults) as found:
        site.build()
    return [f"{fault.place}: {fault.problem}" for fault in found.value.faults]


def test_files_are_copied_to_the_root_as_they_are(site: Site) -> None:
    """Bytes are not touched; hidden files are left out but for those that hosts read."""
    raw = bytes(range(256))
    site.write("static/CNAME", "example.org").write("static/a/b.bin", raw)
    site.write("static/.well-known/security.txt", "x").write("static/.env", "secret").write(
        "static/.git/config", "y"
    )
    files = site.build().files()
    assert files["CNAME"] == b"example.org\n"
    assert files["a/b.bin"] == raw
    assert files[".well-known/security.txt"] == b"x\n"
    assert not {".env", ".git/config"} & files.keys()


def test_changes_and_removals_are_followed(site: Site) -> None:
    """A build knows changed, new and removed static files, those of hidden folders too, and nothing else is made again."""
    site.write("static/CNAME", "a.org").write("static/.well-known/x", "1").build()
    site.build()
    assert site.built is not None
    assert not site.built.written.made
    site.write("static/CNAME", "b.org").write("static/y.txt", "2").remove("static/.well-known/x").build()
    assert set(site.built.written.made) == {"CNAME", "y.txt"}
    assert site.built.written.removed == (".well-known/x",)
    site.remove("static").build()
    assert set(site.built.written.removed) == {"CNAME", "y.txt"}


def test_the_authors_own_files_replace_those_that_every_site_has(site: Site) -> None:
    """robots.txt and .nojekyll are the author's if there is one; without it they are ours again."""
    ours = site.build().files()["robots.txt"]
    site.write("static/robots.txt", "mine").write("static/.nojekyll", "").build()
    assert site.files()["robots.txt"] == b"mine\n"
    assert site.remove("static").build().files()["robots.txt"] == ours


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("index.html", "the site's own index.html"),
        ("404.html", "the site's own 404.html"),
        ("assets/x.css", "the site's assets"),
        ("zh-hant/a/index.html", "content/articles/a"),
        ("ZH-Hant/A/index.html", "content/articles/a"),
        ("zh-hant/a", "content/articles/a"),
        ("en/glossary/index.html", "the glossary"),
        ("en/feed.json", "the edition's own en/feed.json"),
        ("en", "the edition's own en/index.html"),
    ],
)
def test_two_claims_to_one_address_are_a_fault(site: Site, path: str, owner: str) -> None:
    """The fault names both, whatever the letter case, and also where one would need the other as a folder."""
    site.write(f"static/{path}", "x")
    assert [found for found in problems(site) if found.startswith(f"static/{path}: ") and owner in found]


def test_static_files_beside_pages_are_no_claim(site: Site) -> None:
    """Below an edition's or article's folder a static file may lie where no page does."""
    assert site.write("static/zh-hant/a/slides.pdf", "x").build().files()["zh-hant/a/slides.pdf"] == b"x\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_a_fault(site: Site, tmp_path: Path) -> None:
    """No link leads out of the folder, and no pipe or link to a folder is followed."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/out").symlink_to("/etc/passwd")
    (tmp_path / "static/folder").symlink_to(tmp_path / "content")
    os.mkfifo(tmp_path / "static/pipe")
    found = problems(site)
    assert [line.split(":")[0] for line in found] == ["static/folder", "static/out", "static/pipe"]


def test_a_host_s_own_file_is_not_overwritten(site: Site) -> None:
    """A CNAME that somebody put into site/ stays, unless static/ says the same."""
    site.build().write("site/CNAME", "theirs.org").write("static/CNAME", "ours.org")
    assert problems(site)[0].startswith("site/CNAME: no build made this file")
    site.write("static/CNAME", "theirs.org").build()
    assert site.files()["CNAME"] == b"theirs.org\n"


def test_a_site_written_to_static_has_no_static_files(tmp_path: Path) -> None:
    """A folder static/ that is another one's is not read as static files."""
    site = Site(tmp_path).article("a", "字。")
    site.build(out=tmp_path / "static")
    site.build(out=tmp_path / "static")
    site.write("config.yaml", "title: t\nbase_url: https://example.org/\nsite: static\n").build()
