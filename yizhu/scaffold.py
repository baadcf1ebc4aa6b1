"""New folders to begin with: a site, an article."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yizhu.config import read_config
from yizhu.content import is_slug
from yizhu.fault import Fault, Faults, Place

# Names that a package cannot carry or that tools would act upon.
_RENAMED = {"gitignore": ".gitignore", "github/pages.yml": ".github/workflows/pages.yml"}


def init_site(folder: Path) -> tuple[Path, ...]:
    """An empty site that builds, with a workflow for GitHub Pages. Raises ``Faults`` if the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        mend = "name a folder that does not exist yet, or an empty one"
        raise Faults([Fault(Place(str(folder)), "something stands here already", mend)])
    return tuple(_copy(files("yizhu").joinpath("skeleton"), folder, ""))


def new_article(config_file: Path, slug: str) -> tuple[Path, ...]:
    """An empty article. Raises ``Faults`` for a slug that is no address and for one that is taken."""
    config = read_config(config_file)
    shown_as = f"{config.content}/articles/{slug}"
    if not is_slug(slug):
        mend = "a-z, 0-9 and single hyphens: it is part of the address"
        raise Faults([Fault(Place(shown_as), f"{slug} is no address", mend)])
    folder = config_file.parent / config.content / "articles" / slug
    if folder.exists():
        raise Faults([Fault(Place(shown_as), "this article is there already", "choose another slug")])
    source, *translations = [e.lang for e in config.editions if not e.made_from]
    folder.mkdir(parents=True)
    written = [
        _write(folder / f"{source}.md", "---\ntitle: …\nrights: …\nsummary: …\ndraft: true\n---\n\n…\n")
    ]
    for lang in translations:
        text = "---\ntitle: …\ntranslators: []\nstatus: draft\n---\n\n…\n"
        written.append(_write(folder / f"{lang}.md", text))
    return tuple(written)


def _copy(source: Traversable, target: Path, prefix: str) -> list[Path]:
    written: list[Path] = []
    for entry in sorted(source.iterdir(), key=lambda e: e.name):
        name = prefix + entry.name
        if entry.is_dir():
            written += _copy(entry, target, name + "/")
        else:
            written.append(_write(target / _RENAMED.get(name, name), entry.read_text("utf-8")))
    return written


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
