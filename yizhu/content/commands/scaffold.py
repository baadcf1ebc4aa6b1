"""Create the files of a new site or a new article."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yizhu import __version__
from yizhu.content.commands.renaming import check_address_is_free
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.files.misnamed import suggest_slug
from yizhu.content.files.read import is_slug
from yizhu.content.files.safe import write_file

# Packaged under other names, because build tools would act on these.
_RENAMED = {"gitignore": ".gitignore", "github/pages.yml": ".github/workflows/pages.yml"}
_WORKFLOW = "github/pages.yml"
# What a new repository has, beside which a site can begin.
_HARMLESS = re.compile(
    r"\.git|\.github|\.gitignore|\.gitattributes|\.editorconfig|\.vscode|\.idea|\.DS_Store|\.venv|venv"
    r"|(?:README|LICEN[CS]E|COPYING|AUTHORS|CODE_OF_CONDUCT|CONTRIBUTING|SECURITY)(?:[-.][\w.-]+)?|CNAME",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NewSite:
    """The files of a new site."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]  # that were there already, and would have been written


def init_site(folder: Path, requirement: str = f"yizhu=={__version__}") -> NewSite:
    """Create an empty site that builds, with a workflow for GitHub Pages that installs ``requirement``.

    Nothing is overwritten. Raises ``Faults`` if the folder holds more than what a new repository has, or cannot be made.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        help = "name a folder that does not exist yet, or an empty one"
        raise Faults([Fault(Place(str(folder)), "something stands here already", help)])
    found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if others := [name for name in found if not _HARMLESS.fullmatch(name)]:
        raise Faults([_occupied(folder, others)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        help = "name a folder that you may create"
        raise Faults([Fault(Place(str(folder)), f"this cannot be made: {error.strerror}", help)]) from None
    files_ = list(_list_skeleton(files("yizhu.content").joinpath("skeleton"), ""))
    targets = {name: folder / _RENAMED.get(name, name) for name, _ in files_}
    kept = {name for name, path in targets.items() if os.path.lexists(path)}
    for name, data in files_:
        if name not in kept:
            data = _install(data, requirement) if name == _WORKFLOW else data
            write_file(targets[name], folder, data, str(targets[name]))
    written = tuple(path for name, path in targets.items() if name not in kept)
    return NewSite(written, tuple(targets[name] for name in sorted(kept)))


def _occupied(folder: Path, others: Sequence[str]) -> Fault:
    if "config.yaml" in others:
        help = "build it with yizhu build, or name another folder"
        return Fault(Place(str(folder)), "something stands here already: a site", help)
    named = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
    help = "name a folder that does not exist yet, or one with nothing but .git, .github, .gitignore, README and LICENSE"
    return Fault(Place(str(folder)), f"something stands here already: {named}", help)


def _install(workflow: bytes, requirement: str) -> bytes:
    """Return the workflow with what its ``pip install`` installs."""
    return workflow.replace(
        b"pip install yizhu==" + __version__.encode(), f'pip install "{requirement}"'.encode()
    )


def new_article(config_file: Path, slug: str) -> tuple[Path, ...]:
    """Create an empty article with a text for each language; return the files written.

    Raises ``Faults`` for a slug that cannot be an address, and for one that is taken.
    """
    config = read_config(config_file)
    shown_as = f"{config.content}/articles/{slug}"
    if not is_slug(slug):
        example = suggest_slug(slug.removesuffix(".md").rpartition("/")[2])
        help = f"a-z, 0-9 and single hyphens, for example {example}: it is part of the address"
        raise Faults([Fault(Place(shown_as), f"{slug} is no address", help)])
    folder = config_file.parent / config.content / "articles" / slug
    if os.path.lexists(folder):
        raise Faults([Fault(Place(shown_as), "this article is there already", "choose another slug")])
    check_address_is_free(config_file.parent, config, slug)
    source, *translations = config.written_langs
    texts = {source: "---\ntitle: …\nrights: …\nsummary: …\ndraft: true\n---\n\n…\n"}
    texts |= dict.fromkeys(translations, "---\ntitle: …\ntranslators: []\nstatus: draft\n---\n\n…\n")
    for lang, text in texts.items():
        write_file(folder / f"{lang}.md", config_file.parent, text.encode(), f"{shown_as}/{lang}.md")
    return tuple(folder / f"{lang}.md" for lang in texts)


def _list_skeleton(source: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new site, by their packaged names."""
    for entry in sorted(source.iterdir(), key=lambda e: e.name):
        name = prefix + entry.name
        if entry.is_dir():
            yield from _list_skeleton(entry, name + "/")
        else:
            yield name, entry.read_bytes()
