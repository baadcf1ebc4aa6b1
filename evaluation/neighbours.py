"""Count which kinds of words are neighbours, for yizhu/chinese/words/word_neighbours.py: python evaluation/neighbours.py FOLDER…

Cuts the text files of the folders into words with jieba and prints the table that the package ships as
``data/word-neighbours.txt``. The texts are not in this repository; evaluation/README.md names them.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yizhu.chinese.han import is_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.words.segmentation import shared_jieba
from yizhu.chinese.words.word_neighbours import LATIN, PAUSE, name_kind, write_attractions

CHARACTERS = 60  # the most frequent words of one character are kinds of their own
PRIOR = 20  # neighbours that each pair is given on either side, so that rare kinds decide little
MARKUP = re.compile(r"https?://\S+|<[^>]+>|\]\([^)]*\)|[*_#>`|]")


def main(folders: list[str]) -> int:
    """Print the table."""
    words: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for line in _lines(folders):
        before = ("", PAUSE)
        for word in [*_tag(line), ("", PAUSE)]:
            if word[1] == before[1] == PAUSE:
                continue
            words[word] += 1
            pairs[before, word] += 1
            before = word
    single = [word for (word, _), _ in words.most_common() if len(word) == 1][:CHARACTERS]
    print(_tabulate(words, pairs, frozenset(single)))
    return 0


def _lines(folders: list[str]) -> Iterator[str]:
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*.*")):
        if path.suffix in (".txt", ".md"):
            text = to_simplified(MARKUP.sub("", path.read_text("utf-8", "replace")))
            yield from (line.strip() for line in text.splitlines() if len(line.strip()) > 7)


def _tag(line: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a line with their parts of speech; what is not Han by its kind alone."""
    for word, tag in shared_jieba().tag(line, False):
        if is_han(word[0]):
            yield word, tag
        else:
            yield "", LATIN if word.isalnum() else PAUSE


def _tabulate(
    words: Counter[tuple[str, str]],
    pairs: Counter[tuple[tuple[str, str], tuple[str, str]]],
    single: frozenset[str],
) -> str:
    kinds = {word: _kind(word, single) for word in words}
    own: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for word, count in words.items():
        own[kinds[word]] += count
    for (before, after), count in pairs.items():
        together[kinds[before], kinds[after]] += count
    total = own.total()
    names = [kind for kind, _ in own.most_common()]
    expected = {(a, b): own[a] * own[b] / total for a in names for b in names}
    attractions = {pair: math.log((together[pair] + PRIOR) / (n + PRIOR)) for pair, n in expected.items()}
    return write_attractions(attractions, names)


def _kind(word: tuple[str, str], single: frozenset[str]) -> str:
    text, tag = word
    if not text:
        return tag
    return text if text in single else name_kind(text, tag)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
