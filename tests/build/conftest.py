"""A site that was built and then edited, for the tests of its cache; and a home of its own, with its key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cache_testbed import FRONT, cache_of
from testbed import Site

from yizhu.build.cache.key import VARIABLE


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own, with its key."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.delenv(VARIABLE, raising=False)
        yield folder / "yizhu"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, home: Path) -> tuple[Site, bytes, bytes, dict[str, bytes]]:
    """A site that was built and then edited, its cache from before the edit, its key, and what a clean build makes of it."""
    site = Site(tmp_path_factory.mktemp("built") / "site-folder")
    site.glossary(
        "- {id: a, forms: {zh-Hant: [蒸餾]}, definition: {en: A.}}\n- {id: b, forms: {zh-Hant: [模型]}}"
    )
    for slug in "abc":
        site.article(slug, f"蒸餾{slug}模型。", front=FRONT)
    site.build()
    before = cache_of(site).read_bytes()
    site.article("b", "另一句蒸餾。", front=FRONT)
    other = Site(site.root.parent / "clean")
    shutil.copytree(site.root / "content", other.root / "content", dirs_exist_ok=True)
    return site, before, (home / "key").read_bytes(), other.build().files()


@pytest.fixture
def built(once: tuple[Site, bytes, bytes, dict[str, bytes]], home: Path) -> Site:
    """The site with its cache and key as they were, whatever the test before did."""
    site, cache, key, _ = once
    for path in (site.root / ".yizhu", home):
        path.unlink() if path.is_symlink() or not path.is_dir() else shutil.rmtree(path)
        path.mkdir()
    cache_of(site).write_bytes(cache)
    (home / "key").write_bytes(key)
    (home / "key").chmod(0o600)
    for slug in "abc":
        article = f"content/articles/{slug}/zh-Hant.md"
        text = (site.root.parent / "clean" / article).read_bytes()
        if (site.root / article).read_bytes() != text:
            site.write(article, text)
    for name in ("elsewhere", "precious", "RUN"):
        path = site.root / name
        if path.exists():
            site.remove(name)
    return site


@pytest.fixture
def clean(once: tuple[Site, bytes, bytes, dict[str, bytes]]) -> dict[str, bytes]:
    """What a clean build makes of the site."""
    return once[3]
