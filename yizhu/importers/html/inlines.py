"""Inline elements that are more than a format of their text: pictures, readings (ruby), formulas, line breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

from yizhu.content.markdown.formulas import flatten_tex
from yizhu.content.markdown.mathml import FormulaError, write_mathml
from yizhu.content.prose import OBJECT_CHARACTER
from yizhu.importers.html.formats import FormatContext
from yizhu.importers.html.normalization.formulas import find_formula
from yizhu.importers.html.pictures import find_picture_address
from yizhu.importers.html.words import Run, make_break, to_one_line
from yizhu.importers.model.tex import tidy


def _picture(element: HtmlElement, around: FormatContext) -> Iterator[Run]:
    alt = to_one_line(element.get("alt", ""))
    if alt and (_FORMULA_PICTURE.search(element.get("class", "")) or "eeimg" in element.attrib):
        yield from _formula(element, around)
        return
    if is_read_as_text(element):
        yield Run(alt, around.formats)
    elif address := find_picture_address(element, around.base):
        attributes = (("src", address), *((("alt", alt),) if alt else ()))
        links = tuple(given for given in around.formats if given[0] == "link")
        yield Run(OBJECT_CHARACTER, (*links, ("image", attributes)))


def is_read_as_text(image: HtmlElement) -> bool:
    """Is this the picture of a character, or of a formula? What it shows is what it says."""
    classes = image.get("class", "")
    if _FORMULA_PICTURE.search(classes) or "eeimg" in image.attrib:
        return True
    alt = to_one_line(image.get("alt", ""))
    return bool(0 < len(alt) <= 8 and re.search(r"\b(?:emoji|wp-smiley|emoticon)\b", classes))


def _ruby(element: HtmlElement, around: FormatContext) -> Iterator[Run]:
    """Yield each base with its reading: either all bases come first, or each stands before its reading."""
    bases: list[str] = []
    readings: list[str] = []
    pairs: list[tuple[str, str]] = []
    for tag, said in _ruby_parts(element):
        if tag == "rt":
            readings.append(to_one_line(said))
        elif said.strip():
            if readings:
                pairs += _pair_readings(bases, readings)
                bases, readings = [], []
            bases.append(said)
    for base, reading in pairs + _pair_readings(bases, readings):
        yield _add_reading(base, reading, around)


def _ruby_parts(element: HtmlElement) -> Iterator[tuple[str, str]]:
    yield "rb", element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag in ("rtc", "rbc"):
            yield from _ruby_parts(child)
        elif child.tag == "rt":
            yield "rt", child.text_content()
        elif child.tag != "rp":
            yield "rb", child.text_content()
        yield "rb", child.tail or ""


def _pair_readings(bases: Sequence[str], readings: Sequence[str]) -> list[tuple[str, str]]:
    if len(bases) == len(readings):
        return list(zip(bases, readings, strict=True))
    return [("".join(bases), " ".join(readings))] if bases else []


def _add_reading(base: str, reading: str, around: FormatContext) -> Run:
    # In the brackets of a link, braces would be read as text.
    if reading and not re.search(r"[\[\]`<>\\]", reading):
        return Run(base, (*around.formats, ("reading", (("reading", reading),))))
    return Run(f"{base}（{reading}）" if reading else base, around.formats)


def _formula(element: HtmlElement, around: FormatContext) -> Iterator[Run]:
    found = find_formula(element)
    if found and found[0].strip() not in ("", "%"):
        yield formula_run(found[0], found[1], around)
    else:
        yield Run(element.text_content(), around.formats)


def formula_run(tex: str, is_display: bool, around: FormatContext) -> Run:
    """Return a formula by its TeX; as code, if a build could not show it."""
    formula = flatten_tex(tidy(tex)).strip()
    if not _is_readable(formula, is_display) or around.has("code"):
        return Run(formula, around.formats if around.has("code") else (*around.formats, ("code", ())))
    display = (("display", "block"),) if is_display else ()
    return Run(formula, (*around.formats, ("formula", (("tex", formula), *display))))


_FORMULA_PICTURE = re.compile(
    r"(?:^|\s)(?:mwe-math-fallback-image|latex(?:\s|$))"
)  # Wikipedia, WordPress; eeimg: Zhihu


def _is_readable(tex: str, is_display: bool) -> bool:
    try:
        write_mathml(tex, is_display)
    except FormulaError:
        return False
    return True


def _break(element: HtmlElement, around: FormatContext) -> Iterator[Run]:
    yield make_break(around.formats)


# What each element is in a line of words.
INLINE: dict[str, Callable[[HtmlElement, FormatContext], Iterator[Run]]] = {
    "br": _break,
    "img": _picture,
    "amp-img": _picture,
    "ruby": _ruby,
    "math": _formula,
}
