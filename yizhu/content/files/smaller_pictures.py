"""Large pictures in smaller sizes, for narrow screens: which sizes there are, and their bytes. The originals stay as they are.

1. measure a picture by its first bytes; most are small, and nothing more is asked of them
2. of a large one, ask Pillow for its size as it is shown
3. when its files are made, decode it once and scale it down
"""

from __future__ import annotations

import warnings
from collections.abc import Collection
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from yizhu.content.files.picture_sizes import read_stated_size
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.content.model import LargePicture

if TYPE_CHECKING:
    from PIL.Image import Image  # loads slowly, and most sites have no large picture

LARGE = 1200  # pixels; a wider picture is large
_WIDTHS = (480, 960, 1440)  # a phone; a text column, and the same where two pixels stand for one
_MOST_OF_IT = 0.85  # a width nearer to the picture's own would save nothing
_MAX_PIXELS = 80_000_000  # more than cameras take; 240 MB of memory
# What a kind of picture is called in Pillow, and the kind of its smaller ones; empty: it is not made smaller.
_KINDS = {"jpg": ("JPEG", "jpg"), "png": ("PNG", "webp"), "webp": ("WEBP", "webp"), "gif": ("GIF", "webp"), "avif": ("AVIF", "")}  # fmt: skip
_QUALITY = 82
_TURNED = (5, 6, 7, 8)  # values of EXIF's Orientation that swap width and height
_ORIENTATION = 0x0112


def measure_picture(data: bytes, name: str) -> LargePicture | None:
    """Return the size of a picture, and which smaller ones are made of it; None if it is not large, or nobody can tell."""
    kind = detect_picture_type(data)
    if not kind:
        return None
    width, height = read_stated_size(data, kind)
    if max(width, height) <= LARGE or not min(width, height):
        return None
    return _measure_shown(data, kind, LargePicture(name, width, height))


def _measure_shown(data: bytes, kind: str, stated: LargePicture) -> LargePicture | None:
    """Return the picture as it is shown, turned as its camera says."""
    if stated.width * stated.height > _MAX_PIXELS:
        return stated if stated.width > LARGE else None
    try:
        with _open(data, kind) as image:
            is_turned = image.getexif().get(_ORIENTATION) in _TURNED
            width, height = image.size[:: -1 if is_turned else 1]
            is_still = kind == "jpg" or not getattr(image, "is_animated", False)
        _verify(data, kind)
    except (
        Exception
    ):  # decoders fail on broken files in whatever way; it is shown as it is, and ``check`` says so
        return None
    target = _KINDS[kind][1] if is_still else ""
    smaller = tuple(one for one in _WIDTHS if one <= width * _MOST_OF_IT) if target else ()
    large = replace(stated, width=width, height=height, widths=smaller, kind=target if smaller else "")
    return large if width > LARGE else None


def _open(data: bytes, kind: str) -> Image:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own doubt about pictures that we measured already
        return Image.open(BytesIO(data), formats=(_KINDS[kind][0],))


def _verify(data: bytes, kind: str) -> None:
    """Raise something if a PNG is not whole: its parts have checksums."""
    if kind == "png":
        with _open(data, kind) as image:
            image.verify()


def name_smaller(name: str, width: int, kind: str) -> str:
    """Return the name of a smaller picture, which lies beside the picture itself."""
    return f"{name}.{width}.{kind}"


def leave_names_free(large: LargePicture, taken: Collection[str]) -> LargePicture:
    """Return the picture without the smaller ones whose names files of the author have."""
    names = {name.casefold() for name in taken}
    widths = [w for w in large.widths if name_smaller(large.name, w, large.kind).casefold() not in names]
    return replace(large, widths=tuple(widths))


# ---- their bytes -------------------------------------------------------------------------------------------


def make_smaller(data: bytes, widths: Collection[int], kind: str) -> dict[int, bytes]:
    """Return the smaller pictures by their widths; one that cannot be made, or would be heavier, is the picture itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = _scale(data, sorted(widths, reverse=True), kind)
    except Exception:  # decoders fail on broken files in whatever way; browsers show what there is
        made = {}
    return {width: min(made.get(width, data), data, key=len) for width in widths}


def find_picture_doubt(data: bytes) -> tuple[str, str] | None:
    """Return what is wrong with a large picture although browsers show something of it, and the help."""
    kind = detect_picture_type(data)
    width, height = read_stated_size(data, kind) if kind else (0, 0)
    if width * height > _MAX_PIXELS:
        problem = f"this picture has {width} × {height} pixels: telephones may fail to show it"
        return problem, "publish a smaller one"
    if width <= LARGE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _open(data, kind).load()
    except Exception:  # as above
        return "this picture is damaged: only a part of it is shown, or nothing", "save or copy it again"
    return None


def _scale(data: bytes, widths: list[int], kind: str) -> dict[int, bytes]:
    from PIL import Image, ImageOps

    image = _open(data, detect_picture_type(data))
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(_decode(image, widths[0]))
    plain, profile = _to_screen_colours(turned, profile)
    found: dict[int, bytes] = {}
    for width in widths:
        size = (width, max(1, round(plain.height * width / plain.width)))
        smaller = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        found[width] = _encode(smaller, kind, profile)
    return found


def _decode(image: Image, wanted: int) -> Image:
    """Decode a picture; a JPEG at once smaller, though not smaller than ``wanted`` either way: that takes a third of the time."""
    if image.format == "JPEG":
        image.draft(None, (wanted, wanted))
    image.load()
    return image


def _to_screen_colours(image: Image, profile: bytes | None) -> tuple[Image, bytes | None]:
    """Return the picture in eight bits of grey or of red, green and blue, perhaps with transparency, and its profile."""
    if image.mode == "CMYK":
        return _from_print_colours(image, profile), None
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L"), profile
    if image.has_transparency_data:
        return image.convert("RGBA"), profile
    return image.convert("L" if image.mode in ("1", "L", "F") else "RGB"), profile


def _from_print_colours(image: Image, profile: bytes | None) -> Image:
    from PIL import ImageCms

    if profile:
        try:
            own, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, own, screen, outputMode="RGB")
            if converted is not None:
                return converted
        except ImageCms.PyCMSError:  # the profile is broken
            pass
    return image.convert("RGB")


def _encode(image: Image, kind: str, profile: bytes | None) -> bytes:
    """Return the bytes of a picture, always the same for the same pixels; nothing of what a camera noted goes along."""
    written = BytesIO()
    options: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if kind == "jpg":
        image.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True, **options)
    else:
        image.save(written, "WEBP", quality=_QUALITY, method=4, exif=b"", xmp=b"", **options)  # fmt: skip
    return written.getvalue()
