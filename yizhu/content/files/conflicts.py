"""Find merge conflicts that nobody has resolved: git's lines ``<<<<<<<``, ``=======``, ``>>>>>>>`` in a file of the content."""

from __future__ import annotations

import re

from yizhu.content.faults import Fault, Place, raise_if

_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_BEGIN, _MIDDLE, _END = "<<<<<<<", "=======", ">>>>>>>"
_RESOLVE = "keep what is right of the two, and remove the lines <<<<<<<, ======= and >>>>>>>"
_KEEP_BOTH = "keep the lines of both sides, and remove the lines <<<<<<<, ======= and >>>>>>>"


def check_conflicts(path: str, text: str) -> None:
    """Raise ``Faults`` with each unresolved conflict of a text; what stands in a fence of Markdown is none."""
    if f"{_BEGIN} " not in text and f"\n{_BEGIN}\n" not in text:
        return
    help = _KEEP_BOTH if path.endswith("/state.yaml") else _RESOLVE
    faults, begun, is_code = list[Fault](), Place(""), False
    has_middle = False
    for number, line in enumerate(text.split("\n"), 1):
        sign = line.partition(" ")[0].rstrip("\r")
        if path.endswith(".md") and _FENCE.match(line):
            is_code = not is_code
        elif sign == _BEGIN and not is_code:
            begun, has_middle = Place(path, number, 1, line, len(_BEGIN)), False
        elif sign == _MIDDLE and begun.line:
            has_middle = True
        elif sign == _END and has_middle:
            faults.append(Fault(begun, "a merge conflict that is not resolved", help))
            begun, has_middle = Place(""), False
    raise_if(faults)
