"""Pictures, told by their bytes and never by their names: what is shown is what its name says, and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yizhu.fault import Fault, Faults, Place
from yizhu.picture_types import type_of
from yizhu.safe_files import read_regular
from yizhu.svg import Unclean, clean_svg

_ENDINGS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
_MEND = "keep it in source/, or beside the site"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it is published."""

    content: bytes
    removed: tuple[str, ...] = ()  # what of an SVG was taken out: what could run, or ask another site


def read_picture(path: Path, root: Path, name: str) -> Shown:
    """A picture inside ``root``. Raises ``Faults``: it is none, or another than its name says."""
    ending = path.suffix[1:].lower()
    if ending not in (*_ENDINGS, "svg"):
        raise Faults([Fault(Place(name), "by its name this is no PNG, JPEG, GIF, WebP, AVIF or SVG", _MEND)])
    data = read_regular(path, root, name)
    if ending == "svg":
        return _cleaned(data, name)
    kind = type_of(data)
    if kind == _ENDINGS[ending]:
        return Shown(data)
    if kind:
        raise Faults(
            [Fault(Place(name), f"by its bytes this is a {kind.upper()}", f"let its name end in .{kind}")]
        )
    raise Faults([Fault(Place(name), f"by its bytes this is no {ending.upper()}", "save the picture anew")])


def _cleaned(data: bytes, name: str) -> Shown:
    try:
        return Shown(*clean_svg(data))
    except Unclean as wrong:
        mend = "save it anew as plain SVG, or as PNG"
        raise Faults(
            [Fault(Place(name, wrong.line), f"this is no SVG that can be shown: {wrong}", mend)]
        ) from None
