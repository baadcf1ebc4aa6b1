"""Find the files of static/, which are published at the site's root as they are."""

from __future__ import annotations

from pathlib import Path

from yizhu.content.faults import Fault, Place
from yizhu.content.files.safe import FileListing, find_path_fault, list_files

# Hidden files that mean something to hosts. All others are somebody's tools', and may be secret.
_HIDDEN = (".well-known", ".nojekyll", ".htaccess", ".domains")


def list_static_files(root: Path, name: str) -> FileListing:
    """Return the static files of the site below ``root``, by their paths in the folder ``name``; without a name there are none."""
    folder = root / name
    if not name or not folder.exists():
        return FileListing((), ())
    if fault := find_path_fault(folder, root, name):
        return FileListing((), (fault,))
    if not folder.is_dir():
        fault = Fault(Place(name), "this is a file, not a folder", "make a folder of it")
        return FileListing((), (fault,))
    return list_files(folder, folder, name, hidden=_HIDDEN)
