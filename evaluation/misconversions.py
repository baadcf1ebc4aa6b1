"""Misconversions found in real text: python evaluation/misconversions.py LANG FILE…

LANG is zh-Hant or zh-Hans; FILE is text or Markdown. Prints each finding with its line, and how many there are in how
many characters. In text that people wrote and proofread, each should be a true one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from yizhu.check.conversion.misconversions import find_misconversions
from yizhu.chinese.han import count_han_and_words
from yizhu.content.prose import inline_prose
from yizhu.content.source_map import MappedProse

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def main(arguments: list[str]) -> int:
    """Print each misconversion and the figures."""
    lang, *names = arguments
    characters = findings = 0
    for name in names:
        text = _CODE.sub(lambda found: "\n" * found[0].count("\n"), Path(name).read_text("utf-8"))
        characters += count_han_and_words(text)[0]
        lines = [
            MappedProse(inline_prose(line), name, text, n, n)
            for n, line in enumerate(text.split("\n"), 1)
            if line
        ]
        for fault in find_misconversions(lines, lang):
            findings += 1
            print(f"{fault.place}: {fault.problem}")
    print(f"{findings} found in {characters} Chinese characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
