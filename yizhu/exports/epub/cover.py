"""Draw the cover of a book from its title: paper, ink, and a seal in vermilion.

Pillow draws it with a face of the machine that has Chinese characters; where there is none, the cover is an SVG, whose
words the reader's own program sets.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import escape

from yizhu.exports.epub.model import BookFile

Measure = Callable[[str], float]  # how wide a text is, in pixels

WIDTH, HEIGHT = 1200, 1800
_MARGIN, _TITLE, _SMALL = 110, 92, 40
_PAPER, _INK, _VERMILION, _GREY = "#faf6ee", "#1d1a16", "#b5452c", "#6b6459"
_SEAL = "譯"
_SEAL_SIZE = 150

# Faces that Debian, macOS and Windows bring or offer, the better ones first. Pillow looks for them in the system's folders.
_FACES = (
    "NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc", "NotoSerifCJK-SemiBold.ttc", "SourceHanSerif-Bold.ttc",
    "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "Songti.ttc", "PingFang.ttc", "STHeiti Medium.ttc",
    "msjhbd.ttc", "msyhbd.ttc", "simsun.ttc", "mingliu.ttc", "DroidSansFallbackFull.ttf", "wqy-zenhei.ttc", "uming.ttc",
)  # fmt: skip
# In a collection for all of East Asia, what the name of a language's face ends in. Only the Korean face has quotation
# marks of Latin width, so titles in other languages are set in it.
_REGIONS = {"zh-Hans": " SC", "zh-CN": " SC", "zh-SG": " SC", "zh": " TC", "ja": " JP"}
_OTHERS = " KR"


def draw_cover(pieces: Sequence[str], lang: str, lines: Sequence[str]) -> BookFile:
    """Return the cover: a PNG, or an SVG where the machine has no Chinese face.

    ``pieces``: the title, every second piece a word that is not broken; ``lines``: smaller words below it.
    """
    if not find_face(lang, _TITLE):
        return BookFile("cover.svg", _draw_svg(pieces, lang, lines).encode(), "image/svg+xml")
    return BookFile("cover.png", _draw_png(pieces, lang, lines), "image/png")


@lru_cache(maxsize=16)
def find_face(lang: str, size: int) -> Any:
    """Return the first face of the list that the machine has, in the form of the language; None: it has none."""
    from PIL import ImageFont

    for name in _FACES:
        try:
            whole = ImageFont.truetype(name, size)
        except OSError:
            continue
        ending = next((end for tag, end in _REGIONS.items() if lang.startswith(tag)), _OTHERS)
        for index in range(10):
            try:
                face = ImageFont.truetype(name, size, index)
            except OSError:
                break
            if (face.getname()[0] or "").endswith(ending):
                return face
        return whole
    return None


# ---- PNG ---------------------------------------------------------------------------------------------------


def _draw_png(pieces: Sequence[str], lang: str, lines: Sequence[str]) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    top = _MARGIN * 2
    for text, size, colour in _lay_out(pieces, lang, lines):
        draw.text((_MARGIN, top), text, _colour(colour), find_face(lang, size))
        top += round(size * (1.35 if size == _TITLE else 1.6))
    left, upper = WIDTH - _MARGIN - _SEAL_SIZE, HEIGHT - _MARGIN - _SEAL_SIZE
    draw.rounded_rectangle((left, upper, left + _SEAL_SIZE, upper + _SEAL_SIZE), 12, _colour(_VERMILION))
    middle = (left + _SEAL_SIZE / 2, upper + _SEAL_SIZE / 2)
    draw.text(middle, _SEAL, _colour(_PAPER), find_face("zh-Hant", 110), anchor="mm")
    packed = io.BytesIO()
    image.quantize(64).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _colour(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _lay_out(pieces: Sequence[str], lang: str, lines: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Yield the lines of a cover, each with its size and colour."""
    title, small = find_face(lang, _TITLE), find_face(lang, _SMALL)
    assert title is not None
    assert small is not None
    for line in break_lines(pieces, title.getlength):
        yield line, _TITLE, _INK
    yield "", _SMALL, _INK
    for text in lines:
        for line in break_lines(_words(text), small.getlength):
            yield line, _SMALL, _GREY


def _words(text: str) -> list[str]:
    """Return a text in pieces as titles are: every second is a word of Latin letters, which is not broken."""
    pieces = [""]
    for letter in text:
        is_word = letter.isascii() and not letter.isspace()
        if is_word != (len(pieces) % 2 == 0):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def break_lines(pieces: Sequence[str], measure: Measure) -> list[str]:
    """Return a title in lines that fit the cover; every second piece stays whole unless it is longer than a line."""
    room = WIDTH - 2 * _MARGIN
    lines = [""]
    for part in _breakable(pieces, room, measure):
        if measure((lines[-1] + part).rstrip()) <= room or _hangs(part):
            lines[-1] += part if lines[-1] else part.lstrip()
        else:
            lines.append(part.lstrip())
    return [line.rstrip() for line in lines if line.strip()]


def _breakable(pieces: Sequence[str], room: int, measure: Measure) -> Iterator[str]:
    """Yield the parts between which a line may end: words of the title, Latin words, Chinese characters."""
    for number, piece in enumerate(pieces):
        if number % 2 and measure(piece) <= room:
            yield piece
        else:
            for nth, part in enumerate(_words(piece)):
                yield from [part] if nth % 2 else part


def _hangs(part: str) -> bool:
    """Does it end a line, however full that is?"""
    return part.strip() != "" and part.strip()[0] in "，。、；：！？」』）》〉”’…—,.;:!?)"


# ---- SVG ---------------------------------------------------------------------------------------------------


def _draw_svg(pieces: Sequence[str], lang: str, lines: Sequence[str]) -> str:
    """Return the same without knowing how wide letters are: a Chinese one is as wide as it is high, others half of it."""
    title = [(line, _TITLE, _INK) for line in break_lines(pieces, lambda text: _guess_width(text, _TITLE))]
    small = [line for text in lines for line in break_lines(_words(text), lambda t: _guess_width(t, _SMALL))]
    rows = [*title, *((line, _SMALL, _GREY) for line in small)]
    top, written = _MARGIN * 2, []
    for line, size, colour in rows:
        top += round(size * 1.5)
        written.append(
            f'<text x="{_MARGIN}" y="{top}" font-size="{size}" fill="{colour}">{escape(line)}</text>'
        )
    left, upper = WIDTH - _MARGIN - _SEAL_SIZE, HEIGHT - _MARGIN - _SEAL_SIZE
    seal = (
        f'<rect x="{left}" y="{upper}" width="{_SEAL_SIZE}" height="{_SEAL_SIZE}" rx="12" fill="{_VERMILION}"/>\n'
        f'<text x="{left + 20}" y="{upper + 115}" font-size="110" fill="{_PAPER}">{_SEAL}</text>'
    )
    body = "\n".join(written)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" xml:lang="{escape(lang)}" '
        f'font-family="serif" font-weight="bold">\n<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>\n'
        f"{body}\n{seal}\n</svg>\n"
    )


def _guess_width(text: str, size: int) -> float:
    return sum(size if letter > "\u2e80" else size / 2 for letter in text)
