"""What a picture's element says of its size: of a large one, which smaller ones a browser may load instead."""

from __future__ import annotations

from urllib.parse import quote

from yizhu.content.files.smaller_pictures import name_smaller
from yizhu.content.prose import Attributes, Mark

_COLUMN = 40  # rem: the widest that a text is set
_ALL_NARROW = "44rem"  # a window up to here is filled by a text


def picture_size(mark: Mark, folder: str) -> Attributes:
    """Return the attributes of a picture's element that tell its size; ``folder``: the address of where it lies."""
    wanted = mark.get("width")  # by the author: 300, 50%
    if not mark.get("size"):
        return (("width", wanted),) if wanted else ()
    width, height = map(int, mark.get("size").split())
    if wanted.endswith("%"):
        size: Attributes = (("width", wanted),)
    else:
        shown = int(wanted or width)
        size = (("width", str(shown)), ("height", str(max(1, round(shown * height / width)))))
    return (*size, *_smaller(mark, folder, width), ("decoding", "async"))


def _smaller(mark: Mark, folder: str, width: int) -> Attributes:
    if not mark.get("smaller"):
        return ()
    name, kind = mark.get("src"), mark.get("smaller-kind")
    several = [(name_smaller(name, int(one), kind), one) for one in mark.get("smaller").split()]
    listed = ", ".join(f"{folder}{quote(one)} {wide}w" for one, wide in (*several, (name, str(width))))
    return (("srcset", listed), ("sizes", _shown_width(mark.get("width"))))


def _shown_width(wanted: str) -> str:
    """Return how wide the picture is shown, as the attribute ``sizes`` has it; ``wanted``: what its author asks for."""
    if wanted and not wanted.endswith("%"):
        return f"min({wanted}px, 100vw)"
    share = int(wanted[:-1]) / 100 if wanted else 1
    return f"(min-width: {_ALL_NARROW}) {_COLUMN * share:g}rem, {100 * share:g}vw"
