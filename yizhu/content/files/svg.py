"""Clean an SVG so that it only draws: no script, no event handler, no link, no address outside of the file.

1. parse it as a stream with expat, which fetches nothing
2. keep only elements and attributes that are known to be harmless
3. write what is kept from the parsed values, so that nothing which a browser reads differently from us gets through
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from yizhu.content.files.picture_types import detect_picture_type

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_MAX_DEPTH = 200
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
    # properties of CSS
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
_INVISIBLE = ("metadata",)  # shows nothing, so its removal is not reported
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
# CSS that asks for something outside of the drawing; a backslash could hide any of it.
_EXTERNAL_CSS = re.compile(
    r"url\s*\((?!\s*[\"']?#)|\\|@(?!media\b)|//|\b(?:javascript|vbscript|data|https?|file|ftp)\s*:"
    r"|\b(?:image|src|image-set|cross-fade|element|expression)\s*\(|behavior|-moz-binding",
    re.I,
)
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,([A-Za-z0-9+/=\s]+)", re.I)


class InvalidSvg(Exception):
    """The file is no SVG, or none that can be cleaned."""

    def __init__(self, problem: str, line: int = 0) -> None:
        super().__init__(problem)
        self.line = line  # from 1; 0: the whole file


def clean_svg(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the cleaned file, and what was removed from it, each thing once. Raises ``InvalidSvg``."""
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
    """Receives the parser's events and writes what may stay."""

    parser: expat.XMLParserType
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)  # the written elements that are open
    _skipped: int = 0  # open elements since the outermost one that is left out, itself included
    _style: list[str] | None = None  # the text of the open style element

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) + self._skipped >= _MAX_DEPTH:
            raise InvalidSvg(f"elements lie more than {_MAX_DEPTH} deep", self.parser.CurrentLineNumber)
        space, _, local = name.rpartition(" ")
        if not self._open and (space, local) != (_SVG, "svg"):
            raise InvalidSvg(f"it begins with {local}, not with svg in the namespace {_SVG}")
        if self._skipped or space != _SVG or local not in (*_ELEMENTS, "a"):
            self._skip(space, local)
        elif local == "a":  # its content is kept without the link
            self.removed.append("a link")
            self._begin("g", {k: v for k, v in attributes.items() if not k.endswith("href")})
        else:
            self._begin(local, attributes)

    def close(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if self._style is not None:
            self._end_style("".join(self._style))
        self.written.append(f"</{self._open.pop()}>")

    def text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)
        elif not self._skipped:
            self.written.append(_escape(text))

    def refuse_entity(self, name: str, *_: object) -> None:
        raise InvalidSvg(f"it declares the entity {name}", self.parser.CurrentLineNumber)

    def _skip(self, space: str, local: str) -> None:
        # Elements of other namespaces are data of drawing programs: they show nothing, so they are not reported.
        if not self._skipped and space in (_SVG, "http://www.w3.org/1999/xhtml") and local not in _INVISIBLE:
            self.removed.append(f"<{local}>")
        self._skipped += 1

    def _begin(self, local: str, attributes: Mapping[str, str]) -> None:
        if self._style is not None:
            raise InvalidSvg("an element inside a style", self.parser.CurrentLineNumber)
        namespace = "" if self._open else f' xmlns="{_SVG}"'
        kept = "".join(f" {name}={_quote(value)}" for name, value in self._kept(local, attributes).items())
        self.written.append(f"<{local}{namespace}{kept}>")
        self._open.append(local)
        if local == "style":
            self._style = []

    def _end_style(self, text: str) -> None:
        self._style = None
        if _EXTERNAL_CSS.search(text):
            self.removed.append("a style that asks for other files")
        else:
            self.written.append(_escape(text))

    def _kept(self, local: str, attributes: Mapping[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in attributes.items():
            space, _, own = name.rpartition(" ")
            attribute = {"": own, _XML: f"xml:{own}", _XLINK: own if own == "href" else ""}.get(space, "")
            if attribute == "href":
                is_safe = _is_internal(local, value)
            elif attribute.startswith(("aria-", "data-")):
                is_safe = bool(_NAME.fullmatch(attribute))
            else:
                is_safe = attribute in _ATTRIBUTES and not _EXTERNAL_CSS.search(value)
            if is_safe:
                kept[attribute] = value
            elif attribute:
                self.removed.append(f"{attribute} of <{local}>")
        return kept


def _is_internal(local: str, href: str) -> bool:
    """Does the address name a part of the drawing, or hold a picture itself?"""
    found = _INLINE_PICTURE.fullmatch(href.strip()) if local in ("image", "feImage") else None
    if not found:
        return href.strip().startswith("#")
    try:
        return bool(detect_picture_type(base64.b64decode(found[1])))
    except (binascii.Error, ValueError):
        return False


def _escape(text: str) -> str:
    from xml.sax.saxutils import (
        escape,
    )  # which loads all that Python has for the web: only where there is a drawing

    return escape(text)


def _quote(value: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(value)
