"""What the preview shows: the pages of the last build that was sound, before them the proofs of articles that were
edited since, and over all the faults.

1. an article is edited: its proof is made at once 2. it is quiet: everything is built, and the proofs are gone.
"""

from __future__ import annotations

import mimetypes
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path
from threading import RLock

from yizhu.content import is_read
from yizhu.fault import Fault, Faults
from yizhu.making import Workshop
from yizhu.pipeline import Options, build
from yizhu.proofs import Proof
from yizhu.terminal import say

RELOAD = "/livereload.js"  # where a page finds what reloads it; no page of a site lies there
_POLICY = 'http-equiv="Content-Security-Policy"'
# Livereload's script listens at the port it is told, and a page knows which one it came from.
_LISTEN = f"""<script>(function () {{
  const script = document.createElement("script");
  script.src = "{RELOAD}?port=" + location.port;
  document.head.append(script);
}})()</script>"""


class _Overtaken(Exception):
    """Something changed while a build was under way."""


@dataclass(slots=True)
class Preview:
    """What the preview shows now."""

    config_file: Path
    folder: Path
    faults: list[Fault] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)  # held while a proof is made: whoever asks for it waits
    _changes: int = 0  # so many times was anything changed
    _shop: Workshop | None = None  # what the last good build was made with
    _proofs: dict[str, tuple[int, Proof]] = field(default_factory=dict)  # by slug, and after which change
    _sent: dict[str, str] = field(
        default_factory=dict
    )  # by address, the digest of the page that was given out

    def rebuild(self, jobs: int = 1) -> tuple[str, ...] | None:
        """Build anew. Returns the files that changed; None: it was broken off, for something changed meanwhile.

        Faults are kept to be shown, in the page and in the terminal.
        """
        changes = self._changes

        def go_on(*_: object) -> None:
            if self._changes != changes:
                raise _Overtaken

        try:
            built = build(Options(self.config_file, self.folder, jobs, drafts=True), go_on)
        except _Overtaken:
            return None
        except Faults as found:
            if self._changes != changes:
                return None
            self._tell(found.faults)
            return ()
        with self.lock:
            self._shop = built.shop
            if self._changes == changes:
                self.faults = []
            self._proofs = {slug: known for slug, known in self._proofs.items() if known[0] > changes}
        pages = sum(path.endswith(".html") for path in built.written.made)
        say(f"pages made anew: {pages}", sys.stderr)
        return built.written.made

    def change(self, paths: Iterable[str]) -> str:
        """Files changed. Returns the slug of the article that a proof can be made of; empty: it takes a build."""
        self._changes += 1
        shop = self._shop
        if not shop or not shop.memory:
            return ""
        articles = (shop.recipe.root / shop.recipe.config.content / "articles").resolve()
        slugs = {_slug_of(Path(path), articles) for path in paths}
        slug = next(iter(slugs)) if len(slugs) == 1 else ""
        return slug if slug in shop.site.told_in else ""

    def prove(self, slug: str, addresses: Iterable[str]) -> None:
        """Make the proof of an article, and of its pages those at these addresses."""
        assert self._shop
        own = f"{self._shop.recipe.config.content}/articles/{slug}/"
        others = [fault for fault in self.faults if not fault.place.path.startswith(own)]
        try:
            proof = Proof(self._shop, slug)
            for address in addresses:
                proof.file(f"{address}index.html")
        except Faults as found:
            self._tell([*others, *found.faults])
        else:
            self.faults = others
            self._proofs[slug] = self._changes, proof

    def answer(self, address: str) -> tuple[str, str, bytes]:
        """Status, type and content for an address below the site's path."""
        with self.lock:
            status, kind, content = self._found(address)
            if kind.startswith("text/html"):
                self._sent[address] = _digest(content)
            return status, kind, content

    def is_new(self, address: str) -> bool:
        """Would another page be given out for this address than was the last time?"""
        with self.lock:
            return _digest(self._found(address)[2]) != self._sent.get(address)

    def target(self, address: str) -> Path | None:
        """The file for an address in the preview's folder; None: there is none, or it would lie elsewhere."""
        root = self.folder.resolve()
        try:
            wanted = (root / address).resolve()
            target = wanted / "index.html" if wanted.is_dir() else wanted
            return target if root in target.parents and target.is_file() else None
        except (OSError, ValueError):  # a name too long, or one with NUL
            return None

    def _found(self, address: str) -> tuple[str, str, bytes]:
        target = self.target(address)
        status = "200 OK" if target else "404 Not Found"
        target = target or self.folder.resolve() / "404.html"
        content = self._proved(target)
        if content is None:
            content = target.read_bytes() if target.is_file() else _NOTHING
        kind = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
        if target.suffix == ".html":
            page = _with_overlay(content.decode(), self.faults)
            content, kind = page.encode(), "text/html; charset=utf-8"
        return status, kind, content

    def _proved(self, target: Path) -> bytes | None:
        path = target.relative_to(self.folder.resolve()).as_posix()
        for slug, (_, proof) in list(self._proofs.items()):
            try:
                if (content := proof.file(path)) is not None:
                    return content
            except Faults as found:  # of a template: the page of the last good build is left
                del self._proofs[slug]
                self._tell(found.faults)
        return None

    def _tell(self, faults: Sequence[Fault]) -> None:
        self.faults = list(dict.fromkeys(faults))
        say(f"\n{Faults(self.faults)}\n{len(faults)} to mend; the last good pages stay", sys.stderr)


_NOTHING = b"<!doctype html><title>Yizhu</title><body></body>"


def _slug_of(path: Path, articles: Path) -> str:
    """The slug of the article whose text or notes this file is."""
    try:
        slug, *inside = path.resolve().relative_to(articles).parts
    except ValueError:
        return ""
    is_text = len(inside) == 1 and is_read(inside[0]) and inside[0].endswith((".md", ".yaml"))
    return slug if is_text else ""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _with_overlay(page: str, faults: list[Fault]) -> str:
    """The page with its faults before all else, and with the script that reloads it, which a published page forbids."""
    page = page.replace(_POLICY, 'name="policy-of-the-published-page"')
    page = page.replace("</head>", f"{_LISTEN}</head>", 1) if "</head>" in page else _LISTEN + page
    if not faults:
        return page
    told = "\n\n".join(escape(str(fault)) for fault in faults)
    overlay = (
        '<div role="alert" style="position:fixed;inset:0 0 auto 0;max-height:60vh;overflow:auto;z-index:99;'
        'background:#fff8f0;color:#222;border-bottom:3px solid #b3261e;padding:1rem;font:14px/1.5 monospace">'
        f'<strong>{len(faults)} to mend</strong><pre style="white-space:pre-wrap">{told}</pre></div>'
    )
    start = page.find("<body")
    end = page.find(">", start) + 1
    return page[:end] + overlay + page[end:] if start >= 0 else overlay + page
