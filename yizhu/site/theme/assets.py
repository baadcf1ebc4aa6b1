"""Joins the style sheets into one file, and the parts of the script into one plain script.

A page makes one request for each. A plain script also runs from a disk, where browsers load no modules. The parts share
one scope, in the order of their names, so each can use what the others declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yizhu.content.faults import Fault, Place, raise_if

_MODULE = re.compile(r"^(?:import\b(?!\s*\()|export\b).*$", re.M)


def join_style_sheets(sheets: Mapping[str, bytes]) -> bytes:
    """Join style sheets (text by name) in the order of their names, without comments and white space."""
    import rcssmin

    text = "\n".join(raw.decode() for _, raw in sorted(sheets.items()))
    return str(rcssmin.cssmin(text)).encode()


def join_scripts(parts: Mapping[str, tuple[bytes, str]]) -> bytes:
    """Join the parts (by name: text, path as the author knows it) into one plain script with a scope of its own.

    Raises ``Faults`` for ``import`` and ``export``, which would make the whole script invalid.
    """
    sources = [(path, raw.decode()) for _, (raw, path) in sorted(parts.items())]
    raise_if([fault for path, source in sources for fault in _find_module_syntax(source, path)])
    whole = "\n".join(source for _, source in sources)
    return minify(f'"use strict";(() => {{\n{whole}\n}})();\n'.encode())


def minify(raw: bytes) -> bytes:
    """Return a script without comments and white space."""
    import rjsmin

    return str(rjsmin.jsmin(raw.decode())).encode() + b"\n"


def _find_module_syntax(source: str, path: str) -> Iterator[Fault]:
    code = re.sub(r"/\*.*?(?:\*/|\Z)", lambda comment: re.sub(r"\S", " ", comment[0]), source, flags=re.S)
    lines = source.split("\n")
    for found in _MODULE.finditer(code):
        line = code.count("\n", 0, found.start())
        place = Place(path, line + 1, 1, lines[line], len(found[0]))
        help = "remove import and export: the parts of the script share one scope"
        yield Fault(place, "this part of the script is not a module", help)
