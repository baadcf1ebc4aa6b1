"""A drawing (SVG) becomes one that only draws: no script, no handler, no link, no address but those within it.

What is not known to be harmless is left out. It is read as a stream by expat, which fetches nothing, and all that stays
is written anew: what a browser reads differently from us cannot get through.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from yizhu.content.picture_types import detect_picture_type

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_DEEPEST = 200
_ELEMENTS = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath image "
    "linearGradient radialGradient stop pattern clipPath mask marker switch view filter feBlend feColorMatrix "
    "feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow "
    "feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset "
    "fePointLight feSpecularLighting feSpotLight feTile feTurbulence".split()
)
_ATTRIBUTES = frozenset(
    "id class style lang role tabindex version width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points "
    "pathLength viewBox preserveAspectRatio transform gradientTransform patternTransform gradientUnits patternUnits "
    "patternContentUnits spreadMethod offset clipPathUnits maskUnits maskContentUnits markerUnits markerWidth "
    "markerHeight refX refY orient rotate lengthAdjust textLength startOffset method spacing side media type "
    "systemLanguage requiredFeatures filterUnits primitiveUnits in in2 result mode values operator k1 k2 k3 k4 order "
    "kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha surfaceScale diffuseConstant specularConstant "
    "specularExponent limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z scale xChannelSelector "
    "yChannelSelector stdDeviation radius baseFrequency numOctaves seed stitchTiles tableValues slope intercept "
    "amplitude exponent "
    # what style sheets know too
    "fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width color color-interpolation color-interpolation-filters "
    "color-rendering opacity display visibility overflow clip clip-path clip-rule mask mask-type filter flood-color "
    "flood-opacity lighting-color stop-color stop-opacity marker marker-start marker-mid marker-end font font-family "
    "font-feature-settings font-size font-size-adjust font-stretch font-style font-variant font-weight "
    "alignment-baseline baseline-shift dominant-baseline direction glyph-orientation-horizontal "
    "glyph-orientation-vertical kerning letter-spacing word-spacing line-height text-anchor text-align "
    "text-decoration text-overflow text-rendering text-orientation unicode-bidi white-space writing-mode "
    "image-rendering shape-rendering paint-order vector-effect mix-blend-mode isolation enable-background "
    "pointer-events cursor transform-origin transform-box xml:space xml:lang".split()
)
_UNSEEN = ("metadata",)  # shows nothing: nobody misses it
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
# What in a style or a colour asks for something else than the drawing itself has; a backslash may hide any of it.
_ASKS = re.compile(
    r"url\s*\((?!\s*[\"']?#)|\\|@(?!media\b)|//|\b(?:javascript|vbscript|data|https?|file|ftp)\s*:"
    r"|\b(?:image|src|image-set|cross-fade|element|expression)\s*\(|behavior|-moz-binding",
    re.I,
)
_INLINED = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,([A-Za-z0-9+/=\s]+)", re.I)


class InvalidSvg(Exception):
    """It is no SVG, or none that can be cleaned."""

    def __init__(self, problem: str, line: int = 0) -> None:
        super().__init__(problem)
        self.line = line  # from 1; 0: as a whole


def clean_svg(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The drawing, cleaned, and what was taken out of it, each thing once. Raises ``InvalidSvg``."""
    parser = expat.ParserCreate(namespace_separator=" ")
    cleaner = _Cleaner(parser)
    parser.buffer_text = True
    parser.StartElementHandler = cleaner.open
    parser.EndElementHandler = cleaner.close
    parser.CharacterDataHandler = cleaner.text
    parser.EntityDeclHandler = cleaner.refuse_entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InvalidSvg(expat.ErrorString(error.code), error.lineno) from None
    return "".join([*cleaner.written, "\n"]).encode(), tuple(dict.fromkeys(cleaner.removed))


@dataclass(slots=True)
class _Cleaner:
    """Hears what the drawing consists of, and writes what may stay."""

    parser: expat.XMLParserType
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    _open: list[str] = field(
        default_factory=list
    )  # the elements around, by what was written; empty: nothing was
    _left_out: int = 0  # so many elements are open since one was left out, that one included
    _style: list[str] | None = None  # what a style element has said so far

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) + self._left_out >= _DEEPEST:
            raise InvalidSvg(f"elements lie more than {_DEEPEST} deep", self.parser.CurrentLineNumber)
        space, _, local = name.rpartition(" ")
        if not self._open and (space, local) != (_SVG, "svg"):
            raise InvalidSvg(f"it begins with {local}, not with svg in the namespace {_SVG}")
        if self._left_out or space != _SVG or local not in (*_ELEMENTS, "a"):
            self._leave_out(space, local)
        elif local == "a":  # what it holds is drawn, and leads nowhere
            self.removed.append("a link")
            self._begin("g", {k: v for k, v in attributes.items() if not k.endswith("href")})
        else:
            self._begin(local, attributes)

    def close(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        if self._style is not None:
            self._end_style("".join(self._style))
        self.written.append(f"</{self._open.pop()}>")

    def text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)
        elif not self._left_out:
            self.written.append(escape(text))

    def refuse_entity(self, name: str, *_: object) -> None:
        raise InvalidSvg(f"it declares the entity {name}", self.parser.CurrentLineNumber)

    def _leave_out(self, space: str, local: str) -> None:
        # What other programs keep in the file for themselves shows nothing.
        if not self._left_out and space in (_SVG, "http://www.w3.org/1999/xhtml") and local not in _UNSEEN:
            self.removed.append(f"<{local}>")
        self._left_out += 1

    def _begin(self, local: str, attributes: Mapping[str, str]) -> None:
        if self._style is not None:
            raise InvalidSvg("an element stands in a style", self.parser.CurrentLineNumber)
        home = "" if self._open else f' xmlns="{_SVG}"'
        kept = "".join(f" {name}={quoteattr(value)}" for name, value in self._kept(local, attributes).items())
        self.written.append(f"<{local}{home}{kept}>")
        self._open.append(local)
        if local == "style":
            self._style = []

    def _end_style(self, text: str) -> None:
        self._style = None
        if _ASKS.search(text):
            self.removed.append("a style that asks for other files")
        else:
            self.written.append(escape(text))

    def _kept(self, local: str, attributes: Mapping[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in attributes.items():
            space, _, own = name.rpartition(" ")
            called = {"": own, _XML: f"xml:{own}", _XLINK: own if own == "href" else ""}.get(space, "")
            if called == "href":
                is_fine = _leads_inside(local, value)
            elif called.startswith(("aria-", "data-")):
                is_fine = bool(_NAME.fullmatch(called))
            else:
                is_fine = called in _ATTRIBUTES and not _ASKS.search(value)
            if is_fine:
                kept[called] = value
            elif called:
                self.removed.append(f"{called} of <{local}>")
        return kept


def _leads_inside(local: str, href: str) -> bool:
    """Does it name a part of the drawing, or hold a picture itself?"""
    found = _INLINED.fullmatch(href.strip()) if local in ("image", "feImage") else None
    if not found:
        return href.strip().startswith("#")
    try:
        return bool(detect_picture_type(base64.b64decode(found[1])))
    except (binascii.Error, ValueError):
        return False
