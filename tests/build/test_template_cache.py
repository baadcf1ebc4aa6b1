"""Compiled templates run, so they lie where only the user writes; nothing that lies in a project is taken for one."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cache_testbed import evil, evil_code, was_run
from jinja2.bccache import bc_magic
from testbed import Site, yizhu

from yizhu.build.cache.program import code_digest
from yizhu.build.cache.templates import template_cache

pytestmark = pytest.mark.usefixtures("home")


def compiled(site: Site) -> list[Path]:
    """The files of compiled templates, after a build."""
    cache = template_cache(site.root, "")
    assert cache
    return [path for path in cache.folder.rglob("*") if path.is_file()]


def of_jinja(site: Site) -> bytes:
    """A file as Jinja itself keeps compiled templates: a magic number, a pickled checksum, and code."""
    return bc_magic + pickle.dumps("0" * 40) + evil_code(site)


def test_compiled_templates_in_a_project_are_not_loaded(built: Site, clean: dict[str, bytes]) -> None:
    """Where earlier versions kept them, or by the names that the user's own have."""
    names = [path.name for path in compiled(built)]
    names += [f"{code_digest()[:16]}-base", "__jinja2_0.cache"]
    folder = built.root / ".yizhu"
    themes = [path.parent.name for path in compiled(built)][:1]
    for place in (folder, folder / "templates", *(folder / "templates" / theme for theme in themes)):
        place.mkdir(exist_ok=True)
        for name, content in zip(
            names, [evil_code(built), evil(built), of_jinja(built)] * len(names), strict=False
        ):
            (place / name).write_bytes(content)
    assert built.build().files() == clean
    assert not was_run(built)
    assert not (folder / "templates").exists()


@pytest.mark.parametrize("content", [evil, evil_code, of_jinja, lambda _: b"", lambda _: bytes(100_000)])
def test_a_file_that_no_build_signed_is_compiled_anew(
    built: Site, clean: dict[str, bytes], content: Callable[[Site], bytes]
) -> None:
    """In the user's own folder: a stranger's or a damaged one."""
    built.build()
    before = compiled(built)
    assert before
    for path in before:
        path.write_bytes(content(built))
    built.remove("site")
    assert yizhu(cwd=built.root).returncode == 0
    assert built.files() == clean
    assert not was_run(built)
    assert set(before) <= set(compiled(built))
    assert content(built) not in [path.read_bytes() for path in before]


def test_a_flipped_bit_is_compiled_anew(built: Site, clean: dict[str, bytes]) -> None:
    """Damaged code could end the program itself, without a word."""
    built.build()
    for nth, path in enumerate(compiled(built)):
        raw = bytearray(path.read_bytes())
        raw[len(raw) * (nth + 1) // 30 % len(raw)] ^= 4
        path.write_bytes(raw)
    built.remove("site")
    assert yizhu(cwd=built.root).returncode == 0
    assert built.files() == clean


def linked(folder: Path, elsewhere: Path) -> None:
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)


def opened(folder: Path, _: Path) -> None:
    folder.chmod(0o777)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions, and links only for some users")
@pytest.mark.parametrize("harm", [linked, opened])
@pytest.mark.parametrize("which", ["yizhu", "templates"])
def test_a_folder_that_others_may_write_to_is_not_used(
    built: Site, clean: dict[str, bytes], home: Path, harm: Callable[[Path, Path], None], which: str
) -> None:
    """Nor one that is a link, wherever it leads: templates are compiled by each build, and kept nowhere."""
    built.build()
    for path in compiled(built):
        path.write_bytes(evil_code(built))
    folder, elsewhere = (home if which == "yizhu" else home / "templates"), built.root / "elsewhere"
    harm(folder, home.parent / "elsewhere")
    try:
        assert template_cache(built.root, "x") is None
        built.remove("site").build()
        assert built.files() == clean
        assert not was_run(built)
        assert not elsewhere.exists()
    finally:
        if folder.is_symlink():
            folder.unlink()
            shutil.rmtree(home.parent / "elsewhere")
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)


def test_a_cache_folder_in_the_project_is_not_used(built: Site, clean: dict[str, bytes], home: Path) -> None:
    """A project that the user calls with a home in it ships templates and a key: neither is read."""
    built.build()
    inside = built.root / "inside" / "yizhu"
    shutil.copytree(home, inside)
    for path in (inside / "templates").rglob("*"):
        if path.is_file():
            path.write_bytes(evil_code(built))
    built.remove("site")
    done = yizhu(cwd=built.root, XDG_CACHE_HOME=str(inside.parent))
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "will remember nothing" in done.stderr
    assert built.files() == clean
    assert not was_run(built)
    built.remove("inside")
