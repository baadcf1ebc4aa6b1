"""The pictures that texts show: told by their bytes, and each by a name that no machine takes for another's."""

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

_ENDINGS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
_MEND = "keep it in source/, or beside the site"


@dataclass(frozen=True, slots=True)
class PictureData:
    """A picture as it is published."""

    content: bytes
    removed: tuple[str, ...] = ()  # what of an SVG was taken out: what could run, or ask another site


def read_picture(path: Path, root: Path, name: str) -> PictureData:
    """A picture inside ``root``. Raises ``Faults``: it is none, or another than its name says."""
    ending = path.suffix[1:].lower()
    if ending not in (*_ENDINGS, "svg"):
        raise Faults([Fault(Place(name), "by its name this is no PNG, JPEG, GIF, WebP, AVIF or SVG", _MEND)])
    data = read_file(path, root, name)
    if ending == "svg":
        return _cleaned(data, name)
    kind = detect_picture_type(data)
    if kind == _ENDINGS[ending]:
        return PictureData(data)
    if kind:
        raise Faults(
            [Fault(Place(name), f"by its bytes this is a {kind.upper()}", f"let its name end in .{kind}")]
        )
    raise Faults([Fault(Place(name), f"by its bytes this is no {ending.upper()}", "save the picture anew")])


def _cleaned(data: bytes, name: str) -> PictureData:
    try:
        return PictureData(*clean_svg(data))
    except InvalidSvg as wrong:
        help = "save it anew as plain SVG, or as PNG"
        raise Faults(
            [Fault(Place(name, wrong.line), f"this is no SVG that can be shown: {wrong}", help)]
        ) from None


def find_pictures(
    folder: ArticleFolder | PageFolder, texts: Sequence[Text]
) -> tuple[tuple[Picture, ...], list[Fault]]:
    """The pictures that the texts of a folder show, and what is wrong with them."""
    found: dict[str, Picture] = {}
    faults = _clashes(folder)
    for text in texts:
        for stretch in text.passages_and_footnotes:
            for mark in select_marks(stretch.prose, "image"):
                name = mark.get("src")
                if name in folder.files:
                    found[name] = Picture(f"{folder.path}/{name}", name)
                else:
                    faults.append(_no_picture(folder, text, stretch, name))
    return tuple(found[name] for name in sorted(found)), faults


def _clashes(folder: ArticleFolder | PageFolder) -> list[Fault]:
    """A fault for each picture whose name is, on many a machine, that of another one."""
    owners: dict[str, str] = {}
    return [
        Fault(
            Place(f"{folder.path}/{name}"),
            f"for many machines this name is the same as {owners[_folded(name)]}",
            "rename one of them: letter case and ways to write an accent make no difference there",
        )
        for name in folder.files
        if owners.setdefault(_folded(name), name) != name
    ]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _no_picture(
    folder: ArticleFolder | PageFolder, text: Text, stretch: Passage | Footnote, name: str
) -> Fault:
    place = find_place(text.source.path, text.source.text, stretch.line, name, stretch.last_line)
    if "://" in name:
        help = "keep a copy beside the text: a page makes no request to anyone else"
        return Fault(place, f"{name} stands on another site", help)
    if unfit := next((one for one in folder.unusable if one.name == name), None):
        return Fault(place, f"{name} cannot be shown: {unfit.why}", unfit.help)
    alike = next((other for other in folder.files if _folded(other) == _folded(name)), "")
    if alike:
        help = f"write {alike}, or rename the file: letter case and ways to write an accent count"
        return Fault(place, f"there is no picture {name}, though one that looks like it", help)
    known = (*folder.files, *(one.name for one in folder.unusable))
    help = did_you_mean(name, known, f"put it into {folder.path}/")
    return Fault(place, f"there is no picture {name}", help)
