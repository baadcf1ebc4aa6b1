"""Words that the vocabulary changes in real text: python evaluation/vocabulary.py FOLDER [FROM TO] [--sample N] [--seed N] [--editorial]

FOLDER has .txt and .md files in the language FROM (default: zh-Hant to zh-Hans). Prints every change in its context, or a
seeded random sample of them. A reader has to judge which are right.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yizhu.chinese.han import count_han_and_words
from yizhu.chinese.quotation_marks import choose_quote_style
from yizhu.chinese.script_conversion import default_config
from yizhu.content.prose import inline_prose, select_marks
from yizhu.editions.localization import Localization, localize
from yizhu.editions.vocabulary import is_editorial, make_localization, read_shipped_vocabulary

_AROUND = 14  # characters of context on each side


def main(arguments: list[str]) -> int:
    """Print the changed words, each in its context, then how many there are."""
    parser = argparse.ArgumentParser(prog="evaluation/vocabulary.py")
    parser.add_argument("folder", type=Path)
    parser.add_argument("source", nargs="?", default="zh-Hant")
    parser.add_argument("lang", nargs="?", default="zh-Hans")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--editorial", action="store_true", help="as what the editors write; only their words"
    )
    given = parser.parse_args(arguments)
    config, quotes = default_config(given.source, given.lang), choose_quote_style(given.source, given.lang)
    words = read_shipped_vocabulary("taiwan-mainland")
    way = make_localization(given.source, given.lang, config, quotes, (), words)
    lines = list(_lines(given.folder))
    changes = [
        change for line in lines for change in _changes(line, way.for_ours() if given.editorial else way)
    ]
    if given.editorial:
        others = {(e[given.source], e[given.lang]) for e in words if not is_editorial(e)}
        changes = [change for change in changes if change[:2] not in others]
    shown = random.Random(given.seed).sample(changes, given.sample) if given.sample else changes
    for number, (old, new, context) in enumerate(shown, 1):
        print(f"{number:4} {old} → {new}\t{context}")
    han = sum(count_han_and_words(line)[0] for line in lines)
    often = Counter((old, new) for old, new, _ in changes).most_common(20)
    print(f"{len(changes)} changes of {len({old for old, _, _ in changes})} words in {han} Han characters")
    print("  " + " ".join(f"{old} {times}" for (old, _), times in often))
    return 0


def _lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md"):
            text = path.read_text("utf-8", errors="replace")
            yield from (line.strip() for line in text.splitlines() if re.search(r"[\u4e00-\u9fff]", line))


def _changes(line: str, way: Localization) -> Iterator[tuple[str, str, str]]:
    after = localize(inline_prose(line), way)
    for mark in select_marks(after, "changed"):
        new = after.text[mark.start : mark.end]
        before = after.text[max(0, mark.start - _AROUND) : mark.start]
        yield mark.get("was"), new, f"{before}[{new}]{after.text[mark.end : mark.end + _AROUND]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
