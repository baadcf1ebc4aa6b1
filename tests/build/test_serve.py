"""The preview: the last good page, what is wrong on top of it, and a process that ends when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from testbed import REPO, Site

from yizhu.build.preview.serve import Preview, application


@pytest.fixture
def preview(site: Site) -> Preview:
    """A preview of a site with one article."""
    site.article("a", "一二三。")
    shown = Preview(site.root / "config.yaml", site.root / ".yizhu" / "preview")
    shown.rebuild()
    return shown


def get(preview: Preview, path: str) -> tuple[str, dict[str, str], str]:
    told: list[object] = []
    body = b"".join(application(preview, "/yizhu/")({"PATH_INFO": path}, lambda *given: told.append(given)))
    status, headers = told[0]  # type: ignore[misc]
    return status, dict(headers), body.decode("utf-8", "replace")


def test_pages_below_the_sites_path(preview: Preview) -> None:
    """A page is served where it will stand, never from a cache."""
    status, headers, body = get(preview, "/yizhu/zh-hant/a/")
    assert status == "200 OK"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert "一二三" in body


def test_the_way_in(preview: Preview) -> None:
    """Outside of the site's path one is led into it."""
    status, headers, _ = get(preview, "/")
    assert (status[:3], headers["Location"]) == ("302", "/yizhu/")


def test_what_is_not_there(preview: Preview) -> None:
    """The site's own page for lost addresses, with 404."""
    status, _, body = get(preview, "/yizhu/nowhere/")
    assert status.startswith("404")
    assert "404" in body or "<title>" in body


@pytest.mark.parametrize(
    "path", ["/yizhu/../../config.yaml", "/yizhu//etc/passwd", "/yizhu/..", "/yizhu/../memo.sqlite"]
)
def test_nothing_outside_is_served(preview: Preview, path: str) -> None:
    """No address leads out of the preview's folder."""
    status, _, body = get(preview, path)
    assert status.startswith("404")
    assert "base_url" not in body
    assert "root:" not in body


@pytest.mark.parametrize("path", ["/yizhu/a\0b", "/yizhu/" + "a" * 5000])
def test_addresses_that_no_file_can_have(preview: Preview, path: str) -> None:
    """Are not there, and no traceback."""
    assert get(preview, path)[0].startswith("404")


def test_a_folder_without_its_slash(preview: Preview) -> None:
    """Is led to its address, which ends in one."""
    status, headers, _ = get(preview, "/yizhu/zh-hant/a")
    assert status[0] == "3"
    assert headers["Location"].endswith("/yizhu/zh-hant/a/")


def test_a_fault_stands_in_the_page(preview: Preview, site: Site) -> None:
    """The last good page with the fault on top, escaped; mended, it is gone."""
    site.article("a", "新的。[<b>]{tern=x}")
    preview.rebuild()
    body = get(preview, "/yizhu/zh-hant/a/")[2]
    assert 'role="alert"' in body
    assert "content/articles/a/zh-Hant.md:5" in body
    assert "[&lt;b&gt;]{tern=x}" in body
    assert "一二三" in body
    assert body.index('role="alert"') > body.index("<body")
    site.article("a", "新的。")
    preview.rebuild()
    body = get(preview, "/yizhu/zh-hant/a/")[2]
    assert 'role="alert"' not in body
    assert "新的" in body


def test_the_reload_script_may_run(preview: Preview) -> None:
    """The preview lifts the policy of the published page; the built file keeps it."""
    assert "Content-Security-Policy" not in get(preview, "/yizhu/zh-hant/a/")[2]
    assert "Content-Security-Policy" in (preview.folder / "zh-hant/a/index.html").read_text("utf-8")


def test_a_site_that_never_built(site: Site) -> None:
    """Where there is no last good page the fault is shown all the same; the other pages say where."""
    site.article("a", "[一]{tern=x}")
    shown = Preview(site.root / "config.yaml", site.root / ".yizhu" / "preview")
    shown.rebuild()
    status, _, body = get(shown, "/yizhu/en/a/")
    assert status == "200 OK"
    assert "no span attribute tern" in body
    assert '<a href="/yizhu/zh-hant/a/"' in get(shown, "/yizhu/")[2]


def test_the_site_is_left_alone(preview: Preview, site: Site) -> None:
    """The preview has a folder of its own; drafts are in it."""
    assert not site.out.exists()
    site.article("d", "草稿。", front="draft: true")
    preview.rebuild()
    assert get(preview, "/yizhu/zh-hant/d/")[0] == "200 OK"


# ---- a process of its own ----------------------------------------------------------------------------------


@pytest.fixture
def port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serving(site: Site, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """``yizhu serve`` on a site with one article."""
    site.article("a", "一二三。")
    command = [sys.executable, str(REPO / "build.py"), "serve", "--no-open", "--port", str(port)]
    log = (site.root.parent / "log").open("wb")
    process = subprocess.Popen(command, cwd=site.root, stdout=log, stderr=log, env=dict(os.environ))
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()
    log.close()


def page(port: int) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/yizhu/zh-hant/a/", timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_until(port: int, holds: Callable[[str], bool]) -> str:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        told = page(port)
        if told and holds(told):
            return told
        time.sleep(0.1)
    raise AssertionError(f"it never came to that; the page says:\n{page(port)[-2000:]}")


def test_from_edit_to_page(site: Site, port: int, serving: subprocess.Popen[bytes]) -> None:
    """An edit is in the page; a fault is shown over the last good one; mended, it is gone; Ctrl-C ends it with 0."""
    wait_until(port, lambda told: "一二三" in told)
    site.article("a", "四五六。")
    wait_until(port, lambda told: "四五六" in told)
    site.article("a", "七八九。[一]{tern=x}")
    told = wait_until(port, lambda told: 'role="alert"' in told)
    assert "四五六" in told
    assert "no span attribute tern" in told
    site.article("a", "七八九。")
    wait_until(port, lambda told: "七八九" in told and 'role="alert"' not in told)
    serving.send_signal(signal.SIGINT)
    assert serving.wait(20) == 0


def test_who_types_is_not_kept_waiting(site: Site, port: int, serving: subprocess.Popen[bytes]) -> None:
    """Each save is in the page, but all is built once, when it is quiet."""
    wait_until(port, lambda told: "一二三" in told)
    for number in range(12):
        site.article("a", f"第{number}次。")
        wait_until(port, lambda told, number=number: f"第{number}次" in told)  # type: ignore[misc]
    built = site.root / ".yizhu/preview/zh-hant/a/index.html"
    deadline = time.monotonic() + 40
    while "第11次" not in built.read_text("utf-8") and time.monotonic() < deadline:
        time.sleep(0.1)
    log = (site.root.parent / "log").read_text("utf-8")
    assert "第11次" in built.read_text("utf-8")
    assert log.count("pages made anew") < 12


def test_a_port_that_is_taken(site: Site) -> None:
    """Is a fault with a help text, exit code 1."""
    from testbed import yizhu

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = yizhu("serve", "--no-open", "--port", str(taken.getsockname()[1]), cwd=site.root)
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
