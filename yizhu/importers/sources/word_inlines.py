"""Keep formulas and readings of a Word file, which its reader drops: each becomes text between two signs, and HTML after.

A formula (``m:oMath``) is written as TeX; a reading (``w:ruby``) as ``ruby``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from yizhu.importers.model import tex

# Characters that Unicode keeps free of any meaning: no text holds them.
_LINE, _BLOCK, _RUBY, _RT, _END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_SIGNS = re.compile(f"[{_LINE}-{_END}]")
_FORMULA = re.compile(f"([{_LINE}{_BLOCK}])([^{_LINE}-{_END}]*){_END}")
_READING = re.compile(f"{_RUBY}([^{_LINE}-{_END}]*){_RT}([^{_LINE}-{_END}]*){_END}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DEEPEST = 60  # elements of a formula within each other


def keep_inlines(root: Any) -> None:
    """Put text that the reader keeps in the place of formulas and readings."""
    for text in root.iter("{*}t"):
        if text.text and _SIGNS.search(text.text):
            text.text = _SIGNS.sub("", text.text)
    for ruby in list(root.iter("{*}ruby")):
        _replace(ruby, _run_text(ruby, f"{_RUBY}{_said(ruby, 'rubyBase')}{_RT}{_said(ruby, 'rt')}{_END}"))
    for name, sign in (("oMathPara", _BLOCK), ("oMath", _LINE)):
        for formula in [one for one in root.iter(f"{{*}}{name}") if _is_math(one)]:
            text = f"{sign}{tex.tidy(_tex(formula))}{_END}"
            _replace(formula, _run(formula, text))


def show_inlines(page: str) -> str:
    """Return the page with HTML for what was kept."""
    if not _SIGNS.search(page):
        return page
    page = _READING.sub(r"<ruby>\1<rt>\2</rt></ruby>", page)
    page = _FORMULA.sub(_formula_html, page)
    return _SIGNS.sub("", page)


def _formula_html(found: re.Match[str]) -> str:
    kind = "block" if found[1] == _BLOCK else "line"
    return f'<span data-formula="{kind}">{found[2]}</span>' if found[2].strip() else ""


def _replace(element: Any, new: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        new.tail = element.tail
        parent.replace(element, new)


def _run_text(beside: Any, text: str) -> Any:
    space = _word_namespace(beside)
    made = etree.Element(f"{{{space}}}t")
    made.text = text
    made.set(_SPACE, "preserve")
    return made


def _run(beside: Any, text: str) -> Any:
    run = etree.Element(f"{{{_word_namespace(beside)}}}r")
    run.append(_run_text(beside, text))
    return run


def _word_namespace(element: Any) -> str:
    root = element.getroottree().getroot()
    return etree.QName(root).namespace or ""


def _said(ruby: Any, name: str) -> str:
    part = next(ruby.iterchildren(f"{{*}}{name}"), None)
    return "" if part is None else "".join(text.text or "" for text in part.iter("{*}t"))


# ---- formulas --------------------------------------------------------------------------------------------------


def _is_math(element: Any) -> bool:
    return (etree.QName(element).namespace or "").endswith("/math")


def _tex(element: Any, depth: int = 0) -> str:
    """Return the TeX of an element of a formula."""
    name = etree.QName(element).localname
    if name in ("t", "delText") and depth:
        return "".join(tex.sign(one) for one in re.findall(r"[A-Za-z]|[^A-Za-z]", element.text or ""))
    if name.endswith("Pr") or depth > _DEEPEST:
        return ""
    write = _WRITERS.get(name)
    return write(element, depth + 1) if write else _all(element, depth + 1)


def _all(element: Any, depth: int) -> str:
    return "".join(_tex(child, depth) for child in element.iterchildren(etree.Element))


def _part(element: Any, name: str, depth: int) -> str:
    part = next(element.iterchildren(f"{{*}}{name}"), None)
    return "" if part is None else _all(part, depth)


def _value(element: Any, path: str, otherwise: str) -> str:
    """Return the value of a property, such as the sign of a sum."""
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    if found is None:
        return otherwise
    given = next((value for key, value in found.attrib.items() if etree.QName(key).localname == "val"), None)
    return otherwise if given is None else str(given)


def _run_of_formula(element: Any, depth: int) -> str:
    if element.find("{*}rPr/{*}nor") is not None:
        return tex.words("".join(text.text or "" for text in element.iterchildren("{*}t")))
    return _all(element, depth)


def _large(element: Any, depth: int) -> str:
    sign = tex.sign(_value(element, "naryPr/chr", "∫"))
    limits = tex.scripts(sign, _part(element, "sub", depth), _part(element, "sup", depth))
    inner = _part(element, "e", depth)
    return f"{limits}{' ' if inner[:1].isalnum() else ''}{inner}"


def _brackets(element: Any, depth: int) -> str:
    inner = [_all(one, depth) for one in element.iterchildren("{*}e")]
    opening, closing = _value(element, "dPr/begChr", "("), _value(element, "dPr/endChr", ")")
    between = tex.sign(_value(element, "dPr/sepChr", "|"))
    return f"\\left{_bracket(opening)}{between.join(inner)}\\right{_bracket(closing)}"


def _bracket(given: str) -> str:
    return tex.sign(given) if given else "."


def _function(element: Any, depth: int) -> str:
    name = "".join(text.text or "" for text in element.iterfind("{*}fName//{*}t"))
    plain = element.find("{*}fName/{*}r") is not None and len(element.findall("{*}fName/*")) == 1
    said = tex.sign(name) if plain else _part(element, "fName", depth)
    return f"{said}{_part(element, 'e', depth)}"


def _rows(element: Any, depth: int) -> str:
    return tex.rows(
        [[_all(cell, depth) for cell in row.iterchildren("{*}e")] for row in element.iterchildren("{*}mr")]
    )


def _lines(element: Any, depth: int) -> str:
    return tex.rows([[_all(line, depth)] for line in element.iterchildren("{*}e")], "aligned")


_WRITERS: dict[str, Callable[[Any, int], str]] = {
    "r": _run_of_formula,
    "sSup": lambda e, d: tex.scripts(_part(e, "e", d), "", _part(e, "sup", d)),
    "sSub": lambda e, d: tex.scripts(_part(e, "e", d), _part(e, "sub", d)),
    "sSubSup": lambda e, d: tex.scripts(_part(e, "e", d), _part(e, "sub", d), _part(e, "sup", d)),
    "sPre": lambda e, d: tex.scripts("{}", _part(e, "sub", d), _part(e, "sup", d)) + _part(e, "e", d),
    "f": lambda e, d: tex.fraction(_part(e, "num", d), _part(e, "den", d)),
    "rad": lambda e, d: tex.root(_part(e, "e", d), _part(e, "deg", d)),
    "nary": _large,
    "d": _brackets,
    "func": _function,
    "acc": lambda e, d: tex.over(_part(e, "e", d), _value(e, "accPr/chr", "^")),
    "bar": lambda e, d: (tex.over if _value(e, "barPr/pos", "bot") == "top" else tex.under)(
        _part(e, "e", d), "_"
    ),
    "groupChr": lambda e, d: tex.under(_part(e, "e", d), _value(e, "groupChrPr/chr", "⏟")),
    "limLow": lambda e, d: tex.under(_part(e, "e", d), _part(e, "lim", d)),
    "limUpp": lambda e, d: tex.over(_part(e, "e", d), _part(e, "lim", d)),
    "m": _rows,
    "eqArr": _lines,
}
