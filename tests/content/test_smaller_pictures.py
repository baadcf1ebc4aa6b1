"""Large pictures state their size and are offered in smaller ones; small ones stay as they were; hostile ones do no harm."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from testbed import REPO, Site

from yizhu.check.lint import check
from yizhu.content.files.picture_sizes import read_stated_size
from yizhu.content.files.smaller_pictures import make_smaller, measure_picture

FOLDER = "assets/articles/a"


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", **options: Any) -> bytes:
    """A picture that no coder makes small: diagonal stripes and a gradient, half of it transparent if it can be."""
    ramp = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT), ramp.rotate(180)))
    if mode in ("RGBA", "LA"):
        image.putalpha(ramp.point(lambda value: 255 if value > 127 else 0))
    written = BytesIO()
    image.convert(mode).save(written, kind, **options)
    return written.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def animation(kind: str) -> bytes:
    frames = [Image.new("RGB", (1500, 20), color) for color in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:])
    return written.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def show_all(site: Site, pictures: dict[str, bytes], behind: str = "") -> dict[str, dict[str, str]]:
    """The attributes of each picture's element on the page of an article that shows them all, by the pictures' names."""
    site.article("a", "\n\n".join(f"![{name}]({name}){behind}" for name in pictures))
    for name, data in pictures.items():
        site.write(f"content/articles/a/{name}", data)
    return {one.get("alt"): dict(one.attrib) for one in site.build().select("zh-hant/a/", ".passage img")}


def show(site: Site, name: str, data: bytes, behind: str = "") -> dict[str, str]:
    return show_all(site, {name: data}, behind)[name]


LARGE = {
    "a.jpg": (picture("JPEG", (1600, 400)), "RGB"),
    "l.JPG": (picture("JPEG", (1600, 400), "L"), "L"),
    "turned.jpeg": (picture("JPEG", (400, 1600), exif=turned(6)), "RGB"),
    "upside-down.jpg": (picture("JPEG", (1600, 400), exif=turned(3)), "RGB"),
    "cmyk.jpg": (picture("JPEG", (1600, 400), "CMYK"), "RGB"),
    "p.png": (picture("PNG", (1600, 400)), "RGB"),
    "transparent.png": (picture("PNG", (1600, 400), "RGBA"), "RGBA"),
    "grey.png": (picture("PNG", (1600, 400), "LA"), "RGBA"),
    "palette.png": (picture("PNG", (1600, 400), "P"), "RGB"),
    "deep.png": (picture("PNG", (1600, 400), "I;16"), "RGB"),
    "w.webp": (picture("WEBP", (1600, 400)), "RGB"),
    "g.gif": (picture("GIF", (1600, 400), "P"), "RGB"),
}


def test_large_pictures_are_offered_smaller(site: Site) -> None:
    """Their elements have their size as it is shown; what a browser may load instead is there, lighter, upright and in screen colours."""
    shown = show_all(site, {name: data for name, (data, _) in LARGE.items()})
    for name, (data, mode) in LARGE.items():
        element = shown[name]
        assert (element["width"], element["height"]) == ("1600", "400")
        assert (element["loading"], element["decoding"]) == ("lazy", "async")
        offered = dict(one.rsplit(" ", 1)[::-1] for one in element["srcset"].split(", "))
        assert list(offered) == ["480w", "960w", "1600w"]
        assert offered["1600w"] == element["src"]
        assert (site.out / FOLDER / name).read_bytes() == data
        for width in (480, 960):
            made = site.out / FOLDER / offered[f"{width}w"].rpartition("/")[2]
            with Image.open(made) as smaller:
                assert (smaller.size, smaller.mode) == ((width, width // 4), mode)
                assert not smaller.getexif()
            assert made.stat().st_size < len(data)


def test_sixteen_bits_keep_their_brightness() -> None:
    """A grey of 16 bits is the same grey of 8 bits, not white."""
    written = BytesIO()
    Image.new("I;16", (2000, 500), 0x8000).save(written, "PNG")
    with Image.open(BytesIO(make_smaller(written.getvalue(), [480], "webp")[480])) as grey:
        assert abs(grey.convert("L").getpixel((9, 9)) - 0x80) < 3  # type: ignore[operator]


def test_other_pictures_stay_as_they_were(site: Site) -> None:
    """A picture that is small, tells no size or is broken, and a drawing, have neither size nor smaller ones."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><path d="M0 0h9"/></svg>'
    pictures = {
        "s.jpg": picture("JPEG", (1200, 1300)),
        "s.png": picture("PNG", (300, 2000)),
        "x.png": b"\x89PNG\r\n\x1a\n",
        "cut.png": picture("PNG", (1600, 400))[:900],
        "v.svg": drawing,
    }
    assert {frozenset(one) for one in show_all(site, pictures).values()} == {
        frozenset(("src", "alt", "loading"))
    }
    assert {p for p in site.files() if p.startswith(FOLDER)} == {f"{FOLDER}/{name}" for name in pictures}


def test_what_is_not_made_smaller(site: Site) -> None:
    """An animation would lose its movement, and a bomb is not unpacked: they state their size, and nothing more."""
    pictures = {f"a.{kind.lower()}": animation(kind) for kind in ("GIF", "WEBP", "PNG")}
    pictures |= {"a.avif": picture("AVIF", (1600, 400)), "bomb.png": bomb(60_000, 60_000)}
    for element in show_all(site, pictures).values():
        assert int(element["width"]) > 1200
        assert "srcset" not in element
    assert {p for p in site.files() if p.startswith(FOLDER)} == {f"{FOLDER}/{name}" for name in pictures}


def test_a_damaged_picture(site: Site) -> None:
    """It is shown as browsers show it, in whatever size; check names it, and one that is too large to unpack."""
    whole = picture("JPEG", (1600, 400))
    element = show(site, "a.jpg", whole[: len(whole) // 2])
    assert "480w" in element["srcset"]
    assert (site.out / FOLDER / "a.jpg.480.jpg").read_bytes() == whole[: len(whole) // 2]
    site.article("b", "![x](b.png)").write("content/articles/b/b.png", bomb(60_000, 60_000))
    told = {str(fault.place): fault.problem for fault in check(site.root / "config.yaml")}
    assert "damaged" in told["content/articles/a/a.jpg"]
    assert "60000 × 60000" in told["content/articles/b/b.png"]


def test_the_width_that_an_author_asks_for(site: Site) -> None:
    """It decides what a browser is told of the room that the picture has."""
    half = show(site, "a.jpg", picture("JPEG", (1600, 400)), "{width=50%}")
    assert (half["width"], half["sizes"]) == ("50%", "(min-width: 44rem) 20rem, 50vw")
    assert "height" not in half
    fixed = show(site, "a.jpg", picture("JPEG", (1600, 400)), "{width=300px}")
    assert (fixed["width"], fixed["height"], fixed["sizes"]) == ("300", "75", "min(300px, 100vw)")


def test_a_name_that_an_author_has(site: Site) -> None:
    """A file of the author that is called like a smaller picture stays."""
    own = picture("JPEG", (40, 10))
    site.write("content/articles/a/a.jpg.480.jpg", own)
    element = show(site, "a.jpg", picture("JPEG", (1600, 400)))
    assert "480w" not in element["srcset"]
    assert f"{FOLDER}/a.jpg.480.jpg" not in site.files()


def test_smaller_pictures_are_made_once(site: Site) -> None:
    """An edit of the text makes none again; another picture of that name does; feeds have the picture itself; pages too have smaller ones."""
    show(site, "i.jpg", picture("JPEG", (1600, 400)))
    feed = site.page("zh-hant/feed.xml")
    assert "srcset" not in feed
    assert "https://example.org/yizhu/assets/articles/a/i.jpg" in feed
    made = site.out / FOLDER / "i.jpg.480.jpg"
    before = made.stat().st_mtime_ns, made.read_bytes()
    site.article("a", "![x](i.jpg) 又").build()
    assert (made.stat().st_mtime_ns, made.read_bytes()) == before
    site.write("content/articles/a/i.jpg", picture("JPEG", (1600, 800))).build()
    with Image.open(made) as smaller:
        assert smaller.size == (480, 240)
    site.write("content/articles/a/i.jpg", picture("JPEG", (1600, 400))).build()
    assert made.read_bytes() == before[1]
    site.write("content/pages/about/en.md", "---\ntitle: x\n---\n\n![x](i.jpg)\n")
    site.write("content/pages/about/i.jpg", picture("JPEG", (1600, 400))).build()
    [element] = site.select("en/about/", "main img")
    assert "assets/pages/about/i.jpg.480.jpg 480w" in element.get("srcset")
    assert "assets/pages/about/i.jpg.480.jpg" in site.files()
    site.article("a", "一").build()
    assert not [path for path in site.files() if path.startswith(FOLDER)]


def test_a_site_of_small_pictures_loads_no_pillow(site: Site) -> None:
    """Nothing is decoded where no picture is large."""
    site.article("a", "![x](a.jpg)").write("content/articles/a/a.jpg", picture("JPEG", (600, 400)))
    code = (
        "import sys; from yizhu.cli import main\n"
        "main(['build', '--jobs', '1', '--config', sys.argv[1]]); sys.exit('PIL' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(site.root / "config.yaml")], cwd=REPO, check=True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_the_size_that_a_picture_states(kind: str) -> None:
    """It is read from the first bytes as Pillow reads it, also from lossless and transparent ones."""
    short = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}[kind]
    ways: tuple[tuple[str, dict[str, Any]], ...] = (("RGB", {}), ("L", {}))
    ways += (("RGB", {"lossless": True}), ("RGBA", {})) if kind == "WEBP" else ()
    ways += (("RGB", {"progressive": True}),) if kind == "JPEG" else ()
    for mode, options in ways:
        assert read_stated_size(picture(kind, (131, 67), mode, **options), short) == (131, 67)


@given(
    st.sampled_from([picture(kind, (1300, 9)) for kind in ("PNG", "JPEG", "GIF", "WEBP", "AVIF")]),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6),
    st.integers(0, 4000),
)
def test_no_bytes_raise_anything(data: bytes, changes: list[tuple[int, int]], end: int) -> None:
    """A picture that is cut or changed anywhere is measured or left, and made smaller or left."""
    broken = bytearray(data)
    for place, value in changes:
        broken[place % len(broken)] = value
    large = measure_picture(bytes(broken[: end + 20]), "x")
    if large and large.widths:
        assert set(make_smaller(bytes(broken[: end + 20]), large.widths, large.kind)) == set(large.widths)
