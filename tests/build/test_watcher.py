"""Whatever fails or vanishes while the preview runs is shown in the page, and later edits show."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from served import serving
from testbed import Site, yizhu

from yizhu.build.preview.pages import Preview

ALERT = 'role="alert"'
FRONT = "/yizhu/zh-hant/"
PAGE = FRONT + "a/"

# Each but the first build fails, while a file `fail` lies beside the configuration that says how.
BUILD = """
import pathlib, yizhu.build.preview.pages as room
real = room.build
def build(options, progress):
    told = pathlib.Path("fail")
    if told.exists():
        exec(told.read_text())
    return real(options, progress)
room.build = build
"""
WATCH = """
import watchfiles, pathlib
real = watchfiles.watch
def watch(*paths, **options):
    for several in real(*paths, **options):
        if pathlib.Path("fail").exists() and not options.get("force_polling"):
            raise OSError(28, "inotify watch limit reached")
        yield several
watchfiles.watch = watch
"""


@pytest.fixture
def one(site: Site) -> Site:
    """A site with one article."""
    return site.article("a", "一二三。")


# What fails, what is shown of it, and whether the program is to blame.
FAILURES = [
    ("raise OSError(28, 'No space left on device', '/x')", "No space left on device", False),
    ("raise KeyError('<b>of ours')", "KeyError", True),
    ("raise type('Panic', (BaseException,), {})('of a library')", "Panic", True),
]


def test_a_build_that_fails(one: Site) -> None:
    """It is shown in every page and on the terminal, with a traceback if the program is to blame; then all goes on."""
    with serving(one, BUILD) as preview:
        preview.shows("一二三")
        opened = preview.page(PAGE)
        for nth, (failure, shown, is_ours) in enumerate(FAILURES):
            one.write("fail", failure).article("a", f"第{nth}次。")
            assert opened.hears()["command"] == "reload"
            page = preview.shows(ALERT, shown)
            assert ALERT in preview.ask(FRONT).text
            assert "<b>of ours" not in page
            assert shown in preview.said()
            assert ("Traceback" in preview.said()) == is_ours
            one.remove("fail").article("a", f"又第{nth}次。")
            preview.until(PAGE, lambda page, nth=nth: f"又第{nth}次" in page and ALERT not in page)  # type: ignore[misc]


def test_a_watcher_that_fails(one: Site) -> None:
    """It is shown; another way of watching is taken, and once that has seen an edit the message is gone."""
    with serving(one, WATCH) as preview:
        preview.shows("一二三")
        one.write("fail", "")
        preview.shows(ALERT, "inotify watch limit reached")
        one.article("a", "四五六。")
        preview.until(PAGE, lambda page: "四五六" in page and ALERT not in page)
        assert "Traceback" not in preview.said()


def test_what_is_watched_comes_and_goes(one: Site) -> None:
    """Folders and the configuration may be deleted, replaced, renamed and made again: edits show from then on."""
    with serving(one) as preview:
        preview.shows("一二三")
        content, config = one.root / "content", one.root / "config.yaml"
        shutil.rmtree(content)
        preview.shows(ALERT, "there is no such folder", path=FRONT)
        one.article("a", "第一次。")
        preview.until(PAGE, lambda page: "第一次" in page and ALERT not in page)
        one.article("a", "第二次。")
        preview.shows("第二次")
        shutil.copytree(content, one.root / "other")
        content.rename(one.root / "old")  # the same path, another folder
        (one.root / "other").rename(content)
        one.article("a", "第三次。")
        preview.shows("第三次")
        _replace(config, config.read_text("utf-8") + "content: texts\n")
        preview.shows(ALERT, "there is no such folder", path=FRONT)
        content.rename(one.root / "texts")
        preview.until(PAGE, lambda page: ALERT not in page)
        one.write("texts/articles/a/zh-Hant.md", "---\ntitle: 題目\n---\n\n第四次。\n")
        preview.shows("第四次")
        kept = config.read_text("utf-8")
        config.unlink()
        preview.shows(ALERT, "config.yaml", "there is no such file", path=FRONT)
        _replace(config, kept.replace("Yizhu", "Preview"))
        preview.until("/yizhu/en/", lambda page: "Preview" in page and ALERT not in page)
        one.write("theme/strings/en.yaml", "nonsense: [")
        preview.shows(ALERT, "theme/strings/en.yaml", path=FRONT)
        shutil.rmtree(one.root / "theme")
        preview.until(FRONT, lambda page: ALERT not in page)
        one.write("theme/strings/en.yaml", "nonsense: [")
        preview.shows(ALERT, "theme/strings/en.yaml", path=FRONT)
        shutil.rmtree(one.root / "theme")
        shutil.rmtree(one.root / ".yizhu/preview")
        preview.until(PAGE, lambda page: "第四次" in page and ALERT not in page)
        assert "Traceback" not in preview.said()


def test_the_site_itself_comes_and_goes(one: Site) -> None:
    """The whole folder may be moved away and come back, with another address of the site."""
    with serving(one) as preview:
        preview.shows("一二三")
        away = one.root.with_name("away")
        one.root.rename(away)
        preview.until(FRONT, lambda page: ALERT in page)
        _replace(
            away / "config.yaml", (away / "config.yaml").read_text("utf-8").replace("/yizhu/", "/moved/")
        )
        away.rename(one.root)
        preview.until("/moved/zh-hant/a/", lambda page: "一二三" in page and ALERT not in page)
        one.article("a", "四五六。")
        preview.shows("四五六", path="/moved/zh-hant/a/")
        assert preview.ask("/yizhu/").headers["location"] == "/moved/"


def _replace(path: Path, text: str) -> None:
    """Save a file as editors do."""
    beside = path.with_name(".new")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def test_a_file_that_vanishes_from_the_preview(one: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between being found and being read: the address is answered all the same."""
    preview = Preview(one.root / "config.yaml", one.root / ".yizhu/preview")
    preview.rebuild()
    found = preview.file_at("zh-hant/a/")
    assert found
    monkeypatch.setattr(Preview, "file_at", lambda *_: found)
    found.unlink()
    assert preview.answer("zh-hant/a/")[1].startswith("text/html")


@pytest.mark.parametrize("arguments", [[], ["--config", "nowhere/config.yaml"]])
def test_a_wrong_folder(tmp_path: Path, arguments: list[str]) -> None:
    """Where there is no site there is nothing to serve: a fault with its help."""
    done = yizhu("serve", "--no-open", *arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert "config.yaml" in done.stderr
    assert "yizhu init" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_that_cannot_be_built_at_first(one: Site) -> None:
    """Whatever the fault, it is served with the fault on top; mended, the site is there."""
    one.write("config.yaml", "title: [")
    one.write(".yizhu", "a file where a folder should be")
    with serving(one) as preview:
        preview.until("/", lambda page: ALERT in page)
        one.remove(".yizhu").write("config.yaml", "title: x\nbase_url: https://a.org/yizhu/\n")
        preview.until(PAGE, lambda page: "一二三" in page and ALERT not in page)
        assert "Traceback" not in preview.said()
