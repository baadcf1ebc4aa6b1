"""Find the pictures that texts show, and check each: its bytes are what its name says, and its name is like no other.

1. read a picture and compare its bytes with its file extension; clean an SVG
2. find the pictures that a text shows among the files beside it
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place
from yizhu.content.model import ArticleFolder, Footnote, PageFolder, Passage, Picture, Text
from yizhu.content.picture_types import detect_picture_type
from yizhu.content.prose import select_marks
from yizhu.content.safe_files import read_file
from yizhu.content.svg import InvalidSvg, clean_svg

_TYPE_BY_EXTENSION = {
    "png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PictureData:
    """A picture as it is published."""

    content: bytes
    removed: tuple[str, ...] = ()  # from an SVG: what could run, or ask another site


def read_picture(path: Path, root: Path, name: str) -> PictureData:
    """Return a picture inside ``root``; ``name`` is its path in faults.

    Raises ``Faults`` if the file is no picture, or not of the kind that its name says.
    """
    extension = path.suffix[1:].lower()
    if extension not in (*_TYPE_BY_EXTENSION, "svg"):
        problem = "by its name this is no PNG, JPEG, GIF, WebP, AVIF or SVG"
        raise Faults([Fault(Place(name), problem, "keep it in source/, or outside of the site")])
    data = read_file(path, root, name)
    if extension == "svg":
        return _read_svg(data, name)
    kind = detect_picture_type(data)
    if kind == _TYPE_BY_EXTENSION[extension]:
        return PictureData(data)
    if kind:
        problem, help = f"by its bytes this is a {kind.upper()}", f"let its name end in .{kind}"
    else:
        problem, help = f"by its bytes this is no {extension.upper()}", "save the picture again"
    raise Faults([Fault(Place(name), problem, help)])


def _read_svg(data: bytes, name: str) -> PictureData:
    try:
        return PictureData(*clean_svg(data))
    except InvalidSvg as error:
        problem = f"this is no SVG that can be shown: {error}"
        help = "save it again as plain SVG, or as PNG"
        raise Faults([Fault(Place(name, error.line), problem, help)]) from None


def find_pictures(
    folder: ArticleFolder | PageFolder, texts: Sequence[Text]
) -> tuple[tuple[Picture, ...], list[Fault]]:
    """Return the pictures that the texts of a folder show, by name, and a fault for each that cannot be shown."""
    found: dict[str, Picture] = {}
    faults = _name_clashes(folder)
    for text in texts:
        for part in text.passages_and_footnotes:
            for mark in select_marks(part.prose, "image"):
                name = mark.get("src")
                if name in folder.files:
                    found[name] = Picture(f"{folder.path}/{name}", name)
                else:
                    faults.append(_no_picture(folder, text, part, name))
    return tuple(found[name] for name in sorted(found)), faults


def _name_clashes(folder: ArticleFolder | PageFolder) -> list[Fault]:
    """Return a fault for each name that a machine which ignores letter case takes for another one."""
    owners: dict[str, str] = {}
    return [
        Fault(
            Place(f"{folder.path}/{name}"),
            f"for many machines this name is the same as {owners[_fold(name)]}",
            "rename one of them: letter case and ways to write an accent make no difference there",
        )
        for name in folder.files
        if owners.setdefault(_fold(name), name) != name
    ]


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _no_picture(folder: ArticleFolder | PageFolder, text: Text, part: Passage | Footnote, name: str) -> Fault:
    place = find_place(text.source.path, text.source.text, part.line, name, part.last_line)
    if "://" in name:
        help = "keep a copy beside the text: a page makes no request to another site"
        return Fault(place, f"{name} stands on another site", help)
    if unusable := next((file for file in folder.unusable if file.name == name), None):
        return Fault(place, f"{name} cannot be shown: {unusable.why}", unusable.help)
    similar = next((other for other in folder.files if _fold(other) == _fold(name)), "")
    if similar:
        help = f"write {similar}, or rename the file: letter case and ways to write an accent count"
        return Fault(place, f"there is no picture {name}, only one that looks like it", help)
    names = (*folder.files, *(file.name for file in folder.unusable))
    return Fault(
        place, f"there is no picture {name}", did_you_mean(name, names, f"put it into {folder.path}/")
    )
