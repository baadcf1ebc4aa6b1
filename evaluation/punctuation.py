"""Restore Chinese punctuation in real text that was stripped of it: python evaluation/punctuation.py FILE…

FILE is text or Markdown that people wrote with full-width marks. In each line that has some, and no half-width mark
beside Chinese (which could be meant so), all are made half-width and restored. Prints how many marks were stripped and
how many came back, and how many marks were half-width before and were changed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from yizhu.importers.model.punctuation import restore_punctuation, to_half_width

_FULL = "，：；？！（）"
_HAN = "\u3400-\u9fff"
_DOUBTFUL = re.compile(rf"[{_HAN}」』”》）。][ \"']*[,:;?!()]|[,:;?!()][ \"']*[{_HAN}「『“《（]")
# Markup is none of a page's text; in Japanese and Korean other rules hold.
_MARKUP = re.compile(r"\[\^\w+\]:?|\]\([^)]*\)|[*_\[\]]|https?://\S+")
_OTHER = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_CODE = re.compile(r"^```.*?^```", re.M | re.S)


def main(names: list[str]) -> int:
    """Print the figures, and a sample of what went wrong."""
    stripped = came_back = half = changed = 0
    wrong: list[str] = []
    for name in names:
        for line in _CODE.sub("", Path(name).read_text("utf-8")).split("\n"):
            line = _MARKUP.sub("", line)
            if (
                _OTHER.search(line)
                or not any(mark in line for mark in _FULL)
                or _DOUBTFUL.search(line)
                or "`" in line
            ):
                continue
            again = restore_punctuation(to_half_width(line)).text
            for at, (was, now) in enumerate(zip(line, again, strict=True)):
                if was in _FULL:
                    stripped, came_back = stripped + 1, came_back + (was == now)
                elif was in to_half_width(_FULL):
                    half, changed = half + 1, changed + (was != now)
                if was != now:
                    wrong.append(f"{was}→{now}  {line[max(0, at - 20) : at + 20]}")
    share = came_back / max(1, stripped)
    print(f"stripped {stripped}, came back {came_back} ({share:.2%}); half-width {half}, changed {changed}")
    for one in sorted(wrong, key=lambda each: each[0] in _FULL)[:30]:
        print(one)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
