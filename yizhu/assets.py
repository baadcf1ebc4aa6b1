"""The style sheets become one, and the script's modules one: one request each, and a script that also runs from a disk.

Browsers load no modules from file://, so ``yizhu.js`` and all that it imports are put into one plain script: each module
is a function called once, and gives what it exports to those that import it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yizhu.fault import Fault, Faults, Place

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w.-]+)";?[ \t]*$', re.M)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function\*?|const|let|class)\s+(\w+)", re.M)
_OTHERWISE = re.compile(r"^(?:import\b(?!\s*\()|export\b).*$|\bimport\s*\(.*$", re.M)
_WRITE = 'write import { … } from "./name.js" at the top, and export before function, const, let or class'


def style_sheet(sheets: Mapping[str, bytes]) -> bytes:
    """The style sheets (name, text) in the order of their names, without comments and idle space."""
    import rcssmin

    text = "\n".join(raw.decode() for _, raw in sorted(sheets.items()))
    return str(rcssmin.cssmin(text)).encode()


def script(
    modules: Mapping[str, bytes], entry: str, shown_as: Mapping[str, str]
) -> tuple[bytes, tuple[str, ...]]:
    """The module ``entry`` and all that it imports as one plain script, and the names of those that went into it.

    Raises ``Faults`` at what cannot be put together: a module that is not there, a circle, other kinds of export.
    ``shown_as``: the modules' paths as their author knows them.
    """
    order: list[str] = []
    _follow(entry, modules, shown_as, (), order)
    wrapped = "".join(_wrapped(name, modules[name].decode()) for name in order)
    return minified(f'"use strict";(() => {{\n{wrapped}}})();\n'.encode()), tuple(order)


def minified(raw: bytes) -> bytes:
    """A script without comments and idle space."""
    import rjsmin

    return str(rjsmin.jsmin(raw.decode())).encode() + b"\n"


def _follow(
    name: str,
    modules: Mapping[str, bytes],
    shown_as: Mapping[str, str],
    above: tuple[str, ...],
    order: list[str],
) -> None:
    """Put a module behind all that it imports."""
    source = modules[name].decode()
    path = shown_as[name]
    _check(source, path)
    for imported in _IMPORT.finditer(source):
        other = imported[2]
        line = source.count("\n", 0, imported.start()) + 1
        place = Place(path, line, 1, imported[0].split("\n")[0], len(imported[0].split("\n")[0]))
        if other not in modules:
            raise Faults(
                [Fault(place, f"there is no {other}", "a module stands beside those that import it")]
            )
        if other in (*above, name):
            raise Faults([Fault(place, f"{other} imports itself by this way", "let imports fall")])
        if other not in order:
            _follow(other, modules, shown_as, (*above, name), order)
    order.append(name)


def _check(source: str, path: str) -> None:
    known = [found.span() for pattern in (_IMPORT, _EXPORT) for found in pattern.finditer(source)]
    faults = [
        Fault(_place(source, path, found), "this kind of import or export cannot be put together", _WRITE)
        for found in _OTHERWISE.finditer(_without_comments(source))
        if not any(start <= found.start() < end for start, end in known)
    ]
    if faults:
        raise Faults(faults)


def _without_comments(source: str) -> str:
    """The source with its block comments blanked, so that what they say is not taken for code."""
    return re.sub(r"/\*.*?(?:\*/|\Z)", lambda comment: re.sub(r"\S", " ", comment[0]), source, flags=re.S)


def _place(source: str, path: str, found: re.Match[str]) -> Place:
    line = source.count("\n", 0, found.start()) + 1
    start = source.rfind("\n", 0, found.start()) + 1
    return Place(path, line, found.start() - start + 1, source.split("\n")[line - 1], len(found[0]))


def _wrapped(name: str, source: str) -> str:
    exports = [found[2] for found in _EXPORT.finditer(source)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(_taken, source))
    return f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();\n"


def _taken(imported: re.Match[str]) -> str:
    names = ", ".join(_names(imported[1]))
    return f"const {{ {names} }} = {_variable(imported[2])};"


def _names(listed: str) -> Iterator[str]:
    for name in filter(None, (name.strip() for name in listed.split(","))):
        yield re.sub(r"(?<!\s)\s+as\s+", ": ", name)


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
