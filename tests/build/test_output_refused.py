"""What is written while the system refuses: the old site stands, or the new one, and it is said which."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from output_sites import Files, built, recorded, write
from testbed import Site

from yizhu.build.output.rooted_files import HalfDone
from yizhu.content.faults import Faults


def two_sites(tmp_path: Path) -> tuple[Path, Files, Files]:
    """A site as it is, and another that changes, adds and removes pages, and turns a folder into a file and back."""
    old = {"assets/x": b"1", "a/index.html": b"1", "b/index.html": b"1", "c/d": b"1", "e": b"1"}
    new = {"assets/x": b"2", "a/index.html": b"2", "n/e/w": b"2", "c": b"2", "e/f": b"2"}
    site = tmp_path / "site"
    write(site, old)
    return site, built(site), new


CALLS = ("open", "replace", "link", "mkdir", "rmdir", "fsync", "unlink")


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, int], list[int]]]:
    """Makes the n-th call of the system that writes fail with an error, once. Returns how many there were."""

    def refuse(nth: int, error: int) -> list[int]:
        count = [0]
        monkeypatch.undo()
        for name in CALLS:
            monkeypatch.setattr(os, name, _counting(getattr(os, name), count, nth, error))
        return count

    yield refuse
    monkeypatch.undo()


def _counting(call: Callable[..., Any], count: list[int], nth: int, error: int) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        is_look = call.__name__ == "open" and not given[1] & os.O_CREAT
        count[0] += not is_look
        if count[0] == nth and not is_look:
            raise OSError(error, os.strerror(error))
        return call(*given, **named)

    return counted


def test_the_site_is_old_or_new(tmp_path: Path, refusing: Callable[[int, int], list[int]]) -> None:
    """Whichever call the system refuses while files move in: a fault, and the old site is whole; the next build ends it."""
    for nth in range(1, 200):
        site, old, new = two_sites(tmp_path / str(nth))
        record = recorded(site)
        count = refusing(nth, (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)[nth % 4])
        try:
            write(site, new)
            stands = (new, sorted(new))
        except (Faults, OSError):  # of staging an OSError, which the pipeline makes a fault
            stands = (old, record)
        assert (built(site), recorded(site)) == stands, f"call {nth}"
        is_through = count[0] < nth
        refusing(0, 0)
        write(site, new)
        assert built(site) == new
        if is_through:
            break
    assert nth > 20


def test_a_break_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while files move in leaves the old site."""
    site, old, new = two_sites(tmp_path)
    replace, calls = os.replace, iter(range(100))

    def broken_off(*given: Any, **named: Any) -> None:
        if next(calls) == 4:
            raise KeyboardInterrupt
        replace(*given, **named)

    monkeypatch.setattr(os, "replace", broken_off)
    with pytest.raises(KeyboardInterrupt):
        write(site, new)
    assert built(site) == old


def test_what_cannot_be_put_back_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a move fails and so does putting back what was moved, nobody says that the site is as it was."""
    site, _, new = two_sites(tmp_path)
    replace, calls = os.replace, iter(range(100))

    def fails_for_good(*given: Any, **named: Any) -> None:
        if next(calls) >= 4:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        replace(*given, **named)

    monkeypatch.setattr(os, "replace", fails_for_good)
    with pytest.raises(HalfDone, match="part old, part new"):
        write(site, new)
    monkeypatch.undo()
    write(site, new)
    assert built(site) == new


def test_a_first_build_that_fails_leaves_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder, if there was none."""
    monkeypatch.setattr(os, "link", lambda *_, **__: None)
    monkeypatch.setattr(os, "replace", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    [fault] = site.article("a", "一。").faults(out=site.root / "some/where")
    assert "free some space" in fault.help
    assert not (site.root / "some").exists()


def test_a_full_disk_is_said_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand pages that cannot be staged are one fault."""
    site.article("a", "一。").build()
    before = site.files()

    def full(*_: Any) -> bool:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site/a")

    monkeypatch.setattr("yizhu.build.render_targets.stage", full)
    site.article("a", "二。").fails_with("site/a", "no space left", "free some space")
    assert len(site.faults()) == 1
    assert site.files() == before


SHM = Path("/dev/shm")


@pytest.mark.skipif(not os.access(SHM, os.W_OK), reason="no other filesystem here: /dev/shm")
def test_a_site_on_another_filesystem(site: Site) -> None:
    """Files wait on the disk that they are moved into."""
    import tempfile

    assert os.stat(SHM).st_dev != os.stat(site.root).st_dev
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        for body in ("一。", "二。"):
            site.article("a", body).build(out=Path(folder) / "site")
        assert "二" in (Path(folder) / "site/zh-hant/a/index.html").read_text("utf-8")


def test_a_disk_without_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files cannot have two names, what is replaced is copied."""

    def no_link(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    site, old, new = two_sites(tmp_path)
    monkeypatch.setattr(os, "link", no_link)
    write(site, new)
    assert built(site) == new
    write(site, old)
    assert built(site) == old
