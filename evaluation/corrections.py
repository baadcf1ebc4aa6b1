"""Convert Traditional texts and back, with and without our corrections: python evaluation/corrections.py FOLDER [--show]

FOLDER holds texts (``*.md``, ``*.txt``) written in Taiwan. Each line goes through ``tw2s`` and back through ``s2tw``; where a
correction changes a character, the text itself says which was right. Variants count as they are written: 臺灣 for 台灣 is
"taken away". With ``--show`` each kind of change is printed, with places.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from yizhu.chinese.conversion_corrections import find_corrections
from yizhu.chinese.script_conversion import convert_text

_LINE = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff，。、；：「」]*")
_SHOWN = 4  # characters on each side, and places of each kind

Changes = dict[tuple[str, str], Counter[str]]  # by what came of it and the change: places


def main(arguments: list[str]) -> int:
    """Print how many characters were brought back, taken away, or changed from one wrong character to another."""
    changes: Changes = defaultdict(Counter)
    characters = 0
    for path in sorted(p for p in Path(arguments[0]).rglob("*") if p.suffix in (".md", ".txt")):
        for line in _LINE.findall(path.read_text("utf-8")):
            characters += len(line)
            _compare(line, changes)
    print(f"{characters} characters")
    for outcome in ("brought back", "taken away", "other"):
        of_it = [(kind, places) for (name, kind), places in changes.items() if name == outcome]
        print(f"{outcome}: {sum(places.total() for _, places in of_it)}")
        for kind, places in sorted(of_it, key=lambda one: -one[1].total()) if "--show" in arguments else ():
            print(f"  {kind} {places.total()}: {' '.join(place for place, _ in places.most_common(_SHOWN))}")
    return 0


def _compare(line: str, changes: Changes) -> None:
    simplified = convert_text(line, "tw2s")
    back = convert_text(simplified, "s2tw")
    if len(line) == len(simplified) == len(back):
        for at, right in find_corrections(simplified, back, "s2tw"):
            was = line[at]
            outcome = "brought back" if right == was else "taken away" if back[at] == was else "other"
            place = line[max(0, at - _SHOWN) : at + _SHOWN]
            changes[outcome, f"{simplified[at]}: {back[at]} → {right}"][place] += 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
