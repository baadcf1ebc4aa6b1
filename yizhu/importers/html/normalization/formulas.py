"""Find a page's formulas, however they are drawn, and put the TeX of each in its place, once.

Pages hold a formula twice or three times: as MathML for programs, as boxes or a picture for the eye, as TeX in a
script or an attribute. The element that holds all of them becomes ``<span data-formula>`` with the TeX as its text;
``data-formula`` is ``block`` for one that is set on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from yizhu.importers.html.normalization.mathml import tex_of_mathml
from yizhu.importers.model.draft import Lines
from yizhu.importers.model.tex import tidy

FORMULA = "data-formula"
_ATTRIBUTES = ("data-tex", "data-latex", "data-math", "data-entry")
_KATEX = ("katex-display", "katex")
_BOXES = frozenset(
    "mwe-math-element ztext-math katex-display katex MathJax_Display MathJax MathJax_SVG".split()
)
_DRAWN = frozenset(
    "MathJax_Preview MathJax_Display MathJax MathJax_SVG MathJax_SVG_Display MathJax_CHTML mjx-chtml".split()
)
_SERVICE = re.compile(
    r"(?:latex\.codecogs\.com/[\w.]+(?:\.latex|\.image)?\?|[?&](?:tex|chl|latex|eq|formula)=|"
    r"/(?:formula|latex|equation|tex)/)(.+)$",
    re.I,
)
_PICTURE_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:latex|tex|equation|eeimg|math|formula|mwe-math-fallback-image)", re.I
)
_TEX = re.compile(r"\\[A-Za-z]+|[\^_]\{|\\[,;!]")
_LOADED = re.compile(r"mathjax|katex", re.I)
_OPENING = re.compile(r"\\[(\[]|\$\$|(?<![\\$A-Za-z0-9])\$(?=[^\s$])")
_CLOSING = {
    "\\(": ("\\)", 1000),
    "\\[": ("\\]", 5000),
    "$$": ("$$", 5000),
    "$": ("$", 500),
}  # with what may lie between
_VERBATIM = frozenset("pre code script style textarea kbd samp tt".split())


def simplify_formulas(root: HtmlElement, lines: dict[HtmlElement, Lines]) -> None:
    """Put the TeX of each formula in the place of all that shows it."""
    done: set[HtmlElement] = set()
    for element in list(root.iter(etree.Element)):
        if element in done:
            continue
        if _is_drawing(element):
            done.update(element.iter())
        elif found := find_formula(element):
            done.update(element.iter())
            _replace(element, tidy(found[0]), is_block=found[1])
    _drop_drawings(root)
    if any(_LOADED.search(script.get("src") or "") for script in root.iter("script")):
        _mark_raw(root, lines)


def find_formula(element: HtmlElement) -> tuple[str, bool] | None:
    """Return the TeX that the element shows, and whether it stands on a line of its own; None: no formula."""
    tag, classes = str(element.tag), set((element.get("class") or "").split())
    if tag == "script":
        kind = element.get("type") or ""
        return (element.text or "", "display" in kind) if kind.strip().startswith("math/tex") else None
    if tag == "img":
        tex = _tex_of_picture(element)
        return (tex, _is_alone(element)) if tex else None
    given = next((element.get(name) or "" for name in _ATTRIBUTES if element.get(name)), "")
    if given.strip() and tag in ("span", "div", "p", "math", "figure", "section"):
        return given, "block" in " ".join(classes) or tag == "div" or _holds_block(element)
    if tag == "math" or tag == "mjx-container" or classes & _BOXES:
        return _of_box(element, classes)
    return None


def _of_box(element: HtmlElement, classes: set[str]) -> tuple[str, bool] | None:
    is_block = bool(classes & {"katex-display", "MathJax_Display"}) or _holds_block(element)
    tex = next(_candidates(element), "")
    return (tex, is_block) if tex.strip() else None


def _candidates(element: HtmlElement) -> Iterator[str]:
    """Yield the TeX of a box, the surest first."""
    inner = list(element.iter())
    yield from (one.text or "" for one in inner if _is_tex_annotation(one))
    yield from (
        one.text or "" for one in inner if one.tag == "script" and "math/tex" in (one.get("type") or "")
    )
    yield from (given for one in inner for name in _ATTRIBUTES if (given := one.get(name) or "").strip())
    yield from (given for one in inner if one.tag == "math" and (given := one.get("alttext") or ""))
    maths = [one for one in inner if one.tag in ("math", "mjx-math")]
    # Of two, the one that is MathML itself is complete.
    yield from (
        made
        for one in sorted(maths, key=lambda one: one.tag != "math")
        if (made := tex_of_mathml(one)).strip()
    )
    yield from (
        made for one in inner if (given := one.get("data-mathml")) and (made := _of_source(given)).strip()
    )


def _is_tex_annotation(one: HtmlElement) -> bool:
    return (
        one.tag == "annotation"
        and "tex" in (one.get("encoding") or "").lower()
        and bool((one.text or "").strip())
    )


def _of_source(mathml: str) -> str:
    try:
        found = fragment_fromstring(mathml, create_parent="div").find(".//math")
    except etree.ParserError:
        return ""
    return tex_of_mathml(found) if found is not None else ""


def _holds_block(element: HtmlElement) -> bool:
    return any(one.get("display") in ("block", "true") for one in element.iter() if isinstance(one.tag, str))


def _tex_of_picture(image: HtmlElement) -> str:
    """Return the TeX of a picture of a formula: in its description, or in the address that draws it."""
    alt, named = image.get("alt") or "", f"{image.get('class') or ''} {'eeimg' if image.get('eeimg') else ''}"
    if alt.strip() and (_PICTURE_CLASSES.search(named) or (len(_TEX.findall(alt)) > 1 and "{" in alt)):
        return alt
    found = _SERVICE.search(image.get("src") or image.get("data-src") or "")
    tex = unquote(found[1].replace("+", " ") if found and "%2B" in found[1] else found[1]) if found else ""
    return tex if _TEX.search(tex) else ""


def _is_alone(element: HtmlElement) -> bool:
    parent = element.getparent()
    return (
        parent is not None and parent.tag in ("p", "div", "figure") and not "".join(parent.itertext()).strip()
    )


def _replace(element: HtmlElement, tex: str, *, is_block: bool) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "span", tex, tail
    element.set(FORMULA, "block" if is_block else "line")


def _drop_drawings(root: HtmlElement) -> None:
    """Remove what only draws a formula beside its TeX."""
    for element in list(root.iter(etree.Element)):
        if _is_drawn(element) and (_is_drawing(element) or not element.text_content().strip()):
            element.drop_tree()


def _is_drawing(element: HtmlElement) -> bool:
    """Is this a preview or a box that MathJax 2 puts before the script with the TeX?"""
    if not _is_drawn(element):
        return False
    after = element.getnext()
    while after is not None and _is_drawn(after):
        after = after.getnext()
    return after is not None and (
        bool(after.get(FORMULA)) or (after.tag == "script" and "math/tex" in (after.get("type") or ""))
    )


def _is_drawn(element: HtmlElement) -> bool:
    return bool(_DRAWN & set((element.get("class") or "").split()))


# ---- TeX that a script would draw ----------------------------------------------------------------------------


def _mark_raw(root: HtmlElement, lines: dict[HtmlElement, Lines]) -> None:
    """Make elements of the formulas that stand in the text of a page that loads MathJax or KaTeX."""
    body = root.find(".//body")
    for element in list(body.iter(etree.Element)) if body is not None else ():
        at, behind = lines.get(element, (1, 1))
        if not (element.get(FORMULA) or _is_verbatim(element)) and element.text:
            element.text, spans = _spans(element, element.text)
            _insert(element, 0, spans, lines, at)
        parent = element.getparent()
        if element.tail and parent is not None and not _is_verbatim(parent):
            element.tail, spans = _spans(element, element.tail)
            _insert(parent, parent.index(element) + 1, spans, lines, behind)


def _insert(
    parent: HtmlElement, at: int, spans: list[HtmlElement], lines: dict[HtmlElement, Lines], line: int
) -> None:
    for number, span in enumerate(spans):
        parent.insert(at + number, span)
        lines[span] = (line, line)


def _is_verbatim(element: HtmlElement) -> bool:
    return any(one.tag in _VERBATIM for one in (element, *element.iterancestors()))


def _spans(element: HtmlElement, text: str) -> tuple[str, list[HtmlElement]]:
    """Return the text before the first formula, and an element for each, with the text behind it."""
    spans: list[HtmlElement] = []
    at, first = 0, text
    for start, end, sign, tex in _find_raw(text):
        if spans:
            spans[-1].tail = text[at:start]
        else:
            first = text[:start]
        span = element.makeelement("span", {FORMULA: "line" if sign in ("$", "\\(") else "block"})
        span.text, at = tidy(tex), end
        spans.append(span)
    if spans:
        spans[-1].tail = text[at:]
    return first, spans


def _find_raw(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield where each formula in a text begins and ends, the sign that opens it, and its TeX."""
    at = 0
    while opening := _OPENING.search(text, at):
        sign, begin = opening.group(), opening.end()
        closing, most = _CLOSING[sign]
        end = text.find(closing, begin, begin + most)
        tex = text[begin:end]
        at = begin
        if end >= 0 and tex.strip() and (sign != "$" or _is_surely_tex(tex, text[end + 1 : end + 2])):
            at = end + len(closing)
            yield opening.start(), at, sign, tex


def _is_surely_tex(tex: str, behind: str) -> bool:
    """Is what stands between two signs of money a formula, rather than between two prices?"""
    if tex != tex.strip() or "\n" in tex or behind.isdigit():
        return False
    return bool(_TEX.search(tex) or re.search(r"[\\^_=]", tex)) or len(tex) == 1
