"""Write MathML as TeX, and what MathJax draws of it (``mjx-math``), which has the same elements by other names."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.model import tex

_DEEPEST = 60  # elements within each other; below, only the text counts
_UNSAID = ("annotation", "annotation-xml", "mspace", "mphantom", "none", "mprescripts")
_LEAVES = ("mi", "mn", "mo", "ms")


def tex_of_mathml(element: HtmlElement, depth: int = 0) -> str:
    """Return the TeX of an element of MathML."""
    name = _name(element)
    if name in _UNSAID or element.tag in ("script", "style"):
        return " " if name == "mspace" else ""
    if name in _LEAVES:
        return tex.sign(element.text_content())
    if name == "mtext":
        return tex.words(element.text_content())
    if depth > _DEEPEST:
        return tex.sign(element.text_content())
    parts = [tex_of_mathml(child, depth + 1) for child in _children(element)]
    write = _WRITERS.get(name)
    needed = _PARTS.get(name, 0)
    if write is None or len(parts) < needed:
        return (tex.sign(element.text or "") if not parts else "") + "".join(parts)
    return write(parts)


def _name(element: HtmlElement) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].removeprefix("mjx-")


def _children(element: HtmlElement) -> list[HtmlElement]:
    if str(element.tag).startswith("mjx-") and _name(element) in _DRAWN:
        found = (_first(element, name) for name in _DRAWN[_name(element)])
        return [one for one in found if one is not None]
    children = list(element.iterchildren(etree.Element))
    if _name(element) == "msubsup" and str(element.tag).startswith("mjx-") and len(children) == 2:
        inner = [one for one in children[1] if "spacer" not in str(one.tag)]
        return [children[0], *reversed(inner)]
    return children[:1] if _name(element) == "semantics" else children


def _first(element: HtmlElement, name: str) -> HtmlElement | None:
    return next(element.iter(f"mjx-{name}"), None)


def _table(parts: list[str]) -> str:
    given = [part.split(_CELL) for part in parts]
    if len(given) == 1:
        return " ".join(given[0])
    return tex.rows(given, "aligned" if any("=" in cell for row in given for cell in row) else "matrix")


_CELL = "\x1f"  # between the cells of a row
_WRITERS: dict[str, Callable[[list[str]], str]] = {
    "msup": lambda p: tex.scripts(p[0], "", p[1]),
    "msub": lambda p: tex.scripts(p[0], p[1]),
    "msubsup": lambda p: tex.scripts(p[0], p[1], p[2]),
    "mover": lambda p: tex.over(p[0], p[1]),
    "munder": lambda p: tex.under(p[0], p[1]),
    "munderover": lambda p: tex.scripts(p[0], p[1], p[2]),
    "mfrac": lambda p: tex.fraction(p[0], p[1]),
    "msqrt": lambda p: tex.root("".join(p)),
    "mroot": lambda p: tex.root(p[0], p[1]),
    "mfenced": lambda p: f"({', '.join(p)})",
    "mtable": _table,
    "mtr": _CELL.join,
    "mlabeledtr": lambda p: _CELL.join([*p[1:-1], f"{p[-1]} \\qquad {p[0]}"]) if len(p) > 1 else "".join(p),
}
# In what order MathJax's boxes hold the parts, where it is not MathML's.
_DRAWN = {
    "mfrac": ("num", "den"),
    "msqrt": ("box",),
    "munder": ("base", "under"),
    "mover": ("base", "over"),
    "munderover": ("base", "under", "over"),
}
_PARTS = {
    "msup": 2,
    "msub": 2,
    "msubsup": 3,
    "mover": 2,
    "munder": 2,
    "munderover": 3,
    "mfrac": 2,
    "mroot": 2,
}
