"""Sentences that come back whole from Simplified: python evaluation/to_traditional.py [--half development|held-out] [--show]

``to-traditional-*.txt`` hold 150 sentences each, written in Traditional characters from known complaints (頭髮 出發, 曆法
歷程, 一隻 只有, 餅乾 幹部 …). Each is put into Simplified characters and converted back by ``s2tw``, by OpenCC alone and by us;
variants of one word (``dictionary_words.py``) are the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dictionary_words import standardize  # beside this file

from yizhu.chinese.converted_text import convert_words
from yizhu.chinese.script_conversion import convert_text

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Print how many sentences come back, and those that do not."""
    parser = argparse.ArgumentParser(prog="evaluation/to_traditional.py")
    parser.add_argument("--half", choices=("development", "held-out"), default="development")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    sentences = (HERE / f"to-traditional-{given.half}.txt").read_text("utf-8").split()
    for name, convert in (("OpenCC", convert_text), ("ours", convert_words)):
        came = [(sentence, convert(convert_text(sentence, "t2s"), "s2tw")) for sentence in sentences]
        wrong = [pair for pair in came if standardize(pair[0], "s2tw") != standardize(pair[1], "s2tw")]
        print(f"{name}: {len(sentences) - len(wrong)} of {len(sentences)}")
        for sentence, became in wrong if given.show and name == "ours" else ():
            print(f"  {sentence} came back as {became}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
