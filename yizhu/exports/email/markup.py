"""The HTML of a page as that of a message: styles in the elements, addresses that lead to the site, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from lxml import html

from yizhu.exports.xml import Element

_DOCTYPE = "<!DOCTYPE html>"
WIDEST = 600  # pixels of a picture; Outlook sets it as wide as it says
# What mail programs have no use for, and what would be loaded or run.
_DROPPED = ("script", "link", "button", "input")
_KEPT = ("id", "href", "src", "alt", "width", "height", "style", "lang", "colspan", "rowspan", "start", "value",
         "charset", "content", "name", "title", "open", "datetime", "type")  # fmt: skip
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
# What templates of mailing programs would take for a command of theirs: {{ name }}, {% if %}, {# remark #}.
_COMMAND = re.compile(r"\{(?=[{%#])")
_STYLES = re.compile(r"(<style\b[^<]*</style>)")  # where braces are CSS


def parse_page(text: str, address: str, widths: Mapping[str, int]) -> Element:
    """Return a rendered page as a message's tree, not yet styled.

    ``address``: the page's own on the site; ``widths``: of pictures in pixels, by their addresses.
    """
    document: Element = html.document_fromstring(text)
    for element in [
        *document.iter(*_DROPPED),
        *document.find_class("twin"),
    ]:  # the text beside it shows the picture
        element.drop_tree()
    for formula in list(document.iter("math")):
        _write_as_tex(formula)
    for element in document.iter("a", "img"):
        _lead_to_site(element, address)
    for picture in document.iter("img"):
        _size_picture(picture, widths.get(picture.get("src", ""), 0))
    _write_corrections(document)
    _unmark_terms(document.find_class("beside"))
    for number in document.find_class("back"):
        _lead_paragraph(number)
    return document


def _write_as_tex(formula: Element) -> None:
    """Replace a formula by its TeX: many mail programs drop MathML and leave its letters, 105 for 10^5."""
    tex = formula.findtext('.//annotation[@encoding="application/x-tex"]') or formula.text_content()
    tail = formula.tail
    formula.clear()
    formula.tag, formula.text, formula.tail = "code", tex, tail


def _lead_to_site(element: Element, address: str) -> None:
    for name in ("href", "src"):
        value = element.get(name, "")
        if value and not value.startswith("#"):
            element.set(name, urljoin(address, value))


def _size_picture(picture: Element, width: int) -> None:
    """State a width that fits, which is all that some programs go by; the height follows from it."""
    asked = picture.get("width", "")
    picture.attrib.pop("height", "")
    if asked.isdecimal() or (width and not asked):
        picture.set("width", str(min(int(asked or width), WIDEST)))


def _write_corrections(document: Element) -> None:
    """Write what a style sheet shows on the web: what was printed, then the corrected form in brackets."""
    for sic in document.find_class("sic"):
        last = list(sic)[-1] if len(sic) else None
        correction = f" [{sic.get('data-correct', '')}]"
        if last is None:
            sic.text = (sic.text or "") + correction
        else:
            last.tail = (last.tail or "") + correction


def _unmark_terms(counterparts: Iterable[Element]) -> None:
    """Leave links to terms in the text only: in both, they would fill a fifth of the message."""
    for counterpart in counterparts:
        for term in counterpart.find_class("term"):
            term.drop_tag()


def _lead_paragraph(number: Element) -> None:
    """Put the number of a footnote into the paragraph behind it; otherwise it has a line of its own."""
    following = number.getnext()
    if following is not None and following.tag == "p" and not (number.tail or "").strip():
        number.tail, following.text = f" {following.text or ''}", None
        following.insert(0, number)


def style_page(document: Element) -> str:
    """Return the message: the first style sheet of its head written into the elements, classes only for the other one."""
    import css_inline

    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    styled = html.document_fromstring(
        inliner.inline(html.tostring(document, encoding="unicode", doctype=_DOCTYPE))
    )
    linked = {a.get("href", "")[1:] for a in styled.iter("a")}
    kept = {name for style in styled.iter("style") for name in _CLASS.findall(style.text or "")}
    for element in list(styled.iter()):
        if isinstance(element.tag, str):
            _strip(element, kept, linked)
    written: str = html.tostring(styled, encoding="unicode", doctype=_DOCTYPE)
    return (
        "".join(
            part if part.startswith("<style") else _COMMAND.sub("&#123;", part)
            for part in _STYLES.split(written)
        )
        + "\n"
    )


def _pack_style(style: str) -> str:
    """Return declarations without idle space."""
    before = re.sub(r"(?<!\s)\s+(?=[:;,])", "", style)
    return re.sub(r"([:;,])\s+", r"\1", before).rstrip(";")


def _strip(element: Element, classes: set[str], linked: set[str]) -> None:
    """Drop what only our style sheets and scripts read, ids that no link leads to, and spans that say nothing without them."""
    of_use = [name for name in (element.get("class") or "").split() if name in classes]
    for name in list(element.attrib):
        is_of_use = name in _KEPT and (name != "id" or element.get(name) in linked)
        if not is_of_use and not (name == "role" and element.get(name) == "presentation"):
            del element.attrib[name]
    if of_use:
        element.set("class", " ".join(of_use))
    if style := element.get("style"):
        element.set("style", _pack_style(style))
    if element.tag == "span" and not element.attrib:
        element.drop_tag()
