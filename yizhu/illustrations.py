"""The pictures that texts show: files of their own folder, each with a name that no machine takes for another's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from yizhu.fault import Fault, Place, did_you_mean, place_in
from yizhu.model import ArticleFolder, Footnote, PageFolder, Passage, Picture, Text
from yizhu.tree import marks_of


def pictures_in(
    folder: ArticleFolder | PageFolder, texts: Sequence[Text]
) -> tuple[tuple[Picture, ...], list[Fault]]:
    """The pictures that the texts of a folder show, and what is wrong with them."""
    found: dict[str, Picture] = {}
    faults = _clashes(folder)
    for text in texts:
        for stretch in text.stretches:
            for mark in marks_of(stretch.prose, "image"):
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
    place = place_in(text.source.path, text.source.text, stretch.line, name, stretch.last_line)
    if "://" in name:
        mend = "keep a copy beside the text: a page makes no request to anyone else"
        return Fault(place, f"{name} stands on another site", mend)
    if unfit := next((one for one in folder.unfit if one.name == name), None):
        return Fault(place, f"{name} cannot be shown: {unfit.why}", unfit.mend)
    alike = next((other for other in folder.files if _folded(other) == _folded(name)), "")
    if alike:
        mend = f"write {alike}, or rename the file: letter case and ways to write an accent count"
        return Fault(place, f"there is no picture {name}, though one that looks like it", mend)
    mend = did_you_mean(name, folder.files, f"put it into {folder.path}/")
    return Fault(place, f"there is no picture {name}", mend)
