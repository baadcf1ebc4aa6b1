"""Create the files of a new site or a new article."""

from __future__ import annotations

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.files import is_slug
from yizhu.content.safe_files import write_file

# Packaged under other names, because build tools would act on these.
_RENAMED = {"gitignore": ".gitignore", "github/pages.yml": ".github/workflows/pages.yml"}


def init_site(folder: Path) -> tuple[Path, ...]:
    """Create an empty site that builds, with a workflow for GitHub Pages; return the files written.

    Raises ``Faults`` if the folder exists and is not empty, or cannot be made.
    """
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        help = "name a folder that does not exist yet, or an empty one"
        raise Faults([Fault(Place(str(folder)), "something stands here already", help)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        help = "name a folder that you may create"
        raise Faults([Fault(Place(str(folder)), f"this cannot be made: {error.strerror}", help)]) from None
    return tuple(_copy(files("yizhu.content").joinpath("skeleton"), folder, ""))


def new_article(config_file: Path, slug: str) -> tuple[Path, ...]:
    """Create an empty article with a text for each language; return the files written.

    Raises ``Faults`` for a slug that cannot be an address, and for one that is taken.
    """
    config = read_config(config_file)
    shown_as = f"{config.content}/articles/{slug}"
    if not is_slug(slug):
        help = "a-z, 0-9 and single hyphens: it is part of the address"
        raise Faults([Fault(Place(shown_as), f"{slug} is no address", help)])
    folder = config_file.parent / config.content / "articles" / slug
    if os.path.lexists(folder):
        raise Faults([Fault(Place(shown_as), "this article is there already", "choose another slug")])
    source, *translations = config.written_langs
    texts = {source: "---\ntitle: …\nrights: …\nsummary: …\ndraft: true\n---\n\n…\n"}
    texts |= dict.fromkeys(translations, "---\ntitle: …\ntranslators: []\nstatus: draft\n---\n\n…\n")
    for lang, text in texts.items():
        write_file(folder / f"{lang}.md", config_file.parent, text.encode(), f"{shown_as}/{lang}.md")
    return tuple(folder / f"{lang}.md" for lang in texts)


def _copy(source: Traversable, folder: Path, prefix: str) -> list[Path]:
    written: list[Path] = []
    for entry in sorted(source.iterdir(), key=lambda e: e.name):
        name = prefix + entry.name
        if entry.is_dir():
            written += _copy(entry, folder, name + "/")
        else:
            path = folder / _RENAMED.get(name, name)
            write_file(path, folder, entry.read_bytes(), str(path))
            written.append(path)
    return written
