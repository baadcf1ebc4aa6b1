"""The folder .yizhu/ holds the cache and the preview: a real folder of the project, without links in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from yizhu.build.cache_file import Unavailable, remove
from yizhu.content.faults import Fault, Faults, Place

NAME = ".yizhu"
_FORMERLY = "templates"  # here earlier versions kept code, which nobody reads any more


def cache_folder(project: Path) -> Path:
    """Return the project's cache folder, and make it if there is none. Raises ``Faults`` if its name is taken.

    Builds write and delete in it without further checks, so no name in it may lead elsewhere: links are removed.
    """
    folder = project / NAME
    if folder.is_symlink():
        raise _fault(
            "this is a symbolic link, through which nothing is written", "delete it: a build makes the folder"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove(folder / _FORMERLY)
        _remove_links(folder)
    except FileExistsError:
        raise _fault(
            "this is no folder", "delete it: what builds remember goes into a folder of this name"
        ) from None
    except (OSError, Unavailable) as error:
        raise _fault(
            f"nothing can be written here: {error}", "let the project's folder be written to"
        ) from None
    return folder


def _remove_links(folder: Path) -> None:
    with os.scandir(folder) as entries:
        links = [entry.name for entry in entries if entry.is_symlink()]
    for name in links:
        remove(folder / name)
        print(
            f"yizhu: {NAME}/{name} was a symbolic link; it is removed, and nothing that it led to",
            file=sys.stderr,
        )


def _fault(problem: str, help: str) -> Faults:
    return Faults([Fault(Place(NAME), problem, help)])
