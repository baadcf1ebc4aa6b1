"""The preview's two threads: one watches the site's files, one builds. An error in them is shown in the page, and they go on.

Watched files can be deleted, replaced or renamed at any time: at each tick the watched folders are compared with the disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path
from threading import Condition, Event, Thread
from typing import TypeVar

from yizhu.build.preview.pages import Preview
from yizhu.build.preview.web_server import OpenPages
from yizhu.content.config import Config, read_config

_Answer = TypeVar("_Answer")

_QUIET = 5  # ms without a further change, until a change is heeded
_TICK = 100  # ms without any change, after which the watcher says so
_PATIENCE = 500  # ms that changes may go on (a checkout of many files) until they are heeded all the same
_REST = (
    0.4  # s: after a draft page the browser has the machine, and whoever types may go on, before all is built
)
_AGAIN = 1.0  # s until a watcher that failed is tried once more


class Watcher:
    """Shows changes in two steps: an edited article's draft page at once, and everything once it is quiet."""

    def __init__(self, config_file: Path, preview: Preview, open_pages: OpenPages) -> None:
        self._config_file, self._preview, self._open = config_file, preview, open_pages
        self._config: Config | None = None  # the last that was sound
        self._polls = False  # because the system's own way of watching failed
        self._has_begun, self._is_ended = Event(), Event()
        self._due: float | None = None  # when to build
        self._told = Condition()
        self._watching = Thread(target=self._watch, daemon=True)

    def watch(self) -> None:
        """Start watching. No change after this is missed."""
        self._watching.start()
        self._has_begun.wait()

    def build(self) -> None:
        """Start building: what changed since watching began, and all later changes."""
        Thread(target=self._build, daemon=True).start()

    def end(self) -> None:
        """Stop watching: a watcher that still runs can keep Python from exiting."""
        self._is_ended.set()
        self._watching.join(1)

    # ---- the thread that watches

    def _watch(self) -> None:
        while not self._is_ended.is_set():
            try:
                self._heed()
            except BaseException as error:  # nobody else hears of it; a panic of Rust is no Exception
                self._polls = not self._polls
                self._preview.fail_to_watch(error)
                self._call_builder(0)  # it has the open pages show what failed
                self._has_begun.set()
                self._is_ended.wait(_AGAIN)

    def _heed(self) -> None:
        """Handle changes until the paths to watch are no longer those that are watched."""
        paths = watched(self._config_file, self._sound_config())
        before = _identities(paths)
        changes = self._changes([path for path, identity in zip(paths, before, strict=True) if identity])
        if next(changes, ()) or self._has_begun.is_set():
            self._take([str(self._config_file)])  # nobody knows what changed while nobody watched
        self._has_begun.set()
        roots, is_lost = {str(path) for path in paths}, False
        for several in changes:
            changed = {path for _, path in several}
            if roots & changed or _identities(paths) != before:
                return
            if changed:
                self._take(changed)
            was_lost, is_lost = is_lost, self._preview.is_lost()
            if is_lost and not was_lost:
                self._call_builder(0)

    def _sound_config(self) -> Config | None:
        try:
            self._config = read_config(self._config_file)
        except Exception:  # whatever is wrong with it, a build shows it; what is watched stays
            return self._config
        return self._config

    def _changes(self, paths: list[Path]) -> Iterator[Set[tuple[object, str]]]:
        """Yield the changes at each tick; the first tick yields nothing, and says that watching has begun."""
        from watchfiles import watch

        if paths:
            yield from watch(
                *paths, watch_filter=_is_of_interest, debounce=_PATIENCE, step=_QUIET, raise_interrupt=False,
                rust_timeout=_TICK, yield_on_timeout=True, stop_event=self._is_ended,
                force_polling=self._polls or None, ignore_permission_denied=True,
            )  # fmt: skip
        while not paths and not self._is_ended.is_set():
            yield set()
            self._is_ended.wait(_TICK / 1000)

    def _take(self, paths: Iterable[str]) -> None:
        """Handle changed files: show at once what can be shown, and call the builder."""
        slug = self._surely(lambda: self._preview.change(paths), "")
        if slug:
            self._surely(lambda: self._make_draft(slug), None)
        self._call_builder(_REST if slug else 0)

    def _make_draft(self, slug: str) -> None:
        with self._preview.lock:
            # The browser takes its time to ask anew, and waits for the lock: let it begin.
            addresses = self._open.reload(lambda page: page.address.partition("/")[2].startswith(f"{slug}/"))
            self._preview.make_draft(slug, addresses)

    # ---- the thread that builds

    def _call_builder(self, seconds: float) -> None:
        """Have everything built after so many seconds, not earlier."""
        with self._told:
            self._due = time.monotonic() + seconds
            self._told.notify()

    def _build(self) -> None:
        while True:
            self._wait_until_called()
            self._surely(self._build_once, None)

    def _wait_until_called(self) -> None:
        with self._told:
            while self._due is None or self._due > time.monotonic():
                self._told.wait(None if self._due is None else self._due - time.monotonic())
            self._due = None

    def _build_once(self) -> None:
        made = self._preview.rebuild()
        if made is not None:
            # Pages load new assets even if they are unchanged themselves.
            has_new_assets = any(path.startswith("assets/") for path in made)
            self._open.reload(lambda page: has_new_assets or self._preview.is_new(*page))

    def _surely(self, step: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
        """Return what the step returns; if it fails, show that."""
        try:
            return step()
        except BaseException as error:
            self._preview.fail(error)
            return otherwise


def watched(config_file: Path, config: Config | None) -> list[Path]:
    """Return the paths whose changes concern the preview: the configuration, the content, the theme, static files."""
    root = config_file.parent
    folders = (config.content, config.theme, config.static) if config else ("content", "theme", "static")
    return [config_file, *(root / folder for folder in folders if folder)]


def _identities(paths: Iterable[Path]) -> list[tuple[int, ...]]:
    """Return which file or folder of the disk each path names now, and the state of files; empty: none."""
    return [_identity(path) for path in paths]


def _identity(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    # Watched by its inode, a file that another one replaced is watched no more.
    state = () if path.is_dir() else (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
    return (found.st_dev, found.st_ino, *state)


def _is_of_interest(change: object, path: str) -> bool:
    # Editors write beside the file before they rename over it.
    name = Path(path).name
    return not (name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak")))
