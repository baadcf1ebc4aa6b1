"""Traces of a conversion told in real text: python evaluation/scars.py LANG FILE…

LANG is zh-Hant or zh-Hans; FILE is text or Markdown. Printed are the characters read, what was told, and each with its
line: in text that people wrote and looked over, each should be a true one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from yizhu.check.misconversions import misconversions_in
from yizhu.chinese.han import count_han_and_words
from yizhu.content.prose import inline_prose
from yizhu.content.source_map import MappedProse

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def main(arguments: list[str]) -> int:
    """Print the figures and each scar."""
    lang, *names = arguments
    characters = told = 0
    for name in names:
        text = _CODE.sub(lambda found: "\n" * found[0].count("\n"), Path(name).read_text("utf-8"))
        characters += count_han_and_words(text)[0]
        lines = [
            MappedProse(inline_prose(line), name, text, n, n)
            for n, line in enumerate(text.split("\n"), 1)
            if line
        ]
        for fault in misconversions_in(lines, lang):
            told += 1
            print(f"{fault.place}: {fault.problem}")
    print(f"{told} told in {characters} Chinese characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
