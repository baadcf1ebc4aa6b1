"""What the preview shows: the pages of the last sound build, draft pages of articles edited since, and all faults on top.

1. an article is edited: its draft page is made at once, in memory 2. nothing changes for a while: everything is built, and
the draft pages are dropped.
"""

from __future__ import annotations

import mimetypes
import sqlite3
import sys
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import RLock

from yizhu.build.cache.key import Doubt
from yizhu.build.cache.store import CachedBodies
from yizhu.build.last_good import LastGood
from yizhu.build.pipeline import Options, build
from yizhu.build.preview.draft_page import DraftPage
from yizhu.build.preview.fault_pages import (
    add_count,
    add_doubts,
    add_overlay,
    find_name,
    make_fault_page,
    split_by_page,
)
from yizhu.build.render_targets import BuildContext
from yizhu.content.articles import read_article
from yizhu.content.faults import Fault, Faults, Place, escape_unprintable
from yizhu.content.files.read import is_article_file, read_article_folder
from yizhu.content.markdown.doubts import find_article_doubts
from yizhu.content.model import ArticleFolder


@lru_cache(maxsize=16)
def _list_doubts(folder: ArticleFolder) -> tuple[Fault, ...]:
    """Return the doubts about an article's notation; kept, since a page is asked for again and again."""
    return tuple(find_article_doubts(read_article(folder), folder.notes))


RELOAD = "/livereload.js"  # where a page finds what reloads it; no page of a site lies there
_POLICY = 'http-equiv="Content-Security-Policy"'
# Livereload's script listens at the port it is told, and a page knows which one it came from.
# What it says about itself, a plugin of the script adds: which content it shows (`Preview.is_new`).
_LISTEN = """<script>(function () {
  window.LiveReloadPluginYizhu = class {
    static identifier = "yizhu";
    static version = "1";
    analyze() { return { shown: "%s" }; }
  };
  const script = document.createElement("script");
  script.src = "%s?port=" + location.port;
  document.head.append(script);
})()</script>"""


class _Overtaken(Exception):
    """Something changed while a build was under way."""


@dataclass(slots=True)
class Preview:
    """The state of the preview."""

    config_file: Path
    folder: Path
    faults: list[Fault] = field(default_factory=list)
    unwatched: list[Fault] = field(default_factory=list)  # why changes are not seen as they should be
    lock: RLock = field(default_factory=RLock)  # held while a draft page is made: whoever asks for it waits
    _changes: int = 0  # so many times was anything changed
    _context: BuildContext | None = None  # what the last good build was made with
    _last_good: LastGood = field(default_factory=LastGood)  # what it shows in place of what has faults
    _drafts: dict[str, tuple[int, DraftPage]] = field(default_factory=dict)  # by slug, and after which change

    def rebuild(self, jobs: int = 1) -> tuple[str, ...] | None:
        """Build everything. Returns the files that changed; ``None``: the build was stopped by another change.

        Faults are kept, and shown in the page and on the terminal; so is any other error.
        """
        changes = self._changes

        def go_on(*_: object) -> None:
            if self._changes != changes:
                raise _Overtaken

        try:
            options = Options(self.config_file, self.folder, jobs, drafts=True, last_good=self._last_good)
            built = build(options, go_on)
        except _Overtaken:
            return None
        except Faults as found:
            if self._changes != changes:
                return None
            self._tell([*found.faults, *found.tolerated], "the last good pages stay")
            return ()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a library's panic (of Rust) is no Exception
            if self._changes != changes:  # a file was taken away while it was read
                return None
            self.fail(error)
            return ()
        if built.written.made:  # whoever watches saw an edit
            self.unwatched = []
        with self.lock:
            self._context = built.context
            self._last_good = built.last_good or LastGood()
            self._drafts = {slug: known for slug, known in self._drafts.items() if known[0] > changes}
            pages = sum(path.endswith(".html") for path in built.written.made)
            say(f"pages made anew: {pages}")
            if self._changes == changes:
                self._tell(built.faults, "all other pages are up to date")
        return built.written.made

    @property
    def base(self) -> str:
        """The path of the site's address in the last good build; empty: there is none yet."""
        return self._context.settings.config.base_path if self._context else ""

    def is_lost(self) -> bool:
        """Was the folder deleted that the last good build made?"""
        return self._context is not None and not self.folder.is_dir()

    def fail(self, error: BaseException) -> None:
        """Show an error that is no fault of the content, with a traceback on the terminal if the program is to blame."""
        _say_trace(error)
        self._tell([_fault_of(error, "building the preview")], "the last good pages stay")

    def fail_to_watch(self, error: BaseException) -> None:
        """Show that watching failed, until the next edit is seen."""
        faults = [_fault_of(error, "watching the site's files")]
        if faults != self.unwatched:  # it is tried again and again, and told once
            _say_trace(error)
            say(f"\n{Faults(faults)}")
        self.unwatched = faults

    def change(self, paths: Iterable[str]) -> str:
        """Note that files changed. Returns the slug of the article to make a draft page of; empty: it takes a build."""
        self._changes += 1
        context = self._context
        if not context or not isinstance(context.bodies, CachedBodies):
            return ""
        articles = (context.settings.root / context.settings.config.content / "articles").resolve()
        slugs = {_slug_of(Path(path), articles) for path in paths}
        slug = next(iter(slugs)) if len(slugs) == 1 else ""
        return slug if slug in context.site.text_langs else ""

    def make_draft(self, slug: str, addresses: Iterable[str]) -> None:
        """Make the draft pages of an article, at once those at these addresses."""
        assert self._context
        own = f"{self._context.settings.config.content}/articles/{slug}/"
        others = [fault for fault in self.faults if not fault.place.path.startswith(own)]
        try:
            draft = DraftPage(self._context, slug)
            for address in addresses:
                draft.file(f"{address}index.html")
        except Faults as found:
            self._tell([*others, *found.faults], "the last good pages stay")
        except Doubt:  # the cache fails: the build that follows says so, and makes the page
            self._drafts.pop(slug, None)
        else:
            self.faults = others
            self._drafts[slug] = self._changes, draft

    def answer(self, address: str) -> tuple[str, str, bytes]:
        """Return status, content type and content for an address below the site's path."""
        with self.lock:
            status, kind, content = self._found(address)
        if kind.startswith("text/html"):
            content = _with_script(content)
        return status, kind, content

    def is_new(self, address: str, shown: str) -> bool:
        """Would this address be answered with other content than the page with the digest ``shown`` has?"""
        with self.lock:
            return _digest(self._found(address)[2]) != shown

    def file_at(self, address: str) -> Path | None:
        """Return the file for an address in the preview's folder; ``None``: there is none, or it lies elsewhere."""
        root = self._root
        try:
            wanted = (root / address).resolve()
            target = (wanted / "index.html").resolve() if wanted.is_dir() else wanted
            return target if root in target.parents and target.is_file() else None
        except (OSError, ValueError, RuntimeError):  # a name too long, one with NUL, links in a circle
            return None

    @property
    def _root(self) -> Path:
        # Were the folder itself a link, whatever it leads to would be served.
        return self.folder.parent.resolve() / self.folder.name

    def _found(self, address: str) -> tuple[str, str, bytes]:
        target = self.file_at(address)
        if target and target.suffix != ".html":
            return "200 OK", _type_of(target.name), self._content(target)
        own, others = self._faults_at(address)
        if target is None and (page := self._fault_page(address, own)):
            return "200 OK", _HTML, add_count(page, others, self._folder_of(address)).encode()
        status = "200 OK" if target else "404 Not Found"
        target = target or self.file_at("404.html")
        page = (self._content(target) if target else _NOTHING).decode("utf-8", "replace")
        page = add_overlay(add_count(page, others, self._folder_of(address)), own)
        page = add_doubts(page, self._doubts_at(address))
        return status, _HTML, page.encode()

    def _faults_at(self, address: str) -> tuple[list[Fault], dict[str, list[Fault]]]:
        """Return the faults that concern a page, and all others by the name of their article or page."""
        if self._context is None and not self.file_at(""):  # there is no other page
            return [*self.unwatched, *self.faults], {}
        own, others = split_by_page(self.faults, self._content_folder, address)
        return [*self.unwatched, *own], others

    def _doubts_at(self, address: str) -> tuple[Fault, ...]:
        """Return what looks like notation and is none in the files of the article whose page this is."""
        if not self._context:
            return ()
        settings, slug = self._context.settings, address.partition("/")[2].partition("/")[0]
        if slug not in self._context.site.text_langs:
            return ()
        try:
            return _list_doubts(read_article_folder(settings.root, settings.config, slug))
        except Faults:  # these are shown themselves
            return ()

    def _fault_page(self, address: str, own: Sequence[Fault]) -> str:
        """Return a page of faults in place of one that was never good; empty: they do not say why it is not there."""
        if self._context is None and not self.file_at(""):
            is_page = "." not in address.rpartition("/")[2] or address.endswith(".html")
            return make_fault_page("", own, "") if own and is_page else ""
        names = {find_name(fault, self._content_folder) for fault in own} - {""}
        return make_fault_page(names.pop(), own, self._folder_of(address)) if names else ""

    @property
    def _content_folder(self) -> str:
        return self._context.settings.config.content if self._context else "content"

    def _folder_of(self, address: str) -> str:
        """Return where the pages lie of the edition to which an address belongs."""
        if not self._context:
            return ""
        config = self._context.settings.config
        edition = address.partition("/")[0]
        is_known = edition in [one.name for one in config.editions]
        return f"{self.base}{edition if is_known else config.default_edition}/"

    def _content(self, target: Path) -> bytes:
        content = self._draft_content(target)
        if content is None:
            with suppress(FileNotFoundError):  # a build took it away a moment ago
                content = target.read_bytes()
        return _NOTHING if content is None else content

    def _draft_content(self, target: Path) -> bytes | None:
        path = target.relative_to(self._root).as_posix()
        for slug, (_, draft) in list(self._drafts.items()):
            try:
                if (content := draft.file(path)) is not None:
                    return content
            except Faults as found:  # of a template: the page of the last good build is left
                del self._drafts[slug]
                self._tell(found.faults, "the last good pages stay")
            except Doubt:  # as above
                del self._drafts[slug]
        return None

    def _tell(self, faults: Sequence[Fault], state: str) -> None:
        """Show faults, and print them if they are others than before; ``state``: what is shown beside them."""
        before, self.faults = self.faults, list(dict.fromkeys(faults))
        if self.faults and self.faults != before:
            say(f"\n{Faults(self.faults)}\n{len(self.faults)} to mend; {state}")


def say(text: str) -> None:
    """Print a line to the terminal, if there still is one."""
    with suppress(OSError, ValueError):
        print(escape_unprintable(text), file=sys.stderr, flush=True)


# A full disk, a folder that may not be read: the program can do nothing about it.
_OF_THE_MACHINE = (OSError, sqlite3.Error)


def _say_trace(error: BaseException) -> None:
    """Print where the program went wrong, if it is to blame."""
    if not isinstance(error, _OF_THE_MACHINE):
        say("".join(traceback.format_exception(error)))


def _fault_of(error: BaseException, work: str) -> Fault:
    """Return an error of the preview itself as a fault."""
    if isinstance(error, _OF_THE_MACHINE):
        help = "see to it; the preview goes on with the next change"
        return Fault(Place("yizhu serve"), f"{work} failed: {error}", help)
    problem = f"{work} failed by a fault of Yizhu's own: {type(error).__name__}: {str(error)[:_BRIEF]}"
    return Fault(Place("yizhu serve"), problem, "please report it, with what the terminal shows")


_BRIEF = 300  # characters of an exception
# The system's own table may say otherwise, and with the wrong type no browser runs a script or takes a style.
_TYPES = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript"}


def _type_of(name: str) -> str:
    known = _TYPES.get(Path(name).suffix)
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"


_HTML = "text/html; charset=utf-8"
_NOTHING = b"<!doctype html><title>Yizhu</title><body></body>"


def _slug_of(path: Path, articles: Path) -> str:
    """Return the slug of the article whose text or notes this file is; empty: it is no such file."""
    try:
        slug, *inside = path.resolve().relative_to(articles).parts
    except ValueError:
        return ""
    is_text = len(inside) == 1 and is_article_file(inside[0]) and inside[0].endswith((".md", ".yaml"))
    return slug if is_text else ""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _with_script(page: bytes) -> bytes:
    """Return the page with the script that reloads it. The policy of published pages forbids that script: it is renamed."""
    script = (_LISTEN % (_digest(page), RELOAD)).encode()
    page = page.replace(_POLICY.encode(), b'name="policy-of-the-published-page"')
    return page.replace(b"</head>", script + b"</head>", 1) if b"</head>" in page else script + page
