"""A small site with every feature, and what it becomes, byte for byte.

Its articles, terms and feed entries are shown by plain templates of its own, so that the packaged look may change
without touching these files; feed.xml and sitemap.xml are the packaged ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import HERE, Judge, files_in

from yizhu.build.pipeline import Options, build

GOLDEN = HERE / "golden"
KEPT = (
    "zh-hant/dialogue/index.html",
    "zh-hans/dialogue/index.html",
    "en/dialogue/index.html",
    "en/untranslated/index.html",
    "zh-hant/glossary/distillation/index.html",
    "zh-hans/glossary/distillation/index.html",
    "en/glossary/distillation/index.html",
    "en/glossary/zero-to-one/index.html",
    "zh-hant/feed.xml",
    "sitemap.xml",
    "robots.txt",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The golden site, built from a copy: its folder keeps no memory."""
    import shutil

    root = tmp_path_factory.mktemp("golden") / "site"
    shutil.copytree(GOLDEN / "site", root)
    build(Options(root / "config.yaml"))
    return files_in(root / "site")


@pytest.mark.parametrize("path", KEPT)
def test_golden(path: str, built: dict[str, bytes], judge: Judge) -> None:
    """The page is what it was."""
    judge.golden(GOLDEN / "expected" / Path(path), built[path])


def test_every_address(built: dict[str, bytes], judge: Judge) -> None:
    """The addresses are what they were: none is lost to whoever keeps a link; the draft has none."""
    listed = "".join(f"{path}\n" for path in sorted(built) if not path.startswith("assets/"))
    judge.golden(GOLDEN / "expected" / "addresses.txt", listed.encode())
    assert "hidden" not in listed
