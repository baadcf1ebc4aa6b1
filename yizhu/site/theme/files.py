"""Reads the files of a site's own theme, and checks that each belongs in its folder.

A theme may come from a stranger: links that lead out of it, pipes and files of another kind are faults.
"""

from __future__ import annotations

import os
from pathlib import Path

from yizhu.content.config import decode_utf8
from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, raise_if
from yizhu.content.files.misnamed import is_for_people
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.content.files.safe import list_files, read_file
from yizhu.content.files.svg import InvalidSvg, clean_svg

KINDS = ("templates", "css", "js", "img", "strings")
_USUAL = "theme"  # the folder, if config.yaml names none
_ENDINGS = {"css": ".css", "js": ".js", "strings": ".yaml"}
_PICTURES = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
_BEGINNINGS = {  # of what a page may load besides
    "ico": (b"\0\0\1\0",),
    "woff": (b"wOFF",),
    "woff2": (b"wOF2",),
    "ttf": (b"\0\1\0\0", b"true", b"ttcf"),
    "otf": (b"OTTO",),
}
_TEXTS = ("css", "json", "txt", "webmanifest")  # browsers take them for nothing else
_TAKEN = (*_PICTURES, "svg", *_BEGINNINGS, *_TEXTS)
_NAMESPACE = b' xmlns="http://www.w3.org/2000/svg"'

Files = dict[str, tuple[bytes, str]]  # by path in the theme: bytes, and the path as the author knows it


def read_own_files(root: Path, shown_as: str) -> Files:
    """Return the files of the site's own theme; none if there is no theme.

    Raises ``Faults`` for files that do not belong in a theme.
    """
    folder = root / shown_as
    if not folder.is_dir():
        if shown_as != _USUAL and not folder.exists():
            help = "create it, or remove theme: from config.yaml; themes of other programs do not fit here"
            raise Faults([Fault(Place(shown_as), "there is no such folder", help)])
        return {}
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        help = "put the theme itself into the site's folder"
        raise Faults([Fault(Place(shown_as), "the theme is outside the site's folder", help)])
    listed = list_files(folder, folder, shown_as)
    read, faults = collect_faults(lambda name: _read(folder, name, f"{shown_as}/{name}"), listed.files)
    raise_if([*listed.faults, *faults])
    return dict(zip(listed.files, read, strict=True))


def _read(folder: Path, name: str, place: str) -> tuple[bytes, str]:
    kind, is_inside, _ = name.partition("/")
    if not is_inside or kind not in KINDS:
        help = did_you_mean(kind, KINDS, "a theme has " + ", ".join(f"{k}/" for k in KINDS))
        raise Faults([Fault(Place(place), "this does not belong in a theme", help)])
    raw = read_file(folder / name, folder, place)
    if kind == "img":
        return _asset(raw, name, place), place
    decode_utf8(raw, place)
    ending = _ENDINGS.get(kind, "")
    if ending and not name.endswith(ending) and not is_for_people(name):
        help = f"name it {Path(name).stem}{ending}, if it is one; nothing is translated here"
        raise Faults([Fault(Place(place), f"nothing reads this: {kind}/ takes {ending}", help)])
    return raw, place


def _asset(raw: bytes, name: str, place: str) -> bytes:
    """Return a file of img/ as it is published."""
    ending = Path(name).suffix[1:].lower()
    if ending not in _TAKEN:
        help = "img/ takes pictures, fonts and plain text: " + " ".join(_TAKEN)
        raise Faults([Fault(Place(place), f"img/ does not take .{ending or Path(name).name}", help)])
    if ending == "svg":
        return _drawing(raw, place)
    if ending in _PICTURES:
        is_so = detect_picture_type(raw) == _PICTURES[ending]
    else:
        is_so = raw.startswith(_BEGINNINGS.get(ending, (b"",)))
    if not is_so:
        problem = f"the content of this file is not {ending.upper()}"
        raise Faults(
            [Fault(Place(place), problem, "save it again, or give it the extension of its real format")]
        )
    return raw


def _drawing(raw: bytes, place: str) -> bytes:
    """Return a drawing that runs nothing in a reader's browser; scripts in it are a fault."""
    named = raw if b"xmlns" in raw else raw.replace(b"<svg", b"<svg" + _NAMESPACE, 1)
    try:
        cleaned, removed = clean_svg(named)
    except InvalidSvg as wrong:
        help = "save it again as plain SVG, or as PNG"
        at = Place(place, wrong.line)
        raise Faults([Fault(at, f"this SVG cannot be shown: {wrong}", help)]) from None
    if removed:
        problem = f"this drawing contains what is not allowed in one: {', '.join(removed)}"
        raise Faults([Fault(Place(place), problem, "remove it, or save the drawing again as plain SVG")])
    return cleaned
