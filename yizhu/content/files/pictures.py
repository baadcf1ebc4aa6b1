"""Find the pictures that texts show, and check each: its bytes are what its name says, and its name is like no other.

1. read a picture and compare its bytes with its file extension; clean an SVG
2. find the pictures that a text shows among the files beside it
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.content.files.safe import read_file
from yizhu.content.files.svg import InvalidSvg, clean_svg
from yizhu.content.model import ArticleFolder, Footnote, LargePicture, PageFolder, Passage, Picture, Text
from yizhu.content.prose import Attributes, Mark

_TYPE_BY_EXTENSION = {
    "png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif",
}  # fmt: skip

_Part = TypeVar("_Part", Passage, Footnote)


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
    return check_picture(read_file(path, root, name), extension, name)


def check_picture(data: bytes, extension: str, name: str) -> PictureData:
    """Return a picture as it is published. Raises ``Faults`` if its bytes are not of the kind that its name says."""
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
) -> tuple[list[Text], tuple[Picture, ...], list[Fault]]:
    """Find the pictures that the texts of a folder show.

    Return the texts with each picture named as it is published, the pictures by name, and the faults: one for all that
    are not there.
    """
    search = _PictureSearch(folder, {_published_name(name): name for name in folder.files})
    named = [search.name_pictures(text) for text in texts]
    pictures = tuple(search.found[name] for name in sorted(search.found))
    return named, pictures, _name_clashes(folder) + search.faults()


def _published_name(name: str) -> str:
    """Return a picture's name with its accents composed: some machines write them decomposed on their disks."""
    return unicodedata.normalize("NFC", name)


@dataclass(slots=True)
class _PictureSearch:
    """Looks for the pictures that texts show among the files beside them."""

    folder: ArticleFolder | PageFolder
    files: Mapping[str, str]  # names on disk by the names that are published
    found: dict[str, Picture] = field(default_factory=dict)
    lost: dict[str, Place] = field(default_factory=dict)  # by the names in the texts

    def name_pictures(self, text: Text) -> Text:
        """Return the text with each of its pictures named as it is published; those that are not there are noted."""
        if not any(mark.kind == "image" for part in text.passages_and_footnotes for mark in part.prose.marks):
            return text
        return replace(
            text,
            passages=tuple(self._name_in(text, part) for part in text.passages),
            footnotes=tuple(self._name_in(text, part) for part in text.footnotes),
        )

    def _name_in(self, text: Text, part: _Part) -> _Part:
        marks = tuple(
            self._name(text, part, mark) if mark.kind == "image" else mark for mark in part.prose.marks
        )
        return part if marks == part.prose.marks else replace(part, prose=replace(part.prose, marks=marks))

    def _name(self, text: Text, part: Passage | Footnote, mark: Mark) -> Mark:
        src = mark.get("src")
        name = next((one for one in _list_names(src) if one in self.files), "")
        if not name:
            if src not in self.lost:
                self.lost[src] = find_place(
                    text.source.path, text.source.text, part.line, src, part.last_line
                )
            return mark
        on_disk = self.files[name]
        large = next((one for one in self.folder.large if one.name == on_disk), _NOT_LARGE)
        self.found[name] = Picture(f"{self.folder.path}/{on_disk}", name, large.widths, large.kind)
        others = tuple(pair for pair in mark.attributes if pair[0] != "src")
        return replace(mark, attributes=(("src", name), *others, *_describe_size(large)))

    def faults(self) -> list[Fault]:
        """Return a fault for all pictures that are on other sites, one for all that are nowhere, and those of files."""
        unusable = {file.name: file for file in self.folder.unusable}
        outside = [name for name in self.lost if "://" in name]
        wrong = {
            name: unusable[one]
            for name in self.lost
            for one in (name, posixpath.normpath(name))
            if one in unusable
        }
        missing = [name for name in self.lost if name not in outside and name not in wrong]
        return [
            *([self._outside(outside)] if outside else []),
            *[
                Fault(self.lost[name], f"{name} cannot be shown: {file.why}", file.help)
                for name, file in wrong.items()
            ],
            *([self._missing(missing)] if missing else []),
        ]

    def _outside(self, names: Sequence[str]) -> Fault:
        place = self.lost[names[0]]
        reason = "a page makes no request to another site"
        if len(names) == 1:
            return Fault(
                place, f"{names[0]} stands on another site", f"keep a copy beside the text: {reason}"
            )
        problem = f"{len(names)} pictures stand on other sites: {', '.join(names)}"
        return Fault(place, problem, f"keep copies beside the text: {reason}")

    def _missing(self, names: Sequence[str]) -> Fault:
        place, folder = self.lost[names[0]], self.folder
        known = (*folder.files, *(file.name for file in folder.unusable))
        like = {name: next((one for one in folder.files if _fold(one) == _fold(name)), "") for name in names}
        name = names[0]
        if len(names) == 1 and like[name]:
            help = f"write {like[name]}, or rename the file: letter case counts"
            return Fault(place, f"there is no picture {name}, only one that looks like it", help)
        if len(names) == 1:
            own = name.rpartition("/")[2] if name.startswith(("/", "../")) else ""
            otherwise = f"put it into {folder.path}/" + (f" and write {own}" if own else "")
            help = f"write {own}" if own in folder.files else did_you_mean(name, known, otherwise)
            return Fault(place, f"there is no picture {name}", help)
        help = "; ".join(
            (
                *(f"write {one} for {name}" for name, one in like.items() if one),
                f"put what is missing into {folder.path}/",
            )
        )
        return Fault(place, f"{len(names)} pictures are not there: {', '.join(names)}", help)


_NOT_LARGE = LargePicture("", 0, 0)


def _describe_size(large: LargePicture) -> Attributes:
    """Return what a mark says of a large picture: its size, and the widths and the kind of the smaller ones."""
    if not large.width:
        return ()
    widths = (("smaller", " ".join(map(str, large.widths))), ("smaller-kind", large.kind))
    return (("size", f"{large.width} {large.height}"), *(widths if large.widths else ()))


def _list_names(src: str) -> Iterator[str]:
    """Yield the names that an address may mean: as a path, and as the name of a file that holds ``%20`` itself."""
    path = src if "://" in src else posixpath.normpath(src)
    yield _published_name(path)
    yield _published_name(quote(path))


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
